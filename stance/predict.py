"""`python -m stance.predict`: ask a trained model about quotes."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from stance.errors import UserError, exit_on_user_error, standard_input

if TYPE_CHECKING:
    from stance.inference import Model
    from stance.streaming import Tally

_FORMATS = ("jsonl", "csv", "parquet", "table")
_FEW = 20  # targets that a line has room for

app = typer.Typer(add_completion=True, pretty_exceptions_enable=False)


@app.command()
def predict(
    inputs: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="INPUT",
            help="Articles (.txt), whose quotes are found first, and tables (.jsonl, .csv, .tsv, "
            ".parquet; all but the last also as .gz, .bz2, .xz, .zst) with a column text, and "
            "optionally speaker, context, target, id; - or nothing: JSON Lines or CSV from "
            "standard input.",
            show_default=False,
        ),
    ] = None,
    model: Annotated[
        str, typer.Option(help="A model folder, runs:/ID/model or models:/NAME@ALIAS.")
    ] = "models:/stance@champion",
    target: Annotated[
        list[str] | None,
        typer.Option(
            help="Id, name, alias or last word of a target, or any other name; repeat for more. "
            "Default: the row's own, or else every target of the model.",
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
        Path | None,
        typer.Option(
            help="A file, compressed where it ends in .gz, .bz2, .xz or .zst; default: standard "
            "output.",
            show_default=False,
        ),
    ] = None,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on where an earlier run to this output stopped.")
    ] = False,
    rejects: Annotated[
        Path | None,
        typer.Option(
            help="Where bad rows, and articles that are not UTF-8, go, with line and reason, as "
            "JSON Lines. Default: OUTPUT.rejects.jsonl, or standard error where there is no "
            "output file.",
            show_default=False,
        ),
    ] = None,
    strict: Annotated[
        bool,
        typer.Option("--strict", help="Check every row and article first, and stop at a bad one."),
    ] = False,
    escape_formulas: Annotated[
        bool,
        typer.Option(
            "--escape-formulas",
            help="Put a single quote before texts of a CSV that begin with =, +, -, @, a tab or a "
            "line end, which spreadsheets run as formulas (OWASP, CSV Injection).",
        ),
    ] = False,
) -> None:
    """Say where the speakers of quotes stand toward each target.

    Of an article every quote is asked about, with the paragraph around it.

    Gives a line for each quote and target: the input's fields, then target,
    stance, the calibrated probabilities favor, against and neutral, abstained,
    and target_seen (false for a target the model was not trained on).

    Inputs may be of any size. While it works, answers are kept part by part in
    OUTPUT.part/, which a run that is cut off leaves for --resume. A CSV or
    Parquet output has the columns of all inputs, for which JSON Lines are read
    once before.

    Status 0: every row was answered; 3: all but bad rows, and articles that are
    not UTF-8, which are listed; 2: nothing was written, for the reason told.
    """
    with exit_on_user_error():
        from stance.data.layout import Layout, output_format

        form, compression = output_format(format, output, _FORMATS)
        inputs = list(inputs or ())
        if output is not None:
            rejects = rejects or output.with_name(f"{output.name}.rejects.jsonl")
        _check(inputs, quote, (speaker, context), form, output, rejects, resume, escape_formulas)
        from stance.batching import open_inputs, open_quote, survey
        from stance.data.tables import given
        from stance.inference import ANSWER, load
        from stance.streaming import Question, to_file, to_stream

        if quote is not None:
            opened = open_quote(quote, speaker, context)
        else:
            opened = open_inputs(inputs or ["-"], strict=strict)
        loaded = load(model, device)
        _tell_unseen(loaded, target or [])
        question = Question(loaded, target or None, device)
        surveyed = strict or form in ("csv", "parquet")
        columns = survey(opened, types=form == "parquet", strict=strict) if surveyed else {}
        layout = Layout(form, compression, given(columns, ANSWER) | ANSWER, escape_formulas)
        bar = sys.stderr.isatty() and (output is not None or not sys.stdout.isatty())
        if output is None:
            tally = to_stream(question, opened, layout, rejects, bar=bar)
        else:
            assert rejects is not None
            tally = to_file(question, opened, layout, output, rejects, resume=resume, bar=bar)
        _tell(tally, rejects)


def _check(
    inputs: list[str],
    quote: str | None,
    beside: tuple[str | None, str | None],
    form: str,
    output: Path | None,
    rejects: Path | None,
    resume: bool,
    escape: bool,
) -> None:
    """Refuses options that do not go together."""
    from stance.data.files import check_output

    if quote is not None and inputs:
        raise UserError(f"give --quote or INPUT, not both; INPUT is {inputs[0]!r}")
    if quote is None and beside != (None, None):
        raise UserError("--speaker and --context go with --quote; a table has columns of that name")
    if quote is None and not inputs and standard_input().isatty():
        raise UserError("nothing to read: give a table, --quote TEXT, or rows on standard input")
    if resume and (output is None or quote is not None or not inputs or "-" in inputs):
        raise UserError("--resume goes with --output and inputs that are files")
    if escape and form != "csv":
        raise UserError(f"--escape-formulas goes with format csv, not {form}")
    used: list[Path | str] = [path for path in inputs if path != "-"]
    for path in (output, rejects):
        if path is not None:
            check_output(path, used)
            used.append(path)


def _tell_unseen(model: Model, names: list[str]) -> None:
    """Says on standard error which of the targets asked about the model never saw."""
    known = [target.id for target in model.targets]
    for name in names:
        if model.target(name).id not in known:
            misses = f"; it knows {', '.join(known)}" if len(known) <= _FEW else ""
            print(f"target {name!r} is none the model was fitted on{misses}", file=sys.stderr)


def _tell(tally: Tally, rejects: Path | None) -> None:
    """Says on standard error what a reader of the answers should know."""
    if not tally.rows:
        print("nothing to answer: no row, no quote", file=sys.stderr)
    if tally.cut:
        print(f"{tally.cut:,} answers rest on a quote too long for the model", file=sys.stderr)
    if tally.rejects:
        where = f"; see {rejects}" if rejects is not None else ""
        print(f"{tally.rejects:,} of {tally.rows:,} rows were rejected{where}", file=sys.stderr)
        raise typer.Exit(3)


if __name__ == "__main__":
    app()
