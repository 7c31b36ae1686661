"""How far the words go that name or describe somebody: "a waitress from Cumana"."""

from __future__ import annotations

import re

from stance.extraction import names, words
from stance.extraction.kinds import GROUPS, WRITTEN, is_human, is_somebody, singular
from stance.extraction.modifiers import BEHIND, PLACED, is_along, past_phrase, past_preposition
from stance.extraction.phrases import Mention
from stance.extraction.reader import Analysed
from stance.extraction.subjects import reduced_clause
from stance.extraction.titles import charter, is_role
from stance.extraction.tokens import Tokens
from stance.extraction.verbs import acts_alone, is_past, may_act
from stance.extraction.wording import is_way
from stance.extraction.words import COUNT, listed

_DESCRIPTION = 90  # characters a description of somebody unnamed may take


_SOME = frozenset(("those", "one", "some", "two", "three", "another", "several", "many"))


_COUNTED = COUNT | frozenset(("few", "both", "all", "most", "other", "these"))
_ONE = frozenset(("a", "an", "one", "another"))
_BESIDE = frozenset(("behind", "beside", "near", "with", "opposite", "around"))
# Whom no trade or kinship tells from others, only where he is: "the woman behind him".
_ANYBODY = frozenset(
    listed("""
    man men woman women boy boys girl girls lady gentleman widow people person child children youth
    someone somebody voice one member members others
""")
)
_THEM = frozenset(("him", "her", "them", "me", "us"))
_PLACING = frozenset(("across", "behind", "beside", "opposite", "next", "near"))
_DOING_SO = frozenset(("without", "by"))
_TOLD = frozenset(("our", "this", "my", "reporters"))


_HAVING = frozenset(("has", "have", "had", "also", "later", "then"))
_WHERE = frozenset(
    listed("up down away out there here abroad nearby upstairs downstairs opposite outside inside")
)
# How what somebody is told begins behind "that"; behind "by", with a noun or a name as well.
_CONTENT = {"by": ("P", "D", "N")}
_NAMELESS = frozenset(listed("name names named nameless anonymity anonymous unnamed identified"))


_POSTURE = re.compile(
    r"(?:[wSHAV](?:R?O|R)|wP)D{0,3}[wN9]{1,4}(?:OD{0,3}[wN9]{1,4}){0,2}(?=[ASHw,.])"
)
_PLACED_BY = ("ed", "wn", "asleep", "awake", "caught", "stuck", "hung")
# "selling mangoes", "pushing a pram across the bridge", before a verb or where the clause ends
_DOING = re.compile(
    r"[wHV]D{0,3}[wN9]{1,4}(?:O(?:D{0,3}[wN9]{1,4}|P)){0,2}(?=A|R?A{0,2}R?[SHV]|[,.:Q]|\Z)"
)
# Of how somebody came to speak, not who he is: "residents reached by telephone".
_REACHED = frozenset(listed("reached contacted interviewed approached asked called quoted"))
_STILL = frozenset(("still", "now", "already", "currently", "once"))
_OPPOSITE = PLACED | {"opposite", "behind", "below", "above", "underneath", "away"}
# "two seats from her", "two rows behind", "further down the stairs"
_MEASURE = re.compile(r"(?:[D9]w|R)(?:[RO](?:P|D{0,2}[wN9]{1,3})?)(?=[ASHw,.])")
_AWAY = frozenset(("from", "behind", "away", "down", "up", "along", "back", "ahead", "below"))
_JOINED = re.compile(r"K(?:w{1,3}|N{1,5})(?=[ASH.,])")
_BESIDE_IT = frozenset(listed("beneath underneath under below above beside behind near against"))
_AND_MORE = re.compile(r"KD{1,2}R?w{1,3}(?=[ASHQ.,])")


