"""Given names of more languages, whose endings tell other things than those in `names`."""

from __future__ import annotations

from stance.extraction.words import listed

MALE = frozenset(
    listed("""
    aamir abayomi abbas abdelaziz abdelfattah abdelhamid abdelilah abdelkader abdelmajid abdelrahman
    abderrahmane abdifatah abdikadir abdinasir abdiqani abdirahman abdirizak abdisalam abdiweli
    abdoulaye abdulaziz abdulkadir abdullahi abdulrahman abdulrazak abdulrazaq abdulsalam abebe
    abhijit abhishek abiodun abiy aboubacar abubakar abubakr achille adama adamu adebola adegoke
    adekunle adel ademola adeniyi adeolu aderemi adesina adetokunbo adewole adeyemi adil aditya
    adnan afolabi agostinho agus ahmet aiman aimen ajay ajibola ajit akbar akhilesh akihiko akihito
    akinwumi akinwunmi akio akram akwasi alassane aleki alhassan aliko aliou alisher aliyu alok
    amanuel amar amath ambrose amine amirhossein amitabh ammar amol amr anant anas andriy anies
    aniket anirban anirudh ankit ankur anoop anuar anupam anura anutin anwaar anwar apirat apisai
    ardeshir aref arief arif armindo arnab artem arthit arun arvinder asaad asad asanka asghar
    ashfaq ashutosh asim atif atiku atsushi atul auwal avi avigdor avinash ayaz ayman ayodeji ayoub
    ayush azamat azizan azman azmin azzam babacar babagana babajide babangida babar bachir baffour
    bahlil bahman bahram bakary bakhtiyar bakyt balaji balbir baldev bambang baoguo baraka barnabas
    basel basim bassam bassem bechir behnam behrouz behzad berhanu bhagwant bhaskar bheki bhupinder
    bidzina bijan bijay bimal biniam binod binyamin biplab bishnu biswajit bjorn bohdan bongani
    bounnhang brahim bram branko budi bukar bulent burak burhan buti bwalya byung-hun cem cemil
    cengiz chadchart chakib chaminda chanda chandan chandrashekhar chang-wook charanjit cheick
    cheol-soo chetan chijioke chike chima chirag chokri chuan chuka chukwudi chukwuma chul-soo
    collen cormac costin daan dae-jung dagim dahiru daichi daisuke daniyar danjuma danladi daoud
    dapo dariush darshan dauda dauren davor dawit dawood debashish dejan dele demeke denys dereje
    devendra dhananjay dhia dhruv dickson didik digvijay dilshan dimitris dinesh dipak dipendra
    djamel djibril djoko dong-hyun dong-won dong-wook doo-hwan dragan dramane dumitru ebrahim ebuka
    ehsan ehud eiji eino eitan ejike eknath ekow ekrem elhadj eliezer emad emmerson emomali
    enyinnaya epeli ercan erdal erhan erlan ermias erol ertugrul eskinder esmail essam ezzat fadi
    fahri faisel faiz faizal faizul fajar farhad farrukh farshad faruk farzad fathi faustin fawad
    fawzi fayez fazal fekadu feleti ferhat festus fiifi fikri fintan firas florin folau fouad fuad
    fumio gajendra ganjar garba gatot gaurav gbadebo gbenga gbolahan gebremedhin gedion gerrit
    getachew ghasem ghassan ghazi gheorghe gholam gholamhossein ghulam giannis gibran gilad giorgi
    giorgos girish girma godswill gokhan gotabaya gregor guoqiang gurbanguly gurmeet gwede gyanendra
    habibu hafiz haile hailemariam haim haitham hakeem halil haluk hamed hamisi hamza hardeep hardik
    hari haroon harshvardhan haruki hashem hasnain hatem havard haytham hemant hemi hendra hendrik
    heru hicham hideaki hideki hidetoshi himanshu hiroaki hirofumi hirokazu hiroki hiroyuki hisashi
    hisham hishammuddin hitesh hoani hohepa hone hooman hooshang hormoz hossein houcine houshang
    housni husam huseyin hussam hussien huw hyun-jin hyun-woo hyung-jin ichiro idrissa ieuan ifeanyi
    ihor ijaz ikechukwu ikenna ilker ilyas imad imed imtiaz inoke iqbal iraj irakli irwan isaias
    isamu ishaq isiaka iskender isko ismaila ismet issa issouf issoufou isyaku itai itamar itzhak
    iwan jaafar jabari jae-hyun jae-in jae-myung jae-yong jagan jagannath jagjit jahangir jaideep
    jairam jakaya jalal jamshed jari jassim jaswant jatin javad jayant jejomar jeroen ji-ho ji-hoon
    ji-sung jianguo jianhua jianjun jibril jide jinping jiri jitendra joko jong-il jong-un joon-ho
    joost josaia josphat juhani jukka juma jun-ho jun-seok junaid jung-hoon junichiro juraj jusuf
    jyotiraditya kaan kabiru kadhim kadir kaesang kairat kais kalidou kamalesh kamau kamran kanat
    kapil karamoko kareem kariuki kartik kashif kashim kasper kassim katsuya kayode kazuhiko
    kazuhiro kazuki kazuyoshi keiji keisuke kemal kenan kenechukwu kenenisa kenichi kentaro kenzo
    keqiang keshav ketut kgalema kgosientso khairy khaldoun khaldun khalil khaya khayrat khosrow
    khurram kianoush kipchoge kiprop kishore kiyoshi kizza kobina koichi koji kojo kolapo kolawole
    koray kotaro kourosh kudakwashe kuldeep kunihiko kwabena kwadwo kwaku kwasi kweku kyohei
    kyung-soo laisenia lakshman lamin lamine lanre lasantha lasith lateef laxman lebogang lekan
    levan levent liaquat lindani lokesh lopeti lotfi louay loyiso lubos luhut lukhanyo lungisa lutfi
    luthando lwandile maarten macky madhav mahamadou mahamane mahamat mahathir mahela mahendra
    mahesh mahfoud mahfud mahinder maikudi maithripala majid makan makhosini makoto maksym malick
    mamady mamoun mamuka manabu mangosuthu manik manish manmohan manoj manouchehr mansur marat
    marouane marwan marzouk masaaki masahiro masaki masamichi masao masashi masato masaya masayoshi
    masayuki masoud matej matiu mazen mbongeni mbwana mcebisi mduduzi mehmood mehran mehrdad melaku
    meles melih mengistu merera metin mikaere mikheil mikkel min-jun minoru mithun mitsuo mitsuru
    moataz moaz modibo modou moez mohammedi mohamud mohanad mohannad mohd mohsen mohsin moin momodou
    moncef mondli montasser monther monwabisi mordechai moriba morteza moshe mosiuoa mostafa motoi
    mounir mourad moustapha mrisho muammar muayad mudassar muhammadu muhammed muhannad muharrem
    muhoozi muhyiddin mujib mukhriz mukhtar mukul mulatu mulayam mulenga munther munyaradzi muqtada
    murat murugan musab musalia mushtaq mustapha muttiah muyiwa muzaffar muzammil mwangi mykola
    myung-bak mzwandile mzwanele nabih nabil nadeem nader nadiem naftali namal naoki narendra naresh
    nasir nasiru nasr nasrollah nasser nathi nattawut navjot nawaf nazim nazir nazri nduka ndumiso
    nenad ngoni nhamo nhlanhla nidal nii nikol nikola nilesh nirav nishant nitesh nitin nitish nizam
    nizar njoroge nkosana nkosinathi noboru nobuo nobuyuki norio nuhu nurlan nursultan nuwan
    nwabueze obafemi obi obiora ochieng odhiambo ofer ofir ogbonna oguz okezie olabode oladele
    oladimeji oladipo olajide olalekan olaniyi olanrewaju olatunde olatunji olawale oleksandr
    olufemi olumuyiwa olusegun oluwaseun omer omid omprakash omran onur orhan osama osamah osamu
    otieno otmane oumar oupa ousseynou oyvind ozan panagiotis panfilo pankaj pape parag paresh
    parviz patson pawan payam pervaiz pervez petro phumlani pieter pinarayi pouya prabhakar prabhat
    prabowo prachanda pradip prahlad pramod prashant prateek pravin prawit prayut prayuth prithvi
    pulkit purushottam qais qaiser qassem qishan qusai rabih rabiu rachid radovan radu radwan raed
    raef rafik rafiq rafizi raghav raghavendra raghunandan raghuram raif raila rajat rajeev rajendra
    rajinder rajkumar ramachandra ramdas rami ramnath ramy ramzi ranil ranjit ranveer rashidi ratu
    ravinder ravindra rawiri rayan recep riad riadh riaz ridha ridwan rifat rigathi rishabh rishi
    ritesh rithy riyad rizal rizwan roch ronen rostam rotimi rovshan rudi ruhollah rupesh rustam
    ruud ryohei ryoichi ryosuke ryota ryuichi ryutaro saadoun sabir sachin sadao sadegh sadio sadiq
    sadyr saeed safwan saifuddin sajid sajith sajjad sakeasi saleem saleh salif salum sambit sameer
    samer sami samih samiu samnang sampath sanath sander sandiaga sandile sandip sang-hyun sang-jo
    sang-woo sani sanjar sanjeev santosh sanusi sarath sarfaraz sasan satoru satoshi satpal sattar
    satyendra saud saurabh sayed sayyid sedat seif seiichi seiji sekou selahattin selcuk semisi
    senthil senzo seok-youl serdar serhat serhiy serkan setareki seung-hoon seung-min seydou seyni
    shadi shafiq shahbaz shahid shahram shahriar shahrir shahzad shakeel shakil sharad sharaf
    shashank shaul shavkat shawki shehbaz shehu sherif sherzod shigeki shigeo shimon shingo shinichi
    shinji shinjiro shintaro shinya shivraj shlomo shoaib shogo shohei shota shrikant shubham
    shuichi shuji shunsuke siamak siaosi sibongiseni sibusiso sicelo sifiso sigit sinan siosaia
    siphamandla sisay sitiveni siyabonga slamet slobodan sofiane sofyan sohail sohrab somchai somkid
    somsak sooronbay sophal soren soroush sosefo soufiane souleymane soumaila sourav sovann spyros
    srettha srikanth srinivas stepan stig suat subagyo subhash sudhir sufyan sugeng suhail sukhbir
    sukhdev sukhvinder sulaiman suleyman sumit sung-hoon sung-hyun sung-min surendra surinder
    suryakant sushant sushil susilo susumu suthep sutrisno swapan tadashi tae-hyun tae-woo tae-yong
    tafadzwa taher tahir taichi taiki taisuke tajudeen takaaki takahiro takanori takao takashi
    takayuki takehiko takuma takumi takuya talal tamati tamer tamim tamirat tane tanko tanveer
    tanvir taoufik tapan tapfuma tapiwa taras tarek tarun tatsuo tatsuro tatsuya tauseef tavita
    tayeb tayfun tayyip tedros teerath tejashwi temesgen temir tesfaye tetsuo tetsuro tetsuya tetteh
    tevita tewodros tewolde thabang thaksin thami thamsanqa thanasis thanathorn thandanani thapelo
    themba thilan thione tilahun timo timoci tinashe tjahjo tolga tomohiro tonderai tongai toru
    toshihiko toshihiro toshio toshiyuki toufik tsegaye tshediso tshepang tshepo tsutomu tsuyoshi
    tuncay tundu tushar tzachi ubong uddhav ugochukwu ugur ujjwal umair umaro umaru umesh upendra
    upul uri utku uzi vahid vakhtang varun vasant vassilis vasudev vasyl veasna veerendra veikko
    venkaiah venkatesh vidyadhar vikas vikrant viliame viliami vipin virat virender vishal vishnu
    vishwanath vivek vivekanand volkan volodymyr voreqe vuk vusi vuthy vuyani vuyo wael wail waisale
    wajid wale waleed walid wandile waqar waseem wasim wassim wayan weerachai weidong weiguo
    welshman wiranto wiremu wissanu won-soon wondwossen woo-jin wouter xiaobo xiaodong xiaoming
    xiaoping xolani yaakov yacine yacoub yadollah yahia yahya yair yakubu yaqub yared yaroslav yaser
    yashwant yashwantrao yasir yasonna yasser yassin yassine yasuhiro yasuo yasushi yasutoshi yaya
    yazid yehuda yerlan yevhen yigal yigit yildiray yisrael yitzhak yoav yogendra yogesh yohanan
    yohei yoichi yonas yong-ho yong-jin yong-nam yongkang yosef yoshiaki yoshihide yoshihiko
    yoshihiro yoshihisa yoshimasa yoshinobu yoshio yoshiro yoshitaka yossi yosuke youcef young-ho
    young-sam young-soo younis yousef yousif youssou youssouf yudi yuichi yuichiro yuji yukio
    yulianto yunus yuta yutaka yuto yuvraj yuya zafar zaheer zahid zaid zakaria zakariya zakhele
    zaki zakir zambry zayd zedong zelalem zeljko zeya zhenhua zhiqiang zhomart ziad zitto ziyad
    zouhair zubairu zuhair zulfiqar zulkarnain zulkifli zurab zvi zweli zwelinzima zwelithini
""")
)
FEMALE = frozenset(
    listed("""
    aakanksha aaliya aamna aarti aasia abeba abida abosede acen achieng adanna adaora adedoyin
    aderonke adesuwa adhiambo adja adjoa adong adunni afia afreen afsaneh afsat afshan afua ahlam
    aicha aigerim aigul aiko aino ainura aishat aishatu aishwarya aissata aissatou aizada ajoke
    akane akanksha akari akello akie akiko akinyi akmaral akosita akoth akpene aleena alemitu alka
    almaz altynai alya ama amaka amarachi ambika ambreen ameena aminah amira amisha amna amongi
    amruta anahit anamika anandi andaleeb andiswa andreea aneela anila anindita anju ankita
    annapurna anum anupama anuradha anusha anushka anwuli aouatef apinke apinya apio apiyo araba
    archana areej arezoo arezou aroha arpita arundhati arwa asabe asami asel asenaca ashima ashwini
    asifa asli asmaa asmau asmita assel assia astou asuka asuman atena atieno atim atiqa atsuko auma
    auxillia avantika awa awino awuor ayah ayaka ayako ayame ayelet ayeza aygul ayla aynur ayse
    aysegul aysel aysun ayumi azalina azita aziza azizah azuka baaba babalwa babirye badia bahareh
    bahia bakhtawar barkha basma bathabile batool batya belaynesh belgin belma benazir benjawan
    berfin bermet berna betul bhagyashree bhanumati bhavana bidya biljana bilkisu bilquis bimala
    binta bintou birgul birsen birtukan bisma bo-kyung bolanle bosede bouchra bracha brinda buhle
    bulelwa bunmi burcu bushra busisiwe buthaina catrin cebisile ceren ceyda chahira chaimaa chana
    chandrika chanthou charulata chebet chelagat chenai chepkoech chepngetich cherifa cherono chhavi
    chie chiedza chieko chiharu chikako chimamanda chinasa chinelo chinenye chinwe chinyere chisato
    chiyo chizoba chizuko cholpon chunlan chunying cigdem coumba dalal dalia dalila damayanthi
    damini dareen dariga darshana darunee daryna debjani dede deeksha deepali deepti demet derartu
    despina devaki devyani dieynaba dikeledi dilara dilek dilini dilnoza dilrukshi dimakatso dina
    dinara dineo divyanka djamila djeneba doaa dorcas dorit dragana duduzile dunya dzifa ebru eiko
    einat ekaette ekua ekuba elaheh elenoa elham elnaz eman emel emiko endah enitan enyonam eriko
    erlina esenam esi esin esinam esma esohe esraa etsuko eun-hye eun-ji eun-jung eun-kyung eun-mi
    eun-young eyerusalem ezinne fadela fadia fadime fadwa faezeh fahimeh faiza faranak fareeda
    farhana farheen fariba faridah farideh farzana farzaneh faten fathia fatiha fatimah fatimat
    fatimata fatin fatmagul fatuma fauzia fawzia femke ferda fereshteh feruza feryal feyza fezeka
    figen filifilia firyal fitri fitriani folakemi folasade folashade forough fouzia frehiwot fulya
    fumie fumiko funke funmilola galit gamze garima gayatri geeta geetanjali genzebe gete geun-hye
    ghada ghalia ghazala ghofran gihan gitanjali golnaz golshifteh gonca gonul gordana gowri gro
    gugulethu gulalai gulay gulbahar gulben gulcan gulden gulistan gulizar gulnara gulnaz gulnur
    gulsah gulsara gulsen gulshat gulten gulzat gurbet hadas hadeel hadil hafsa hagit haifaa hajar
    hajara hajer hala haleema haleh halimat halyna hamida hana hanaa hanadi hanako hanan hanane
    hareem harini harleen harue haruka haruko harumi hasmik hatsue hauwa havva hawa hayfa heba
    hee-jin hee-jung helmi hemalatha hengameh hiba hideko hifza hikari hina hinako hinemoa hinewehi
    hirunika hirut hisae hisako hisila hitomi hiwot hlengiwe hoda hongmei honoka huda hulya humaira
    hye-jin hye-jung hye-kyung hye-soo hye-won hye-young hyo-jin hyo-joo hyun-ah hyun-jung ibironke
    ibtisam ichrak idit iffat ifunanya ijeoma ikuko ikumi ilana ilknur imane in-sook inaam inbal
    indrani ing-wen ingabire intisar ipsita iqra irem iretiola iriana irit irum iryna ishita ishrat
    israa ivana iyabo jabulile jaishree jamila jamuna janaki jarmila jasleen jaspreet javeria
    jayalalithaa jayanthi jayashree jayati jebet jepchirchir jepkorir jepkosgei jeptoo jhanvi jhumpa
    ji-eun ji-hye ji-su ji-woo ji-yeon ji-young jihan jin-sook jitka joice joumana joumanna juhi
    jumana jumoke jung-eun junko jwala jyoti kadiatou kadidiatou kady kaisa kajal kalolaine kalpana
    kalyani kamini kanako kanika kanimozhi kanlaya kanokwan kaori kaosarat kaouther kareena karima
    karishma karnit kartini kasturi kasumi katerina kavya kawira kawthar kazue kazuko keerthi
    kelebogile kelera kemi kemigisha keon-hee kerubo ketevan khadidja khadija khadijah khady khalida
    khanyisile khatia khawla khensani khofifah kholeka khulood khuloud khushboo kidist kimiko kirron
    kiyoko kobusingye kriti kubra kulsoom kultida kumiko kumudini kumudu kunthea kusum kuukua kyoko
    kyung-hee kyung-sook kyung-wha ladan laisa lale laleh lalitha lamia lamwaka lamya lanieta latha
    latifa latifah lavanya lavinia laxmi layla leela lelise leman lenka lenora lerato lesia leyla
    liisa lilis limor lindelwa lindiwe litia litiana liudmyla liv ljiljana lobna losaline loubna
    loujain loveleen lubna lujain lusine maaike maame madhavi madhuri madiha maha mahalakshmi
    mahasweta mahin mahira mahlet mahnaz mahnoor mahsa mahshid mahvash maimoona maimouna maimunah
    maira maissa majda makena makhosazana makiko makpal malavika maleeha maliha maliheh malika
    malini mamata mamphela manal manami manar manasi mandana mandira maneka manju manjula manjusha
    manpreet mansoureh mantoa maren margriet mariama mariatou mariem marieme marijke mariko mariyam
    maryum marzieh masako masayo masoumeh matlhodi matshidiso mavluda mayada maysa maysoon mayuko
    mayumi mbali meaza meenakshi megawati megha meghana megumi mehbooba mehrangiz mehreen mei-ling
    meifang meiling meleane meltem menaka mereana mereata mereoni merepeka mereseini merewairita
    merewalesi meriem merve meryem meseret metiria mette mi-ae mi-kyung mi-ran mi-sook mi-young
    michiko michiyo mieko mihaela mikiko miliana milica min-ji minako minakshi mirabai misaki misako
    mishal mitali mitsuko mitsuyo miwa miwako miyuki mmabatho mmamoloko moana mohini mojgan momina
    momoko mona monali monireh monovithya moraa mosunmola motoko mouna mozhgan mridula muazzez
    mubashra mueni muge mujde mukamana mukandayisenga mukta mumbua munazza munevver munira munisa
    mutale mutesi muthoni mwanahamisi mwanaidi mwanaisha mwende mythili myung-sook na-young naa
    naama nabeela nabila nabirye nada nadeesha nadira nafisa nafissatou nafula nahed naheed nahid
    nahla naima najat najla najma najwa nakato nakayima nakazzi nalan nalini nalubega nalwanga
    namhla namita namrata namubiru namukasa namutebi nanaia nanako nandipha nandita naoko nargis
    nargiza narjes nashwa nasimiyu nasrin nataliya natsuko natsumi nattaya navneet nawal nawel
    nayantara nayla nazan nazia nazish nazli nazneen ndeye nduku ndunge nebahat neelam neeraja
    neerja neeta nekesa nesrin nesrine netsanet neumi nezha ngaire ngozika nguyet nhung nidhi nighat
    nihan nilanthi nilar nilay nilgun nilima niloufar nilufar nilufer nimet nimisha ninsiima nirmala
    nirupama nisha nisreen nithya nittaya nivedita nivine niyati njeri njoki nkiru nkiruka nneka
    nnenna nneoma nobuhle nobuko nobuntu nocawe noha nokubonga nokulunga nokuthula nolitha
    noluthando nomaindia nomalanga nombulelo nombuso nomfanelo nomfundo nomkhosi nompumelelo
    nomthandazo nomvuyo nomzamo nondumiso nonhlanhla nonkululeko nontando nontsikelelo nooshin
    noraini norhayati norizan nosheen nosiviwe nouha nourhan nozipho nozizwe nthabiseng ntombi
    ntombikayise ntombizodwa ntsiki nujood nune nupur nuray nurcan nurdan nurgul nurhayati nurit
    nuriye nursel nurul nuzhat nwakaego nyaguthii nyakerario nyakio nyambura nyaradzo nyawira
    nyirahabimana nyokabi obiageli obianuju obioma ofra ogechi ogechukwu olabisi olfat olubunmi
    olufunke olufunmilayo oluremi omolara omotola omowumi onsari orapin orit orna osnat otiko ouafa
    oumou oyeronke ozlem padmaja padmini paetongtarn paivi palesa pallavi pampha pania parastoo
    parbati parehuia parinaz parineeti parisa parul parvaneh parvathi parvati parvin patcharee
    pavithra pegah pelin pensri pervin phindile phumla phumzile pimchanok pinar poonam pooneh
    poornima pornthip pragya prajakta pranati prapaporn pratibha pratima preethi prerna priyamvada
    puan puleng pumla purnima pushpa puspita putri qandeel quratulain rabab rabia rabiya racha
    rachna radhia radhika rafia rafidah raghad raghda ragini rahaf raheela rahel raheleh rahila
    rahma rahmah rajeshwari rajshree rakhshan raluca ramata ramatoulaye ramatu ramya randa
    rangimarie rasha rashidat rashmi rashmika ratih ratna raukura rawan rawya razan razia refilwe
    reham rehana rehema reiko renu renuka revathi richa ridhima rieko rihab rina rini rirhandzu
    risikat risma ritika ritsuko rivka roba rohani rohini rojda rokhaya rokia rokiah rola romana
    ronit ronke roopa ropafadzo rosmah rosy rouba rowaida roya rozita ruba rubab rubina ruchi
    ruchika rudo rukhshanda rukiye rukmini rumbidzai rumiko rupali ruqaya ruqayya rusila rutendo
    rutie ruvarashe ruvimbo ryoko saadatu saadia sabeen sabiha sabitri sabrine sachie sachiko sadaf
    sadako sadhana sadhvi saeko safaa safia sagarika sahar saira sajida sakiko sakshi sakura
    salamatu salaseini salome salote saltanat salwa samaneh samanthi sameena samia samiksha samina
    samira samkelisiwe samrawit samreen sanae sanam sanaz sandhya sangeetha saniya sanjana sanne
    sanskriti saodat saori sarala saraswati sarita saritha saroja sarojini sarra sashikala satoko
    satomi satsuki saumu savita savitri sawsan sayaka sayo sayoko sayuri sebnem sedigheh seema
    sehnaz sehrish seiko seini seipati sekai sekinat selam selda selin semra senait senay senbere
    seo-yeon seo-yun seol-ju serap sereana serpil serwaa setareh setsuko sevara sevda sevgi sevil
    sevilay sevim sevinc shadia shagufta shahd shahida shahira shahla shahnaz shahnoza shahrizat
    shahrzad shaila shailaja shaima shaimaa shaista shalini shamima shamsa shandana shanta shantha
    shaparak sharada sharareh sharifah sharmila sharmistha shatha shazia shaziya sheetal shefali
    sheherbano shehla shehnaz shereen sherine shideh shigeko shiho shihoko shikha shira shirani
    shiranthi shireen shizue shizuko shobhana shohreh shoko shraddha shulamit shuvai shweta sibel
    sibongile sidra sieni sigal siham sihem sikirat simin simisola sinafea sinaitakala sindisiwe
    sindiswa sinidu siphokazi siranush sirikit siriporn sisilia siti siutiti sizani slindile smadar
    smita smriti snezana so-yeon so-young soad sobia sochua soha soheila sokhna sokona somayeh
    sonakshi sonal sonali songul soo-jin soo-yeon sook-ja sopheap sosena souad soudabeh souha
    souhayr soukaina sousan srey sreymom sri sridevi srividya sriyani sthembile su-jin su-yeon suad
    subhadra suchitra sudarat sudarshani sugandha suha suhair suheir suheyla sulastri sulochana
    sumaira sumaiya sumalatha sumathi sumaya sumbul sumie sumiko sumire sumitra summaya sun-hee
    sun-mi sun-young sunanda suneeta sunetra sunisa supaporn supawadee supriya surabhi surayya
    sureeporn surekha sushmita susi suzan svitlana swapna swarupa swetha taapsee tabassum taeko
    tahani tahereh tahira takako talalelei tamako tamami tamar tamayo tambudzai tamiko tansu tanuja
    tanushree tanvi taraneh tariro tasleem tasneem tatsuko tavleen tawakkol teesta tehmina teimumu
    tejaswini temilade tening teona teruko tetiana thalatha thandar thandeka thandokazi theary
    thembeka thembelihle thembi thembisa thokozile thuli thulisile thuraya tigist tinatin tirunesh
    titiek titilayo titilope titin tlaleng tokiko tomoe tomoko tomomi tomoyo toshiko tsehay
    tsigereda tsitsi tuba tugba tulasa tulay turkan tutik tuula tuyet tzipi tzipora ukamaka ulku
    umaima umashree umayma umeko ummy umran umutoni unaisi urmila urooj urvashi uwamahoro uwase uzma
    vaimoana vaishali vaishnavi vandita vanita vasanthi vasiti vasudha vasundhara vathiswa veliswa
    vesna vibha vidhya vidya vijaya vijayalakshmi vimala vimbai vineeta vinita vrinda vuyelwa
    vuyiswa waceera wacera wafaa wahiba wairimu waithera wajiha wakako wamuyu wangeci wanida wanja
    wanjira wanjiru waruguru wavinya werknesh whina widad wided wijdan wikitoria wilaiwan willemijn
    wiphawee wissal worknesh wulan xiaohong xiaoli xiaoyan xiuying xoliswa yael yaffa yalda
    yalemzerf yamina yamini yamuna yanti yaowalak yasemin yashoda yasmeen yasuko yayoi yehudit
    yejide yelda yemisi yenny yeon-ah yeshi yesim yetunde yeukai yifat yingluck yo-jong yogita
    yoliswa yoo-jin yordanos yoriko yoshie yoshiko yosra youko young-ae young-hee young-mi young-ok
    young-sook yousra yuanyuan yukako yukari yukie yukiko yuko yulia yuliana yumiko yuni yurie
    yuriko yusra zahia zaitun zakia zakiya zaleha zamira zartaj zaruhi zaynab zeba zebo zehava zehra
    zeina zenebech zhanar zhila zinhle zintle ziyanda zobia zodwa zohra zohreh zoleka zoliswa
    zoubida zubaida zubeyde zuhal zuhura zukhra zukiswa zulaikha zuleikha zulekha zulfiye zuraida
    zuraidah zuwaira
""")
)
