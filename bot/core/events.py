"""Which event a question means: a year weighs more than a number or month, those more than a word."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.core.model import Article
from bot.core.question import Question
from bot.core.text import normalise

YEAR_WEIGHT, NUMBER_WEIGHT, WORD_WEIGHT = 3, 2, 1
_MONTHS = frozenset(
    "january february march april june july august september october november december".split()
)  # not May, which is mostly a verb
_COMPARES = re.compile(
    r"\b(compare|compared|comparison|contrast|versus|differences?|differ|both|each|then and now|side by side)\b"
    r"|\b(from|between) .*\b(to|and) (the )?(second|latest|newer|later)\b|\b(from|between) 20\d\d (to|and) 20\d\d\b"
)
"""Words by which a question sets events against each other; then no cue narrows it."""


def _is_exact(cue: str) -> bool:
    """Whether a cue is a number or names a month: `1200`, `12 may`, `february`."""
    return cue[0].isdigit() or not _MONTHS.isdisjoint(normalise(cue).split())


class EventCues:
    """The cues of all articles' events."""

    def __init__(self, articles: Mapping[str, Article]) -> None:
        self._years = {id_: article.event.year for id_, article in articles.items()}
        self._cues = {
            id_: [
                (f" {normalise(cue)} ", NUMBER_WEIGHT if _is_exact(cue) else WORD_WEIGHT) for cue in article.event.cues
            ]
            for id_, article in articles.items()
        }

    @property
    def years(self) -> frozenset[int]:
        """The years that some event has."""
        return frozenset(self._years.values())

    def compares(self, question: Question) -> bool:
        """Whether the question sets events against each other."""
        return bool(_COMPARES.search(question.text))

    def meant(self, question: Question) -> frozenset[str]:
        """The articles that the question means: those with the highest class of cue; all, where there is none."""
        if self.compares(question):
            return frozenset(self._years)
        weights = self._weights(question)
        for least in (YEAR_WEIGHT, NUMBER_WEIGHT, WORD_WEIGHT):
            chosen = frozenset(id_ for id_, weight in weights.items() if weight >= least)
            if chosen:
                return chosen
        return frozenset(weights)

    def _weights(self, question: Question) -> dict[str, int]:
        text = f" {question.text} "
        return {
            id_: YEAR_WEIGHT
            if self._years[id_] in question.years
            else max((weight for cue, weight in cues if cue in text), default=0)
            for id_, cues in self._cues.items()
        }
