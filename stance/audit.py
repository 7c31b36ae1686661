"""`python -m stance.audit`: what is in a corpus, and what gives its labels away."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from stance.errors import exit_on_user_error

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@app.command()
def main(
    corpus: Annotated[
        Path | None,
        typer.Argument(help="A corpus folder; default: the one that comes with the package."),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(help="Write everything found to this JSON file.", show_default=False),
    ] = None,
) -> None:
    """Count, compare and probe a corpus of annotated quotes.

    Prints counts, agreement of the annotators, near-duplicates, words that give
    a label away, and what classifiers reach that do not read everything. Exits
    with status 1 where a limit is broken.
    """
    with exit_on_user_error():
        from stance.auditing import audit
        from stance.data.corpus import bundled_corpus
        from stance.data.files import check_output, replacing, write_json

        if output is not None:
            check_output(output, [])
        found = audit(corpus or bundled_corpus())
        if output is not None:
            with replacing(output) as new:
                write_json(new, found.as_json())
        from stance.reporting.audits import audit_page
        from stance.reporting.tables import show

        show(110, *audit_page(found))
    if found.broken:
        raise typer.Exit(1)


if __name__ == "__main__":
    app()
