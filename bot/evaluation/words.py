"""Figures said in sentences, the same in a terminal and on a page."""

from __future__ import annotations

from collections.abc import Iterator

from bot.counting import counted
from bot.evaluation.bounds import needed
from bot.evaluation.calibration import FITTED, Calibration, Goal, Verdict
from bot.evaluation.report import Report, Tally
from bot.evaluation.scores import Asserted, Score


def ratio(tally: Tally) -> str:
    """`3 of 4 (75.0 %)`."""
    return f"{tally.right} of {tally.total} ({percent(tally.percent)} %)"


def percent(value: float | None) -> str:
    """With one decimal; a dash for a share of nothing."""
    return "-" if value is None else f"{value:.1f}"


def meaning(report: Report) -> str:
    """What a confidence means: how right the surest answers are, and how far it lies from the truth in the mean."""
    if report.calibration_error is None:
        return "No question was answered, so nothing can be said of the confidence."
    surest = [one for one in report.calibration if one.total][-1]
    answers = sum(one.total for one in report.calibration)
    promised = sum(one.total * (one.confidence or 0.0) for one in report.calibration)
    side = "more" if sum(one.right for one in report.calibration) >= promised else "less"
    return (
        f"Of the answers with a confidence of {surest.name}, {percent(surest.percent)} % are right "
        f"({surest.right} of {surest.total}). The confidence is no probability: over {counted(answers, 'answer')} it "
        f"lies {report.calibration_error:.1f} points off in the mean, and {side} is right than it promises."
    )


def findings(calibration: Calibration) -> Iterator[str]:
    """What a fit has come to, what proves it, and how far and near misses fare."""
    goal, today, fitted = calibration.goal, calibration.today.score, calibration.fitted.score
    yield f"The rate of {share(goal.rate)} {calibration.verdict}."
    yield f"Today: {_wrong(today, goal)}. Fitted: {_wrong(fitted, goal)}."
    yield f"Fitted, on questions left out of the fit: {_wrong(calibration.held_out, goal)}."
    if calibration.verdict is not Verdict.PROVED:
        yield _proof(calibration)
    yield f"Unanswerable questions that are answered, today: {_asserted(today)}; fitted: {_asserted(fitted)}."


def settings_of(calibration: Calibration) -> dict[str, float]:
    """The fitted thresholds by their names among the settings, without those that stay as they are."""
    before, after = calibration.today.thresholds, calibration.fitted.thresholds
    changed = [name for name in FITTED if getattr(before, name) != getattr(after, name)]
    return {f"threshold_{name}": getattr(after, name) for name in changed}


def share(value: float) -> str:
    """0.025 -> `2.5 %`."""
    return f"{100 * value:.3g} %"


def _wrong(score: Score, goal: Goal) -> str:
    sure = f"{share(score.bound(goal.confidence))} at most, {share(goal.confidence)} sure"
    return (
        f"{score.wrong} of {counted(score.answered, 'answer')} wrong ({share(score.wrong_share)}; {sure}), "
        f"{score.right} of {counted(score.asked, 'reply', 'replies')} right"
    )


def _proof(calibration: Calibration) -> str:
    """How many answers it would take to prove the rate."""
    goal, fitted = calibration.goal, calibration.fitted.score
    least = needed(goal.rate, 0.0, goal.confidence)
    told = f"To prove {share(goal.rate)} takes {least} answers if none of them is wrong"
    if fitted.wrong and calibration.needed:
        questions = round(calibration.needed * fitted.asked / fitted.answered)
        return f"{told}, {calibration.needed} (about {questions} questions) if as many of them are as by the fit."
    if fitted.wrong:
        return f"{told}; while as many of them are as by the fit, no number would."
    return f"{told}; here are {fitted.answered}."


def _asserted(score: Score) -> str:
    return ", ".join(map(_of_distance, score.asserted)) or "none are among the labels"


def _of_distance(asserted: Asserted) -> str:
    which = f"{asserted.distance} misses" if asserted.distance else "of unlabelled distance"
    return f"{asserted.times} of {asserted.total} {which}"
