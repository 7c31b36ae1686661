"""The closed word classes and lists the rules rest on. General English; nothing of any document."""

from __future__ import annotations

import re


def listed(words: str) -> list[str]:
    """The words of a text, for lists that are easier to read without marks and commas."""
    return words.split()


_IRREGULAR = {
    "say": "says said saying",
    "tell": "tells told telling",
    "write": "writes wrote written writing",
    "read": "reads reading",
    "speak": "speaks spoke spoken speaking",
    "hold": "holds held holding",
    "think": "thinks thought thinking",
    "know": "knows knew known knowing",
    "feel": "feels felt feeling",
    "swear": "swears swore sworn swearing",
    "sing": "sings sang singing",
    "go": "goes went going",
    "begin": "begins began beginning",
    "put": "puts putting",
    "quip": "quips quipped quipping",
    "sob": "sobs sobbed sobbing",
    "nod": "nods nodded nodding",
    "chip": "chips chipped chipping",
    "shrug": "shrugs shrugged shrugging",
    "hum": "hums hummed humming",
    "tut": "tuts tutted tutting",
    "concur": "concurs concurred concurring",
    "demur": "demurs demurred demurring",
    "hit": "hits hitting",
    "label": "labels labelled labeled labelling labeling",
    "signal": "signals signalled signaled signalling signaling",
    "marvel": "marvels marvelled marveled marvelling marveling",
    "snap": "snaps snapped snapping",
    "blog": "blogs blogged blogging",
    "admit": "admits admitted admitting",
    "slam": "slams slammed slamming",
    "rap": "raps rapped rapping",
    "find": "finds found finding",
    "show": "shows showed shown showing",
    "mean": "means meant meaning",
    "understand": "understands understood understanding",
    "see": "sees saw seen seeing",
    "hear": "hears heard hearing",
    "foresee": "foresees foresaw foreseeing",
    "make": "makes made making",
    "give": "gives gave given giving",
    "pen": "pens penned penning",
    "submit": "submits submitted submitting",
    "plead": "pleads pleaded pled pleading",
    "dub": "dubs dubbed dubbing",
    "shoot": "shoots shot shooting",
    "fire": "fires fired firing",
    "cut": "cuts cutting",
    "break": "breaks broke breaking",
    "burst": "bursts bursting",
    "run": "runs ran running",
    "come": "comes came coming",
    "draw": "draws drew drawing",
    "forbid": "forbids forbade forbidding",
    "vow": "vows vowed vowing",
    "fret": "frets fretted fretting",
    "chat": "chats chatted chatting",
    "refer": "refers referred referring",
    "confer": "confers conferred conferring",
    "infer": "infers inferred inferring",
    "sum": "sums summed summing",
    "let": "lets letting",
    "set": "sets setting",
    "lay": "lays laid laying",
    "take": "takes took taken taking",
    "grin": "grins grinned grinning",
    "beg": "begs begged begging",
    "brag": "brags bragged bragging",
    "rebut": "rebuts rebutted rebutting",
    "regret": "regrets regretted regretting",
    "forget": "forgets forgot forgetting",
    "rue": "rues rued ruing",
    "bid": "bids bidding",
    "teach": "teaches taught teaching",
    "text": "texts texted texting",
    "believe": "believes believed believing",
}
# Verbs that hardly ever do anything but report words.
SAY = listed("""
    say tell add write tweet retort reply quip recall remark joke opine whisper shout yell
    murmur mutter exclaim reiterate state declare assert insist argue contend claim allege
    maintain caution warn explain note observe comment acknowledge concede admit counter
    continue conclude recount muse lament complain grumble gripe boast brag vow pledge ask
    answer respond announce testify confide reflect stress emphasize emphasise underline
    underscore suggest predict speculate theorize reason wonder inquire enquire interject blog
    post message email text shrug sigh laugh chuckle smile cry scream bellow growl snap bark
    plead beg urge implore repeat clarify elaborate specify point volunteer venture sum chime
    agree disagree protest object fume rail thunder chant sing read report relate narrate
    describe affirm confirm aver attest caption pen scribble scrawl go begin crow deadpan hiss
    drawl reminisce rejoin enthuse gush grouse moan groan gasp blurt holler posit demur interrupt
    mumble stammer stutter wisecrack chortle giggle grunt rasp croak beam roar snarl shriek squeal
    whimper snigger wince wheeze marvel tut guffaw rage storm explode bristle
""")
# Verbs that report what somebody holds, wants or thinks of something, often with other words.
HOLD = listed("""
    believe think feel know fear hope expect worry doubt suspect estimate calculate judge rule
    find show indicate signal reveal disclose imply mean deny dispute dismiss reject rebuff
    refute rebut call dub label brand term deem describe characterize characterise portray
    depict denounce condemn criticize criticise blast slam attack lambast lambaste decry deride
    mock ridicule scold accuse blame charge fault chide rebuke praise laud hail applaud commend
    thank congratulate welcome endorse back support oppose defend propose recommend advise
    promise threaten swear demand request press push question challenge cite mention refer quote
    credit compare liken promote tout teach learn hear understand see foresee forecast assure remind
    inform notify brief persuade convince advocate argue express voice raise highlight outline
    detail conclude decide determine discover advance submit guess figure reckon allow grant
    hint intimate joke apologize apologise concur forbid regret rue fret speak talk issue
    release publish shoot fire hit lash hold make give put cut break burst boo cheer toast greet
    address tease taunt needle hum nod grin jeer scoff sneer snort sniff declaim profess preach
    rate remember recollect realise realize recognise recognize stipulate surmise conjecture
    postulate vouch certify bemoan prophesy reproach proclaim pronounce propound scribble trumpet
    whine wail yelp accept paint chalk daub pencil
""")


