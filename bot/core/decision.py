"""Ranked intents and guards -> answer, clarify or refuse."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.core.guards import Verdict
from bot.core.model import Intent, IntentKind

_WIDER = 0.3
"""From which share of its confidence on a fact told of more events goes before one told of fewer."""
_SPECIFIC = 0.05
"""From which share of its confidence on a fact on what the question names goes before one that tells of many things."""
_NAMED = "topic: the question names it, and the likeliest reply tells of many things"
_TYPED = 0.15
"""From which share of its confidence on a fact stands in for a likelier one that lacks only the kind of answer."""


_BESIDE = 0.25
"""From which share of its confidence on another fact is told beside one."""
TIED = "tie: another reply is nearly as likely, so both were told"
"""What a receipt says of that."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Least confidences, 0..1: to answer a fact, to speak a known gap, to reply to small talk, to offer choices.

    `unfamiliar` takes the place of `answer` where the question names nothing that the coverage has.
    """

    answer: float = 0.14
    gap: float = 0.20
    smalltalk: float = 0.40
    clarify: float = 0.07
    unfamiliar: float = 0.5
    tie: float = 0.80
    gap_tie: float = 0.80
    alone: float = 0.05
    ratio: float = 5.0


class Move(StrEnum):
    """What to do with a question."""

    REPLY = "reply"
    CLARIFY = "clarify"
    REFUSE = "refuse"


@dataclass(frozen=True, slots=True)
class Judged:
    """A candidate: what the guards say of it, the confidence (0..1) that they leave, its nearest phrasing."""

    intent: Intent
    verdict: Verdict
    confidence: float
    phrasing: str


@dataclass(frozen=True, slots=True)
class Decision:
    """What to do: `chosen` speaks where the move is a reply; `near` are intents to suggest, best first.

    `beside` is a fact that may as well be meant, and is told after the chosen one.
    """

    move: Move
    chosen: Judged | None
    near: tuple[Judged, ...]
    reason: str | None = None
    beside: Judged | None = None


def decide(ranked: Sequence[Judged], thresholds: Thresholds, *, familiar: bool = True) -> Decision:
    """Take the best candidate that no guard holds back, if it is sure enough.

    `familiar` tells that the question speaks of something that the coverage has; what does not has to be surer.

    A fact that a guard holds back does not give way to a much less likely fact: the question was about it.
    """
    open_ = [judged for judged in ranked if judged.verdict.held is None]
    open_ = _preferred(open_, thresholds)
    near = tuple(j for j in ranked if j.intent.kind is IntentKind.FACT)
    held = next((j.verdict.held for j in ranked[:1] if j.verdict.held), None)
    if not open_:
        return Decision(Move.REFUSE, None, near, held)
    best = open_[0]
    least = _least(best.intent.kind, thresholds)
    sure = best.confidence
    if best.intent.kind is IntentKind.BACKGROUND or _gives_way(best, ranked[0], held, thresholds):
        return Decision(Move.REFUSE, None, near, held)
    if not familiar and best.intent.kind is IntentKind.FACT:
        least = thresholds.unfamiliar
    if sure >= least or (familiar and _alone(open_, thresholds)):
        return Decision(Move.REPLY, best, near, held, _beside(best, open_))
    choices = tuple(judged for judged in near if judged.verdict.held is None)
    if sure >= thresholds.clarify and best.intent.kind is IntentKind.FACT and len(choices) > 1:
        return Decision(Move.CLARIFY, None, choices, held)
    return Decision(Move.REFUSE, None, near, held)


def _preferred(ranked: list[Judged], thresholds: Thresholds) -> list[Judged]:
    """Near ties: a known gap goes before a fact, one told of more events or on what is named before another fact."""
    if len(ranked) < 2 or ranked[0].intent.kind is not IntentKind.FACT:
        return ranked
    best = ranked[0]
    for other in ranked[1:]:
        gap = other.intent.kind is IntentKind.GAP and other.confidence >= thresholds.gap_tie * best.confidence
        wider = (
            other.intent.kind is IntentKind.FACT
            and other.confidence >= _WIDER * best.confidence
            and other.verdict.articles > best.verdict.articles
            and not (other.verdict.broad and best.verdict.topic - other.verdict.topic)
        )
        rest = [one for one in ranked if one is not other]
        if _is_more_specific(other, best):
            verdict = replace(other.verdict, notes=(*other.verdict.notes, _NAMED))
            return [replace(other, verdict=verdict, confidence=best.confidence), *rest]
        if (gap and other.confidence >= thresholds.gap) or wider:
            return [other, *rest]
    return ranked


def _is_more_specific(other: Judged, best: Judged) -> bool:
    """Whether a fact is on what the question names, where the best tells of many things, and not on this by name."""
    return (
        best.verdict.broad
        and not other.verdict.broad
        and bool(other.verdict.topic - best.verdict.topic)
        and other.verdict.articles >= best.verdict.articles
        and other.confidence >= _SPECIFIC * best.confidence
    )


def _beside(best: Judged, open_: Sequence[Judged]) -> Judged | None:
    """The next fact, where it is nearly as likely as the best and neither tells what the other does."""
    if best.intent.kind is not IntentKind.FACT:
        return None
    facts = (one for one in open_ if one.intent.kind is IntentKind.FACT and one.intent.id != best.intent.id)
    other = next(facts, None)
    if (
        other is None
        or other.confidence < _BESIDE * best.confidence
        or not best.intent.refs.isdisjoint(other.intent.refs)
    ):
        return None
    return other


def _gives_way(best: Judged, likeliest: Judged, held: str | None, thresholds: Thresholds) -> bool:
    """Whether a fact is too unlikely to stand in for the likeliest candidate, which a guard holds back."""
    if held is None or best.intent.kind is not IntentKind.FACT:
        return False
    # A question of which only the kind of answer was missing may well mean the next fact, which has it.
    share = _TYPED if held.startswith("answer type") else thresholds.tie
    return best.confidence < share * likeliest.confidence


def _alone(open_: Sequence[Judged], thresholds: Thresholds) -> bool:
    """Whether the best is a fact that stands far above all others, though its confidence is low."""
    best = open_[0]
    rest = open_[1].confidence if len(open_) > 1 else 0.0
    return (
        best.intent.kind is IntentKind.FACT
        and best.confidence >= thresholds.alone
        and best.confidence >= thresholds.ratio * rest
    )


def _least(kind: IntentKind, thresholds: Thresholds) -> float:
    table = {
        IntentKind.FACT: thresholds.answer,
        IntentKind.GAP: thresholds.gap,
        IntentKind.SMALLTALK: thresholds.smalltalk,
        IntentKind.BACKGROUND: 0.0,
    }
    return table[kind]
