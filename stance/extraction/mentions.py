"""Which noun phrases may name a speaker, and the verb of speech each one goes with."""

from __future__ import annotations

import re
import sys

from stance.extraction import words
from stance.extraction.phrases import OPINION, OWNER_KIND, SOURCED, VIEW, Mention, phrases
from stance.extraction.subjects import SINCE, is_hanging, verb_after
from stance.extraction.tokens import Tokens
from stance.extraction.verbs import is_passed_on
from stance.extraction.wording import is_date, may_be_date

_DATELINE = 14  # tokens a dateline may take
_BRACKETS = re.compile(r"\([^()Q:]{1,8}\)(?=:)")
_HOUR = re.compile(r"\d[\d.:]*[ap]\.?m\.?|[ap]\.m\.?")
_VERB = re.compile("[SHA.Q]")
_PLACE = re.compile(r"N{1,3}:(?=[DNwOP])")
QUOTING = frozenset(("quoted", "quotes", "quoting"))
# What follows a signature: nothing, who he is, or the next quotation.
_SIGNED = re.compile(r"(?:D[wN]{1,2})?(?:$|[,().Q])")
_SEEN = frozenset(words.listed("seen obtained viewed reviewed examined commissioned funded read"))
_OPENING = frozenset(("in", "at", "on", "during", "with", "after", "before"))
# What opens a clause whose subject is not its sentence's: "When Paz came, Ruiz was gone".
_CLAUSE = frozenset(words.listed("when as while once although though if because since until"))
_ACTING = re.compile("R[ASHV]")
_WHERE = frozenset(("where", "which", "that", "whose"))  # what opens a clause inside a phrase
_PLACED = frozenset(words.listed("in at on near outside inside behind beside by under for"))
_WHO = ([",", "who"], [",", "which"])
_OWN = frozenset(("i", "we", "my", "our", "you", "your", "me", "us"))
# What stands before a colon or a dash, and never speaks.
LABELS = frozenset(
    (
        "read more",
        "see also",
        "listen live",
        "watch live",
        "photo credit",
        "picture credit",
        "the claim",
        "our ruling",
        "the verdict",
        "the ruling",
    )
) | frozenset(
    words.listed("""
    watch listen read photo photos photograph picture pictures image images caption video audio
    graphic infographic gallery related source sources credit credits update updated breaking
    exclusive correction clarification interview analysis opinion explainer review preview recap
    overheard sketch sir sirs madam
""")
)
_ASKING = frozenset(("who's", "who’s", "what's", "what’s"))  # "WHO'S UP: Ana Paz"
_LABEL = frozenset(label.split()[-1] for label in LABELS)
# What is looked into, with a number or without: "Claim 2: “…”".
CLAIMS = frozenset(
    words.listed("claim myth rumour rumor fiction allegation statement verdict fact question")
)
# What stands before a subject: nothing, a conjunction, an auxiliary ("had Ana Paz said").
_SUBJECT = frozenset(("", "K", "A"))
# What stands before one that may go with a verb of speech before it, or with none.
_GOVERNING = frozenset(("S", "H", "V", "in"))


