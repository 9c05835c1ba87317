"""Thresholds are fitted to a rate, and only what holds on other questions is recommended.

The candidates are made up, so that there are as many questions as a proof needs; what is decided is real.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import pytest

from bot.core.answerer import Answerer
from bot.core.decision import Judged, Move, Thresholds, decide
from bot.core.guards import Verdict as GuardsVerdict
from bot.core.model import Intent, IntentKind, Status
from bot.evaluation.calibration import Calibration, Goal, Verdict, calibrate
from bot.evaluation.questions import LabelledQuestion
from bot.evaluation.rehearsal import Rehearsal, Trial
from bot.evaluation.words import findings, settings_of
from tests.evaluation.labels import label

TODAY = Thresholds(answer=0.3, gap=0.25, clarify=0.15, gap_tie=0.6)
SECOND = 0.5
"""The runner-up's share of the best confidence: near enough that no fact stands alone."""


@dataclass(frozen=True)
class Case:
    """A question with its best fact, which is the right one or not, and perhaps a known gap beside it."""

    asked: LabelledQuestion
    confidence: float
    right: bool
    gap: float = 0.0

    def ranked(self) -> list[Judged]:
        facts = [_judged("best", self.confidence), _judged("second", SECOND * self.confidence)]
        return sorted([*facts, _judged("gap", self.gap, IntentKind.GAP)], key=lambda one: -one.confidence)


class Played(Rehearsal):
    """Made-up candidates, decided on by the engine's own `decide`."""

    def __init__(self, cases: Sequence[Case]) -> None:
        self.questions = tuple(case.asked for case in cases)
        self._cases = [(case, case.ranked()) for case in cases]
        self._tried = {}

    def trials(self, thresholds: Thresholds) -> tuple[Trial, ...]:
        if thresholds not in self._tried:
            self._tried[thresholds] = tuple(_played(case, ranked, thresholds) for case, ranked in self._cases)
        return self._tried[thresholds]


def _played(case: Case, ranked: list[Judged], thresholds: Thresholds) -> Trial:
    decision = decide(ranked, thresholds)
    fact = decision.chosen is not None and decision.chosen.intent.kind is IntentKind.FACT
    if decision.move is Move.REPLY and fact:
        return Trial(case.asked, Status.ANSWERED, case.right)
    status = Status.CLARIFY if decision.move is Move.CLARIFY else Status.REFUSED
    return Trial(case.asked, status, case.asked.kind == "unanswerable")


def _judged(name: str, confidence: float, kind: IntentKind = IntentKind.FACT) -> Judged:
    return Judged(Intent(name, name, (), (), kind), GuardsVerdict(None, frozenset({"a"})), confidence, name)


def some(number: int, confidence: float, *, right: bool = True, name: str = "", gap: float = 0.0) -> Iterator[Case]:
    """Questions with an answer that get the right one or not."""
    for n in range(number):
        asked = label("answerable", id_=f"{name or right}-{confidence}-{n}", articles=["a"])
        yield Case(asked, confidence, right, gap)


def unanswerable(number: int, confidence: float, note: str, gap: float = 0.0) -> Iterator[Case]:
    for n in range(number):
        asked = label("unanswerable", id_=f"{note}-{confidence}-{n}").model_copy(update={"note": note})
        yield Case(asked, confidence, right=False, gap=gap)


def fitted(*groups: Iterator[Case], rate: float = 0.02, today: Thresholds = TODAY) -> Calibration:
    return calibrate(Played([case for group in groups for case in group]), today, Goal(rate))


def test_many_right_answers_prove_the_rate() -> None:
    found = fitted(some(300, 0.9), some(20, 0.42, right=False))
    assert found.verdict is Verdict.PROVED
    assert found.fitted.thresholds.answer == 0.45
    assert (found.today.score.wrong, found.fitted.score.wrong, found.held_out.wrong) == (20, 0, 0)
    assert found.fitted.score.bound() <= 0.02
    assert found.recommended
    assert found.rate_is_held
    assert settings_of(found)["threshold_answer"] == 0.45


def test_few_right_answers_hold_the_rate_unproved_and_it_is_said_how_many_would_do() -> None:
    found = fitted(some(60, 0.9), some(5, 0.42, right=False))
    assert found.verdict is Verdict.OBSERVED
    assert found.needed == 149
    assert found.recommended
    told = " ".join(findings(found))
    assert "which are too few to prove it" in told
    assert "To prove 2 % takes 149 answers if none of them is wrong; here are 60." in told


def test_of_what_proves_the_rate_the_most_right_is_taken() -> None:
    found = fitted(some(300, 0.9), some(50, 0.47), some(20, 0.42, right=False), some(20, 0.37))
    assert found.fitted.thresholds.answer == 0.45
    assert found.fitted.score.right == 350


