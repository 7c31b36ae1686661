"""What the clause around a mention tells of it: asides, appositions, whom somebody acts on."""

from __future__ import annotations

import re
from bisect import bisect_left

from stance.extraction import reporting, words
from stance.extraction.kinds import is_human
from stance.extraction.phrases import Mention
from stance.extraction.reader import Analysed

_BESIDE = 6  # mentions behind one that are looked at for who says it
_FAR = 60  # tokens looked back over for a colon
_OPENING = frozenset(":;")
_DESCRIBING = frozenset(("who", "a", "an", "of", "the", "his", "her", "their", "head"))
_MODIFIERS = re.compile(r"(?:OD?[wN9]{1,4}){0,2}")
_OBJECT = {"him": "m", "her": "f"}
_BE = frozenset(("is", "was"))
# What opens a clause that tells of what somebody was asked: "Asked if Paz would go, he said".
_ASKED = frozenset(
    words.listed("asked told pressed questioned reminded informed warned confronted")
)
_ASKS = frozenset(words.listed("asked asks wondered wonders"))
_WHOM = re.compile("N{1,4}|D[wN]{1,3}")  # "asked Ana Paz why"
_WHETHER = tuple([word] for word in words.listed("if whether why what how when where who which"))
_OF = frozenset(("of", "about", "on", "against", "unlike", "like"))
_LED_IN = re.compile("(?:OD{0,2}R?[wN9]{1,4})+")
_FEW = 12  # tokens
_WHICH = words.RELATIVE - {"that"}
_APPOSED = re.compile(r",[^,.:Q]{1,12},R?[ASH]")
_ONE = frozenset(("a", "an", "one", "another"))
_STANDS = frozenset(words.listed("stood stands sat sits came comes waited waits lay lies was"))
_ACT, _LONG_ACT = 4, 9  # tokens in which somebody does something to somebody
_TOWARDS = frozenset(words.listed("to for from at against of on by"))
_COME = frozenset(("came", "comes", "come"))
# Behind a verb of speech, how and where: "she pointed out on the way home", "he went on"; to whom,
# behind "told".
_MANNER = re.compile(r"R?(?:O(?=[,.Q])|(?:OD?[wN]{1,3}){0,2})")
_WHOM_TOLD = re.compile(r"(?:P|D{0,2}[wN9]{1,4})(?:OD?[wN]{1,3}){0,2}")
# Between who somebody is and his name: "a clerk at the mill, Len Roth,".
NAMED_BY = re.compile(r"(?:OD{0,3}R?[wN9V]{1,6}){0,3},(?:9,)?")


def turns_to(m: Mention, where: Analysed, gender: str) -> bool:
    """Whether somebody acts on a man or woman, or asks what he or she then answers."""
    return acts_on(m, where, gender) or asks(m, where)


def acts_on(m: Mention, where: Analysed, gender: str) -> bool:
    """Whether somebody does something to a man or woman: "A colleague reminded her that …"."""
    tokens = where.tokens
    if not m.active and m.cue <= m.last:
        return False
    verb = m.last + 1 if m.active else m.cue  # "His cousin in Gris told him"
    described = m.kind in ("noun", "mixed")  # unlike "Roth rose to contradict him", a third
    for i in range(verb + 1, min(verb + (_LONG_ACT if described else _ACT), len(tokens))):
        if tokens.kinds[i] == "P":
            # "closed the door behind her": her own
            away = tokens.kinds[i - 1] != "O" or tokens.lower[i - 1] in _TOWARDS
            return away and _OBJECT.get(tokens.lower[i]) == gender
        if tokens.kinds[i] not in ("RASHVwODN9" if described else "RASHVw"):
            break
    return False


