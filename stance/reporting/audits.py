"""An audit as a page in a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stance.evaluation.giveaways import LEAST
from stance.schema import LABELS, Kind

if TYPE_CHECKING:
    from rich.table import Table

    from stance.auditing import Audit

_TOLD = 10  # rows of a list that can be long
_NO_EMBEDDINGS = "Quotes were not compared by embeddings"


def audit_page(found: Audit) -> list[Table | str]:
    """Counts, labels, agreement, near-duplicates, giveaways, probes, and which limits broke."""
    limits = found.limits
    return [
        _counts(found),
        _labels(found),
        _mix(found),
        _agreement(found),
        _twins(found),
        f"  similarity above {limits.cosine}; none may cross splits\n",
        *([f"{_NO_EMBEDDINGS}: {found.no_embeddings}\n"] if found.no_embeddings else []),
        _giveaways(found),
        f"  share: base rates allowed for, 33% says nothing; at most {limits.word_share:.0%}\n",
        _phrases(found),
        f"  each in at most {limits.phrase_share:.1%} of the quotes, once in three or more\n",
        _probes(found),
        _verdict(found),
    ]


def _table(title: str, *columns: str) -> Table:
    """A table whose first column holds names and whose others hold numbers."""
    from stance.reporting.tables import numbers, table, words

    found = table(title)
    words(found, columns[0], least=12)
    numbers(found, *columns[1:])
    return found


def _counts(found: Audit) -> Table:
    kinds = [kind.value for kind in Kind]
    columns = ["articles", "quotes", *kinds]
    table = _table("What is in it", "split", *columns)
    for split, counts in found.counts.items():
        table.add_row(split, *(str(counts.get(column, 0)) for column in columns))
    sums = [sum(counts.get(column, 0) for counts in found.counts.values()) for column in columns]
    table.add_section()
    table.add_row("all", *map(str, sums))
    return table


def _labels(found: Audit) -> Table:
    total = sum(found.combinations.values())
    table = _table("Stances", "toward", *LABELS)
    for target, labels in found.labels.items():
        cells = [f"{labels.get(label, 0)} ({labels.get(label, 0) / total:.0%})" for label in LABELS]
        table.add_row(target, *cells)
    return table


def _mix(found: Audit) -> str:
    combined = ", ".join(f"{name} {count}" for name, count in found.combinations.items())
    speakers = ", ".join(f"{name} {count}" for name, count in found.speakers.items())
    return (
        f"  {'/'.join(found.targets)}: {combined}\n"
        f"  most quoted: {speakers}; speaker unknown: {found.unnamed}\n"
        f"  minimal pairs: {found.pairs}\n"
    )


def _agreement(found: Audit) -> Table | str:
    if not found.agreement:
        return "Agreement: the corpus keeps no two layers of annotations to compare.\n"
    title = f"Annotators: {', '.join(found.annotators)}"
    kappa = "Cohen's κ" if len(found.annotators) == 2 else "mean κ of pairs"
    table = _table(title, "on", "n", "alike", kappa, "Krippendorff's α", "95 %")
    for what, a in found.agreement.items():
        table.add_row(
            what,
            str(a.n),
            f"{a.observed:.1%}",
            f"{a.kappa:.3f}",
            f"{a.alpha:.3f}",
            f"{a.low:.2f} - {a.high:.2f}",
        )
    return table


def _twins(found: Audit) -> Table:
    table = _table("Quotes nearly alike", "by", "across splits", "across articles of one split")
    for method, pairs in found.across.items():
        table.add_row(method, str(len(pairs)), str(found.within[method]))
    return table


def _giveaways(found: Audit) -> Table:
    title = f"Most telling of {len(found.giveaways)} words in {LEAST} quotes or more"
    table = _table(title, "word", "quotes", "label", "share")
    for word in found.giveaways[:_TOLD]:
        table.add_row(word.word, str(word.quotes), word.label, f"{word.share:.0%}")
    return table


def _phrases(found: Audit) -> Table:
    table = _table("Stock phrases", "phrase", "quotes", "share", "against nobody")
    for phrase in found.phrases[:_TOLD]:
        if phrase.quotes:
            numbers = str(phrase.quotes), f"{phrase.share:.1%}", str(phrase.turned)
            table.add_row(phrase.phrase, *numbers)
    return table


def _probes(found: Audit) -> Table | str:
    if found.no_probes:
        return f"Probes were not run: {found.no_probes}"
    table = _table("TF-IDF on test, by what it is given", "given", "macro-F1", "95 %", "n")
    for name, scores in found.probes.items():
        interval = f"{scores['macro_f1_low']:.2f} - {scores['macro_f1_high']:.2f}"
        table.add_row(name, f"{scores['macro_f1']:.3f}", interval, f"{scores['n']:.0f}")
    return table


def _verdict(found: Audit) -> str:
    if not found.broken:
        untried = [f"the probes were not run ({found.no_probes})"] if found.no_probes else []
        if found.no_embeddings:
            untried.append("quotes were not compared by embeddings (the reason stands above)")
        if not found.agreement:
            untried.append("there are no two layers of annotations to compare")
        tried = " that was tried" if untried else ""
        return "\n" + "; ".join([f"Every limit{tried} holds", *untried]) + "."
    lines = [f"- {line}" for line in found.broken[:_TOLD]]
    if more := len(found.broken) - len(lines):
        lines.append(f"and {more} more; all of them in the file of --output")
    return "\n".join([f"\nLimits broken ({len(found.broken)}):", *lines])
