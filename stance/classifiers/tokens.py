"""Pairs of texts as token ids, by the `tokenizers` library alone."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from stance.errors import UserError

if TYPE_CHECKING:
    from tokenizers import Encoding, Tokenizer

FILE = "tokenizer.json"
# What a network may read of a row, in the names of the transformers library.
COLUMNS = ("input_ids", "token_type_ids", "attention_mask")
Row = dict[str, list[int]]


class Tokens:
    """A tokenizer that gives rows of at most `max_length` tokens.

    Of a pair that is too long the second text loses its end; the first one loses its own only
    where it alone would take half of the row. The ids are those of the transformers tokenizer
    that was saved as `tokenizer.json`.
    """

    def __init__(self, tokenizer: Tokenizer, max_length: int):
        tokenizer.no_padding()
        tokenizer.no_truncation()
        self._tokenizer, self.max_length = tokenizer, max_length

    @classmethod
    def read(cls, folder: Path, max_length: int) -> Tokens:
        """Of a folder's `tokenizer.json`; raises `UserError` where there is none to be read."""
        from tokenizers import Tokenizer

        if not (folder / FILE).is_file():
            raise UserError(f"{folder}: incomplete: no {FILE} in it")
        try:
            return cls(Tokenizer.from_file(str(folder / FILE)), max_length)
        except Exception as error:  # the library raises plain Exception
            raise UserError(f"{folder}: its tokenizer cannot be read: {error}") from error

    def rows(self, pairs: Sequence[tuple[str, str]]) -> tuple[list[Row], int]:
        """The tokens of each pair, and of how many pairs something had to be cut.

        Equal pairs give one and the same row, worked out once.
        """
        distinct = list(dict.fromkeys(pairs))
        heads = [self._head(who) for who, _ in distinct]
        encodings = self._tokenizer.encode_batch_fast(
            [(head, words) for head, (_, words) in zip(heads, distinct, strict=True)]
        )
        made, cut = {}, set()
        for pair, head, encoding in zip(distinct, heads, encodings, strict=True):
            made[pair] = self._row(encoding)
            if head != pair[0] or len(encoding) > self.max_length:
                cut.add(pair)
        return [made[pair] for pair in pairs], sum(pair in cut for pair in pairs)

    def _row(self, encoding: Encoding) -> Row:
        columns = (encoding.ids, encoding.type_ids, encoding.attention_mask)
        if (over := len(encoding) - self.max_length) > 0:
            # Not the library's own truncation: that is a state of the tokenizer, which threads
            # may share.
            second = [place for place, text in enumerate(encoding.sequence_ids) if text == 1]
            first, last = second[-over], second[-1] + 1
            columns = tuple(column[:first] + column[last:] for column in columns)
        return dict(zip(COLUMNS, columns, strict=True))

    def _head(self, text: str) -> str:
        """Target and speaker, cut only where they alone would take half of a row."""
        most = self.max_length // 2
        if len(text) <= most:  # a token has a character at least
            return text
        offsets = self._tokenizer.encode(text, add_special_tokens=False).offsets
        return text if len(offsets) <= most else text[: offsets[most - 1][1]]