def head(m: Mention, where: Analysed) -> Mention:
    """Whom a place or a thing belongs to: of "a waitress from Cumana" the waitress."""
    if where.titles(m) and m.kind == "person":
        return m
    if m.before in _BESIDE_IT and singular(m.head) in WRITTEN:
        return m  # "Len Roth in the garden beneath a caption reading “…”"
    at, best, inner = where.before(m.first), m, m
    while at > 0 and (inner.before in BEHIND or is_along(where.tokens, inner.first - 1)):
        at -= 1
        other = where.mentions[at]
        beside = past_preposition(where.tokens, other.last + 1) == inner.first
        if other.possessor or not beside:
            if other.first == inner.first or other.last >= inner.first - 1:
                continue
            break
        heard = other.head == "voice" and inner.before == "from"  # unlike "the voice of Ana Paz"
        inner = other
        named = other.kind == "name" and names.gender(other.head)
        person = is_somebody(other, where) or named or heard
        if person or other.head in GROUPS or other.head in words.INSTITUTION:
            best = other
    return best


def chartered(m: Mention, where: Analysed) -> int:
    """The end of the name of an institution or an office: "Federation of Court Staff"."""
    if m.possessor:
        return m.end
    end = charter(where.tokens, m.last + 1)
    return where.tokens.ends[end - 1] if end > m.last + 1 else m.end


def described(m: Mention, where: Analysed) -> int:
    """The end of a description: "a waitress from Cumana", "a cook who feeds the ward"."""
    tokens = where.tokens
    kinds, lower, end, i = tokens.kinds, tokens.lower, m.last, m.last + 1
    some = lower[m.first] in _SOME or (lower[m.first] in _COUNTED and is_human(m, where))
    known = some or m.head in words.PERSON_NOUN or lower[m.first] in words.ARTICLE
    unknown = m.kind != "noun" and not lower[m.first].endswith(("'s", "’s"))
    if not known and (m.cue < 0 or unknown or lower[m.first] in words.DETERMINER):
        return m.end
    if lower[i : i + 1] and lower[i] in words.BEHIND_NOUN:
        i += 1  # "officials familiar with the matter"
    elif kinds[i : i + 2] == "RO" and lower[i] in _STILL and lower[i + 1] in BEHIND:
        i += 1  # "a clerk still on the payroll"
    told = -1 < m.cue < m.first and m.head not in _ANYBODY  # unlike "said a voice on the radio"
    behind = _end_of_place(tokens, i) if is_human(m, where) else i
    if behind > i:  # "the woman two seats from her"
        return tokens.ends[behind - 1]
    final = len(kinds) - 1
    while i < final and (start := past_preposition(tokens, i)) > i:
        i = min(start, final) - 1  # of a text that is cut off behind "out of"
        if lower[i] not in BEHIND and not is_along(tokens, i):
            break
        if lower[i] == "off" and end == m.last and not is_human(m, where):
            break  # "the board waves off a delay"
        start = min(final, i + 1 + (lower[i + 1] in ("about", "around", "over")))
        if lower[i] == "from" and lower[start] in BEHIND:  # "a voice from behind the clock"
            start = min(final, start + 1)
        if kinds[start] == "P" and lower[start] in _THEM and lower[i] in _BESIDE:
            if m.head in _ANYBODY:
                end = start  # "the woman behind him", unlike "the vendor behind him"
            break
        if kinds[start] == "P" and lower[start] == "them" and m.head.endswith("est"):
            end = start  # "the oldest of them"
            break
        past = past_phrase(tokens, start)
        counted = start + (kinds[start : start + 2] == "DD")
        if past == start and lower[i] == "of" and lower[counted] in COUNT:
            end = counted  # "a mother of two", "the eldest of the three"
            i = end + 1
            continue
        if past == start or tokens.starts[past - 1] - m.start > _DESCRIPTION:
            break
        counts = lower[i] == "of" or kinds[past - 1] == "w"  # "from 14 countries"
        written = singular(m.head) in WRITTEN or m.head in words.CARRIER
        dated = lower[i] == "from" and written  # "a report from last May"
        if not dated and (lower[start] in words.DAY or (kinds[start] == "9" and not counts)):
            break
        last = past - 1
        bare, capital = kinds[start] != "D", kinds[last] == "N"
        if capital and lower[last] in words.INSTITUTION:
            last = charter(tokens, past) - 1  # "for the Board of Fish and Game"
        joined = _JOINED.match(kinds, last + 1)
        if joined is not None and lower[last + 1] == "and" and not _acts(tokens, joined):
            last = joined.end() - 1  # "the fire and rescue service"
        more = _AND_MORE.match(kinds, last + 1) if lower[i] == "with" else None
        if more is not None and lower[last + 1] == "and" and not is_role(lower[more.end() - 1]):
            last = more.end() - 1  # "with a stick and a blue cap"
        if lower[i] == "to" and (kinds[start] not in "DN" or lower[start] in _TOLD):
            break  # "said a docker to our camera"
        if bare and (lower[start].endswith("ing") and lower[i] in _DOING_SO):
            break  # "said a docker without looking up"
        way = is_way(lower[i], lower[last], bare=bare, told=told)
        hers = lower[start] in words.POSSESSIVE and lower[last] in words.TIME  # "in her last year"
        timed = lower[last] in words.TIME and not dated and not hers
        way = way and not hers
        if (way and not (capital and lower[i] == "at")) or timed:
            break
        cut = _verb_in(tokens, start, last)
        end = cut
        if cut != last:
            break
        i = end + 1
    if end > m.last and _is_opposite(tokens, i):
        return tokens.ends[i]  # "a waiter from the bar opposite"
    verb = reduced_clause(tokens, i) if end == m.last and m.cue > i else -1
    while verb > 0 and kinds[verb - 1] in "AR":
        verb -= 1  # "briefed on the talks had since told"
    if verb > 0 and tokens.ends[verb - 1] - m.start <= _DESCRIPTION:
        return tokens.ends[verb - 1]
    if end == m.last:
        end = _doing_end(i, m, where)
    if end == m.last:
        end = _posture_end(i, m, where)
    relative = [["that"]]  # "a diplomat from a country that backs the deal"
    if end == m.last:
        relative += [["who"], ["whose"]] if m.cue >= 0 else [["who"]]
    somebody = is_human(m, where) or m.head in GROUPS or m.head in _ANYBODY
    somebody |= kinds[m.first : i] == "D"  # "many who fled"
    # "was told by a clerk that it was late"
    content = lower[i : i + 1] == ["that"] and kinds[i + 1 : i + 2] in _CONTENT.get(
        m.before, ("P",)
    )
    if lower[i : i + 1] in relative and somebody and not content:
        end = max(end, _clause_end(i, m, where))
    return max(m.end, tokens.ends[end]) if end != m.last else m.end


