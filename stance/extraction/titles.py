"""What stands before a name and is no part of it: titles, trades, offices."""

from __future__ import annotations

import re
from collections.abc import Sequence

from stance.extraction import names, places, words
from stance.extraction.tokens import Tokens
from stance.extraction.words import listed

# What a sentence says of somebody before his name: "Oil-rich Norland", "Rival Paz", "Then-mayor".
_EPITHET = re.compile(
    r"[^\W\d_]{2,}-(?:[a-zà-öø-ÿ]{5,}|rich|born|torn|held)"
    r"|(?:Neighbou?ring|Nearby|Rival|Fellow|Late|Veteran|Longtime|Incoming|Outgoing|Embattled"
    r"|Ousted|Jailed|Exiled|Proud|Brave|Plucky|Furious|Grieving|Heartbroken|Devastated"
    r"|Wife|Husband|Hubby|Daughter|Girlfriend|Boyfriend|Fiancée?|Youngest|Eldest|Oldest"
    r"|Dear|Poor|Then|Meanwhile|Perhaps|Maybe|Instead|Even|Soon|Later|Yesterday)"
)
# More nouns for people, beside titles and trades.
HUMAN = frozenset(
    listed("""
    agent patient client counterpart dissident adolescent parent regent respondent incumbent
    adherent descendant intendent conscript recruit cadet novice apprentice intern medic sexton
    sacristan verger cop midwife coroner guest twin orphan bride groom kid child teenager toddler
    tourist ally magistrate delegate graduate advocate expatriate exile refugee relative volunteer
    thief rebel hawker pupil principal professional intellectual criminal individual ombudsman fan
    commuter passer-by bystander onlooker spectator punter shopper diner tenant homeowner
    householder motorist cyclist pedestrian traveller traveler holidaymaker backpacker pilgrim
    hiker climber runner swimmer surfer angler boatman gran granny grandad granddad nan auntie
    mate lad lass bloke chap fellow gent tot baby infant teen youth youngster schoolboy schoolgirl
    freshman sophomore fiancé fiancée spouse girlfriend boyfriend ex sibling cousin in-law
    stepfather stepmother godfather godmother paramedic gp physician carer caregiver orderly vet
    optician dentist counsellor counselor invalid amputee sleuth bobby gendarme carabiniere
    trooper lawman commando sniper airman seaman gunner defendant suspect inmate prisoner convict
    detainee hostage captive fugitive juror plaintiff claimant complainant bailiff winger keeper
    goalie pitcher catcher batsman batter bowler sprinter jockey boxer wrestler golfer champion
    runner-up medallist medalist olympian athlete referee umpire linesman boss gaffer rookie
    newcomer journeyman playmaker centre-half full-back fly-half comic entertainer magician
    juggler clown dancer ballerina soprano tenor baritone cellist violinist pianist rapper
    songwriter frontman composer conductor dj celebrity influencer blogger vlogger youtuber
    podcaster presenter broadcaster pundit commentator reviewer essayist laureate screenwriter
    auteur filmmaker artist illustrator cartoonist curator collector dealer auctioneer grocer
    greengrocer fishmonger florist publican barman barmaid bartender barista maître sommelier
    cabbie taxi-driver courier postman postwoman milkman roofer bricklayer joiner fitter labourer
    laborer navvy steelworker shipbuilder farmhand shepherd gamekeeper trawlerman crofter
    smallholder winemaker vintner brewer distiller entrepreneur tycoon billionaire millionaire
    magnate mogul heir heiress financier stockbroker auditor actuary lobbyist boffin geologist
    astronomer botanist zoologist ecologist mathematician statistician linguist philosopher
    theologian academic scholar lecturer tutor headteacher headmaster headmistress dinner-lady
    victim culprit dropout expat hermit addict locksmith stonemason caddie nanny au-pair maid valet
    chauffeur concierge paralegal foreperson bookie burglar warlord insurgent guerrilla gymnast
    peer backbencher frontbencher politician challenger hopeful loyalist hardliner populist
    socialist nationalist separatist unionist leftist centrist demonstrator marcher picket steward
    fundraiser donor philanthropist benefactor whistleblower insider go-between mediator
    negotiator interpreter translator migrant immigrant emigrant asylum-seeker evacuee returnee
    settler islander townsman countryman foreigner outsider stranger rector curate parson cleric
    pontiff friar abbot abbess missionary preacher worshipper parishioner believer atheist native
    accused eyewitness expert competitor classmate schoolmate roommate housemate flatmate workmate
    cellmate shipmate deckhand stagehand
""")
)
VERBAL = ("ed", "ing")
NOT_VERBAL = frozenset(
    listed("""
    united wanted red need feed bed seed speed breed king ring spring thing wing building
    meeting evening morning hearing wedding briefing filing offspring sibling nothing something
    anything everything beijing reading fred ted mohammed ahmed muhammad mohamed hundred retired
    unnamed registered leading armed named elected ruling warning recording posting
    listing
""")
)
# "Rear-Admiral", "Mayor-elect", "Mother-of-two"; and what no name ends in.
_COMPOUND = re.compile(
    r"(?:vice|sub|rear|deputy|co|ex|under|head|first|lieutenant|sergeant|air|wing)-([a-z]+)"
    r"|([a-z]+)-(?:elect|designate)|([a-z]+)-of-[a-z]+"
    r"|([a-z]{3,}(?:ologist|[ln]ist|ician|woman|maker|keeper|worker|grapher|teacher|player|driver"
    r"|seller|owner|grower|holder|dresser))"
)
# What one is of something, before the name: "head of music Ana Paz".
_HELD = words.TITLE | frozenset(listed("head chief chair maid man woman manager member"))
# What a ministry is for, and no office by itself.
_FIELD = (words.MATTER & words.TITLE) - {"state", "labour", "justice"}
_CHARTERS = 2
_CHARTER = re.compile(r"D?N{1,7}")
_JOINED_NAME = re.compile("KN(?=[,.SHA(O]|$)|KN{1,3}(?=w)|KNN{1,2}(?=[,.SHAO(]|$)")
_SERVANT = re.compile("[wV]{1,3}(?![wNV])|w{1,2}(N{1,4})(?!w)")
_OFFICE = re.compile("D?([wN]{1,3}N{2,4})")


