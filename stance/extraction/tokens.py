"""The words of a paragraph outside its quotations, each quotation standing as one token."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import accumulate, pairwise
from operator import add, itemgetter

from stance.extraction import words
from stance.extraction.marks import Marked
from stance.extraction.names import FEMALE, MALE
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
    r"|@?[^\W\d_]\w*+(?:[-’'&.](?=\w)\w++)*+(?:(?<=[sxz])[’'](?!\w))?"
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
    listed("""
    mr mrs ms mx messrs dr drs sen sens rep reps gov govs gen gens col capt cpt lt sgt ssgt cpl
    pvt pfc spc rev prof profs st hon maj cllr ald mme mlle msgr pte
""")
)
_ABBREVIATED = _TITLES | frozenset(
    listed("""
    jr sr pres cmdr adm supt det fr insp atty assn inc corp co ltd no vs jan feb aug sept oct nov
    dec bros dept mt ft ave blvd ariz calif colo conn fla ga ill ind kan ky la md mich minn miss
    mo neb nev okla pa tenn
    tex va vt wash wis wyo
""")
)
_ENDS = re.compile("[.:Q]")
_BOUND = re.compile("N(?=[wDAO]{1,2}N)")
# A form that may be a verb, after a word that only a noun follows: "the volunteers", "in reply".
_DETERMINED = re.compile("D(?=[SHA])|O(?=[SH])|P(?=[wNV9])|Dw(?=[SH])")
_SINGULAR = frozenset(("a", "an", "this", "another", "every"))
_DEFINITE = (words.ARTICLE | words.POSSESSIVE) - {"her"}
# Given names that are no other word, and what follows one that acts: "Rosa laughs", "Rosa, who".
_GIVEN = (MALE | FEMALE) - frozenset(
    listed("""
    mark hope grant bill rose drew guy dawn frank faith joy grace christian max art sue rob pat
    jean hazel olive pearl ruby amber crystal penny sandy holly ivy daisy lily iris violet heather
    summer autumn dean don earl duke gene jack jay ray rich rod sandy terry victor wade wayne chase
    chuck clay cliff curt dale miles norm page paige pierce reed skip tony ty ward flora florence
    georgia jordan madison austin dallas israel israeli chad angel blanca carol cherry mercedes
    guadalupe concepción lourdes pilar rosario consuelo esperanza
