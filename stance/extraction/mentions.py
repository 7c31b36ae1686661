"""Noun phrases that may name a speaker, and the verb of speech each one goes with."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass

from stance.extraction import names, places, words
from stance.extraction.subjects import REACH, is_hanging, verb_after
from stance.extraction.tokens import Tokens
from stance.extraction.words import listed

# A pronoun alone, some of a group ("one of the guards"), a run of words that may be a noun phrase,
# or a quantity with a verb of speech behind it ("others said", "the second reads", "read the first.").
# Bounded, so that a text of nothing but articles takes no longer than another.
_CHUNK = re.compile(
    r"P|DOD{1,3}R?[wN9V]{1,8}|D{0,4}R?[wN9V]{1,24}|D{1,2}R?(?=[SH])"
    r"|(?<=[SH])D{1,2}R?(?=[.,])"
)
_OF_THEM = frozenset(
    listed("""
    one two three four five six seven eight nine ten some several many most few both all each none
    either neither half dozens hundreds thousands another
""")
)
# Of "in his view" the speaker is he.
_VIEW = frozenset(
    listed("view words opinion judgment judgement telling account reading eyes estimate estimation")
)
_VERBAL = ("ed", "ing")
_NOT_VERBAL = frozenset(
    listed("""
    united wanted red need feed bed seed speed breed king ring spring thing wing building
    meeting evening morning hearing wedding briefing filing offspring sibling nothing something
    anything everything beijing reading fred ted mohammed ahmed muhammad mohamed hundred retired
    unnamed registered leading armed named elected