def asks(m: Mention, where: Analysed) -> bool:
    """Whether somebody asks what another then answers: "A clerk asked if it rained"."""
    tokens, behind = where.tokens, m.cue + 1
    if m.cue < 0 or tokens.lower[m.cue] not in _ASKS:
        return False
    if m.relation == "vs":  # “Did it rain?” asked a clerk.
        return tokens.kinds[m.cue - 1] == "Q" and tokens.kinds[m.last + 1 : m.last + 2] in ("", ".")
    if m.cue < m.last:
        return False
    # "asked her about it", "Did it rain, a clerk asked."
    about = tokens.lower[behind : behind + 2][-1:] == ["about"]
    ends = (
        m.first > 0
        and tokens.kinds[m.first - 1] == ","
        and tokens.kinds[behind : behind + 1] == "."
    )
    whom = _WHOM.match(tokens.kinds, behind)
    past = whom.end() if whom is not None else behind
    return about or ends or tokens.lower[past : past + 1] in _WHETHER


def is_aside(m: Mention, where: Analysed) -> bool:
    """Whether "she said" stands inside or behind what she said: "It rained, she said."."""
    kinds, n = where.tokens.kinds, len(where.tokens)
    behind = m.last + 1 + kinds.startswith("R", m.last + 1)  # "it now says"
    if m.cue not in (m.last + 1, behind) or m.first == 0 or kinds[m.first - 1] not in ",Q":
        return False
    if kinds[max(0, m.first - 2) : m.first] == "K,":
        return False  # "Paz is in a car and, she says, “calm”": the sentence is the reporter's
    told = words.BASE.get(where.tokens.lower[m.cue]) in reporting.REMINDING
    manner = (_WHOM_TOLD if told else _MANNER).match(kinds, m.cue + 1)
    i = manner.end() if manner is not None else m.cue + 1
    while i < n and (kinds[i] == "R" or where.tokens.lower[i] in words.DAY):
        i += 1
    return i == n or kinds[i] in ",.Q"


def is_described(m: Mention, where: Analysed) -> bool:
    """Whether it is said who a person is: "Ana Paz, a nurse", "Paz, her brother", "Paz, who …"."""
    tokens, i = where.tokens, m.last + 1
    if tokens.kinds[i : i + 1] != "," or i + 1 >= len(tokens):
        return False
    word = tokens.lower[i + 1]
    role = word in words.PERSON_NOUN or word in words.TITLE
    return role or word in _DESCRIBING or tokens.kinds[i + 1] == "9"


def is_new(m: Mention, where: Analysed) -> bool:
    """Whether somebody comes in who was not told of: "A clerk nods", "By the door sat a clerk"."""
    tokens, verb = where.tokens, m.first - 1
    one = tokens.lower[m.first] in _ONE and m.kind in ("noun", "mixed")
    if not one or tokens.lower[m.last + 1 : m.last + 2] in (["will"], ["would"]):
        return False
    placed = verb > 0 and tokens.lower[verb] in _STANDS
    return m.subject or (placed and tokens.kinds[tokens.first[tokens.sentence[verb]]] in "OR")


def is_predicate(m: Mention, where: Analysed) -> bool:
    """Whether a description only says what the sentence's subject was: "…, a clerk then."."""
    tokens = where.tokens
    if m.subject or m.active or tokens.lower[m.first] not in ("a", "an"):
        return False
    if m.cue >= 0 and m.relation != "svo":
        return False
    if not m.first or tokens.kinds[m.first - 1] != ",":
        return False
    at = where.before(m.first)
    for other in where.mentions[max(0, at - 2) : at]:
        if other.last == m.first - 2 and is_human(other, where):
            return tokens.lower[other.first] not in ("one", "another")  # "her deputy, a woman …"
    sentence = tokens.sentence[m.first]
    begin = where.before(tokens.first[sentence])
    opening = where.mentions[begin : begin + 2]
    return any(other.subject and other.kind in ("person", "name") for other in opening)


def opens_sentence(m: Mention, where: Analysed) -> bool:
    """Whether a mention stands in the phrase that opens its sentence: "In a statement, …"."""
    tokens = where.tokens
    return m.before == "in" and tokens.first[tokens.sentence[m.first]] == m.first - 1


