"""The corpus folder: targets, articles, and every quote with its speaker and stances.

A corpus is a folder of `targets.jsonl`, `articles.jsonl`, `articles/<id>.txt` and
`quotes.jsonl`; `data/README.md` lists the fields. Reading validates everything: offsets against
the texts, ids, labels, references. `stance.data.corpus_writer` is the way back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from stance.data.files import Record, read_jsonl, read_text
from stance.errors import UserError, near
from stance.schema import (
    Annotation,
    Article,
    Basis,
    Example,
    Kind,
    Label,
    Origin,
    Quote,
    Split,
    Stance,
    Target,
)

LAYERS = "annotations"  # the folder of what each annotator said; see `stance.data.layers`
_TARGET = ("id", "name", "aliases", "descriptions")
ARTICLE_FIELDS = ("id", "title", "date", "outlet", "origin", "split")
_LABEL = ("stance", "basis")
_QUOTE = (
    *("id", "article", "start", "end", "text", "kind", "speaker", "speaker_mention"),
    *("continues", "stances", "annotator", "note", "pair"),
)


@dataclass(frozen=True)
class Corpus:
    """Targets, articles and annotated quotes, in the order of their files."""

    targets: tuple[Target, ...]
    articles: tuple[Article, ...]
    annotations: tuple[Annotation, ...]

    def __repr__(self) -> str:
        """What there is of each, as "Corpus of 2 targets, 6 articles, 36 quotes": not all of it."""
        return (
            f"Corpus of {len(self.targets)} targets, {len(self.articles)} articles, "
            f"{len(self.annotations)} quotes"
        )

    def examples(self, split: Split) -> list[Example]:
        """Every quote of a split's articles with every target, in text order."""
        articles = {article.id for article in self.articles if article.split is split}
        return [
            Example(a.quote, target, a.stances[target.id].stance, a.stances[target.id].basis)
            for a in self.annotations
            if a.quote.article in articles
            for target in self.targets
        ]


def bundled_corpus() -> Path:
    """The folder of the corpus that comes with the package."""
    package = Path(__file__).parents[1]
    installed = package / "corpus"
    return installed if installed.is_dir() else package.parent / "data" / "corpus"


def read_corpus(root: Path | str | None = None) -> Corpus:
    """Reads and validates a corpus folder; without `root`, the one that comes with the package.

    Raises `UserError` naming file, line, value and rule for anything that breaks the format.
    """
    folder = bundled_corpus() if root is None else Path(root)
    if not folder.is_dir():
        raise UserError(f"{folder}: no such folder; a corpus is a folder with quotes.jsonl in it")
    targets = read_targets(folder / "targets.jsonl")
    articles = _articles(folder)
    annotations = _annotations(folder, {article.id: article for article in articles}, targets)
    return Corpus(tuple(targets), tuple(articles), tuple(annotations))


def context_of(text: str, start: int, end: int, kind: Kind = Kind.DIRECT) -> str:
    r"""The paragraph around a span; for a heading, also the paragraph it stands over.

    >>> context_of("One.\nTwo said so.\nThree.", 5, 8)
    'Two said so.'
    """
    first = text.rfind("\n", 0, start) + 1
    last = _line_end(text, end)
    if kind is Kind.HEADING and last < len(text):
        last = _line_end(text, last + 1)
    return text[first:last].strip()


def _line_end(text: str, position: int) -> int:
    end = text.find("\n", position)
    return len(text) if end < 0 else end


def read_targets(path: Path) -> list[Target]:
    """The targets of a file, a line each; raises `UserError` for none, and for an id twice."""
    targets = [read_target(record) for record in read_jsonl(path, _TARGET)]
    if not targets:
        raise UserError(f"{path}: no target; at least one is needed")
    _unique(path.name, "target", [target.id for target in targets])
    return targets


def read_target(record: Record) -> Target:
    """A target as `targets.jsonl` has it; raises `UserError` for a field that is not as it says."""
    names = record.text("id"), record.text("name"), record.texts("aliases")
    descriptions = record.texts_if_any("descriptions")
    with record.place_errors():
        return Target(*names, descriptions)


def _articles(folder: Path) -> list[Article]:
    articles: dict[str, Article] = {}
    for record in read_jsonl(folder / "articles.jsonl", ARTICLE_FIELDS):
        identifier = record.text("id")
        with record.place_errors():
            check_article_id(identifier)
        path = folder / "articles" / f"{identifier}.txt"
        if not path.is_file():
            raise UserError(f"{record.place}: articles/{path.name} is not there")
        with record.place_errors():
            article = Article(
                id=identifier,
                title=record.text("title"),
                text=read_text(path),
                date=record.text_or_none("date"),
                outlet=record.text_or_none("outlet"),
                origin=Origin.parse(record.text("origin")),
                split=Split.parse(record.text("split")),
            )
        if (known := articles.get(article.id)) is not None:
            if known.split is not article.split:
                raise UserError(
                    f"{record.place}: article {article.id!r} is in two splits, {known.split} and "
                    f"{article.split}; an article lies in one split, whole"
                )
            raise UserError(f"{record.place}: article {article.id!r} stands twice; ids are unique")
        articles[article.id] = article
    for path in sorted((folder / "articles").glob("[!.]*.txt")):
        if path.stem not in articles:
            raise UserError(f"articles/{path.name}: no line of articles.jsonl has this id")
    return list(articles.values())


