"""The labelled questions answered by many thresholds, each question ranked once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.core.answerer import Answerer
from bot.core.decision import Judged, Thresholds
from bot.core.model import Status
from bot.core.question import Question
from bot.evaluation.judging import judge
from bot.evaluation.questions import LabelledQuestion


@dataclass(frozen=True, slots=True)
class Trial:
    """A labelled question, what became of it, and whether that is right."""

    asked: LabelledQuestion
    status: Status
    right: bool


class Rehearsal:
    """Asks the same questions again by other thresholds; what was tried is remembered."""

    def __init__(self, answerer: Answerer, questions: Sequence[LabelledQuestion]) -> None:
        self.questions = tuple(questions)
        self._answerer = _Remembering(answerer)
        self._tried: dict[Thresholds, tuple[Trial, ...]] = {}

    def trials(self, thresholds: Thresholds) -> tuple[Trial, ...]:
        """What becomes of every question by these thresholds, in the order of the questions."""
        if thresholds not in self._tried:
            self._answerer.thresholds = thresholds
            self._tried[thresholds] = tuple(self._trial(asked) for asked in self.questions)
        return self._tried[thresholds]

    def _trial(self, asked: LabelledQuestion) -> Trial:
        answer = self._answerer.answer(asked.question)
        return Trial(asked, answer.status, judge(asked, answer) is None)


class _Remembering(Answerer):
    """Answers as another answerer does, by the same path, but ranks a question only the first time."""

    def __init__(self, trained: Answerer) -> None:  # super().__init__ would train once more
        vars(self).update(vars(trained))
        self._trained = trained  # what its parts refer back to
        self._ranked: dict[Question, list[Judged]] = {}

    def rank(self, question: Question) -> list[Judged]:
        if question not in self._ranked:
            self._ranked[question] = super().rank(question)
        return list(self._ranked[question])
