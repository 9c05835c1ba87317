"""The names of a text: words with a capital letter that do not owe it to the beginning of a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

_WORD = re.compile(r"[^\W\d_][\w&]*(?:[.&'’][^\W_]+)*")
_BEGINNING = re.compile(r"(?:^|[.!?:…][\"'”’)]*\s+|[\"“‘(]|\s')$")
_LEADING = frozenset("the a an in on at by for to and but when as its his her their this that both after if".split())
_NOT_NAMES = frozenset({"i", "i'm", "i've", "i'd", "i'll"})


@dataclass(frozen=True, slots=True)
class _Word:
    """A word, whether it begins a sentence, and whether it may be one name with the word before."""

    text: str
    begins: bool
    adjoins: bool

    @property
    def key(self) -> str:
        """The word as it is compared: lower case, without possessive or plural."""
        return _key(self.text)

    @property
    def capital(self) -> bool:
        """Whether it has a capital letter."""
        return self.text != self.text.lower()


class Names:
    """The names that a lexicon knows, each with its wordings."""

    def __init__(self, *lexicon: Mapping[str, Sequence[str]]) -> None:
        self._wordings = [
            [_keys(wording) for wording in (name, *wordings)] for names in lexicon for name, wordings in names.items()
        ]
        self._first = {wording[0] for name in self._wordings for wording in name if wording}

    def unsupported(self, text: str, support: str) -> list[str]:
        """The names of a text that the other text does not hold, under any of their wordings."""
        words = list(_words(text))
        known = list(_words(support))
        keys = {word.key for word in known} | self._also(_keys(text), _keys(support))
        missing = [word.text for word in words if self._names(word) and word.key not in keys]
        return missing or list(_mixed(words, known))

    def _names(self, word: _Word) -> bool:
        if not word.capital or word.text.lower().replace("’", "'") in _NOT_NAMES:
            return False
        inner = any(letter.isupper() for letter in word.text[1:])
        return inner or not word.begins or word.key in self._first

    def _also(self, text: list[str], support: list[str]) -> set[str]:
        """The words of known names that the support has in another wording ('Jo Doe': 'Doe')."""
        found: set[str] = set()
        for name in self._wordings:
            here = [wording for wording in name if _holds(text, wording)]
            if here and any(_holds(support, wording) for wording in name):
                found.update(key for wording in here for key in wording)
        return found


def _mixed(words: list[_Word], known: list[_Word]) -> Iterator[str]:
    """Pairs that begin as a name of the support does and go on otherwise: 'Jo Roe' for 'Jo Doe' and 'Roe'."""
    after: dict[str, set[str]] = {}
    for a, b in _pairs(known):
        after.setdefault(a.key, set()).add(b.key)
    for a, b in _pairs(words):
        if a.key not in _LEADING and b.key not in after.get(a.key, {b.key}):
            yield f"{a.text} {b.text}"


def _pairs(words: list[_Word]) -> Iterator[tuple[_Word, _Word]]:
    """Words with capital letters that stand side by side."""
    return ((a, b) for a, b in pairwise(words) if b.adjoins and a.capital and b.capital)


def _words(text: str) -> Iterator[_Word]:
    end, owner = 0, False
    for match in _WORD.finditer(text):
        adjoins = text[end : match.start()] == " " and not owner
        yield _Word(match[0], bool(_BEGINNING.search(text[: match.start()])), adjoins)
        end, owner = match.end(), match[0].endswith(("'s", "’s"))


def _keys(text: str) -> list[str]:
    return [_key(match[0]) for match in _WORD.finditer(text)]


def _key(word: str) -> str:
    word = word.lower().replace("’", "'").removesuffix("'s").removesuffix("'").rstrip(".")
    return word[:-1] if len(word) > 3 and word.endswith("s") else word


def _holds(text: list[str], phrase: list[str]) -> bool:
    """Whether the words of a phrase stand in a text, side by side."""
    size = len(phrase)
    return bool(phrase) and any(text[at : at + size] == phrase for at in range(len(text) - size + 1))