def is_led_in(m: Mention, where: Analysed) -> bool:
    """Whether no more than when or where stands before a mention: "In 1994 she left"."""
    tokens = where.tokens
    first = tokens.first[tokens.sentence[m.first]]
    return m.first - first < _FEW and _LED_IN.fullmatch(tokens.kinds, first, m.first) is not None


def opened(m: Mention, where: Analysed) -> int:
    """The last colon or semicolon before a mention in its sentence, or -1; not looked for far."""
    tokens = where.tokens
    low = max(tokens.first[tokens.sentence[m.first]], m.first - _FAR)
    return next((i for i in range(m.first - 1, low, -1) if tokens.words[i] in _OPENING), -1)


_OFFICES = frozenset(
    words.listed("""
    minister secretary mayor president governor chair chairman chairwoman director spokesman
    spokeswoman spokesperson chief commissioner ambassador judge prosecutor
""")
)
_ANOTHER = frozenset(("first", "second", "third", "fourth", "other", "next"))
_SUBJECTS = frozenset(("he", "person", "name", "i", "they", "it", "who", "org"))


def is_complement(m: Mention, where: Analysed) -> bool:
    """Whether a mention says who or what the subject is: "She is Ana Paz", "Paz was a clerk"."""
    tokens, i = where.tokens, m.first - 1
    if tokens.lower[i : i + 1] and tokens.lower[i] in _OBJECT and m.first:
        # "it made him a delegate"
        return tokens.lower[m.first] in ("a", "an") and not m.active and tokens.kinds[i] == "P"
    return (
        m.before == "A"
        and tokens.lower[i] in _BE
        and tokens.lower[m.first] != "born"  # under a name that is no longer hers
        and tokens.lower[max(0, i - 1)]
        not in ("there", "one", "another", "it" if m.kind != "person" else "")
    )


def is_led_up_to(m: Mention, where: Analysed) -> bool:
    """Whether nobody told of is said to be a description: "Behind him was a clerk".

    Also behind what does not tell who: "The third is a clerk".
    """
    if not is_complement(m, where):
        return False
    begin = where.before(where.tokens.first[where.tokens.sentence[m.first]])
    opening = where.mentions[begin : min(begin + _BESIDE, where.before(m.first))]
    return not any(o.subject and (o.kind in _SUBJECTS or is_human(o, where)) for o in opening)


def described_by(m: Mention, where: Analysed) -> Mention | None:
    """The subject that a name stands behind, in commas, and names: "A clerk, Len Roth, …"."""
    kinds, ahead = where.tokens.kinds, m.last + 1
    if m.first < 2 or kinds[m.first - 1] != "," or kinds[ahead : ahead + 1] not in (*",.Q", ""):
        return None
    at = where.before(m.first)
    for other in where.mentions[max(0, at - 4) : at]:
        described = other.kind in ("noun", "mixed", "org") and (
            other.subject if kinds[ahead : ahead + 1] == "," else other.relation == "acc"
        )
        if described and NAMED_BY.fullmatch(kinds, other.last + 1, m.first):
            return other
    return None


def is_same_speaker(name: Mention, m: Mention, where: Analysed) -> bool:
    """Whether a sentence begins with what the speaker is who was named behind his office.

    “…,” says its president, Len Roth. “…” The teacher recalls: unlike "the third caller", and "the
    minister", whose office is another.
    """
    kinds, at = where.tokens.kinds, where.before(name.first)
    another = m.head in _OFFICES or not _ANOTHER.isdisjoint(where.tokens.lower[m.first : m.last])
    if another or kinds[m.first - 1 : m.first] not in (*"Q.",) or kinds[name.first - 1] != ",":
        return False
    before = where.mentions[max(0, at - 2) : at]
    return any(other.relation == "vs" and other.last == name.first - 2 for other in before)


