"""The one path: question -> normalise -> spelling -> rank -> guards -> decide -> compose."""

from __future__ import annotations

import re
import weakref
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise, starmap

from bot.core.answer import Telling, compose, say
from bot.core.concepts import ConceptFinder
from bot.core.conversation import Turn
from bot.core.decision import TIED, Decision, Judged, Move, Thresholds, decide
from bot.core.events import compares
from bot.core.following import Follower
from bot.core.guards import Guards
from bot.core.language import is_english
from bot.core.learning import Learned, learn
from bot.core.matcher import Matcher, Similarity
from bot.core.missing import MissingAttributes
from bot.core.model import OF_THE_COVERAGE, Answer, IntentKind, KnowledgeBase, Receipt, Status, Suggestion
from bot.core.question import Question, parse
from bot.core.scope import share
from bot.core.several import by_a_clause, compose_in_turn, compose_several, several
from bot.core.spelling import Speller
from bot.core.suggesting import CHOICES, SUGGESTIONS, Suggester
from bot.core.text import normalise
from bot.core.understood import Understood, telling

EMPTY = "Ask me something about the coverage, and I will answer with footnotes."
SILENT = "I found nothing in the coverage on that, so I say nothing about it."
CHOOSE = "I am not sure which of these you mean."
FOREIGN = "The coverage is in English, and I answer in English only; these are the topics nearest to what you wrote."
_FOREIGN = "language: it is not in English, so only its names and figures were looked at"
MAX_CHARACTERS = 2000
CANDIDATES = 8
_STORY = 0.5
"""A message is that likely to be on the coverage, where one of its clauses is answered alone."""
_NUMBER = re.compile(
    r"\b(\d{1,3}(?:[.,' \u00a0]\d{3})+|\d{1,9})\b"
    r"(?P<percent>\s?(?:%|pro[zc]ent|pour ?cent|por ciento|per ?cento|procent))?",
    re.IGNORECASE,
)
"""In any language's way: `3.600`, `3 600`."""