def find_mentions(tokens: Tokens, start: int = 0, end: int = sys.maxsize) -> list[Mention]:
    """The mentions in tokens `[start, end)`, in order, with their relations to verbs of speech."""
    kinds, lower, sentences = tokens.kinds, tokens.lower, tokens.sentence
    n, time = len(kinds), words.TIME | words.LENGTH
    seen, final, acts, initial = -1, -1, False, -1
    low, high = max(0, start - 2), end + 1  # a paragraph may be asked about sentence by sentence
    named = kinds.find(":", low, high) >= 0 or kinds.find("Q-", low, high) >= 0
    named = named or not SOURCED.isdisjoint(lower[low:high]) or kinds.find("Q(", low, high) >= 0
    found: list[Mention] = []
    last, taken, clause, apposed, related, labelled, placed = -9, -1, -1, -1, n, -1, -1
    for mention in phrases(tokens, max(start, dateline(tokens)), end):
        head, kind = mention.head, mention.kind
        if head in time and kind not in ("mixed", "person"):
            told = head == "minutes" and lower[mention.first] == "the"
            told = told and mention.before in ("", "S")
            if not told and head != "times":  # "the minutes say", "the Gris Times"
                continue
        dated = may_be_date(lower[mention.first])
        if dated and is_date(lower[mention.first : mention.last + 1]):
            continue
        if head == "according" or (head == "name" and lower[mention.first] in words.POSSESSIVE):
            continue  # "a man who did not give his name said"
        first, ahead, before = mention.first, mention.last + 1, mention.before
        junior = kind == "person" and lower[ahead : ahead + 1] == [","]
        if junior and lower[ahead + 1 : ahead + 2] and lower[ahead + 1].rstrip(".") in words.SUFFIX:
            mention.last, mention.end = ahead + 1, tokens.ends[ahead + 1]  # "Len Paz, Jr."
            ahead += 2
        if found and first <= found[-1].last and head.rstrip(".") in words.SUFFIX:
            continue
        if first < labelled or (head[-1] in "m." and _HOUR.fullmatch(head)):
            continue  # the seat in "Ana Paz (Gris): “…”"; "at 6.14pm"
        label = head in _LABEL or lower[first] in _ASKING or lower[first] in CLAIMS
        if label and _is_label(tokens, first, ahead):
            continue
        owned = bool(found) and found[-1].first == first and found[-1].subject
        found.append(mention)
        sentence = sentences[first]
        if sentence != seen:
            seen, acts, related = sentence, False, n
            final = tokens.last_verb(sentence)
            mention.subject = before == "" or (before == "K" and lower[first - 1] not in _CLAUSE)
            initial = first
            # "Outside the hall a nurse was waiting", "As for the hall, a nurse, who"
            placed = ahead if before in _PLACED else -1
        elif 0 < placed <= first <= placed + 1 and kinds[placed] == "O":
            placed = ahead  # "Outside a shop in Gris a nurse was waiting"
        elif first == initial and placed > 0:
            placed = ahead
        if first == initial and (kind == "mixed" or (owned and kind in ("person", "name"))):
            mention.subject = True  # "Gris's Ana Paz was", where Gris is not
        if ahead < n and before in _SUBJECT:
            follows = kinds[ahead]
            mention.active = follows in "ASHV" or (follows == "w" and lower[ahead][-1:] in "ds")
            # the first with a verb, behind a clause or a phrase that opens the sentence
            behind = first > 0 and (kinds[first - 1] == "," or first == placed)
            whom = placed > 0 and kinds[first - 1] == "," and lower[ahead : ahead + 2] in _WHO
            acting = mention.active or (behind and _ACTING.match(kinds, ahead) is not None)
            if not acts and (acting or whom):
                mention.subject = mention.subject or behind
                inside = before == "K" and lower[first - 1] in _WHERE
                acts = behind or not (inside or lower[tokens.first[sentence]] in _CLAUSE)
        if lower[ahead : ahead + 1] == ["having"]:
            mention.subject = mention.active = False  # "The judge having left, Ana Paz said"
        elif ahead <= final or before in _GOVERNING or named:
            _relate(tokens, mention, sentence, final, named)
        relation = mention.relation
        if relation != "-":
            if relation[:2] == "sv" and (
                # "a broker in San Fernando said", unlike "the vote after Ana Paz said"
                (first == last + 2 and kinds[last + 1] == "O" and lower[last + 1] not in SINCE)
                # "a firm of Paz and Ruiz said"
                or (mention.cue == taken and kinds[last + 1] == "K")
                or (clause >= 0 and mention.cue == clause)  # "a union that backs the state said"
                # "Paz, a minister, said"
                or (
                    relation == "sva"
                    and mention.cue == apposed
                    and (
                        (kinds[first] == "D" and first <= last + 2)
                        # "the bank, which backs Paz, said"
                        or (first > related and kinds[first - 1] != ",")
                    )
                )
            ):
                relation = mention.relation = "svo"
            elif relation == "sva" and _is_cited(tokens, first):  # "Citing Paz, he said"
                mention.relation, mention.cue = "-", -1
            elif relation == "svc":
                clause = mention.cue
            elif relation == "sva":
                apposed = mention.cue
            elif relation == "label":
                labelled = mention.cue
            if lower[ahead : ahead + 2] in _WHO:
                related = ahead + 2
            if relation in ("sv", "svp", "svc"):
                taken = mention.cue
            elif relation == "vs" and mention.cue == taken:
                mention.relation, mention.cue = "-", -1  # "she said the bridge was closed"
        last = mention.last
    return found


