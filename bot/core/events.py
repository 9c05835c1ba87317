"""Which event a question means: a year weighs more than a number or month, those more than a word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from bot.core.model import Article
from bot.core.question import Question
from bot.core.text import normalise

YEAR_WEIGHT, NUMBER_WEIGHT, WORD_WEIGHT = 3, 2, 1
_MONTHS = frozenset(
    "january february march april june july august september october november december".split()
)  # not May, which is mostly a verb
_COMPARES = re.compile(
    r"\b(compare|compared|comparison|contrast|versus|differences?|differ|each|then and now|side by side)\b"
    r"|\bboth\b(?! the (?!20|first|1st|old|earl|form)\w+( \w+){0,3} and\b)"
    r"|\b(from|between) .*\b(to|and) (the )?(second|latest|newer|later)\b|\b(from|between) 20\d\d (to|and) 20\d\d\b"
    r"|\bbetween (the|those|these) (two|2)\b|\bbetween .*\band (in )?(the )?20\d\d\b"
    r"|\b(?!rather|other)(\w+er|more|less|worse) than (in |at |on )?(the )?"
    r"(first|second|earlier|previous|last|later|other|20\d\d)\b"
)
"""Words by which a question sets events against each other; then no cue narrows it."""


_RULED_OUT = re.compile(
    r"(?:(?P<before>\w+) )?\b(?:not|(?:other|rather) than|instead of|except|unlike)"
    r"(?: (?:the|that|those|in|of|from|about|for|at|with))* $"
)
"""Before the cue of an event that is not meant: `not the 2031 one`."""
_VERBS = frozenset("is are was were did does do have has will it he she they this that".split())
"""After these a `not` denies something else: `was it not the 2031 one`."""


_THING = (
    r"(?:of (?:the|these|those) (?:two|2)\b|(?:all hands|meeting|gathering|session|assembly|event|occasion|time|year"
    r"|article|report|piece|story|text|account|write up|coverage|round|wave|batch|one)\b)"
)
_OLDEST = re.compile(rf"\b(?:first|1st|earlier|earliest|former|older|oldest) {_THING}")
_NEWEST = re.compile(rf"\b(?:latest|later|latter|newer|newest|more recent|most recent) {_THING}")
_SECOND = re.compile(rf"\b(?:second|2nd) {_THING}")


def _is_exact(cue: str) -> bool:
    """Whether a cue is a number or names a month: `1200`, `12 may`, `february`."""
    return cue[0].isdigit() or not _MONTHS.isdisjoint(normalise(cue).split())


def _is_ruled_out(before: str) -> bool:
    """Whether what stands before a cue says that its event is not the one."""
    found = _RULED_OUT.search(before)
    return found is not None and found["before"] not in _VERBS


def compares(text: str) -> bool:
    """Whether a normalised question sets events against each other."""
    return bool(_COMPARES.search(text))


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

    def meant(self, question: Question) -> frozenset[str]:
        """The articles that the question means: those with the highest class of cue; all, where there is none.

        An event that is only ruled out (`not the 2031 one`) is not meant, and if it alone is named, the others are.
        """
        if compares(question.text):
            return frozenset(self._years)
        weights = {id_: self._weight(question, id_) for id_ in self._years}
        for least in (YEAR_WEIGHT, NUMBER_WEIGHT, WORD_WEIGHT):
            chosen = frozenset(id_ for id_, weight in weights.items() if weight >= least)
            if chosen:
                return chosen
        return frozenset(id_ for id_, weight in weights.items() if weight == 0) or frozenset(weights)

    def _weight(self, question: Question, article: str) -> int:
        """How surely the question means the article's event: 0 without a cue, -1 where it is ruled out."""
        text = f" {question.text} "
        year = self._years[article]
        cues = [(f" {year} ", YEAR_WEIGHT)] if year in question.years else []
        cues += [(found, WORD_WEIGHT) for found in self._ordinals(text, article)]
        found = [(cue, weight) for cue, weight in (*cues, *self._cues[article]) if cue in text]
        kept = [weight for cue, weight in found if not _is_ruled_out(text[: text.index(cue) + 1])]
        return max(kept, default=-1 if found else 0)

    def _ordinals(self, text: str, article: str) -> Iterator[str]:
        """Where the text speaks of the article's event by its place among all: `the earlier of the two`."""
        order = sorted(self._years, key=lambda id_: (self._years[id_], id_))
        for pattern, place in ((_OLDEST, 0), (_SECOND, 1), (_NEWEST, -1)):
            if len(order) > 1 and order[place] == article and (found := pattern.search(text)):
                yield f" {found[0]}"