def is_role(word: str) -> bool:
    """Whether a word is what somebody is: "painter", "aunt"."""
    return (
        word in words.PERSON_NOUN
        or word in words.TITLE
        or word in words.MALE_WORD
        or word in words.FEMALE_WORD
        or words.TRADE.search(word) is not None
    )


def is_titled(noun: str) -> bool:
    """Whether a name goes with the word before: "the painter Ana Paz", "the ruling Gris Party"."""
    participle = noun.endswith(VERBAL) and noun not in NOT_VERBAL
    return participle or is_role(noun) or noun in words.INSTITUTION or noun == "bloc"


def is_epithet(word: str) -> bool:
    """Whether a capitalised word is none of a name that follows it.

    >>> is_epithet("Oil-rich"), is_epithet("Editor-in-Chief"), is_epithet("Saint-Exupéry")
    (True, True, False)
    """
    return _EPITHET.fullmatch(word) is not None or _is_post(word.lower())


def _is_post(word: str) -> bool:
    """Whether a word is an office told in three: "editor-in-chief", unlike "henley-in-arden"."""
    return word.count("-") == 2 and is_role(word.partition("-")[0])


def is_trade(word: str) -> bool:
    """Whether a word before a whole name tells what somebody is: "trombonist", "mayor-elect".

    >>> is_trade("trombonist"), is_trade("mayor-elect"), is_trade("walter")
    (True, True, False)
    """
    return (is_human(word) or words.TRADE.search(word) is not None) and not names.gender(word)


def is_whole_title(word: str, given: str) -> bool:
    """Whether a word tells what somebody is wherever it stands before a whole name.

    >>> is_whole_title("mayor-elect", "kendri"), is_whole_title("voter", "kendri")
    (True, False)
    """
    return is_trade(word) and (is_human(word) or names.gender(given) != "")


def is_human(word: str) -> bool:
    """Whether a word is a noun for people, or a rank or an office of two parts."""
    if word in HUMAN:
        return True
    parts = _COMPOUND.fullmatch(word)
    return parts is not None and is_role(next(filter(None, parts.groups())))


def after_titles(tokens: Tokens, start: int, last: int) -> int:
    """Where the name begins in a run of capitalised words: behind the last title in it."""
    last -= last > start and tokens.lower[last].rstrip(".") in words.SUFFIX  # "Len King Jr."
    whose = tokens.lower[last].rstrip(".").removesuffix("'s").removesuffix("’s")
    for k in range(last - 1, start - 1, -1):
        low = tokens.lower[k].rstrip(".")
        if tokens.lower[k + 1] in words.INSTITUTION and tokens.lower[k + 2 : k + 3] == ["of"]:
            continue  # "FOREIGN MINISTRY OF GRIS"
        if (low in words.TITLE or _is_post(low)) and whose not in words.INSTITUTION:
            if k + 1 == last and low in words.GIVEN | {"white", "saint"}:
                continue
            if k == start and low in _FIELD and _is_bodys(tokens, k, last):
                continue
            return k + 1
        whole = last - k > 1 and whose not in words.INSTITUTION
        if whole and is_whole_title(low, tokens.lower[k + 1]):
            return k + 1
    begin = tokens.first[tokens.sentence[start]]
    opens = start == begin or (start == begin + 1 and not tokens.words[begin].isalnum())
    if opens and last > start and is_epithet(tokens.words[start]):
        return start + 1
    return start


