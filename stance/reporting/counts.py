"""Stances counted: speaker by target with intervals, and over time."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from stance.reporting.answers import Answer, percent
from stance.reporting.stories import Story
from stance.schema import LABELS, Stance

MOST_SPEAKERS = 20  # rows of the matrix; whoever is quoted less shares the last one


@dataclass(slots=True)
class Count:
    """Answers counted in the order of `Stance`; those that wait for review are counted apart."""

    stances: list[int] = field(default_factory=lambda: [0] * len(LABELS))
    review: int = 0

    def add(self, answer: Answer | None) -> None:
        """Counts one answer; None is none."""
        if answer is not None and answer.review:
            self.review += 1
        elif answer is not None:
            self.stances[tuple(Stance).index(answer.stance)] += 1

    @property
    def intervals(self) -> list[tuple[int, int, int] | None]:
        """For each stance its share among the answers given, and the 95 % interval, in percent.

        The score interval of Wilson (1927). None where no answer was given.
        """
        from scipy.stats import binomtest

        n = sum(self.stances)
        if not n:
            return [None] * len(LABELS)
        return [
            (percent(count / n), percent(interval.low), percent(interval.high))
            for count in self.stances
            for interval in [binomtest(count, n).proportion_ci(method="wilson")]
        ]


@dataclass(frozen=True, slots=True)
class Row:
    """A speaker of the matrix and a count for each target."""

    name: str
    counts: tuple[Count, ...]


def matrix(stories: Sequence[Story], targets: int) -> list[Row]:
    """The speakers, most quoted first; beyond `MOST_SPEAKERS` they share a last row."""
    quoted = Counter(said.speaker for story in stories for said in story.quotes)
    ranked = [speaker for speaker, _ in quoted.most_common()]
    alone = ranked if len(ranked) <= MOST_SPEAKERS + 1 else ranked[:MOST_SPEAKERS]
    place = {speaker: number for number, speaker in enumerate(alone)}
    counts = [[Count() for _ in range(targets)] for _ in range(len(alone) + 1)]
    for story in stories:
        for said in story.quotes:
            for target, answer in enumerate(said.answers):
                counts[place.get(said.speaker, len(alone))][target].add(answer)
    names = [speaker or "unknown speaker" for speaker in alone]
    if others := len(ranked) - len(alone):
        names.append(f"{others} other speakers")
    return [Row(name, tuple(own)) for name, own in zip(names, counts, strict=False)]


@dataclass(frozen=True, slots=True)
class Timeline:
    """Days, months or years without a gap, and for each target a count for each of them.

    `undated` quotes are in none of them.
    """

    labels: tuple[str, ...]
    counts: tuple[tuple[Count, ...], ...]
    undated: int = 0


def timeline(stories: Sequence[Story], targets: int) -> Timeline | None:
    """Counts over time; None where no two stories have different dates."""
    dates = sorted({story.date for story in stories if story.date is not None})
    if len(dates) < 2:
        return None
    labels = _labels(dates[0], dates[-1])
    counts = tuple(tuple(Count() for _ in labels) for _ in range(targets))
    for story in stories:
        place = bin_of(story.date, labels)
        if place is not None:
            for said in story.quotes:
                for target, answer in enumerate(said.answers):
                    counts[target][place].add(answer)
    undated = sum(len(story.quotes) for story in stories if story.date is None)
    return Timeline(tuple(labels), counts, undated)


def bin_of(date: str | None, labels: Sequence[str]) -> int | None:
    """The place of a date among labels, each of which is the beginning of its dates."""
    return None if date is None else labels.index(date[: len(labels[0])])


def _labels(first: str, last: str) -> list[str]:
    """Every day, month or year from first to last: the finest unit of 62 at most, else years."""
    begin, end = (datetime.date.fromisoformat(date) for date in (first, last))
    if (end - begin).days < 62:
        days = range((end - begin).days + 1)
        return [(begin + datetime.timedelta(day)).isoformat() for day in days]
    months = range(begin.year * 12 + begin.month - 1, end.year * 12 + end.month)
    if len(months) <= 62:
        return [f"{month // 12:04}-{month % 12 + 1:02}" for month in months]
    return [f"{year:04}" for year in range(begin.year, end.year + 1)]
