"""Follow-ups answered: completed by the question before and put on the usual path, or about the answer before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from bot.core.answer import say
from bot.core.conversation import Conversation, Followup, Sort, Turn
from bot.core.cues import Cue
from bot.core.decision import Decision, Judged, Move, decide
from bot.core.events import EventCues
from bot.core.model import Answer, Intent, IntentKind, Receipt, Status, Suggestion
from bot.core.provenance import NOTHING, provenance
from bot.core.question import Question
from bot.core.text import normalise

if TYPE_CHECKING:
    from bot.core.answerer import Answerer
    from bot.core.concepts import ConceptFinder

LOST = "I do not know what that refers to; please ask it with its subject."
WHICH = "I cannot tell which of them you mean; please ask it with its year."
TOLD = "I have told all that I have on that question; these come nearest to it."
SILENT = "I found nothing in the coverage that says {}."
SUGGESTIONS, CHOICES, LEAST_CHOICES = 3, 5, 2
ALONE = 0.15
"""Least confidence of a reply that stands far above all others: what is completed is less sure than what is typed."""
_COMMON = 0.2
"""A concept or name that more of the known questions mention than this share tells no topic."""
_WORDED = 0.02
"""A known question asks for a kind of thing if this share of its wordings does."""


@dataclass(frozen=True, slots=True)
class _Before:
    """The question before: its text, normalised, its intent if it had one, and how it is shown."""

    text: str
    intent: Intent | None
    shown: str


class Follower:
    """Answers elliptical questions for one answerer, which it asks whatever has a subject."""

    def __init__(self, answerer: Answerer, finder: ConceptFinder) -> None:
        """Made once for a knowledge base; the answerer's is used from then on."""
        self._answerer = answerer
        self._knowledge = answerer.knowledge
        self._conversation = Conversation(answerer.knowledge, finder)
        self._events = EventCues(answerer.knowledge.articles)
        self._common = self._common_topics()
        self._asks_for = cache(self._is_worded)
        self._thresholds = replace(answerer.thresholds, alone=max(ALONE, answerer.thresholds.alone))

    def read(self, question: Question, ranked: Sequence[Judged]) -> Followup | None:
        """The question as a follow-up; None where it stands alone, as an exact phrasing does that points nowhere."""
        followup = self._conversation.read(question)
        if followup is None or not ranked:
            return None
        best = ranked[0]
        exact = normalise(best.phrasing) == question.text
        return None if exact and (best.intent.kind is IntentKind.SMALLTALK or not followup.marked) else followup

    def answer(
        self, question: Question, ranked: Sequence[Judged], decision: Decision, earlier: Turn | None
    ) -> Answer | None:
        """The answer to a follow-up; None where the question is none, or does as well alone."""
        followup = self.read(question, ranked)
        if followup is None:
            return None
        before = self._before(earlier) if earlier is not None else None
        if before is None or earlier is None:
            alone = followup.sort is Sort.COMPLETE and followup.times and followup.cue is None
            return None if alone and decision.move is Move.REPLY else self._lost(question, ranked, decision)
        if followup.sort is Sort.ORIGIN:
            answer = self._origin(followup, question, earlier)
        elif followup.sort is Sort.MORE:
            answer = self._choices(question, before, TOLD, "it asks for more, and the whole reply has been given")
        else:
            answer = self._completed(followup, question, before)
        return replace(answer, receipt=replace(answer.receipt, follows=before.shown))

    def _before(self, turn: Turn) -> _Before | None:
        """The question before, whole; None where neither its words nor its intent are known (any more).

        Its intent counts only where its reply was told: that of a refusal is but the nearest.
        """
        text = self._subject(turn)
        if not text:
            return None
        told = self._told(turn)
        intent = self._knowledge.intents.get((told and told.footnotes and told.receipt.intent) or "")
        return _Before(text, intent, turn.question or (intent.asks if intent else text))

    def _subject(self, turn: Turn) -> str:
        """The question of a turn, completed as far as it was a follow-up itself."""
        intent = self._knowledge.intents.get(turn.intent or "")
        canonical = normalise(intent.asks) if intent is not None else ""
        if turn.question is None:
            return canonical
        question = self._answerer.parse(turn.question)
        followup = self._conversation.read(question)
        if followup is None:
            return question.text or canonical
        if turn.earlier is None:
            return canonical
        before = self._before(turn.earlier)
        if before is None or followup.sort in {Sort.ORIGIN, Sort.MORE}:
            return before.text if before else canonical
        return self._conversation.complete(followup, before.text, self._times(followup, before))

    def _completed(self, followup: Followup, question: Question, before: _Before) -> Answer:
        """The usual path, with the question completed: by the words of the one before, or else by its intent's."""
        times = self._times(followup, before)
        if times is None:
            return self._choices(question, before, WHICH, "it may mean several events")
        texts = [before.text, *([normalise(before.intent.asks)] if before.intent and before.intent.asks else [])]
        first: Answer | None = None
        for text in dict.fromkeys(texts):
            whole = self._answerer.parse(self._conversation.complete(followup, text, times))
            whole = replace(whole, corrected=question.corrected)
            if followup.cue is not None:
                whole = replace(whole, asks=followup.cue.types)
            ranked = self._answerer.rank(whole)
            kept = [judged for judged in ranked if self._fits(judged.intent, followup, before)]
            decision = decide(kept, self._thresholds)
            answer = self._answerer.tell(whole, kept, decision)
            if decision.move is Move.REPLY:
                return answer
            if not whole.outside:
                answer = self._refused(answer, followup, decision, before, ranked)
            first = first or answer
        return first or self._lost(question, (), None)

    def _refused(
        self, answer: Answer, followup: Followup, decision: Decision, before: _Before, ranked: Sequence[Judged]
    ) -> Answer:
        """A refusal that says what was asked for, if no guard has said what is missing, and what else is near."""
        if answer.status is not Status.REFUSED:
            return answer
        near = tuple(self._facts_beside(before, ranked)[:SUGGESTIONS])
        if followup.cue is None or (decision.reason or "").startswith(("year", "answer type")):
            return replace(answer, suggestions=near)
        return say(Status.REFUSED, SILENT.format(followup.cue.head), answer.receipt, near)

    def _times(self, followup: Followup, before: _Before) -> tuple[str, ...] | None:
        """The years and events that the completed question has; None where `the other one` may be several."""
        if followup.sort is not Sort.OTHER:
            return followup.times
        articles = self._knowledge.articles
        own = frozenset(part.article for part in before.intent.parts if part.article) if before.intent else frozenset()
        meant = self._events.meant(self._answerer.parse(before.text))
        spoken = (meant & own or own) if meant == frozenset(articles) else meant
        others = [id_ for id_ in articles if id_ not in spoken]
        return (str(articles[others[0]].event.year),) if len(others) == 1 else None

    def _fits(self, intent: Intent, followup: Followup, before: _Before) -> bool:
        """Whether a candidate keeps to the topic and tells the kind of thing that is asked for.

        The guards see to the type of a fact's answer, where the kind of thing has one; its wordings tell the rest.
        """
        cue = followup.cue
        if intent.kind not in {IntentKind.FACT, IntentKind.GAP}:
            return intent.kind is IntentKind.BACKGROUND
        if not self._on_topic(intent, before):
            return False
        if cue is None:
            # Without a year either, the same reply again would be no answer.
            return bool(followup.times) or followup.sort is Sort.OTHER or intent is not before.intent
        return bool(cue.types and intent.kind is IntentKind.FACT) or self._asks_for(intent.id, cue)

    def _on_topic(self, intent: Intent, before: _Before) -> bool:
        """Whether an intent shares a claim, a quote, a concept or a name with the question before."""
        topic = self._topic(before.text)
        if before.intent is not None:
            if intent.id == before.intent.id or _refs(intent) & _refs(before.intent):
                return True
            topic |= self._topic(before.intent.asks)
        return not topic or bool(topic & self._topic(intent.asks))

    def _topic(self, text: str) -> frozenset[str]:
        return self._conversation.topic(text) - self._common

    def _common_topics(self) -> frozenset[str]:
        asks = [self._conversation.topic(intent.asks) for intent in self._knowledge.intents.values()]
        every = frozenset().union(*asks)
        return frozenset(id_ for id_ in every if sum(id_ in one for one in asks) > max(1.0, _COMMON * len(asks)))

    def _is_worded(self, intent_id: str, cue: Cue) -> bool:
        """Whether enough of an intent's wordings ask for the kind of thing."""
        wordings = self._knowledge.intents[intent_id].phrasings
        asking = sum(not cue.words.isdisjoint(normalise(wording).split()) for wording in wordings)
        return asking > 0 and asking >= _WORDED * len(wordings)

    def _origin(self, followup: Followup, question: Question, earlier: Turn) -> Answer:
        """What is known of the answer before: who, a quote or not, where it stands."""
        told = self._told(earlier)
        receipt = self._receipt(
            question, told.receipt.intent if told else None, told.receipt.confidence if told else 0.0
        )
        parts = provenance(told, followup.origin, self._knowledge) if told and followup.origin else ()
        if told is None or not parts:
            return say(Status.REFUSED, NOTHING, receipt, told.suggestions[:SUGGESTIONS] if told else ())
        return Answer(Status.ANSWERED, parts, told.footnotes, (), receipt)

    def _told(self, turn: Turn) -> Answer | None:
        """The answer that a turn got; one about an answer stands for that answer."""
        if turn.question is not None:
            followup = self._conversation.read(self._answerer.parse(turn.question))
            if followup is None or turn.earlier is not None:
                about = followup is not None and followup.sort in {Sort.ORIGIN, Sort.MORE}
                told = None if about else self._answerer.answer(turn.question, turn.earlier)
                follows = followup is not None and turn.earlier is not None
                if follows and turn.earlier is not None and (told is None or not told.footnotes):
                    return self._told(turn.earlier)
                return told
        return self._answerer.choose(turn.intent or "")

    def _choices(self, question: Question, before: _Before, sentence: str, saw: str) -> Answer:
        """The facts nearest to the question before, but for its own."""
        ranked = self._answerer.rank(self._answerer.parse(before.text))
        receipt = self._receipt(question, before.intent.id if before.intent else None, 0.0)
        near = self._facts_beside(before, ranked)[:CHOICES]
        return say(Status.CLARIFY, sentence, replace(receipt, guards=(f"follow-up: {saw}",)), near)

    def _facts_beside(self, before: _Before, ranked: Iterable[Judged]) -> list[Suggestion]:
        """The candidates that are facts, those on the topic of the question before first, but for its own."""
        own = before.intent.id if before.intent else None
        near = sorted(ranked, key=lambda judged: not self._on_topic(judged.intent, before))
        facts = [judged.intent for judged in near if judged.intent.kind is IntentKind.FACT and judged.intent.id != own]
        return [Suggestion(intent.id, intent.asks) for intent in facts]

    def _lost(self, question: Question, ranked: Sequence[Judged], decision: Decision | None) -> Answer:
        """A follow-up that follows nothing."""
        near = [judged.intent for judged in (decision.near if decision else ranked)][:CHOICES]
        offered = [Suggestion(intent.id, intent.asks) for intent in near if intent.kind is IntentKind.FACT]
        if len(offered) < LEAST_CHOICES:
            offered += [one for one in self._answerer.suggest("", CHOICES) if one not in offered]
        best = ranked[0] if ranked else None
        receipt = self._receipt(question, best.intent.id if best else None, best.confidence if best else 0.0)
        guards = ("follow-up: it names no subject, and no question came before it",)
        return say(Status.CLARIFY, LOST, replace(receipt, guards=guards), offered[:SUGGESTIONS])

    def _receipt(self, question: Question, intent: str | None, confidence: float) -> Receipt:
        return Receipt(
            self._knowledge.version,
            intent=intent,
            confidence=confidence,
            corrected=question.text,
            repairs=question.corrected,
        )


def _refs(intent: Intent) -> frozenset[str]:
    """The claims and quotes that an intent's reply rests on."""
    return frozenset(ref for part in intent.parts for sentence in part.sentences for ref in sentence.refs)
