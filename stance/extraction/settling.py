"""The classes of words as the words around them change them."""

from __future__ import annotations

import re

from stance.extraction import reporting, words
from stance.extraction.bodies import bind_body, bind_phrases, bind_spelled
from stance.extraction.classes import ADVERB, BREAK, NAME, QUOTE, WORD
from stance.extraction.wording import OWNING, places

_ASIDE = re.compile(",(D?)R?[wN]{1,3}$")
_BOUND = re.compile("N(?=[wDAO]{1,2}N)")
# A form that may be a verb, after a word that only a noun follows: "the volunteers", "in reply".
_DETERMINED = re.compile("DR?(?=[SHA])|O(?=[SH])|P(?=[wNV9])|D[w9](?=[SH])")
_INNER = re.compile("[SHw,]O(?=[Nw])")
_AND = re.compile(r"N\?(?=N)")
_TIMES = frozenset(("times", "news"))  # "a Gris Times report that"
_THAT = re.compile("OK(?=[wN])")
_JOINING = re.compile("N[K(](?=N)")
_PARTING = ("without", "against", "beyond")
_MARKS = 14  # tokens on either side of "once"
_SINGULAR = frozenset(("a", "an", "this", "another", "every"))
_ONE = frozenset(("one", "another", "each", "every"))
_SEVERAL = frozenset(
    words.listed("""
    these those some many several few both all most two three four five six seven
    eight nine ten
""")
)
_DEFINITE = (words.ARTICLE | words.POSSESSIVE) - {"her"}
# Of the everyday verbs, those that may be nouns.
_PLANS = frozenset(words.listed("plans hopes needs works lives drives rises looks"))
_KNOWN = frozenset(("know", "known"))
_BODIES = frozenset(("nobody", "everybody", "somebody", "anyone", "everyone", "nothing"))
_BEGINNING = frozenset(("began", "begins", "went", "goes"))
# What may follow a verb that reports only where it is a noun: "said talks would", and so with
# phrases, "said hopes of a deal had", and with what was done, "said promises made".
_TOLD_OF = re.compile(r"[SHV](?=[SHVA](?:(?:O(?:D{0,4}R?[wN9V]{1,6}|P)){0,3}A|w))")
_VERBS = re.compile("[SHV]")


