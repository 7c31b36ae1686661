"""Given names by the pronoun that most often stands for them, to tell he from she."""

from __future__ import annotations

import functools
import re
from collections import Counter

from stance.extraction import given
from stance.extraction.words import listed

_MALE = frozenset(
    listed("""
    aaron abdul abel abraham adam adrian ahmed aidan alan albert alberto alejandro alex
    alexander alexei alexis alfonso alfred alfredo ali allan allen alvin amir anatoly anders
    andre andreas andrei andrew andrés andres andy angelo anthony antoine anton antonio antónio
    ari armando arne arnold arthur arturo austin barack barry ben benjamin bernard bernardo
    bernie bert bill billy björn bob bobby boris brad bradley brendan brent brett brian bruce
    bruno bryan calvin carl carlos cesar césar chad charles charlie chester chris christian
    christoph christopher chuck clarence claude claudio clayton cliff clinton clive cody colin
    connor craig curtis daniel danilo danny darren darryl dave david dean dennis derek desmond
    diego dieter dimitri dirk dmitry domingo dominic don donald doug douglas drew duncan dwight
    dylan earl ed eddie edgar eduardo edward edwin elias elías eli elijah elliott emil emilio
    emmanuel enrique eric erik ernest ernesto errol esteban ethan eugene evan evelio fabian
    felipe felix félix ferdinand fernando fidel filip francis francisco franck frank franklin
    fred freddy frederick fritz gabriel gareth gary gavin gene geoff geoffrey george gerald
    gerard gerardo gerhard gerry gerson gilbert giovanni giuseppe glen glenn gonzalo gordon
    graham greg gregory guido guillermo gustavo guy hamish hans harold harry harvey hassan
    hector héctor heinrich helmut henri henrik henry herbert herman hernán hernan howard hugh
    hugo humberto hussein ian ibrahim ignacio igor isaac isidro ismael ivan iván ivo jack
    jackson jacob jacques jaime jake jakob james jamie jan jared jason javier jay jean jeb jeff
    jeffrey jens jeremy jerome jerry jesse jesús jim jimmy joachim joao joaquín joaquin joe joel
    johan johann johannes john johnny jon jonas jonathan jordan jorge jose josé joseph josh
    joshua juan julian julián julio justin karl keith kelvin ken kenneth kevin klaus kofi
    konstantin kurt kyle lance larry lars laurence lawrence lee len leo leon leonard leonardo
    leonid leopoldo leroy leslie lewis liam lionel lloyd logan lorenzo louis luca lucas luigi
    luis lukas luke malcolm manuel marc marcel marcelo marco marcos marcus mariano mario mark
    markus marshall martin martín marvin mateo mathias matt matthew matthias maurice mauricio
    max maximilian mehmet mel michael michel miguel mikael mike mikhail milan mitch mitt mohamed
    mohammad mohammed morgan morris moses muhammad mustafa nathan nathaniel neil nelson newt
    nicholas nick nicolas nicolás nigel noah noel norman octavio olaf oleg oliver olivier omar
    orlando oscar óscar otto owen pablo pascal patrick patricio paul paulo pavel pedro pete
    peter petr phil philip philippe phillip pierre piotr rafael ralph ramiro ramón ramon randall
    randy raphael raúl raul ray raymond reggie reinhard rené ricardo richard rick ricky rob
    robbie robert roberto robin rodney rodolfo rodrigo roger roland rolando rolf roman ron
    ronald rory ross roy ruben rubén rudolf rudy rupert russell ryan salvador sam samuel
    santiago scott sean sebastian sebastián sergei sergey sergio seth shane shaun shawn sheldon
    sid sidney simon solomon spencer stan stanley stefan stefano stephen steve steven stewart
    stuart sven tariq ted teodoro terence terry theo theodore thomas tim timothy tobias toby
    todd tom tomás tomas tommy tony travis trevor tyler tulio vicente victor víctor vincent
    vince vladimir wallace walter warren wayne wenceslao werner wilbur wilfred wilhelm will
    willem william willie wilmer winston wolfgang xavier yuri yusuf zach zachary aníbal anibal
    eusebio eliseo fermín fermin leandro ovidio rogelio dagoberto anselmo nicanor néstor nestor
    salomón salomon hilarión román germán german joaquin damián damian fabián adrián cristóbal
    nils morten rasmus mads anders sven jesper torsten thorsten günter gunter jürgen jurgen uwe
    matteo giorgio marek piotr tomasz wojciech andrzej jiří ivor alastair alasdair hector nikolai
    nikita ilya kostas yannis dieudonné kwame kofi chinua tendai hiroshi kenji wei
    abdou abdullah adebayo adewale ahmad akira aleksandar aleksander alessandro alexey alf alfie
    alun amadou amit anand andrej angus anil antonello antti arash archie arjun arvind ashok asif
    aslan augustine babatunde balazs baptiste barnaby barney bartosz baz benoit beppe bertrand
    bilal bjarne bogdan boubacar brennan callum carlo cathal cedric cheikh chidi chinedu chipo
    christophe chukwuemeka cian ciaran cillian conor cornelius corrado crispin cuthbert cyril
    dafydd dario darnell darragh davide declan deepak demetrius denis deshawn dessie detlef dewi
    diarmuid didier dilip dimitrios dipo dmytro domhnall donal dougal duarte dusan eckhard edoardo
    edouard egil eirik ekene ekkehard elmer elroy emanuele emeka emile emre emyr enda enzo eoin
    erkki erling espen etienne ewan fabien fabio fabrice fahad faisal farai farid farouk fausto
    federico femi ferenc fergal fergus filippo finbarr finlay finn flavio florian floyd francesco
    francois freddie frederic gaetano ganesh gaston gavriil gaz geir gennady gennaro gerd germain
    gethin giacomo giancarlo gianluca gianni giles gilles gino gintaras giuliano gopal goran govind
    graeme grover guglielmo guillaume gunnar gurpreet gwyn hakan hakim hakon halvard hamid harald
    harish harlan hartmut haruto hasan hashim heiko henning henrique herve hideo holger homer
    horace hubert hugues hyun hywel ibrahima idris ifan ilias imran ioan ionut irving irwin ismail
    istvan ivano jaakko jabulani jacek jagdish jamal janos jarek jaroslav javed jean-luc
    jean-pierre jermaine jez jiro jochen jolyon jomo jonny jorg jorgen jussi kabir kacper kaito
    kalle kamal kamil karel karim karthik kaveh kazuo keir keiran kev kgosi khaled khalid kieran
    kiprono kjell krishna krzysztof kunal kunle lachlan lamar lamberto laszlo laurent lech leif
    leland lennart lester llewellyn loic lonnie lorcan lothar luc lucien ludovic luther lwazi lyle
    maciej magnus mahmoud malik mamadou mandla manfred massimo mateusz mathieu matti maurizio mauro
    maxime mehdi melvin michal mick mihai mikko milos miroslav mitchell mohan mohit mortimer moussa
    mthunzi muiris mukesh murray musa myron naveed naveen neeraj nev niall nikhil nikos nnamdi
    norbert obinna oisin okechukwu olav ollie olu olumide omari orazio orville osman otis ousmane
    owain padraic padraig paolo parth pasquale patrice patrik pavol pawel pekka percy pervis petar
    petros piers pietro pradeep prakash pranav praveen qasim quentin radek rafal raffaele ragnar
    rahul rainer raj rajesh rajiv rakesh ralf ramesh rashid ravi reginald remi renato rene renzo
    reza rhodri rhys riccardo rocco rohan rohit ronan roscoe ruairi rudiger rufus sabelo sagar saif
    salim salman salvatore samir sandeep sandro sanjay sanjiv satish seamus sebastien sefa segun
    senan shabir shashi sherman shigeru shyam siddharth sigurd silas silvano silvio sindre sione
    sipho sizwe sorin sota srdjan stanislav stavros steffen stelios stephane suleiman sunil suresh
    svein sylvain szymon tadeusz takeshi tamas tarik taro tarquin tatenda tawanda tayo teddy temba
    terrell thabo thibault thierry thulani tiago tomislav tommaso torbjorn toshiro trev trygve
    tunde tyrone uche uday ugo ulf ulrich ulysses umar umberto usman vaclav valentin vasile vasily
    venkat vernon vijay vikram viktor vinay vincenzo vinod virgil vittorio vlad vladislav volker
    wataru wes wilbert willard wojtek wolfram wyatt xavi yann yannick yaw yiannis yohannes youssef
    yusuke yves zainal zdenek zoltan zoran zubair
""")
)
MALE = _MALE | given.MALE
_FEMALE = frozenset(
    listed("""
    comfort blessing patience precious mercy charity prudence verity bronwyn
    abigail ada adela adele adriana agatha agnes aisha alejandra alexandra alice alicia alina
    alison allison alma amanda amber amelia amina amy ana anastasia andrea angela angélica
    angelica angelina anita ann anna anne annette annie antonia april ariana ashley astrid
    audrey aurora ayesha barbara beate beatrice beatriz becky belinda belkis bella bernadette
    bernice beth bethany betty beverly birgit blanca bonnie brenda bridget brigida brigitte
    brittany camila camille carla carmen carol carolina caroline carolyn carrie cassandra
    catalina catherine cathy cecilia celia charlene charlotte chelsea cheryl chloe christina
    christine cindy claire clara clarisa claudia colleen concepción consuelo constance cora
    corina courtney cristina crystal cynthia daisy dana daniela danielle daphne dawn debbie
    deborah debra deirdre delfina delia denise diana diane dolores donna dora doris dorothy
    edith eileen elaine eleanor elena elisa elisabeth elise eliza elizabeth ella ellen elsa
    elsie emily emma erica erika erin esmeralda esperanza estela estelle esther eugenia eva eve
    evelyn fabiana faith fatima fiona flora florence frances francesca frida gabriela gabrielle
    gail georgia georgina geraldine gertrude gina giulia gladys glenda gloria grace greta
    gretchen guadalupe gwen hannah harriet hazel heather heidi helen helena helga henrietta
    hilary hilda hillary holly hope huma ida ilse imelda ines inés inez inga ingrid irene irina
    iris irma isabel isabella isaura ismenia ivanka ivy jacqueline jan jane janet janice janine
    jasmine jean jeanette jeanne jenna jennifer jenny jessica jill jo joan joanna joanne jocelyn
    josefina josephine joy joyce juana juanita judith judy julia juliana julie juliet june
    karelis karen karin karina karla kate katherine kathleen kathryn kathy katie katrina kay
    kellyanne kelly kendra kerry kim kimberly kirsten kristen kristin kristina lara laura lauren
    leah leila leonor lena leticia lidia liliana lillian lily linda lisa liz lois lola lorena
    loretta lori lorraine louise lourdes lucia lucía lucille lucy luisa luz lydia lynn mabel
    madeleine madison magdalena maggie marcela marcia margaret margarita margot maria maría
    mariana marianne marie marilyn marina marion marisol marjorie marlene marta martha martina
    mary maryam matilda maud maureen maya megan melania melanie melinda melissa mercedes
    meredith mia michelle mildred miranda miriam mirla moira mónica monica monique muriel nadia
    nancy naomi natalia natalie natasha nell nicole nina noemi nora norma nubia odette olga
    olive olivia ophelia paloma pamela patricia patsy patti paula pauline pearl peggy penelope
    penny petra petronila philippa phoebe phyllis pilar polly priscila priscilla rachel ramona
    rebeca rebecca regina rita roberta rocío rosa rosario rosaura rose rosemary roxana ruth
    sabrina sally samantha sandra sara sarah sarai sasha selena sharon sheila shelley sherry
    shirley silvia simone sofia sofía sonia sonya sophia sophie soraya stacey stacy stella
    stephanie sue susan susana susanna suzanne svetlana sylvia tamara tammy tania tanya tara
    tatiana teresa tess thais thaís thelma theresa tina tracey tracy trudy ursula valentina
    valeria valerie vanessa vera verónica veronica vicky victoria viola violet virginia vivian
    wanda wendy whitney wilma winifred ximena yolanda yvette yvonne zoe zoraida zulay yusmary
    yurima amparo socorro consuelo rosario nieves remedios milagros raquel maribel isabel marisol
    leonor beatrix hildegard gunhild brunhild solveig sigrid ingeborg astrid ragnhild isolde
    ottilie sabine heike anke silke ute gertrud irmgard agnieszka małgorzata katarzyna zsuzsa
    ilona noémi aoife siobhan niamh sinead gwendolyn rosalind maud edna muriel doreen noreen
    carmel ebony imogen bronwen rhiannon sian mariam fatou aminata ngozi chioma yuki
    aaliyah abena abeni adaeze adaobi adenike aditi adwoa ailsa aine aisling aiyana akosua akua
    alessandra alexandria alia alisha aliyah alys amara amelie amrita anahera anais ananya anaïs
    aneta angharad angie anika anjali annika anouk antonella anya aoibhinn aparna arlene arwen asha
    asma aylin azadeh bahar beata bente bernadett beryl bethan betsy bettina bhavna bozena branwen
    brigid britt bukola caitlin caitriona camilla caoimhe carys catriona ceri chanel chantelle
    charmaine chiamaka chiara chidinma cliona concetta constanza corinna cornelia courteney daria
    darlene deepa deepika delphine denisa devika dilys divya dolly donatella dorota dorothea
    earlene ebele efua eilidh eimear eira eithne ekaterina eleni eleri elif elin elke ellie elodie
    eloise eluned elzbieta emer emine emmanuelle enid eniko esra estrid eszter eunice evie ewa
    fadumo farah farida fatemeh fatma fatoumata feride ffion fionnuala folake francoise freya funmi
    funmilayo gabriella galina gaynor gemma genevieve gertie ghislaine giovanna giulietta grainne
    gretel gudrun gunilla gurleen gwenda gwyneth habiba hadiza halima hanna hannelore hatice hedwig
    heledd helene henriette hettie hiroko hyacinth ifeoma ifeyinwa ilaria imani indira inge ioana
    irmtraud isha isla izabela jacinta jacqui jadwiga jana janina jaya jayne jelena jemima jennie
    jette jiwon jodie johanna jolanta jolene josie judit jutta kamala kamila karolina kasia
    katarina kateryna katrin kavita kavitha kayleigh keiko keisha kelsie kiranjit kirsti kirsty
    krystyna ksenia kylie lakisha lakshmi lalita larisa lashonda latasha latisha latoya leanne
    leena lekha lene lesley letizia lettie liesbeth liesel lieselotte liesl lina linnea lise
    liselotte llinos lotte lottie luann luciana lucie lucinda ludmila lynda lynette lynne maeve
    magda magdalene mairead mairi maisie malgorzata malin mamie mandy manisha manon marei
    margarethe margit margrethe mariella marija marika marit marlies marwa maryann marylou mavis
    maxine mechthild meena meera mehwish merete mhairi michaela mila milena millie minna minnie
    mira mireille mirjam molly monika morag morwenna mwajuma myfanwy myra myrtle nadine naledi
    nandini narges nasreen nazanin neha nellie nelly nerys nichelle nikoletta nimmi nkechi nomsa
    nomvula noriko nosipho noura nuala odile ofelia oksana olena oluchi olwen onyinye oonagh orla
    orlagh padma paola parveen patrizia pernille pia pooja prachi preeti priti priya priyanka
    queenie rachana radha rajni rakhi rania rasheeda rebekah reem reena rekha renata renate reshma
    reyhan rhoda riitta ritu roisin rolanda rosalia rosalie rosemarie rosetta rosie roswitha
    rukhsana rupa sadia sadie safiya saima sakina salma sangeeta sangita sania sanna saoirse saorla
    saskia selma seonaid shabana shabnam shakuntala shanelle shanice shaniqua shanthi sheena shilpa
    shirin shobha shona shreya shruti shubha sieglinde signe sigrun simona sindhu sinéad sioned
    sita sive siân slavica sneha sofie soledad sorcha sowmya stefania steffi stephania sudha sujata
    sunita sushma svenja swati sylvie tabitha tahmina tamika tanisha taslima tatjana temitope
    tessie thandi thandiwe thuy tiina tilly tirzah tove treasa trine trish trisha tuulikki ulrike
    urszula usha valentyna vanda vandana varvara vasiliki veera velma verna veronika vibeke vigdis
    viktoria vilma violeta waltraud wambui wangari wanjiku wiebke wilhelmina winnie winona xenia
    yaa yasmin yasmine yewande yoko yolande yolonda yuliya yumi zahra zainab zandile zanele zarina
    zeinab zelda zeynep zineb zofia zora zsofia zuzana
""")
)
FEMALE = _FEMALE | given.FEMALE
# Listed as one, and borne by both: what follows the name tells.
EITHER = frozenset(
    listed("""
    alex andrea ashley bernie charlie chris dana drew francis gurpreet hilary jamie jan jaspreet
    jean jordan kelly kerry kim lee leslie marion max mel morgan nikita robin sam sasha terry vivian
""")
)

