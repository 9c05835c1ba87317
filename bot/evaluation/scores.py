"""What some thresholds make of the labelled questions, in figures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from bot.core.model import Status
from bot.evaluation.bounds import CONFIDENCE, upper_bound
from bot.evaluation.questions import NEEDS_ARTICLES, Asked, Distance
from bot.evaluation.rehearsal import Trial


@dataclass(frozen=True, slots=True)
class Asserted:
    """Of how many unanswerable questions of one distance (None: not labelled) how many were answered."""

    distance: Distance | None
    times: int
    total: int


@dataclass(frozen=True, slots=True)
class Score:
    """How many questions were asked, what became of them, and how many replies of all are right.

    `wrong` counts the answers (status answered) that are not right. `helped` is how many choices were offered
    where an answer is wanted, less those where none is.
    """

    asked: int
    answered: int
    clarified: int
    refused: int
    smalltalk: int
    right: int
    wrong: int
    helped: int
    asserted: tuple[Asserted, ...]

    @classmethod
    def of(cls, trials: Iterable[Trial]) -> Self:
        """The figures of any number of trials."""
        trials = tuple(trials)
        statuses = [trial.status for trial in trials]
        answers = [trial for trial in trials if trial.status is Status.ANSWERED]
        choices = [trial.asked.kind in NEEDS_ARTICLES for trial in trials if trial.status is Status.CLARIFY]
        return cls(
            asked=len(trials),
            answered=len(answers),
            clarified=len(choices),
            refused=statuses.count(Status.REFUSED),
            smalltalk=statuses.count(Status.SMALLTALK),
            right=sum(trial.right for trial in trials),
            wrong=sum(not trial.right for trial in answers),
            helped=2 * sum(choices) - len(choices),
            asserted=tuple(_asserted(trials)),
        )

    @property
    def wrong_share(self) -> float:
        """The share (0..1) of the answers that are wrong; 0 without answers."""
        return self.wrong / self.answered if self.answered else 0.0

    def bound(self, confidence: float = CONFIDENCE) -> float:
        """What the true share of wrong answers stays under with this confidence."""
        return upper_bound(self.wrong, self.answered, confidence)


def _asserted(trials: tuple[Trial, ...]) -> Iterable[Asserted]:
    unanswerable = [trial for trial in trials if trial.asked.kind is Asked.UNANSWERABLE]
    for distance in (Distance.FAR, Distance.NEAR, None):
        group = [trial for trial in unanswerable if trial.asked.distance is distance]
        if group:
            yield Asserted(distance, sum(trial.status is Status.ANSWERED for trial in group), len(group))
