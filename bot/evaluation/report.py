"""Many judged answers in figures: what is right, what is mixed up, whether the confidence can be believed."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from bot.core.model import Answer, Status
from bot.core.plain import plain_text
from bot.evaluation.judging import Miss
from bot.evaluation.questions import Asked, LabelledQuestion

TOP: Final = 10
BINS: Final = 10


@dataclass(frozen=True, slots=True)
class Outcome:
    """A labelled question, its answer, the milliseconds it took, and why it is wrong (None: it is right)."""

    asked: LabelledQuestion
    answer: Answer
    milliseconds: float
    miss: Miss | None


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of a group are right; `percent` is None where the group is empty."""

    name: str
    right: int
    total: int
    percent: float | None


@dataclass(frozen=True, slots=True)
class Bin:
    """Like a Tally, of the answers of about one confidence; `confidence` is their mean (0..1)."""

    name: str
    right: int
    total: int
    percent: float | None
    confidence: float | None


@dataclass(frozen=True, slots=True)
class Confusion:
    """A way to be wrong: the kind and articles asked for, the status and intent that came, and the reason."""

    asked: str
    got: str
    why: str
    times: int


@dataclass(frozen=True, slots=True)
class MissedQuestion:
    """A question and the wrong reply to it."""

    id: str
    question: str
    asked: str
    got: str
    why: str
    confidence: float
    text: str
    note: str


@dataclass(frozen=True, slots=True)
class Report:
    """Everything in figures.

    `by_intent` has the ten intents that gave the most wrong replies, `confusions` the ten commonest ways to be
    wrong. `calibration` has the answered questions in ten bins of confidence, and `calibration_error` says how far
    confidence and rightness lie apart in them, in percent points: the mean over the answers (the expected
    calibration error of Guo et al., On Calibration of Modern Neural Networks, 2017; None without answers).
    `wrong` counts the answers given that are wrong, `asserted` the unanswerable that were answered (as `right`, in
    both). `times_ms` has what each answer took, sorted; `median_ms` and `p99_ms` are what 50 % and 99 % stay within
    (nearest rank).
    """

    overall: Tally
    by_kind: tuple[Tally, ...]
    by_intent: tuple[Tally, ...]
    confusions: tuple[Confusion, ...]
    calibration: tuple[Bin, ...]
    calibration_error: float | None
    wrong: Tally
    asserted: Tally
    median_ms: float
    p99_ms: float
    times_ms: tuple[float, ...]
    misses: tuple[MissedQuestion, ...]


def summarise(outcomes: Sequence[Outcome]) -> Report:
    """The figures of at least one outcome; misses in the order of the outcomes."""
    misses = tuple(_missed(outcome, outcome.miss) for outcome in outcomes if outcome.miss)
    ways = Counter((miss.asked, miss.got, miss.why) for miss in misses)
    took = sorted(outcome.milliseconds for outcome in outcomes)
    calibration = _calibration(outcomes)
    return Report(
        overall=_tally("overall", _rights(outcomes)),
        by_kind=_by_kind(outcomes),
        by_intent=_by_intent(outcomes),
        confusions=tuple(Confusion(*way, times) for way, times in ways.most_common(TOP)),
        calibration=calibration,
        calibration_error=_error(calibration),
        wrong=_tally("wrong", [one.miss is not None for one in filter(_answered, outcomes)]),
        asserted=_tally("asserted", [_answered(one) for one in outcomes if one.asked.kind is Asked.UNANSWERABLE]),
        median_ms=_within(took, 0.5),
        p99_ms=_within(took, 0.99),
        times_ms=tuple(took),
        misses=misses,
    )


def _by_kind(outcomes: Sequence[Outcome]) -> tuple[Tally, ...]:
    present = [kind for kind in Asked if any(one.asked.kind is kind for one in outcomes)]
    return tuple(_tally(kind, _rights(one for one in outcomes if one.asked.kind is kind)) for kind in present)


def _by_intent(outcomes: Sequence[Outcome]) -> tuple[Tally, ...]:
    """The intents with the most wrong replies; of as many, those with the fewest right ones first."""
    groups: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        groups.setdefault(_intent(outcome), []).append(outcome)
    tallies = [_tally(intent, _rights(group)) for intent, group in sorted(groups.items())]
    wrong = [tally for tally in tallies if tally.right < tally.total]
    return tuple(sorted(wrong, key=lambda tally: (tally.right - tally.total, tally.right))[:TOP])


def _calibration(outcomes: Sequence[Outcome]) -> tuple[Bin, ...]:
    bins: list[list[Outcome]] = [[] for _ in range(BINS)]
    for outcome in filter(_answered, outcomes):
        bins[min(int(outcome.answer.receipt.confidence * BINS), BINS - 1)].append(outcome)
    return tuple(_bin(f"{place / BINS:.1f}-{(place + 1) / BINS:.1f}", group) for place, group in enumerate(bins))


def _bin(name: str, group: Sequence[Outcome]) -> Bin:
    tally = _tally(name, _rights(group))
    mean = math.fsum(one.answer.receipt.confidence for one in group) / len(group) if group else None
    return Bin(name, tally.right, tally.total, tally.percent, mean)


def _error(bins: Sequence[Bin]) -> float | None:
    total = sum(one.total for one in bins)
    apart = [abs(one.right - one.total * one.confidence) for one in bins if one.confidence is not None]
    return 100 * math.fsum(apart) / total if total else None


def _tally(name: str, rights: Sequence[bool]) -> Tally:
    right, total = sum(rights), len(rights)
    return Tally(name, right, total, 100 * right / total if total else None)


def _rights(outcomes: Iterable[Outcome]) -> list[bool]:
    return [outcome.miss is None for outcome in outcomes]


def _answered(outcome: Outcome) -> bool:
    return outcome.answer.status is Status.ANSWERED


def _intent(outcome: Outcome) -> str:
    return outcome.answer.receipt.intent or "no intent"


def _within(took: Sequence[float], share: float) -> float:
    return took[math.ceil(share * len(took)) - 1]


def _missed(outcome: Outcome, why: Miss) -> MissedQuestion:
    asked, answer = outcome.asked, outcome.answer
    return MissedQuestion(
        id=asked.id,
        question=asked.question,
        asked=f"{asked.kind}: {', '.join(asked.expect.articles) or 'no article'}",
        got=f"{answer.status}: {_intent(outcome)}",
        why=why,
        confidence=answer.receipt.confidence,
        text=plain_text(answer),
        note=asked.note,
    )
