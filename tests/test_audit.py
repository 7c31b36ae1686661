"""The audit of a corpus: on the bundled one, and on small ones that break its limits."""

import json
import re
import shutil
from dataclasses import replace

import pytest
from typer.testing import CliRunner

from stance import auditing
from stance.audit import app
from stance.auditing import Limits, audit
from stance.classifiers.embeddings import embed
from stance.data.corpus import bundled_corpus, read_corpus
from stance.data.corpus_writer import write_corpus
from stance.errors import UserError
from stance.evaluation.agreement import Agreement
from stance.reporting.audits import audit_page
from stance.schema import Split
from tests.conftest import small_corpus


@pytest.fixture(autouse=True)
def tiny(tiny_encoder, monkeypatch, request):
    """Small corpora are embedded by a tiny encoder."""
    if "slow" not in request.keywords:
        monkeypatch.setattr(auditing, "embed", lambda texts: embed(texts, str(tiny_encoder())))


def run(*arguments):
    return CliRunner().invoke(app, [str(a) for a in arguments])


def test_what_a_small_corpus_breaks(corpus_folder, tmp_path):
    # Its articles repeat the same six quotes in every split.
    done = run(corpus_folder, "--output", tmp_path / "audit.json")
    assert done.exit_code == 1
    found = json.loads((tmp_path / "audit.json").read_text())
    assert found["counts"]["train"] == {"articles": 2, "quotes": 12, "direct": 12}
    assert found["labels"]["maduro"] == {"favor": 6, "against": 12, "neutral": 18}
    assert found["combinations"]["against/favor"] == 6
    # Each quote stands twice in each of three splits: 15 pairs of 6, 3 of them in one split.
    assert len(found["across"]["same words"]) == 6 * 12
    assert found["within"]["same words"] == 6 * 3
    assert "lie in different splits and are alike" in done.output
    assert f"and {len(found['broken']) - 10} more" in done.output
    # Everybody always says the same.
    assert found["probes"]["speaker alone"]["macro_f1"] > 0.45
    assert any("of the speaker alone reaches" in line for line in found["broken"])


def test_agreement_and_pairs_are_counted(tmp_path):
    corpus = small_corpus()
    one, two = (a for a in corpus.annotations if a.quote.id in ("dev-0#01", "dev-0#02"))
    paired = {one.quote.id: replace(one, pair=two.quote.id)}
    paired[two.quote.id] = replace(two, pair=one.quote.id)
    quotes = tuple(paired.get(a.quote.id, a) for a in corpus.annotations)
    write_corpus(replace(corpus, annotations=quotes), tmp_path / "c")
    (tmp_path / "c" / "annotations").mkdir()
    for name, stance in (("first", "favor"), ("second", "against")):
        rows = [
            {
                "quote": a.quote.id,
                "speaker": "Ána paz" if name == "first" else "Ana Paz",
                "annotator": name,
                "stances": {
                    "maduro": {"stance": stance, "basis": "explicit"},
                    "guaido": {"stance": "neutral", "basis": "none"},
                },
            }
            for a in quotes[:4]
        ]
        lines = "".join(json.dumps(row) + "\n" for row in rows)
        (tmp_path / "c" / "annotations" / f"{name}.jsonl").write_text(lines)
    found = audit(tmp_path / "c")
    assert found.pairs == 1
    # "Maduro feeds us well" and "Maduro robbed us all" share two of four words.
    assert found.loose_pairs == []
    assert found.agreement["maduro"].observed == 0
    assert found.agreement["guaido"].alpha == found.agreement["speaker"].alpha == 1
    assert any(line.startswith("agreement on maduro: alpha") for line in found.broken)


def test_every_annotator_counts_and_is_named(tmp_path):
    corpus = small_corpus()
    write_corpus(corpus, tmp_path / "c")
    (tmp_path / "c" / "annotations").mkdir()
    neutral = {"stance": "neutral", "basis": "none"}
    for name, sides in (("anna", "ffaa"), ("bert", "ffaa"), ("cleo", "afaa")):
        rows = [
            {
                "quote": a.quote.id,
                "speaker": None,
                "annotator": name,
                "stances": {
                    "maduro": {
                        "stance": {"f": "favor", "a": "against"}[side],
                        "basis": "explicit",
                    },
                    "guaido": neutral,
                },
            }
            for a, side in zip(corpus.annotations, sides, strict=False)
        ]
        lines = "".join(json.dumps(row) + "\n" for row in rows)
        (tmp_path / "c" / "annotations" / f"{name}.jsonl").write_text(lines)
    done = run(tmp_path / "c", "--output", tmp_path / "audit.json")
    assert "Annotators: anna, bert, cleo" in done.output
    found = json.loads((tmp_path / "audit.json").read_text())
    assert found["annotators"] == ["anna", "bert", "cleo"]
    # Of the first unit's three pairs two are apart, so 2 of its 3 values, of 12 in all. 5 of these
    # are favor: two drawn differ in 2 x 5 x 7 of 12 x 11 cases.
    assert found["agreement"]["maduro"]["alpha"] == pytest.approx(1 - (2 / 12) / (70 / 132))