class Answerer:
    """Answers any question from one knowledge base; deterministic, and it never raises."""

    def __init__(
        self,
        knowledge: KnowledgeBase,
        *,
        english: frozenset[str] = frozenset(),
        thresholds: Thresholds | None = None,
        learned: Learned | None = None,
        similarities: Sequence[Similarity] = (),
    ) -> None:
        """Trains on the knowledge base, unless what was `learned` from it is there.

        `english` are words that spelling repair leaves alone; `similarities` are the matcher's further opinions on
        how near a question is to each intent.
        """
        self.knowledge = knowledge
        self.thresholds = thresholds or Thresholds()
        self._finder = ConceptFinder(knowledge.lexicon)
        self.learned = learned or learn(knowledge)
        missing = MissingAttributes(knowledge, self.learned.readable)
        self._guards = Guards(knowledge, self._finder, self.learned.traits, missing)
        self._matcher = Matcher(self.learned.fitted, self._finder.of_text, similarities)
        self._speller = Speller(self.learned.words, english)
        self._suggester = Suggester(knowledge)
        # A proxy: a circle of the two would keep replaced knowledge until the garbage collector comes round.
        self._follower = Follower(weakref.proxy(self), self._finder)

    def answer(self, question: str, earlier: Turn | None = None) -> Answer:
        """The answer to any string; a follow-up goes by the earlier question of its conversation."""
        question = question[:MAX_CHARACTERS]
        whole = self._understand(question)
        if not whole.question.words:
            return say(Status.REFUSED, EMPTY, Receipt(self.knowledge.version))
        followed = self._follower.answer(whole.question, whole.ranked, whole.decision, earlier)
        if followed is not None:
            return followed
        if whole.exact:
            return self._compose(whole)
        if not is_english(question):
            return self._foreign(question, whole)
        asked = (
            None
            if self._compares(whole)
            else several(question, whole, self._understand, self._named, self._guards.year)
        )
        if asked is not None:
            return compose_several(asked, self.knowledge, asked.told[0].receipt(self.knowledge.version))
        if whole.decision.move is not Move.REPLY and whole.decision.reason is None and self._may_be_a_story(whole):
            whole = by_a_clause(question, self._understand) or whole
        return self._compose(whole)

    def _may_be_a_story(self, whole: Understood) -> bool:
        """Whether a message that has no reply as a whole may have one by its last clause."""
        return not (whole.question.strangers or whole.question.errand) and self._about(whole.question) >= _STORY

    def _compares(self, whole: Understood) -> bool:
        """Whether a message sets events against each other, and a reply does; then it is no message of several."""
        chosen = whole.decision.chosen
        if chosen is None or not whole.is_fact or len(chosen.verdict.articles) < len(self.knowledge.articles):
            return False
        return compares(whole.question.text)

    def _named(self, understood: Understood) -> str:
        """The first name in the reply to a question that is not in the question; empty where there is none."""
        chosen = understood.decision.chosen
        for part in chosen.intent.parts if chosen else ():
            for sentence in part.sentences:
                for id_ in self._finder.ids(normalise(sentence.text).split()):
                    if id_[0] == "n" and id_ not in understood.question.known:
                        return id_[2:]
        return ""

    def _foreign(self, asked: str, whole: Understood) -> Answer:
        """What the figures and names of a question in another language are about, or else any topics."""
        question = whole.question
        figures = [
            "".join(filter(str.isdigit, found[1])) + (" percent" if found["percent"] else "")
            for found in _NUMBER.finditer(asked)
        ]
        names = [question.text_of(mention) for mention in question.mentions if mention.id[0] == "n"]
        together = " ".join(dict.fromkeys([*names, *figures]))
        topics = [figure for figure in figures if not (figure.isdigit() and int(figure) in question.years)]
        near = [suggestion for text in (*topics, together) if text for suggestion in self.suggest(text, SUGGESTIONS)]
        receipt = replace(
            whole.receipt(self.knowledge.version), corrected=normalise(asked), repairs=(), guards=(_FOREIGN,)
        )
        return say(
            Status.CLARIFY, FOREIGN, receipt, [*dict.fromkeys(near or self.suggest("", SUGGESTIONS))][:SUGGESTIONS]
        )

    def follows_up(self, question: str) -> bool:
        """Whether the question is one that an earlier question would be needed for."""
        whole = self._understand(question[:MAX_CHARACTERS])
        return self._follower.read(whole.question, whole.ranked) is not None

    def parse(self, question: str) -> Question:
        """Any string as a question, its spelling repaired."""
        parsed = parse(question[:MAX_CHARACTERS], self._finder, self._speller, self._knows)
        described = self._guards.described(parsed.text)
        if described is None or self._matcher.is_phrasing(parsed.text):
            return parsed
        plain = parse(parsed.text.replace(*described, 1), self._finder)
        return replace(plain, corrected=(*parsed.corrected, described), strangers=parsed.strangers)

    def _knows(self, words: Sequence[str]) -> bool:
        """Whether the knowledge base has these words in a row, in its wordings, up to spelling."""
        repaired, _ = self._speller.repair(words)
        return all(map(self._speller.is_own, repaired)) and all(starmap(self._matcher.has_pair, pairwise(repaired)))

    def tell(self, question: Question, ranked: Sequence[Judged], decision: Decision) -> Answer:
        """What was decided, said."""
        return self._compose(Understood(question, ranked, decision))

    def _understand(self, question: str) -> Understood:
        parsed = self.parse(question)
        ranked = self.rank(parsed)
        decision = decide(ranked, self.thresholds, familiar=bool(parsed.known))
        return Understood(parsed, ranked, decision)

    def rank(self, question: Question) -> list[Judged]:
        """The candidates for a question, best first, each with what the guards say of it."""
        candidates = self._matcher.rank(question.text, CANDIDATES)
        intents = [self.knowledge.intents[candidate.intent] for candidate in candidates]
        rivals = [(intent, candidate.confidence) for intent, candidate in zip(intents, candidates, strict=True)]
        reading = self._guards.read(question, rivals)
        about = self._about(question)
        judged = []
        for candidate, intent in zip(candidates, intents, strict=True):
            # Only an exact phrasing is certain, and to compare them all would take time.
            exact = candidate.confidence == 1 and normalise(candidate.phrasing) == question.text
            verdict = self._guards.judge(reading, intent)
            weight = 1.0 if exact else reading.weights.get(intent.kind, 1.0)
            if intent.kind in OF_THE_COVERAGE and not exact:
                weight *= about
            confidence = candidate.confidence * verdict.weight * weight
            judged.append(Judged(intent, verdict, confidence, candidate.phrasing))
            if verdict.instead is not None:
                gap = self.knowledge.intents[verdict.instead]
                judged.append(Judged(gap, self._guards.judge(reading, gap), confidence, gap.asks))
        return sorted(judged, key=lambda one: -one.confidence)

    def _about(self, question: Question) -> float:
        """How likely (0..1) a question is on the coverage at all."""
        scope = self.learned.scope
        return 1.0 if scope is None else share(self._matcher.project(question.text, scope))

    def choose(self, intent_id: str) -> Answer | None:
        """The reply of one intent, whole; None where there is no such intent."""
        intent = self.knowledge.intents.get(intent_id)
        if intent is None or not intent.parts:
            return None
        receipt = Receipt(self.knowledge.version, intent=intent_id, confidence=1.0, phrasing=intent.asks)
        return compose(self.knowledge, [Telling(intent)], receipt)

    def suggest(self, typed: str, limit: int = 25) -> tuple[Suggestion, ...]:
        """Canonical questions that fit what is being typed, best first; with nothing typed, the first ones."""
        typed = typed[:MAX_CHARACTERS]
        return self._suggester.typed(typed, self.rank(self.parse(typed)) if typed.strip() else (), limit)

    def _compose(self, understood: Understood) -> Answer:
        decision = understood.decision
        receipt = understood.receipt(self.knowledge.version)
        near = self._suggester.near(decision)
        if decision.move is Move.REPLY and decision.chosen is not None:
            gap = decision.chosen.intent.kind is IntentKind.GAP
            if decision.beside is not None:
                tied = replace(receipt, guards=(*receipt.guards, TIED))
                return compose_in_turn((decision.chosen, decision.beside), self.knowledge, tied)
            return compose(self.knowledge, [telling(decision.chosen)], receipt, near[:SUGGESTIONS] if gap else ())
        if decision.move is Move.CLARIFY:
            return say(Status.CLARIFY, CHOOSE, receipt, near[:CHOICES])
        return say(Status.REFUSED, _refusal(understood.question, decision), receipt, near[:SUGGESTIONS])


def _refusal(question: Question, decision: Decision) -> str:
    """What is missing, as far as a guard can name it."""
    if question.outside:
        return f"The coverage says nothing about {question.outside[0]}."
    kind, _, sentence = (decision.reason or "").partition(": ")
    if kind in {"year", "name", "answer type"}:
        return f"{sentence[0].upper()}{sentence[1:]}."
    return SILENT
