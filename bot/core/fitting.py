"""What the matcher learns from phrasings, as plain data: it can be put aside and taken up again."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from bot.core.classifier import train, typical_logit
from bot.core.features import Features
from bot.core.text import normalise


@dataclass(frozen=True, slots=True)
class Phrasings:
    """All phrasings in a row: those of `intents[i]` stand from `bounds[i]` to before `bounds[i + 1]`.

    `texts` are normalised, `written` is how each was written.
    """

    intents: tuple[str, ...]
    bounds: tuple[int, ...]
    texts: tuple[str, ...]
    written: tuple[str, ...]

    @classmethod
    def of(cls, phrasings: Mapping[str, Sequence[str]], normal: Callable[[str], str]) -> Self:
        """Normalised and sorted, each once an intent; an intent without any is left out."""
        intents: list[str] = []
        bounds = [0]
        rows: list[tuple[str, str]] = []
        for intent in sorted(phrasings):
            # Where several become the same text, the first by the alphabet stays: the dict keeps the last.
            own = {normal(written): written for written in sorted(phrasings[intent], reverse=True)}
            own.pop("", None)
            if own:
                intents.append(intent)
                rows.extend(sorted(own.items()))
                bounds.append(len(rows))
        return cls(tuple(intents), tuple(bounds), tuple(text for text, _ in rows), tuple(row[1] for row in rows))

    def places(self, intent: int) -> range:
        """Where the phrasings of an intent stand."""
        return range(self.bounds[intent], self.bounds[intent + 1])

    def numbers(self) -> NDArray[np.intp]:
        """The number of the intent of each phrasing."""
        return np.repeat(np.arange(len(self.intents)), np.diff(self.bounds))


class Exact:
    """Finds phrasings by their text."""

    def __init__(self, phrasings: Phrasings) -> None:
        self._bounds = phrasings.bounds
        self._first: dict[str, int] = {}
        # Few texts are several intents'. A mapping for each text would set off the garbage collector.
        self._further: dict[str, list[int]] = {}
        for place, text in enumerate(phrasings.texts):
            if self._first.setdefault(text, place) != place:
                self._further.setdefault(text, []).append(place)

    def places(self, text: str) -> dict[int, int]:
        """The intents that have the text among their phrasings, each with its place there."""
        if text not in self._first:
            return {}
        return {bisect_right(self._bounds, at) - 1: at for at in (self._first[text], *self._further.get(text, ()))}


@dataclass(frozen=True, slots=True)
class Fitted:
    """The phrasings with what training made of them.

    `rows` has the shape (phrasings, features), `weights` (features, intents), as whole numbers of `unit`, for they
    are most of what is read at a start and kept; `typical` is the logit that a phrasing usually earns its own intent.
    """

    phrasings: Phrasings
    features: Features
    rows: sparse.csr_matrix
    weights: NDArray[np.int16]
    unit: float
    typical: float


def fit(
    phrasings: Mapping[str, Sequence[str]],
    concepts: Callable[[str], Sequence[str]],
    normal: Callable[[str], str] = normalise,
) -> Fitted:
    """Train on the phrasings of each intent; the order of either does not matter.

    `concepts` maps a normalised text to further tokens, which weigh like words; `normal` is `normalise`,
    or looks up what it made before. Raises ValueError if no intent has a phrasing.
    """
    found = Phrasings.of(phrasings, normal)
    if not found.intents:
        raise ValueError("No intent has a phrasing to learn from; give at least one.")
    intents = found.numbers()
    features, rows = Features.fit(found.texts, [concepts(text) for text in found.texts], intents)
    weights = train(rows, intents)
    typical = typical_logit(rows, weights, intents)
    unit = float(max(weights.max(), -weights.min())) / np.iinfo(np.int16).max or 1.0
    # In place: they are as large as all else together.
    weights /= unit
    np.rint(weights, out=weights)
    return Fitted(found, features, rows, weights.astype(np.int16), unit, typical)
