"""The words of a paragraph outside its quotations, each quotation standing as one token."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import accumulate, compress
from operator import add

from stance.extraction import words
from stance.extraction.marks import Marked
from stance.extraction.paragraphs import Paragraph
from stance.extraction.words import listed

# A token's class is a letter, so that a paragraph's classes are a string to match against:
# Q(uotation), N(ame), 9 (number), w(ord of any other kind), P(ronoun), D(eterminer),
# O (preposition), K (conjunction), A(uxiliary or everyday verb), R (adverb), S(aying verb),
# H(olding verb), V (verb or noun of saying); full stop, comma, colon, dash, brackets, ? (other).
NAME, WORD, ADVERB, STOP, QUOTE = "N", "w", "R", ".", "Q"

# A token and the white space behind it, so that lengths add up to places; most are the first.
_TOKEN = re.compile(
    r"[a-z]++\s++|(?:[A-Za-z]\.(?:[A-Za-z]\.)+(?:-[A-Z][a-z]*\.?)*"
    r"|[^\W\d_]\w*+(?:[-’'&.](?=\w)\w++)*+(?:(?<=[sxz])[’'](?!\w))?"
    r"|\d[\d,.:]*(?<=\d)(?:[-’']?\w++)*+|\.{2,}|-{2,}|[^\w\s]|\w)\s*+"
)
_CLASS: dict[str, str] = {}
for _letter, _words in (
    ("H", words.HOLD_FORMS),
    ("S", words.SAY_FORMS),
    ("R", words.ADVERB),
    ("A", words.AUXILIARY),
    ("O", words.PREPOSITION),
    ("K", words.CONJUNCTION),
    ("D", words.DETERMINER),
    ("P", words.PRONOUN),
):
    _CLASS.update(dict.fromkeys(_words, _letter))
# Forms that are a noun far more often than a verb that reports.
for _noun in listed("""
    report reports text texts post posts note notes message messages question questions blog
    blogs comment comments cry joke jokes laugh smile sigh sum point points issue issues view
    views email emails caption fire hand claim charge charges brand term label labels hail fault
    hint promise attack run set mock address mean judge judges rule rules guess voice rap back
    pen hold press toast demand request detail details estimate estimates answer remark remarks
    support cut break breaks
"""):
    _CLASS[_noun] = "V"
_PUNCTUATION = {
    ".": ".", "!": ".", "?": ".", "…": ".", ";": ".", ",": ",", ":": ":", "-": "-", "–": "-",
    "—": "-", "―": "-", "(": "(", "[": "(", ")": ")", "]": ")",
}  # fmt: skip
_TITLES = frozenset(
    listed(
        "mr mrs ms mx dr drs sen sens rep reps gov govs gen col capt lt sgt cpl rev prof st hon maj"
    )
)
_ABBREVIATED = _TITLES | frozenset(
    listed("""
    jr sr pres cmdr adm supt det fr insp atty assn inc corp co ltd no vs jan feb aug sept oct nov
    dec ariz calif colo conn fla ga ill ind kan ky la md mich minn miss mo neb nev okla pa tenn
    tex va vt wash wis wyo
""")
)
_ENDS = re.compile("[.:Q]")
_BOUND = re.compile("N(?=[wDAO]{1,2}N)")
# A form that may be a verb, after a word that only a noun follows: "the volunteers", "in reply".
_DETERMINED = re.compile("D(?=[SHA])|O(?=[SH])|P(?=[wNV9])")
_DEFINITE = (words.ARTICLE | words.POSSESSIVE) - {"her"}
_FINITE = frozenset("SHVA")
# Behind a comma, what a name has before it that the text has not given yet: "Fulgencio, who".
_INTRODUCING = tuple([word] for word in listed("who whose his her their"))
_MOST_SEEN = 100_000


class _Seen(dict[str, tuple[str, str]]):
    """Words in small letters and their classes, each by itself; looked up when first asked for."""

    def __missing__(self, word: str) -> tuple[str, str]:
        low = word.lower()
        pair = self[word] = (low, _kind(word, low))
        return pair


_SEEN = _Seen()


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


VERB = re.compile("[SHV]")


def tokenize(
    text: str,
    paragraph: Paragraph,
    marked: Sequence[Marked],
    outer: Sequence[int],
    names: Set[str] = frozenset(),
) -> Tokens:
    """The tokens of a paragraph; `outer` are the indexes of the marked texts that lie in it.

    `names` are the words that the text writes with a capital inside sentences.
    """
    found: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at: dict[int, int] = {}
    said: dict[int, str] = {}  # what a marked text ends with
    position = paragraph.start
    for index in outer:
        m = marked[index]
        _read(text, position, m.outer, found, starts, ends)
        at[index] = len(found)
        said[len(found)] = text[m.end - 1] if m.end > m.start else ""
        found.append("")
        starts.append(m.outer)
        ends.append(m.outer_end)
        position = max(position, m.outer_end)
    _read(text, position, paragraph.end, found, starts, ends)
    if len(_SEEN) > _MOST_SEEN:
        _SEEN.clear()
    pairs = list(map(_SEEN.__getitem__, found))
    lower = [low for low, _ in pairs]
    kinds = [kind for _, kind in pairs]
    if text[paragraph.start : paragraph.end].isupper():  # where all is in capitals they say nothing
        kinds = [_CLASS.get(low, kind) for low, kind in zip(lower, kinds, strict=True)]
    for match in _DETERMINED.finditer("".join(kinds)):
        i = match.start()
        if kinds[i] == "P":
            if lower[i] == "her":  # "her country", but "told her that"
                kinds[i] = "D"
        elif lower[i] in _DEFINITE or (
            kinds[i] == "O" and words.BASE.get(lower[i + 1]) == lower[i + 1]
        ):
            kinds[i + 1] = WORD
    for match in _BOUND.finditer("".join(kinds)):
        _bind(lower, kinds, match.end())
    first = _sentences(found, lower, kinds, said, names)
    sentence: list[int] = []
    for number, (low, high) in enumerate(zip(first, [*first[1:], len(found)], strict=True)):
        sentence += [number] * (high - low)
    letters = "".join(kinds)
    verbs = [m.start() for m in VERB.finditer(letters)]
    return Tokens(found, lower, starts, ends, letters, sentence, first, at, verbs)


def _read(
    text: str, start: int, end: int, found: list[str], starts: list[int], ends: list[int]
) -> None:
    """Adds a stretch's tokens and their spans, the full stop of an abbreviation with its word."""
    while start < end and text[start].isspace():
        start += 1
    if start >= end:
        return
    pieces = _TOKEN.findall(text, start, end)
    solid = list(map(str.rstrip, pieces))
    begins = list(accumulate(map(len, pieces), initial=start))
    begins.pop()
    stops = list(map(add, begins, map(len, solid)))
    short, i = False, 0
    while True:
        try:
            i = solid.index(".", i + 1)
        except ValueError:
            break
        if len(pieces[i]) > 1 and stops[i - 1] == begins[i] and _is_short(solid[i - 1]):
            solid[i - 1] += "."
            stops[i - 1] += 1
            solid[i], short = "", True  # what is left of the full stop, nothing
    if short:
        begins, stops = list(compress(begins, solid)), list(compress(stops, solid))
        solid = list(filter(None, solid))
    found += solid
    starts += begins
    ends += stops


