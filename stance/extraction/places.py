"""Countries, what their people and capitals are called: whose ministry a ministry is."""

from __future__ import annotations

from stance.extraction.words import listed

_COUNTRIES = """\
Afghanistan|Afghan|Kabul
Albania|Albanian|Tirana
Algeria|Algerian|Algiers
Angola|Angolan|Luanda
Argentina|Argentine|Buenos Aires
Armenia|Armenian|Yerevan
Australia|Australian|Canberra
Austria|Austrian|Vienna
Azerbaijan|Azerbaijani|Baku
Bahrain|Bahraini|Manama
Bangladesh|Bangladeshi|Dhaka
Belarus|Belarusian|Minsk
Belgium|Belgian|Brussels
Bolivia|Bolivian|La Paz
Bosnia|Bosnian|Sarajevo
Botswana|Botswanan|Gaborone
Brazil|Brazilian|Brasília
Britain|British|London
Bulgaria|Bulgarian|Sofia
Burundi|Burundian|Gitega
Cambodia|Cambodian|Phnom Penh
Cameroon|Cameroonian|Yaoundé
Canada|Canadian|Ottawa
Chile|Chilean|Santiago
China|Chinese|Beijing
Colombia|Colombian|Bogotá
Costa Rica|Costa Rican|San José
Croatia|Croatian|Zagreb
Cuba|Cuban|Havana
Cyprus|Cypriot|Nicosia
Czech Republic|Czech|Prague
Denmark|Danish|Copenhagen
Ecuador|Ecuadorian|Quito
Egypt|Egyptian|Cairo
Eritrea|Eritrean|Asmara
Estonia|Estonian|Tallinn
Ethiopia|Ethiopian|Addis Ababa
Fiji|Fijian|Suva
Finland|Finnish|Helsinki
France|French|Paris
Gambia|Gambian|Banjul
Georgia|Georgian|Tbilisi
Germany|German|Berlin
Ghana|Ghanaian|Accra
Greece|Greek|Athens
Guatemala|Guatemalan|Guatemala City
Guinea|Guinean|Conakry
Guyana|Guyanese|Georgetown
Haiti|Haitian|Port-au-Prince
Honduras|Honduran|Tegucigalpa
Hungary|Hungarian|Budapest
Iceland|Icelandic|Reykjavik
India|Indian|New Delhi
Indonesia|Indonesian|Jakarta
Iran|Iranian|Tehran
Iraq|Iraqi|Baghdad
Ireland|Irish|Dublin
Israel|Israeli|Jerusalem
Italy|Italian|Rome
Jamaica|Jamaican|Kingston
Japan|Japanese|Tokyo
Jordan|Jordanian|Amman
Kazakhstan|Kazakh|Astana
Kenya|Kenyan|Nairobi
Kosovo|Kosovan|Pristina
Kuwait|Kuwaiti|Kuwait City
Kyrgyzstan|Kyrgyz|Bishkek
Laos|Laotian|Vientiane
Latvia|Latvian|Riga
Lebanon|Lebanese|Beirut
Liberia|Liberian|Monrovia
Libya|Libyan|Tripoli
Lithuania|Lithuanian|Vilnius
Madagascar|Malagasy|Antananarivo
Malawi|Malawian|Lilongwe
Malaysia|Malaysian|Kuala Lumpur
Mali|Malian|Bamako
Malta|Maltese|Valletta
Mexico|Mexican|Mexico City
Moldova|Moldovan|Chisinau
Mongolia|Mongolian|Ulaanbaatar
Montenegro|Montenegrin|Podgorica
Morocco|Moroccan|Rabat
Mozambique|Mozambican|Maputo
Myanmar|Burmese|Naypyidaw
Namibia|Namibian|Windhoek
Nepal|Nepalese|Kathmandu
Netherlands|Dutch|The Hague
New Zealand|New Zealand|Wellington
Nicaragua|Nicaraguan|Managua
Nigeria|Nigerian|Abuja
North Korea|North Korean|Pyongyang
North Macedonia|Macedonian|Skopje
Norway|Norwegian|Oslo
Oman|Omani|Muscat
Pakistan|Pakistani|Islamabad
Panama|Panamanian|Panama City
Paraguay|Paraguayan|Asunción
Peru|Peruvian|Lima
Philippines|Philippine|Manila
Poland|Polish|Warsaw
Portugal|Portuguese|Lisbon
Qatar|Qatari|Doha
Romania|Romanian|Bucharest
Russia|Russian|Moscow
Rwanda|Rwandan|Kigali
Saudi Arabia|Saudi|Riyadh
Senegal|Senegalese|Dakar
Serbia|Serbian|Belgrade
Sierra Leone|Sierra Leonean|Freetown
Singapore|Singaporean|Singapore
Slovakia|Slovak|Bratislava
Slovenia|Slovenian|Ljubljana
Somalia|Somali|Mogadishu
South Africa|South African|Pretoria
South Korea|South Korean|Seoul
South Sudan|South Sudanese|Juba
Spain|Spanish|Madrid
Sri Lanka|Sri Lankan|Colombo
Sudan|Sudanese|Khartoum
Sweden|Swedish|Stockholm
Switzerland|Swiss|Bern
Syria|Syrian|Damascus
Taiwan|Taiwanese|Taipei
Tajikistan|Tajik|Dushanbe
Tanzania|Tanzanian|Dodoma
Thailand|Thai|Bangkok
Togo|Togolese|Lomé
Tonga|Tongan|Nukuʻalofa
Tunisia|Tunisian|Tunis
Turkey|Turkish|Ankara
Turkmenistan|Turkmen|Ashgabat
Uganda|Ugandan|Kampala
Ukraine|Ukrainian|Kyiv
Uruguay|Uruguayan|Montevideo
Uzbekistan|Uzbek|Tashkent
Venezuela|Venezuelan|Caracas
Vietnam|Vietnamese|Hanoi
Yemen|Yemeni|Sanaa
Zambia|Zambian|Lusaka
Zimbabwe|Zimbabwean|Harare
"""
# Each of the three words to the adjective: Russia, Russian, Moscow → Russian.
ADJECTIVE = {
    word: line.split("|")[1] for line in _COUNTRIES.split("\n") if line for word in line.split("|")
}
# Other adjectives with a capital that name nobody by themselves.
REGIONAL = frozenset(
    [
        *("Western", "Eastern", "Northern", "Southern", "Central", "European", "African", "Asian"),
        *("American", "Arab", "Latin", "Nordic", "Baltic", "Balkan", "Caribbean", "Pacific"),
        *("English", "Scottish", "Welsh", "Catalan", "Basque", "Kurdish", "Palestinian", "Roma"),
        *("Islamic", "Muslim", "Christian", "Catholic", "Protestant", "Orthodox", "Jewish"),
    ]
)
# Who comes from somewhere, in small letters: "the Dane", "the Brazilian".
NATIVE = frozenset(
    [
        *(word.lower() for word in ADJECTIVE.values() if word.endswith(("an", "i"))),
        *("argentine", "cypriot", "czech", "greek", "slovak", "kazakh", "uzbek", "tajik", "dane"),
        *("swede", "finn", "pole", "turk", "spaniard", "scot", "briton", "icelander", "dutchman"),
        *("frenchman", "frenchwoman", "irishman", "irishwoman", "welshman", "welshwoman"),
        *("englishman", "englishwoman", "scotsman", "scotswoman", "dutchwoman", "cornishman"),
        *("ulsterman", "ulsterwoman", "aussie", "kiwi", "londoner", "californian", "texan"),
        *("serb", "croat", "swiss", "monegasque", "portuguese", "japanese", "chinese"),
        *("parisian", "glaswegian", "liverpudlian", "mancunian", "sicilian", "bavarian"),
        *("catalan", "basque", "palestinian", "european", "african", "berliner"),
        *("dubliner", "muscovite", "brummie", "geordie", "sydneysider", "angeleno"),
    ]
)
# What the names of streets, buildings and stretches of land end with; and of some people.
SITE = frozenset(
    listed("""
    street road lane avenue square terrace crescent boulevard alley hall house court tower
    castle palace hotel inn pub café cafe station airport bridge quay wharf pier harbour
    harbor docks stadium arena cathedral abbey chapel prison jail mill mine farm estate
    market exchange gardens park common green cemetery hill hills mountain valley forest
    river lake bay beach island point heights village creek canyon ridge springs
""")
)
# Institutions every country has one of, so that a name without the country says too little.
OF_STATE = frozenset(
    [
        "foreign ministry",
        "defense ministry",
        "defence ministry",
        "interior ministry",
        "finance ministry",
        "justice ministry",
        "health ministry",
        "energy ministry",
        "oil ministry",
        "information ministry",
        "communications ministry",
        "education ministry",
        "culture ministry",
        "trade ministry",
        "economy ministry",
        "supreme court",
        "central bank",
        "army",
        "navy",
        "air force",
        "interior department",
        "transport ministry",
        "agriculture ministry",
        "environment ministry",
        "labour ministry",
        "labor ministry",
        "tourism ministry",
        "coast guard",
        "national police",
        "border guard",
        "military",
    ]
)
