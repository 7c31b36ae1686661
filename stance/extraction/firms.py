"""Bodies that a description stands for: "the company", "the union", "the agency"."""

from __future__ import annotations

from stance.extraction.antecedents import Antecedents
from stance.extraction.describe import head
from stance.extraction.kinds import is_bare_name, is_institution, is_listed, is_place
from stance.extraction.people import People, plain
from stance.extraction.phrases import Mention
from stance.extraction.reader import Analysed, Reader
from stance.extraction.words import listed

_PARAGRAPHS = 40  # looked back over
_MENTIONS = 60
_FIRMS = frozenset(
    listed("company firm group bank charity airline club chain retailer maker corporation")
)
# What no union or ministry is called, which may be named nearer than the company.
_COMPANIES = frozenset(listed("company firm airline chain retailer maker corporation"))
_PUBLIC = frozenset(
    listed("""
    union ministry council court government parliament senate assembly committee commission police
    party university
""")
)
# What somebody near is called as well; farther off it may be another.
_BODIES = frozenset(
    listed("""
    lender bloc carmaker automaker newspaper alliance force organisation organization network
    insurer brewer manufacturer broadcaster union department watchdog regulator agency developer
    utility operator association federation body
""")
)
_OF_A_TRADE = frozenset(("company", "maker", "network", "chain", "retailer"))  # "the oil company"
_NEAR = 2  # paragraphs
_MEASURES = frozenset(("GDP", "CPI", "RPI", "VAT", "FTSE"))


class Firms:
    """The firms and other bodies of one article."""

    def __init__(self, reader: Reader, people: People, antecedents: Antecedents) -> None:
        self.reader, self.people, self.text = reader, people, reader.text
        self._antecedents = antecedents

    def find(self, m: Mention, where: Analysed) -> tuple[Mention, Analysed] | None:
        """What "the company" is: the last name before it that acts and is nobody's."""
        firm = m.head in _FIRMS
        if not (firm or m.head in _BODIES) or m.last > m.first + 1 + (m.head in _OF_A_TRADE):
            return None
        if m.last > m.first + 1 and not where.tokens.words[m.first + 1].isalpha():
            return None  # "the club’s bank"
        for other, there in self.reader.back(m, where, _PARAGRAPHS if firm else _NEAR, _MENTIONS):
            if m.head in _COMPANIES and (other.head in _PUBLIC or other.head.isdigit()):
                continue  # "Local 88 of the Millworkers’ Union walked out. The company said"
            if (firm or _acts(other)) and not other.possessor and self._is_firm(other, there):
                return whole(other, there), there
        return None

    def may_be(self, m: Mention, other: Mention, there: Analysed) -> bool:
        """Whether a noun for a body may mean one that acts elsewhere."""
        body = m.head in _FIRMS or m.head in _BODIES
        return body and _acts(other) and self._is_firm(other, there)

    def _is_firm(self, m: Mention, where: Analysed) -> bool:
        """Whether a mention may be the name of a firm.

        Unlike "its CEO", "the UK", "GDP", or somebody of whom a name, a title or "she" tells.
        """
        name = self.text[m.start : m.end]
        if m.kind not in ("person", "name", "org"):
            return is_bare_name(m, self.reader)  # "Ryanair cancelled 40 flights"
        the = where.tokens.kinds[m.first] == "D" and name.isupper()
        if the or is_listed(m.head) or is_place(name) or name in _MEASURES:
            return False
        if is_institution(name) or where.tokens.lower[m.first] == "shares":
            return True
        if self._antecedents.gender(m, where)[0]:
            return False
        if m.kind == "org":
            return True
        alone = where.name_at(m) == m.last
        known = self.people.by_last if alone else ()
        return plain(name) not in known and (m.subject or m.active or not alone)


def _acts(m: Mention) -> bool:
    """Whether a mention is a subject, or speaks itself."""
    return m.subject or (m.cue >= 0 and m.relation != "svo")


def whole(m: Mention, where: Analysed) -> Mention:
    """The body that a name is a part of: of "Bakers" in "the Union of Bakers" the union."""
    body = head(m, where)
    return body if body.kind == "org" else m
