"""Counts, intervals and bins, by hand."""

import pytest

from stance.reporting.answers import Answer
from stance.reporting.counts import MOST_SPEAKERS, Count, bin_of, matrix, timeline
from stance.reporting.stories import Said, Story
from stance.schema import Stance


def said(speaker, *stances, review=False):
    answers = tuple(s and Answer(Stance(s), (0, 0, 0), review) for s in stances)
    return Said(1, speaker, answers)


def story(*quotes, date=None):
    return Story("", None, date, (), quotes)


def test_answers_are_counted_and_those_to_review_apart():
    count = Count()
    for stance in ("favor", "favor", "neutral"):
        count.add(Answer(Stance(stance), (0, 0, 0)))
    count.add(Answer(Stance.AGAINST, (0, 0, 0), review=True))
    count.add(None)
    assert (count.stances, count.review) == ([2, 0, 1], 1)
    # Wilson for 2 of 3: (2/3 + z²/6 ± z sqrt(2/27 + z²/36)) / (1 + z²/3), z² = 3.8415
    assert count.intervals == [(67, 21, 94), (0, 0, 56), (33, 6, 79)]
    assert Count(review=1).intervals == [None] * 3  # not 0 %


def test_speakers_by_target_most_quoted_first():
    rows = matrix(
        [
            story(said("Ana", "favor", "neutral"), said("Bo", "against", None)),
            story(said("Bo", "against", "favor"), said(None, "neutral", "neutral", review=True)),
        ],
        2,
    )
    assert [(r.name, [(c.stances, c.review) for c in r.counts]) for r in rows] == [
        ("Bo", [([0, 2, 0], 0), ([1, 0, 0], 0)]),
        ("Ana", [([1, 0, 0], 0), ([0, 0, 1], 0)]),
        ("unknown speaker", [([0, 0, 0], 1), ([0, 0, 0], 1)]),
    ]


def test_many_speakers_share_the_last_row():
    quotes = [said(f"S{n}", "favor") for n in range(MOST_SPEAKERS + 5)]
    rows = matrix([story(*quotes)], 1)
    assert len(rows) == MOST_SPEAKERS + 1
    assert (rows[-1].name, rows[-1].counts[0].stances) == ("5 other speakers", [5, 0, 0])
    assert len(matrix([story(*quotes[: MOST_SPEAKERS + 1])], 1)) == MOST_SPEAKERS + 1


@pytest.mark.parametrize(
    ("dates", "labels"),
    [
        (["2019-02-27", "2019-03-01"], ["2019-02-27", "2019-02-28", "2019-03-01"]),
        (["2018-12-31", "2019-03-05"], ["2018-12", "2019-01", "2019-02", "2019-03"]),
        (["1999-12-31", "2019-01-01"], [str(year) for year in range(1999, 2020)]),
    ],
)
def test_time_is_cut_into_days_months_or_years(dates, labels):
    told = timeline([story(said("A", "favor"), date=date) for date in dates], 1)
    assert list(told.labels) == labels
    (counts,) = told.counts
    assert [count.stances[0] for count in counts] == [1, *[0] * (len(labels) - 2), 1]
    assert bin_of(dates[-1], labels) == len(labels) - 1
    assert bin_of(None, labels) is None


def test_quotes_without_a_date_are_counted_apart():
    dated = [story(said("A", "favor"), date=f"2019-01-0{day}") for day in (1, 2)]
    told = timeline([*dated, story(said("A", "favor"), said("B", None))], 1)
    assert (told.undated, [count.stances[0] for count in told.counts[0]]) == (2, [1, 1])


def test_one_date_is_no_time_line():
    assert timeline([story(date="2019-01-01"), story(date="2019-01-01"), story()], 1) is None