def _is_short(word: str) -> bool:
    """Whether a full stop behind a word is the word's own: an initial, an abbreviation."""
    if len(word) == 1:
        return word.isupper() and word != "I"
    return word.lower() in _ABBREVIATED


def _kind(word: str, low: str) -> str:
    if not word:
        return QUOTE
    first = word[0]
    if first.isalpha():
        letter = _CLASS.get(low)
        if letter and (
            word == low or (letter in "PDOK" and (len(word) == 1 or not word.isupper()))
        ):
            return letter
        if first.isupper():
            return NAME
        return ADVERB if low.endswith("ly") and len(low) > 4 else WORD
    if first.isdigit():
        return "9"
    if len(word) > 1:
        return "." if first == "." else "-"
    return _PUNCTUATION.get(first, "?")


def _bind(lower: list[str], kinds: list[str], i: int) -> None:
    """Makes the small words inside names a part of them: Azevedo e Silva, van der Berg."""
    j = i
    while lower[j] in words.BINDING and j < i + 2:
        j += 1
    if j > i and kinds[j] == NAME:
        kinds[i:j] = NAME * (j - i)


def _sentences(
    found: list[str], lower: list[str], kinds: list[str], said: Mapping[int, str], names: Set[str]
) -> list[int]:
    """The first token of each sentence; a capital that only begins one is taken for that."""
    n = len(found)
    first = [0] if n else []
    for match in _ENDS.finditer("".join(kinds)):
        i = match.start()
        if i + 1 == n:
            break
        follows = kinds[i + 1]
        capital = found[i + 1][:1].isupper()
        if kinds[i] == ":":  # a label or a dateline before a sentence: "LONDON: The"
            short = i - first[-1] <= 6
            fresh = capital and short and not _FINITE.intersection(kinds[first[-1] : i])
        elif kinds[i] == STOP:
            fresh = (capital or follows in "Q9(-?") and found[i] != ";"
            if fresh and i and found[i] == "." and lower[i - 1].rstrip(".") in _TITLES:
                fresh = False
        else:
            last = said[i]
            fresh = (
                last in ".!?…"
                and last != ""
                and (follows == QUOTE or (follows != STOP and capital))
            )
            if fresh and last in "!?…" and follows in "NDP" and _says_next(kinds, i + 1):
                fresh = False  # “Why?” Ana Paz asked.
        if fresh:
            first.append(i + 1)
    for i in first:
        if kinds[i] == NAME:
            kinds[i] = _initial(found, lower, kinds, i, names)
        elif kinds[i] == ".":
            kinds[i] = "-"
    return first


def _says_next(kinds: list[str], i: int) -> bool:
    for kind in kinds[i : i + 6]:
        if kind in "SH":
            return True
        if kind not in "NDPwR":
            return False
    return False


def _initial(found: list[str], lower: list[str], kinds: list[str], i: int, names: Set[str]) -> str:
    """The class of a word that has a capital because its sentence begins with it."""
    low, word = lower[i], found[i]
    if low.rstrip(".") in words.TITLE or (word.isupper() and len(word) > 1):
        return NAME
    if low in _CLASS:
        return _CLASS[low]
    if low in words.PERSON_NOUN:
        return WORD
    if word in names or (kinds[i + 1 : i + 2] == [","] and lower[i + 2 : i + 3] in _INTRODUCING):
        return NAME
    if low.endswith(("ed", "ing", "ly")):
        return ADVERB
    return NAME if kinds[i + 1 : i + 2] == [NAME] else WORD
