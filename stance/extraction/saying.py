"""Whether marked words are somebody's words at all, or a title, a name, a wink."""

from __future__ import annotations

from bisect import bisect_left

from stance.extraction import words
from stance.extraction.candidates import Candidate, Setting
from stance.extraction.marks import Marked
from stance.extraction.reader import Analysed
from stance.extraction.templates import Part
from stance.extraction.words import listed

_FAR = 60  # tokens of a sentence looked at, on either side
_TELLING = (words.PREPOSITION | words.DETERMINER | words.CONJUNCTION | words.AUXILIARY) & frozenset(
    listed("""
    the a an his her their its our as is was are were be been to of in for on with by from about
    and or that not against into like no this these such because but than
""")
)
_SPEECH = frozenset(
    listed("word words phrase term message chant slogan line reading saying called")
)
_FREQUENT = frozenset(listed("say tell add call describe ask write argue accuse warn believe"))
_PERSONAL = frozenset(
    listed("""
    i we you my our your me us i'm i’m we're we’re i've i’ve it's it’s
""")
)
_MOST_SHAPES = 100_000


class _Shapes(dict[str, str]):
    """The shape of each word seen: C(apital), s(hort) or l(ong) in small letters; p(ersonal)."""

    def __missing__(self, word: str) -> str:
        shape = "C" if word[0].isupper() else ""
        if word[0].islower():
            shape = "s" if len(word) <= 3 else "l"
        if word.lower().strip(".,!?") in _PERSONAL:
            shape += "p"
        self[word] = shape
        return shape


_SHAPES = _Shapes()


def quote_parts(
    text: str,
    m: Marked,
    here: Analysed,
    at: int,
    given: Setting,
    chosen: Candidate | None,
) -> list[Part]:
    """What tells a quotation from a name in marks, `chosen` being its likeliest speaker."""
    tokens = here.tokens
    kinds, sentence = tokens.kinds, tokens.sentence[at]
    if len(_SHAPES) > _MOST_SHAPES:
        _SHAPES.clear()
    inside = text[m.start : min(m.end, m.start + 300)].split()
    shapes = "".join(map(_SHAPES.__getitem__, inside))
    capital, long = shapes.count("C"), "l" in shapes
    titled = capital >= 2 and not long
    small = long or "s" in shapes
    case = "T" if titled else "C" if capital and not small else "m" if capital > 1 else "l"
    personal = "p" in shapes
    low = max(tokens.first[sentence], at - _FAR)
    high = min(tokens.past(sentence), at + _FAR) - 1
    span = kinds[low : high + 1]
    left = tokens.lower[at - 1] if at > low else ""
    left2 = tokens.lower[at - 2] if at > low + 1 else ""
    naming = left in words.NAMING or (left == "," and left2 in words.NAMING)
    verb = "S" if "S" in span else "H" if "H" in span else "V" if "V" in span else "-"
    word = left if left in _TELLING else kinds[at - 1] if at > low else "^"
    if left.endswith(("'s", "’s")):
        word = "’s"
    right = tokens.lower[at + 1] if at < high else ""
    names_after = right in words.NAMING or tokens.lower[at + 2 : at + 3] == ["song"]
    near = chosen.parts[0][5] if chosen and chosen.parts[0][0] == "verb" else "?"
    after = kinds[at + 1] if at < high else "$"
    v = bisect_left(tokens.verbs, at) - 1
    governs = tokens.verbs[v] if v >= 0 and tokens.verbs[v] >= low else -1
    cue, opened = "-", "-"
    if governs >= 0:
        cue = words.BASE.get(tokens.lower[governs], "")
        cue = cue if cue in _FREQUENT else kinds[governs]
        opened = "t" if "that" in tokens.lower[governs + 1 : at] else ""
        opened += "," if "," in kinds[governs + 1 : at] else ""
        opened += "+" if at - governs > 6 else ""
    listed = span.count("Q") > 2 and given.before in ",KQ" and given.after in ",KQ$."
    heading = here.paragraph.end - here.paragraph.start < 140 and "." not in kinds
    rule = chosen.rule.replace(" ", "_") if chosen else "none"  # fields are parted by spaces
    relation = chosen.mention.relation if chosen else "none"
    size, single = given.size, m.single
    return [
        ("form", size, single, given.end, given.begin, case, m.closed, m.opened),
        ("place", given.before, given.after, size, given.end, given.begin, given.alone),
        ("word", word, after, size, naming, case, verb, personal),
        ("said", rule, size, single, relation, given.before, given.begin),
        ("near", near, relation, size, given.begin, case, word, names_after, left in _SPEECH),
        ("scope", cue, opened, word, size, given.begin, after),
        ("around", verb, size, single, listed, case, heading, left in words.BASE, given.begin),
    ]