def settle(words_: list[str], lower: list[str], kinds: list[str]) -> None:
    """Changes classes by the words before: "the volunteers", "Tuesday's call", "van der Berg"."""
    for i in places(lower, "former"):
        if lower[i - 2 : i] == ["current", "and"]:  # "current and former officials"
            kinds[i - 1] = WORD
        elif lower[i + 1 : i + 3] == ["and", "current"]:
            kinds[i + 1] = WORD
    for i in places(lower, "half"):
        if kinds[i + 1] == "D":
            kinds[i] = "D"  # "half a beard", "half the town"
    for match in _DETERMINED.finditer("".join(kinds)):
        i = match.end()
        if kinds[i - 1] == "P":
            if lower[i - 1] == "her":  # "her country", but "told her that"
                kinds[i - 1] = "D"
        elif lower[i - 1] == "to" and lower[i - 2] in words.BEFORE_TO:
            continue  # "used to say"
        elif lower[i - 2 : i] == ["of", "his"] and words.BASE.get(lower[i]) != lower[i]:
            kinds[i - 1] = "P"  # "a friend of his said"
        elif lower[i] == "read" and QUOTE in kinds[i + 1 : i + 2 + (kinds[i + 1] == ":")]:
            continue  # "a placard against a pram read “…”", "read: “…”"
        elif kinds[i - 1] == "R":
            if lower[i - 2] in words.ARTICLE and lower[i].endswith("ing"):
                kinds[i] = WORD  # "at an earlier hearing"
        elif (
            lower[i - 1] in _DEFINITE
            or lower[i - 1] in ("same", "such")
            or (lower[i - 1] == "no" and lower[i + 1] != "that")
            or (
                (kinds[i - 1] == "O" or lower[i - 2] in _SINGULAR)
                and words.BASE.get(lower[i]) == lower[i]
            )
            or (lower[i].endswith("ing") and kinds[i + 1] in "SHVA")  # "the latest ruling says"
            or _disagrees(lower[i - 1], lower[i])
        ):
            kinds[i] = WORD
    for mark in "'’":
        for i in places(lower, mark):
            if kinds[i - 1] == NAME and kinds[i + 1] == "9" and len(lower[i + 1]) == 2:
                kinds[i : i + 2] = ADVERB, ADVERB  # "Ana Paz ’26 said"
    for match in _VERBS.finditer("".join(kinds)):
        i = match.start()
        if lower[i] == "back" and kinds[i - 1] in "SH":
            kinds[i] = "R"  # "shouted back"
        elif i and words_[i - 1].endswith(OWNING) and words.BASE.get(lower[i]) == lower[i]:
            kinds[i] = WORD  # "Tuesday's call"
        elif lower[i] == "state" and kinds[i + 1] in (NAME, WORD) and kinds[i - 1] != "P":
            kinds[i] = WORD  # "state Rep. Ana Paz", "Norland state media"
        elif kinds[i] == "V" and _states(lower, kinds, i):
            kinds[i] = "H"  # "the bank estimates that loans are", unlike "reports that were"
        elif kinds[i] == "V" and _tags(lower, kinds, i):
            kinds[i] = "S"  # "…, the study notes, a hint", "…, researchers report today"
    for match in _TOLD_OF.finditer("".join(kinds)):
        i = match.end()
        if words.BASE.get(lower[i - 1]) in reporting.BARE and _is_noun(lower, kinds, i):
            kinds[i] = WORD
    for i in places(lower, "release"):
        if lower[i - 1] in ("press", "news", "media"):
            kinds[i] = WORD
    for i in (*places(lower, "holds"), *places(lower, "held")):
        if lower[i + 1] == "that" and kinds[i - 1] != "O" and _is_held(lower, kinds, i + 2):
            kinds[i] = "H"  # "the judge held that he", unlike "holds that view"
    for i in (*places(lower, "hopes"), *places(lower, "hoped")):
        clause = lower[i + 1] == "that" or kinds[i + 1] in "DPN9"
        if clause and kinds[i - 1] in "PNRw" and lower[i - 1][-2:] != "ed":
            kinds[i] = "H"  # "the union hopes it", unlike "raised hopes that"
    for i in places(lower, "state"):
        if kinds[i] == "S" and kinds[i - 1] in ",.O\n" and kinds[i + 1] in "wV":
            kinds[i] = WORD  # "…, state officials said"
    for i in (*places(lower, "long"), *places(lower, "since")):
        if kinds[i - 1] == "A" and kinds[i + 1] in "SHA":
            kinds[i] = "R"  # "has long argued", "has since said"
    for i in places(lower, "once"):
        told = kinds[i - 1] in "NwP" and kinds[i + 1] in "SH" and not lower[i + 1].endswith("ing")
        # beside marks the weights, learned without this, find who speaks
        if told and QUOTE not in kinds[max(0, i - _MARKS) : i + _MARKS]:
            kinds[i] = "R"  # "his wife once told a reporter that"
    for i in places(lower, "let"):
        if not _KNOWN.isdisjoint(lower[i + 2 : i + 6]):
            kinds[i] = "A"  # "the board let it be known that"
    begun = not _BEGINNING.isdisjoint(lower)
    for i in (
        [i for i, w in enumerate(lower) if w in _BEGINNING and kinds[i] == "A"] if begun else ()
    ):
        behind = i + 1 + (lower[i + 1] == "on")
        tagged = behind > i + 1 and kinds[i - 2] == QUOTE  # “…” he went on.
        if behind > i + 1 and kinds[behind] == ".":  # "It rained, Ana Paz went on."
            first = i - 2
            while kinds[first] == NAME:
                first -= 1
            tagged |= kinds[first] == ","
        if kinds[i - 1] in "PN" and (tagged or kinds[behind] in (",", QUOTE)):
            kinds[i] = "S"  # "he began, “so …”", "he went on, “and …”"
    for match in _AND.finditer("".join(kinds)):
        if lower[match.end() - 1] == "&":
            kinds[match.end() - 1] = NAME  # "Burke & Steel"
    for match in _INNER.finditer("".join(kinds)):
        i = match.end()
        before = words_[match.start()]
        named = kinds[i] == NAME or lower[i] in words.BINDING
        if named and words_[i - 1][0].isupper() and (before.islower() or before == ","):
            kinds[i - 1] = NAME  # "says Per Brandt", "the clerk, Per van der Berg"
    for match in _THAT.finditer("".join(kinds)):
        if lower[match.end() - 1] == "that":
            kinds[match.end() - 1] = "D"  # "in that line"
    for word in _PARTING:
        for i in places(lower, word):
            capitals = all(map(str.isupper, (w[:1] for w in words_[i - 1 : i + 2])))
            if capitals and (lower[i - 1][-1] == "s" or lower[i - 1] in words.INSTITUTION):
                kinds[i - 1 : i + 1] = NAME, NAME  # "Doctors Without Borders"
    settled = "".join(kinds)
    for match in _BOUND.finditer(settled):
        _bind(lower, kinds, match.end())
    for match in _JOINING.finditer(settled):
        i = match.end() - 1
        if kinds[i] == "(":
            bind_spelled(words_, lower, kinds, i)
        elif lower[i] == "and":
            bind_body(words_, lower, kinds, i)
    bind_phrases(words_, lower, kinds, settled)


