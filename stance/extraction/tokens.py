"""The words of a paragraph outside its quotations, each quotation standing as one token."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass, field

from stance.extraction import words
from stance.extraction.marks import Marked
from stance.extraction.paragraphs import Paragraph

# Classes of tokens, one letter each, so that a sentence's classes are a string to match against.
QUOTE, STOP, COMMA, COLON, DASH, OPEN, CLOSE, OTHER = "Q", ".", ",", ":", "-", "(", ")", "?"
NAME, NUMBER, WORD = "N", "9", "w"
PRONOUN, DETERMINER, PREPOSITION, CONJUNCTION = "P", "D", "O", "K"
AUXILIARY, ADVERB, SAY, HOLD, POSSESSED = "A", "R", "S", "H", "G"

_TOKEN = re.compile(
    r"(?:(?:Mr|Mrs|Ms|Mx|Dr|Drs|Sen|Sens|Rep|Reps|Gov|Govs|Gen|Col|Capt|Lt|Sgt|Cpl|Rev|Prof|St|Jr|Sr|"
    r"Hon|Pres|Maj|Cmdr|Adm|Supt|Det|Fr|Insp|Atty|Assn|Inc|Corp|Co|Ltd|No|vs|Jan|Feb|Aug|Sept|Oct|"
    r"Nov|Dec|Ariz|Calif|Colo|Conn|Fla|Ga|Ill|Ind|Kan|Ky|La|Md|Mich|Minn|Miss|Mo|Neb|Nev|Okla|Pa|"
    r"Tenn|Tex|Va|Vt|Wash|Wis|Wyo)\.(?=\s))"
    r"|(?:[A-Za-z]\.){2,}(?:-[A-Z][a-z]*\.?)*|[A-Z]\.(?=\s[A-Z])"
    r"|[^\W\d_]\w*(?:[-’'&.](?=\w)\w+)*(?:(?<=[sxz])[’'](?!\w))?|\d[\d,.:]*(?<=\d)(?:[-’']?\w+)*|\.{2,}|-{2,}|[^\w\s]|\w"
)
_CLASS: dict[str, str] = {}
for _letter, _words in (
    (HOLD, words.HOLD_FORMS),
    (SAY, words.SAY_FORMS),
    (ADVERB, words.ADVERB),
    (AUXILIARY, words.AUXILIARY),
    (PREPOSITION, words.PREPOSITION),
    (CONJUNCTION, words.CONJUNCTION),
    (DETERMINER, words.DETERMINER),
    (PRONOUN, words.PRONOUN),
):
    _CLASS.update(dict.fromkeys(_words, _letter))
# Forms that are a noun far more often than a verb that reports.
for _noun in ["report", "reports", "text", "texts", "post", "posts", "note", "notes", "message", "messages", "question", "questions", "blog", "blogs", "comment", "comments", "cry", "joke", "jokes", "laugh", "smile", "sigh", "sum", "point", "points", "issue", "issues", "view", "views", "email", "emails", "caption", "fire", "hand", "claim", "charge", "charges", "brand", "term", "label", "label", "labels", "hail", "fault", "hint", "promise", "attack", "run", "set", "mock", "address", "mean", "judge", "judges", "rule", "rules", "guess", "voice", "rap", "back", "pen", "hold", "press", "toast", "demand", "request", "detail", "details", "estimate", "estimates", "answer", "remark", "remarks", "support", "cut", "break", "breaks"]:
    _CLASS[_noun] = "V"
NOUN_OR_VERB = "V"
_PUNCTUATION = {
    ".": STOP, "!": STOP, "?": STOP, "…": STOP, ",": COMMA, ":": COLON, ";": STOP,
    "-": DASH, "–": DASH, "—": DASH, "(": OPEN, "[": OPEN, ")": CLOSE, "]": CLOSE,
}  # fmt: skip
_ABBREVIATION = frozenset(
    ["mr", "mrs", "ms", "dr", "sen", "rep", "gov", "gen", "col", "capt", "lt", "sgt", "rev", "prof", "st", "hon", "maj"]
)


@dataclass(slots=True)
class Tokens:
    """Parallel lists over the tokens of a paragraph.

    `kinds` holds one class letter a token; `quotes` the index of the marked text, or -1;
    `sentence` the number of the token's sentence.
    """

    words: list[str]
    lower: list[str]
    starts: list[int]
    ends: list[int]
    kinds: str
    quotes: list[int]
    sentence: list[int]
    first: list[int] = field(default_factory=list)  # index of each sentence's first token
    at: dict[int, int] = field(default_factory=dict)  # marked text → token

    def __len__(self) -> int:
        return len(self.words)


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
    quotes: list[int] = []
    at: dict[int, int] = {}
    position = paragraph.start
    for index in [*outer, -1]:
        limit = marked[index].outer if index >= 0 else paragraph.end
        for match in _TOKEN.finditer(text, position, limit):
            found.append(match.group())
            starts.append(match.start())
            ends.append(match.end())
            quotes.append(-1)
        if index >= 0:
            at[index] = len(found)
            found.append("")
            starts.append(marked[index].outer)
            ends.append(marked[index].outer_end)
            quotes.append(index)
            position = max(position, marked[index].outer_end)
    lower = [w.lower() for w in found]
    kinds = [_kind(w, low, q) for w, low, q in zip(found, lower, quotes, strict=True)]
    _bind(lower, kinds)
    tokens = Tokens(found, lower, starts, ends, "", quotes, [], [], at)
    _sentences(text, tokens, kinds, marked, names)
    tokens.kinds = "".join(kinds)
    return tokens


def _kind(word: str, low: str, quote: int) -> str:
    if quote >= 0:
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
        if low.endswith("ly") and len(low) > 4:
            return ADVERB
        return WORD
    if first.isdigit():
        return NUMBER
    return _PUNCTUATION.get(first, OTHER if len(word) == 1 else STOP if first == "." else DASH)


def _bind(lower: list[str], kinds: list[str]) -> None:
    """Makes the small words inside names a part of them: Azevedo e Silva, van der Berg."""
    for i in range(1, len(kinds) - 1):
        if lower[i] in words.BINDING and kinds[i] in "wDAO" and kinds[i - 1] == NAME:
            j = i + 1
            while j < len(kinds) - 1 and lower[j] in words.BINDING and j < i + 3:
                j += 1
            if kinds[j] == NAME:
                kinds[i] = NAME


def _sentences(
    text: str, tokens: Tokens, kinds: list[str], marked: Sequence[Marked], names: Set[str]
) -> None:
    """Numbers the sentences, and takes a capital at the head of one for what it is."""
    number, fresh = 0, True
    n = len(kinds)
    numbers = tokens.sentence
    for i in range(n):
        kind = kinds[i]
        if fresh:
            tokens.first.append(i)
            fresh = False
            if kind == NAME:
                low = tokens.lower[i]
                if (low in _CLASS and low not in words.TITLE) and not tokens.words[i].isupper():
                    kinds[i] = _CLASS[low]
                elif low in words.PERSON_NOUN and low not in words.TITLE:
                    kinds[i] = WORD
                elif tokens.words[i] not in names and not tokens.words[i].isupper():
                    if low.endswith(("ed", "ing", "ly")):
                        kinds[i] = ADVERB
                    elif (i + 1 == n or kinds[i + 1] != NAME) and low not in words.TITLE:
                        kinds[i] = WORD
        numbers.append(number)
        if i + 1 == n:
            break
        follows = kinds[i + 1]
        if kind == STOP:
            word = tokens.words[i]
            fresh = follows in "Q9(-?" or tokens.words[i + 1][:1].isupper()
            if word == ";" or (word == "." and i and tokens.lower[i - 1] in _ABBREVIATION):
                fresh = False
        elif kind == QUOTE:
            m = marked[tokens.quotes[i]]
            last = text[m.end - 1] if m.end > m.start else ""
            fresh = last in ".!?…" and (
                follows == QUOTE or (follows != STOP and tokens.words[i + 1][:1].isupper())
            )
            if fresh and last in "!?…" and follows in "NDP":
                # “Why?” Ana Paz asked.
                ahead = kinds[i + 1 : i + 7]
                for k in ahead:
                    if k in "SH":
                        fresh = False
                    if k not in "NDPwR":
                        break
        if fresh:
            number += 1
