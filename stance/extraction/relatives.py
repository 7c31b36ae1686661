"""Who "her brother" is, where the text has told of his sister before."""

from __future__ import annotations

from stance.extraction.phrases import OWNER_KIND, Mention
from stance.extraction.reader import Analysed, Reader
from stance.extraction.words import FEMALE_WORD, MALE_WORD, listed

_MENTIONS = 40  # looked back over
_PARAGRAPHS = 5
_SIBLINGS = listed("brother sister twin")
_PARENTS = listed("mother father mum mom dad")
_CHILDREN = listed("son daughter child boy girl")
_GRANDPARENTS = listed("grandmother grandfather gran grandma grandpa granddad")
_GRANDCHILDREN = listed("grandson granddaughter grandchild")
# Whose relative somebody is, by what that one is to him.
_TO = {
    **dict.fromkeys(_SIBLINGS, frozenset(_SIBLINGS)),
    **dict.fromkeys(_PARENTS, frozenset(_CHILDREN)),
    **dict.fromkeys(_CHILDREN, frozenset(_PARENTS)),
    **dict.fromkeys(_GRANDPARENTS, frozenset(_GRANDCHILDREN)),
    **dict.fromkeys(_GRANDCHILDREN, frozenset(_GRANDPARENTS)),
    **dict.fromkeys(("uncle", "aunt"), frozenset(("niece", "nephew"))),
    **dict.fromkeys(("niece", "nephew"), frozenset(("uncle", "aunt"))),
    "husband": frozenset(("wife",)),
    "wife": frozenset(("husband",)),
}


def other_of_two(reader: Reader, m: Mention, where: Analysed) -> tuple[Mention, Analysed] | None:
    """The pronoun that owns the relative whose relative is meant: of "his sister", "his"."""
    wanted = _TO.get(m.head)
    if wanted is None:
        return None
    for other, there in reader.back(m, where, _PARAGRAPHS, _MENTIONS):
        owner = there.tokens.lower[other.first]
        relative = there.tokens.lower[other.first + 1 : other.first + 2]
        related = relative and relative[0] in wanted and relative[0] != m.head
        if related and owner in OWNER_KIND and _may_be(owner, m.head):
            first, kind = other.first, OWNER_KIND[owner]
            span = there.tokens.starts[first], there.tokens.ends[first]
            return Mention(first, first, *span, kind, owner), there
    return None


def _may_be(owner: str, relative: str) -> bool:
    """Whether "her" and "daughter" may be one: of "her mother", no son is meant."""
    return not (
        (owner == "her" and relative in MALE_WORD) or (owner == "his" and relative in FEMALE_WORD)
    )
