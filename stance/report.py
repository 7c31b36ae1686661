"""`python -m stance.report`: predictions as a page to read."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from stance.errors import UserError, exit_on_user_error, near

if TYPE_CHECKING:
    from stance.data.files import Record
    from stance.inference import Model

app = typer.Typer(add_completion=True, pretty_exceptions_enable=False)
_DEFAULT = "models:/stance@champion"
_ROUNDED = 0.006  # how far a probability in a table may be from the model's
_PLACE: Any = object()  # a row's field for where it stands: no table has one of this name


@app.command()
def report(
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="INPUT...",
            help="Articles (.txt), whose quotes are found and asked about, and tables (.jsonl, "
            ".csv, .tsv, .parquet): of predictions as stance.predict writes them, or of quotes, "
            "which are asked about. Articles that a table tells of give it their text.",
            show_default=False,
        ),
    ],
    model: Annotated[
        str | None,
        typer.Option(
            help="A model folder, runs:/ID/model or models:/NAME@ALIAS; for predictions, the "
            f"model that made them, to be described. Default for all else: {_DEFAULT}.",
            show_default=False,
        ),
    ] = None,
    target: Annotated[
        list[str] | None,
        typer.Option(
            help="Id, name, alias or last word of a target; repeat for more. Default: all of the "
            "model, or of the tables.",
            show_default=False,
        ),
    ] = None,
    explain: Annotated[
        bool,
        typer.Option(
            "--explain",
            help="Show how much each word of a quote moved its answers. Takes a prediction for "
            "each word.",
        ),
    ] = False,
    output: Annotated[Path, typer.Option(help="The page to write.")] = Path("report.html"),
) -> None:
    """Write a page that shows who stands where, quote by quote, and speaker by target.

    The page is one file and needs no network. Tables may have columns title,
    outlet and date (YYYY-MM-DD) of their articles.

    Status 0: everything is on the page; 3: all but the rows that cannot be read
    and the articles that are not UTF-8, which are told on standard error; 2:
    nothing was written, for the reason told.
    """
    with exit_on_user_error():
        from stance.data.files import check_output, replacing
        from stance.reporting.answers import targets_of
        from stance.reporting.pages import Report, page
        from stance.reporting.stories import stories

        check_output(output, inputs)
        rows, quotes, texts, rejects = _read(inputs)
        loaded = None
        unanswered = texts and not rows  # also an article without quotes has its model
        if quotes or unanswered or explain or model is not None:
            from stance.inference import load

            loaded = load(model or _DEFAULT)
            if target is not None:  # each once, however it is written
                target = list({loaded.target(name).id: name for name in target}.values())
            rows += _predicted(loaded, quotes, target)
        names = _targets(targets_of(rows), target, loaded)
        shown = [row for row in rows if row.fields["target"] in names]
        if loaded is not None and explain:
            _explain(loaded, shown)
        told = Report(
            tuple(names.values()),
            tuple(stories(shown, texts, list(names))),
            None if loaded is None else _called(model or _DEFAULT),
            None if loaded is None else loaded.manifest,
        )
        with replacing(output) as new:
            new.write_text(page(told), encoding="utf-8", newline="\n")
    counts = {
        "article": sum(not story.loose for story in told.stories),
        "quote": sum(len(story.quotes) for story in told.stories),
    }
    many = [f"{n} {noun}{'s' if n != 1 else ''}" for noun, n in counts.items() if n]
    print(f"{output}: {', '.join(many)}", file=sys.stderr)
    for reject in rejects:
        print(f"rejected: {reject}", file=sys.stderr)
    if rejects:
        raise typer.Exit(3)


def _read(
    inputs: list[str],
) -> tuple[list[Record], list[Record], dict[str, str], list[UserError]]:
    """The predictions of tables; the quotes of tables, and of articles no table tells of; texts.

    And what is wrong with rows and articles that are left out; raises it where nothing else is
    there.
    """
    from stance.data.files import Record
    from stance.data.readers import Reject
    from stance.data.tables import checked, open_table, tell_article
    from stance.extraction.article import extract_quotes
    from stance.extraction.rows import quote_row, read_articles
    from stance.schema import LABELS

    articles = [path for path in inputs if path.lower().endswith(".txt")]
    tables = [open_table(path) for path in inputs if path not in articles]
    read = [row for table in tables for row in map(checked, table.rows())]
    given = [row for row in read if not isinstance(row, Reject)]
    for row in given:
        row.fields.pop("explanation", None)  # ours alone, made below
    any(tell_article(row) for row in given)  # the first
    told = {str(row.fields.get("article")) for row in given}
    texts, unread = read_articles(articles, told)
    rejects = [row.error for row in read if isinstance(row, Reject)] + unread
    if rejects and not texts and not given:
        raise rejects[0]
    found = [
        quote_row(quote)
        for name, text in texts.items()
        if name not in told
        for quote in extract_quotes(text, name)
    ]
    answered = {"stance", *LABELS}
    quotes = [row for row in given if not answered <= row.fields.keys()]
    quotes += [Record(str(row["id"]), row) for row in found]
    answers = [row for row in given if answered <= row.fields.keys()]
    for row in answers:
        if "target" not in row.fields:
            raise UserError(f"{row.place}: no field 'target', which a stance is toward")
    return answers, quotes, texts, rejects


def _called(uri: str) -> str:
    """A model as the page names it: with the version that an alias, which may move, stood for."""
    from stance.registry import version_of

    version = version_of(uri)
    return f"{uri} ({version})" if version else uri


def _predicted(model: Model, quotes: list[Record], targets: list[str] | None) -> list[Record]:
    """The model's answers about quotes, as the rows of a table of predictions."""
    from stance.data.files import Record

    cut: list[int] = []
    asked = ({_PLACE: quote.place, **quote.fields} for quote in quotes)
    answers = model.predict_rows(asked, targets, cut=cut.append)
    rows = [Record(row.pop(_PLACE), row) for row in answers]
    if sum(cut):
        print(f"{sum(cut):,} answers rest on a quote too long for the model", file=sys.stderr)
    return rows


