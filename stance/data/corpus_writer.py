"""The corpus folder, written: `stance.data.corpus` reads it back."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from stance.data.corpus import ARTICLE_FIELDS, LAYERS, Corpus, check_article_id, read_corpus
from stance.data.files import replacing, write_jsonl
from stance.errors import UserError
from stance.schema import Annotation, Article, Label, Target

_WRITTEN = ("articles", "articles.jsonl", "targets.jsonl", "quotes.jsonl")


def write_corpus(corpus: Corpus, root: Path | str, *, overwrite: bool = False) -> None:
    """Writes a corpus folder, whole or not at all; `read_corpus` gives the corpus back.

    Of a quote only the fields of `quotes.jsonl` are kept: not the span of its speaker, nor `cue`,
    `rule` and `confidence`; and its context is taken from the article's text anew.

    Raises `UserError` where it would replace one: without `overwrite`, any; with it, one that
    keeps its annotators' layers. So it does for a corpus that breaks the format, as `read_corpus`.
    """
    if (Path(root) / LAYERS).exists():
        raise UserError(f"{root}: keeps {LAYERS}/, which would be lost; write to another folder")
    if (Path(root) / "quotes.jsonl").exists() and not overwrite:
        raise UserError(
            f"{root}: holds a corpus, whose labels would be lost; write to another folder, or "
            "give overwrite=True"
        )
    for article in corpus.articles:
        check_article_id(article.id)
    with replacing(Path(root), folder_of=_WRITTEN) as folder:
        (folder / "articles").mkdir(parents=True)
        for article in corpus.articles:
            (folder / "articles" / f"{article.id}.txt").write_bytes(article.text.encode())
        write_jsonl(folder / "targets.jsonl", [_target_row(t) for t in corpus.targets])
        write_jsonl(folder / "articles.jsonl", [_article_row(a) for a in corpus.articles])
        write_jsonl(folder / "quotes.jsonl", [_annotation_row(a) for a in corpus.annotations])
        read_corpus(folder)  # before it takes the place of another


def _target_row(target: Target) -> dict[str, Any]:
    row = {"id": target.id, "name": target.name, "aliases": list(target.aliases)}
    return {**row, "descriptions": list(target.descriptions)} if target.descriptions else row


def _article_row(article: Article) -> dict[str, Any]:
    return {name: getattr(article, name) for name in ARTICLE_FIELDS}


def _annotation_row(annotation: Annotation) -> dict[str, Any]:
    quote = annotation.quote
    return {
        "id": quote.id,
        "article": quote.article,
        "start": quote.start,
        "end": quote.end,
        "text": quote.text,
        "kind": quote.kind,
        "speaker": quote.speaker,
        "speaker_mention": quote.speaker_mention,
        "continues": quote.continues,
        "stances": _stances_row(annotation.stances),
        "annotator": annotation.annotator,
        "note": annotation.note,
        "pair": annotation.pair,
    }


def _stances_row(stances: Mapping[str, Label]) -> dict[str, Any]:
    """The inverse of `stance.data.corpus.read_stances`."""
    return {
        target: {"stance": label.stance, "basis": label.basis} for target, label in stances.items()
    }
