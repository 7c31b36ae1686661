"""`python -m stance.benchmark`: how fast a model answers, beside other ways to do it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from stance.errors import exit_on_user_error

app = typer.Typer(add_completion=True, pretty_exceptions_enable=False)


@app.command()
def benchmark(
    rows: Annotated[
        Path,
        typer.Argument(
            metavar="ROWS",
            help="A table with a column text and perhaps target (.jsonl, .csv, .tsv, .parquet), or "
            "a folder of NewsMTSC, of which the dev sentences are asked about.",
        ),
    ],
    model: Annotated[
        str, typer.Option(help="A model folder, runs:/ID/model or models:/NAME@ALIAS; an encoder.")
    ] = "models:/stance@champion",
    output: Annotated[Path, typer.Option(help="The folder for speed.json and speed.png.")] = Path(
        "benchmark"
    ),
    most: Annotated[
        int | None,
        typer.Option(min=1, help="Ask this many questions of ROWS at most.", show_default="all"),
    ] = None,
    rounds: Annotated[int, typer.Option(min=1, help="How often each way is timed.")] = 3,
    largest: Annotated[
        int, typer.Option(min=1000, help="Rows of the largest table timed, from 1,000 on.")
    ] = 100_000,
) -> None:
    """Time a model on the questions of a table, beside other ways to answer them.

    All ways run in turn in this process, on the same questions and cores; only
    their ratios mean anything beyond this machine. The encoder reads a text
    once for all targets it is asked about, the other ways once a question.
    Start and memory are those of commands that answer one short question.
    """
    with exit_on_user_error():
        from dataclasses import asdict, replace
        from tempfile import TemporaryDirectory

        from stance import speed
        from stance.classifiers.folder import save_model
        from stance.data.files import replacing, write_json
        from stance.inference import folder_of, load
        from stance.reporting.speeds import growth_table, speeds_picture, speeds_table
        from stance.reporting.tables import show

        folder = folder_of(model)
        loaded = load(folder)
        asked = speed.questions(rows, loaded)[:most]
        sizes = [size for size in (1_000, 10_000, 100_000, 1_000_000) if size <= largest]
        with (
            TemporaryDirectory() as scratch,
            replacing(output, folder_of=("speed.json", "speed.png")) as new,
        ):
            plain, baseline = Path(scratch) / "plain", Path(scratch) / "tfidf"
            ways = speed.package_ways(loaded)
            first = next(iter(ways))
            tfidf = speed.tfidf_model()
            save_model(tfidf.classifier, tfidf.manifest, baseline)
            ways |= speed.tfidf_ways(tfidf) | speed.transformers_ways(folder, plain)
            print(f"{len(asked):,} questions, {rounds} rounds", file=sys.stderr)
            speeds = speed.race(ways, asked, rounds)
            short = speed.short_question(loaded)
            commands = {
                first: speed.asking(model, short),
                speed.TFIDF: speed.asking(str(baseline), short),
                speed.PIPELINE: speed.piping(plain, short, loaded.manifest.settings["max_length"]),
            }
            for name, command in commands.items():
                best = min((speed.cost(command) for _ in range(rounds)), key=lambda c: c.seconds)
                speeds[name] = replace(speeds[name], start=best)
            grown = []
            for name, uri in ((first, str(folder)), (speed.TFIDF, str(baseline))):
                for size in sizes:
                    grown.append(speed.growth(name, uri, asked, size))
                    print(f"{name}, {size:,}: {grown[-1].cost.seconds:.1f} s", file=sys.stderr)
            new.mkdir()
            found = {
                "machine": speed.machine(),
                "inference": dict(loaded.manifest.inference),
                "ways": [asdict(way) | {"rate": way.rate} for way in speeds.values()],
                "growth": [asdict(point) for point in grown],
            }
            write_json(new / "speed.json", found)
            speeds_picture(speeds, grown).savefig(new / "speed.png")
        beside = (speed.PIPELINE, speed.LOOP)
        show(110, speeds_table(speeds, beside), growth_table(grown, speeds))
        print(f"{output}: speed.json and speed.png", file=sys.stderr)


if __name__ == "__main__":
    app()
