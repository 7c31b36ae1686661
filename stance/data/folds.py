"""Protocols: how the rows of an experiment are dealt into train, dev and test, fold by fold."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from stance.data.examples import Data
from stance.errors import UserError
from stance.schema import Split

if TYPE_CHECKING:
    from datasets import Dataset


@dataclass(frozen=True)
class Fold:
    """One fit of a protocol: its name and what it reads."""

    name: str
    data: Data


def by_articles(data: Data, folds: int) -> list[Fold]:
    """K-fold cross-validation grouped by article, over train, dev and test together.

    Each article is test once, with the whole of its quotes, and dev once: the next fold's test.
    Gold stays out, and is scored in every fold. Articles are dealt by a hash of their id, so that
    the folds are the same everywhere.
    """
    rows = _pool(data)
    articles = sorted(set(rows["article"]), key=lambda a: hashlib.sha256(str(a).encode()).digest())
    if not 3 <= folds <= len(articles):
        raise UserError(f"protocol.folds must be 3 to {len(articles)} (articles), was: {folds}")
    fold_of = {article: index % folds for index, article in enumerate(articles)}

    def dealt(test: int) -> Callable[[dict[str, Any]], str]:
        def split(row: dict[str, Any]) -> str:
            fold = fold_of[row["article"]]
            if fold == test:
                return Split.TEST
            return Split.DEV if fold == (test + 1) % folds else Split.TRAIN

        return split

    return [_fold(f"fold {k + 1} of {folds}", data, rows, dealt(k)) for k in range(folds)]


def by_speaker(data: Data, min_quotes: int) -> list[Fold]:
    """Leave one speaker out: for each with `min_quotes` quotes or more, a fit that never saw them.

    The speaker's rows, wherever they lie, are test; the others stay in train and dev.
    """
    if min_quotes < 1:
        raise UserError(f"protocol.min_quotes must be 1 or more, was: {min_quotes}")
    rows = _pool(data)
    quotes = Counter(speaker for speaker, _ in {*zip(rows["speaker"], rows["id"], strict=True)})
    speakers = [s for s, n in sorted(quotes.items(), key=lambda x: str(x[0])) if s is not None]
    speakers = [speaker for speaker in speakers if quotes[speaker] >= min_quotes]
    if not speakers:
        raise UserError(f"protocol.min_quotes={min_quotes}: no speaker has so many quotes")
    own = dict(zip(rows["id"], _splits(data), strict=True))

    def left_out(speaker: str) -> Callable[[dict[str, Any]], str | None]:
        def split(row: dict[str, Any]) -> str | None:
            if row["speaker"] == speaker:
                return Split.TEST
            return own[row["id"]] if own[row["id"]] != Split.TEST else None

        return split

    # A fold's name is looked up among runs, where an apostrophe would end a string.
    return [
        _fold(f"without {str(s).replace(chr(39), '’')}", data, rows, left_out(s)) for s in speakers
    ]


def by_target(data: Data) -> list[Fold]:
    """Leave one target out: fitted on the rows of the others, tested on the test rows of one."""
    if len(data.targets) < 2:
        raise UserError("protocol=targets needs two targets or more")
    rows = _pool(data)
    own = dict(zip(rows["id"], _splits(data), strict=True))

    def left_out(target: str) -> Callable[[dict[str, Any]], str | None]:
        def split(row: dict[str, Any]) -> str | None:
            test = own[row["id"]] == Split.TEST
            return own[row["id"]] if test == (row["target"] == target) else None

        return split

    folds = []
    for target in data.targets:
        fold = _fold(f"without {target.id}", data, rows, left_out(target.id))
        known = tuple(t for t in data.targets if t.id != target.id)
        folds.append(replace(fold, data=replace(fold.data, targets=known)))
    return folds


def learning_curve(data: Data, shares: Sequence[float]) -> list[Fold]:
    """Fits on growing shares of the train articles, the smaller within the larger."""
    if not shares or not all(0 < share <= 1 for share in shares):
        raise UserError(f"protocol.shares must be above 0 and at most 1, were: {list(shares)}")
    train = data.splits[Split.TRAIN]
    articles = sorted(set(train["article"]), key=lambda a: hashlib.sha256(str(a).encode()).digest())
    folds = []
    for share in sorted(shares):
        kept = set(articles[: max(1, round(share * len(articles)))])
        chosen = [index for index, article in enumerate(train["article"]) if article in kept]
        splits = {**data.splits, Split.TRAIN.value: train.select(chosen)}
        folds.append(Fold(f"{share:.0%} of train", replace(data, splits=splits)))
    return folds


def _pool(data: Data) -> Dataset:
    from datasets import concatenate_datasets

    return concatenate_datasets([data.splits[split] for split in _POOLED])


_POOLED = (Split.TRAIN, Split.DEV, Split.TEST)


def _splits(data: Data) -> list[str]:
    """The split each row of the pool comes from."""
    return [split.value for split in _POOLED for _ in range(len(data.splits[split]))]


def _fold(
    name: str, data: Data, rows: Dataset, split: Callable[[dict[str, Any]], str | None]
) -> Fold:
    dealt: dict[str, list[int]] = {s.value: [] for s in _POOLED}
    for index, row in enumerate(
        {"id": i, "article": a, "speaker": s, "target": t}
        for i, a, s, t in zip(
            rows["id"], rows["article"], rows["speaker"], rows["target"], strict=True
        )
    ):
        chosen = split(row)
        if chosen is not None:
            dealt[chosen].append(index)
    for s in (Split.TRAIN, Split.DEV, Split.TEST):
        if not dealt[s]:
            raise UserError(f"{name}: {s} is left without a row")
    others = {s: d for s, d in data.splits.items() if s not in dealt}
    splits = {s: rows.select(indices) for s, indices in dealt.items()} | others
    return Fold(name, replace(data, splits=splits))
