"""Multinomial logistic regression on sparse rows, trained by mini-batch gradient descent.

scikit-learn's solvers pass over all data many times before they move far; at 15,000 rows and 250 classes that
takes half a minute. Small batches reach the same accuracy in a few passes, under a second
(Bottou, Curtis and Nocedal, 'Optimization methods for large-scale machine learning', SIAM Review 2018).
"""

from __future__ import annotations

import math
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from bot.core.products import add_transposed, times_matrix

_RATE = 8.0
"""First step length; it falls to nothing by the last step."""
_STEPS = 45_000
"""Rows to look at in all, within the bounds on passes."""
_PASSES = (6, 12)
_BATCHES = 12
"""Batches a pass at the least, down to 16 rows and up to 64 rows a batch: larger ones leave more to chance."""
_AT_ONCE = 64
"""Batches that are put in order together."""
_MOST_IMPORTANT = 3.0
_RUNS = 2
"""Trainings in other orders, whose mean counts: the order decides close calls, and each run decides others."""


def train(rows: sparse.csr_matrix, classes: NDArray[np.intp]) -> NDArray[np.float32]:
    """Weights of shape (features, classes), so that `row @ weights` are the logits of a row.

    Rows have about unit length; `classes` is the class number of each. Every class weighs the same,
    however many rows it has. Same input, same output: the shuffling has fixed seeds.
    """
    # Nearly all of the time is spent in compiled code that leaves the interpreter to the other run.
    with ThreadPoolExecutor(_RUNS) as pool:
        weights, *others = pool.map(partial(_train, rows, classes), range(_RUNS))
    for other in others:
        weights += other
    weights /= _RUNS
    return weights


def _train(rows: sparse.csr_matrix, classes: NDArray[np.intp], seed: int) -> NDArray[np.float32]:
    """The weights that one order of the rows leads to."""
    count, kinds = len(classes), int(classes.max()) + 1
    importance = _importance(classes)
    weights = np.zeros((rows.shape[1], kinds), dtype=np.float32)
    size = min(64, max(16, count // _BATCHES))
    passes = min(_PASSES[1], max(_PASSES[0], math.ceil(_STEPS / count)))
    total = passes * math.ceil(count / size)
    shuffle = np.random.default_rng(seed)
    step = 0
    for _ in range(passes):
        order = shuffle.permutation(count)
        for begin in range(0, count, _AT_ONCE * size):
            # In portions: all rows in another order would take as much memory again, in each training.
            some = order[begin : begin + _AT_ONCE * size]
            shuffled, targets, rates = rows[some], classes[some], importance[some]
            for start in range(0, len(some), size):
                stop = min(start + size, len(some))
                error = softmax(times_matrix(shuffled, start, stop, weights))
                error[np.arange(stop - start), targets[start:stop]] -= 1
                error *= -_RATE * (1 - step / total) * rates[start:stop, None]
                add_transposed(shuffled, start, stop, error, weights)
                step += 1
    return weights


def softmax(logits: NDArray[np.float32]) -> NDArray[np.float32]:
    """Probabilities along the last axis."""
    exponentials: NDArray[np.float32] = np.exp(logits - logits.max(axis=-1, keepdims=True))
    exponentials /= exponentials.sum(axis=-1, keepdims=True)
    return exponentials


def typical_logit(rows: sparse.csr_matrix, weights: NDArray[np.float32], classes: NDArray[np.intp]) -> float:
    """The median, over the classes, of the mean logit that the rows of a class earn it."""
    sizes = np.bincount(classes)
    shares = (1 / sizes[classes]).astype(np.float32)
    belongs = sparse.csr_matrix((shares, (classes, np.arange(len(classes)))), (len(sizes), len(classes)))
    centres = sparse.csr_matrix(belongs @ rows)
    return float(np.median(np.asarray(centres.multiply(weights.T).sum(axis=1))))


def _importance(classes: NDArray[np.intp]) -> NDArray[np.float32]:
    """The weight of each row: the classes weigh the same, but no row counts more than a few times."""
    sizes = np.bincount(classes)
    importance: NDArray[np.float32] = np.minimum(sizes.mean() / sizes[classes], _MOST_IMPORTANT)
    return importance.astype(np.float32)