def _end_of_place(tokens: Tokens, i: int) -> int:
    """The token behind where somebody is, if that is told from token `i` on; else `i`."""
    lower = tokens.lower
    if _is_opposite(tokens, i):
        return i + 1
    match = _MEASURE.match(tokens.kinds, i)
    if match is None:
        return i
    counted = lower[i] in COUNT and lower[i + 1].endswith("s") and lower[i + 2] in _AWAY
    further = lower[i] == "further" and lower[i + 1] in _AWAY
    return match.end() if counted or further else i


def _doing_end(i: int, m: Mention, where: Analysed) -> int:
    """The last token of "walking her dog", or the noun's own where none follows."""
    tokens = where.tokens
    one = tokens.lower[m.first] in _ONE or tokens.lower[m.first] == "the"
    one = one and is_human(m, where)
    if not one or not tokens.lower[i : i + 1] or not tokens.lower[i].endswith("ing"):
        return m.last
    match = _DOING.match(tokens.kinds, i)
    if match is None or tokens.ends[match.end() - 1] - m.start > _DESCRIPTION:
        return m.last
    return _verb_in(tokens, i + 1, match.end() - 1)


def _is_opposite(tokens: Tokens, i: int) -> bool:
    """Whether a token tells where somebody is by itself: "the woman opposite"."""
    follows = tokens.kinds[i + 1 : i + 2] in (*"ASH,.", "")
    return follows and tokens.lower[i : i + 1] != [] and tokens.lower[i] in _OPPOSITE


