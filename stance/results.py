"""`python -m stance.results`: the tables of RESULTS.md, from the runs that MLflow has recorded."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from stance.errors import exit_on_user_error

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@app.command()
def main(
    output: Annotated[Path, typer.Option(help="The file to write.")] = Path("RESULTS.md"),
    experiment: Annotated[str, typer.Option(help="The MLflow experiment to read.")] = "stance",
) -> None:
    """Writes the results of every finished run, seeds together, to a page of tables."""
    with exit_on_user_error():
        from stance import tracking
        from stance.data.files import check_output, replacing
        from stance.reporting.results import page

        check_output(output, [])
        runs = tracking.recorded(experiment)
        replaced = ", replaced" if output.exists() else ""
        with replacing(output) as new:
            new.write_text(page(runs), "utf-8")
    typer.echo(f"{output}: {len(runs)} fits{replaced}", err=True)


if __name__ == "__main__":
    app()
