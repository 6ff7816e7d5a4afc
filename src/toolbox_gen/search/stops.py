"""Words that say little: articles, pronouns, prepositions, conjunctions, auxiliaries and question words of a language.

The closed classes only, so that no word with a meaning of its own is passed over (other lists have area, act, drie).
"""

from functools import cache
from typing import Final

from toolbox_gen.search.words import tokens

_STOP: Final = {
    "nl": """
        aan al alle allemaal alles als altijd ander andere anders ben bent bij bijna binnen daar daarom dan dat
        de den der deze die dit doe doen doet door dus echt een eens eerst elk elke en er even ga gaan gaat ge
        geen geweest had hadden haar hare heb hebben hebt heeft hem hen het hier hij hoe hoeveel hun iedere
        iedereen iemand iets ik in is ja je jij jou jouw jullie kan kon konden kun kunnen maar mag me mee meer
        men met mij mijn misschien moest moeten moet mogen na naar niet niets nog nu of om omdat onder ons onze
        ook op over reeds te tegen terwijl toch toen tot tussen uit uw van vanaf veel via vind voor vooral waar
        waarbij waarmee waarom wanneer want waren was wat we wel welk welke werd werden wie wij wil willen wilt
        word worden wordt zal ze zei zelf zich zij zijn zo zoals zodat zonder zou zouden zullen""",
    "fr": """
        ai as au aucun aussi autre autres aux avait avant avec avez avoir avons car ce ceci cela celle celui ces
        cet cette ceux chaque chez comme comment dans de des donc dont du elle elles en encore entre es est et
        etaient etait etant ete etes etre eu fait faire faut il ils je la le les leur leurs lui ma mais me meme
        mes moi mon ne ni non nos notre nous on ont ou par parce pas peu peut peuvent plus pour pourquoi qu
        quand que quel quelle quelles quelqu quels qui quoi jusqu lorsqu puisqu sa sans se ses si son sont sous suis
        sur ta te tes toi ton
        tous tout toute toutes tres tu un une vos votre vous""",
    "en": """
        about after all also am an and any are as at be because been before being but by can could did do does
        doing for from had has have having he her here hers him his how if in into is it its just me more most
        my no nor not of off on once one only or other our ours out over own same she should so some such than
        that the their them then there these they this those through to too under until up very was we were what
        when where which while who whom why will with would you your yours""",
    "ar": """
        في من على الى إلى عن مع هذا هذه ذلك تلك التي الذي الذين اللاتي هو هي هم هن انا انت انتم نحن ان أن إن كان
        كانت كل كما كيف ما ماذا متى اين أين لماذا لم لن لا ليس ليست قد لقد ثم او أو و ف ب ل بعد قبل بين عند
        عندما حتى حيث هنا هناك غير بل اذا إذا لكن ايضا أيضا اي أي هل به بها له لها فيه فيها منه منها عليه عليها""",
    "de": """
        aber alle allem allen aller alles als also am an ander andere auch auf aus bei bin bis bist da damit
        dann das dass dein der den des dem die dies diese dieser dieses doch dort du durch ein eine einem einen
        einer eines er es euer für hab habe haben hat hatte hier hin ich ihr ihre im in ist ja jede jeder jetzt
        kann kein keine können man mein mich mir mit muss nach nicht noch nun nur ob oder ohne sehr sein seine
        sich sie sind so soll über um und uns unser unter viel vom von vor war waren warum was weil welche wenn
        wer werden wie wieder will wir wird wo zu zum zur zwischen""",
}


@cache
def stop_words(language: str) -> frozenset[str]:
    """The words of a language that say too little to look for where there are others, folded."""
    return frozenset(tokens(_STOP.get(language.split("-", maxsplit=1)[0], "")))