def _is_bodys(tokens: Tokens, field: int, last: int) -> bool:
    """Whether the matter of an office begins a body's name: "Environment Norland".

    Not in "Minister of Trade Roth", and not before a whole name.
    """
    office = field > 0 and tokens.lower[field - 1] in ("of", "for")
    return field + 1 == last and not office and not names.gender(tokens.lower[last])


def officer(tokens: Tokens, i: int) -> tuple[int, int]:
    """Where a name begins and ends behind "Minister for": "Trade Ana Paz"; -1 where none does."""
    match = _OFFICE.match(tokens.kinds, i)
    if match is not None:
        for given in range(match.start(1) + 1, match.end() - 1):
            named = tokens.kinds[given] == "N" and names.gender(tokens.lower[given])
            if named and "w" not in tokens.kinds[given : match.end()]:
                return given, match.end()
        run = tokens.lower[i : match.end()]
        given = i + behind_matter(run)
        if given > i and "w" not in tokens.kinds[given : match.end()]:
            return given, match.end()
    return -1, -1


def behind_matter(run: Sequence[str]) -> int:
    """How many words at the head of a run are the matter of an office, with a name behind them.

    >>> behind_matter(["maritime", "affairs", "xogwi", "ndebe"]), behind_matter(["gris", "health"])
    (2, 0)
    """
    found = (k for k in range(len(run) - 2, 0, -1) if run[k - 1] in words.MATTER)
    return next(found, 0)


def charter(tokens: Tokens, i: int) -> int:
    """The token behind what an institution's name goes on with from token `i` on, or `i`."""
    kinds, lower, end = tokens.kinds, tokens.lower, i
    for _ in range(_CHARTERS):  # "Royal Society for the Protection of Birds"
        if lower[end : end + 1] not in (["of"], ["for"], ["on"]):
            break
        match = _CHARTER.match(kinds, end + 1)
        if match is None or lower[end + 1] in words.DAY | words.MEDIA:
            break
        end = match.end()
        end = _joined(tokens, end)
        if lower[end : end + 1] == ["at"] and kinds[end + 1 : end + 2] == "N":
            end += 2  # "Institute for Trade Law at Halmstow"
    return end


def _joined(tokens: Tokens, end: int) -> int:
    """The token behind what "and" at a token adds to the matter of a body, or that token.

    So in "Department of Roads and Inland Waters", unlike "of Trade and Ana Paz".
    """
    joined = _JOINED_NAME.match(tokens.kinds, end)
    if joined is None or tokens.lower[end] != "and":
        return end
    past = joined.end()
    alone = past == end + 2 and tokens.kinds[past : past + 1] not in (*"O", "")
    whole = tokens.lower[past - 1] in words.INSTITUTION - words.MATTER
    if alone or not (
        whole or names.gender(tokens.lower[end + 1]) or tokens.words[past - 1] in places.ADJECTIVE
    ):
        return past
    return end


def servant(tokens: Tokens, first: int, last: int) -> tuple[int, int]:
    """Where begins and ends who serves the body that a run of words begins the name of; else -1.

    Of "a Department of Health spokesman" it is all, of "Bank of Gris governor Ana Paz" the name.
    """
    end = charter(tokens, last + 1)
    if end == last + 1:
        return -1, -1
    owned = tokens.words[end - 1].endswith(("'s", "’s"))  # "the Duke of Gris's spokesman"
    body = tokens.lower[first] in ("a", "an") or tokens.lower[last] in words.INSTITUTION
    if not (body or owned):
        return -1, -1
    run = last + len(tokens.kinds[last:end].rstrip("N"))
    if end - run > 2:  # "University of Gris Professor Ana Paz", "the Bank of Gris's Ana Paz"
        given = after_titles(tokens, run + 1, end - 1)
        theirs = tokens.words[run].endswith(("'s", "’s")) and names.gender(tokens.lower[run + 1])
        if given > run + 1 or theirs:
            return given, end
    match = _SERVANT.match(tokens.kinds, end)
    if match is None:
        return -1, -1
    given, past = match.span(1) if match[1] else (match.end(), match.end())
    if not is_role(tokens.lower[given - 1]):
        return -1, -1
    return (given if match[1] else first), past


def behind_office(tokens: Tokens, first: int, last: int) -> tuple[int, int]:
    """Where begins and ends who is told by his office or his body, before "of"; -1 if nobody is."""
    of, named = tokens.lower[last + 1], tokens.words[last][0].isupper()
    if tokens.lower[last] in _HELD and (of == "of" or (of == "for" and named)):
        given, past = officer(tokens, last + 2)
        if past > 0:
            return given, past
    return servant(tokens, first, last) if named else (-1, -1)
