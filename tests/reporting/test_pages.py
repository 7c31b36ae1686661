"""Reports in a real browser: what is seen, heard, switched, filtered and printed."""

import os
import re
import shutil

import pytest

from stance.classifiers.folder import Manifest
from stance.data.files import Record
from stance.reporting.pages import Report, page
from stance.reporting.stories import stories
from tests.conftest import GUAIDO, MADURO

TARGETS = ("Nicolás Maduro", "Juan Guaidó")
HOSTILE = (
    "<script>window.ran = 1</script></script><img src=x onerror='window.ran = 1'>"
    "\"><svg onload=window.ran=1> ' {{ 7 * 7 }} \u2028 \u202e <!-- <script>"
)
ARTICLE = (
    "26 Mar 2019; DW: Ana Paz spoke.\n"
    "“He said ‘never again’ to us,” she said.\n"
    "“We wait.\n"
    "“We still wait.” Somebody shouted: “Go!”\n"
    "The end."
)


def row(article, text, stances, start=None, **fields):
    """A prediction for each target; 60 % for its stance, 20 % for the others."""
    for target, stance in zip(("maduro", "guaido"), stances.split(), strict=True):
        shares = dict.fromkeys(("favor", "against", "neutral"), 0.2) | {stance.strip("?"): 0.6}
        cells = {"article": article, "text": text, "start": start, "target": target, **fields}
        cells |= {"stance": stance.strip("?"), **shares, "abstained": stance.endswith("?")}
        yield Record("rows", cells)


def in_article(text, stances, **fields):
    return row("one", text, stances, ARTICLE.index(text), context=None, **fields)


ONE = [
    *in_article(
        "He said ‘never again’ to us,", "against neutral", id=1, speaker="Ana Paz", kind="direct"
    ),
    *in_article("never again", "neutral? favor", id=2, speaker="Nicolás Maduro", rule="nested"),
    *in_article("We wait.\n“We still wait.", "favor neutral", id=3, speaker="Ana Paz"),
    *in_article("Go!", "against against?", id=4, speaker=None),
]
MANY = [
    *row("a", "Up!", "favor neutral", speaker="Ana", outlet="North", date="2019-01-05"),
    *row("a", "Down!", "against favor", speaker="Bo", outlet="North", date="2019-01-05"),
    *row("b", "Perhaps.", "neutral? favor", speaker="Ana", outlet="South", date="2019-03-20"),
    *row("c", "No.", "against neutral", speaker="Cé", outlet="South", date="2019-06-01"),
]
SCORES = {"test": {"macro_f1": 0.61, "macro_f1_low": 0.58, "macro_f1_high": 0.64, "n": 1074.0}}