def _is_label(tokens: Tokens, first: int, behind: int) -> bool:
    """Whether a sentence begins with what it is, not who says it: "READ MORE: “…”"."""
    begins = first - (tokens.kinds[max(0, first - 1) : first] == "(")
    opens = begins == tokens.first[tokens.sentence[first]]
    label = " ".join(tokens.lower[first:behind]) in LABELS or tokens.lower[first] in _ASKING
    numbered = behind == first + 2 and tokens.kinds[first + 1] == "9"
    label |= tokens.lower[first] in CLAIMS and (behind == first + 1 or numbered)
    return opens and label and tokens.kinds[behind : behind + 1] in (":", "-")


def is_shown(tokens: Tokens, first: int) -> bool:
    """Whether at a token stands who only saw what is written: "a draft seen by Ana Paz"."""
    return first > 1 and tokens.lower[first - 1] == "by" and tokens.lower[first - 2] in _SEEN


def _is_cited(tokens: Tokens, first: int) -> bool:
    """Whether a mention is the object of what opens its sentence: "Citing Ana Paz, he said"."""
    verb = first if tokens.kinds[first] == "R" else first - 1
    return verb == tokens.first[tokens.sentence[first]] and tokens.lower[verb].endswith("ing")


def dateline(tokens: Tokens) -> int:
    """The token behind a dateline, 0 where there is none: "CHICAGO, Oct 24 - The firm …"."""
    dated = tokens.kinds[1:2] == "9" and tokens.lower[0].rstrip(".") in words.TIME
    if not dated and not (tokens.kinds.startswith("N") and tokens.words[0].isupper()):
        return 0
    colon = _PLACE.match(tokens.kinds)
    if colon is not None and _OWN.isdisjoint(tokens.lower):
        return colon.end()  # "BHOPAL: The firm …", unlike "PAZ: We …"
    dash = tokens.kinds.find("-", 1, _DATELINE)
    before = tokens.kinds[:dash]
    if dash < 0 or dash + 2 > len(tokens) or set("SHAPQ:").intersection(before):
        return 0
    return dash + 1 if len(tokens.words[0]) > 2 else 0


def _signs(tokens: Tokens, m: Mention) -> bool:
    """Whether a name behind a dash is a signature: “…” — Ana Paz, or: “…” (Ana Paz, a nurse)."""
    if m.kind not in ("person", "name", "mixed") or m.possessor:
        return False
    return _SIGNED.match(tokens.kinds, m.last + 1) is not None


def _behind_brackets(kinds: str, opened: int) -> int:
    """The colon behind brackets that open at a token, "Ana Paz (Gris): “…”"; else -1."""
    match = _BRACKETS.match(kinds, opened)
    return match.end() if match is not None else -1


