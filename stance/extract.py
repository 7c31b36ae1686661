"""`python -m stance.extract`: the quotes of news articles, and who said them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from stance.errors import UserError, exit_on_user_error, standard_input

app = typer.Typer(add_completion=True, pretty_exceptions_enable=False)
_FORMATS = ("jsonl", "csv", "parquet")


@app.command()
def extract(
    articles: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="ARTICLE",
            help="Texts in UTF-8 (.txt) or tables of them; - or nothing: one text from standard "
            "input.",
            show_default=False,
        ),
    ] = None,
    doubled: Annotated[
        bool, typer.Option(help="Read two apostrophes as a quotation mark, as some archives do.")
    ] = False,
    indirect: Annotated[
        bool, typer.Option(help="Find what is reported without quotation marks, too.")
    ] = True,
    format: Annotated[
        str | None,
        typer.Option(
            help=f"One of {', '.join(_FORMATS)}. Default: the ending of the output file, or jsonl.",
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
) -> None:
    """Find the quotes of articles: their spans, kinds and speakers.

    An article is a text (.txt), or a row of a table (.csv, .tsv, .jsonl or
    .parquet) with a column text, and perhaps article or id for its name; other
    columns are handed through, as given_kind where a quote has a kind of its own.

    Gives a line for each quote: article (the file's name without .txt, and with
    its folders where several files have that name), id, start and end (code
    points of the decoded text, without a byte-order mark, line ends as in the
    file; marks left out), text, kind (direct, heading, indirect), speaker,
    speaker_mention with its span, cue, continues (the id of the quote that this
    one goes on), context, rule, and confidence.

    Status 0: every article was read; 3: all but those told of on standard error;
    2: nothing was written, for the reason told.
    """
    with exit_on_user_error():
        from stance.data.files import check_output
        from stance.data.layout import output_format

        if output is not None:
            check_output(output, articles or [])
        form, compression = output_format(format, output, _FORMATS)
        from stance.data.tables import write_table
        from stance.extraction.rows import COLUMNS, article_rows

        if not articles and standard_input().isatty():
            raise UserError("nothing to read: give an article, or text on standard input")
        rows, rejects = article_rows(articles or ["-"], doubled=doubled, indirect=indirect)
        write_table(rows, form, output, compression, COLUMNS)
        if not rows:
            print("no quotes found", file=sys.stderr)
        for reject in rejects:
            print(f"rejected: {reject}", file=sys.stderr)
        if rejects:
            raise typer.Exit(3)


if __name__ == "__main__":
    app()
