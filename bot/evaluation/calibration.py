"""Thresholds fitted to a rate of wrong answers that people accept.

The rate is the share of the answers given that are wrong, in selective classification called the selective risk.
That it holds counts as proved where an exact upper bound on it does, after Geifman and El-Yaniv, Selective
Classification for Deep Neural Networks (2017). The thresholds are picked by the questions that then speak for
them, which flatters them; so the same fit is made on four fifths of the questions and scored on the last fifth,
five times over, and only what does well there too is recommended.

Nobody knows of a question whether it is a far or a near miss before it is answered, so no threshold can be for
the one alone. But each holds back another kind: `gap` the near ones, which a known gap has to win against a
likely fact, `answer` and `alone` the far ones, which no intent is likely for. So `gap` is fitted without the far
ones, and what becomes of each kind is counted apart where the labels tell them apart.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import astuple, dataclass, replace
from enum import StrEnum
from typing import Final

from bot.core.decision import Thresholds
from bot.evaluation.bounds import CONFIDENCE, needed
from bot.evaluation.questions import Distance, LabelledQuestion
from bot.evaluation.rehearsal import Rehearsal
from bot.evaluation.scores import Score

FITTED: Final = ("answer", "alone", "gap", "clarify")
"""The thresholds that are fitted. The others tell two likely intents apart, which no labelled question teaches well:
on the project's own, no value of theirs changes more than two answers."""
FOLDS: Final = 5
GIVE_UP: Final = 0.1
"""The share of today's right replies that a fit may cost."""
_ANSWER: Final = tuple(step / 20 for step in range(2, 20))
_ALONE: Final = (0.25, 0.5, 1.0)
"""As shares of `answer`; at 1 there is no exception for facts that stand far above all others."""
_GAP: Final = tuple(step / 20 for step in range(2, 11))
_CLARIFY: Final = tuple(step / 20 for step in range(1, 9))


class Verdict(StrEnum):
    """What a fit has come to, in words that complete 'The rate ...'."""

    PROVED = "is held, and proved"
    OBSERVED = "is held on these questions, which are too few to prove it"
    NO_BETTER = "is served no better by the fitted thresholds, on questions that they were not fitted to"
    TOO_DEAR = "would cost too many right replies"
    OUT_OF_REACH = "is out of reach of any thresholds: too many wrong answers are as sure as right ones"


@dataclass(frozen=True, slots=True)
class Point:
    """Thresholds and what they make of the questions."""

    thresholds: Thresholds
    score: Score


@dataclass(frozen=True, slots=True)
class Goal:
    """The share of answers that may be wrong, how surely it has to be held (both 0..1), and the price.

    `give_up` is the share of today's right replies that it may cost.
    """

    rate: float
    confidence: float = CONFIDENCE
    give_up: float = GIVE_UP

    def tier(self, score: Score) -> int:
        """2 where the rate is proved, 1 where it is observed, else 0; to answer nothing holds no rate."""
        if score.bound(self.confidence) <= self.rate:
            return 2
        return int(score.answered > 0 and score.wrong_share <= self.rate)


@dataclass(frozen=True, slots=True)
class Calibration:
    """What a fit has found.

    `today` and `fitted` are scored on all questions, `held_out` is the fit scored on questions that it has not
    seen. `curve` has the scores by the confidence from which on there is an answer. `needed` is how many answers
    would prove the rate if as large a share of them is wrong as by the fitted thresholds; None if none would.
    """

    goal: Goal
    today: Point
    fitted: Point
    held_out: Score
    curve: tuple[Point, ...]
    needed: int | None
    verdict: Verdict

    @property
    def recommended(self) -> bool:
        """Whether the fitted thresholds are better than today's."""
        return self.verdict in {Verdict.PROVED, Verdict.OBSERVED}

    @property
    def rate_is_held(self) -> bool:
        """Whether the thresholds that are in force afterwards hold the rate, at least on these questions."""
        return bool(self.goal.tier((self.fitted if self.recommended else self.today).score))


