"""Whose a quotation is where the sentence behind it tells: “…” The line belongs to Ana Paz."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from stance.extraction import words
from stance.extraction.kinds import is_somebody
from stance.extraction.mentions import CLAIMS
from stance.extraction.phrases import Mention
from stance.extraction.reader import Analysed, Reader
from stance.extraction.words import listed

_SENTENCES = 2  # behind a quotation that are looked at
_VERDICT = 8  # tokens of a sentence that may stand between: "Partly true."
_REACH = 4  # tokens in which a sentence says that it speaks of the words
_SAYING = frozenset(
    listed(
        "phrase line claim word words quote quotation remark slogan comment formula verdict jibe"
        " voice speaker"
    )
)
_SO = frozenset(("so", "thus"))
_HOW = (["that", "is", "how"], ["that", "was", "how"])
_LINES = 3  # below a claim in which its speaker may be told
_WHOSE = frozenset(
    (
        "who",
        "who said it",
        "who said this",
        "who made it",
        "said by",
        "claimed by",
        "made by",
        "attributed to",
        "claimant",
        "speaker",
        "author",
        "quoted",
    )
)
# What somebody does who has just spoken: "“…” Ana Paz shrugs."
_GESTURE = frozenset(
    listed("""
    shrugs shrugged nods nodded smiles smiled laughs laughed sighs sighed grins grinned winks winked
    pauses paused snorts snorted giggles giggled chuckles chuckled frowns frowned
