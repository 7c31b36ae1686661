"""Verbs that report without marks, by what may stand between them and what they report."""

from __future__ import annotations

from stance.extraction import words
from stance.extraction.words import listed

# A clause without "that".
BARE = frozenset(
    listed("""
    say tell add claim believe think insist argue note warn suggest admit acknowledge fear hope
    explain concede contend allege maintain predict swear reckon guess feel write remark
    complain announce declare estimate caution recall assert deny allow grant conclude reply
    quip joke tweet confide reason confirm pledge vow
""")
)
# A clause without "that" in the past, where it plainly is one: "revealed the road was shut".
PLAINLY = frozenset(
    listed("""
    stress emphasise emphasize testify reveal agree promise state report disclose reiterate
    repeat respond grumble lament boast speculate observe hint attest affirm
""")
)
# Of these, the ones whose object is a clause more often than a thing.
CLAUSAL = frozenset(listed("say tell think believe insist argue claim hope fear"))
# A clause with "that".
THAT = (
    frozenset(words.BASE.values())
    - frozenset(
        listed("""
    show find mean see hear learn discover know determine indicate make give put cut break burst
    run come draw take set lay ask
""")
    )
) | {"find", "indicate"}
# A question.
WHETHER = frozenset(("whether", "if", "why", "how", "what", "who", "when", "where"))
ASKS = frozenset(listed("ask wonder question inquire enquire"))
# Verb → what introduces the charge or the praise.
OF = frozenset(listed("accuse complain warn boast suspect speak"))
AGAINST = frozenset(listed("warn caution advise"))
FOR = frozenset(
    listed("""
    blame reproach criticize criticise condemn denounce praise thank commend fault chide rebuke
    applaud mock ridicule scold slam blast attack hail laud deride credit congratulate apologize
    apologise
""")
)
# Verbs that name what something is: "called the vote a farce".
NAMES = frozenset(listed("call brand label deem"))
# Verbs that say what something is: "described the vote as a farce".
AS = frozenset(listed("describe portray depict characterize characterise dismiss denounce"))
# Of these four, the ones that need no object: "apologised for the delay".
ALONE = AGAINST | frozenset(listed("complain boast speak apologize apologise"))
# Verbs of what one will do, "vowed to go", and of what others are to do, "urged her to go".
OWN_WILL = frozenset(("promise", "vow", "pledge", "threaten"))
WILL = OWN_WILL | frozenset(listed("call urge tell advise warn"))
# Verbs before what one did or is to do: "denied selling it", "recommended closing it".
DOING = frozenset(
    listed("deny admit acknowledge recall recommend propose suggest advise report rule")
)
ADDRESSED = frozenset(
    listed("""
    tell assure remind warn inform persuade convince notify brief promise advise
""")
)
REMINDING = frozenset(
    ("tell", "remind", "assure")
)  # of these, those that tag: "…, she reminded us."
# Verbs that may stand behind what is said: "…, he fears".
TAGGING = BARE | PLAINLY | REMINDING | {"ask", "answer", "go"}
# Verbs before a colon that lead to what is said.
LEADING = frozenset(listed("say tell add explain answer reply warn insist argue recall conclude"))
# What ends a phrase between a verb and its "that": "said in an interview that".
MEDIUM = frozenset(
    listed("""
    statement interview speech letter report email tweet post message television conference
    call hearing event panel rally gathering audience podcast radio programme program show
    documentary inquiry tribunal court parliament testimony affidavit memo memoir book essay
    video clip recording livestream blog column editorial note paper study report webinar forum
    summit session debate address sermon lecture broadcast bulletin communique communiqué text
    meeting news briefing note afterward reporters green ink microphone megaphone earshot record
    phone telephone twitter facebook instagram
""")
)
# Verbs that follow their proposition and precede their subject: "…, said Ana Paz".
INVERTED = frozenset(listed("said says added adds wrote writes argued argues"))
# These do where their subject is a name or has an article: "…, warned the council".
ASSERTED = BARE | {"report", "answer"}
# Verbs of saying that stand beside words, but report none.
MUTE = frozenset(listed("laugh smile sigh shrug nod cry go begin sing scream read"))
NOBODY = frozenset(listed("no nobody none anyone anybody no-one nothing"))
# Before a verb of saying: that something was not, or need not have been, said.
UNSAID = frozenset(
    listed("""
    not never must can could should may might do does did cannot didn't didn’t doesn't doesn’t
    don't don’t wouldn't wouldn’t won't won’t couldn't couldn’t can't can’t
""")
)
REPORTING = BARE | PLAINLY | WILL | NAMES | OF | AGAINST | FOR | AS | ASKS | REMINDING
REPORTING |= frozenset(words.SAY) | DOING
PARTICIPLE = frozenset(
    form
    for form, verb in words.BASE.items()
    if form.endswith("ing")
    and verb in {*words.SAY, *listed("call accuse argue express blame believe hope fear think")}
) - frozenset(
    listed("""
    reading going beginning singing smiling crying laughing sighing posting summing pointing
    speaking
""")
)


def verb_class(verb: str) -> str:
    """The verbs that report most, by name; the others by their class."""
    if verb in ("say", "tell", "add"):
        return verb
    return "verb of speech" if verb in words.SAY else "verb of thought"