def test_wrong_answers_as_sure_as_right_ones_put_the_rate_out_of_reach() -> None:
    found = fitted(some(90, 0.97), some(10, 0.97, right=False))
    assert found.verdict is Verdict.OUT_OF_REACH
    assert not found.recommended
    assert not found.rate_is_held
    assert found.needed is None
    assert "no number would" in " ".join(findings(found))


def test_to_answer_nothing_holds_no_rate() -> None:
    assert fitted(some(50, 0.4, right=False)).verdict is Verdict.OUT_OF_REACH


def test_a_rate_is_not_bought_with_too_many_right_replies() -> None:
    found = fitted(some(100, 0.9), some(100, 0.41), some(20, 0.42, right=False))
    assert found.verdict is Verdict.TOO_DEAR
    assert not found.recommended
    assert found.fitted.score.right == 100


def test_thresholds_that_do_already_stay() -> None:
    found = fitted(some(300, 0.9))
    assert found.verdict is Verdict.NO_BETTER
    assert found.fitted.thresholds.answer == TODAY.answer
    assert found.rate_is_held


def test_what_helps_only_the_question_that_asked_for_it_is_not_recommended() -> None:
    found = fitted(some(100, 0.9), some(1, 0.27))
    assert (found.fitted.thresholds.answer, found.fitted.score.right) == (0.25, 101)
    assert found.held_out.right == found.today.score.right == 100
    assert found.verdict is Verdict.NO_BETTER
    assert not found.recommended


def test_an_exception_for_facts_that_stand_alone_is_fitted_too() -> None:
    alone = [replace(case, confidence=0.12) for case in some(20, 0.12, right=False)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tests.evaluation.test_calibration.SECOND", 0.01)
        found = fitted(some(300, 0.9), iter(alone))
    assert found.today.score.wrong == 20
    assert found.fitted.score.wrong == 0
    assert found.fitted.thresholds.alone > 0.12


def test_a_known_gap_is_let_win_against_near_misses() -> None:
    strict = replace(TODAY, gap=0.5)
    near = [*unanswerable(20, 0.6, "near miss", gap=0.41), *unanswerable(5, 0.1, "far off")]
    found = fitted(some(300, 0.9), iter(near), today=strict)
    assert found.fitted.thresholds.gap == 0.4
    before, after = found.today.score, found.fitted.score
    assert [(one.distance, one.times, one.total) for one in before.asserted] == [("far", 0, 5), ("near", 20, 20)]
    assert [one.times for one in after.asserted] == [0, 0]
    assert "today: 0 of 5 far misses, 20 of 20 near misses" in " ".join(findings(found))


def test_choices_are_offered_where_they_help() -> None:
    low = [*some(20, 0.12, right=False), *unanswerable(20, 0.07, "far off")]
    found = fitted(some(300, 0.9), iter(low))
    assert found.fitted.thresholds.clarify == 0.1
    assert (found.today.score.clarified, found.fitted.score.clarified) == (0, 20)


def test_the_curve_gives_up_answers_as_it_grows_stricter() -> None:
    curve = fitted(some(50, 0.9), some(50, 0.5), some(20, 0.4, right=False)).curve
    answered = [point.score.answered for point in curve]
    assert answered == sorted(answered, reverse=True)
    assert (answered[0], answered[-1]) == (120, 0)


def test_the_order_of_the_questions_changes_nothing() -> None:
    cases = [*some(60, 0.9), *some(30, 0.55), *some(7, 0.5, right=False), *unanswerable(9, 0.6, "near", gap=0.3)]
    one, other = (calibrate(Played(order), TODAY, Goal(0.05)) for order in (cases, cases[::-1]))
    assert one == other


def test_the_engine_is_asked_as_everybody_asks_it(answerer: Answerer) -> None:
    labelled = [
        label("answerable", id_="1", question="how many workers walked out?", articles=["acme-walkout-2031"]),
        label("answerable", id_="2", question="what was it about with the strike", articles=["acme-walkout-2031"]),
        label("unanswerable", id_="3", question="who wrote the tale of genji"),
    ]
    rehearsal, before = Rehearsal(answerer, labelled), answerer.thresholds
    strict = replace(TODAY, answer=0.9, alone=0.9)
    for thresholds in (TODAY, strict, TODAY):
        statuses = [trial.status for trial in rehearsal.trials(thresholds)]
        assert statuses == [_asked(answerer, thresholds, one.question) for one in labelled]
    assert [trial.status for trial in rehearsal.trials(strict)] == [Status.ANSWERED, Status.CLARIFY, Status.REFUSED]
    assert answerer.thresholds == before
    assert [trial.right for trial in rehearsal.trials(TODAY)] == [True, True, True]


def _asked(answerer: Answerer, thresholds: Thresholds, question: str) -> Status:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(answerer, "thresholds", thresholds)
        return answerer.answer(question).status
