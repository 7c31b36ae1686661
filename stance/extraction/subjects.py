"""The verb of speech that a noun phrase goes with, on either side of it."""

from __future__ import annotations

import re

from stance.extraction.modifiers import PLACED, past_phrase, past_preposition
from stance.extraction.reporting import WHETHER
from stance.extraction.tokens import Tokens
from stance.extraction.verbs import may_act
from stance.extraction.words import (
    BASE,
    BEFORE_TO,
    BEHIND_NOUN,
    COUNT,
    INSTITUTION,
    NAMING,
    PERSON_NOUN,
)

_PHRASE = re.compile(r"D{0,4}R?[wN9V]{1,24}")
# Between a subject and what it says: "used to say", "went on to add", "was quick to note".
_TO_SAY = re.compile(r"R?[Aw][wROH]{0,2}(?<=O)R?(?=[SHV])")
# A clause without its pronoun: "a man standing by the door said", "a source close to him said".
_REDUCED = re.compile(
    r"R?[wHVA](?:R?O(?:wD{1,4}|\??D{0,4}R?)(?:[wN9V]{1,8}|P)){1,2}R?A{0,2}R?(?=[SH])"
)

# "a woman walking her dog in the park said"
_DOING = re.compile(r"[wH]D{0,3}[wN9]{1,4}(?:O(?:D{0,3}[wN9]{1,4}|P)){0,2}(?=A{0,2}R?[SH]|[,.])")
_VERB = re.compile("A{0,2}R?[SH]")

_BE = frozenset(["is", "are", "was", "were", "be", "been", "being", "am"])
_ADVERBS = 4  # tokens before a verb, of which those next to it may be adverbs
_GOING = frozenset(("go", "goes", "come", "comes", "run", "runs"))
_PARTICIPLE = ("ed", "en", "told", "put", "read")
# What opens such a clause, by no ending: "a note found in the same pocket said".
_IRREGULAR = BEHIND_NOUN | frozenset(("found", "left", "sent", "caught", "held", "stuck", "hung"))
_DONE = frozenset(("by", "of"))  # behind a verb, what shows that it is a participle
_REACH = 28  # tokens between a subject and its verb
# What may end an apposition, or stand in it and matter.
_TURN = re.compile("[SHVQ.:,()-]")
_AWAY = re.compile(r"Dw[RO](?:P|D{0,2}[wN]{1,3})?(?=[,ASH])")
_ASIDE = re.compile("R?O[^,.:QASH]{1,12},R?[ASH]")
_STATE = re.compile(r",N{1,3}(?=,)")  # what a place is followed by: "in Austin, Texas,"
# The rest of a list, up to its comma: "Norland and Togo,".
_ITEM = r"D?[wN]{1,4}"
_LISTED = re.compile(rf"(?:{_ITEM},){{0,5}}{_ITEM},?K{_ITEM},(?=A{{0,2}}R?[SH])")
# What may open a clause as well as a phrase: "after the bank said".
SINCE = frozenset(("after", "before", "since", "until"))
# What no verb follows that goes with a subject before it.
_ENDING = frozenset(("", *"ND9?.:Q)"))
_RELATIVE = frozenset(("who", "which", "whose"))
_THEM = frozenset(("him", "her", "them", "me", "us"))
_SELF = frozenset(("himself", "herself", "itself", "themselves"))
_SUBORDINATE = frozenset(("whether", "if"))


def is_hanging(tokens: Tokens, i: int) -> bool:
    """Whether a verb of speech is a participle, that has its subject elsewhere: "…, saying"."""
    return tokens.lower[i].endswith("ing") and (i == 0 or tokens.kinds[i - 1] not in "AR")


def is_passive(tokens: Tokens, i: int) -> bool:
    """Whether others do to the subject what a verb says: "was asked", "has since been told"."""
    be = i - 1
    while be > i - _ADVERBS and tokens.kinds[be] == "R":
        be -= 1
    return be >= 0 and tokens.lower[be] in _BE and not tokens.lower[i].endswith("ing")


