"""Many judged answers in figures."""

from __future__ import annotations

import pytest

from bot.evaluation.judging import Miss
from bot.evaluation.report import Bin, Confusion, Outcome, Tally, summarise
from tests.evaluation.labels import label, reply


def outcome(
    kind: str,
    status: str,
    miss: Miss | None = None,
    *,
    confidence: float = 0.9,
    took: float = 1.0,
    intent: str | None = "strike-size",
) -> Outcome:
    articles = ["a"] if kind == "answerable" else []
    return Outcome(label(kind, articles=articles), reply(status, intent=intent, confidence=confidence), took, miss)


def test_counts_by_kind_in_their_order() -> None:
    report = summarise(
        [
            outcome("hostile", "refused"),
            outcome("answerable", "answered"),
            outcome("answerable", "refused", Miss.NOT_ANSWERED),
        ]
    )
    assert report.overall == Tally("overall", 2, 3, 200 / 3)
    assert report.by_kind == (Tally("answerable", 1, 2, 50.0), Tally("hostile", 1, 1, 100.0))


def test_names_the_intents_with_the_most_wrong_replies() -> None:
    wrong = [outcome("hostile", "answered", Miss.FORBIDDEN, intent=f"intent-{n:02}") for n in range(12)]
    many = [outcome("hostile", "answered", miss, intent="zebra") for miss in (None, Miss.FORBIDDEN, Miss.FORBIDDEN)]
    fine = [outcome("hostile", "answered", intent="fine")] * 5
    by_intent = summarise([*wrong, *many, *fine, outcome("hostile", "refused", intent=None)]).by_intent
    assert [tally.name for tally in by_intent] == ["zebra", *(f"intent-{n:02}" for n in range(9))]
    assert by_intent[0] == Tally("zebra", 1, 3, 100 / 3)


def test_counts_the_ways_to_be_wrong() -> None:
    report = summarise(
        [
            outcome("unanswerable", "answered", Miss.ASSERTED),
            *[outcome("answerable", "refused", Miss.NOT_ANSWERED, intent=None)] * 2,
        ]
    )
    assert report.confusions == (
        Confusion("answerable: a", "refused: no intent", "does not answer", 2),
        Confusion("unanswerable: no article", "answered: strike-size", "asserts what the coverage does not say", 1),
    )
    assert [miss.asked for miss in report.misses] == ["unanswerable: no article", *["answerable: a"] * 2]


def test_shows_how_right_each_confidence_is() -> None:
    report = summarise(
        [
            outcome("answerable", "answered", confidence=1.0),
            outcome("answerable", "answered", Miss.LACKS_FACT, confidence=0.8),
            outcome("answerable", "answered", confidence=0.79),
            outcome("answerable", "clarify", Miss.NOT_ANSWERED, confidence=0.1),
        ]
    )
    assert [one.name for one in report.calibration][::9] == ["0.0-0.1", "0.9-1.0"]
    assert report.calibration[:7] == tuple(Bin(f"0.{n}-0.{n + 1}", 0, 0, None, None) for n in range(7))
    assert report.calibration[7:] == (
        Bin("0.7-0.8", 1, 1, 100.0, 0.79),
        Bin("0.8-0.9", 0, 1, 0.0, 0.8),
        Bin("0.9-1.0", 1, 1, 100.0, 1.0),
    )


def test_says_how_far_confidence_and_rightness_lie_apart() -> None:
    sure = [outcome("answerable", "answered", confidence=0.9)] * 3
    wrong = outcome("answerable", "answered", Miss.LACKS_FACT, confidence=0.3)
    # Three answers lie 10 points under what is right, one 30 points over it.
    assert summarise([*sure, wrong]).calibration_error == pytest.approx(15.0)
    assert summarise([outcome("hostile", "refused")]).calibration_error is None


def test_counts_the_answers_that_are_wrong() -> None:
    outcomes = [
        outcome("answerable", "answered", Miss.LACKS_FACT),
        outcome("unanswerable", "answered", Miss.ASSERTED),
        outcome("answerable", "refused", Miss.NOT_ANSWERED),
        *[outcome("answerable", "answered")] * 2,
    ]
    assert summarise(outcomes).wrong == Tally("wrong", 2, 4, 50.0)


def test_counts_the_unanswerable_that_are_asserted() -> None:
    outcomes = [outcome("unanswerable", "answered", Miss.ASSERTED), *[outcome("unanswerable", "refused")] * 3]
    assert summarise([*outcomes, outcome("answerable", "answered")]).asserted == Tally("asserted", 1, 4, 25.0)


def test_takes_median_and_p99_by_nearest_rank() -> None:
    report = summarise([outcome("hostile", "refused", took=float(n)) for n in range(200, 0, -1)])
    assert (report.median_ms, report.p99_ms) == (100.0, 198.0)
    only = summarise([outcome("hostile", "refused", took=7.0)])
    assert (only.median_ms, only.p99_ms) == (7.0, 7.0)
