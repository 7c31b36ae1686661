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


@app.command()
def report(
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="INPUT...",
            help="Articles (.txt), whose quotes are found and asked about, and tables of "
            "predictions (.jsonl, .csv, .parquet) as stance.predict writes them. Articles that a "
            "table answers for give it their text.",
            show_default=False,
        ),
    ],
    model: Annotated[
        str | None,
        typer.Option(
            help="A model folder, runs:/ID/model or models:/NAME@ALIAS; for tables, the model "
            f"that made them, to be described. Default for articles: {_DEFAULT}.",
            show_default=False,
        ),
    ] = None,
    target: Annotated[
        list[str] | None,
        typer.Option(
            help="Id, name or alias of a target; repeat for more. Default: all of the model, or "
            "of the tables.",
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
    """
    with exit_on_user_error():
        from stance.data.files import replacing
        from stance.reporting.answers import targets_of
        from stance.reporting.pages import Report, page
        from stance.reporting.stories import stories

        rows, texts = _read(inputs)
        answered = {str(row.fields.get("article")) for row in rows}
        asked = {name: text for name, text in texts.items() if name not in answered}
        if explain and rows:
            raise UserError("--explain is for articles; a table's answers are another model's")
        loaded = None
        if asked or model is not None:
            from stance.inference import load

            loaded = load(model or _DEFAULT)
        if loaded is not None and asked:
            rows += _predicted(loaded, asked, target, explain)
        names = _targets(targets_of(rows), target, loaded)
        told = Report(
            tuple(names.values()),
            tuple(stories([r for r in rows if r.fields["target"] in names], texts, list(names))),
            None if loaded is None else model or _DEFAULT,
            None if loaded is None else loaded.manifest,
        )
        with replacing(output) as new:
            new.write_text(page(told), encoding="utf-8", newline="\n")
    print(f"{output}: {len(told.stories)} articles", file=sys.stderr)


def _read(inputs: list[str]) -> tuple[list[Record], dict[str, str]]:
    """The rows of tables and the texts of articles."""
    from stance.data.tables import read_table
    from stance.extraction.rows import read_articles

    rows = [row for path in inputs if not path.endswith(".txt") for row in read_table(path)]
    for row in rows:
        for name in ("target", "stance"):
            if name not in row.fields:
                raise UserError(
                    f"{row.place}: no field {name!r}; a report is made of predictions: "
                    "python -m stance.predict"
                )
    return rows, read_articles(path for path in inputs if path.endswith(".txt"))


def _predicted(
    model: Model, texts: dict[str, str], targets: list[str] | None, explain: bool
) -> list[Record]:
    """The model's answers about every quote of the articles, as the rows of a table."""
    from stance.data.files import Record
    from stance.extraction.article import extract_quotes
    from stance.extraction.rows import quote_row

    rows: list[dict[str, Any]] = [
        quote_row(quote) for name, text in texts.items() for quote in extract_quotes(text, name)
    ]
    cut: list[int] = []
    answers = list(model.predict_rows(rows, targets, cut=cut.append))
    if sum(cut):
        print(f"{sum(cut)} quotes are too long for the model and were cut", file=sys.stderr)
    if explain:
        for row in answers:
            row["explanation"] = model.explain(
                row["text"], row["speaker"], row["context"], target=row["target"]
            )
    return [Record(str(row["id"]), row) for row in answers]


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
