"""Whether a question is about the coverage at all, or about anything else.

The matcher weighs all intents against each other, and of those the background is only one among hundreds: a striking
word (`irony`, `the golden age`) wins over it whatever stands around. Here one logistic regression over the same
features weighs all wordings on the coverage against the background alone.
"""

from __future__ import annotations

import math
from collections.abc import Collection
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from bot.core.classifier import train
from bot.core.fitting import Fitted

_BIAS = 1.0
"""What is added to the logit, in favour of the coverage: to miss a question on it is the likelier mistake."""
_MOST = 50.0
"""A logit beyond which nothing changes any more."""


def learn_scope(fitted: Fitted, others: Collection[str]) -> NDArray[np.float32] | None:
    """Weights of shape (features,), whose sum over a question's features is the logit of its being on the coverage.

    `others` are the intents that stand for anything else; None where none of them has a phrasing.
    """
    found = fitted.phrasings
    kinds = np.zeros(len(found.texts), dtype=np.intp)
    for intent, (start, end) in zip(found.intents, pairwise(found.bounds), strict=True):
        kinds[start:end] = intent in others
    if kinds.all() or not kinds.any():
        return None
    weights = train(fitted.rows, kinds)
    return np.ascontiguousarray(weights[:, 0] - weights[:, 1])


def share(logit: float) -> float:
    """How likely (0..1) a question is on the coverage."""
    return 1 / (1 + math.exp(-max(-_MOST, min(_MOST, logit + _BIAS))))