def is_asked_about(m: Mention, where: Analysed) -> bool:
    """Whether a mention stands in what the subject was asked: "Asked if Paz would go, he …"."""
    tokens = where.tokens
    first = tokens.first[tokens.sentence[m.first]]
    low = max(first, m.first - _FAR)
    if _ASKED.isdisjoint(tokens.lower[low : m.first]):
        return tokens.lower[first] in _OF and m.first - 1 == first
    for i in range(low, m.first):
        if tokens.lower[i] in _ASKED and (i == first or tokens.kinds[i - 1] == ","):
            between = tokens.kinds[i + 1 : m.first]
            acts = m.subject or m.active or m.cue >= 0
            return "S" not in between and not (acts and "," in between)
    return False


def is_interviewed(m: Mention, where: Analysed) -> bool:
    """Whether a mention is whom the reporter turns to: "I put this to Ana Paz"."""
    tokens = where.tokens
    first = tokens.first[tokens.sentence[m.first]]
    opened = tokens.lower[first] in ("i", "we") and m.first - first < 6
    return opened and "," not in tokens.kinds[first : m.first]


def is_agent(m: Mention, where: Analysed) -> bool:
    """Whether a name does what its clause tells: "came from Ana Paz", "was shared by Ana Paz"."""
    tokens, verb = where.tokens, m.first - 2
    if verb < 1 or m.before not in ("from", "by"):
        return False
    if not _WHICH.isdisjoint(tokens.lower[tokens.first[tokens.sentence[verb]] : verb]):
        return False  # "the board, which was chosen by Ana Paz"
    if m.before == "from":
        return tokens.lower[verb] in _COME
    return tokens.kinds[verb - 1] in "AR" and tokens.lower[verb].endswith(("ed", "en"))


def is_like_subject(m: Mention, where: Analysed) -> bool:
    """Whether a name that is no subject is whom its sentence is about."""
    return (
        is_complement(m, where)
        or described_by(m, where) is not None
        or is_interviewed(m, where)
        or is_agent(m, where)
        or _is_opening(m, where)
        or _opens_clause(m, where)
    )


def _opens_clause(m: Mention, where: Analysed) -> bool:
    """Whether a second clause begins with a name: "…, and her son, Len Roth, a vet, taught her"."""
    kinds = where.tokens.kinds
    joined = m.before == "K" and m.first > 1 and kinds[m.first - 2] == ","
    return (
        joined
        and m.kind == "person"
        and (m.active or _APPOSED.match(kinds, m.last + 1) is not None)
    )


def _is_opening(m: Mention, where: Analysed) -> bool:
    """Whether a sentence begins with whom it is told for: "For the nurse Ana Paz, it is late"."""
    tokens = where.tokens
    first = tokens.first[tokens.sentence[m.first]]
    first += tokens.lower[first : first + 2] == ["as", "for"]
    return (
        m.before in ("for", "to")
        and m.first - 1 == first
        and tokens.kinds[m.last + 1 : m.last + 2] == ","
    )


def is_told_of(m: Mention, where: Analysed) -> bool:
    """Whether a mention stands in what somebody says: "Ana Paz said that Len Roth had left".

    Also where that is said behind it: "Len Roth had left, she said".
    """
    at = where.before(m.first) + 1
    for other in where.mentions[at : at + _BESIDE]:
        if where.tokens.sentence[other.first] != where.tokens.sentence[m.first]:
            break
        if other.kind == "he" and is_aside(other, where):
            return True
    tokens = where.tokens
    first = tokens.first[tokens.sentence[m.first]]
    k = bisect_left(tokens.verbs, first)
    verb = tokens.verbs[k] if k < len(tokens.verbs) else m.last
    if verb == m.first - 1 and tokens.lower[verb] in _ASKS:
        return False  # "asked Ana Paz if it rained"
    return first < verb < m.first and m.cue < verb and tokens.kinds[verb] == "S"


def leads_to(m: Mention, pronoun: Mention, where: Analysed) -> bool:
    """Whether a mention only leads up to a pronoun: "Of the clerk she remembers".

    Also in apposition: "Born in Gris, the son of a clerk, he left".
    """
    kinds, past = where.tokens.kinds, pronoun.first
    past -= m.first > 0 and kinds[m.first - 1] == "," == kinds[past - 1]
    return _MODIFIERS.fullmatch(kinds, m.last + 1, past) is not None
