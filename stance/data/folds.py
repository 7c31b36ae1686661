"""Protocols: how the rows of an experiment are dealt into train, dev and test, fold by fold."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

from stance.data.examples import LEARNED, Data, to_examples
from stance.data.spelling import alike
from stance.errors import UserError
from stance.schema import Split, Target


@dataclass(frozen=True)
class Fold:
    """One fit of a protocol: its name and what it reads."""

    name: str
    data: Data


def by_articles(data: Data, folds: int) -> list[Fold]:
    """K-fold cross-validation grouped by article, over train, dev and (where there is one) test.

    Each article is test once, with the whole of its quotes, and dev once: the next fold's test.
    Other splits stay out, and are scored in every fold. Articles are dealt by a hash of their id,
    so that the folds are the same everywhere.
    """
    articles = _hashed(
        {article for split in _pooled(data) for article in data.splits[split]["article"]}
    )
    if not 3 <= folds <= len(articles):
        raise UserError(
            f"protocol.folds must be at least 3 and at most {len(articles)}, the number of "
            f"articles, was: {folds}"
        )
    fold_of = {article: index % folds for index, article in enumerate(articles)}

    def dealt(test: int) -> Deal:
        def split(row: Row) -> str:
            fold = fold_of[row.article]
            if fold == test:
                return Split.TEST
            return Split.DEV if fold == (test + 1) % folds else Split.TRAIN

        return split

    return [_fold(f"fold {k + 1} of {folds}", data, dealt(k)) for k in range(folds)]


def by_speaker(data: Data, min_quotes: int) -> list[Fold]:
    """Leave one speaker out: for each with `min_quotes` quotes or more, a fit that never saw them.

    The speaker's rows, wherever they lie, are test; the others stay in train and dev. Names that
    differ in case, accents or the form of an apostrophe are one speaker. What is never spelt but in
    small letters ("clerk") is a description, which may be of several people, so it is none.
    """
    if min_quotes < 1:
        raise UserError(f"protocol.min_quotes must be 1 or more, was: {min_quotes}")
    # A quote has a row for each target. The ids of two tables may be the same.
    pool = [data.splits[split] for split in _pooled(data)]
    said = [quote for rows in pool for quote in set(zip(rows["speaker"], rows["id"], strict=True))]
    quotes: dict[str, Counter[str]] = defaultdict(Counter)  # of each speaker, by spelling
    for speaker, *_ in said:
        if speaker is not None:
            quotes[alike(speaker)][speaker] += 1
    named = [names for names in quotes.values() if not all(map(str.islower, names))]
    speakers = {
        max(sorted(names), key=names.__getitem__): names
        for names in named
        if names.total() >= min_quotes
    }
    if not speakers:
        raise UserError(
            f"protocol.min_quotes={min_quotes}: no speaker has so many quotes; the most quoted has "
            f"{max((names.total() for names in named), default=0)} (who is always in small letters "
            "is passed over)"
        )

    def left_out(names: Collection[str | None]) -> Deal:
        def split(row: Row) -> str | None:
            if row.speaker in names:
                return Split.TEST
            return None if row.split == Split.TEST else row.split

        return split

    return [_fold(f"without {name}", data, left_out(speakers[name])) for name in sorted(speakers)]


def by_target(data: Data) -> list[Fold]:
    """Leave one target out: fitted on the rows of the others, tested on the test rows of one.

    Targets without a test row are passed over. Other splits are scored on that target alone.
    """
    _need_test(data)
    tested = set(data.splits[Split.TEST]["target"])
    targets = [t.id for t in data.targets if t.id in tested]
    targets += sorted(tested.difference(targets))
    if len(targets) < 2:
        raise UserError("protocol=targets needs two targets with test rows or more")

    def left_out(target: str) -> Deal:
        def split(row: Row) -> str | None:
            return row.split if (row.split == Split.TEST) == (row.target == target) else None

        return split

    folds = []
    for target in targets:
        fold = _fold(f"without {target}", data, left_out(target))
        splits = dict(fold.data.splits)
        for name in splits.keys() - set(_POOLED):
            asked = [i for i, t in enumerate(splits[name]["target"]) if t == target]
            splits[name] = splits[name].select(asked)
        splits = {name: rows for name, rows in splits.items() if len(rows)}
        folds.append(Fold(fold.name, replace(fold.data, splits=splits)))
    return folds


def learning_curve(data: Data, shares: Sequence[float]) -> list[Fold]:
    """Fits on growing shares of the train articles, the smaller within the larger."""
    _need_test(data)
    if not shares or len(set(shares)) < len(shares) or not all(0 < s <= 1 for s in shares):
        raise UserError(
            "protocol.shares must be different numbers above 0 and at most 1, were: "
            f"{', '.join(map(str, shares)) or 'none'}"
        )
    train = data.splits[Split.TRAIN]
    articles = _hashed(set(train["article"]))
    folds = []
    for share in sorted(shares):
        kept = set(articles[: max(1, round(share * len(articles)))])
        chosen = [index for index, article in enumerate(train["article"]) if article in kept]
        splits = {**data.splits, Split.TRAIN.value: train.select(chosen)}
        name = f"{share * 100:g}% of train"
        folds.append(_checked(Fold(name, replace(data, splits=splits))))
    return folds


@dataclass(frozen=True)
class Row:
    """What decides where a row goes."""

    split: str
    article: str | None
    speaker: str | None
    target: str


Deal = Callable[[Row], str | None]
_POOLED = (Split.TRAIN, Split.DEV, Split.TEST)


def _pooled(data: Data) -> list[str]:
    return [split.value for split in _POOLED if split in data.splits]


def _hashed(articles: set[str | None]) -> list[str | None]:
    return sorted(articles, key=lambda article: hashlib.sha256(str(article).encode()).digest())


def _need_test(data: Data) -> None:
    if Split.TEST not in data.splits:
        raise UserError(
            f"this protocol needs a split named test; these data have {', '.join(data.splits)}"
        )


def _fold(name: str, data: Data, deal: Deal) -> Fold:
    """The rows of train, dev and test dealt anew; a row that is dealt None is left out."""
    from datasets import concatenate_datasets

    pooled = _pooled(data)
    rows = concatenate_datasets([data.splits[split] for split in pooled])
    own = [split for split in pooled for _ in range(len(data.splits[split]))]
    dealt: dict[str, list[int]] = {split.value: [] for split in _POOLED}
    columns = zip(own, rows["article"], rows["speaker"], rows["target"], strict=True)
    for index, row in enumerate(columns):
        chosen = deal(Row(*row))
        if chosen is not None:
            dealt[chosen].append(index)
    for split, indices in dealt.items():
        if not indices:
            raise UserError(f"{name}: {split} is left without a row")
    others = {split: d for split, d in data.splits.items() if split not in dealt}
    splits = {split: rows.select(indices) for split, indices in dealt.items()} | others
    # A fold's name is looked up among runs, where an apostrophe would end a string.
    return _checked(Fold(name.replace("'", "’"), replace(data, splits=splits)))


def _checked(fold: Fold) -> Fold:
    """The fold, with the targets of its own train and dev; refused where train has one class."""
    if len(set(fold.data.splits[Split.TRAIN]["stance"])) < 2:
        raise UserError(f"{fold.name}: train has rows of one class alone")
    targets = _learned(fold.data)
    return replace(fold, data=replace(fold.data, targets=targets))


def _learned(data: Data) -> tuple[Target, ...]:
    """The targets of train and dev, those that the data know first, in their order."""
    rows = {t: (split, i) for split in LEARNED for i, t in enumerate(data.splits[split]["target"])}
    known = [target for target in data.targets if target.id in rows]
    places = [rows[t] for t in sorted(rows.keys() - {target.id for target in known})]
    dealt = [to_examples(data.splits[split].select([i]))[0].target for split, i in places]
    return (*known, *dealt)
