from collections.abc import Iterator

import pytest

from stance.evaluation.giveaways import giveaways, phrases
from stance.schema import Annotation, Basis, Label, Quote, Stance


def annotated(*rows: tuple[str, str, str]) -> Iterator[Annotation]:
    """Annotations of quotes with their stances toward two targets."""
    for text, maduro, guaido in rows:
        labels = {
            target: Label(Stance(s), Basis.NONE if s == "neutral" else Basis.EXPLICIT)
            for target, s in (("maduro", maduro), ("guaido", guaido))
        }
        yield Annotation(Quote(text), labels, "tester")


def test_a_share_allows_for_the_base_rate():
    # Of 8 pairs 4 are neutral, 2 favor, 2 against. "thanks" has favor 2, neutral 2: weighed by
    # 1/2 and 1/4 (and against 0) that is 1 to 1/2, a share of 2/3 for favor.
    quotes = annotated(
        ("Thanks for the flour.", "favor", "neutral"),
        ("Many thanks!", "neutral", "favor"),
        ("He robbed us.", "against", "neutral"),
        ("They robbed us.", "neutral", "against"),
    )
    found = {g.word: g for g in giveaways(list(quotes), least=2)}
    assert set(found) == {"thanks", "robbed", "us"}
    assert found["thanks"].label == "favor"
    assert found["thanks"].share == pytest.approx(2 / 3)


def test_a_word_counts_once_a_quote_and_without_accents():
    quotes = list(annotated(("Guaidó, Guaido, GUAIDÓ", "neutral", "favor")))
    [word] = giveaways(quotes, least=1)
    assert (word.word, word.quotes) == ("guaido", 1)
    assert giveaways(quotes, least=2) == []


def test_phrases_tell_where_they_are_denied():
    quotes = annotated(
        ("He is a usurper.", "against", "neutral"),
        ("No usurper was ever elected.", "favor", "neutral"),
        ("The usurper's men", "neutral", "against"),
        ("A usurpation.", "against", "neutral"),
    )
    in_order = phrases(list(quotes), stock=["puppet", "usurper", "coup"])
    assert [p.phrase for p in in_order] == ["usurper", "coup", "puppet"]  # the most used first
    found = {p.phrase: p for p in in_order}
    assert (found["usurper"].quotes, found["usurper"].turned) == (3, 1)
    assert found["usurper"].share == 0.75
    assert found["puppet"].quotes == 0
    assert [p.share for p in phrases([], stock=["coup"])] == [0]
