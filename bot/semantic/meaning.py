"""How near a question is to each intent by meaning: the cosine to the centre of the intent's wordings."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

_TYPICAL = 0.65
"""The cosine between a question and the centre of the intent that it means; the median on CLINC150 is 0.64 to 0.70."""
_WEIGHT = 38.0 * _TYPICAL
"""The weight if intents had one wording each. The more they have, the better words alone tell them apart: the weight
falls with the root of the mean number. Tuned on CLINC150 and on the project's labelled questions together."""
_FEWEST = 5
"""Below this mean number of wordings the weight rises no more: fewer were not measured."""
_WORDINGS = 12
"""Wordings of an intent to encode at most, each some milliseconds; all of 100 bring 0.2 points of accuracy at most."""

Encode = Callable[[Sequence[str]], NDArray[np.float32]]
"""Texts -> vectors of length 1, of shape (texts, width)."""


class Meaning:
    """A `Similarity` of the matcher by a sentence encoder; it holds no state, so that matchers may share it."""

    def __init__(self, encode: Encode) -> None:
        self._encode = encode

    def fit(self, phrasings: Sequence[Sequence[str]]) -> tuple[float, Callable[[str], NDArray[np.float32]]]:
        """Encode wordings of each intent; as `Similarity` says."""
        chosen = [spread(texts, _WORDINGS) for texts in phrasings]
        texts = sorted({text for own in chosen for text in own})
        vectors = dict(zip(texts, self._encode(texts), strict=True))
        centres = np.array([np.sum([vectors[text] for text in own], axis=0) for own in chosen], dtype=np.float32)
        centres /= _TYPICAL * np.linalg.norm(centres, axis=1, keepdims=True)

        def similarity(question: str) -> NDArray[np.float32]:
            return np.asarray(centres @ self._encode([question])[0], dtype=np.float32)

        mean = sum(map(len, phrasings)) / len(phrasings)
        return _WEIGHT / math.sqrt(max(_FEWEST, mean)), similarity


def spread(texts: Sequence[str], most: int) -> list[str]:
    """So many of the texts at most, evenly spaced in their order: neighbours in the alphabet begin alike."""
    count = min(most, len(texts))
    return [texts[(2 * place + 1) * len(texts) // (2 * count)] for place in range(count)]