def check_article_id(identifier: str) -> None:
    """An article's id is the name of its file, which must lie in the folder of the articles."""
    if not re.fullmatch(r"[\w-][\w.-]*", identifier) or len(identifier.encode()) > 200:
        raise UserError(
            f"id {_short(identifier)} must be a file name: letters, digits, - _ . (no space, "
            "no . in front, at most 200 bytes); give the article another, such as 'march-26'"
        )


def _annotations(
    folder: Path, articles: dict[str, Article], targets: list[Target]
) -> list[Annotation]:
    annotations: dict[str | None, Annotation] = {}
    spans: dict[tuple[object, ...], str | None] = {}
    for record in read_jsonl(folder / "quotes.jsonl", _QUOTE):
        annotation = _annotation(record, articles, targets)
        if annotation.quote.id in annotations:
            raise UserError(
                f"{record.place}: quote {annotation.quote.id!r} stands twice; ids are unique"
            )
        quote = annotation.quote
        other = spans.setdefault((quote.article, quote.start, quote.end), quote.id)
        if other != quote.id:
            raise UserError(
                f"{record.place}: {quote.start}-{quote.end} is quote {other!r} already; "
                "a span is one quote"
            )
        first = annotation.quote.continues
        if first is not None and (
            first not in annotations or annotations[first].quote.article != annotation.quote.article
        ):
            raise UserError(
                f"{record.place}: continues {first!r}, which is not an earlier quote of the article"
            )
        annotations[annotation.quote.id] = annotation
    _check_pairs(annotations, articles)
    return list(annotations.values())


def _annotation(record: Record, articles: dict[str, Article], targets: list[Target]) -> Annotation:
    article = articles.get(record.text("article"))
    if article is None:
        raise UserError(
            f"{record.place}: article {record.text('article')!r} is not in articles.jsonl"
        )
    start, end, text = record.number("start"), record.number("end"), record.text("text")
    if article.text[start:end] != text or start < 0:
        raise UserError(
            f"{record.place}: text {_short(text)} is not what stands at {start}-{end} of "
            f"{article.id}.txt, which is {_short(article.text[max(start, 0) : end])}"
        )
    mention = record.text_or_none("speaker_mention")
    if mention is not None and mention not in article.text:
        raise UserError(
            f"{record.place}: speaker_mention {_short(mention)} does not stand in {article.id}.txt"
        )
    identifier = record.text("id")
    if not re.fullmatch(re.escape(article.id) + r"#\d{2,}", identifier):
        raise UserError(
            f"{record.place}: id {identifier!r} must be {article.id}# and two digits or more"
        )
    with record.place_errors():
        kind = Kind.parse(record.text("kind"))
        quote = Quote(
            text=text,
            speaker=record.text_or_none("speaker"),
            context=context_of(article.text, start, end, kind),
            kind=kind,
            id=identifier,
            article=article.id,
            start=start,
            end=end,
            speaker_mention=mention,
            continues=record.text_or_none("continues"),
        )
    return Annotation(
        quote,
        read_stances(record, targets),
        record.text("annotator"),
        record.text_or_none("note"),
        record.text_or_none("pair") if "pair" in record.fields else None,
    )


def _check_pairs(annotations: dict[str | None, Annotation], articles: dict[str, Article]) -> None:
    """A pair names each other, lies in one split, and differs in a label."""
    for annotation in annotations.values():
        if annotation.pair is None:
            continue
        place = f"quotes.jsonl: quote {annotation.quote.id!r}: pair {annotation.pair!r}"
        other = annotations.get(annotation.pair)
        if other is None or other is annotation or other.pair != annotation.quote.id:
            raise UserError(f"{place} must be another quote that names this one as its pair")
        splits = {articles[a.quote.article or ""].split for a in (annotation, other)}
        if len(splits) > 1:
            raise UserError(f"{place} lies in another split; both must lie in one")
        if all(other.stances[t].stance is label.stance for t, label in annotation.stances.items()):
            raise UserError(f"{place} has the same stances; one of them must differ")


def read_stances(record: Record, targets: Sequence[Target]) -> dict[str, Label]:
    """The field `stances` of a record: a label for every target, and for no other."""
    given = record.record("stances")
    known = [target.id for target in targets]
    for target in given.fields:
        if target not in known:
            raise UserError(f"{given.place}: {target!r} is not a target; allowed: {known}")
    stances = {}
    for target in known:
        label = given.record(target)
        for name in label.fields:
            if name not in _LABEL:
                raise UserError(f"{label.place}: unknown field {name!r}; {near(name, _LABEL)}")
        with label.place_errors():
            stances[target] = Label(
                Stance.parse(label.text("stance")), Basis.parse(label.text("basis"))
            )
    return stances


def _unique(file: str, noun: str, ids: Iterable[str]) -> None:
    seen: set[str] = set()
    for identifier in ids:
        if identifier in seen:
            raise UserError(f"{file}: {noun} {identifier!r} stands twice; ids are unique")
        seen.add(identifier)


def _short(text: str) -> str:
    return repr(text if len(text) <= 40 else text[:39] + "…")