""")
)
_ACTING = frozenset("ASHVw,R")
_OWNING = ("'s", "’s", "s'", "s’")
_FINITE = frozenset("SHVA")
# Behind a comma, what a name has before it that the text has not given yet: "Fulgencio, who".
_INTRODUCING = tuple([word] for word in listed("who whose his her their"))
_NOUNS_LY = frozenset(
    listed("family assembly weekly daily monthly quarterly supply rally reply bully anomaly")
)
_MOST_SEEN = 100_000


class _Seen(dict[str, tuple[str, str, str]]):
    """For pieces of text their word, the word in small letters, and its class by itself."""

    def __missing__(self, piece: str) -> tuple[str, str, str]:
        word = piece.rstrip()
        low = word.lower()
        known = self[piece] = (word, low, _kind(word, low))
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

    def last_verb(self, sentence: int) -> int:
        """The last token of a sentence that may be a verb of speech; -1 if there is none."""
        k = bisect_left(self.verbs, self.past(sentence))
        return self.verbs[k - 1] if k and self.verbs[k - 1] >= self.first[sentence] else -1


_VERBS = re.compile("[SHV]")


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
    if len(_SEEN) > _MOST_SEEN:
        _SEEN.clear()
    begin = position = _past_space(text, paragraph.start, paragraph.end)
    pieces: list[str] = []
    quoted: list[tuple[int, int, int]] = []  # a marked text, its length, that with space behind
    for index in outer:
        m = marked[index]
        pieces += _TOKEN.findall(text, position, m.outer)
        pieces.append("")
        position = _past_space(text, m.outer_end, paragraph.end)
        quoted.append((index, m.outer_end - m.outer, position - m.outer))
    pieces += _TOKEN.findall(text, position, paragraph.end)
    seen = _joined(pieces, list(map(_SEEN.__getitem__, pieces)))
    found, lower, kinds = list(map(_WORDS, seen)), list(map(_LOWER, seen)), list(map(_KINDS, seen))
    steps, lengths = list(map(len, pieces)), list(map(len, found))
    at: dict[int, int] = {}
    i = -1
    for index, length, step in quoted:
        i = found.index("", i + 1)
        at[index], lengths[i], steps[i] = i, length, step
    starts = list(accumulate(steps[:-1], initial=begin)) if steps else []
    ends = list(map(add, starts, lengths))
    if text[paragraph.start : paragraph.end].isupper():  # where all is in capitals they say nothing
        kinds = [_CLASS.get(low, kind) for low, kind in zip(lower, kinds, strict=True)]
    if "former" in lower:  # "current and former officials"
        for i in range(2, len(lower) - 1):
            if lower[i - 1] == "and" and {lower[i - 2], lower[i]} == {"current", "former"}:
                kinds[i - 1] = WORD
    i = 1
    while kinds[:1] == ["D"] and i < len(found) and found[i].isupper() and len(found[i]) > 4:
        kinds[i] = _CLASS.get(lower[i], WORD)  # "A BUILDER who": capitals open the story
        i += 1
    for match in _DETERMINED.finditer("".join(kinds)):
        i = match.end()
        if kinds[i - 1] == "P":
            if lower[i - 1] == "her":  # "her country", but "told her that"
                kinds[i - 1] = "D"
        elif lower[i - 1] == "to" and lower[i - 2] in words.BEFORE_TO:
            continue  # "used to say"
        elif lower[i - 1] in _DEFINITE or (
            (kinds[i - 1] == "O" or lower[i - 2] in _SINGULAR)
            and words.BASE.get(lower[i]) == lower[i]
        ):
            kinds[i] = WORD
    for match in _VERBS.finditer("".join(kinds)):
        i = match.start()
        if i and found[i - 1].endswith(_OWNING) and words.BASE.get(lower[i]) == lower[i]:
            kinds[i] = WORD  # "Tuesday's call"
    for match in _BOUND.finditer("".join(kinds)):
        _bind(lower, kinds, match.end())
    said = {i: text[marked[index].start : marked[index].end][-1:] for index, i in at.items()}
    first = _sentences(found, lower, kinds, said, names)
    sentence: list[int] = []
    for number, (low, high) in enumerate(pairwise([*first, len(found)])):
        sentence += [number] * (high - low)
    letters = "".join(kinds)
    verbs = [m.start() for m in _VERBS.finditer(letters)]
    return Tokens(found, lower, starts, ends, letters, sentence, first, at, verbs)


def _past_space(text: str, start: int, end: int) -> int:
    while start < end and text[start].isspace():
        start += 1
    return start


def _joined(pieces: list[str], seen: list[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """What is known of pieces, after the full stop of an abbreviation has gone to its word."""
    found = list(map(_WORDS, seen))
    i, short = 0, False
    while True:
        try:
            i = found.index(".", i + 1)
        except ValueError:
            break
        word = found[i - 1]
        if len(pieces[i]) > 1 and len(pieces[i - 1]) == len(word) and _is_short(word):
            if word == "X" and i > 1 and found[i - 2] in ("on", "to", "via"):
                continue  # no initial, but where one posts
            pieces[i - 1] += pieces[i]
            pieces[i], short = " ", True
    if not short:
        return seen
    pieces[:] = [piece for piece in pieces if piece != " "]
    return list(map(_SEEN.__getitem__, pieces))


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
            word == low
            or word[:2] in ("I’", "I'")
            or (letter in "PDOK" and (len(word) == 1 or not word.isupper()))
        ):
            return letter
        if first.isupper():
            return NAME
        return ADVERB if low.endswith("ly") and len(low) > 4 and low not in _NOUNS_LY else WORD
    if first == "@" and len(word) > 1:
        return NAME  # who posts
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
    if low == "then" and kinds[i + 1 : i + 2] != [NAME]:
        return ADVERB  # "Then came Ana Paz", unlike "Then Mayor Ana Paz"
    if low.rstrip(".") in words.TITLE or (word.isupper() and len(word) > 1):
        return NAME
    if low in _CLASS:
        return _CLASS[low]
    if low in words.PERSON_NOUN:
        return WORD
    if word in names or (kinds[i + 1 : i + 2] == [","] and lower[i + 2 : i + 3] in _INTRODUCING):
        return NAME
    if low in _GIVEN and "".join(kinds[i + 1 : i + 2]) in _ACTING:
        return NAME
    if low.endswith(("ed", "ing", "ly")):
        return ADVERB
    return NAME if kinds[i + 1 : i + 2] == [NAME] else WORD