def _forms(verb: str) -> list[str]:
    """The forms of a verb: base, third person, past and participles.

    >>> _forms("deny")
    ['deny', 'denies', 'denied', 'denying']
    """
    if verb in _IRREGULAR:
        return [verb, *_IRREGULAR[verb].split()]
    if verb.endswith("e"):
        return [verb, verb + "s", verb + "d", verb[:-1] + "ing"]
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return [verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"]
    third = verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")
    return [verb, third, verb + "ed", verb + "ing"]


SAY_FORMS = frozenset(form for verb in SAY for form in _forms(verb))
HOLD_FORMS = frozenset(form for verb in HOLD for form in _forms(verb)) - SAY_FORMS
BASE = {form: verb for verb in [*HOLD, *SAY] for form in _forms(verb)}
# Verbs whose past is their base: "one read it".
UNCHANGED = frozenset(
    verb for verb, forms in _IRREGULAR.items() if re.fullmatch(r"\w+s \w+ing", forms)
)
# A passive or a participle after the noun ("the woman told of it") is no main verb, but these
# forms mostly are, and these are what ends a quotation's attribution.
_PLAIN = "said|says|told|tells|added|adds|wrote|writes|asked|asks|tweeted|replied|replies|insisted|"
_PLAIN += "argued|explained|recalled|noted|warned|continued|declared|answered|concluded|claimed"
_NAME = r"(?:[^\W\d_a-z][\w.’'-]*\s){1,5}"
# The end of a quotation and the beginning of who said it: “…, said Ana”, “… he wrote”.
ATTRIBUTION = re.compile(
    rf"[,.?!…—]\s*[\"”’']?\s(?=(?:{_PLAIN})\b|(?:he|she|they|I|we|it)\s(?:{_PLAIN})\b|"
    rf"{_NAME}(?:{_PLAIN})\b|the\s\w+\s(?:{_PLAIN})\b)"
)

HE, SHE, THEY = (
    frozenset(("he", "him", "his")),
    frozenset(("she", "her", "hers")),
    frozenset(("they", "them", "their")),
)
# What bids readers look at somebody where a sentence begins: "Take Ana Paz."
BIDDING = frozenset(listed("take meet consider picture imagine enter remember recall"))
SUBJECT = frozenset(("he", "she", "they", "it", "i", "we", "you", "who"))
PRONOUN = SUBJECT | {"him", "her", "them", "us", "me", "himself", "herself", "themselves", "itself"}
RELATIVE = frozenset(("who", "whom", "whose", "which", "that"))
POSSESSIVE = frozenset(("his", "her", "their", "its", "my", "our", "your", "whose"))
ARTICLE = frozenset(("the", "a", "an"))
DETERMINER = (
    ARTICLE
    | POSSESSIVE
    | frozenset(
        listed("""
    this these those some many several few both all each every any no another one two three four
    five six seven eight nine ten other most more such either neither certain various dozens
    hundreds thousands
""")
    )
)
PREPOSITION = frozenset(
    listed("""
    of in on at by for with from to about against over under between among into through during
    before after since until till without within behind beyond near across around above below
    toward towards upon off per via despite except like unlike amid amidst alongside beside beneath
    besides outside inside along onto throughout regarding concerning including than as underneath
""")
)
CONJUNCTION = frozenset(
    listed("""
    and or but nor yet so because while when where if although though unless whether that which
    whereas once how why what however
""")
)
# Pronouns with their auxiliary: "she'd", "they've".
CONTRACTED = frozenset(
    pronoun + mark + rest
    for pronoun in ("i", "you", "he", "she", "it", "we", "they")
    for mark in "'’"
    for rest in ("m", "s", "re", "ve", "d", "ll")
)
AUXILIARY = frozenset(
    listed("""
    is are was were be been being am has have had having do does did will would shall should can
    could may might must cannot isn’t isn't aren’t aren't wasn’t wasn't weren’t weren't hasn’t
    hasn't haven’t haven't hadn’t hadn't don’t don't doesn’t doesn't didn’t didn't won’t won't
    wouldn’t wouldn't can’t can't couldn’t couldn't shouldn’t shouldn't that's that’s there's
    there’s what's what’s who's who’s let's let’s here's here’s where's where’s took went came got
    gave made put left kept became began seemed looked turned sat stood wants wanted needs needed
    tried tries trying gets goes comes takes makes gives keeps ran plans planned hopes hoped hung
    held sent wore drove brought won lost met paid led bought sold rose fell grew threw caught chose
    built spent lent stole slept flew rode ate drank wept shook hangs holds sits stands sends wears
    drives brings wins loses meets pays leads buys sells rises lives lived works worked bent lit fed
    hid rang swung stuck struck strode shone swept woke crept dug fled knelt leapt leant clung
    leaned climbed walked stepped sank swam sprang shrank froze tore fought taught sought slid spat
    quit bred looks leans waits arrives remains becomes appears pulls pushes shakes stares glances
    gazes appreciates arose assumes attends bakes belongs blew blinks bore borrows builds carries
    chews chooses cleans climbs clings collects conducts considers consists contains crawls creeps
    crouches dealt defies delivers depends deserves dies directs dreamt drew earns eats embraces
    encloses enjoys enters exists extends fails flung follows forgave forgot forsook fries gathers
    governs grabs grows happens hauls hides identifies inspires intends kneels knits lacks laid lays
    lends lets listens lowers manages marries mends mislaid mistook operates overcame overheard
    oversaw oversees owes owns passes perceives polishes pours prefers prepares presides produces
    pursues receives refuses reinforces requires retires robs seeks seems serves settles sewed sews
    shut shuts sleeps slung snuck spends spilt spoilt squints stank stoops strove strung stung
    succeeds suffers survives threatens trod undertook undid unfolds unlocks upheld wades wakes
    wanders weeps weighs withdrew withheld wrung
""")
)
ADVERB = frozenset(
    listed("""
    also then later once again never not always often sometimes now here there just only still
    even already soon today yesterday tomorrow earlier afterward afterwards recently instead
    further too very quite rather almost perhaps maybe first last ago back out up down away
    together meanwhile nevertheless nonetheless therefore thus otherwise ever elsewhere nowhere
    somewhere everywhere anywhere upstairs downstairs nearby opposite abroad
    indoors outdoors overhead
""")
)
# Adjectives that stand behind their noun where a preposition follows: "close to the family".
BEHIND_NOUN = frozenset(
    listed("""
    familiar close loyal present responsible aware involved opposed sympathetic critical next
    asleep awake
""")
)
# What stands before "to say" where somebody does say it: "used to say", "was quick to add".
BEFORE_TO = frozenset(
    listed("""
    used on quick like likes liked continued continues began begins came comes wanted wants keen
    seemed seems appeared appears hastened rushed happy eager careful inclined prone able first
    last dared paused stopped went tended tends loved loves willing prepared ready obliged forced
    anxious swift heard known
""")
)
# Small words inside names of persons.
BINDING = frozenset(
    listed("""
    de la del los las da das do dos di du van von der den ter bin ibn al e y dela
""")
)
# What is written with a name in one word, as a pattern.
ARTICLE_OF_NAME = r"(?:al|el|ul|ad|an|ar|as|ash|at|az|ez)-|(?:d|l|dell)[’']"
WEEKDAY = frozenset(listed("monday tuesday wednesday thursday friday saturday sunday"))
MONTH = frozenset(
    listed("""
    january february march april may june july august september october november december
""")
)
DAY = WEEKDAY | MONTH | frozenset(("today", "yesterday"))
# What stands before a month or a day, which is no part of a name: "in June Ana Paz".
DATED = frozenset(listed("in since until till during last next this late early mid every other"))
# How words for a trade end, where one stands before a name.
TRADE = re.compile(
    r"-of-\w+$|-(?:old|year|born|based)$|..(?:ist|ician|woman|man|maker|keeper|worker|grapher|teacher|player|driver|seller|owner|grower|"
    r"holder|er|or|ian|ologist)$"
)
# Nouns of time: they stand where a subject could, and never speak.
TIME = DAY | frozenset(
    listed("""
    week weeks month months year years morning afternoon evening night noon midnight time times
    minute minutes hour hours moment moments decade decades century weekend day days spring summer
    autumn winter lunchtime teatime bedtime dawn dusk nightfall quick jan feb mar apr jun jul aug
    sep sept oct nov dec
""")
)
LENGTH = frozenset(
    listed("mile miles kilometre kilometres kilometer kilometers metre metres yard yards feet")
)
# Where one posts.
MEDIA = frozenset(listed("twitter facebook instagram telegram youtube tiktok linkedin weibo"))
# Words before a name that are no part of it.
TITLE = frozenset(
    listed("""
    mr mrs ms miss mx dr sir dame lord lady sen rep gov gen col capt lt sgt cpl rev prof hon pres
    maj cmdr adm supt det insp fr sr sister brother father mother pastor bishop archbishop cardinal
    rabbi imam pope saint president vice prime minister secretary senator representative governor
    congressman congresswoman assemblyman assemblywoman councilman councilwoman councillor councilor
    mayor deputy chairman chairwoman chair chairperson chief justice judge attorney general director
    commissioner ambassador envoy consul chancellor premier king queen prince princess duke duchess
    earl viscount baron baroness count countess emperor sultan sheikh ayatollah captain colonel
    major lieutenant sergeant corporal private commander admiral marshal brigadier officer detective
    inspector superintendent constable sheriff professor doctor nurse coach manager reverend speaker
    leader spokesman spokeswoman spokesperson candidate nominee lawyer solicitor barrister
    prosecutor clerk treasurer administrator coordinator strategist adviser advisor analyst
    economist historian author writer actor actress singer musician comedian producer host anchor
    reporter journalist correspondent editor columnist photographer publisher activist organizer
    organiser campaigner farmer fisherman driver teacher student engineer scientist researcher
    physicist chemist biologist pharmacist hotelier baker butcher barber seamstress carpenter
    plumber electrician mechanic waiter waitress chef cook designer architect developer investor
    banker broker trader accountant consultant executive founder co-founder owner partner member mp
    mep mla msp madam revd rt ven former then acting interim ex-president undersecretary democrat
    republican democratic conservative labour liberal tory foreign interior finance defence defense
    health education trade environment energy agriculture fisheries treasury home state striker
    defender midfielder goalkeeper quarterback veteran pensioner widow resident neighbour neighbor
    witness survivor villager postgraduate undergraduate retired majority minority whip house senate
    lieutenant-governor co-chair cofounder opposition pollster biographer novelist poet playwright
    painter sculptor anesthetist anaesthetist surgeon psychologist psychiatrist therapist
    sociologist anthropologist archaeologist librarian notary surveyor hostess landlord landlady
    shopkeeper trucker pilot stewardess sailor skipper miner welder docker attorney-general
    solicitor-general advocate-general director-general secretary-general governor-general
    consul-general major-general brigadier-general lieutenant-general vice-president vice-chancellor
    vice-chairman vice-admiral monsignor guard warden clergyman porter ranger chaplain deacon matron
    plaintiff defendant claimant mum mom dad teammate team-mate recorder legislator lawmaker reader
    subscriber listener colleague congressperson fray padre don doña dona señor señora senor senora
    monsieur madame herr frau mme mlle cllr ald alderman alderwoman provost dean vicar canon pvt pte
    ssgt pfc spc shadow drummer bassist guitarist lineman dispatcher caretaker janitor gardener
    beekeeper datuk dato datin shri smt alhaji alhaja otunba hajia mallam mullah maulana ustaz
    comrade engr brig cdr con dc ds di dci pc wpc pcso cr taoiseach tánaiste sarpanch collector
    magistrate controller dsp kgoshi headteacher headmaster headmistress curator emeritus shortstop
    winger pitcher catcher referee sophomore freshman coun ceo cfo coo cto td agent honourable
    honorable garda hrh hrm aunty auntie coxswain uncle asp acp csp sp atty senators sens reps
    representatives parents brothers sisters drs professors trustee supervisor selectman selectwoman
    lieutenant-colonel lieutenant-commander sergeant-major comptroller commodore ensign airman cadet
    midshipman specialist trooper patrolman firefighter paramedic bailiff coroner registrar rector
    abbot archdeacon patriarch primate cantor mufti swami pandit malam seri oba voivode
    burgomaster tahsildar alderperson councilmember councilperson assemblymember freeholder bosun
    postmaster ombudsman advocate barr bro
""")
)
# Letters behind a name that are no part of it.
LETTERS = frozenset(listed("KC QC SC BL MP MSP MLA MEP TD OBE MBE CBE DBE KBE CMG PhD FRS JP Esq"))
# What tells a son from his father, behind their name.
SUFFIX = frozenset(("jr", "sr", "ii", "iii", "iv"))
# Titles that are given names as well, where nothing but a surname follows.
GIVEN = frozenset(("don", "dean", "con", "earl", "duke"))
MALE_WORD = frozenset(
    listed("""
    mr sir lord don señor senor monsieur herr alderman father brother pastor congressman
    assemblyman councilman chairman king prince
    duke baron count emperor sultan spokesman actor fisherman lineman waiter landlord widower
    man boy gentleman husband son uncle nephew grandfather grandson dad businessman salesman
    policeman fireman cameraman anchorman statesman priest monk imam rabbi guy
""")
)
FEMALE_WORD = frozenset(
    listed("""
    mrs ms miss doña dona señora senora madame madam mme mlle frau alderwoman dame lady sister
    mother congresswoman assemblywoman councilwoman chairwoman queen princess duchess baroness
    countess spokeswoman actress waitress seamstress landlady widow woman girl wife daughter aunt
    niece grandmother granddaughter mum mom businesswoman policewoman stewardess hostess heroine nun
""")
)
# Heads of institutions' names; "of" binds what follows to them: Bank of England.
INSTITUTION = frozenset(
    listed("""
    university college school institute institution academy bank ministry department office
    bureau agency authority commission committee council board court house senate parliament
    congress assembly government administration republic state states kingdom union league
    association federation confederation society foundation fund trust center centre centers church
    party movement front army navy police force forces service group company corporation inc ltd
    plc llc corp network news times post journal herald tribune guardian telegraph press radio
    television magazine review hospital clinic museum library theatre theater club team bench
    chamber guild syndicate campaign coalition alliance project organization organisation
    nations conference secretariat embassy consulate cabinet treasury pentagon kremlin workshop
    forum lab laboratory laboratories partners associates holdings industries newspaper
    newsletter gazette chronicle station foods motors airlines airways energy oil pharmaceuticals
    technologies systems capital brands stores supermarkets records media studios entertainment
    sentinel courier argus inquirer examiner echo mirror express ledger mercury patrol united
    insurance logistics railways telecom telecoms electric bros federal borough county district
    directorate inspectorate partnership initiative watchdog regulator tribunal charity unit
    diocese archdiocese presbytery consortium
""")
)
# What the matter of an office or a ministry ends with: "Minister of Maritime Affairs".
MATTER = frozenset(
    listed("""
    affairs education health transport agriculture finance trade industry commerce labour labor
    justice defence defense security energy environment housing tourism culture sport sports
    youth science technology communication communications works development planning water
    sanitation fisheries forestry mines petroleum lands information operations marketing sales
    research policy programmes programs services relations engagement strategy engineering
    investment aviation roads infrastructure innovation prosecutions procurement resources state
    communities welfare fire rescue equality immigration parliament congress assembly safety
    prevention protection enforcement statistics
""")
)
# Common nouns that speak.
PERSON_NOUN = frozenset(
    listed("""
    man woman boy girl person people official officials source sources spokesman spokeswoman
    spokesperson spokesmen aide aides adviser advisers advisor advisors critic critics supporter
    supporters opponent opponents analyst analysts expert experts observer observers witness
    witnesses resident residents neighbour neighbours neighbor neighbors voter voters diplomat
    diplomats lawmaker lawmakers senator senators prosecutor prosecutors lawyer lawyers attorney
    attorneys judge judges doctor doctors nurse nurses teacher teachers student students farmer
    farmers driver drivers worker workers owner owners leader leaders activist activists
    protester protesters demonstrators organizers organisers investigators police officer
    officers soldier soldiers sergeant corporal colonel general priest bishop father mother son
    daughter brother sister husband wife friend friends colleague colleagues reporter reporters
    journalist journalists author authors researcher researchers scientist scientists economist
    economists strategist strategists consultant moderator host candidate candidates nominee
    president governor mayor minister secretary chairman director manager executive executives
    investor investors trader traders banker others someone somebody everyone everybody anyone
    nobody group company campaign committee government ministry agency office department court
    board commission council union party statement report letter email memo document documents
    lawsuit complaint editorial article book poll survey study ad advertisement video narrator
    voice-over tweet post message sign banner poster caption headline newspaper magazine
    newsletter website app site heckler crowd audience veteran pensioner passenger passengers
    customer customers vendor barber waitress waiter
""")
)
# What carries words, and so stands for whoever wrote it.
CARRIER = frozenset(
    listed("""
    statement report letter email memo document lawsuit complaint editorial article book poll
    survey study ad advertisement video tweet post message sign banner poster caption headline
    bedsheet sheet tablecloth placard mural postcard version
    release filing transcript affidavit advice guidance leaflet flyer placard note circular order
    communique communiqué
""")
)
COUNT = frozenset(listed("one two three four five six seven eight nine ten"))
# Nouns after which a marked name is only a name.
NAMING = frozenset(
    listed("""
    film movie song album book novel memoir play show series programme program episode documentary
    single track podcast painting poem essay column article paper study hashtag nickname
    nicknamed titled entitled called named dubbed known so-called codenamed code-named headlined
    word words term phrase slogan headline chapter musical opera ballet exhibition game app band
    theme tune hit ballad sketch christened
""")
)
