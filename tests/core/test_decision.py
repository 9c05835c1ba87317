from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.decision import Judged, Move, Thresholds, decide
from bot.core.guards import Verdict
from bot.core.model import Intent, IntentKind, ReplyPart, Sentence

THRESHOLDS = Thresholds(answer=0.3, gap=0.25, smalltalk=0.4, clarify=0.15, tie=0.8, gap_tie=0.6, alone=0.05, ratio=5.0)


def judged(
    name: str,
    confidence: float,
    kind: IntentKind = IntentKind.FACT,
    held: str | None = None,
    articles: tuple[str, ...] = ("a",),
) -> Judged:
    return Judged(Intent(name, name, (), (), kind), Verdict(held, frozenset(articles)), confidence, name)


def chosen(*ranked: Judged) -> tuple[Move, str | None]:
    decision = decide(ranked, THRESHOLDS)
    return decision.move, decision.chosen.intent.id if decision.chosen else None


def test_a_sure_fact_is_told() -> None:
    assert chosen(judged("a", 0.5), judged("b", 0.2)) == (Move.REPLY, "a")


def test_two_unsure_facts_are_offered_as_choices() -> None:
    assert chosen(judged("a", 0.25), judged("b", 0.2)) == (Move.CLARIFY, None)


def test_a_fact_far_above_all_others_is_told_though_unsure() -> None:
    assert chosen(judged("a", 0.1), judged("b", 0.01)) == (Move.REPLY, "a")


def resting(name: str, confidence: float, *refs: str) -> Judged:
    intent = Intent(name, name, (), (ReplyPart("a", (Sentence(name, refs),), None),))
    return Judged(intent, Verdict(None, frozenset({"a"})), confidence, name)


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        (resting("a", 0.4, "one"), resting("b", 0.3, "two"), "b"),
        (resting("a", 0.9, "one"), resting("b", 0.1, "two"), None),
        (resting("a", 0.4, "one", "two"), resting("b", 0.3, "two"), None),
        (judged("gap", 0.4, IntentKind.GAP), resting("b", 0.3, "two"), None),
    ],
)
def test_a_fact_that_is_nearly_as_likely_is_told_too_unless_it_repeats(
    first: Judged, second: Judged, told: str | None
) -> None:
    beside = decide([first, second], THRESHOLDS).beside
    assert (beside.intent.id if beside else None) == told


def test_nothing_near_is_refused() -> None:
    assert chosen(judged("a", 0.04), judged("b", 0.03)) == (Move.REFUSE, None)
    assert chosen() == (Move.REFUSE, None)


def test_the_background_is_refused_however_sure() -> None:
    assert chosen(judged("any", 0.9, IntentKind.BACKGROUND), judged("a", 0.05)) == (Move.REFUSE, None)


def test_a_known_gap_goes_before_a_fact_that_is_hardly_surer() -> None:
    assert chosen(judged("a", 0.4), judged("gap", 0.3, IntentKind.GAP)) == (Move.REPLY, "gap")
    assert chosen(judged("a", 0.6), judged("gap", 0.3, IntentKind.GAP)) == (Move.REPLY, "a")


def test_a_fact_on_what_is_named_goes_before_one_that_tells_of_many_things() -> None:
    broad = Judged(judged("all", 0.8).intent, Verdict(None, frozenset("a"), broad=True), 0.8, "all")
    named, unnamed = (
        Judged(judged("one", 0.1).intent, Verdict(None, frozenset("a"), topic=topic), 0.1, "one")
        for topic in (frozenset({"c:pay"}), frozenset[str]())
    )
    assert chosen(broad, named) == (Move.REPLY, "one")
    assert chosen(broad, unnamed) == (Move.REPLY, "all")
    assert chosen(broad, replace(named, confidence=0.01)) == (Move.REPLY, "all")


def test_of_two_near_ties_the_fact_told_of_more_events_is_told() -> None:
    assert chosen(judged("one", 0.4), judged("both", 0.38, articles=("a", "b"))) == (Move.REPLY, "both")


def test_a_held_fact_does_not_give_way_to_a_far_less_likely_one() -> None:
    assert chosen(judged("a", 0.8, held="year"), judged("b", 0.35)) == (Move.REFUSE, None)
    assert chosen(judged("a", 0.4, held="type"), judged("b", 0.35)) == (Move.REPLY, "b")
