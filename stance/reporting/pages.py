"""A report: one page of HTML that needs nothing else, for one article or thousands."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stance.data.metrics import METRICS, measured_by
from stance.reporting.answers import Answer
from stance.reporting.counts import MOST_SPEAKERS, bin_of, matrix, timeline
from stance.reporting.stories import Said, Story
from stance.schema import LABELS, Stance

if TYPE_CHECKING:
    from stance.classifiers.folder import Manifest

_FILES = Path(__file__).parent / "page"
# What a script could read as its end or as a line's; all are legal inside JSON strings only.
_ESCAPED = {ord(c): f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"}


@dataclass(frozen=True, slots=True)
class Report:
    """What a page shows. `targets` are names, in the order of the answers in `stories`.

    `model` is what the user called the model, and its version, with its manifest; both are None
    where only the answers are known.
    """

    targets: tuple[str, ...]
    stories: tuple[Story, ...]
    model: str | None = None
    manifest: Manifest | None = None


def page(report: Report) -> str:
    """The page. Everything of a report is escaped: no text of an article becomes markup or code."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    environment = Environment(
        loader=FileSystemLoader(_FILES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    targets, stories = report.targets, report.stories
    script = (_FILES / "report.js").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    people = sorted({said.speaker for story in stories for said in story.quotes if said.speaker})
    over_time = timeline(stories, len(targets))
    scores = report.manifest.scores if report.manifest else {}
    metric = measured_by(next(iter(scores.values()), {}))
    return environment.get_template("report.html").render(
        labels=LABELS,
        symbols=dict(zip(LABELS, "▲▼●", strict=True)),
        targets=targets,
        stories=stories,
        quotes=sum(len(story.quotes) for story in stories),
        articles=sum(not story.loose for story in stories),
        speakers=len(people),
        review=sum(
            answer is not None and answer.review
            for story in stories
            for said in story.quotes
            for answer in said.answers
        ),
        matrix=matrix(stories, len(targets)),
        timeline=over_time,
        outlets=sorted({story.outlet for story in stories if story.outlet}),
        people=people,
        dates=sorted({story.date for story in stories if story.date}),
        blank=_blank(len(targets)),
        model=report.model,
        manifest=report.manifest,
        metric=metric,
        metric_name=METRICS[metric].title,
        script=Markup(script),
        digest=digest,
        style=Markup((_FILES / "report.css").read_text(encoding="utf-8")),
        data=Markup(_json(_compact(report, over_time.labels if over_time else ()))),
    )


def _blank(targets: int) -> Said:
    """A quote for the script to fill in."""
    answer = Answer(Stance.FAVOR, (0,) * len(LABELS))
    return Said(0, "", (answer,) * targets)


def _json(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.translate(_ESCAPED)


def _compact(report: Report, bins: Sequence[str]) -> dict[str, Any]:
    """The stories as `report.js` reads them: texts that come again are numbers into lists."""
    speakers, kinds, rules, outlets = _Index(), _Index(), _Index(), _Index()
    stories = [
        {
            "title": story.title,
            **({"loose": True} if story.loose else {}),
            "outlet": outlets[story.outlet],
            "date": story.date,
            "bin": bin_of(story.date, bins) if bins else None,
            "paragraphs": [
                [[text, *numbers] if numbers else text for text, numbers in paragraph]
                for paragraph in story.paragraphs
            ],
            "quotes": [
                [
                    speakers[said.speaker],
                    kinds[said.kind],
                    rules[said.rule],
                    said.mention,
                    said.continues,
                    [_answer(answer) for answer in said.answers],
                    *([said.words] if said.words else []),
                ]
                for said in story.quotes
            ],
        }
        for story in report.stories
    ]
    return {
        "targets": report.targets,
        "most": MOST_SPEAKERS,
        "speakers": list(speakers),
        "kinds": list(kinds),
        "rules": list(rules),
        "outlets": list(outlets),
        "stories": stories,
    }


def _answer(answer: Answer | None) -> list[int] | None:
    """Place of the stance, three percents, and 1 for review, 2 for a target not trained on."""
    if answer is None:
        return None
    flags = answer.review + 2 * (not answer.seen)
    return [tuple(Stance).index(answer.stance), *answer.percents, *([flags] if flags else [])]


class _Index(dict[str | None, int]):
    """Numbers texts in order of first use."""

    def __missing__(self, text: str | None) -> int:
        self[text] = len(self)
        return self[text]
