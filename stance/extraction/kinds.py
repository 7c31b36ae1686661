"""What a noun stands for: a person, a group, something written, a place."""

from __future__ import annotations

import functools
import re

from stance.extraction import names, places, words
from stance.extraction.classes import CLASS
from stance.extraction.people import plain
from stance.extraction.phrases import Mention
from stance.extraction.reader import Analysed, Reader
from stance.extraction.titles import HUMAN
from stance.extraction.wording import PLURAL
from stance.extraction.words import listed

_HUMAN = re.compile(r"(?:[^ae]er|or|ist|ian|[^m]ant|man|woman|ee|eer|ess|ician)$")
_THINGS = frozenset(
    listed("""
    drawer scepter sceptre laughter slaughter banister lawyer-client cooler loudspeaker
    letter paper water answer matter number order river winter summer dinner poster banner
    corner border quarter center power tower chapter register container door floor error mirror
    color newsletter newspaper statement document government parliament movement payment
    agreement moment department event percent accident account amount front
    plant restaurant want grant apartment treatment comment argument settlement investment
    element sentiment experiment instrument environment development announcement parent-teacher
    weather timber cover other another either silver copper member-state tractor motor generator
    transformer computer trailer counter shelter ladder filter folder finger shoulder butter
    sugar dollar yard board card standard award reward guard-rail land island hundred thousand
    engine offer list gist cheer jeer beer career whisper fist wrist mist twist murmur
""")
)

# Nouns without an article, and how more of them end.
_MASS = frozenset(
    listed("""
    traffic snow rain weather sleet hail fog mist wind thunder lightning smoke dust mud ash sand
    water ice steam sunlight light darkness daylight silence laughter applause music noise chaos
    panic fear anger hope love life death time money cash work business trade oil gas power coal
    steel gold cotton wheat rice corn bread milk coffee tea sugar beer wine food fuel wood paper
    demand growth turnout progress peace war crime history science football rugby cricket tennis
    golf baseball basketball hockey politics parliament congress church school college court prison
    hospital breakfast lunch dinner play news data advice research stock blood sweat hair grass
    timber land space speed heat cold fire damage luck fate trust faith grief shame rubbish
    tourism farming fishing housing poverty unemployment wealth health energy training practice
    spring summer autumn winter christmas easter ramadan heaven earth nature staff
    anything everything nothing something nobody everybody god debate talk outrage
""")
)
_ABSTRACT = re.compile(r"(?:ion|ing|ment|ness|ity|ance|ence|ism|ship|hood|cy|age|ure|ics|ed|ly)$")
_OF_A_SHIRE = re.compile("shire(?:wo)?man$")  # "the Gloucestershireman"
# Nouns for people and for things.
_EITHER = frozenset(
    listed("fan star speaker partner local native host keeper driver runner fitter")
)
# Whom no pronoun in another sentence stands for.
ANYBODY = frozenset(
    listed("""
    whoever someone somebody anyone anybody everyone everybody nobody none one-another
""")
)
# What has a name of its own, often somebody's, and is nobody: "the ferry Ana Paz".
VESSEL = frozenset(
    listed("""
    ship boat ferry trawler tanker freighter carrier vessel yacht liner tug tugboat steamer schooner
    frigate destroyer corvette submarine lifeboat barge barque cruiser ketch sloop dinghy icebreaker
    dredger catamaran paddle-steamer airship rocket satellite locomotive engine racehorse horse mare
    stallion gelding colt filly pony greyhound hound dog cat parrot storm hurricane cyclone typhoon
""")
)
# Determiners of what no pronoun stands for.
NOBODY = frozenset(listed("no every each any neither either whose"))


def is_somebody(m: Mention, where: Analysed) -> bool:
    """Whether a mention names or describes a person, not a thing or an institution."""
    described = m.kind in ("noun", "mixed") or is_office(m)
    return m.kind == "person" or (described and is_human(m, where))


def is_office(m: Mention) -> bool:
    """Whether what looks like an institution's name is an office: "the Minister"."""
    return m.kind == "org" and bool(is_listed(m.head))


def is_native(m: Mention) -> bool:
    """Whether what looks like an institution's name says where somebody is from: "the Dane"."""
    if m.kind != "org" or m.last - m.first > 2:
        return False
    return m.head in places.NATIVE or _OF_A_SHIRE.search(m.head) is not None


def is_human(m: Mention, where: Analysed) -> bool:
    """Whether a common noun is somebody: by the lists, or by its ending, and an article before.

    Of "foreman" the ending tells by itself.
    """
    head = singular(m.head)
    listed = is_listed(m.head) if head == m.head else is_listed(m.head) or is_listed(head)
    if m.head in _EITHER:
        return m.subject or m.cue >= 0
    if m.head == "head":
        return where.tokens.lower[m.last + 1 : m.last + 2] == ["of"]
    if listed is not None:
        return listed
    article = m.subject or m.cue >= 0 or where.tokens.lower[m.first] in ("a", "an")
    return (article or head.endswith("man")) and _sounds_human(head)