def _disagrees(some: str, form: str) -> bool:
    """Whether a form cannot be the verb of who is told by number alone, so that it is a noun.

    >>> _disagrees("one", "volunteer"), _disagrees("some", "claims"), _disagrees("some", "claim")
    (True, True, False)
    """
    verb = words.BASE.get(form)
    if verb == form:
        return some in _ONE and form not in words.UNCHANGED
    return some in _SEVERAL and form.endswith("s")


_BEFORE_CLAUSE = frozenset(("if", "when", "while", "although", "because", "so", "as", "what"))


def _states(lower: list[str], kinds: list[str], i: int) -> bool:
    """Whether what may be a noun is a verb, with its subject before it and a clause behind."""
    plural = lower[i - 1].endswith("s")  # "the authors report that", unlike "news reports that"
    subject = kinds[i - 1] in (NAME, WORD, "V") and lower[i - 1] not in _TIMES
    base = words.BASE.get(lower[i], lower[i]) == lower[i]
    verb = base if plural else lower[i].endswith("s") and not base
    verb |= kinds[i - 1] == NAME and lower[i].endswith("s") and not base  # "Gris points out that"
    that = i + 1 + (lower[i + 1] == "out")  # "points out that"
    if not (subject and verb and lower[that] == "that"):
        return False
    if kinds[that + 1] in "PDNw9" or (kinds[that + 1] == "R" and kinds[that + 2] in "O9"):
        return True
    # "the bank estimates that about half", "the ministry notes that if it"
    return not plural and (kinds[that + 1] in "RO" or lower[that + 1] in _BEFORE_CLAUSE)


def _tags(lower: list[str], kinds: list[str], i: int) -> bool:
    """Whether what may be a noun is the verb of who speaks in an aside, or behind his words."""
    base = words.BASE.get(lower[i], lower[i]) == lower[i]
    if base is not lower[i - 1].endswith("s") or kinds[i + 1] not in ("R", ".", ",", BREAK):
        return False
    subject = _ASIDE.search("".join(kinds[max(0, i - 5) : i]))
    person = lower[i - 1].removesuffix("s") in words.PERSON_NOUN
    return subject is not None and (subject[1] == "D" or person)


def _is_held(lower: list[str], kinds: list[str], i: int) -> bool:
    """Whether a clause begins behind "holds that": a subject, or a noun with its verb."""
    if kinds[i] != "w":
        return kinds[i] in "PDN9K"
    return lower[i].endswith("s") or lower[i] in _BODIES or kinds[i + 1] in "ASH"


def _is_noun(lower: list[str], kinds: list[str], i: int) -> bool:
    """Whether what has the form of a verb is the noun a reported clause begins with."""
    if kinds[i] == "A" and lower[i] not in _PLANS:
        return False
    if kinds[i + 1] == "w" and not lower[i + 1].endswith("ed"):
        return False
    return lower[i].endswith("s") or words.BASE.get(lower[i]) == lower[i]


def _bind(lower: list[str], kinds: list[str], i: int) -> None:
    """Makes the small words inside names a part of them: Azevedo e Silva, van der Berg."""
    j = i
    while lower[j] in words.BINDING and j < i + 2:
        j += 1
    if j > i and kinds[j] == NAME:
        kinds[i:j] = NAME * (j - i)