def verb_after(tokens: Tokens, i: int, final: int) -> tuple[int, str]:
    """The verb that follows a subject, over auxiliaries, a phrase, an apposition or a clause.

    `final` is the last verb of speech of the sentence. Gives the token of the verb and what was
    passed over: nothing, p(hrase), a(pposition), c(lause); -1 where none follows.
    """
    kinds, lower = tokens.kinds, tokens.lower
    follows = kinds[i : i + 1]
    if lower[i : i + 1] and lower[i] in _SELF:
        i += 1  # "Ana Paz herself said"
        follows = kinds[i : i + 1]
    if follows == "D" and lower[i] in COUNT and (away := _AWAY.match(kinds, i)) is not None:
        i = away.end()  # "a man two doors up, who was there, said"
        follows = kinds[i : i + 1]
    if follows in _ENDING and lower[i : i + 1] != ["whose"]:
        return -1, ""
    n = min(final + 1, i + _REACH)
    passed = ""
    commas = 0
    if follows in "wARHV" and "O" in kinds[i : i + 4]:  # both have a preposition so near
        ahead = _infinitive(tokens, i)
        if ahead >= 0:
            return ahead, ""
        ahead = reduced_clause(tokens, i)
        if ahead >= 0:
            return ahead, "c"
    ahead = _behind_doing(tokens, i) if follows in "wH" else -1
    if ahead >= 0:
        return ahead, "c"
    while i < n:
        kind = kinds[i]
        if commas == 2 and kind in "wA" and kinds[i - 1] == ",":
            ahead = _infinitive(tokens, i)
            if ahead >= 0:
                return ahead, passed
        if kind in "SH" or (kind == "V" and (passed != "p" or kinds[i - 1] not in "DwN")):
            if is_passive(tokens, i):
                if passed == "c" and commas % 2:
                    i += 1
                    continue  # "Paz, who was asked about it, said"
                return -1, ""  # passive: others say it
            if lower[i] in _GOING and kinds[i + 1 : i + 2] == "O":
                return -1, ""  # "his party would go to court"
            aside = commas == 1 and kinds[i - 1] == ","
            asked = lower[i] == "asked" and lower[i + 1 : i + 2] and lower[i + 1] in WHETHER
            done = asked or (lower[i].endswith(_PARTICIPLE) and kinds[i + 1 : i + 2] == "O")
            if aside and (done or (lower[i] in _IRREGULAR and _ASIDE.match(kinds, i + 1))):
                passed = "c"  # "Paz, asked about it, said", "Paz, found later in a car, said"
                i += 1
                continue
            if kind == "H" and (lower[i + 1 : i + 2] == ["by"] or _is_told(tokens, i)):
                return -1, ""  # "a message seen by Ana Paz", "said a person briefed on it"
            if (
                commas == 1
                and kind == "S"
                and kinds[i - 1] == ","
                and (kinds[i + 1 : i + 2] in (*"DN",) or kinds[i + 1 : i + 3] in ("w,", "w."))
                and not _opens_clause(tokens, i + 1)
            ):
                return -1, ""  # "…, said the ministry": its subject follows
            if (commas % 2 == 0 or (i and kinds[i - 1] in ",-)")) and not is_hanging(tokens, i):
                return i, passed
            i += 1
        elif kind == "A" or (kind == "R" and past_preposition(tokens, i) == i):
            i += 1
        elif kind in ",-(":
            if kind == "," and i + 1 < n and kinds[i + 1] == "Q":
                return -1, ""
            if passed == "c" and commas % 2 and lower[i + 1 : i + 2] == ["who"]:
                i += 1  # "Paz, who swore, who taught, said": still inside
                continue
            passed = "a"
            close = kinds.find(")", i, i + _REACH) if kind == "(" else -1
            commas += close < 0
            i = max(i, close) + 1
        elif kind == ")":
            return -1, ""  # the subject stands in brackets, the verb behind them
        elif kind == "Q" and commas % 2:
            i += 1  # "Paz, whose novel “Home” won a prize, said"
        elif kind == "Q" or kind in ".:":
            return -1, ""
        elif commas % 2:
            turn = _TURN.search(kinds, i + 1, n)
            end = turn.start() if turn else n
            if not _RELATIVE.isdisjoint(lower[i:end]):
                passed = "c"
            state = _STATE.match(kinds, end, n) if passed == "c" or kind == "O" else None
            i = end if state is None else state.end()
        elif kind == "O" and kinds[i + 1 : i + 2] == "P" and lower[i + 1] in _THEM:
            passed = passed or "p"
            i += 2  # "a woman behind her in the queue said"
        elif kind == "O" and (past := _past_number(tokens, i)):
            passed = passed or "p"
            i = past  # "the mother of three said", "a boy of about ten from Gris said"
        elif (
            commas == 2
            and (listed := _LISTED.match(kinds, i))
            and "for" in lower[max(0, i - 5) : i]
        ):
            i = listed.end()  # "the envoy, speaking for Gris, Norland and Togo, said"
        elif lower[i] in PLACED and kinds[i + 1 : i + 2] in (*"ASH",):
            i += 1  # "a man on the bench outside said"
        elif past_preposition(tokens, i) > i or (passed == "p" and lower[i] in ("and", "or")):
            start = max(i + 1, past_preposition(tokens, i))
            past = past_phrase(tokens, start)
            if past == start:
                return -1, ""  # "the vote after she said"
            speaks = _VERB.match(kinds, past) is not None
            if speaks and (lower[i] in SINCE or _begins_clause(tokens, i, past)):
                return -1, ""  # "the vote after Ana Paz said"
            passed = passed or "p"
            i = past
        elif lower[i] in ("who", "which", "that", "whose"):
            found, how = _verb_of_clause(tokens, i + 1, n)
            if passed == "p" and not any(k in "SHAw" for k in kinds[i + 1 : max(i + 1, found)]):
                return -1, ""  # "a meeting with those who say"
            return found, how
        else:
            return -1, ""
    return -1, ""