def _posture_end(i: int, m: Mention, where: Analysed) -> int:
    """The last token of "waiting at the bus stop", "selling him fish"; the noun's own if none."""
    tokens = where.tokens
    match = _POSTURE.match(tokens.kinds, i)
    if match is None or tokens.kinds[i - 1] == ",":
        return m.last
    if not tokens.lower[i].endswith("ing"):
        follows = tokens.kinds[match.end()] in "ASH" or tokens.lower[match.end()].endswith("ed")
        follows |= tokens.lower[match.end() + 1 : match.end() + 2] == ["who"]
        told = -1 < m.cue < m.first and is_human(m, where)  # "said a woman dressed in white."
        follows |= told and tokens.lower[i] not in _REACHED
        placed = tokens.lower[i].endswith(_PLACED_BY) and tokens.kinds[i] not in "SH"
        if not placed or not follows:
            return m.last
    last = match.end() - 1
    fits = tokens.ends[last] - m.start <= _DESCRIPTION and tokens.lower[last] not in words.TIME
    return _verb_in(tokens, i + 1, last) if fits else m.last


def _clause_end(i: int, m: Mention, where: Analysed) -> int:
    """The last token of "who feeds the ward", which stands without a comma; -1 if too long."""
    tokens = where.tokens
    kinds, n = tokens.kinds, len(tokens)
    said = m.cue > i and kinds[m.cue + 1 : m.cue + 2] != "O"  # unlike "who writes in green ink"
    if said and all(word in _HAVING for word in tokens.lower[i + 1 : m.cue]):
        return -1  # "a man who said the road was open": what he said tells nobody who he is
    verbs = 0
    j = i + 1
    while j < n and kinds[j] not in ",.:Q-(" and tokens.sentence[j] == tokens.sentence[i]:
        if (j == m.cue and verbs) or (j > i + 1 and tokens.lower[j] == "who"):
            break
        if tokens.lower[j] in _NAMELESS:
            return -1  # "who gave no name"
        before = kinds[j - 1 - (kinds[j - 1] == "R")]  # "who is never seen"
        finite = kinds[j] in "ASHV" and before not in "ASHDO"
        finite &= may_act(tokens, j)
        finite |= kinds[j] == "w" and tokens.lower[j].endswith("ed") and kinds[j - 1] in "NwP"
        if finite and verbs and j > i + 2 and (m.cue < i or kinds[j - 1 : j + 1] in ("NA", "wA")):
            break
        verbs += finite or kinds[j] in "ASHVw"
        j += 1
    end = j - 1
    while end > i and kinds[end] in "RK" and tokens.lower[end] not in _WHERE:
        end -= 1
    return end if end > i and tokens.ends[end] - m.start <= _DESCRIPTION else -1


def _acts(tokens: Tokens, joined: re.Match[str]) -> bool:
    """Whether "and" is followed by what somebody did, or by who else did it."""
    before, word = tokens.lower[joined.start() + 1], tokens.lower[joined.end() - 1]
    spoken = tokens.kinds[joined.end()] in "SH"
    return not spoken and (is_past(before) or is_past(word) or "N" in joined[0])


def _verb_in(tokens: Tokens, start: int, last: int) -> int:
    """The last token of a phrase, less a verb that no list has: "in a mask nodded"."""
    ahead = tokens.kinds[last + 1 : last + 2]
    same = ahead and tokens.sentence[last + 1] == tokens.sentence[last]
    if last == start + 1 and tokens.kinds[start] in "N9w" and tokens.kinds[last] == "w":
        present = same and ahead in "DP" and tokens.lower[last].endswith("s")
        present = present and tokens.kinds[start] != "w"  # unlike "of labour unions who"
        if present or is_past(tokens.lower[last]):
            return start  # "a spokesman for the Ministry of Defence declined"
    start += 2 * (tokens.kinds[start : start + 2] == "DO")  # "one of the boats"
    if last > start and tokens.kinds[last] in "wV" and acts_alone(tokens, start, last):
        return last - 1  # "in the hall lights a candle"
    if last > start + 1 and (
        is_past(tokens.lower[last])
        or (
            tokens.kinds[last] == "w"
            and same
            and ahead in "DPQ"
            and tokens.lower[last + 1] not in words.RELATIVE
            and "w" in tokens.kinds[start:last]
        )
    ):
        return last - 1
    return last


def is_placed(m: Mention, where: Analysed) -> bool:
    """Whether somebody is told from others by where he is: "the peeler across the belt"."""
    behind = where.tokens.lower[m.last + 1 : m.last + 2]
    return bool(behind) and behind[0] in _PLACING and described(m, where) > m.end
