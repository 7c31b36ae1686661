"""Whether marked words are somebody's words at all, or a title, a name, a wink."""

from __future__ import annotations

from stance.extraction import words
from stance.extraction.candidates import Analysed, Candidate, Setting
from stance.extraction.marks import Marked

_PERSONAL = frozenset(["i", "we", "you", "my", "our", "your", "me", "us", "i'm", "i’m", "we're", "we’re", "i've", "i’ve", "it's", "it’s"])


def quote_features(
    text: str,
    m: Marked,
    here: Analysed,
    at: int,
    given: Setting,
    chosen: Candidate | None,
) -> list[str]:
    """What tells a quotation from a name in marks, `chosen` being its likeliest speaker."""
    tokens = here.tokens
    kinds, lower, sentence = tokens.kinds, tokens.lower, tokens.sentence[at]
    inside = text[m.start : min(m.end, m.start + 300)].split()
    capital = sum(w[0].isupper() for w in inside if w[0].isalpha())
    small = sum(w[0].islower() for w in inside)
    long_small = sum(w[0].islower() and len(w) > 3 for w in inside)
    title = capital >= 2 and long_small == 0
    case = "T" if title else "C" if capital and not small else "m" if capital > 1 else "l"
    personal = any(w.lower().strip(".,!?") in _PERSONAL for w in inside)
    low = at
    while low and tokens.sentence[low - 1] == sentence:
        low -= 1
    high = at
    while high + 1 < len(kinds) and tokens.sentence[high + 1] == sentence:
        high += 1
    span = kinds[low : high + 1]
    left = tokens.lower[at - 1] if at > low else ""
    left2 = tokens.lower[at - 2] if at > low + 1 else ""
    naming = left in words.NAMING or (left == "," and left2 in words.NAMING)
    verb = "S" if "S" in span else "H" if "H" in span else "V" if "V" in span else "-"
    rule = chosen.rule if chosen else "none"
    relation = chosen.mention.relation if chosen else "none"
    group = (
        left
        if left in ("the", "a", "an", "his", "her", "their", "as", "is", "was")
        else kinds[at - 1]
        if at > low
        else "^"
    )
    after = kinds[at + 1] if at < high else "$"
    in_list = span.count("Q") > 2 and given.before in ",KQ" and given.after in ",KQ$."
    heading = here.paragraph.end - here.paragraph.start < 140 and "." not in kinds
    size = given.size + ("1" if m.single else "")
    return [
        "b",
        f"s {size} {given.end}",
        f"sb {size} {given.begin} {case}",
        f"ba {given.before} {given.after}",
        f"bas {given.before} {given.after} {given.size}",
        f"g {group} {given.size}",
        f"ga {group} {after}",
        f"c {case} {given.size} {naming}",
        f"n {naming} {verb}",
        f"v {verb} {size}",
        f"r {rule}",
        f"rs {rule} {size}",
        f"rg {relation} {given.before} {given.begin}",
        f"p {personal} {given.size}",
        f"a {given.alone} {given.size} {given.end}",
        f"l {in_list} {case}",
        f"h {heading} {m.single} {size}",
        f"e {given.end} {given.begin} {given.after}",
        f"cl {m.closed} {m.opened} {given.size}",
        f"x {left in words.BASE} {verb} {given.begin}",
    ]