def _past_number(tokens: Tokens, i: int) -> int:
    """The token behind a preposition that has only a number behind it, "of about ten"; else 0."""
    number = i + 1 + (tokens.lower[i + 1 : i + 2] in (["about"], ["around"], ["over"]))
    if COUNT.isdisjoint(tokens.lower[number : number + 1]):
        return 0
    follows = tokens.kinds[number + 1 : number + 2] in (*"OASHR",)
    follows |= tokens.lower[number + 1 : number + 2] == ["who"]
    return number + 1 if follows else 0


def _is_told(tokens: Tokens, i: int) -> bool:
    return tokens.lower[i] in ("briefed", "informed") and tokens.kinds[i + 1 : i + 2] == "O"


def _infinitive(tokens: Tokens, i: int) -> int:
    """The verb of speech in "used to say", with the subject before token `i`; -1 if none."""
    match = _TO_SAY.match(tokens.kinds, i)
    if match is None:
        return -1
    end = match.end()
    to = end - 1 - (tokens.kinds[end - 1] == "R")
    said = tokens.lower[to] == "to" and tokens.lower[to - 1] in BEFORE_TO
    return end if said and BASE.get(tokens.lower[end]) == tokens.lower[end] else -1


def reduced_clause(tokens: Tokens, i: int) -> int:
    """The verb of speech behind a clause without its pronoun that begins at `i`; -1 if none."""
    match = _REDUCED.match(tokens.kinds, i)
    if match is None:
        return -1
    that = tokens.lower[match.end() + 1 : match.end() + 2] == ["that"]
    if tokens.kinds[match.end()] == "H" and tokens.lower[i + 1] not in _DONE and not that:
        return -1  # unlike "a draft seen by Ana Paz called it", "a poll held in May found that"
    last = tokens.kinds.rfind("O", i, match.end())
    if _begins_clause(tokens, last, match.end()):
        return -1  # "resigned after Ana Paz said", unlike "arrested after the raid said"
    owning = (j for j in range(i + 1, match.end()) if tokens.kinds[j : j + 2] == "wD")
    if any(not tokens.lower[j].endswith("ing") for j in owning):
        return -1  # "open by 6 a.m. The council said", unlike "accused of robbing a shop said"
    verb = tokens.lower[i + (tokens.kinds[i] == "R")]
    participle = verb.endswith(("ed", "ing", "wn", "en")) or verb in _IRREGULAR
    return match.end() if participle else -1


def _behind_doing(tokens: Tokens, i: int) -> int:
    """The verb of speech behind "walking her dog", which begins at `i`; -1 if none."""
    if not tokens.lower[i].endswith("ing") or tokens.kinds[i - 1] != "w":
        return -1
    clause = _DOING.match(tokens.kinds, i)
    verb = None if clause is None else _VERB.match(tokens.kinds, clause.end())
    if clause is None or verb is None:
        return -1
    last = tokens.kinds.rfind("O", i, clause.end())
    return -1 if last > 0 and _begins_clause(tokens, last, clause.end()) else verb.end() - 1


def _begins_clause(tokens: Tokens, i: int, verb: int) -> bool:
    """Whether "after" or "as" at `i` begins a clause whose subject has a verb of speech next."""
    before, word, head = tokens.lower[i - 1], tokens.lower[i], tokens.lower[verb - 1]
    speaks = tokens.kinds[verb - 1] in "NP" or head in PERSON_NOUN or head in INSTITUTION
    if word == "as":
        role = tokens.lower[i + 1] in ("a", "an") or before.endswith("ing") or before in NAMING
        return speaks and not role and (tokens.kinds[i - 1] in "Aw" or before in ("even", "just"))
    return speaks and word in SINCE


def _opens_clause(tokens: Tokens, i: int) -> bool:
    """Whether the noun phrase at a token has a verb behind it: "said the talks were over"."""
    match = _PHRASE.match(tokens.kinds, i)
    return match is not None and tokens.kinds[match.end() : match.end() + 1] in (*"ASHR",)


def _verb_of_clause(tokens: Tokens, i: int, n: int) -> tuple[int, str]:
    """The main verb behind a relative clause without commas: the first one behind its own."""
    kinds, lower = tokens.kinds, tokens.lower
    own = -1
    while i < n and kinds[i] not in ",.:Q":
        if own < 0 and kinds[i] not in "AR":
            own = i  # "who backed him", "who was told"
        elif kinds[i] == "S" and is_passive(tokens, i):
            return -1, ""  # "who did not give his name was asked why"
        elif kinds[i] == "S" or (
            kinds[i] == "H" and kinds[i - 1] not in "ADOKR" and may_act(tokens, i)
        ):
            return i, "c"
        elif kinds[i] == "K" and lower[i] in _SUBORDINATE:
            return -1, ""  # "who asked whether the mayor would agree"
        i += 1
    speaks = own >= 0 and kinds[own] == "S" and not is_passive(tokens, own)
    return (own, "c") if speaks else (-1, "")