""")
)
_SHAKING = frozenset(("shakes", "shook"))
_THIS = frozenset(("the", "this", "that", "these", "those"))
_MADE = frozenset(("made", "repeated", "uttered", "spread"))
_SAID = frozenset(("said", "made", "written", "uttered"))
_WAS = frozenset(("was", "is", "were", "are"))
_FROM = frozenset(("by", "from"))
_NAMED = frozenset(("person", "org", "name"))

Claim = tuple[Mention, Analysed, str]


def claimed(reader: Reader, here: Analysed, at: int) -> Claim | None:
    """Who is said behind the quotation at token `at` to have said it: the mention, where, the rule.

    For words that nothing before them gives to anybody. Looked for behind it in its own paragraph,
    and in the first sentence below where it ends its own.
    """
    tokens = here.tokens
    own, end = tokens.sentence[at], tokens.sentence[-1]
    for sentence in range(own + 1, min(end, own + _SENTENCES) + 1):
        found = _told_in(here, sentence)
        if found is not None:
            return found, here, "signed below"
        if tokens.past(sentence) - tokens.first[sentence] > _VERDICT:
            return None
    if at + 2 >= len(tokens) and here.number + 1 < len(reader.paragraphs):
        below = reader[here.number + 1]
        verdict = 0 < len(below.tokens) < _VERDICT and here.number + 2 < len(reader.paragraphs)
        if verdict and ":" in below.tokens.kinds:
            below = reader[here.number + 2]  # behind "Verdict: False"
        found = _told_in(below, 0) if len(below.tokens) else None
        return (found, below, "signed below") if found is not None else None
    return None


def labelled(reader: Reader, here: Analysed, at: int) -> Claim | None:
    """Who a line near a claim that stands alone is told to say it: "Who said it: Ana Paz".

    In one of the next lines, or in the line above: as fact-checks are laid out.
    """
    tokens = here.tokens
    led = at > 0 and tokens.kinds[at - 1] == ":"
    if at > _REACH or not (at == 0 or led) or at + 2 < len(tokens):
        return None
    last = min(len(reader.paragraphs), here.number + 1 + _LINES)
    below = (reader[number] for number in range(here.number + 1, last))
    near = [*takewhile(lambda line: "Q" not in line.tokens.kinds, below)]  # else another's claim
    for line in [*near, reader[max(0, here.number - 1)]]:
        colon = line.tokens.kinds.find(":", 1, _REACH + 1)
        label = " ".join(line.tokens.lower[: max(0, colon)])
        if label in _WHOSE or (led and label == "source"):
            who = line.mentions[line.before(colon + 1) :][:2]
            rule = "signed below" if line.number > here.number else "lead-in above"
            return next(((m, line, rule) for m in who if _is_named(m, line)), None)
    return None


def is_listed_claim(here: Analysed, at: int) -> bool:
    """Whether a quotation stands behind its place in a list, not its speaker: "Claim 2: “…”"."""
    tokens = here.tokens
    label = tokens.kinds[at - 1] == ":" and not CLAIMS.isdisjoint(tokens.lower[:2])
    return label and at < _REACH and here.before(at) == 0


def _told_in(where: Analysed, sentence: int) -> Mention | None:
    """Who a sentence says said what stands before it."""
    tokens = where.tokens
    first, past = tokens.first[sentence], tokens.past(sentence)
    opening = tokens.lower[first : first + _REACH]
    inside = list(_mentions(where, first, past))
    if opening[0] in _SO and opening[1:2] != [","]:
        near = (m for m in inside if m.first <= first + 2)  # "So Paz sums up", "So says Paz"
        return next((m for m in near if m.kind in _NAMED or is_somebody(m, where)), None)
    if opening[0] == "that" and not _WAS.isdisjoint(opening[1:2]):
        for m in inside:
            if m.first == first + 2 and (is_somebody(m, where) or m.kind == "person"):
                return m
    if opening[:3] in _HOW or opening[:2] == ["it", "is"]:
        how = opening[:3] in _HOW
        for m in inside:
            says = how or tokens.lower[m.last + 1 : m.last + 4] == ["who", "says", "so"]
            if says and m.first == first + 2 + how and _is_named(m, where):
                return m
    if opening[0] == "with" and (opening[1:2] == ["that"] or opening[2:3] == ["words"]):
        return next((m for m in inside if m.subject and _is_named(m, where)), None)
    if inside and inside[0].first == first and _is_named(inside[0], where):
        then = tokens.lower[inside[0].last + 1 : inside[0].last + 4]
        if not _GESTURE.isdisjoint(then[:1]) or (then[2:] == ["head"] and then[0] in _SHAKING):
            return inside[0]
    if opening[0] in _THIS and not _SAYING.isdisjoint(opening[1:]):
        return next((m for m in inside if _owns(m, where)), None)
    for m in inside:
        behind = tokens.lower[m.last + 1 : m.last + 3]
        made = m.subject and behind[:1] and behind[0] in _MADE and not _THIS.isdisjoint(behind[1:])
        if made and tokens.lower[m.last + 3 : m.last + 4] and tokens.lower[m.last + 3] in _SAYING:
            return m  # "Ana Paz made the remark on Sunday."
        if m.before == "by" and opening[0] in _THIS and tokens.lower[m.first - 2] in _SAID:
            return m  # "This was said by Ana Paz."
        said = m.cue >= 0 and m.relation[:2] == "sv" and tokens.kinds[m.cue] == "S"
        if said and tokens.lower[m.cue + 1 : m.cue + 2] in (["it"], ["this"]):
            return m if tokens.kinds[m.cue + 2 : m.cue + 3] in ("O", ".") else None
    return None


def _mentions(where: Analysed, first: int, past: int) -> Iterator[Mention]:
    for i in range(where.before(first), len(where.mentions)):
        if where.mentions[i].first >= past:
            break
        yield where.mentions[i]


def _is_named(m: Mention, where: Analysed) -> bool:
    return m.kind == "person" or is_somebody(m, where)


def _owns(m: Mention, where: Analysed) -> bool:
    """Whether a line is somebody's: "is from Ana Paz", "belongs to her", "is Ana Paz’s, for"."""
    tokens = where.tokens
    if m.before == "of" and tokens.lower[m.first - 2] in (*_SAYING, "those"):
        return _is_named(m, where)  # "Those are the words of Ana Paz."
    if m.kind == "person" and tokens.lower[m.first - 1] in _WAS:
        return True  # "The speaker is Ana Paz."
    if m.before == "to":
        return tokens.lower[m.first - 2] in ("belongs", "belonged")
    if m.before in _FROM:
        return m.kind in _NAMED or is_somebody(m, where) or m.head in words.INSTITUTION
    closed = tokens.kinds[m.last + 1 : m.last + 2] in (*",.", "")
    return m.possessor and closed and m.first > 0 and tokens.lower[m.first - 1] in _WAS