def test_limits_that_hold_are_not_broken(corpus_folder):
    generous = Limits(2, 1, 1, -1, 1, -1)
    across_words = [b for b in audit(corpus_folder, generous).broken if "same words" not in b]
    assert across_words == []


def test_a_corpus_that_cannot_train_is_audited_without_probes(corpus_folder, tmp_path):
    shutil.copytree(corpus_folder, tmp_path / "c")
    articles = tmp_path / "c" / "articles.jsonl"
    articles.write_text(re.sub('"test"|"dev"', '"train"', articles.read_text()))
    done = run(tmp_path / "c")
    assert "Probes were not run: split dev has no quote" in done.output


def test_a_limit_that_was_not_tried_is_not_said_to_hold(corpus_folder, tmp_path, monkeypatch):
    monkeypatch.setattr(auditing, "Limits", lambda: Limits(2, 1, 1, -1, 1, -1))
    monkeypatch.setattr(auditing, "exact", lambda texts: [])  # its articles have the same quotes
    shutil.copytree(corpus_folder, tmp_path / "c")
    articles = tmp_path / "c" / "articles.jsonl"
    compared = "no two layers of annotations to compare"
    whole = run(tmp_path / "c")
    assert whole.exit_code == 0
    assert f"Every limit that was tried holds; there are {compared}" in whole.output
    alike = Agreement(4, 1, 1, 1, 1, 1)
    full = replace(audit(tmp_path / "c"), agreement={"speaker": alike})
    assert audit_page(full)[-1].strip() == "Every limit holds."
    articles.write_text(re.sub('"test"|"dev"', '"train"', articles.read_text()))
    done = run(tmp_path / "c")
    assert done.exit_code == 0
    told = " ".join(done.output.split())
    assert "tried holds; the probes were not run (split dev has no quote" in told


def test_without_an_encoder_everything_else_is_told(corpus_folder, monkeypatch):
    def absent(texts):
        raise UserError("checkpoint 'x': not in the Hub's cache; install it")

    monkeypatch.setattr(auditing, "embed", absent)
    done = run(corpus_folder)
    assert done.exit_code == 1  # the same quotes stand in every split
    assert "What is in it" in done.output
    told = " ".join(done.output.split())
    assert "not compared by embeddings: checkpoint 'x': not in the Hub's cache; install it" in told
    assert "alike by shingles" in told
    generous = audit(corpus_folder, Limits(2, 1, 1, -1, 1, -1))
    assert list(generous.across) == ["same words", "shingles"]
    last = audit_page(replace(generous, broken=[]))[-1]
    assert "that was tried holds; quotes were not compared by embeddings" in last


def test_a_folder_that_is_no_corpus_is_told_in_one_line(tmp_path):
    done = run(tmp_path / "nothing", "--output", tmp_path / "audit.json")
    assert done.exit_code == 2
    assert done.stderr.startswith("error: ")
    assert "no such folder" in done.stderr
    assert not (tmp_path / "audit.json").exists()


def test_an_output_that_is_a_folder_is_told_before_anything_is_read(tmp_path):
    done = run(tmp_path / "nothing", "--output", tmp_path)
    assert done.exit_code == 2
    assert "is a folder; give the name of a file" in done.stderr


def test_a_corpus_without_quotes_is_told_in_one_line(corpus_folder, tmp_path):
    folder = shutil.copytree(corpus_folder, tmp_path / "corpus")
    (folder / "quotes.jsonl").write_text("")
    done = run(folder)
    assert done.exit_code == 2
    assert done.stderr.endswith("corpus: has no quotes to audit\n")


def test_names_are_shown_as_they_are(corpus_folder, tmp_path):
    folder = shutil.copytree(corpus_folder, tmp_path / "corpus")
    quotes = folder / "quotes.jsonl"
    named = re.sub('("speaker": ?"Ana) Paz', r"\1 [/Paz] [red]x[/red]", quotes.read_text())
    quotes.write_text(named)
    assert "most quoted: Ana [/Paz] [red]x[/red] " in " ".join(run(folder).output.split())


def test_who_has_no_name_is_counted_article_by_article(tmp_path):
    corpus = small_corpus()
    quotes = tuple(
        replace(a, quote=replace(a.quote, speaker="council", speaker_mention=None))
        if a.quote.speaker == "Ana Paz"
        else a
        for a in corpus.annotations
    )
    write_corpus(replace(corpus, annotations=quotes), tmp_path / "c")
    speakers = audit(tmp_path / "c").speakers
    assert speakers["Luis Rey"] == 6
    assert speakers["council (dev-0)"] == 1


@pytest.mark.slow
def test_the_bundled_corpus_keeps_every_limit():
    found = audit(bundled_corpus())
    assert not found.broken
    for name in ("maduro", "guaido", "speaker"):
        assert found.agreement[name].alpha >= 0.8
    assert found.probes["quote and target"]["n"] == len(read_corpus().examples(Split.TEST))
