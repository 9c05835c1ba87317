"""What only asking shows: intents that their own words do not reach, and answers that are too long."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.core.answerer import Answerer
from bot.core.model import Intent, IntentKind, Status
from bot.core.plain import plain_text
from bot.errors import Problem
from bot.knowledge.loading import Loaded

LONGEST_ANSWER = 1_200
"""Characters of a rendered answer with one part, far below the 4,096 of an embed's description."""
LONGEST_ANSWERS = 2_400
"""The same for an answer with several parts."""
SAMPLE = 20
"""Phrasings of an intent, evenly taken, that are asked to see whether they reach it."""
MOST_MISSED = SAMPLE // 10
"""How many of a full sample may lead elsewhere."""


def check_asking(loaded: Loaded, answerer: Answerer) -> Iterator[Problem]:
    """Ask every intent its canonical question and a sample of its phrasings, and look at its answer."""
    for intent in loaded.knowledge.intents.values():
        yield from _unreached(loaded, intent, answerer)
        yield from _overlong(loaded, intent, answerer)


def _unreached(loaded: Loaded, intent: Intent, answerer: Answerer) -> Iterator[Problem]:
    """Whether asking in an intent's own words leads to it (for the background: to no answer)."""
    key = ("intent", intent.id)
    if intent.asks and not _reaches(answerer, intent, intent.asks):
        reason = f"asking '{intent.asks}' does not lead to {intent.id}; add phrasings like it, or mend its rules."
        yield loaded.register.problem(key, reason, "asks")
    sample = _sample(intent.phrasings)
    missed = [wording for wording in sample if not _reaches(answerer, intent, wording)]
    if len(missed) * SAMPLE > MOST_MISSED * len(sample):
        reason = (
            f"{len(missed)} of {len(sample)} of its own phrasings do not lead to {intent.id}, as "
            f"'{missed[0]}'; set it apart from the intents they lead to, or mend its rules."
        )
        yield loaded.register.problem(key, reason, "phrasings")


def _reaches(answerer: Answerer, intent: Intent, question: str) -> bool:
    answer = answerer.answer(question)
    if intent.kind is IntentKind.BACKGROUND:
        return answer.status is not Status.ANSWERED
    own = {sentence.text for part in intent.parts for sentence in part.sentences}
    said = {sentence.text for part in answer.parts for sentence in part.sentences}
    return answer.receipt.intent == intent.id and not own.isdisjoint(said)


def _sample(phrasings: Sequence[str]) -> list[str]:
    """Up to SAMPLE phrasings, evenly taken."""
    size = min(SAMPLE, len(phrasings))
    return [phrasings[at * len(phrasings) // size] for at in range(size)]


def _overlong(loaded: Loaded, intent: Intent, answerer: Answerer) -> Iterator[Problem]:
    answer = answerer.choose(intent.id)
    if answer is None:
        return
    length = len(plain_text(answer))
    limit = LONGEST_ANSWERS if len(answer.parts) > 1 else LONGEST_ANSWER
    if length > limit:
        reason = f"the answer has {length:,} characters with its footnotes, more than {limit:,}; shorten it."
        yield loaded.register.problem(("intent", intent.id), reason, "reply")
