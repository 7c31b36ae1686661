"""What a pronoun stands for: the likeliest of the mentions before it."""

from __future__ import annotations

from stance.extraction import names, words
from stance.extraction.apposed import beside
from stance.extraction.clauses import (
    described_by,
    is_agent,
    is_aside,
    is_asked_about,
    is_complement,
    is_described,
    is_interviewed,
    is_led_in,
    is_led_up_to,
    is_like_subject,
    is_new,
    is_predicate,
    is_told_of,
    leads_to,
    opened,
    opens_sentence,
    turns_to,
)
from stance.extraction.kinds import (
    ANYBODY,
    NOBODY,
    VESSEL,
    WRITTEN,
    can_speak,
    is_bare_name,
    is_human,
    is_institution,
    is_listed,
    is_office,
    is_place,
    is_site,
    singular,
)
from stance.extraction.own_words import has_role, named_by, owned_by, owned_subject
from stance.extraction.people import People, gender_of_titles, plain
from stance.extraction.phrases import Mention
from stance.extraction.reader import Analysed, Reader
from stance.extraction.wording import PLURAL

_FARTHEST = 8  # what may speak against where a mention stands, once there is another
_SOON = 5.2  # how far back a name is looked for that may be none
_PARAGRAPHS = 6  # looked back over for what a pronoun or a role stands for
_MENTIONS = 60
_PRONOUNS = frozenset(("he", "they", "it"))
_DESCRIBED = frozenset(("noun", "mixed", "org"))
_NAMED = frozenset(("person", "name", "stem"))

# What speaks for and against an antecedent; found by search over the training articles.
_STEP = {
    "sentence": 2.0, "paragraph": 3.2, "same": 1.0, "subject": 1.8, "verb": 0.7, "owner": 1.0,
    "object": 1.0, "gender": 2.3, "person": 0.2, "unknown": 2.0, "last": 0.4,
    "least": 12.0, "sounds": 2.0, "varied": 2.0, "thing": 2.0, "owned": 2.0,
    "apart": 3.0, "asked": 4.0, "told": 1.0, "about": 3.0, "floor": 1.9, "spoke": 1.0,
    "either": 0.5, "unlike": 4.5, "aside": 2.5, "new": 2.0, "owns": 8.0, "behind": 1.0,
    "source": 3.0, "tells": 2.5,
}  # fmt: skip

# No name, noun or pronoun has more, wherever it stands.
_MOST = sum(map(_STEP.__getitem__, ("subject", "verb", "gender", "person", "last")))

_WANTED = {form: sex for forms, sex in ((words.HE, "m"), (words.SHE, "f")) for form in forms}
_READ = frozenset(("read", "reads"))
_OWNING = {"his": "m", "her": "f"}
_LOCATIVE = frozenset(
    ("in", "at", "from", "near", "to", "between", "outside", "inside", "across", "during")
)
# What stands before a mention that no preposition governs.
_UNGOVERNED = frozenset(("", "K", "S", "A"))


