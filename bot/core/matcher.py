"""Phrasings -> ranked intents with a confidence.

A linear classifier over sparse features says which intent a question resembles as a whole; the similarity of
the nearest phrasing (and any further `Similarity` to the intent) is added to its logit; a fixed logit that stands
for 'none of these' takes the probability that no intent earns. Exact and near-exact phrasings go first.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Protocol, Self

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from bot.core.classifier import softmax
from bot.core.fitting import Exact, Fitted, fit
from bot.core.products import times_vector
from bot.core.text import normalise, stem

_NEAREST = 8.0
"""What a similarity of 1 to the nearest phrasing adds to an intent's logit."""
_NONE = 0.44
"""The logit of 'none of these', as a share of what a typical phrasing earns its own intent."""
_SHORTLIST = 5
"""Intents whose phrasings are compared one by one; what comes after them by the classifier is never meant."""
_NEAR_EXACT = 92.0
_NEAR_EXACT_LENGTH = 8
_NEAR_EXACT_INTENTS = 3
_SLIP_LENGTH = 5
_REMEMBERED = 64
_SOUND_ALIKE = tuple(
    frozenset(pair.split())
    for pair in ("there their", "of off", "then than", "to too", "your you", "whos whose", "are our")
)
"""Words that are written for each other."""
_NEGATIONS = frozenset({"no", "not", "never", "without", "nobody", "none", "nothing"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """An intent that a question may mean, how surely (0..1), and its nearest phrasing as written.

    Of an intent far behind the likeliest ones, the phrasing is just one of its own.
    """

    intent: str
    confidence: float
    phrasing: str


class Similarity(Protocol):
    """A further opinion on how near a question is to each intent, such as a sentence embedding's."""

    def fit(self, phrasings: Sequence[Sequence[str]]) -> tuple[float, Callable[[str], NDArray[np.float32]]]:
        """Learn from the normalised phrasings of each intent, and change nothing: matchers may share it.

        Returns what a similarity of 1 adds to an intent's logit, and what gives the similarity (about 1 where it
        is meant, about 0 far off) of a normalised question to each intent, in the same order.
        """


class Matcher:
    """Ranks the intents that a question may mean; after `fit` it never changes, so threads may share it."""

    def __init__(
        self,
        fitted: Fitted,
        concepts: Callable[[str], Sequence[str]] | None = None,
        similarities: Sequence[Similarity] = (),
    ) -> None:
        """Use `fit`, or give what an earlier `fit` learned with the same `concepts`."""
        self.fitted = fitted
        self._phrasings = fitted.phrasings
        # Remembered for `project`, which is asked of the same texts.
        self._of = lru_cache(_REMEMBERED)(lambda text: fitted.features.of(text, concepts(text) if concepts else ()))
        self._exact = Exact(fitted.phrasings)
        by_intent = [fitted.phrasings.texts[start:end] for start, end in pairwise(fitted.phrasings.bounds)]
        self._further = [similarity.fit(by_intent) for similarity in similarities]
        most = _NEAREST + sum(weight for weight, _ in self._further)
        self._none = np.float32(_NONE * (fitted.typical + most))

    @classmethod
    def fit(
        cls,
        phrasings: Mapping[str, Sequence[str]],
        *,
        concepts: Callable[[str], Sequence[str]] | None = None,
        similarities: Sequence[Similarity] = (),
    ) -> Self:
        """Train on the phrasings of each intent; the order of either does not matter.

        `concepts` maps a normalised text to further tokens (`c:strike`), which weigh like words.
        An intent without phrasings is never ranked. Raises ValueError if no intent has any.
        """
        return cls(fit(phrasings, concepts or _no_concepts), concepts, similarities)

    def rank(self, question: str, limit: int = 10) -> Sequence[Candidate]:
        """The `limit` likeliest intents, best first, equal ones by id; any string has some.

        An exact phrasing has confidence 1; one with a slip of a letter, the ratio of the two texts.
        """
        text = normalise(question)
        logits, nearest = self._logits(text, limit)
        confidence = softmax(np.append(logits, self._none))[:-1].astype(float)
        same, likeness = self._same(text, sorted(nearest, key=lambda one: (-logits[one], one)))
        if same:
            confidence *= 1 - likeness
            confidence[list(same)] = likeness
            nearest.update(same)
        # Beside an exact phrasing all others have confidence 0; their logits still tell them apart.
        order = sorted(nearest, key=lambda one: (-confidence[one], one not in same and -logits[one], one))
        return [
            Candidate(self._phrasings.intents[one], float(confidence[one]), self._phrasings.written[nearest[one]])
            for one in order[:limit]
        ]

    def is_phrasing(self, text: str) -> bool:
        """Whether a normalised text is a phrasing of some intent."""
        return bool(self._exact.places(text))

    def has_pair(self, one: str, other: str) -> bool:
        """Whether two normalised words stand side by side in some phrasing, up to inflection."""
        return self.fitted.features.has_pair(stem(one), stem(other))

    def project(self, question: str, weights: NDArray[np.float32]) -> float:
        """The sum of `weights`, of shape (features,), over the question's features."""
        columns, values = self._of(normalise(question))
        return float(values @ weights[columns])

    def _logits(self, text: str, limit: int) -> tuple[NDArray[np.float32], dict[int, int]]:
        """The logit of each intent, and of the likeliest `limit` the place of a phrasing, of the first the nearest."""
        columns, values = self._of(text)
        logits = (values * np.float32(self.fitted.unit)) @ self.fitted.weights[columns].astype(np.float32)
        for weight, similarity in self._further:
            logits += weight * similarity(text)
        question = np.zeros(len(self.fitted.weights), dtype=np.float32)
        question[columns] = values
        order = np.argsort(-logits, kind="stable")[: max(limit, _SHORTLIST)].tolist()
        bounds = self._phrasings.bounds
        nearest = {intent: bounds[intent] for intent in order}
        for intent in order[:_SHORTLIST]:
            near = times_vector(self.fitted.rows, bounds[intent], bounds[intent + 1], question)
            best = int(near.argmax())
            nearest[intent] += best
            logits[intent] += _NEAREST * near[best]
        return logits, nearest

    def _same(self, text: str, likeliest: Sequence[int]) -> tuple[dict[int, int], float]:
        """The intents that have the text as a phrasing, its place, and how like it is (1: exact).

        Where none has, the likeliest few are searched for a phrasing with a slip in it.
        """
        if exact := self._exact.places(text):
            return exact, 1.0
        found: list[tuple[float, int, int]] = []
        if len(text) >= _NEAR_EXACT_LENGTH:
            for intent in likeliest[:_NEAR_EXACT_INTENTS]:
                places = self._phrasings.places(intent)
                texts = self._phrasings.texts[places.start : places.stop]
                for other, ratio, offset in process.extract(text, texts, scorer=fuzz.ratio, score_cutoff=_NEAR_EXACT):
                    if _slips_only(text, other):
                        found.append((ratio / 100, intent, places[offset]))
                        break
        likeness = max((ratio for ratio, _, _ in found), default=0.0)
        return {intent: place for ratio, intent, place in found if ratio == likeness}, likeness


def _no_concepts(_text: str) -> Sequence[str]:
    """No concepts."""
    return ()


def _slips_only(text: str, other: str) -> bool:
    """Whether two texts differ only by inflection and single wrong letters: no other number, no negation."""
    words, others = text.split(), other.split()
    return len(words) == len(others) and all(map(_slip, words, others))


def _slip(word: str, other: str) -> bool:
    """Whether two words are the same, up to inflection or one wrong letter after the first."""
    if word == other:
        return True
    if _NEGATIONS & {word, other} or any(letter.isdigit() for letter in word + other):
        return False
    if stem(word) == stem(other) or {word, other} in _SOUND_ALIKE:
        return True
    return (
        min(len(word), len(other)) >= _SLIP_LENGTH
        and word[0] == other[0]
        and OSA.distance(word, other, score_cutoff=1) <= 1
    )
