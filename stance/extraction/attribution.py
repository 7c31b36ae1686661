"""Marked words made quotes: which are somebody's words, whose, and which go on one before."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from stance.extraction.candidates import Candidate
from stance.extraction.claimed import Claim, claimed, is_listed_claim, labelled
from stance.extraction.decisions import Decision, decide
from stance.extraction.describe import head
from stance.extraction.dialogue import Turn, is_floating, is_reply
from stance.extraction.floating import (
    is_entry,
    speaker_of_entry,
    speaker_of_floating,
    speaker_of_labelled,
)
from stance.extraction.headings import Bodies, comes_again, is_heading, reads_as_said
from stance.extraction.joint import speaker_of, surface_of
from stance.extraction.marks import Marked
from stance.extraction.model import Learned
from stance.extraction.nested import inner_speaker
from stance.extraction.phrases import Mention
from stance.extraction.reader import Analysed, Reader
from stance.extraction.resolve import Resolver
from stance.extraction.titles import is_role
from stance.extraction.tokens import Tokens
from stance.extraction.words import NAMING, listed
from stance.schema import Kind

# Words after which marks only name.
_NAMED = frozenset(
    listed("""
    so-called titled entitled nicknamed codenamed code-named headed headlined subtitled captioned
""")
)
# Rules by which nobody was said to say the words.
_UNSAID = frozenset(("nobody", "goes on above", "mentioned above"))
_CALLED = frozenset(("called", "named", "dubbed"))
_SOLD = frozenset(("known", "marketed", "sold", "branded", "billed", "signs", "signed", "saved"))
_SPEAKS = frozenset("SHQ.")
_LED = 20  # tokens that lead to a quotation
# What a broker calls a stock.
_RATINGS = frozenset(
    listed("buy sell hold neutral overweight underweight outperform underperform reduce accumulate")
)
_RATED = frozenset(("rate", "rates", "rated", "rating"))
# What has a title, unlike what says something.
_WORK = NAMING - frozenset(listed("word words term phrase slogan headline"))
_STAR = frozenset(("star", "co-star", "alum", "contestant"))


@dataclass(slots=True)
class Found:
    """A quote before it gets its number: its span, its kind, and what is known of its speaker.

    `goes_on` is the quote of which it is a further part. `mention` is the span of the words that
    name the speaker, `cue` that of the verb. One that is `unsure` is none unless it is borne out.
    """

    start: int
    end: int
    kind: Kind
    rule: str
    speaker: str | None = None
    mention: tuple[int, int] | None = None
    cue: tuple[int, int] | None = None
    goes_on: Found | None = None
    inside: bool = False
    unsure: bool = False


def _is_unsure(decision: Decision) -> bool:
    """Whether nothing ties a speaker to a quotation but that he was mentioned before it."""
    chosen = decision.chosen
    return chosen is None or chosen.rule in ("goes on above", "mentioned above", "lead-in above")


def _is_led_in(decision: Decision) -> bool:
    return decision.chosen is not None and decision.chosen.rule == "lead-in above"


def _is_signed(decision: Decision) -> bool:
    """Whether a name stands below the words, behind a dash, so that they are no heading."""
    chosen = decision.chosen
    return (
        chosen is not None
        and chosen.mention.relation == "acc"
        and chosen.where.tokens.kinds[chosen.mention.cue] == "-"
    )


def _is_on(reader: Reader, here: Analysed, at: int, before: int) -> bool:
    """Whether who spoke in the paragraph above is only asked of more: "On the plan: “No.”"."""
    tokens = here.tokens
    led = tokens.lower[0] == "on" and at < _LED and tokens.kinds[at - 1] == ":"
    alone = led and _SPEAKS.isdisjoint(tokens.kinds[:at])
    return alone and reader.where[before] == here.number - 1


def attribute(reader: Reader, learned: Learned, resolver: Resolver) -> list[Found]:
    """The quotes among the marked texts, in text order, with their speakers."""
    found: list[Found] = []
    headings: list[tuple[Found, bool]] = []
    by_index: dict[int, Found] = {}
    previous: tuple[Analysed, Mention, int] | None = None
    last: Found | None = None
    turns: list[Turn] = []
    claimant: Claim | None = None  # whose claims a list holds
    for index, m in enumerate(reader.marked):
        if m.start == m.end:
            continue
        if m.parent is not None:
            around = by_index.get(m.parent)
            if around is not None:
                inner = inner_speaker(reader, index, resolver, around.speaker)
                if inner is not None:
                    quote = Found(m.start, m.end, Kind.DIRECT, inner.rule, inside=True)
                    quote.speaker, quote.mention, quote.cue = (
                        inner.speaker,
                        inner.mention,
                        inner.cue,
                    )
                    found.append(quote)
                    by_index[index] = quote
            continue
        here = reader[reader.where[index]]
        at = here.tokens.at.get(index)
        if at is None:
            continue  # a nickname inside a name
        decision = decide(reader, learned, index, previous)
        heading = is_heading(reader, here.number) and not _is_signed(decision)
        floats = not heading and (is_floating(here) or (at == 0 and is_reply(here)))
        if floats and not m.resumes and _is_unsure(decision):
            heading = comes_again(reader, m.start, m.end)
        if at and (here.tokens.lower[at - 1] in _NAMED or _is_name(reader.text, m, here, at)):
            continue
        if _is_work(reader.text[m.start : m.end], here.tokens, at):
            continue
        beside = here.tokens.kinds[max(0, at - 2) : at] == "QK" and index - 1 not in by_index
        if (
            beside
            and decision.parts[0][5] in ("T", "C")
            and reader.marked[index - 1].parent is None
        ):
            continue  # in “The Mill” and “Tides.”, of which the first is no quote
        alone = floats and not heading
        kept = (
            decision.score > 0
            or heading
            or (decision.given.end in ".?" and (alone or _is_sentence(reader.text, m, decision)))
        )
        if not kept:
            continue
        if alone and not m.resumes and _is_unsure(decision):
            told = speaker_of_floating(reader, resolver, here, turns)
            if told is not None and (told[2] == "signed below" or not _is_led_in(decision)):
                mention, where, rule = told
                decision.chosen = Candidate(mention, where, rule)
        if _is_unsure(decision) and is_entry(here, at):
            told = speaker_of_entry(reader, resolver, here, turns)
            decision.chosen = Candidate(*told) if told is not None else decision.chosen
        if at == 0 and not heading and _is_unsure(decision):
            told = speaker_of_labelled(reader, here)
            if told is not None:
                decision.chosen = Candidate(*told)
        if previous is not None and _is_unsure(decision) and _is_on(reader, here, at, previous[2]):
            decision.chosen = Candidate(previous[1], previous[0], "goes on above")
        asks = at > 0 and here.tokens.lower[0] == "what"  # "What they said: “…”"
        told_of = labelled(reader, here, at) if asks or _is_unsure(decision) else None
        if told_of is not None:
            decision.chosen = Candidate(*told_of)
        in_list = at > 0 and is_listed_claim(here, at)
        if (at == 0 or in_list) and _is_unsure(decision):
            told_of = claimed(reader, here, at)
            if in_list:
                told_of = claimant = told_of or claimant
            if told_of is not None:
                decision.chosen = Candidate(*told_of)
        kind = Kind.HEADING if heading else Kind.DIRECT
        quote = Found(m.start, m.end, kind, "nobody")
        _name(quote, decision, here, resolver, previous, last)
        if heading:
            quote.unsure = decision.score <= 0 and not m.single
            headings.append((quote, m.single))
        elif not decision.aside:
            if decision.chosen is not None:
                previous = (decision.chosen.where, decision.chosen.mention, index)
                turns.append((*previous, quote.speaker))
            last = quote
        found.append(quote)
        by_index[index] = quote
    _run_on(reader, by_index)
    _settle_headings(reader.text, found, headings)
    return found


def _run_on(reader: Reader, found: dict[int, Found]) -> None:
    """Gives what is left open, and said by nobody near, the speaker of the part it runs on into."""
    whole = [index for index, m in enumerate(reader.marked) if m.parent is None]
    for index, behind in reversed(list(pairwise(whole))):
        if not reader.marked[behind].resumes or reader.marked[index].closed:
            continue
        quote, after = found.get(index), found.get(behind)
        if quote is None or after is None:
            continue
        if quote.rule in _UNSAID and after.rule not in _UNSAID and after.speaker is not None:
            quote.speaker, quote.rule, after.goes_on = after.speaker, after.rule, quote
            quote.mention, quote.cue = None, None


def _is_sentence(text: str, m: Marked, decision: Decision) -> bool:
    """Whether marked words that end like a sentence begin like one: “Hands off it, Ana!”.

    Not a title behind what it is the title of: an episode of “Good Night.”, “Who Sank the Boat?”
    """
    form, given = decision.parts[0], decision.given
    begun = given.begin == "u" and given.size != "1" and decision.chosen is not None
    said = text[m.start : m.end].split()
    names = given.end == "?" and 2 * sum(word[0].isupper() for word in said) <= len(said)
    return begun and (given.before in "^:,S" or names or form[5] != "T")


def _is_name(text: str, m: Marked, here: Analysed, at: int) -> bool:
    """Whether marked words are a name: "a group called “Damp Squad”", "a “hold” rating"."""
    said, lower = text[m.start : m.end].split(), here.tokens.lower
    titled = len(said) > 1 and said[-1].lower() in NAMING and all(w[0].isupper() for w in said)
    if titled or lower[max(0, at - 2) : at] == ["subject", "line"]:
        return True  # speaking on “The Len Roth Show”
    if lower[at - 1] == "as" or lower[at - 2 : at - 1] == ["as"]:
        verb = lower[at - 2 - (lower[at - 1] != "as")]
        if verb in _SOLD:
            return True
    rated = not _RATED.isdisjoint(lower[max(0, at - 5) : at + 2])
    if rated and len(said) == 1 and said[0].lower().rstrip(",.") in _RATINGS:
        return True  # "rates the stock ‘sell’"
    if rated and len(said) < 4 and lower[at - 1] in ("claim", "statement"):
        return True  # "We rate the claim “False.”"
    named = lower[at - 1] in _CALLED and here.tokens.kinds[max(0, at - 2)] == "w"
    return named and all(word[0].isupper() for word in said) and said[-1][-1].isalnum()


def _is_work(said: str, tokens: Tokens, at: int) -> bool:
    """Whether marked words are what somebody works on: “Two Tides” star Ana Paz."""
    if not said[0].isupper():
        return False
    before, behind = tokens.kinds[at - 1 : at], tokens.kinds[at + 2 : at + 3]
    apposed = before == "," and (tokens.kinds[at + 1 : at + 2] == "," or said[-1] == ",")
    if apposed and tokens.lower[at - 2] in _WORK:  # "her memoir, “Tides”, is out"
        return True
    if not said[-1].isalnum():
        return False
    role = tokens.lower[at + 1] if at + 1 < len(tokens) else ""
    if not (role in _STAR or is_role(role)) or (behind != "N" and before != "D"):
        return False
    v = bisect_left(tokens.verbs, at) - 1
    return v < 0 or tokens.verbs[v] < tokens.first[tokens.sentence[at]]


def _name(
    quote: Found,
    decision: Decision,
    here: Analysed,
    resolver: Resolver,
    previous: tuple[Analysed, object, int] | None,
    last: Found | None,
) -> None:
    chosen = decision.chosen
    if chosen is None:
        return
    m, where = head(chosen.mention, chosen.where), chosen.where
    quote.rule = chosen.rule
    same = previous is not None and previous[1] is chosen.mention and last is not None
    if same and last is not None:
        quote.speaker = last.speaker
        if quote.rule.startswith("goes on") or _split(resolver, last, quote):
            quote.goes_on = last
    else:
        quote.speaker = speaker_of(resolver, m, where, last.speaker if last else None)
    if where is here or quote.rule in ("lead-in above", "signed below"):
        quote.mention = surface_of(resolver, m, where)
        if m.cue < 0:
            m = chosen.mention
        if m.cue >= 0 and not (same and quote.goes_on is None):
            quote.cue = (where.tokens.starts[m.cue], where.tokens.ends[m.cue])


def _split(resolver: Resolver, first: Found, second: Found) -> bool:
    """Whether two quotes are the halves of one, broken by who said it: “…,” said Ana, “…”."""
    between = resolver.text[first.end : second.start]
    return (
        len(between) < 160
        and "\n" not in between
        and resolver.text[first.end - 1] == ","
        and resolver.text[second.start].islower()
    )


def _settle_headings(text: str, found: list[Found], headings: Sequence[tuple[Found, bool]]) -> None:
    """Gives headings the speaker whose words they take up.

    Words in single marks, or that may be a name, are unsure where no quote bears them out, unless
    they read as said.
    """
    body = [q for q in found if q.kind is not Kind.HEADING]
    bodies = Bodies(text, [(q.start, q.end) for q in body])
    for heading, single in headings:
        source = bodies.taken_up(heading.start, heading.end)
        if source is not None:
            heading.speaker, heading.rule = body[source].speaker, "heading of a quote"
            heading.unsure = False
        elif heading.rule in ("nobody", "goes on", "goes on above") or heading.rule.startswith(
            "mention"
        ):
            heading.goes_on = None
            unsure = heading.unsure or single
            heading.unsure = unsure and not reads_as_said(text, heading.start, heading.end)
            if heading.rule != "nobody":
                heading.speaker, heading.mention, heading.cue = None, None, None
                heading.rule = "nobody"
