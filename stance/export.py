"""`python -m stance.export`: give a model folder the ONNX model that answers without torch."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from stance.errors import UserError, exit_on_user_error

if TYPE_CHECKING:
    from stance.classifiers.exporting import Verdict

app = typer.Typer(add_completion=True, pretty_exceptions_enable=False)


@app.command()
def export(
    model: Annotated[
        str,
        typer.Argument(
            metavar="MODEL", help="A model folder, runs:/ID/model or models:/NAME@ALIAS."
        ),
    ],
    output: Annotated[
        Path | None,
        typer.Option(help="The folder to write. Default: MODEL itself.", show_default=False),
    ] = None,
    corpus: Annotated[
        Path | None,
        typer.Option(
            help="A corpus folder, whose dev split decides. Default: the one with the package.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Give the model folder of an encoder its ONNX model.

    Training does so by itself; this is for folders made before, elsewhere, or
    by hand. The model answers in 8 bits where on dev it gives at least 99 % of
    the labels that float32 gives, and loses at most 0.3 points of macro-F1;
    else in float32. On the corpus it was fitted on, it is calibrated and scored
    anew as it answers now.
    """
    with exit_on_user_error():
        from dataclasses import replace

        from stance.classifiers.encoder import Encoder
        from stance.classifiers.folder import load_model, save_model
        from stance.data.corpus import read_corpus
        from stance.data.examples import corpus_data, to_examples
        from stance.experiment import measured
        from stance.inference import folder_of
        from stance.reporting.cards import model_card

        folder = folder_of(model)
        if output is None and folder != Path(model):
            raise UserError(f"{model}: is kept in a store; give --output FOLDER")
        classifier, manifest = load_model(folder)
        if not isinstance(classifier, Encoder):
            raise UserError(
                f"{model}: is of kind {manifest.kind}; only an encoder has an ONNX form"
            )
        data = corpus_data(read_corpus(corpus))
        train, dev = (to_examples(data.splits[split]) for split in ("train", "dev"))
        verdict = classifier.export(train, dev)
        written = output or folder
        if data.fingerprint == manifest.fingerprint:
            found = measured(classifier, data, manifest.accuracy, verdict.fields()).manifest
            manifest = replace(found, data=manifest.data)
        else:
            known = manifest.inference
            before = known.get("measured") or known.get("precision", "torch")
            manifest = replace(manifest, inference={**verdict.fields(), "measured": before})
            print(
                "the model was not fitted on this corpus, which decides here; its calibration and "
                f"scores stay those measured in {before}",
                file=sys.stderr,
            )
        save_model(classifier, manifest, written, model_card(manifest))
        print(f"{written}: {tell(verdict)}", file=sys.stderr)


def tell(verdict: Verdict) -> str:
    """A verdict in one line."""
    if verdict.precision == "torch":
        return f"answers by torch, since it has no ONNX form: {verdict.reason}"
    assert verdict.agreement is not None
    assert verdict.macro_f1 is not None
    scores = ", ".join(f"{name} {score:.3f}" for name, score in verdict.macro_f1.items())
    return (
        f"answers in {verdict.precision}; on {verdict.n} rows of dev int8 and float32 agree on "
        f"{verdict.agreement:.1%}, macro-F1 {scores}"
    )


if __name__ == "__main__":
    app()
