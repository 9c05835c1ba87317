"""Text -> sparse features: words with stems and concepts, pairs of neighbouring stems, three-letter pieces.

Each of the three blocks is weighted, scaled to unit length and given its share, so that a long question
and a short one weigh the same. What no phrasing contains counts in that length but has no column: a question
with much that is unknown gets small values, and so little confidence.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, pairwise

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from bot.core.text import stem

Floats = NDArray[np.float32]
Ints = NDArray[np.int32]

_SHARES = (1.0, 1.0, 1.5)
"""Shares of words, pairs and pieces; more for the pieces, which survive inflection and misspelling."""
_DAMPING = 0.7
"""Exponent on the weight of rare features: between equal weights (0) and inverse frequency (1)."""
_PIECE = 3


@dataclass(frozen=True, slots=True)
class Block:
    """One kind of feature: column of each, weight of each, weight of an unknown one, share of the row."""

    columns: Mapping[str, int]
    weights: Sequence[float]
    unknown: float
    share: float


class Features:
    """What the phrasings taught: the columns and their weights; made by `fit`, then read only."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.blocks = tuple(blocks)

    @classmethod
    def fit(
        cls, texts: Sequence[str], concepts: Sequence[Sequence[str]], intents: NDArray[np.intp]
    ) -> tuple[Features, sparse.csr_matrix]:
        """Learn from normalised `texts`, their concepts and the number of the intent of each.

        Returns the features and the matrix of the texts, of shape (texts, features).
        """
        words, of_text, ends = _numbered(texts)
        stems, stem_of_word = _indexed([stem(word) for word in words])
        pairs, pair_counts = _paired(stems, stem_of_word[of_text], ends)
        pieces: dict[str, int] = {}
        pieces_of_word = _count(map(_pieces, words), pieces)
        plain_counts = _counts(of_text, ends, len(words))
        # As `_words` has them: words, stems, concepts.
        known = {name: at for at, name in enumerate([*words, *(f"s:{one}" for one in stems)])}
        word_counts = _beside(plain_counts, _counts(stem_of_word[of_text], ends, len(stems)))
        concept_counts = _count(concepts, known)
        word_counts.resize(concept_counts.shape)
        word_counts += concept_counts
        belongs = _membership(intents)
        shares = [share / math.hypot(*_SHARES) for share in _SHARES]
        blocks, parts = [], []
        for columns, counts, mass, share in (
            (known, word_counts, word_counts.T @ belongs, shares[0]),
            (pairs, pair_counts, pair_counts.T @ belongs, shares[1]),
            # By way of the words: a word stands in many texts, but its pieces are counted once.
            (pieces, plain_counts @ pieces_of_word, pieces_of_word.T @ (plain_counts.T @ belongs), shares[2]),
        ):
            weights, unknown = _rarity(mass)
            blocks.append(Block(columns, weights.tolist(), unknown, share))
            parts.append(_scaled(counts, weights, share))
        matrix = _beside(*parts)
        matrix.sort_indices()
        return cls(blocks), matrix

    def has_pair(self, one: str, other: str) -> bool:
        """Whether two stems stand side by side in some text that was learned."""
        return f"{one} {other}" in self.blocks[1].columns

    def of(self, text: str, concepts: Sequence[str]) -> tuple[Ints, Floats]:
        """Columns and values of one normalised text, columns unique, in no particular order."""
        words = text.split()
        stems = [stem(word) for word in words]
        pieces = [piece for word in words for piece in _pieces(word)]
        columns: list[int] = []
        values: list[float] = []
        start = 0
        for block, names in zip(self.blocks, (_words(words, stems, concepts), _pairs(stems), pieces), strict=True):
            place = block.columns.get
            known: list[float] = []
            unknown = 0.0
            # A known name is counted under its column, an unknown one under itself.
            for name, times in Counter([place(name, name) for name in names]).items():
                if isinstance(name, int):
                    columns.append(start + name)
                    known.append(block.weights[name] * times)
                else:
                    unknown += (block.unknown * times) ** 2
            length = math.hypot(*known, math.sqrt(unknown))
            values.extend([value * block.share / length for value in known])
            start += len(block.weights)
        return np.array(columns, dtype=np.int32), np.array(values, dtype=np.float32)


def _words(words: Sequence[str], stems: Sequence[str], concepts: Sequence[str]) -> list[str]:
    """The words, their stems (marked, so that a stem is not taken for a word) and the concepts."""
    return [*words, *(f"s:{one}" for one in stems), *concepts]


def _pairs(stems: Sequence[str]) -> list[str]:
    """Each two neighbouring words, as stems."""
    return [f"{one} {other}" for one, other in pairwise(stems)]


@lru_cache(maxsize=65536)
def _pieces(word: str) -> tuple[str, ...]:
    """The word's overlapping three-letter pieces, its ends marked by a space."""
    padded = f" {word} "
    return tuple(padded[i : i + _PIECE] for i in range(max(1, len(padded) - _PIECE + 1)))