def calibrate(rehearsal: Rehearsal, today: Thresholds, goal: Goal) -> Calibration:
    """Fit today's thresholds to the goal on at least one question; deterministic."""
    score = _scores(rehearsal, rehearsal.questions)
    fitted = _fit(rehearsal, rehearsal.questions, today, goal)
    held_out = _held_out(rehearsal, today, goal)
    before, after = Point(today, score(today)), Point(fitted, score(fitted))
    return Calibration(
        goal=goal,
        today=before,
        fitted=after,
        held_out=held_out,
        curve=tuple(Point(at, score(at)) for at in (replace(fitted, answer=t, alone=t) for t in _ANSWER)),
        needed=needed(goal.rate, after.score.wrong_share, goal.confidence),
        verdict=_verdict(before.score, after.score, held_out, goal),
    )


_Scorer = Callable[[Thresholds], Score]


def _fit(rehearsal: Rehearsal, questions: Iterable[LabelledQuestion], today: Thresholds, goal: Goal) -> Thresholds:
    """First what holds near misses back, then far ones, then when choices help; of equals the nearest to today's."""
    questions = tuple(questions)
    score = _scores(rehearsal, questions)
    near = _scores(rehearsal, (asked for asked in questions if asked.distance is not Distance.FAR))

    def distance(thresholds: Thresholds) -> float:
        return math.fsum(abs(one - other) for one, other in zip(astuple(thresholds), astuple(today), strict=True))

    def best(options: Iterator[Thresholds], merit: Callable[[Thresholds], tuple[float, ...]]) -> Thresholds:
        # On a tie `max` takes the first: the order of the options decides, and never a hash.
        return max(options, key=lambda one: (*merit(one), -distance(one)))

    def by_rights(thresholds: Thresholds) -> tuple[float, ...]:
        seen = near(thresholds)
        return seen.right, -seen.wrong

    def by_rate(thresholds: Thresholds) -> tuple[float, ...]:
        seen = score(thresholds)
        tier = goal.tier(seen)
        return (tier, seen.right, -seen.wrong) if tier else (0, -seen.wrong_share, seen.right)

    fitted = best(_with_gap(today), by_rights)
    fitted = best(_with_answer(fitted), by_rate)
    return best(_with_clarify(fitted), lambda one: (score(one).right, score(one).helped))


def _with_gap(start: Thresholds) -> Iterator[Thresholds]:
    yield start
    yield from (replace(start, gap=gap) for gap in _GAP)


def _with_answer(start: Thresholds) -> Iterator[Thresholds]:
    yield start
    for answer in _ANSWER:
        yield replace(start, answer=answer, alone=min(start.alone, answer))
        yield from (replace(start, answer=answer, alone=round(share * answer, 4)) for share in _ALONE)


def _with_clarify(start: Thresholds) -> Iterator[Thresholds]:
    yield start
    yield from (replace(start, clarify=clarify) for clarify in _CLARIFY if clarify <= start.answer)


def _scores(rehearsal: Rehearsal, questions: Iterable[LabelledQuestion]) -> _Scorer:
    """What scores thresholds on some of the questions."""
    ids = {asked.id for asked in questions}
    places = [place for place, asked in enumerate(rehearsal.questions) if asked.id in ids]

    def score(thresholds: Thresholds) -> Score:
        trials = rehearsal.trials(thresholds)
        return Score.of(trials[place] for place in places)

    return score


def _held_out(rehearsal: Rehearsal, today: Thresholds, goal: Goal) -> Score:
    """Every question by thresholds fitted to the other folds."""
    trials = []
    for fold in range(FOLDS):
        others = (asked for asked in rehearsal.questions if _fold(asked) != fold)
        fitted = _fit(rehearsal, others, today, goal)
        trials += [trial for trial in rehearsal.trials(fitted) if _fold(trial.asked) == fold]
    return Score.of(trials)


def _fold(asked: LabelledQuestion) -> int:
    """By the id alone, so that a question stays in its fold whatever is added."""
    return int.from_bytes(hashlib.sha256(asked.id.encode()).digest()) % FOLDS


def _verdict(before: Score, after: Score, held_out: Score, goal: Goal) -> Verdict:
    tier = goal.tier(after)
    if not tier:
        return Verdict.OUT_OF_REACH
    if after.right < (1 - goal.give_up) * before.right:
        return Verdict.TOO_DEAR
    fewer = held_out.wrong_share < before.wrong_share if before.wrong_share > goal.rate else False
    more = held_out.right > before.right and held_out.wrong_share <= goal.rate
    if not fewer and not more:
        return Verdict.NO_BETTER
    return Verdict.PROVED if tier == goal.tier(held_out) == 2 else Verdict.OBSERVED
