"""What an encoder reads as numbers: token ids, and for each target asked about whom they mean.

Needs the `tokenizers` library alone, so that training and every way of prediction read alike.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from stance.classifiers.inputs import OTHER, RIVAL, TARGET, Mention, Reading, read
from stance.errors import UserError
from stance.schema import Example, Span, Target

if TYPE_CHECKING:
    from tokenizers import Tokenizer

TOKENIZER = "tokenizer.json"
NOBODY = " someone"  # what is read for a masked name: a word in every English vocabulary


@dataclass(frozen=True, slots=True)
class Row:
    """A text as tokens. `places` has each token's text (0, 1, or -1 for none) and span in it."""

    ids: tuple[int, ...]
    types: tuple[int, ...]
    places: tuple[Mention, ...] = ()
    cut: bool = False

    @property
    def words(self) -> Span:
        """The span of the words among the tokens; the speaker stands before them."""
        inside = [token for token, (text, *_) in enumerate(self.places) if text == 1]
        return (inside[0], inside[-1] + 1) if inside else (len(self.ids), len(self.ids))

    def masked(self, mentions: Sequence[Mention], nobody: Sequence[int]) -> Row:
        """The row with `nobody` for the tokens of each mention."""
        if not mentions:
            return self
        ids, types, places = list[int](), list[int](), list[Mention]()
        before: Mention | None = None
        for token, segment, place in zip(self.ids, self.types, self.places, strict=True):
            name = next((mention for mention in mentions if _overlap(place, mention)), None)
            # Of a name of several tokens, the first stands for all.
            shown = [token] if name is None else [] if name == before else nobody
            ids += shown
            types += [segment] * len(shown)
            places += [name or place] * len(shown)
            before = name
        return Row(tuple(ids), tuple(types), tuple(places), self.cut)

    def roles(self, reading: Reading) -> tuple[int, ...]:
        """What each token is part of: words for the target, for a rival, or neither.

        The first token, which stands for the whole text, has the role of the antecedent.
        """
        roles = [OTHER] * len(self.ids)
        # The target's last: where two mentions overlap, its own counts.
        for role, mentions in (
            (RIVAL, reading.described_rivals + reading.rivals),
            (TARGET, reading.described_targets + reading.targets),
        ):
            for mention in mentions:
                for token, place in enumerate(self.places):
                    if _overlap(place, mention):
                        roles[token] = role
        if roles and not roles[0]:
            roles[0] = reading.antecedent
        return tuple(roles)


def _overlap(place: Mention, mention: Mention) -> bool:
    # Not "lies in": some tokenizers count the space before a word to it.
    return place[0] == mention[0] and place[1] < mention[2] and place[2] > mention[1]


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of a row: the role of each token, and the tokens of the target's name."""

    roles: tuple[int, ...]
    name: tuple[int, ...]


class Rows:
    """Examples as rows and questions.

    Args:
        tokenizer: of the checkpoint.
        pad: the token that fills a row of a batch.
        inputs: which of quote, target, speaker, context and antecedent are read.
        targets: the known ones, whose mentions are looked for.
        max_length: the most tokens of a row. A longer one loses context first, then the quote's
            tail; never the speaker, but for what takes more than half of a row.
        mask_names: whether every mention, whoever it means, reads the same.
    """

    def __init__(
        self,
        tokenizer: Tokenizer,
        pad: int,
        inputs: Sequence[str],
        targets: Sequence[Target],
        max_length: int,
        mask_names: bool,
    ):
        self.tokenizer, self.pad, self.inputs, self.targets = tokenizer, pad, inputs, targets
        self.max_length, self.mask_names = max_length, mask_names
        self._last: tuple[Sequence[Example], list[tuple[Row, Question]]] | None = None

    def of(self, examples: Sequence[Example]) -> list[tuple[Row, Question]]:
        """As `encode`, kept until others come: how many are cut is asked before their answers."""
        last = self._last  # of this moment: another thread may ask as well
        if last is None or last[0] != tuple(examples):
            last = self._last = tuple(examples), self.encode(examples)
        return last[1]

    def encode(self, examples: Sequence[Example]) -> list[tuple[Row, Question]]:
        """A row and a question for each example; equal texts share a row."""
        readings = [read(example, self.inputs, self.targets) for example in examples]
        texts = list(dict.fromkeys((r.speaker, r.words) for r in readings))
        rows = dict(zip(texts, self._rows(texts), strict=True))
        asked = [e.target.name if "target" in self.inputs else "" for e in examples]
        names = {name: self._name(name) for name in set(asked)}
        found = []
        for reading, name in zip(readings, asked, strict=True):
            row = rows[reading.speaker, reading.words]
            if self.mask_names:
                row = row.masked((*reading.targets, *reading.rivals), self._nobody)
            found.append((row, Question(row.roles(reading), names[name])))
        return found

    @functools.cached_property
    def _nobody(self) -> tuple[int, ...]:
        # Its first piece is enough, where it has several: a masked row is never the longer for it.
        return tuple(self.tokenizer.encode(NOBODY, add_special_tokens=False).ids[:1])

    def _name(self, name: str) -> tuple[int, ...]:
        encoding = self.tokenizer.encode(name, add_special_tokens=False)
        encoding.truncate(self.max_length // 2)
        return tuple(self.tokenizer.post_process(encoding).ids)

    def _rows(self, texts: Sequence[tuple[str, str]]) -> Iterator[Row]:
        room = self.max_length - self.tokenizer.num_special_tokens_to_add(True)
        speakers, words = (
            self.tokenizer.encode_batch([text[i] for text in texts], add_special_tokens=False)
            for i in (0, 1)
        )
        for speaker, said in zip(speakers, words, strict=True):
            length = len(speaker) + len(said)
            speaker.truncate(self.max_length // 2)
            said.truncate(room - len(speaker))
            left = len(speaker) + len(said)
            whole = self.tokenizer.post_process(speaker, said)
            which = (-1 if text is None else text for text in whole.sequence_ids)
            places = tuple((text, *span) for text, span in zip(which, whole.offsets, strict=True))
            yield Row(tuple(whole.ids), tuple(whole.type_ids), places, cut=left < length)


def softmax(logits: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """Probabilities of the same shape, over the last axis."""
    powers = np.exp(logits - logits.max(axis=-1, keepdims=True))
    shares: npt.NDArray[np.float32] = powers / powers.sum(axis=-1, keepdims=True)
    return shares


def tokenizer(folder: Path) -> Tokenizer:
    """The tokenizer that was saved in a folder; raises `UserError` where it cannot be read."""
    from tokenizers import Tokenizer

    path = folder / TOKENIZER
    if not path.is_file():
        raise UserError(f"{folder}: incomplete: no {TOKENIZER} in it")
    try:
        return plain(Tokenizer.from_file(str(path)))
    except Exception as error:  # the library raises plain Exception
        raise UserError(f"{folder}: its tokenizer cannot be read: {error}") from error


def plain(tokenizer: Tokenizer) -> Tokenizer:
    """The tokenizer, without the cutting and padding that a checkpoint may ask for by itself."""
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer
