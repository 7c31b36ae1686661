"""The words of paragraphs outside their quotations, each quotation standing as one token."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence, Set
from dataclasses import dataclass
from itertools import accumulate, chain, pairwise
from operator import add, itemgetter

from stance.extraction.classes import BREAK, CLASS, NAME, QUOTE, SHORT_TITLE, WORD, is_short, kind
from stance.extraction.glyphs import MARKS
from stance.extraction.marks import Marked
from stance.extraction.names import is_nickname
from stance.extraction.paragraphs import Paragraph
from stance.extraction.sentences import sentences
from stance.extraction.settling import settle
from stance.extraction.verbal import settle_beside

# Words with a capital that begin a sentence: behind an abbreviation, they end the one before.
_BEGIN = "He|She|It|They|We|I|You|The|A|An|This|That|These|Those|But|And|His|Her|Their|Its|In|On"
_BEGINNING = frozenset(_BEGIN.split("|"))
# What may follow "5 p.m." in its sentence.
_WHEN = "Mon|Tue|Wed|Thu|Fri|Sat|Sun|Jan|Feb|Mar|Apr|Ma|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Eastern|Pacific"
_ENDING = rf"\s+(?:{_BEGIN})\s|(?<=[ap]\.m\.)\s+(?!{_WHEN})[A-Z][a-z]"
# A token and the white space behind it, so that lengths add up to places; most are the first.
_TOKEN = re.compile(
    r"[a-z]++\s++|[.,]\s++"
    rf"|(?:[A-Za-z](?:\.[A-Za-z])+(?=\.(?:{_ENDING}))"
    r"|[A-Za-z]\.(?:[A-Za-z]\.)+(?:-[A-Z][a-z]*\.?)*"
    r"|@?[^\W\d_]\w*+(?:[-’'&.@](?=\w)\w++)*+(?:(?<=[sxz])[’'](?!\w))?"
    r"|\d[\d,.:]*(?<=\d)(?:[-’']?\w++)*+|\.{2,}|-{2,}|[^\w\s]|\w)\s*+"
)
_NAMES_TOO = frozenset(("Rose", "Grant", "Hope", "Drew"))
_HOLE = re.compile(f"[{QUOTE}{BREAK}]")
_MOST_SEEN = 100_000


class _Seen(dict[str, tuple[str, str, str]]):
    """For pieces of text their word, the word in small letters, and its class by itself."""

    def __missing__(self, piece: str) -> tuple[str, str, str]:
        word = piece if piece == BREAK else piece.rstrip()
        low = word.lower()
        known = self[piece] = (word, low, kind(word, low))
        return known


_SEEN = _Seen()
_WORDS, _LOWER, _KINDS = itemgetter(0), itemgetter(1), itemgetter(2)


@dataclass(slots=True)
class Tokens:
    """Parallel lists over the tokens of a paragraph.

    `kinds` holds one class letter a token; `sentence` the number of the token's sentence, `first`
    each sentence's first token; `at` the token of a marked text; `verbs` the tokens that may be
    verbs of speech.
    """

    words: list[str]
    lower: list[str]
    starts: list[int]
    ends: list[int]
    kinds: str
    sentence: list[int]
    first: list[int]
    at: dict[int, int]
    verbs: list[int]

    def __len__(self) -> int:
        return len(self.words)

    def past(self, sentence: int) -> int:
        """The token behind a sentence."""
        return self.first[sentence + 1] if sentence + 1 < len(self.first) else len(self.words)

    def asks(self, sentence: int) -> bool:
        """Whether a sentence is a question."""
        return self.words[self.past(sentence) - 1] == "?"

    def last_verb(self, sentence: int) -> int:
        """The last token of a sentence that may be a verb of speech; -1 if there is none."""
        k = bisect_left(self.verbs, self.past(sentence))
        return self.verbs[k - 1] if k and self.verbs[k - 1] >= self.first[sentence] else -1


_VERBS = re.compile("[SHV]")


def tokenize(
    text: str,
    paragraphs: Sequence[Paragraph],
    marked: Sequence[Marked],
    outer: Sequence[Sequence[int]],
    names: Set[str] = frozenset(),
) -> list[Tokens]:
    """The tokens of each of some paragraphs, which are worked out together, as that is faster.

    `outer` are for each the indexes of the marked texts that lie in it. `names` are the words that
    the text writes with a capital inside sentences.
    """
    if len(_SEEN) > _MOST_SEEN:
        _SEEN.clear()
    pieces, holes = _cut(text, paragraphs, marked, outer)
    seen = list(map(_SEEN.__getitem__, pieces))
    _join_short(pieces, seen)
    found, lower, kinds = list(map(_WORDS, seen)), list(map(_LOWER, seen)), list(map(_KINDS, seen))
    steps, lengths = list(map(len, pieces)), list(map(len, found))
    at = [match.start() for match in _HOLE.finditer("".join(kinds))]
    for i, (length, step) in zip(at, holes, strict=True):
        lengths[i], steps[i] = length, step
    starts = list(accumulate(steps, initial=0))
    ends = list(map(add, starts, lengths))
    bounds = list(pairwise([i for i in at if kinds[i] == BREAK]))
    quotes = [i for i in at if kinds[i] == QUOTE]
    places = dict(zip(chain.from_iterable(outer), quotes, strict=True))
    for index, i in list(places.items()):
        if kinds[i - 1] == kinds[i + 1] == NAME:
            called = text[marked[index].start : marked[index].end]
            if is_nickname(called):
                found[i], lower[i], kinds[i] = called, called.lower(), NAME
                del places[index]
    said = {i: _last(text, marked[index]) for index, i in places.items()}
    for paragraph, (low, high) in zip(paragraphs, bounds, strict=True):
        if text[paragraph.start : paragraph.end].isupper():  # all in capitals, which say nothing
            for i in range(low + 1, high):
                kinds[i] = CLASS.get(lower[i], kinds[i])
        i = low + 2
        while kinds[low + 1] == "D" and found[i].isupper() and len(found[i]) > 4:
            kinds[i] = CLASS.get(lower[i], WORD)  # "A BUILDER who": capitals open the story
            i += 1
    settle(found, lower, kinds)
    settle_beside(lower, kinds, said)
    first = sentences(found, lower, kinds, said, names)
    if "No" in found:
        for i in [i for i, word in enumerate(found) if word == "No" and found[i + 1].isdigit()]:
            kinds[i : i + 2] = NAME, NAME  # "No 10 said", "a No 10 source"
    if not _NAMES_TOO.isdisjoint(found):
        for i in [i for i, word in enumerate(found) if word in _NAMES_TOO and kinds[i + 1] == NAME]:
            kinds[i] = NAME  # "Rose Paz said"
    letters = "".join(kinds)
    verbs = [match.start() for match in _VERBS.finditer(letters)]
    return _shared_out(
        Tokens(found, lower, starts, ends, letters, [], first, places, verbs), bounds, outer
    )


def _last(text: str, m: Marked) -> str:
    """The last character of marked words that is no mark itself: “She said: ‘No.’” has a stop."""
    return text[max(m.start, m.end - 3) : m.end].rstrip(MARKS)[-1:]


def _cut(
    text: str,
    paragraphs: Sequence[Paragraph],
    marked: Sequence[Marked],
    outer: Sequence[Sequence[int]],
) -> tuple[list[str], list[tuple[int, int]]]:
    """The pieces of paragraphs, each with the space behind it; a break around every paragraph.

    With them, for each break and each quotation, which is an empty piece, the length of what
    stands in its place, and that with the space behind.
    """
    pieces = [BREAK]
    holes: list[tuple[int, int]] = []
    position = 0
    for paragraph, inside in zip(paragraphs, outer, strict=True):
        begin = _past_space(text, paragraph.start, paragraph.end)
        holes.append((0, begin - position))
        position = begin
        for index in inside:
            m = marked[index]
            pieces += _TOKEN.findall(text, position, m.outer)
            pieces.append("")
            position = _past_space(text, m.outer_end, paragraph.end)
            holes.append((m.outer_end - m.outer, position - m.outer))
        pieces += _TOKEN.findall(text, position, paragraph.end)
        pieces.append(BREAK)
        position = paragraph.end
    holes.append((0, 0))
    return pieces, holes


def _shared_out(
    whole: Tokens, bounds: Sequence[tuple[int, int]], outer: Sequence[Sequence[int]]
) -> list[Tokens]:
    """The tokens of each paragraph by themselves; `bounds` are the breaks around it."""
    parts: list[Tokens] = []
    sentences_, verbs_ = 0, 0  # how many lie before the paragraph
    for inside, (low, high) in zip(outer, bounds, strict=True):
        low += 1
        before, sentences_ = sentences_, bisect_left(whole.first, high, sentences_)
        first = [i - low for i in whole.first[before:sentences_]]
        before, verbs_ = verbs_, bisect_left(whole.verbs, high, verbs_)
        verbs = [i - low for i in whole.verbs[before:verbs_]]
        sentence: list[int] = []
        for number, (begin, end) in enumerate(pairwise([*first, high - low])):
            sentence += [number] * (end - begin)
        parts.append(
            Tokens(
                whole.words[low:high],
                whole.lower[low:high],
                whole.starts[low:high],
                whole.ends[low:high],
                whole.kinds[low:high],
                sentence,
                first,
                {index: whole.at[index] - low for index in inside if index in whole.at},
                verbs,
            )
        )
    return parts


def _past_space(text: str, start: int, end: int) -> int:
    while start < end and text[start].isspace():
        start += 1
    return start


def _ends_sentence(word: str, following: str) -> bool:
    """Whether a full stop behind a word that may be an abbreviation ends a sentence.

    So it does in "he was ill. Ana Paz", unlike "Ill. Gov. Ana Paz", and in "Paz Inc. She".
    """
    if word.lower() in SHORT_TITLE:
        return False
    if following.rstrip() in _BEGINNING:
        return following[-1].isspace()
    begins = following in ("", BREAK) or following[0].isupper()
    return begins and word.islower() and word != "vs"


def _join_short(pieces: list[str], seen: list[tuple[str, str, str]]) -> None:
    """Gives the full stop of an abbreviation to its word; `seen` is what is known of pieces."""
    found = list(map(_WORDS, seen))
    i, gone = 0, []
    while True:
        try:
            i = found.index(".", i + 1)
        except ValueError:
            break
        word = found[i - 1]
        if len(pieces[i]) > 1 and len(pieces[i - 1]) == len(word) and is_short(word):
            if _ends_sentence(word, pieces[i + 1]):
                continue
            if word == "X" and i > 1 and found[i - 2] in ("on", "to", "via"):
                continue  # no initial, but where one posts
            pieces[i - 1] += pieces[i]
            seen[i - 1] = _SEEN[pieces[i - 1]]
            gone.append(i)
    kept = [slice(low + 1, high) for low, high in pairwise([-1, *gone, len(pieces)])]
    pieces[:] = chain.from_iterable([pieces[part] for part in kept])
    seen[:] = chain.from_iterable([seen[part] for part in kept])
