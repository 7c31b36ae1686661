"""A text's paragraphs with their tokens and mentions, worked out when they are first asked for."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from stance.extraction.marks import Marked
from stance.extraction.mentions import find_mentions
from stance.extraction.paragraphs import Paragraph
from stance.extraction.phrases import Mention
from stance.extraction.tokens import Tokens, tokenize

_BLOCK = 64  # paragraphs whose tokens are worked out together
_NEAR = 20_000  # characters on either side
_INSIDE = re.compile(r" ([^\W\d_a-zà-ÿ](?:(?<=[a-zà-ÿ,] .)|(?<=,[”\"’'] .))[\w-]+)")


@dataclass(slots=True)
class Analysed:
    """A paragraph with its tokens and mentions; `before` counts the mentions before a token."""

    paragraph: Paragraph
    number: int
    tokens: Tokens
    _mentions: list[Mention] | None = None
    _firsts: list[int] | None = None

    @property
    def known(self) -> bool:
        """Whether the mentions have been found already."""
        return self._mentions is not None

    @property
    def mentions(self) -> list[Mention]:
        """The mentions, found when they are first asked for."""
        if self._mentions is None:
            self._mentions = find_mentions(self.tokens)
        return self._mentions

    def before(self, token: int) -> int:
        """How many mentions begin before a token."""
        if self._firsts is None:
            self._firsts = [m.first for m in self.mentions]
        return bisect_left(self._firsts, token)

    def name_at(self, m: Mention) -> int:
        """The token that the name itself begins with, behind its titles."""
        i = m.first
        while i <= m.last and self.tokens.starts[i] < m.start:
            i += 1
        return i

    def titles(self, m: Mention) -> list[str]:
        """The words before the name itself, in small letters, without full stops."""
        if self.tokens.starts[m.first] >= m.start:
            return []
        return [word.rstrip(".") for word in self.tokens.lower[m.first : self.name_at(m)]]


class Reader:
    """Tokens and mentions of a text's paragraphs, worked out when they are first asked for."""

    def __init__(
        self, text: str, paragraphs: Sequence[Paragraph], marked: Sequence[Marked]
    ) -> None:
        self.text, self.paragraphs, self.marked = text, paragraphs, marked
        self.names = frozenset(_INSIDE.findall(text))
        self.outer: list[list[int]] = [[] for _ in paragraphs]
        self.where: dict[int, int] = {}
        number = 0
        for index, m in enumerate(marked):
            if m.parent is None:
                while paragraphs[number].end < m.outer_end:
                    number += 1
                self.outer[number].append(index)
                self.where[index] = number
        self._read: list[Analysed | None] = [None] * len(paragraphs)

    def __getitem__(self, number: int) -> Analysed:
        known = self._read[number]
        if known is None:
            start = number - number % _BLOCK
            block = self.paragraphs[start : start + _BLOCK]
            outer = self.outer[start : start + _BLOCK]
            read = tokenize(self.text, block, self.marked, outer, self.names)
            for i, (paragraph, tokens) in enumerate(zip(block, read, strict=True), start=start):
                self._read[i] = Analysed(paragraph, i, tokens)
            known = self[number]
        return known

    def writes_small(self, word: str, position: int) -> bool:
        """Whether a word stands in small letters near a place, or begins one that does."""
        return self.text.find(" " + word, max(0, position - _NEAR), position + _NEAR) >= 0

    def back(
        self, m: Mention, where: Analysed, paragraphs: int, most: int
    ) -> Iterator[tuple[Mention, Analysed]]:
        """The mentions before one, the nearest first, not without bound."""
        seen = 0
        for number in range(where.number, max(-1, where.number - paragraphs), -1):
            there = self[number]
            mentions = there.mentions
            until = there.before(m.first) if number == where.number else len(mentions)
            if number == where.number and there is not where:
                # `where` is a part of it
                until = bisect_left(mentions, m.start, key=lambda other: other.start)
            for i in range(until - 1, -1, -1):
                yield mentions[i], there
                seen += 1
                if seen > most:
                    return

    def ahead(self, m: Mention, where: Analysed, most: int) -> Iterator[tuple[Mention, Analysed]]:
        """The mentions behind one, the nearest first, not without bound."""
        since = bisect_left(self[where.number].mentions, m.end, key=lambda other: other.start)
        for number in range(where.number, len(self.paragraphs)):
            there = self[number]
            for other in there.mentions[since : since + most]:
                yield other, there
                most -= 1
            if most <= 0:
                return
            since = 0
