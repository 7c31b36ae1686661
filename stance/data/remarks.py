"""What somebody should know of data before a model is made from them."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from stance.data.overlap import alone
from stance.schema import Split

if TYPE_CHECKING:
    from stance.data.examples import Data

_FEW = 50  # rows of dev; with fewer, a share of right answers is sure to some seven points at best
_MANY = 12  # targets: more than a line has room for
_MOST = 100  # of the people of a thousand texts, rare ones are no news


def remarks(data: Data) -> list[str]:
    """A line each on targets of unequal numbers of rows, labels at odds, and a small dev.

    Where every target has as many rows as the others, as in a corpus, none is mistyped; of more
    than a hundred targets nothing is told.
    """
    rows: Counter[str] = Counter()
    stances: dict[tuple[object, ...], set[int]] = defaultdict(set)
    texts: dict[tuple[object, ...], str] = {}
    columns = ["article", "start", "text", "speaker", "context", "target", "target_name", "stance"]
    for split in data.splits.values():
        for row in split.select_columns(columns).to_list():  # several times as fast as row by row
            rows[row["target"]] += 1
            # In another place the same words may mean another thing.
            article, start, text, *rest = (row[column] for column in columns[:-1])
            question = (article, start, alone(text), *rest)
            stances[question].add(row["stance"])
            texts.setdefault(question, text)
    told = []
    if len({*rows.values()}) > 1 and len(rows) <= _MOST:
        told.append(_targets(rows))
    if odd := [question for question, labels in stances.items() if len(labels) > 1]:
        text = " ".join(texts[odd[0]].split())
        shown = text if len(text) <= 40 else f"{text[:39]}…"
        have = "text has" if len(odd) == 1 else "texts have"
        told.append(f"{len(odd)} {have} several labels toward one target, as {shown!r}")
    if (n := len(data.splits[Split.DEV])) < _FEW:
        told.append(f"dev has {n} rows: temperature, threshold and champion rest on these alone")
    return told


def _targets(rows: Counter[str]) -> str:
    """The targets with their rows, of many the rarest, which may be others mistyped.

    >>> _targets(Counter({"Ellen Hollis": 40, "Elen Hollis": 1}))
    'targets, by rows: Ellen Hollis 40, Elen Hollis 1'
    """
    often = sorted(rows.items(), key=lambda item: (-item[1], item[0]))
    shown = ", ".join(f"{name} {n:,}" for name, n in often[-_MANY:])
    which = f"the rarest of {len(rows):,} " if len(rows) > _MANY else ""
    return f"{which}targets, by rows: {shown}"
