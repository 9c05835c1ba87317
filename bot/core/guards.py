"""Fuzzy intent rules: what must hold beside a good match before an intent may answer.

Each guard is a small function over the question and one intent. It lets the intent pass, narrows it to
some articles, doubts it, or holds it back; and it says what it saw.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.core.concepts import ConceptFinder
from bot.core.events import EventCues
from bot.core.model import Intent, IntentKind, KnowledgeBase
from bot.core.question import Question
from bot.core.text import stem
from bot.core.traits import gap_marks, rare_in_facts, traits_of

DOUBT = 0.5
"""What a guard leaves of a confidence where it does not hold back but doubts."""
_SUM = re.compile(r"\d (percent of|times|plus|minus|divided by|multiplied by|x) \d")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the guards say of one intent.

    `held` is why it may not answer (None: it may); `articles` are the ones whose parts may speak;
    `elsewhere` is the year that was asked for, where only another year's coverage has the answer;
    `weight` (0..1) is what the guards leave of its confidence; `notes` is what they saw.
    """

    held: str | None
    articles: frozenset[str]
    elsewhere: int | None = None
    weight: float = 1.0
    notes: tuple[str, ...] = ()


class Guards:
    """All guards over one knowledge base."""

    def __init__(self, knowledge: KnowledgeBase, finder: ConceptFinder) -> None:
        self._articles = knowledge.articles
        self._cues = EventCues(knowledge.articles)
        self._traits = traits_of(knowledge, finder)
        self._rare = rare_in_facts(knowledge, self._traits)
        self._marks = gap_marks(knowledge, self._traits)

    def judge(self, question: Question, intent: Intent, rivals: Sequence[Intent] = ()) -> Verdict:
        """All guards on one intent; the first that holds it back speaks. `rivals` are the other candidates."""
        own = frozenset(part.article for part in intent.parts if part.article)
        if intent.kind is not IntentKind.FACT:
            return Verdict(None, own)
        for guard in (self._arithmetic, self._outside, self._year, self._required, self._type):
            if (reason := guard(question, intent)) is not None:
                return Verdict(reason, own)
        if (reason := self._explained(question, intent, rivals)) is not None:
            return Verdict(reason, own)
        return self._narrowed(question, intent, own)

    def _narrowed(self, question: Question, intent: Intent, own: frozenset[str]) -> Verdict:
        """Which event is meant, and what makes the match doubtful."""
        meant = self._cues.meant(question)
        narrowed = own & meant or own
        notes, weight = [], 1.0
        if narrowed != own:
            notes.append("event: " + ", ".join(sorted(self._articles[id_].event.name for id_ in narrowed)))
        asked = sorted(question.years & self._cues.years)
        elsewhere = asked[0] if asked and not own & meant else None
        if elsewhere is not None:
            notes.append(f"event: asked for {elsewhere}, of which the coverage does not say this")
            weight *= DOUBT
        if unexplained := self._unexplained(question, intent):
            notes.append(f"attribute: the reply says nothing on '{unexplained[0]}'")
            weight *= DOUBT
        return Verdict(None, narrowed, elsewhere, weight, tuple(notes))

    def _arithmetic(self, question: Question, _intent: Intent) -> str | None:
        """A sum to do, which may well use the coverage's figures."""
        return "arithmetic: a sum, not a question on the coverage" if _SUM.search(question.text) else None

    def _outside(self, question: Question, intent: Intent) -> str | None:
        """A name that the coverage says nothing about."""
        names = [name for name in question.outside if name not in self._traits[intent.id].outside]
        return f"outside: the coverage says nothing about {names[0]}" if names else None

    def _year(self, question: Question, _intent: Intent) -> str | None:
        """A year that no event of the coverage has."""
        strange = sorted(question.years - self._cues.years)
        if strange and not question.years & self._cues.years:
            return f"year: the coverage has nothing of {strange[0]}"
        return None

    def _required(self, question: Question, intent: Intent) -> str | None:
        """Concepts that the intent requires or forbids."""
        mentioned = {id_[2:] for id_ in question.known if id_[0] != "o"}
        for group in intent.rules.require:
            if not mentioned.intersection(group):
                return f"concept: the question does not speak of {' or '.join(group)}"
        for concept in intent.rules.forbid:
            if concept in mentioned:
                return f"concept: the question speaks of {concept}"
        return None

    def _type(self, question: Question, intent: Intent) -> str | None:
        """A question for a date, a count, an amount or a person needs a reply that holds one."""
        if question.asks and not question.asks & self._traits[intent.id].types:
            return f"answer type: the reply holds no {min(question.asks).value}"
        return None

    def _explained(self, question: Question, intent: Intent, rivals: Sequence[Intent]) -> str | None:
        """A known gap on the same topic explains a word of the question that this intent leaves unexplained."""
        own = self._traits[intent.id].vocabulary
        mentioned = {place for mention in question.mentions for place in range(mention.start, mention.end)}
        for place, word in enumerate(question.words):
            if place in mentioned or stem(word) not in self._rare or stem(word) in own:
                continue
            for rival in rivals:
                traits = self._traits[rival.id]
                if (
                    rival.kind is IntentKind.GAP
                    and stem(word) in traits.vocabulary
                    and traits.topic
                    and traits.topic <= question.known
                ):
                    return f"attribute: '{word}' is what the coverage leaves out ({rival.id})"
        return None

    def _unexplained(self, question: Question, intent: Intent) -> list[str]:
        """The question's words that mark known gaps and that neither the intent's wordings nor its reply have."""
        own = self._traits[intent.id].vocabulary
        return [word for word in question.words if stem(word) in self._marks and stem(word) not in own]
