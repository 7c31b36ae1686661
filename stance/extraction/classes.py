"""The class of a word by itself: a letter, so that a paragraph's classes are a string."""

from __future__ import annotations

import re

from stance.extraction import words
from stance.extraction.words import listed

# Q(uotation), N(ame), 9 (number), w(ord of any other kind), P(ronoun), D(eterminer),
# O (preposition), K (conjunction), A(uxiliary or everyday verb), R (adverb), S(aying verb),
# H(olding verb), V (verb or noun of saying); full stop, comma, colon, dash, brackets, ? (other);
# a line end for what parts two paragraphs.
NAME, WORD, ADVERB, STOP, QUOTE, BREAK = "N", "w", "R", ".", "Q", "\n"
CLASS: dict[str, str] = {}
for _letter, _words in (
    ("H", words.HOLD_FORMS),
    ("S", words.SAY_FORMS),
    ("R", words.ADVERB),
    ("A", words.AUXILIARY),
    ("O", words.PREPOSITION),
    ("K", words.CONJUNCTION),
    ("D", words.DETERMINER),
    ("P", words.PRONOUN),
    ("P", words.CONTRACTED),
):
    CLASS.update(dict.fromkeys(_words, _letter))
# Forms that are a noun far more often than a verb that reports.
for _noun in listed("""
    report reports text texts post posts note notes message messages question questions blog
    blogs comment comments cry joke jokes laugh smile sigh sum point points issue issues view
    views email emails caption fire hand claim charge charges brand term label labels hail fault
    hint promise attack run set mock address mean judge judges rule rules guess voice rap back
    pen hold press toast demand request detail details estimate estimates answer remark remarks
    support cut break breaks beam beams roar roars storm storms rage rages hum hit hits
    paint paints pencil pencils chalk
"""):
    CLASS[_noun] = "V"
_PUNCTUATION = {
    ".": ".", "!": ".", "?": ".", "…": ".", ";": ".", ",": ",", ":": ":", "-": "-", "–": "-",
    "—": "-", "―": "-", "(": "(", "[": "(", ")": ")", "]": ")",
    BREAK: BREAK,
}  # fmt: skip
# A name with its article: "al-Assad", "el-Sisi", "d’Arc".
_ARTICLE = re.compile(rf"(?:{words.ARTICLE_OF_NAME})(?=[^\W\d_a-z])")
_NOUNS_LY = frozenset(
    listed("family assembly weekly daily monthly quarterly supply rally reply bully anomaly")
)
SHORT_TITLE = frozenset(
    listed("""
    mr mrs ms mx messrs dr drs sen sens rep reps gov govs gen gens col capt cpt lt sgt ssgt cpl
    pvt pfc spc rev prof profs st hon maj cllr ald mme mlle msgr pte engr barr smt ven
""")
)
ABBREVIATED = SHORT_TITLE | frozenset(
    listed("""
    jr sr pres cmdr adm supt det fr insp atty assn inc corp co ltd no vs jan feb aug sept oct nov
    dec bros dept mt ft ave blvd ariz calif colo conn fla ga ill ind kan ky la md mich minn miss
    mo neb nev okla pa tenn
    tex va vt wash wis wyo
""")
)


def kind(word: str, low: str) -> str:
    """The class of a word, which is `low` in small letters; of no word, that of a quotation."""
    if not word:
        return QUOTE
    first = word[0]
    if first.isalpha():
        letter = CLASS.get(low)
        if letter and (
            word == low or (letter in "PDOK" and (len(word) == 1 or not word.isupper()))
        ):
            return letter
        if "@" in word:
            return WORD  # an address, which nobody is called: desk@gazette.example
        if first.isupper() or _ARTICLE.match(word):
            return NAME
        return ADVERB if low.endswith("ly") and len(low) > 4 and low not in _NOUNS_LY else WORD
    if first == "@" and len(word) > 1:
        return NAME  # who posts
    if first.isdigit():
        return "9"
    if len(word) > 1:
        return "." if first == "." else "-"
    return _PUNCTUATION.get(first, "?")


def is_short(word: str) -> bool:
    """Whether a full stop behind a word is the word's own: an initial, an abbreviation."""
    if len(word) == 1:
        return word.isupper() and word != "I"
    return word.lower() in ABBREVIATED
