"""The question before a follow-up, whole: what it asked, and what it was told."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.core.conversation import Conversation, Followup, Sort, Turn
from bot.core.events import EventCues
from bot.core.model import Answer, Intent
from bot.core.text import normalise

if TYPE_CHECKING:
    from bot.core.answerer import Answerer


@dataclass(frozen=True, slots=True)
class Before:
    """The question before: its text, normalised, its intent if its reply was told, and how it is shown.

    `years` are of the events to which that reply was narrowed; none where all were told.
    """

    text: str
    intent: Intent | None
    shown: str
    years: tuple[str, ...] = ()


_KEPT = 64
"""Turns whose answers are kept: a turn looks back at the ones before it, each of which looks back in its turn."""


class Past:
    """Looks back at the turns of a conversation; what was answered then is answered again, from the same words."""

    def __init__(self, answerer: Answerer, conversation: Conversation) -> None:
        self._answerer = answerer
        self._knowledge = answerer.knowledge
        self._conversation = conversation
        self._events = EventCues(answerer.knowledge.articles)
        self._before = lru_cache(_KEPT)(self._find_before)
        self._told = lru_cache(_KEPT)(self._find_told)

    def before(self, turn: Turn | None) -> Before | None:
        """The question of a turn; None where neither its words nor its intent are known (any more).

        Its intent counts only where its reply was told: that of a refusal is but the nearest.
        """
        return None if turn is None else self._before(turn)

    def told(self, turn: Turn) -> Answer | None:
        """The answer of a turn that a question about the answer means: the last one that cites anything, if any."""
        return self._told(turn)

    def _find_before(self, turn: Turn) -> Before | None:
        text = self._subject(turn)
        if not text:
            return None
        told = self.told(turn)
        intent = self._knowledge.intents.get((told and told.footnotes and told.receipt.intent) or "")
        shown = turn.question or (intent.asks if intent else text)
        return Before(text, intent, shown, self._narrowed(told, intent) if told and intent else ())

    def _find_told(self, turn: Turn) -> Answer | None:
        if turn.question is None:
            return self._answerer.choose(turn.intent or "")
        followup = self._conversation.read(self._answerer.parse(turn.question))
        if followup is not None and followup.sort is not Sort.POINT and turn.earlier is None:
            return self._answerer.choose(turn.intent or "")
        about = followup is not None and followup.sort in {Sort.ORIGIN, Sort.MORE}
        told = None if about else self._answerer.answer(turn.question, turn.earlier)
        if followup is not None and turn.earlier is not None and (told is None or not told.footnotes):
            return self.told(turn.earlier)
        return told

    def times(self, followup: Followup, before: Before) -> tuple[str, ...] | None:
        """The years and events that the completed question has; None where `the other one` may be several."""
        if followup.sort is not Sort.OTHER:
            return followup.times
        articles = self._knowledge.articles
        own = frozenset(part.article for part in before.intent.parts if part.article) if before.intent else frozenset()
        meant = self._events.meant(self._answerer.parse(before.text))
        spoken = (meant & own or own) if meant == frozenset(articles) else meant
        others = [id_ for id_ in articles if id_ not in spoken]
        return (str(articles[others[0]].event.year),) if len(others) == 1 else None

    def _subject(self, turn: Turn) -> str:
        """The question of a turn, completed as far as it was a follow-up itself."""
        intent = self._knowledge.intents.get(turn.intent or "")
        canonical = normalise(intent.asks) if intent is not None else ""
        if turn.question is None:
            return canonical
        question = self._answerer.parse(turn.question)
        followup = self._conversation.read(question)
        if followup is None or (followup.sort is Sort.POINT and turn.earlier is None):
            return question.text or canonical
        before = self.before(turn.earlier)
        if before is None:
            return canonical
        if followup.sort in {Sort.POINT, Sort.ORIGIN, Sort.MORE}:
            return before.text
        return self._conversation.complete(followup, before.text, self.times(followup, before))[0]

    def _narrowed(self, told: Answer, intent: Intent) -> tuple[str, ...]:
        """The years of the events that an answer told of, where its intent has more."""
        spoken = {note.article.id for note in told.footnotes}
        narrowed = spoken < {part.article for part in intent.parts if part.article}
        return tuple(sorted({str(self._knowledge.articles[id_].event.year) for id_ in spoken})) if narrowed else ()
