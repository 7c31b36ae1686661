"""The model card: what a model folder says of itself to people, and to the Hugging Face Hub."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stance.classifiers.folder import Manifest
from stance.classifiers.weights import BUNDLED
from stance.data.metrics import METRICS, measured_by
from stance.evaluation.probes import PROBES
from stance.evaluation.scores import RESAMPLED

if TYPE_CHECKING:
    from huggingface_hub import EvalResult

_TEMPLATE = Path(__file__).with_name("model_card.md.jinja")
_METRICS = {
    **{name: ("f1", metric.title) for name, metric in METRICS.items()},
    "accuracy": ("accuracy",) * 2,
}
_MOST_TARGETS = 12  # named one by one


@dataclass(frozen=True)
class Known:
    """What may be said of data by their name in a manifest. All of these are in English."""

    title: str
    about: str


KNOWN = {
    "venezuela": Known(
        "the corpus of stance: the Venezuelan presidential crisis of 2019",
        "News articles with every quote annotated. But for the one article of the split gold, "
        "which is real news and was never learned from, they were written for the corpus by "
        "language models: their speakers and events are invented.",
    ),
    "newsmtsc": Known(
        "NewsMTSC", "Sentences of US news on persons (Hamborg and Donnay, EACL 2021)."
    ),
    "semeval2016": Known(
        "SemEval-2016 Task 6", "Tweets on five targets of 2016 (Mohammad et al., SemEval 2016)."
    ),
}


@dataclass(frozen=True)
class SplitRow:
    """One line of the card's tables of scores: a split and its numbers by name, as recorded."""

    name: str
    numbers: Mapping[str, float]

    @property
    def metric(self) -> str:
        """The score that the interval is of."""
        return measured_by(self.numbers)

    @property
    def interval(self) -> str:
        """The 95 % interval, as `0.58 to 0.64`."""
        low, high = (self.numbers[f"{self.metric}_{end}"] for end in ("low", "high"))
        return f"{low:.2f} to {high:.2f}"

    @property
    def probes(self) -> list[tuple[str, float, float, int, str]]:
        """Name, score, gap, n and meaning of every probe of the split; none on dev.

        Folders from before there were cards do not have n, nor do their cards have probes.
        """
        keys = {name: f"probe_{name.replace(' ', '_')}" for name in PROBES}
        return [
            (name, self.numbers[k], self.numbers[f"{k}_gap"], int(self.numbers[f"{k}_n"]), meaning)
            for name, meaning in PROBES.items()
            if f"{(k := keys[name])}_n" in self.numbers
        ]


def model_card(manifest: Manifest) -> str:
    """The text of `README.md`: front matter of a Hugging Face model card, then Markdown."""
    from huggingface_hub import ModelCardData
    from jinja2 import Environment, StrictUndefined

    known = KNOWN.get(manifest.data)
    checkpoint = manifest.settings.get("checkpoint", "")
    ours = manifest.data == "venezuela" and checkpoint in ("", BUNDLED)
    splits = [SplitRow(name, numbers) for name, numbers in manifest.scores.items()]
    name = f"stance-{manifest.kind}"
    data = ModelCardData(
        language="en" if known else None,
        # Whoever brings other data or weights knows what they allow.
        license="apache-2.0" if ours else "unknown",
        library_name="stance",
        pipeline_tag="text-classification",
        tags=["stance-detection", "quotations", "news", manifest.kind],
        base_model=checkpoint if re.fullmatch(r"[\w-]+/[\w.-]+", checkpoint) else None,
        model_name=name,
        eval_results=list(_results(manifest.data, splits)) or None,
    )
    environment = Environment(undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters["words"] = _words
    body = environment.from_string(_TEMPLATE.read_text("utf-8")).render(
        manifest=manifest,
        known=known,
        data=_called(manifest.data),
        inputs=", ".join(manifest.settings.get("inputs", ())),
        splits=splits,
        resampled=RESAMPLED,
        reached=_reached(manifest),
        named=[t.name for t in manifest.targets[:_MOST_TARGETS]],
        others=max(0, len(manifest.targets) - _MOST_TARGETS),
    )
    return f"---\n{data.to_yaml()}\n---\n{body}"


def _called(data: str) -> str:
    """Data by kind and name, or by either where they are the same: "corpus corpus" -> "corpus"."""
    return " ".join(dict.fromkeys(data.split(" ", 1)))


def _reached(manifest: Manifest) -> bool:
    """Whether there is a confidence above which as many answers on dev were right as was wanted.

    Where there is none the threshold is 1, which only answers without any doubt can pass.
    """
    answered = manifest.scores.get("dev", {}).get("accuracy_answered", 0.0)
    return manifest.threshold < 1 or answered >= (manifest.accuracy or 0.0)


def _results(data: str, splits: list[SplitRow]) -> Iterator[EvalResult]:
    """What the Hub shows beside a model: the scores of every split but dev, chosen on."""
    from huggingface_hub import EvalResult

    for split in splits:
        if split.name == "dev":
            continue
        for metric, (kind, title) in _METRICS.items():
            yield EvalResult(
                task_type="text-classification",
                task_name="stance detection",
                dataset_type=re.sub(r"\W+", "-", data) or "unknown",
                dataset_name=KNOWN[data].title if data in KNOWN else _called(data) or "unknown",
                dataset_split=split.name,
                metric_type=kind,
                metric_name=title,
                metric_value=round(split.numbers[metric], 4),
            )


def _words(value: Any) -> str:
    """Somebody's text inside Markdown: in one line, and no mark-up of ours."""
    return re.sub(r"([\\`*_|<>\[\]])", r"\\\1", " ".join(str(value).split()))