def report(rows, texts, folder, targets=None):
    targets = targets or dict(zip(("maduro", "guaido"), TARGETS, strict=True))
    manifest = Manifest("tfidf", {}, (MADURO, GUAIDO), scores=SCORES, threshold=0.5)
    told = Report(
        tuple(targets.values()), tuple(stories(rows, texts, [*targets])), "models:/x", manifest
    )
    path = folder / "report.html"
    path.write_text(page(told), encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def browser():
    """One Chromium for all; a machine without one skips, unless STANCE_BROWSER asks for it."""
    sync_api = pytest.importorskip("playwright.sync_api")
    names = ("chromium", "chromium-browser", "google-chrome")
    program = next(filter(None, map(shutil.which, names)), None)
    if program is None and "STANCE_BROWSER" not in os.environ:
        pytest.skip("no Chromium on this machine")
    quiet = ("background-networking", "component-update", "sync")
    options = ["--no-sandbox", "--disable-gpu", "--no-first-run"]
    with sync_api.sync_playwright() as play:
        launched = play.chromium.launch(
            executable_path=program, args=[*options, *(f"--disable-{name}" for name in quiet)]
        )
        yield launched
        launched.close()


@pytest.fixture
def open_(browser, tmp_path):
    """Opens a report of rows, and after the test finds the console clean."""
    contexts, heard = [], []

    def opened(rows, texts=None, targets=None, **options):
        path = report(rows, texts or {}, tmp_path, targets)
        context = browser.new_context(viewport={"width": 1280, "height": 900}, **options)
        context.set_default_timeout(5000)
        contexts.append(context)
        tab = context.new_page()
        tab.on("console", lambda message: heard.append(message.text))
        tab.on("pageerror", lambda error: heard.append(str(error)))
        tab.on("request", lambda r: heard.append(r.url) if r.url != path.as_uri() else None)
        tab.on("dialog", lambda dialog: heard.append(dialog.message))
        tab.goto(path.as_uri())
        return tab

    yield opened
    for context in contexts:
        context.close()
    assert heard == []


def wait_for(tab, found):
    from playwright.sync_api import expect

    expect(tab.locator(".found")).to_have_text(found)


def texts(tab, selector):
    return [" ".join(t.split()) for t in tab.locator(selector).all_inner_texts()]


@pytest.mark.parametrize("javascript", [True, False])
def test_one_article_reads_with_and_without_javascript(javascript, open_):
    tab = open_(ONE, {"one": ARTICLE}, java_script_enabled=javascript)
    shown = "".join(tab.locator(".paragraph > p").all_text_contents())
    assert [char for char in shown if not char.isdigit()] == [
        char for char in ARTICLE.replace("\n", "") if not char.isdigit()
    ]
    assert texts(tab, "mark") == [
        "He said ‘",
        "never again",
        "’ to us,",
        "We wait.",
        "“We still wait.",
        "Go!",
    ]
    assert texts(tab, ".note summary") == [
        "1 Ana Paz against 60 %",
        "2 Nicolás Maduro neutral 60 % to review",
        "3 Ana Paz favor 60 %",
        "4 unknown speaker against 60 %",
    ]
    tab.get_by_label("Juan Guaidó").first.check()
    assert texts(tab, ".note summary") == [
        "1 Ana Paz neutral 60 %",
        "2 Nicolás Maduro favor 60 %",
        "3 Ana Paz neutral 60 %",
        "4 unknown speaker against 60 % to review",
    ]
    assert texts(tab, "article .of") == ["DW, 2019-03-26 · 4 quotes"]
    assert "0.61 0.58 to 0.64" in " ".join(texts(tab, "footer table"))


def test_the_switch_changes_colour_line_and_symbol(open_):
    tab = open_(ONE, {"one": ARTICLE})
    look = """() => {
        const mark = getComputedStyle(document.querySelector("mark"));
        const symbol = getComputedStyle(document.querySelector("#quote-1"), "::before").content;
        return [mark.backgroundColor, mark.textDecorationStyle, symbol[1]];
    }"""
    against = tab.evaluate(look)
    tab.get_by_label("Juan Guaidó").first.check()
    neutral = tab.evaluate(look)
    assert against[1:] == ["double", "▼"]
    assert neutral[1:] == ["dotted", "●"]
    assert against[0] != neutral[0]


def test_probabilities_and_rule_on_hover_and_by_keyboard(open_):
    tab = open_(ONE, {"one": ARTICLE})
    tip = tab.get_by_role("tooltip")
    assert tip.is_hidden()
    tab.locator("mark").nth(1).hover()
    assert tip.is_visible()
    told = " ".join(tip.inner_text().split())
    assert "Nicolás Maduro 20 % 20 % 60 % Juan Guaidó 60 % 20 % 20 %" in told
    assert "speaker by rule “nested”" in told
    tab.keyboard.press("Escape")
    assert tip.is_hidden()
    tab.locator("#quote-1").focus()
    assert "direct quote" in tip.inner_text()
    assert tab.locator("#quote-1").get_attribute("aria-describedby") == "tip"
    tab.keyboard.press("Tab")
    assert "Nicolás Maduro neutral" in " ".join(tip.inner_text().split())
    tab.keyboard.press("Enter")  # a number leads to its note, opened
    assert tab.locator("#note-2 details").get_attribute("open") is not None
    assert tip.is_hidden()


def test_the_script_draws_what_the_template_wrote(open_):
    tab = open_([*row("z", "a <b>", "favor? against", kind="indirect", date="2018-12-01"), *MANY])
    tight = ".replace(/\\s+</g, '<').replace(/>\\s+/g, '>')"
    body = f"document.querySelector('.body').innerHTML{tight}"
    tables = "['.matrix tbody', '.time'].map((s) => document.querySelector(s).innerHTML)"
    tables += f".join(''){tight}"
    written, drawn = tab.evaluate(body), tab.evaluate(tables)
    buttons = tab.locator(".list button")
    buttons.nth(1).click()
    assert tab.evaluate(body) != written
    buttons.nth(0).click()
    assert tab.evaluate(body) == written
    tab.locator("[name=speaker]").fill("Bo")
    wait_for(tab, re.compile("^1 "))
    assert tab.evaluate(tables) != drawn
    tab.get_by_role("button", name="Reset").click()
    wait_for(tab, re.compile("^4 "))
    assert tab.evaluate(tables) == drawn


FILTERS = [  # field, value, what is found, and who; how many answers given are counted
    ("speaker", "an", "2 articles, 2 quotes", ["Ana"], 1),
    ("speaker", "ce", "1 article, 1 quote", ["Cé"], 1),
    ("outlet", "North", "1 article, 2 quotes", ["Ana", "Bo"], 2),
    ("from", "2019-03-20", "2 articles, 2 quotes", ["Ana", "Cé"], 1),
    ("to", "2019-03-20", "2 articles, 3 quotes", ["Ana", "Bo"], 2),
    # A stance chooses what is listed; of these alone, every share would be 100 %.
    ("stance", "against", "2 articles, 2 quotes", ["Ana", "Bo", "Cé"], 3),
    ("stance", "review", "1 article, 1 quote", ["Ana", "Bo", "Cé"], 3),
]


def test_filters(open_):
    tab = open_(MANY)
    for name, value, found, speakers, answers in FILTERS:
        wait_for(tab, "3 articles, 4 quotes")
        field = tab.locator(f"[name={name}]")
        field.select_option(value) if name in ("outlet", "stance") else field.fill(value)
        wait_for(tab, found)
        assert texts(tab, ".matrix tbody th") == speakers
        assert len(texts(tab, ".list button:visible")) == int(found.split()[0])
        counts = tab.locator(".matrix td:nth-of-type(1) .count").all_text_contents()
        assert sum(map(int, counts)) == answers
        tab.get_by_role("button", name="Reset").click()


def test_a_filter_that_nothing_fits_shows_nothing(open_):
    tab = open_(MANY)
    assert texts(tab, ".most:visible") == ["2 answers; those to review are left out"]
    tab.locator("[name=speaker]").fill("Bo")
    wait_for(tab, "1 article, 1 quote")
    assert texts(tab, ".most:visible") == ["1 answer; those to review are left out"]
    tab.locator("[name=speaker]").fill("Nobody")
    wait_for(tab, "0 articles, 0 quotes")
    assert texts(tab, ".most:visible") == ["0 answers; those to review are left out"]
    assert tab.locator(".matrix table, .list ol").locator("visible=true").count() == 0
    assert texts(tab, ".matrix p:visible")[-1] == "No quotes were found."
    assert texts(tab, ".list p:visible") == ["No article fits the filter."]
    tab.get_by_role("button", name="Reset").click()
    wait_for(tab, "3 articles, 4 quotes")
    assert tab.locator(".none, .nothing").locator("visible=true").count() == 0
    assert tab.locator(".matrix table, .list ol").locator("visible=true").count() == 2


def test_a_stance_is_asked_toward_the_target_that_is_shown(open_):
    tab = open_(MANY)
    tab.locator("[name=stance]").select_option("favor")
    tab.get_by_label("Juan Guaidó").first.check()
    wait_for(tab, "2 articles, 2 quotes")
    assert texts(tab, ".list button:visible") == [
        "a North, 2019-01-05 · 2 quotes",
        "b South, 2019-03-20 · 1 quote",
    ]


def test_hostile_texts_run_nothing_and_stay_texts(open_):
    fields = ("speaker", "speaker_mention", "title", "outlet", "rule")
    rows = [
        *row("a", HOSTILE, "favor neutral", **dict.fromkeys(fields, HOSTILE), date="2019-01-05"),
        *row(HOSTILE, "x", "favor neutral", context=f"x {HOSTILE}", date="2020-01-05"),
    ]
    tab = open_(rows)
    for place in (1, 0):
        tab.locator(".list button").nth(place).click()
        tab.locator(".ref").first.focus()
        assert tab.evaluate("window.ran") is None
        assert tab.locator("img, iframe, object").count() == 0
        assert tab.locator("script").count() == 2
        shown = "".join(tab.locator(".paragraph > p").all_text_contents())
        assert all(part.strip() in shown for part in HOSTILE.split("\u2028"))  # it ends a line
    assert tab.locator("#note-1 .speaker").text_content() == f"{HOSTILE} (a)"
    tab.locator("[name=speaker]").fill("<script>")
    wait_for(tab, re.compile("^1 "))
    assert tab.locator(".matrix tbody th").text_content() == f"{HOSTILE} (a)"
    assert tab.evaluate("window.ran") is None


def test_the_policy_stops_whatever_else_would_run(open_, browser):
    """Were a text to become markup after all, the page's own policy would not run it."""
    tab = browser.new_page()
    path = open_(ONE, {"one": ARTICLE}).url
    tab.goto(path)
    tab.evaluate("document.body.innerHTML += `<img src=x: onerror='window.ran = 1'>`")
    script = "Object.assign(document.createElement('script'), {text: 'window.ran = 1'})"
    tab.evaluate(f"document.body.append({script})")
    assert tab.evaluate("window.ran") is None
    tab.close()


@pytest.mark.parametrize(
    ("rows", "width", "scheme"),
    [(ONE, 1280, "light"), (ONE, 390, "dark"), (MANY, 1280, "dark"), (MANY, 390, "light")],
)
def test_accessible_and_never_wider_than_the_screen(rows, width, scheme, open_):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    tab = open_(rows, {"one": ARTICLE} if rows is ONE else None, color_scheme=scheme)
    tab.set_viewport_size({"width": width, "height": 800})
    for details in tab.locator("details:visible").all():
        details.evaluate("(element) => { element.open = true; }")
    tab.locator(".ref").first.focus()
    found = axe.run(tab, options={"resultTypes": ["violations"]})
    assert not found.response["violations"], found.generate_report()
    assert tab.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("count", [3, 8])
@pytest.mark.parametrize("width", [320, 1280, 680])  # the last: what a page of paper has
def test_many_targets_fit_on_screen_and_paper(count, width, open_):
    """Each cell names its target, for the heads of columns are gone."""
    targets = {f"t{n}": f"{n} the harbour levy of the council" for n in range(count)}
    rows = [
        Record("rows", {**r.fields, "target": target, "outlet": "The Northern Harbour " * 4})
        for r in MANY[::2]
        for target in targets
    ]
    tab = open_(rows, targets=targets)
    tab.set_viewport_size({"width": width, "height": 800})
    for media in ("screen", "print"):
        tab.emulate_media(media=media)
        assert tab.evaluate("document.documentElement.scrollWidth") <= width
        assert tab.locator(".matrix tr", has_text="Ana").locator(".name:visible").count() == count
        ends = "(e) => [e, e.closest('td')].map((own) => own.getBoundingClientRect().right)"
        for line in tab.locator(".matrix .line:visible").all():
            end, room = line.evaluate(ends)
            assert end <= room + 1
    tab.emulate_media(media="screen")
    label = tab.locator("label", has_text="Outlet")
    assert label.evaluate("(e) => e.getBoundingClientRect().height") < 60
    place = tab.locator(".switch").evaluate("(e) => getComputedStyle(e).position")
    assert place == ("static" if width < 768 else "sticky")


def contrast(one, other):
    """The contrast of two colours by WCAG 2: "rgb(0, 0, 0)", "rgb(255, 255, 255)" -> 21.0."""

    def luminance(colour):
        parts = [int(part) / 255 for part in re.findall(r"\d+", colour)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return sum(w * p for w, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

    low, high = sorted(map(luminance, (one, other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_whiskers_stand_out_from_bars_and_bars_from_the_page(scheme, open_):
    tab = open_(MANY, color_scheme=scheme)
    whisker = "getComputedStyle(document.querySelector('.whisker')).stroke"
    paper = "getComputedStyle(document.body).backgroundColor"
    for label in ("favor", "against", "neutral"):
        fill = tab.evaluate(f"getComputedStyle(document.querySelector('.ground.{label}')).fill")
        assert contrast(fill, tab.evaluate(whisker)) >= 3
        assert contrast(fill, tab.evaluate(paper)) >= 3
    if scheme == "dark":  # paper is white
        tab.emulate_media(media="print")
        assert tab.evaluate("getComputedStyle(document.documentElement).colorScheme") == "light"


def test_print_shows_the_article_and_no_controls(open_):
    tab = open_(MANY)
    tab.emulate_media(media="print")
    assert tab.locator("article mark").first.is_visible()
    assert tab.locator(".note summary").first.is_visible()
    assert tab.locator(".matrix").is_visible()
    assert [tab.locator(name).is_visible() for name in (".filters", ".list", "#tip")] == [False] * 3
    assert texts(tab, ".switch label:visible") == ["Nicolás Maduro"]


def test_no_quotes_and_no_text(open_):
    tab = open_([], {"empty": "\n", "silent": "Nobody spoke."})
    assert texts(tab, ".body") == ["This article has no text."]
    assert "No quotes were found." in texts(tab, ".matrix p")
    tab.locator(".list button").nth(1).click()
    assert texts(tab, ".body") == ["Nobody spoke."]


LOOSE = [
    *row(None, "Up!", "favor neutral", date="2019-01-05"),
    *row(None, "Down!", "against favor", date="2019-03-05"),
    *row(None, "No.", "against neutral"),
]


def test_quotes_without_articles_and_speakers_are_not_said_to_have_them(tmp_path):
    html = report(LOOSE, {}, tmp_path).read_text(encoding="utf-8")
    assert "<h1><bdi>Who stands where in 3 quotes</bdi></h1>" in html
    assert "<p>3 quotes, 0 speakers, 0 answers to review" in html
    assert 'role="status">3 quotes</p>' in html
    assert "1 of all 3 quotes has no date and is left out here." in html
    mixed = report([*LOOSE, *MANY], {}, tmp_path).read_text(encoding="utf-8")
    assert "Who stands where in 7 quotes" in mixed
    assert 'role="status">3 articles, 7 quotes</p>' in mixed
    assert "left out here" not in report(MANY, {}, tmp_path).read_text(encoding="utf-8")


def test_a_share_of_no_answer_is_none_also_after_a_filter(open_):
    tab = open_([*row("a", "Up!", "favor? neutral", speaker="Ana"), *MANY[2:]])
    cells = tab.locator(".matrix tr", has_text="Ana").locator("td").first.locator(".line")
    tab.locator("[name=to]").fill("2019-01-05")
    wait_for(tab, "1 article, 1 quote")
    tab.get_by_role("button", name="Reset").click()
    wait_for(tab, "4 articles, 4 quotes")
    assert [" ".join(t.split()) for t in cells.all_text_contents()] == [
        "▲favor 0",
        "▼against 0",
        "●neutral 0",
    ]


def test_answers_that_all_wait_for_review_draw_no_empty_picture(tmp_path):
    days = {"a": "2019-01-05", "b": "2019-01-09"}
    rows = [r for name, day in days.items() for r in row(name, "Up!", "favor? favor", date=day)]
    html = report(rows, {}, tmp_path).read_text(encoding="utf-8")
    assert html.count('<svg hidden viewBox="0 0 600 120"') == 1
    assert html.count('<svg viewBox="0 0 600 120"') == 1


def test_speakers_without_a_name_are_counted_article_by_article(tmp_path):
    rows = [r for name in "ab" for r in row(name, "Up!", "favor neutral", speaker="council")]
    html = report(rows, {}, tmp_path).read_text(encoding="utf-8")
    assert "<p>2 quotes, 2 speakers, 0 answers to review" in html
    told = "are counted article by article"
    assert told in html
    assert told not in report(rows[:2], {}, tmp_path).read_text(encoding="utf-8")
    assert told not in report(LOOSE, {}, tmp_path).read_text(encoding="utf-8")


def test_filters_count_articles_where_there_are_some(open_):
    for rows, before, after in (
        (LOOSE, "3 quotes", "1 quote"),
        ([*LOOSE, *MANY], "3 articles, 7 quotes", "2 articles, 3 quotes"),
    ):
        tab = open_(rows)
        wait_for(tab, before)
        tab.locator("[name=from]").fill("2019-03-01")
        wait_for(tab, after)


def test_scores_are_of_what_the_data_are_measured_by():
    tweets = {"test": {"macro_f1": 0.5, "f_avg": 0.61, "f_avg_low": 0.58, "f_avg_high": 0.64}}
    told = stories(MANY, {}, ["maduro", "guaido"])
    for scores, cells in (
        (SCORES, ("macro-F1", "0.61", "0.58 to 0.64")),
        (tweets, ("F_avg", "0.61", "0.58 to 0.64")),
    ):
        manifest = Manifest("tfidf", {}, (MADURO, GUAIDO), scores=scores, threshold=0.5)
        found = page(Report(TARGETS, tuple(told), "models:/x", manifest))
        caption = found.index("Its scores when it was made")
        assert all(f">{cell}<" in found[caption : caption + 600] for cell in cells)


def test_the_same_report_is_the_same_page(tmp_path):
    assert report(MANY, {}, tmp_path).read_bytes() == report(MANY, {}, tmp_path).read_bytes()
