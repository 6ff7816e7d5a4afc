"""Words that are nobody's name although they may have a capital, and words that give a name away."""

from functools import cache
from typing import Final

_ORDINARY: Final = """
    aan achter afgelopen al alle alleen allemaal alles als anderen ander andere anders beide ben bij binnen boven daar
    daarbij daarna daarnaast daarom dan dank dankzij dat de den der deze dezelfde dit door dus echter een één eens
    eerst eerste eigenlijk elk elke en enkel enkele er gedurende geen gelukkig gisteren goed haar heel helaas hem hen
    het hier hierdoor hij hoe hoewel honderd hun ieder iedere iedereen iemand iets ik in inderdaad intussen ja jammer
    je jij jou jouw jullie kan later maar mag meer meestal men met mijn minder misschien morgen na naast natuurlijk nee
    niemand niet niets nog nooit nu of om omdat onder ondertussen ons onze ook op over pas plots samen sinds sindsdien
    slechts soms sommige sorry steeds straks te tegen ten ter terwijl tijdens toch toen tot tussen uiteindelijk uit uw
    vaak van vanaf vandaag vandaar veel veertig verder via vier vijf voor vooraf vooral vorige vroeger waar waarom
    waarschijnlijk wanneer want waren was wat we weinig wel welk welke wie wij zal ze zeker zelf zelfs zes zeven zich
    zij zo zoals zodra zolang zonder zowel twee drie tien twaalf twintig volgens volgende
    dhr mevr mw mevrouw meneer mijnheer dokter meester juf juffrouw heer dame tante oom oma opa mama papa moeder vader
    zus broer buurvrouw buurman
    à afin ainsi alors aller apres après as au aucun aujourd aussi autre autres aux avant avec beaucoup bien bref car ce
    ceci cela celle celui cependant ces cet cette ceux chaque chez ci comme comment dans de depuis des deux donc du
    elle elles en encore enfin ensuite entre est et eux hier il ils ici je jamais jusque la là le les leur leurs lors
    lorsque lui ma mais malgré me même merci mes moi mon ne ni non nos notre nous on or ou où oui par parce parfois pas
    pendant peu plus plusieurs pour pourquoi puis quand que quel quelle quelles quels qui quoi rien sa sans se selon
    ses si sinon son sous souvent sur ta tandis tard te tes toi ton toujours tous tout toute toutes très trois tu un
    une vers voici voilà vos votre vous y mme mlle madame monsieur mademoiselle docteur maman tantine
    a about after all also although always an and another any are as at because been before being both but by can could
    did do does during each even every finally first for from had has have he her here hers him his how however i if in
    instead into is it its just last later let many maybe me meanwhile more most much must my never next no nobody none
    nor not nothing now of off often on once one only or other our out over perhaps please she should since so some
    somebody someone sometimes still such than thank thanks that the their them then there these they this those though
    through thus to today together tomorrow too two under until up us very was we well were what when where which while
    who whoever whole whose why will with without would yes yesterday yet you your mr mrs ms miss mister sir doctor
    mum dad aunt uncle mother father sister brother
"""
"""Closed classes of words, adverbs with which sentences begin, and how people are addressed, in three languages."""

ABBREVIATIONS: Final = frozenset(
    """
    dhr mevr mw dr mr ir prof ing drs st bv bijv bvb ca cf vb nr tel blz pag art vgl resp incl excl mme mlle mm mrs ms
    jr sr vs etc inz zgn zgz
""".split()
)
"""Whose full stop ends no sentence."""

PARTICLES: Final = frozenset(
    """
    van der den de t ter ten te el al ben bin ibn bint abu abou abd la le les du des da das do dos di della von zu
    zum af ould ait aït oulad y e
""".split()
)
"""Small words inside names."""

ARTICLES: Final = frozenset("al el an ar as ash at ad az ed es et ben bel".split())
"""What stands before the hyphen of Arabic names."""

VERBS: Final = frozenset(
    """
    zegt zei vertelt vertelde lacht lachte knikt knikte glimlacht glimlachte fluistert fluisterde antwoordt antwoordde
    herinnert herinnerde woont woonde huilt huilde
    raconte racontait sourit pleure répond habite habitait murmure soupire s'appelle
    says said tells told smiles smiled laughs laughed nods nodded recalls recalled whispers whispered lives sighs
""".split()
)
"""What only people do: who does it at the beginning of a sentence is one. In no other language they mean more."""

_ROLES: Final = """
    anonieme anoniem verzonnen fictief ex- oud- jonge oudere
    deelnemer deelneemster deelnemers vrijwilliger vrijwilligster vrijwilligers begeleider begeleidster begeleiders
    medewerker medewerkster medewerkers stadsmedewerker coach buddy bewoner bewoonster bewoners buur buren cursist
    cursiste cursisten leerling leerlinge leerkracht lesgever lesgeefster docent docente coördinator coordinator
    hulpverlener hulpverleenster verpleegkundige maatschappelijk werker werkster trajectbegeleider projectmedewerker
    voorzitter gast bezoeker bezoekster klant cliënt cliënte patiënt patiënte ouder ouders moeder vader zoon dochter man
    vrouw jongen meisje jongere jongeren kind student studente interviewer verteller vertelster getuige collega lid
    leden facilitator trainer expert tolk ploeg team groep nieuwkomer nieuwkomers vluchteling iemand
    participant participante participants bénévole bénévoles accompagnateur accompagnatrice collègue habitant habitante
    habitants coordinateur coordinatrice animateur animatrice formateur formatrice élève étudiant étudiante mère père
    femme homme jeune enfant voisin voisine membre témoin personne anonyme
    participant participants volunteer volunteers worker colleague resident residents neighbour neighbor teacher student
    mother father woman man girl boy child member visitor guest witness anonymous someone parent
"""
"""How people are called by what they do."""


OF_NOBODY: Final = tuple(
    """
    God Allah Islam Koran Bijbel Bible Thora Christendom Jodendom Boeddhisme Hindoeïsme Ramadan Eid Iftar Ashura Divali
    Suikerfeest Offerfeest Kerst Kerstmis Kerstdag Pasen Pinksteren Nieuwjaar Sinterklaas Chanoeka Pesach Noroez Newroz
    Noël Pâques Pentecôte Aïd Coran Christmas Easter Hanukkah Diwali Qur'an Quran
    Joods Joodse Joden Jood Jewish Jews Rooms-Katholiek Rooms-Katholieke Katholiek Katholieke Catholic Christian
    Muslim Muslims Hindu Buddhist Moslim Moslims
    Facebook Instagram Google Zoom Teams Twitter Signal Telegram Messenger Netflix Excel Word Outlook Internet Europa
    Europe Congo Afghaan Koerd Koerden Koerdisch Koerdische Roma Rom Palestijn Palestijnen Palestijnse Amazigh
    Berber Inuit Jezidi
""".split()
)
"""Religions, feasts, peoples without a state of their name, and programs that everybody uses."""


@cache
def _ordinary() -> frozenset[str]:
    return frozenset((*_ORDINARY.split(), *_ROLES.split()))


def is_ordinary(word: str) -> bool:
    """Whether a word, with or without a capital, says little, or only what somebody does."""
    return word.casefold() in _ordinary()
