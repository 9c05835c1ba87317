"""The one path: question -> normalise -> spelling -> rank -> guards -> decide -> compose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from bot.core.answer import compose, say
from bot.core.concepts import ConceptFinder
from bot.core.decision import Decision, Judged, Move, Thresholds, decide
from bot.core.guards import Guards
from bot.core.learning import Learned, learn
from bot.core.matcher import Matcher
from bot.core.model import Answer, Intent, IntentKind, KnowledgeBase, Receipt, Status, Suggestion
from bot.core.question import Question, parse
from bot.core.spelling import Speller
from bot.core.text import clauses, normalise, stem

EMPTY = "Ask me something about the coverage, and I will answer with footnotes."
SILENT = "I found nothing in the coverage on that, so I say nothing about it."
CHOOSE = "I am not sure which of these you mean."
MAX_CHARACTERS = 2000
SUGGESTIONS, CHOICES = 3, 5
OFFERED = 0.02
"""Least confidence to be offered while somebody types."""
KEYWORDS, ALIKE, ALIKE_LETTERS = 2, 0.75, 4
"""So few typed words are also looked up in the titles; words of so many letters may be alike by this share."""
NEAR, NEAR_SHARE = 0.01, 0.1
"""A suggestion needs this confidence, and this share of the likeliest one's."""
CANDIDATES = 12


@dataclass(frozen=True, slots=True)
class _Understood:
    """A question, its candidates and what follows."""

    question: Question
    ranked: Sequence[Judged]
    decision: Decision


