"""Countries, what their people and capitals are called: whose ministry a ministry is."""

from __future__ import annotations

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
Bangladesh|Bangladeshi|Dhaka
Belarus|Belarusian|Minsk
Belgium|Belgian|Brussels
Bolivia|Bolivian|La Paz
Brazil|Brazilian|Brasília
Britain|British|London
Bulgaria|Bulgarian|Sofia
Canada|Canadian|Ottawa
Chile|Chilean|Santiago
China|Chinese|Beijing
Colombia|Colombian|Bogotá
Croatia|Croatian|Zagreb
Cuba|Cuban|Havana
Cyprus|Cypriot|Nicosia
Denmark|Danish|Copenhagen
Ecuador|Ecuadorian|Quito
Egypt|Egyptian|Cairo
Estonia|Estonian|Tallinn
Ethiopia|Ethiopian|Addis Ababa
Finland|Finnish|Helsinki
France|French|Paris
Georgia|Georgian|Tbilisi
Germany|German|Berlin
Ghana|Ghanaian|Accra
Greece|Greek|Athens
Guyana|Guyanese|Georgetown
Hungary|Hungarian|Budapest
India|Indian|New Delhi
Indonesia|Indonesian|Jakarta
Iran|Iranian|Tehran
Iraq|Iraqi|Baghdad
Ireland|Irish|Dublin
Israel|Israeli|Jerusalem
Italy|Italian|Rome
Japan|Japanese|Tokyo
Jordan|Jordanian|Amman
Kazakhstan|Kazakh|Astana
Kenya|Kenyan|Nairobi
Kuwait|Kuwaiti|Kuwait City
Latvia|Latvian|Riga
Lebanon|Lebanese|Beirut
Libya|Libyan|Tripoli
Lithuania|Lithuanian|Vilnius
Malaysia|Malaysian|Kuala Lumpur
Mexico|Mexican|Mexico City
Morocco|Moroccan|Rabat
Netherlands|Dutch|The Hague
Nicaragua|Nicaraguan|Managua
Nigeria|Nigerian|Abuja
Norway|Norwegian|Oslo
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
Serbia|Serbian|Belgrade
Slovakia|Slovak|Bratislava
Slovenia|Slovenian|Ljubljana
South Africa|South African|Pretoria
South Korea|South Korean|Seoul
Spain|Spanish|Madrid
Sudan|Sudanese|Khartoum
Sweden|Swedish|Stockholm
Switzerland|Swiss|Bern
Syria|Syrian|Damascus
Taiwan|Taiwanese|Taipei
Thailand|Thai|Bangkok
Tunisia|Tunisian|Tunis
Turkey|Turkish|Ankara
Ukraine|Ukrainian|Kyiv
Uruguay|Uruguayan|Montevideo
Venezuela|Venezuelan|Caracas
Vietnam|Vietnamese|Hanoi
Yemen|Yemeni|Sanaa
Zimbabwe|Zimbabwean|Harare
"""
# Each of the three words to the adjective: Russia, Russian, Moscow → Russian.
ADJECTIVE = {
    word: line.split("|")[1] for line in _COUNTRIES.split("\n") if line for word in line.split("|")
}
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
        "foreign office",
        "supreme court",
        "central bank",
        "army",
        "navy",
        "air force",
        "interior department",
    ]
)
