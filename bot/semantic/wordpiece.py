"""Normalised text -> numbers of the encoder's vocabulary.

WordPiece (Wu et al., arXiv:1609.08144) as BERT uses it (Devlin et al., NAACL 2019): from the left, the longest piece
that the vocabulary has. BERT also cleans its text first; `bot.core.text.normalise` has done so already.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Self

_VOCABULARY = Path(__file__).with_name("vocabulary.txt")
_INSIDE = "##"
_LONGEST_WORD = 100
_CACHED = 16_384


class WordPieces:
    """Splits words into pieces; safe to share by threads."""

    def __init__(self, vocabulary: Mapping[str, int]) -> None:
        """`vocabulary` numbers the pieces; it has [CLS], [SEP] and [UNK]."""
        self._vocabulary = vocabulary
        self._start, self._end, self._unknown = (vocabulary[mark] for mark in ("[CLS]", "[SEP]", "[UNK]"))
        self._pieces = lru_cache(_CACHED)(self._split)

    @classmethod
    def load(cls) -> Self:
        """With the vocabulary that lies beside this file: a piece a line, numbered from 0."""
        lines = _VOCABULARY.read_text(encoding="utf-8").split("\n")
        return cls({piece: number for number, piece in enumerate(lines) if piece})

    def of(self, text: str, most: int) -> list[int]:
        """The numbers of a text's pieces between those of start and end, `most` numbers at most."""
        numbers = [number for word in text.split() for number in self._pieces(word)]
        return [self._start, *numbers[: most - 2], self._end]

    def _split(self, word: str) -> tuple[int, ...]:
        """The numbers of a word's pieces; that of 'unknown' where the vocabulary does not cover the word."""
        numbers: list[int] = []
        start = 0
        while start < len(word) <= _LONGEST_WORD:
            ends = range(len(word), start, -1)
            known = (end for end in ends if _INSIDE[: 2 * start] + word[start:end] in self._vocabulary)
            end = next(known, None)
            if end is None:
                return (self._unknown,)
            numbers.append(self._vocabulary[_INSIDE[: 2 * start] + word[start:end]])
            start = end
        return tuple(numbers) or (self._unknown,)