def _explain(model: Model, rows: list[Record]) -> None:
    """Adds to each prediction how much each word moved it; `UserError` if it is not the model's."""
    from stance.reporting.answers import cell, share
    from stance.schema import LABELS

    for row in rows:
        text, speaker, context, target = (
            cell(row, name) for name in ("text", "speaker", "context", "target")
        )
        found = model.explain(text or "", speaker, context, target=target or "")
        for label, mine in zip(LABELS, found.prediction.probabilities, strict=True):
            if abs(share(row, label) - mine) > _ROUNDED:
                raise UserError(
                    f"{row.place}: {label} is {share(row, label):.2f}, the model says {mine:.2f}; "
                    "--explain takes the --model that made the table"
                )
        row.fields["explanation"] = found


def _targets(found: list[str], asked: list[str] | None, model: Model | None) -> dict[str, str]:
    """The names of the targets on the page by their ids in the rows, in the order asked for."""
    named = {name: model.target(name).name if model else name for name in found}
    if model is not None and not found:  # no quote at all
        of_model = model.targets if asked is None else [model.target(name) for name in asked]
        named = {target.id: target.name for target in of_model}
    if not named:
        raise UserError("nothing to report: the tables have no rows")
    if asked is None:
        return named
    by_name = {name.casefold(): id_ for id_ in named for name in (id_, named[id_])}
    chosen = {}
    for name in asked:
        id_ = by_name.get((model.target(name).id if model else name).casefold())
        if id_ is None:
            raise UserError(f"--target {name!r} has no answers; {near(name, named)}")
        chosen[id_] = named[id_]
    return chosen


if __name__ == "__main__":
    app()
