"""`python -m stance.predict`: ask a trained model about quotes."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from stance.errors import UserError, exit_on_user_error, near

_FORMATS = ("jsonl", "csv", "parquet", "table")

app = typer.Typer(add_completion=True, pretty_exceptions_enable=False)


@app.command()
def predict(
    inputs: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="INPUT",
            help="Articles (.txt), whose quotes are found first, and tables (.jsonl, .csv, "
            ".parquet) with a column text, and optionally speaker, context, target, id; - or "
            "nothing: JSON Lines from standard input.",
            show_default=False,
        ),
    ] = None,
    model: Annotated[
        str, typer.Option(help="A model folder, runs:/ID/model or models:/NAME@ALIAS.")
    ] = "models:/stance@champion",
    target: Annotated[
        list[str] | None,
        typer.Option(
            help="Id, name or alias of a target, or any other name; repeat for more. Default: the "
            "row's own, or else every target of the model.",
            show_default=False,
        ),
    ] = None,
    quote: Annotated[
        str | None, typer.Option(help="One quote instead of a table.", show_default=False)
    ] = None,
    speaker: Annotated[
        str | None, typer.Option(help="Who says the quote.", show_default=False)
    ] = None,
    context: Annotated[
        str | None, typer.Option(help="The text around the quote.", show_default=False)
    ] = None,
    device: Annotated[
        str, typer.Option(help="cpu; or, for an encoder, what torch knows: cuda, cuda:1.")
    ] = "cpu",
    format: Annotated[
        str | None,
        typer.Option(
            help=f"One of {', '.join(_FORMATS)}. Default: the ending of the output file; a table "
            "on a terminal, else jsonl.",
            show_default=False,
        ),
    ] = None,
    output: Annotated[
        Path | None, typer.Option(help="A file; default: standard output.", show_default=False)
    ] = None,
) -> None:
    """Say where the speakers of quotes stand toward each target.

    Of an article every quote is asked about, with the paragraph around it.

    Gives a line for each quote and target: the input's fields, then target,
    stance, the calibrated probabilities favor, against and neutral, abstained,
    and target_seen (false for a target the model was not trained on).
    """
    with exit_on_user_error():
        chosen = _format(format, output)
        rows = _rows(inputs or [], quote, speaker, context)
        from stance.inference import load

        loaded = load(model, device)
        if cut := loaded.truncated(rows, target or None):
            print(f"{cut} quotes are too long for the model and were cut", file=sys.stderr)
        answers = loaded.predict_rows(_progress(rows), target or None)
        if chosen == "table":
            from rich.console import Console

            from stance.reporting.tables import answers_table

            Console(width=None if sys.stdout.isatty() else 120).print(answers_table(list(answers)))
        else:
            from stance.data.tables import write_table

            write_table(answers, chosen, output)


def _format(format_: str | None, output: Path | None) -> str:
    if format_ is None:
        if output is None:
            return "table" if sys.stdout.isatty() else "jsonl"
        format_ = output.suffix.removeprefix(".")
    if format_ not in _FORMATS:
        raise UserError(f"format {format_!r}: {near(format_, _FORMATS)}")
    if format_ == "table" and output is not None:
        raise UserError("format table is for the screen; leave --output out, or choose another")
    return format_


def _rows(
    inputs: list[str], quote: str | None, speaker: str | None, context: str | None
) -> list[dict[str, Any]]:
    """Every row, checked before the first is answered: a mistake leaves nothing half-written."""
    if quote is not None:
        if inputs:
            raise UserError(f"give --quote or INPUT, not both; INPUT is {inputs[0]!r}")
        if not quote.strip():
            raise UserError("--quote is empty; allowed: any text with a character in it")
        given = {"text": quote, "speaker": speaker, "context": context}
        return [{name: value for name, value in given.items() if value is not None}]
    if speaker is not None or context is not None:
        raise UserError("--speaker and --context go with --quote; a table has columns of that name")
    if not inputs and sys.stdin.isatty():
        raise UserError("nothing to read: give a table, --quote TEXT, or rows on standard input")
    from stance.data.tables import STDIN, read_table

    rows: list[dict[str, Any]] = []
    articles = [path for path in inputs if path.endswith(".txt")]
    if articles:
        from stance.extraction.rows import article_rows

        rows = article_rows(articles)
    tables = [path for path in inputs or [STDIN] if not path.endswith(".txt")]
    return rows + [record.fields for path in tables for record in read_table(path)]


def _progress(rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The rows, with a bar on standard error where that is a terminal and there are many."""
    if len(rows) < 100 or not sys.stderr.isatty():
        return iter(rows)
    from rich.console import Console
    from rich.progress import track

    tracked: Iterable[dict[str, Any]] = track(
        rows, "predicting", console=Console(stderr=True), transient=True
    )
    return iter(tracked)


if __name__ == "__main__":
    app()