""")
)
_UP = tuple([particle] for particle in listed("up out down back away off"))


@dataclass(slots=True)
class Mention:
    """A noun phrase of a paragraph: tokens `[first, last]`, its name or its whole words.

    `start` and `end` are the span of what names the speaker, title left out. `kind` is one of he,
    they, it, i, who (pronouns), person, name, mixed (a name and a common noun), noun.
    `relation` tells how it goes with the verb of speech at token `cue` (-1 if there is none).
    """

    first: int
    last: int
    start: int
    end: int
    kind: str
    head: str
    relation: str = "-"
    cue: int = -1
    before: str = ""  # the preposition or verb class before it
    subject: bool = False
    active: bool = False  # whether a verb seems to follow
    possessor: bool = False


_BARE_KINDS = frozenset(("he", "they", "it", "i", "who"))
_PRONOUN_KIND = {
    "he": "he", "she": "he", "they": "they", "it": "it", "i": "i", "we": "i", "who": "who",
    "you": "i",
}  # fmt: skip
_OBJECT_KIND = {"him": "he", "her": "he", "them": "they"}
_OWNER_KIND = {"his": "he", "her": "he", "their": "they"}
_ACCORDING = ["according", "to"]


def _viewed(tokens: Tokens, first: int, last: int) -> bool:
    """Whether tokens are "his view", behind "in"."""
    return (
        last == first + 1
        and tokens.lower[first] in _OWNER_KIND
        and tokens.lower[last] in _VIEW
        and first > 0
        and tokens.lower[first - 1] == "in"
    )


def find_mentions(tokens: Tokens, start: int = 0, end: int = sys.maxsize) -> list[Mention]:
    """The mentions in tokens `[start, end)`, in order, with their relations to verbs of speech."""
    found: list[Mention] = []
    kinds = tokens.kinds
    for match in _CHUNK.finditer(kinds, start, min(end, len(kinds))):
        first, last = match.start(), match.end() - 1
        if first == last:
            kind = kinds[first]
            if kind == "P":
                named = _PRONOUN_KIND.get(tokens.lower[first])
                if named is None and tokens.lower[max(0, first - 2) : first] == _ACCORDING:
                    named = _OBJECT_KIND.get(tokens.lower[first])
                if named is None:
                    continue
            elif kind == "D":
                if tokens.lower[first] in words.ARTICLE | words.POSSESSIVE:
                    continue
                named = "noun"
            else:
                named = "name" if kind == "N" else "noun"
                if tokens.lower[first] == "whom":
                    named = "who"
            found.append(_mention(tokens, first, first, first, named))
        elif kinds[last] in "DR":
            if kinds[last] == "R" or tokens.lower[last] not in words.ARTICLE | words.POSSESSIVE:
                found.append(_mention(tokens, first, first, last, "noun"))
        elif kinds[first + 1] == "O" and kinds[first] == "D":
            if tokens.lower[first] in _OF_THEM and tokens.lower[first + 1] == "of":
                whole = _from_chunk(tokens, first + 2, last)[:1]
                if whole:
                    found.append(_mention(tokens, first, first, whole[0].last, "noun"))
            else:
                found.extend(_from_chunk(tokens, first + 2, last))
        elif kinds[first] == "D" and _viewed(tokens, first, last):
            kind = _OWNER_KIND.get(tokens.lower[first], "noun")
            found.append(_mention(tokens, first, first, first, kind))
        else:
            found.extend(_from_chunk(tokens, first, last))
    seen, verb, acts, initial = -1, False, False, -1
    according = "according" in tokens.lower
    found = [m for m in found if m.head not in words.TIME or m.kind in ("mixed", "person")]
    last, taken, clause = -9, -1, -1
    for mention in found:
        sentence = tokens.sentence[mention.first]
        if sentence != seen:
            seen, verb, acts = sentence, tokens.has_verb(sentence), False
            mention.subject = mention.before in ("", "K")
            initial = mention.first
        mention.subject = mention.subject or (mention.first == initial and mention.kind == "mixed")
        ahead = mention.last + 1
        mention.active = (
            ahead < len(kinds)
            and mention.before[:1] in ("", "K", "A", "Q")
            and (
                kinds[ahead] in "ASHV" or (kinds[ahead] == "w" and tokens.lower[ahead][-1:] in "ds")
            )
        )
        if mention.active and not acts:
            # the first with a verb, behind a clause or a phrase that opens the sentence
            mention.subject = mention.subject or (
                mention.first > 0 and kinds[mention.first - 1] == ","
            )
            acts = True
        _relate(tokens, mention, verb, according)
        if mention.first == last + 2 and kinds[last + 1] == "O" and mention.relation[:2] == "sv":
            mention.relation = "svo"  # "a broker in San Fernando said": not the town
        if clause >= 0 and mention.cue == clause and mention.relation[:2] == "sv":
            mention.relation = "svo"  # "a union that sides with the government said"
        elif mention.relation == "svc":
            clause = mention.cue
        if mention.relation in ("sv", "svp", "svc"):
            taken = mention.cue
        elif mention.relation == "vs" and mention.cue == taken:
            mention.relation, mention.cue = "-", -1  # "she said the bridge was closed"
        last = mention.last
    return found


def _mention(tokens: Tokens, first: int, start: int, last: int, kind: str) -> Mention:
    end = tokens.ends[last]
    word = tokens.words[last]
    head = tokens.lower[last]
    possessor = False
    if word[-1] in "'’s" and ("'" in word or "’" in word):
        possessor = word.endswith(("'s", "’s", "'", "’")) and kind not in _BARE_KINDS
        if possessor:
            end -= 1 if word[-1] in "'’" else 2
        head = head.removesuffix("’s").removesuffix("'s")
    before = ""
    if first:
        k = tokens.kinds[first - 1]
        before = tokens.lower[first - 1] if k == "O" else k if k in "SHVKAQ" else ""
        if before == "Q":
            before = ""
    return Mention(
        first,
        last,
        tokens.starts[start],
        end,
        kind,
        head,
        before=before,
        possessor=possessor,
    )


def _from_chunk(tokens: Tokens, first: int, last: int) -> list[Mention]:
    """The mentions in a run of nouns and names."""
    kinds, lower = tokens.kinds, tokens.lower
    while (
        first < last
        and kinds[first : first + 2] == "DD"
        and lower[first + 1] in words.ARTICLE | words.POSSESSIVE
        and lower[first] not in ("all", "both")
    ):
        first += 1  # "at two the dispatcher said"
    # a verb in the past, or a participle, ends the phrase: "the committee voted"
    i = first
    while i <= last and kinds[i] in "DR":
        i += 1
    for j in range(i + 1, last + 1):
        if (
            kinds[j] == "w"
            and lower[j].endswith(_VERBAL)
            and lower[j] not in _NOT_VERBAL
            and (kinds[j - 1] in "NV" or j == last or kinds[j - 1] == "w")
            and not (j < last and lower[j].endswith("ing") and kinds[j - 1] != "N")
        ):
            rest = j + 1
            head = _from_chunk(tokens, first, j - 1)
            return head + (_from_chunk(tokens, rest, last) if rest <= last else [])
    # so does one in the present, before an object: "Kendri Palmar sits one row back"
    if (
        last > i
        and kinds[last] == "w"
        and lower[last].endswith("s")
        and (kinds[last + 1 : last + 2] in ("D", "P") or lower[last + 1 : last + 2] in _UP)
        and (kinds[last - 1] == "N" or _is_role(lower[last - 1]))
    ):
        return _from_chunk(tokens, first, last - 1)
    found: list[Mention] = []
    # a possessor inside, "Trump's campaign", "Zakharova's" — the phrase itself goes on
    for j in range(i, last):
        if (
            kinds[j] == "N"
            and tokens.words[j].endswith(("'s", "’s", "s'", "s’"))
            and (kinds[j + 1] != "N" or tokens.words[j].endswith("s") or kinds[first] != "D")
        ):
            k = j
            while k > i and kinds[k - 1] == "N":
                k -= 1
            m = _mention(tokens, first, _after_titles(tokens, k, j), j, "name")
            m.possessor = True
            found.append(m)
            if kinds[j + 1] == "N":
                i = j + 1
    if kinds[last] == "N":
        k = last
        while k > i and kinds[k - 1] == "N":
            k -= 1
        start = _after_titles(tokens, k, last)
        if i < k and first and kinds[first - 1] == "O" and not _is_role(lower[k - 1]):
            found.append(_mention(tokens, first, first, k - 1, "noun"))
            first = k  # "in the waiting room Ana Paz", unlike "from the painter Ana Paz"
        kind = "person" if last > start else "name"
        if kinds[first] == "D" and start == i:
            # "the White House", "the Times"
            kind = "org"
        m = _mention(tokens, first, start, last, kind)
        found.append(m)
    else:
        k = last
        while k >= i and kinds[k] != "N":
            k -= 1
        if k >= i:  # "Trump campaign", or a name and a verb that no list has
            j = k
            while j > i and kinds[j - 1] == "N":
                j -= 1
            name = _mention(tokens, first, _after_titles(tokens, j, k), k, "name")
            if not name.possessor and tokens.words[k] not in places.ADJECTIVE:
                name.kind = "stem"
                found.append(name)
            found.append(_mention(tokens, first, first, last, "mixed"))
        else:
            while first < last and kinds[first] == "R":
                first += 1
            found.append(_mention(tokens, first, first, last, "noun"))
    return found


def _is_role(word: str) -> bool:
    """Whether a word is what somebody is: "painter", "aunt"."""
    return (
        word in words.PERSON_NOUN
        or word in words.TITLE
        or word in words.MALE_WORD
        or word in words.FEMALE_WORD
        or words.TRADE.search(word) is not None
    )


def _after_titles(tokens: Tokens, start: int, last: int) -> int:
    """Where the name begins in a run of capitalised words: behind the last title in it."""
    for k in range(last - 1, start - 1, -1):
        low = tokens.lower[k].rstrip(".")
        if low in words.TITLE and tokens.lower[last].rstrip(".") not in words.INSTITUTION:
            if k + 1 == last and low in ("white", "saint"):
                continue
            return k + 1
    if (
        last - start > 1
        and start in tokens.first
        and words.TRADE.search(tokens.lower[start])
        and not names.gender(tokens.lower[start])
    ):
        return start + 1  # "Trombonist Kendri Palmar", at the head of a sentence
    return start


def _relate(tokens: Tokens, m: Mention, verb: bool, according: bool) -> None:
    """Finds the verb of speech that the mention is subject of, on either side of it.

    `verb` and `according` say whether the sentence and the paragraph have such words at all.
    """
    kinds, lower = tokens.kinds, tokens.lower
    n, sentence = len(kinds), tokens.sentence[m.first]
    ahead = m.last + 1
    if (
        according
        and m.first >= 2
        and lower[m.first - 1] == "to"
        and lower[m.first - 2] == "according"
    ):
        m.relation, m.cue = "acc", m.first - 2
        return
    if m.before == "in" and lower[ahead : ahead + 1] and lower[ahead] in _VIEW:
        if m.possessor or lower[m.last] in _OWNER_KIND:
            m.relation, m.cue = "acc", ahead
        return
    if m.possessor or lower[m.first] == "whose":
        return
    if (
        ahead < n
        and kinds[ahead] == ":"
        and (m.first == 0 or tokens.sentence[m.first - 1] != sentence)
    ):
        name = m.kind in ("person", "name", "org") or tokens.words[m.last].isupper()
        m.relation, m.cue = "label" if name else "colon", ahead
        low = tokens.first[sentence]
        if name and low < m.first and m.first - low < 6 and tokens.words[low].isupper():
            m.first, m.start = low, tokens.starts[low]  # WOMAN FROM THE HARBOUR: “…”
        return
    if not verb:
        return
    found, how = -1, ""
    if tokens.verb_near(ahead, REACH):
        found, how = verb_after(tokens, ahead, sentence)
    if found >= 0 and how == "":
        m.relation, m.cue = "sv", found
        return
    if (
        m.first
        and m.before in ("S", "H", "V")
        and not is_hanging(tokens, m.first - 1)
        and tokens.sentence[m.first - 1] == sentence
    ):
        m.relation, m.cue = "vs", m.first - 1
        if found >= 0 and kinds[found] == "S" and kinds[m.first - 1] != "S":
            m.relation, m.cue = "sv" + how, found
        return
    if found >= 0:
        m.relation, m.cue = "sv" + how, found