class Answerer:
    """Answers any question from one knowledge base; deterministic, and it never raises."""

    def __init__(
        self,
        knowledge: KnowledgeBase,
        *,
        english: frozenset[str] = frozenset(),
        thresholds: Thresholds | None = None,
        learned: Learned | None = None,
    ) -> None:
        """Trains on the knowledge base, unless what was `learned` from it is there.

        `english` are words that spelling repair leaves alone.
        """
        self.knowledge = knowledge
        self.thresholds = thresholds or Thresholds()
        self._finder = ConceptFinder(knowledge.lexicon)
        self.learned = learned or learn(knowledge)
        self._guards = Guards(knowledge, self.learned.traits)
        self._matcher = Matcher(self.learned.fitted, self._finder.of_text)
        self._speller = Speller(self.learned.words, english)
        self._refs = {
            intent.id: _refs(intent) for intent in knowledge.intents.values() if intent.kind is IntentKind.FACT
        }
        self._titles = {
            intent.id: normalise(intent.asks)
            for intent in sorted(knowledge.intents.values(), key=lambda intent: intent.id)
            if intent.kind is IntentKind.FACT
        }

    def answer(self, question: str) -> Answer:
        """The answer to any string."""
        question = question[:MAX_CHARACTERS]
        whole = self._understand(question)
        if not whole.question.words:
            return say(Status.REFUSED, EMPTY, Receipt(self.knowledge.version))
        if whole.decision.move is not Move.REPLY:
            for clause in reversed(clauses(question)):
                part = self._understand(clause)
                if part.decision.chosen and part.decision.chosen.intent.kind is IntentKind.FACT:
                    return self._compose(part)
        return self._compose(whole)

    def _understand(self, question: str) -> _Understood:
        parsed = parse(question, self._finder, self._speller)
        ranked = self.rank(parsed)
        return _Understood(parsed, ranked, decide(ranked, self.thresholds))

    def rank(self, question: Question) -> list[Judged]:
        """The candidates for a question, best first, each with what the guards say of it."""
        candidates = self._matcher.rank(question.text, CANDIDATES)
        intents = [self.knowledge.intents[candidate.intent] for candidate in candidates]
        judged = []
        for candidate, intent in zip(candidates, intents, strict=True):
            verdict = self._guards.judge(question, intent, intents)
            confidence = candidate.confidence * verdict.weight
            judged.append(Judged(intent, verdict, confidence, candidate.phrasing))
            if verdict.instead is not None:
                gap = self.knowledge.intents[verdict.instead]
                judged.append(Judged(gap, self._guards.judge(question, gap), confidence, gap.asks))
        return sorted(judged, key=lambda one: -one.confidence)

    def choose(self, intent_id: str) -> Answer | None:
        """The reply of one intent, whole; None where there is no such intent."""
        intent = self.knowledge.intents.get(intent_id)
        if intent is None or not intent.parts:
            return None
        receipt = Receipt(self.knowledge.version, intent=intent_id, confidence=1.0, phrasing=intent.asks)
        return compose(self.knowledge, intent, receipt)

    def suggest(self, typed: str, limit: int = 25) -> tuple[Suggestion, ...]:
        """Canonical questions that fit what is being typed, best first; with nothing typed, the first ones.

        What begins with the text goes first, then what the text may mean, then titles with its one or two words.
        """
        text = normalise(typed[:MAX_CHARACTERS])
        if not text:
            return tuple(self._suggestion(self.knowledge.intents[id_]) for id_ in list(self._titles)[:limit])
        found = [id_ for id_, title in self._titles.items() if title.startswith(text)]
        ranked = self.rank(parse(typed[:MAX_CHARACTERS], self._finder, self._speller))
        found += [one.intent.id for one in ranked if one.intent.id in self._titles and one.confidence >= OFFERED]
        if len(text.split()) <= KEYWORDS:
            found += [id_ for id_, title in self._titles.items() if _has_words(title, text)]
        return tuple(self._suggestion(self.knowledge.intents[id_]) for id_ in list(dict.fromkeys(found))[:limit])

    def _compose(self, understood: _Understood) -> Answer:
        question, decision = understood.question, understood.decision
        receipt = self._receipt(question, understood.ranked, decision)
        near = self._near(decision)
        if decision.move is Move.REPLY and decision.chosen is not None:
            chosen = decision.chosen
            gap = chosen.intent.kind is IntentKind.GAP
            return compose(
                self.knowledge,
                chosen.intent,
                receipt,
                articles=chosen.verdict.articles,
                remarks=chosen.verdict.remarks,
                suggestions=near[:SUGGESTIONS] if gap else (),
            )
        if decision.move is Move.CLARIFY:
            return say(Status.CLARIFY, CHOOSE, receipt, near[:CHOICES])
        return say(Status.REFUSED, _refusal(question, decision), receipt, near[:SUGGESTIONS])

    def _near(self, decision: Decision) -> list[Suggestion]:
        """What is near enough to suggest, best first; two at least where choices are offered."""
        others = [judged for judged in decision.near if judged is not decision.chosen]
        least = max(NEAR, NEAR_SHARE * others[0].confidence) if others else 0.0
        sure = [judged for judged in others if judged.confidence >= least]
        if decision.move is Move.CLARIFY and len(sure) < 2:
            sure = others[:2]
        if not sure and decision.chosen is not None:
            return [self._suggestion(intent) for intent in self._beside(decision.chosen.intent)]
        return [self._suggestion(judged.intent) for judged in sure]

    def _beside(self, gap: Intent) -> list[Intent]:
        """The facts that rest on the claims which a known gap cites, those that rest on them most first."""
        cited = _refs(gap)
        shares = {id_: len(cited & refs) / len(refs) for id_, refs in self._refs.items() if refs & cited}
        order = sorted(shares, key=lambda id_: (-shares[id_], id_))
        return [self.knowledge.intents[id_] for id_ in order[:SUGGESTIONS]]

    def _receipt(self, question: Question, ranked: Sequence[Judged], decision: Decision) -> Receipt:
        best = decision.chosen or (ranked[0] if ranked else None)
        rest = [judged for judged in ranked if best is not None and judged.intent.id != best.intent.id]
        guards = [judged.verdict.held for judged in ranked[:3] if judged.verdict.held]
        guards += decision.chosen.verdict.notes if decision.chosen else ()
        return Receipt(
            knowledge=self.knowledge.version,
            intent=best.intent.id if best else None,
            confidence=best.confidence if best else 0.0,
            runner_up=rest[0].intent.id if rest else None,
            runner_up_confidence=rest[0].confidence if rest else 0.0,
            corrected=question.text,
            repairs=question.corrected,
            phrasing=best.phrasing if best else None,
            guards=tuple(guards),
        )

    @staticmethod
    def _suggestion(intent: Intent) -> Suggestion:
        return Suggestion(intent.id, intent.asks)


def _refs(intent: Intent) -> frozenset[str]:
    """The claims and quotes that an intent's reply rests on."""
    return frozenset(ref for part in intent.parts for sentence in part.sentences for ref in sentence.refs)


def _has_words(title: str, typed: str) -> bool:
    """Whether each typed word stands in the title: as a stem, as the beginning of a word, or nearly."""
    words = title.split()
    return all(
        any(
            stem(word) == stem(other)
            or other.startswith(word)
            or (len(word) >= ALIKE_LETTERS and OSA.normalized_similarity(word, other) >= ALIKE)
            for other in words
        )
        for word in typed.split()
    )


def _refusal(question: Question, decision: Decision) -> str:
    """What is missing, as far as a guard can name it."""
    if question.outside:
        return f"The coverage says nothing about {question.outside[0]}."
    kind, _, sentence = (decision.reason or "").partition(": ")
    if kind in {"year", "answer type"}:
        return f"{sentence[0].upper()}{sentence[1:]}."
    return SILENT