# What somebody is called, in marks between his names: Ana “Lola” Paz.
NICKNAME = r"[^\W\d_a-z][\w-]*(?: [^\W\d_a-z][\w-]*)?"
_NICKNAME = re.compile(NICKNAME)

_SURE = 0.85  # of the listed names with an ending, for it to tell
_FEWEST = 4


def is_nickname(marked: str) -> bool:
    """Whether marked words between two names may be a part of the name.

    >>> is_nickname("Lola"), is_nickname("Never,"), is_nickname("on time")
    (True, False, False)
    """
    return _NICKNAME.fullmatch(marked) is not None


def gender(given: str) -> str:
    """The letter m or f for a listed given name in small letters, or nothing.

    >>> gender("maria"), gender("paz")
    ('f', '')
    """
    return "m" if given in MALE else "f" if given in FEMALE else ""


@functools.cache
def gender_by_ending(given: str) -> str:
    """What listed names with the same ending are, the longest ending that tells anything.

    >>> gender_by_ending("ruperto"), gender_by_ending("brunhilda")
    ('m', 'f')
    """
    for length in (4, 3, 2, 1):
        counts = _endings().get(given[-length:]) if len(given) > length else None
        if counts is not None and counts.total() >= _FEWEST:
            (most, n), *_ = counts.most_common(1)
            if n >= _SURE * counts.total():
                return most
    return ""


@functools.cache
def _endings() -> dict[str, Counter[str]]:
    found: dict[str, Counter[str]] = {}
    for names, letter in ((_MALE - _FEMALE, "m"), (_FEMALE - _MALE, "f")):
        for name in names:
            for length in (1, 2, 3, 4):
                if len(name) > length:
                    found.setdefault(name[-length:], Counter())[letter] += 1
    return found
