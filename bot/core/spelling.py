"""Repair of misspelt words towards the knowledge base's own words.

A word that is the knowledge base's own or English is never touched: `payoff` must not become `payout`. Its
wordings hold slips too, so that a rare word right beside a common one is not taken for one of its own.
Distances are optimal string alignment: a wrong, missing, extra or swapped letter is one edit.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Self

from rapidfuzz import process
from rapidfuzz.distance import OSA

_SHORTEST = 4
"""Shorter words are not repaired, nor repaired to: nearly any three letters are one edit from a word."""
_LONG = 8
"""Letters from which on two edits are repaired."""
_SOUND = 5
"""Letters from which on two edits are repaired if the words sound alike."""
_SHORTEST_PART = 3
_SHORTEST_JOINED = 5
_CACHED = 8192
_RARE, _COMMONER = 20, 10
"""A word that is no English and comes so seldom is a slip, if one that comes so many times as often is one edit off."""

_DRAWN_OUT = re.compile(r"(.)\1{2,}")
_SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"^(?:kn|gn|pn)", "n"), (r"^wr", "r"), (r"^ps", "s"), (r"ph", "f"), (r"gh", ""),
        (r"(?:t|s|ss)i(?=on)|ti(?=a)|sh|t?ch", "x"), (r"d(?=g[eiy])", ""), (r"g(?=[eiy])", "j"),
        (r"c(?=[eiy])|z", "s"), (r"ck|[cq]", "k"), (r"v", "f"), (r"^[aeiouy]", "a"),
        (r"(?<!^)[aeiouyhw]", ""), (r"(.)\1+", r"\1"),
    )
)  # fmt: skip


class Speller:
    """Repairs words; made by `build`, and safe to share by threads."""

    def __init__(self, frequency: Mapping[str, int], english: frozenset[str]) -> None:
        self._frequency = frequency
        self._english = english
        self._by_length: dict[int, list[str]] = {}
        self._by_sound: dict[str, list[str]] = {}
        for word in sorted(frequency):
            if len(word) >= _SHORTEST and word.isalpha():
                self._by_length.setdefault(len(word), []).append(word)
                if len(word) < _LONG + 2:
                    self._by_sound.setdefault(sound(word), []).append(word)
        self._repaired = lru_cache(_CACHED)(self._repair)
        self._slips = lru_cache(_CACHED)(self._meant_by)

    @classmethod
    def build(cls, words: Iterable[str], english: frozenset[str]) -> Self:
        """A speller towards `words` (normalised; one that comes several times is the likelier target).

        `english` are words that are right as they are, though no knowledge.
        """
        return cls(Counter(words), english)

    def is_own(self, word: str) -> bool:
        """Whether a word is one of the knowledge base's own."""
        return word in self._frequency

    def repair(self, tokens: Sequence[str]) -> tuple[list[str], list[tuple[str, str]]]:
        """The tokens repaired, and each repair as (what was typed, what it became), in order."""
        words: list[str] = []
        repairs: list[tuple[str, str]] = []
        place = 0
        while place < len(tokens):
            typed = tokens[place : place + 2]
            if self._belong_together(typed):
                repaired = ["".join(typed)]
            else:
                typed = typed[:1]
                repaired = list(typed) if self._is_right(typed[0]) else self._repaired(typed[0]).split()
            words.extend(repaired)
            if repaired != list(typed):
                repairs.append((" ".join(typed), " ".join(repaired)))
            place += len(typed)
        return words, repairs

    def _is_right(self, word: str) -> bool:
        return len(word) < _SHORTEST or not word.isalpha() or self._is_known(word)

    def _is_known(self, word: str) -> bool:
        return word in self._english or (word in self._frequency and self._slips(word) is None)

    def _meant_by(self, word: str) -> str | None:
        """The far commoner word for which a word of the knowledge base's stands by mistake, or to show one."""
        often = self._frequency.get(word, 0)
        if not often or often > _RARE or word in self._english or len(word) < _SHORTEST or not word.isalpha():
            return None
        near = (self._nearest(word, edits) for edits in (1, 2))
        return next((other for other in near if other and self._frequency[other] >= _COMMONER * often), None)

    def _belong_together(self, pair: Sequence[str]) -> bool:
        """Whether two words are a knowledge word torn apart: `bolt works`, but not `walk out`."""
        joined = "".join(pair)
        if len(pair) < 2 or len(joined) < _SHORTEST_JOINED or joined not in self._frequency:
            return False
        if self._frequency[joined] <= min(self._frequency.get(part, 0) for part in pair):
            return False  # The knowledge base itself writes it in two words as often.
        return joined not in self._english or not all(map(self._is_known, pair))

    def _repair(self, word: str) -> str:
        """The word or words that an unknown word stands for; itself if there is none near."""
        plain = _DRAWN_OUT.sub(r"\1", word)
        for known in filter(self._is_known, (_DRAWN_OUT.sub(r"\1\1", word), plain)):
            return known
        found = self._slips(word) or self._nearest(plain, 1) or self._torn(plain) or self._nearest(plain, 2) or word
        # Each is commoner by far than the one before, so that this ends.
        while (meant := self._slips(found)) is not None:
            found = meant
        return found

    def _nearest(self, word: str, edits: int) -> str | None:
        """The most frequent other knowledge word at this many edits, as far as so many are repaired."""
        found: list[str] = []
        if len(word) >= (_SHORTEST if edits == 1 else _LONG):
            for length in range(len(word) - edits, len(word) + edits + 1):
                near = process.extract(
                    word, self._by_length.get(length, ()), scorer=OSA.distance, score_cutoff=edits, limit=None
                )
                found.extend(choice for choice, _, _ in near)
        elif len(word) >= _SOUND:
            alike = self._by_sound.get(sound(word), ())
            found.extend(other for other in alike if OSA.distance(word, other, score_cutoff=edits) <= edits)
        others = (other for other in found if other != word)
        return min(others, key=lambda other: (-self._frequency[other], other), default=None)

    def _torn(self, word: str) -> str | None:
        """The word as two knowledge words that were run together, the likeliest two if there are several."""
        cuts = range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1)
        parts = [(word[:cut], word[cut:]) for cut in cuts]
        known = [pair for pair in parts if all(part in self._frequency for part in pair)]
        if not known:
            return None
        return " ".join(min(known, key=lambda pair: (-min(self._frequency.get(part, 0) for part in pair), pair)))


def sound(word: str) -> str:
    """A key that words which sound alike share: consonants by sound, after Philips' Metaphone (1990)."""
    for pattern, replacement in _SOUNDS:
        word = pattern.sub(replacement, word)
    return word