def _relate(tokens: Tokens, m: Mention, sentence: int, final: int, named: bool) -> None:
    """Finds the verb of speech that the mention is subject of, on either side of it.

    `final` is the last such verb of its sentence, or -1; `named` says whether there is
    "according", a signature or a colon near.
    """
    kinds, lower = tokens.kinds, tokens.lower
    first, ahead = m.first, m.last + 1
    if named and first >= 2:
        if lower[first - 1] == "to" and lower[first - 2] == "according":
            m.relation, m.cue = "acc", first - 2
            return
        if kinds[first - 2 : first] in ("Q-", "Q(") and _signs(tokens, m):
            m.relation, m.cue = "acc", first - 1
            return
    follows = kinds[ahead] if ahead < len(kinds) else ""
    if m.before == "in" and follows and lower[ahead] in VIEW:
        if m.possessor or lower[m.last] in OWNER_KIND:
            m.relation, m.cue = "acc", ahead
        return
    viewed = m.before == "of" and lower[first - 2] in OPINION
    if viewed and lower[max(0, first - 4) : first - 2] == ["in", "the"]:
        m.relation, m.cue = "acc", first - 4  # "in the view of Ana Paz"
        return
    if m.before == "from" and first - 1 == tokens.first[sentence] and kinds[0] == "O":
        colon = kinds.find(":Q", ahead)
        if colon >= 0 and m.kind in ("person", "name") and not _VERB.search(kinds, ahead, colon):
            m.relation, m.cue = "acc", colon  # "From Ana, in Gris, by email: “…”"
            return
    if m.possessor or lower[first] == "whose" or is_shown(tokens, first):
        return
    opens = m.before in _OPENING and first - 1 == tokens.first[sentence]
    if m.kind == "noun" and opens and not (m.before == "after" and follows == "S"):
        return  # "In a report released in May, the ministry called it …"
    if m.before in ("S", "H", "V") and lower[first - 1] in QUOTING:
        m.relation, m.cue = "acc", first - 1  # "the paper quoted a nurse as saying"
        return
    if follows in (":", "(") and first == tokens.first[sentence]:
        colon = ahead if follows == ":" else _behind_brackets(kinds, ahead)
        if colon > 0:
            name = m.kind in ("person", "name", "org") or tokens.words[m.last].isupper()
            m.relation, m.cue = "label" if name else "colon", colon
            return
    if final < 0:
        return
    # "with Ana Paz saying", and of another: "and Len Roth insisting that"
    another = first > 0 and lower[first - 1] == "and" and lower[ahead + 1 : ahead + 2] == ["that"]
    held = (
        (m.before == "with" or another) and follows in ("S", "H") and lower[ahead].endswith("ing")
    )
    if held or (m.before in ("H", "S") and follows == "S" and is_passed_on(tokens, first, m.last)):
        m.relation, m.cue = "sv", ahead  # "with Ana Paz saying", "a video shows Ana Paz saying"
        return
    told = m.before == "S" or (m.before == "of" and kinds[max(0, first - 2)] == "S")
    told = told and lower[ahead : ahead + 1] == ["that"]  # "told a clerk that he had said no"
    found, how = verb_after(tokens, ahead, final) if ahead <= final and not told else (-1, "")
    if (
        found >= 0
        and lower[found] in QUOTING
        and (kinds[found + 1 : found + 2] in (*"DN",) or lower[found + 2 : found + 3] == ["as"])
    ):
        return  # "she quoted Ana Paz", "she quoted him as saying": not her words
    if found >= 0 and how == "":
        m.relation, m.cue = "sv", found
        return
    verb = first - 1 - (kinds[first - 1 : first] == "R")  # “…,” called out a clerk
    if (
        m.before in ("S", "H", "V")
        and lower[verb] not in ("told", "tells")  # whom somebody told
        and not is_hanging(tokens, verb)
        and tokens.sentence[verb] == sentence
    ):
        m.relation, m.cue = "vs", verb
        if found >= 0 and kinds[found] == "S" and kinds[verb] != "S":
            m.relation, m.cue = "sv" + how, found
        return
    if found >= 0:
        m.relation, m.cue = "sv" + how, found
