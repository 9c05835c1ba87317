"""Follow-ups answered: completed by the question before and put on the usual path, or about the answer before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar

from bot.core.answer import say
from bot.core.conversation import Conversation, Followup, Sort, Turn
from bot.core.decision import Decision, Judged, Move, decide
from bot.core.earlier import Before, Past
from bot.core.model import Answer, IntentKind, Receipt, Status, Suggestion
from bot.core.provenance import NOTHING, provenance
from bot.core.question import Question
from bot.core.relevance import Relevance
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
LEAST_LEFT = 0.005
"""The least that is taken to be left for other questions, once the one before is not asked again."""
ENOUGH = 3
"""Names and concepts at so many places of a question are its subject; one fewer beside a figure or a year."""
SHORT = 4
"""Up to so many words an exact phrasing that points back is a follow-up all the same: `when was that`."""
SURE, FAIRLY_SURE = 0.6, 0.4
"""Confidences with which a question that points back, but has words of its own too, is taken alone: at once, and
where completing it gives no reply. The lower one also settles which wording of a completed question counts."""


@dataclass(frozen=True, slots=True)
class _Attempt:
    """What a wording of the completed question gets.

    Its `rank` is 0 for no reply, 1 for any, 2 for one of fair confidence, 3 and 4 for the same to a known question
    that asks for just this kind of thing.
    """

    answer: Answer
    rank: int

    BEST: ClassVar[int] = 4


class Follower:
    """Answers elliptical questions for one answerer, which it asks whatever has a subject."""

    def __init__(self, answerer: Answerer, finder: ConceptFinder) -> None:
        """Made once for a knowledge base; the answerer's is used from then on."""
        self._answerer = answerer
        self._knowledge = answerer.knowledge
        self._conversation = Conversation(answerer.knowledge, finder)
        self._past = Past(answerer, self._conversation)
        self._relevance = Relevance(answerer.knowledge, self._conversation)
        self._thresholds = replace(answerer.thresholds, alone=max(ALONE, answerer.thresholds.alone))

    def read(self, question: Question, ranked: Sequence[Judged]) -> Followup | None:
        """The question as a follow-up; None where it stands alone, as an exact phrasing does that points nowhere."""
        followup = self._conversation.read(question)
        if followup is None or not ranked:
            return None
        best = ranked[0]
        if followup.sort is Sort.POINT:
            sure = best.verdict.held is None and best.confidence >= SURE
            return None if sure or _has_its_subject(question) else followup
        if not _is_exact(question, ranked):
            complete = followup.sort is Sort.COMPLETE and not (followup.marked or followup.bare)
            plain = complete and question.topical
            return None if plain and best.verdict.held is None and best.confidence >= SURE else followup
        points = followup.bare if best.intent.kind is IntentKind.SMALLTALK else followup.marked
        return followup if points and len(question.words) <= SHORT else None

    def answer(
        self, question: Question, ranked: Sequence[Judged], decision: Decision, earlier: Turn | None
    ) -> Answer | None:
        """The answer to a follow-up; None where the question is none, or does as well alone."""
        followup = self.read(question, ranked)
        if followup is None:
            return None
        before = self._past.before(earlier)
        if before is None or earlier is None:
            whole = followup.sort is Sort.COMPLETE and followup.times and followup.cue is None
            alone = followup.sort is Sort.POINT or _is_exact(question, ranked)
            alone = alone or (bool(whole) and decision.move is Move.REPLY)
            return None if alone else self._lost(question, ranked, decision)
        if followup.sort is Sort.ORIGIN:
            answer = self._origin(followup, question, earlier)
        elif followup.sort is Sort.MORE:
            answer = self._choices(question, before, TOLD, "it asks for more, and the whole reply has been given")
        else:
            answer = self._completed(followup, question, before)
            if followup.sort is Sort.POINT and self._does_alone(decision, answer, before):
                return None
        return replace(answer, receipt=replace(answer.receipt, follows=before.shown))

    def _does_alone(self, decision: Decision, completed: Answer, before: Before) -> bool:
        """Whether a question with a subject of its own had better not be completed."""
        if completed.status is Status.ANSWERED or completed.footnotes:
            return False
        chosen = decision.chosen
        if decision.move is not Move.REPLY or chosen is None:
            return False
        if chosen.intent.kind in {IntentKind.FACT, IntentKind.GAP}:
            return self._relevance.on_topic(chosen.intent, before) or chosen.confidence >= FAIRLY_SURE
        return True

    def _completed(self, followup: Followup, question: Question, before: Before) -> Answer:
        """The usual path, with the question completed: by the words of the one before, or else by its intent's."""
        times = self._past.times(followup, before)
        if times is None:
            return self._choices(question, before, WHICH, "it may mean several events")
        texts = {before.text: times}
        if before.intent is not None and before.intent.asks:
            texts.setdefault(normalise(before.intent.asks), times or before.years)
        attempts: list[_Attempt] = []
        for text, years in texts.items():
            for wording in self._conversation.complete(followup, text, years):
                attempts.append(self._attempt(followup, question, before, wording))
                if attempts[-1].rank == _Attempt.BEST:
                    return attempts[-1].answer
        # Of equals the first: the words of the question before go before those of its intent.
        return max(attempts, key=lambda attempt: attempt.rank).answer

    def _attempt(self, followup: Followup, question: Question, before: Before, wording: str) -> _Attempt:
        """What one completed wording gets."""
        whole = replace(self._answerer.parse(wording), corrected=question.corrected)
        if followup.cue is not None and followup.sort is not Sort.POINT:
            whole = replace(whole, asks=followup.cue.types)
        ranked = self._answerer.rank(whole)
        kept = [judged for judged in ranked if self._relevance.fits(judged, followup, before)]
        kept = _without(before, ranked, kept)
        kept.sort(key=lambda judged: not self._relevance.is_strong(judged, followup))
        decision = decide(kept, self._thresholds)
        answer = self._answerer.tell(whole, kept, decision)
        chosen = decision.chosen
        if decision.move is Move.REPLY and chosen is not None:
            strong = followup.cue is None or self._relevance.is_strong(chosen, followup)
            return _Attempt(answer, 1 + (chosen.confidence >= FAIRLY_SURE) + 2 * strong)
        if decision.move is Move.REFUSE and not whole.outside:
            answer = self._refused(answer, followup, decision, before, ranked)
        return _Attempt(answer, 0)

    def _refused(
        self, answer: Answer, followup: Followup, decision: Decision, before: Before, ranked: Sequence[Judged]
    ) -> Answer:
        """A refusal that says what was asked for, if no guard has said what is missing, and what else is near."""
        near = tuple(self._facts_beside(before, ranked)[:SUGGESTIONS])
        if followup.cue is None or (decision.reason or "").startswith(("year", "answer type")):
            return replace(answer, suggestions=near)
        return say(Status.REFUSED, SILENT.format(followup.cue.head), answer.receipt, near)

    def _origin(self, followup: Followup, question: Question, earlier: Turn) -> Answer:
        """What is known of the answer before: who, a quote or not, where it stands."""
        told = self._past.told(earlier)
        receipt = self._receipt(
            question, told.receipt.intent if told else None, told.receipt.confidence if told else 0.0
        )
        parts = provenance(told, followup.origin, self._knowledge) if told and followup.origin else ()
        if told is None or not parts:
            return say(Status.REFUSED, NOTHING, receipt, told.suggestions[:SUGGESTIONS] if told else ())
        return Answer(Status.ANSWERED, parts, told.footnotes, (), receipt)

    def _choices(self, question: Question, before: Before, sentence: str, saw: str) -> Answer:
        """The facts nearest to the question before, but for its own."""
        ranked = self._answerer.rank(self._answerer.parse(before.text))
        receipt = self._receipt(question, before.intent.id if before.intent else None, 0.0)
        near = self._facts_beside(before, ranked)[:CHOICES]
        return say(Status.CLARIFY, sentence, replace(receipt, guards=(f"follow-up: {saw}",)), near)

    def _facts_beside(self, before: Before, ranked: Iterable[Judged]) -> list[Suggestion]:
        """The candidates that are facts, those on the topic of the question before first, but for its own."""
        own = before.intent.id if before.intent else None
        near = sorted(ranked, key=lambda judged: not self._relevance.on_topic(judged.intent, before))
        facts = [judged.intent for judged in near if judged.intent.kind is IntentKind.FACT and judged.intent.id != own]
        return [Suggestion(intent.id, intent.asks) for intent in facts]

    def _lost(self, question: Question, ranked: Sequence[Judged], decision: Decision | None) -> Answer:
        """A follow-up that follows nothing."""
        near = [judged.intent for judged in (decision.near if decision else ranked)][:CHOICES]
        offered = [Suggestion(intent.id, intent.asks) for intent in near if intent.kind is IntentKind.FACT]
        if len(offered) < LEAST_CHOICES:
            offered += [one for one in self._answerer.suggest("", CHOICES) if one not in offered]
        guards = ("follow-up: it names no subject, and no question came before it",)
        receipt = replace(self._receipt(question, None, 0.0), guards=guards)
        return say(Status.CLARIFY, LOST, receipt, offered[:SUGGESTIONS])

    def _receipt(self, question: Question, intent: str | None, confidence: float) -> Receipt:
        return Receipt(
            self._knowledge.version,
            intent=intent,
            confidence=confidence,
            corrected=question.text,
            repairs=question.corrected,
        )


def _without(before: Before, ranked: Sequence[Judged], kept: Sequence[Judged]) -> list[Judged]:
    """What is kept, as likely as it is given that the question before is not asked again."""
    own = before.intent.id if before.intent else None
    again = sum(judged.confidence for judged in ranked if judged.intent.id == own)
    if again == 0 or any(judged.intent.id == own for judged in kept):
        return list(kept)
    left = max(LEAST_LEFT, 1 - again)
    return [replace(judged, confidence=min(1.0, judged.confidence / left)) for judged in kept]


def _has_its_subject(question: Question) -> bool:
    """Whether a question says enough of its own that a word which points back may point within it."""
    dated = bool(question.years or question.figures)
    return len({mention.start for mention in question.mentions}) >= (ENOUGH - dated)


def _is_exact(question: Question, ranked: Sequence[Judged]) -> bool:
    """Whether the question is a phrasing of its best candidate, word by word."""
    return normalise(ranked[0].phrasing) == question.text