def _numbered(texts: Sequence[str]) -> tuple[dict[str, int], Ints, Ints]:
    """Number the words in order of first sight: the number of each, those of all texts in a row, where texts end."""
    numbers: dict[str, int] = {}
    rows = [[numbers.setdefault(word, len(numbers)) for word in text.split()] for text in texts]
    ends = np.cumsum([0, *map(len, rows)], dtype=np.int32)
    return numbers, np.fromiter(chain.from_iterable(rows), dtype=np.int32, count=int(ends[-1])), ends


def _indexed(names: Sequence[str]) -> tuple[dict[str, int], Ints]:
    """Number the names in order of first sight, and the number of each one of the sequence."""
    numbers: dict[str, int] = {}
    return numbers, np.array([numbers.setdefault(name, len(numbers)) for name in names], dtype=np.int32)


def _paired(stems: Mapping[str, int], of_text: Ints, ends: Ints) -> tuple[dict[str, int], sparse.csr_matrix]:
    """Number the pairs of neighbouring stems, and count them: matrix of shape (texts, pairs)."""
    lengths = np.maximum(np.diff(ends) - 1, 0)
    text = np.repeat(np.arange(len(lengths)), np.diff(ends))
    codes = of_text[:-1].astype(np.int64) * len(stems) + of_text[1:]
    distinct, of_pair = np.unique(codes[text[:-1] == text[1:]], return_inverse=True)
    names = list(stems)
    pairs = {f"{names[code // len(stems)]} {names[code % len(stems)]}": at for at, code in enumerate(distinct.tolist())}
    pair_ends = np.concatenate(([0], np.cumsum(lengths))).astype(np.int32)
    return pairs, _counts(of_pair.astype(np.int32), pair_ends, len(pairs))


def _count(rows: Iterable[Iterable[str]], columns: dict[str, int]) -> sparse.csr_matrix:
    """Count the names of each row: matrix of shape (rows, columns); new names are given the next columns."""
    indices: list[int] = []
    ends = [0]
    for row in rows:
        indices.extend([columns.setdefault(name, len(columns)) for name in row])
        ends.append(len(indices))
    return _counts(np.array(indices, dtype=np.int32), np.array(ends, dtype=np.int32), len(columns))


def _counts(columns: Ints, ends: Ints, width: int) -> sparse.csr_matrix:
    """How often each row has each column: matrix of shape (rows, width)."""
    ones = np.ones(len(columns), dtype=np.float32)
    counts = sparse.csr_matrix((ones, columns, ends), (len(ends) - 1, width), copy=True)
    counts.sum_duplicates()  # in place, hence the copy
    return counts


def _beside(*parts: sparse.csr_matrix) -> sparse.csr_matrix:
    """The matrices side by side."""
    return sparse.csr_matrix(sparse.hstack(parts, format="csr", dtype=np.float32))


def _membership(intents: NDArray[np.intp]) -> sparse.csr_matrix:
    """Which text belongs to which intent, of shape (texts, intents); the texts of an intent sum to one."""
    sizes = np.bincount(intents)
    share = (1.0 / sizes[intents]).astype(np.float32)
    return sparse.csr_matrix((share, (np.arange(len(intents)), intents)), (len(intents), len(sizes)))


def _rarity(mass: sparse.csr_matrix) -> tuple[Floats, float]:
    """The weight of each feature from its mass in each intent, and the weight of an unseen feature.

    A feature is common if it is spread over many intents: the number that counts is the exponential of
    the entropy of its spread. Counting intents, not texts, keeps an intent with many phrasings from making
    its own words common.
    """
    intents = mass.shape[1]
    mass = mass.tocsr()
    totals = np.asarray(mass.sum(axis=1)).ravel()
    share = mass.data / np.repeat(totals, np.diff(mass.indptr))
    spread = sparse.csr_matrix((-share * np.log(share), mass.indices, mass.indptr), mass.shape)
    effective = np.exp(np.asarray(spread.sum(axis=1)).ravel())
    weights = (np.log((1 + intents) / (1 + effective)) + 1) ** _DAMPING
    return weights.astype(np.float32), float((math.log((1 + intents) / 2) + 1) ** _DAMPING)


def _scaled(counts: sparse.csr_matrix, weights: Floats, share: float) -> sparse.csr_matrix:
    """The counts, weighted, each row scaled to the length `share` (empty rows stay empty)."""
    weighted = sparse.csr_matrix(counts, copy=True)
    weighted.data = weighted.data * weights[weighted.indices]
    squares = np.asarray(weighted.multiply(weighted).sum(axis=1)).ravel()
    lengths = np.sqrt(np.maximum(squares, np.finfo(np.float32).tiny))
    weighted.data = weighted.data * np.repeat((share / lengths).astype(np.float32), np.diff(weighted.indptr))
    return weighted