class Antecedents:
    """What the pronouns of an article stand for."""

    def __init__(self, reader: Reader, people: People) -> None:
        self.reader, self.people, self.text = reader, people, reader.text

    def find(
        self,
        m: Mention,
        where: Analysed,
        last: str | None,
        but: str | None = None,
        skip: Mention | None = None,
    ) -> tuple[Mention, Analysed] | None:
        """The likeliest of the mentions before a pronoun; `last` is the speaker before.

        Of a noun ("the comedian") the likeliest name; nobody named `but`, nor the mention `skip`.
        None where nothing fits.
        """
        word = plain(self.text[m.start : m.end])
        wanted, described = _WANTED.get(word, ""), m.kind in _DESCRIBED
        if described:
            wanted = (self.gender(m, where)[0] if m.kind != "org" else "") or "any"
        most = _MOST + _STEP["varied"] * described
        best: tuple[float, Mention, Analysed] | None = None
        bare: tuple[Mention, Analysed] | None = None
        distance, number = 0.0, where.number
        place = own = where.tokens.sentence[m.first]
        aside = is_aside(m, where)
        begin = opened(m, where) if aside else -1
        inside = named_by(m, where, self.text) if wanted and not described else frozenset()
        owned = owned_by(m, where, self.text) if wanted and not described else frozenset()
        for other, there in self.reader.back(m, where, _PARAGRAPHS, _MENTIONS):
            here = there.tokens.sentence[other.first]
            if aside and here == own and there.number == where.number and other.first > begin:
                continue  # it stands in the speaker's own words: "Maduro, she said, …"
            if other is skip:
                continue
            if but is not None and (other.kind in _PRONOUNS or self._is(other, there, but)):
                continue
            if there is where and not described and leads_to(other, m, where):
                continue  # "Of the deputy from Gris she remembers"
            if word == "it" and here == own and there is where and opens_sentence(other, where):
                continue  # "In a statement, it said"
            if there.number != number:
                distance += _STEP["paragraph"]
                number, place = there.number, here
            elif here != place:
                distance += _STEP["sentence"]
                place = here
            near = there is where and here >= own - 1  # where more may speak for it
            if (
                best is not None
                and not near
                and (distance > _FARTHEST or best[0] >= most - distance)
            ):
                break
            fits = not described or other.kind in _NAMED
            score = self._fits(other, there, word, wanted, last) if fits else None
            if score is None:
                soon = bare is None and other.active and wanted and distance <= _SOON
                if soon and is_bare_name(other, self.reader):
                    bare = other, there
                continue
            score -= distance
            if near and wanted and not described and m.cue >= 0 and _tells(other, there):
                score += _STEP["tells"]
            if wanted and not described:
                if score + distance < -_STEP["floor"] or (best is not None and score <= best[0]):
                    continue  # likelier somebody further back, or before
                if turns_to(other, there, wanted):
                    score -= _STEP["unlike" if other.kind in _DESCRIBED else "apart"]
                elif m.cue >= 0 and there is where and is_new(other, there) and here == 0:
                    score += _STEP["new"] * (own < 2 and (not best or best[1].kind != "he"))
                if other.kind not in _PRONOUNS:
                    if is_asked_about(other, there):
                        if here == own and there is where:
                            continue  # "Asked if Paz would go, he said"
                        score -= _STEP["about"]
                    score -= _STEP["asked"] * there.tokens.asks(here)
                    score -= _STEP["told"] * is_told_of(other, there)
                    another = self._is_among(other, inside) or has_role(other, there, owned)
                    score -= _STEP["owns"] * another
            if word == "it" and m.cue >= 0 and other.kind == "noun":
                speaks = can_speak(other.head) or is_bare_name(other, self.reader)
                score -= _STEP["thing"] * (not speaks)
            if word == "it" and m.cue >= 0 and other.relation == "acc":
                score += _STEP["source"]  # "…, according to the bank. It said"
            if near and m.cue >= 0 and where.tokens.lower[m.cue] in _READ:
                score += _STEP["thing"] * (singular(other.head) in WRITTEN)  # "a card. It read:"
            if near and other.relation == "vs":
                score += _STEP["spoke"] * (there.tokens.kinds[other.cue] == "S")  # “…,” said Ana
            if other.kind == "he" and not described and is_aside(other, there):
                score += _STEP["aside"]  # "Paz would stay, he said. “…,” he added."
            if described and self._named(other) == last:
                score += _STEP["varied"]
            if best is None or score > best[0]:
                best = (score, other, there)
        if best is None or best[0] < -_STEP["least"]:
            return bare
        return best[1], best[2]

    def gender(self, m: Mention, where: Analysed) -> tuple[str, bool]:
        """m, f, or nothing where neither title, name nor noun tells; and whether that is sure.

        What only the ending of a given name tells is not.
        """
        if m.kind in ("noun", "mixed"):
            sex = gender_of_titles([m.head.partition("-of-")[0].removesuffix("-in-law")])
            return sex, bool(sex)
        titled = gender_of_titles(where.titles(m))
        if titled:
            return titled, True
        name = self.text[m.start : m.end]
        person = self.people.named(name, m.start)
        if person is not None and person.gender:
            return person.gender, True
        given = plain((person.name if person is not None else name).split()[0])
        sex = names.gender(given)
        if (sex and given not in names.EITHER) or (
            person is None and m.kind != "person" and not is_described(m, where)
        ):
            return sex, bool(sex)
        told = self.people.gender_told(person) if person is not None else ""
        return told or ("" if sex else names.gender_by_ending(given)), False

    def agree(self, m: Mention, pronoun: Mention, where: Analysed) -> bool:
        """Whether nothing in a name or a noun speaks against a pronoun's gender."""
        wanted = _WANTED.get(plain(self.text[pronoun.start : pronoun.end]), "")
        gender, _ = self.gender(m, where)
        return bool(wanted) and gender in ("", wanted)

    def _is_among(self, m: Mention, inside: frozenset[str]) -> bool:
        """Whether somebody's own name is among these words."""
        if not inside or m.kind not in _NAMED:
            return False
        person = self.people.named(self.text[m.start : m.end], m.start)
        return person is not None and not inside.isdisjoint(person.words)

    def _named(self, m: Mention) -> str | None:
        person = self.people.named(self.text[m.start : m.end], m.start)
        return person.name if person is not None else None

    def _is(self, m: Mention, where: Analysed, name: str) -> bool:
        """Whether a mention is who has this name: "Ana", "Ana Paz", "her sister, Ana"."""
        told = beside(m, where) if m.kind in ("noun", "mixed") else None
        whole = m if told is None else told
        return name in (self._named(whole), self.text[whole.start : whole.end])

    def may_be(self, name: str | None, m: Mention) -> bool:
        """Whether somebody named so may be who "he" or "she" is."""
        wanted = _WANTED.get(plain(self.text[m.start : m.end]), "")
        if name is None or not wanted:
            return False
        person = self.people.named(name, len(self.text))
        given = plain(name.split()[0])
        gender = (person and person.gender) or names.gender(given) or names.gender_by_ending(given)
        return not gender or gender == wanted

    def may_be_so(self, name: str | None, m: Mention) -> bool:
        """Whether no title or given name of somebody speaks against "he" or "she"."""
        wanted = _WANTED.get(plain(self.text[m.start : m.end]), "")
        person = self.people.named(name, len(self.text)) if name is not None and wanted else None
        return person is None or person.gender in ("", wanted)

    def _fits(
        self, m: Mention, where: Analysed, word: str, wanted: str, last: str | None
    ) -> float | None:
        """What speaks for a mention as the antecedent of a pronoun; None if it cannot be."""
        if m.kind in ("he", "they", "it"):
            own = plain(self.text[m.start : m.end])
            if own != word and (not wanted or _WANTED.get(own) != wanted):
                return None
            subject = m.subject or (own in ("he", "she") and is_led_in(m, where))
            return _STEP["same"] + _STEP["subject"] * subject + _STEP["verb"] * (m.cue >= 0)
        if m.kind in ("i", "who"):
            return None
        more = self._as_person(m, where, wanted, last) if wanted else self._as_group(m, where, word)
        if more is None:
            return None
        named = m.kind in _NAMED
        like_subject = is_like_subject if named else is_led_up_to
        subject = m.subject or (bool(wanted) and like_subject(m, where))
        behind = owned_subject(m, where) if wanted and m.possessor else None
        if behind is not None and self.gender(behind, where)[0] in ("", wanted):
            subject, more = False, more - _STEP["behind"]
        score = _STEP["subject"] * subject + _STEP["verb"] * (m.cue >= 0)
        score -= _STEP["owner"] * m.possessor
        shown = m.kind == "person" and m.before in ("H", "V")  # "video shows Ana Paz"
        if m.before not in _UNGOVERNED and not subject and not shown:
            score -= _STEP["object"]
        return score + more

    def _as_person(
        self, m: Mention, where: Analysed, wanted: str, last: str | None
    ) -> float | None:
        """The part of the score for "he" and "she"."""
        lower = where.tokens.lower
        if lower[m.first] in NOBODY or m.head in ANYBODY or (m.kind == "org" and not is_office(m)):
            return None
        named = m.kind in ("person", "name", "stem")
        one_of = m.head == "them" and lower[m.first] in ("one", "another")
        if not named and not one_of and (not is_human(m, where) or is_predicate(m, where)):
            return None
        if not named and m.first == m.last and m.before not in _UNGOVERNED:
            return None  # "in person"
        if not named and is_complement(m, where) and not is_led_up_to(m, where):
            return None  # "Paz is a patient man and he …"
        if named and not VESSEL.isdisjoint(where.titles(m)[-1:]):
            return None
        gender, sure = self.gender(m, where)
        gender = wanted if wanted == "any" else gender
        if sure and gender != wanted:
            return None
        fits = bool(gender) - 2 * bool(gender and gender != wanted)
        score = _STEP["gender"] * fits + _STEP["person"] * (m.kind == "person")
        if not named:
            one = lower[m.first] in ("a", "one", "another")  # "one of the guards"
            if PLURAL.search(m.head) and not one:
                return None
            name_ = beside(m, where)
            told, surely = self.gender(name_, where) if name_ is not None else ("", False)
            if surely and told != wanted and not sure:
                return None  # unlike "his wife, Robin"
            hers = name_ is None and _OWNING.get(lower[m.first]) == wanted
            sounds = m.cue < 0 and not (one_of or is_listed(m.head) or is_new(m, where))
            return score - _STEP["owned"] * hers - _STEP["sounds"] * sounds
        role = described_by(m, where)
        if role is not None and not sure:
            told = self.gender(role, where)[0]
            body = role.before in _UNGOVERNED and singular(role.head) in words.INSTITUTION
            if told not in ("", wanted) or body:
                return None  # "her husband, the cook Teo Brandt,", "her label, Gris,"
        known = gender and sure
        name = self.text[m.start : m.end]
        person = self.people.named(name, m.start)
        full = name if person is None else person.name
        thing = is_institution(full) or is_site(full) or m.head in words.TIME
        if is_place(name) or (not known and thing):
            return None
        if m.kind == "stem" and where.tokens.kinds[m.first] == "D" and not known:
            return None  # "the Agrarian bench"
        if person is None and m.kind != "person" and not is_described(m, where):
            score -= _STEP["unknown"]
        elif not gender:
            score += _STEP["either"]
        # "his office in Mary Hill has a fan", unlike "in the next room Ana Paz"
        placed = m.before == "in" and where.tokens.starts[m.first] == m.start
        if (
            m.before in _LOCATIVE
            and m.relation != "acc"
            and not (m.before == "to" and is_interviewed(m, where))
            and not is_agent(m, where)
            and not ((m.kind == "person" or person is not None) and is_described(m, where))
            and not (known and not placed)
        ):
            return None
        if last is not None and person is not None and person.name == last:
            score += _STEP["last"]
        return score

    def _as_group(self, m: Mention, where: Analysed, word: str) -> float | None:
        """The part of the score for "they" and "it"."""
        if m.head == "them" or self.text[max(0, m.start - 1)] in "£$€":
            return None
        plural = m.kind in ("noun", "mixed") and bool(PLURAL.search(m.head))
        if word in words.THEY:
            if m.kind == "org" or is_institution(self.text[m.start : m.end]):
                return 0.0
            if plural:
                return 1.0 - _STEP["thing"] * (not (is_human(m, where) or can_speak(m.head)))
            woman = m.kind == "noun" and self.gender(m, where)[0]  # "her mother"
            return None if m.kind == "person" or woman else -2.0
        if m.before in ("A", "to") and (m.first == m.last or m.head.endswith("ed")):
            return None  # "would shut", "is not scheduled", "to sell"
        name = self.text[m.start : m.end]
        somebody = m.kind == "person" and all(self.gender(m, where)) and not is_institution(name)
        if plural or m.head in words.DAY or somebody:
            return None
        return 0.5 * (m.head in words.CARRIER or m.kind == "org")


def _tells(m: Mention, where: Analysed) -> bool:
    """Whether a sentence tells last, or first, who says it: "Bea left, Ana said. She added"."""
    kinds = where.tokens.kinds
    begin, end = min(m.first, m.cue), max(m.last, m.cue) + 1
    closed = kinds[end : end + 1] in ("", ".") and begin > 0 and kinds[begin - 1] == ","
    opens = begin == where.tokens.first[where.tokens.sentence[m.first]]
    told = closed and m.relation in ("sv", "vs", "acc") and kinds[m.cue] in "Sw"
    told = told or (opens and m.relation == "acc")  # "According to Ana, Bea left. “…,” she said."
    return told and (m.kind in _NAMED or is_human(m, where))
