"""Whether a question is in English, by its script and by the commonest little words of other languages."""

from __future__ import annotations

import re
import unicodedata

from bot.core.shorthand import LIGHT
from bot.core.text import normalise

_WORD = re.compile(r"[^\W\d_]+")
_FOREIGN_LETTERS = 0.3
"""A text is in another script if this share of its letters is."""
_LEAST, _TELLING = 2, 3
"""So many different little words of another language tell of it, or one in so many words, if fewer are English."""
_LITTLE = (
    frozenset(
        # Spanish, Portuguese
        "el la los las una unos unas del al que qué cual cuál cuales cuáles cuando cuándo cuanto cuánto cuantos "
        "cuántos cuantas cuántas donde dónde como cómo quien quién por para con según sobre "
        "está esta este esto fue fueron son "
        "sus más pero también y o os das dos um uma não você é são quantos quantas quando onde quem como porque por "
        "qual pelo pela foi foram seu sua com mais "
        # French
        "le les des du un une est sont était et ou où qui que quoi quel quelle quels quelles quand combien comment "
        "pourquoi pour avec dans sur par ne pas de ont été ce cette ces il elle ils elles nous vous leur "
        "leurs au aux "
        # German
        "der die das dem den des ein eine einen einem einer und oder ist sind war waren wird werden hat haben wer wie "
        "wo wann warum wieso welche welcher welches wieviel viele nicht mit von für auf aus bei nach über zum zur sich "
        "es er sie wir ihr "
        # Italian
        "il lo gli uno di che hanno stati chi cosa quanto quanti quante quando dove perché con per sono era erano "
        "nel nella dei "
        "delle della "
        # Dutch, Scandinavian
        "het een van wat wie waar wanneer waarom hoe hoeveel niet met voor zijn werd naar och att det som hur varför "
        "vad vem när inte med för av hvor hvorfor hvad hvem ikke og på "
        # Polish, Turkish, Indonesian, Romanian
        "czy jak ile kto co gdzie kiedy dlaczego jest nie na ze kaç kim ne nerede neden bir ve mi apa siapa berapa "
        "kapan mengapa yang dan di ini itu dengan ce cine cum câți unde când".split()
    )
    - LIGHT
)
_CHAT = frozenset(word for word in _LITTLE if word.isascii() and normalise(word) != word)
"""Little words that are English as well, in a chat: `wat` is what."""


def is_english(text: str) -> bool:
    """Whether a text may be English; what has too few words to tell is taken to be."""
    letters = [letter for letter in text if letter.isalpha()]
    foreign = sum(not unicodedata.name(letter, "LATIN").startswith("LATIN") for letter in letters)
    if letters and foreign >= _FOREIGN_LETTERS * len(letters):
        return False
    words = [word.lower() for word in _WORD.findall(text)]
    little = set(words) & _LITTLE
    if little <= _CHAT:
        return True
    # One with a letter that English lacks leaves no doubt: `was` is of several languages, `über` is not.
    other = sum(1 if word.isascii() else 2 for word in little)
    own = sum(word in LIGHT for word in words)
    return other <= own or (other < _LEAST and len(words) < _TELLING)
