"""Two opinions on whether a question asks for what the coverage says or for what it leaves out, made one.

The matcher sees the whole question, and so mostly its topic; the reader of attributes sees what is asked of the
topic. Their odds are multiplied, each with an exponent: on questions that neither had learned from, the two
together tell facts from gaps better than either (a logarithmic opinion pool; Genest and Zidek, 'Combining
probability distributions', Statistical Science 1986).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.core.missing import Asked
from bot.core.model import Intent, IntentKind

_MATCHER, _READER = 0.75, 0.3
_LEAST = 0.001
"""What is added to each probability, so that no opinion is certain."""


def weights(likely: Sequence[tuple[Intent, float]], asked: Asked | None) -> Mapping[IntentKind, float]:
    """By what to multiply the confidences (0..1) in facts and in known gaps; their sum stays the same.

    `likely` are the matcher's candidates with its confidences; `asked` is what the question asks of a thing, and
    where it names things only, or nothing is known of it, there is nothing to weigh.
    """
    if asked is None or asked.bare:
        return {}
    fact, gap = (
        sum(sure for intent, sure in likely if intent.kind is kind) for kind in (IntentKind.FACT, IntentKind.GAP)
    )
    by_matcher = (fact + _LEAST) / (gap + _LEAST)
    by_reader = (asked.fact + _LEAST) / (asked.left_out + _LEAST)
    odds = by_matcher**_MATCHER * by_reader**_READER
    share = odds / (1 + odds)
    return {
        kind: (fact + gap) * own / before
        for kind, own, before in ((IntentKind.FACT, share, fact), (IntentKind.GAP, 1 - share, gap))
        if before
    }
