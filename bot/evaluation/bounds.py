"""What a counted share can be in truth: exact bounds on the share of a binomial count.

After Clopper and Pearson, The use of confidence or fiducial limits illustrated in the case of the binomial,
Biometrika 26 (1934). They hold for every size of the count, at the price of being a little wide.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from scipy.special import betaincinv

CONFIDENCE: Final = 0.95
MOST: Final = 100_000
"""More trials than this nobody makes."""


def upper_bound(times: int, total: int, confidence: float = CONFIDENCE) -> float:
    """What the true share (0..1) stays under with this confidence, if it was counted `times` in `total`."""
    return 1.0 if times >= total else float(betaincinv(times + 1, total - times, confidence))


def interval(times: int, total: int, confidence: float = CONFIDENCE) -> tuple[float, float]:
    """What the true share (0..1) lies between with this confidence."""
    either = (1 + confidence) / 2
    return 1 - upper_bound(total - times, total, either), upper_bound(times, total, either)


def needed(rate: float, share: float, confidence: float = CONFIDENCE) -> int | None:
    """The fewest trials that prove the true share to be at most `rate`, if `share` of them go wrong, rounded up.

    None where no number up to MOST would.
    """
    trials = np.arange(1, MOST + 1)
    wrong = np.ceil(share * trials - 1e-9)
    fits = wrong < trials
    proved = np.zeros(MOST, dtype=bool)
    proved[fits] = betaincinv(wrong[fits] + 1, (trials - wrong)[fits], confidence) <= rate
    return int(trials[proved.argmax()]) if proved.any() else None