def is_bare_name(m: Mention, reader: Reader) -> bool:
    """Whether what acts at the head of a sentence may be a name: "Xogwi flew to Paris".

    Not a word that a list knows, that the text writes small as well, or of which there is no
    number ("Traffic was heavy").
    """
    acts = m.kind == "noun" and m.first == m.last and m.subject and m.active
    if not acts or m.head in _MASS or m.head in CLASS or is_listed(m.head) is not None:
        return False
    if PLURAL.search(m.head) or _ABSTRACT.search(m.head) or is_place(m.head.title()):
        return False
    return not reader.writes_small(m.head, m.start)


@functools.lru_cache(maxsize=65536)
def singular(head: str) -> str:
    """A noun in the singular.

    >>> singular("parties"), singular("placards"), singular("women"), singular("boss")
    ('party', 'placard', 'woman', 'boss')
    """
    if head.endswith("men"):
        return head[:-3] + "man"
    if head.endswith("ies"):
        return head[:-3] + "y"
    return head[:-1] if head.endswith("s") and not head.endswith("ss") else head


@functools.lru_cache(maxsize=65536)
def is_listed(head: str) -> bool | None:
    """Whether the lists hold a noun as somebody; None where they do not tell."""
    if "-of-" in head or head.endswith(("-elect", "-in-law")):
        return is_listed(head.partition("-")[0])  # "the mum-of-four", "the president-elect"
    if head in words.PERSON_NOUN or head in words.TITLE:
        return head not in _BODIES
    if head in words.MALE_WORD or head in words.FEMALE_WORD or head in HUMAN:
        return True
    return None


@functools.lru_cache(maxsize=65536)
def _sounds_human(head: str) -> bool:
    return head not in _THINGS and head not in words.CARRIER and _HUMAN.search(head) is not None


GROUPS = frozenset(
    listed("""
    committee group union faction party team branch crew band network circle board council
    association club coalition majority number dozens hundreds thousands pair couple members
    panel inquiry enquiry tribunal command mission brigade battalion
    mothers fathers relatives friends families workers students exiles supporters critics mayor
    governor
""")
)
SIGNED = frozenset(
    listed("""
    banner sign poster letter statement order note tweet post message email placard leaflet
    circular memo release mail e-mail bedsheet sheet tablecloth placard mural postcard version
    editorial bulletin notice citation telegram card submission petition memoir testimony communique
    communiqué leaflet flyer advice guidance motion diary postscript account log logbook entry
    voicemail manifesto pamphlet essay sticker graffiti t-shirt billboard badge blackboard
    whiteboard chalkboard flag scarf
""")
)
# What says something too, but whose it is only where that is told: "a study by the Gris Centre".
DOCUMENT = frozenset(
    listed("""
    ruling decree resolution decision indictment judgment judgement verdict guide guidebook handbook
    brochure catalogue catalog inscription plaque menu minutes complaint lawsuit filing transcript
    policy constitution treaty contract summary draft dossier questionnaire study audit
    review invoice warning article caption headline
""")
)
WRITTEN = SIGNED | DOCUMENT
_BODIES = (
    frozenset(
        listed("""
    group company campaign committee government ministry agency office department court board
    commission council union party police audience crowd website app site defense defence home
    state house senate justice interior finance health education trade energy environment
    agriculture treasury foreign opposition minority majority staff garrison shift grade hand stand
    row queue bench gallery regiment squad pamphlet piece column essay newspaper magazine newsletter
""")
    )
    | words.CARRIER
)


def can_speak(head: str) -> bool:
    """Whether a noun is a body, a group or something written."""
    return (
        head in _BODIES
        or head in GROUPS
        or head in WRITTEN
        or head in words.INSTITUTION
        or head in words.PERSON_NOUN
    )


_SAINT = frozenset(("San", "Santa", "Santo", "São", "Saint", "Sainte", "Sankt"))


def is_place(name: str) -> bool:
    """Whether a name is a country's, a capital's, a saint's town, or a day's.

    >>> is_place("Norway"), is_place("San José"), is_place("Sunday"), is_place("José San")
    (True, True, True, False)
    """
    first, _, rest = name.partition(" ")
    saint = first in _SAINT and rest != ""
    return name in places.ADJECTIVE or plain(name) in words.DAY or saint


def is_site(name: str) -> bool:
    """Whether a name is a street's, a building's or a hill's, and not somebody's.

    >>> is_site("Pell Street"), is_site("Ana Street"), is_site("Street")
    (True, False, False)
    """
    given, *rest = name.split()
    return bool(rest) and plain(rest[-1]) in places.SITE and plain(given) not in names.SEX


def is_institution(name: str) -> bool:
    """Whether a name holds a word for an institution."""
    return any(w.lower() in words.INSTITUTION for w in name.split())


def is_speaker(m: Mention, where: Analysed) -> bool:
    """Whether a mention is somebody or a body of people, and not what they wrote."""
    return is_somebody(m, where) or m.head in GROUPS or m.head in words.INSTITUTION
