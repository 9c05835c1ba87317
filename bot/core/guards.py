"""Fuzzy intent rules: what must hold beside a good match before an intent may answer.

Each guard is a small function over the question and one intent. It lets the intent pass, narrows it to
some articles, doubts it, or holds it back; and it says what it saw.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.core.events import EventCues
from bot.core.figures import Figure, contradiction, figures
from bot.core.model import Intent, IntentKind, KnowledgeBase, ReplyPart
from bot.core.question import AnswerType, Question
from bot.core.text import stem
from bot.core.traits import Traits, gap_marks, rare_in_facts

DOUBT = 0.5
"""What a guard leaves of a confidence where it does not hold back but doubts."""
UNMARKED = 0.7
"""What is left of a known gap's confidence where no word of the question tells of it."""
_SUM = re.compile(r"\d (percent of|times|plus|minus|divided by|multiplied by|x) \d|\b(root|square|half|double) of \d")
_PLAIN = {
    AnswerType.DATE: "date",
    AnswerType.COUNT: "number",
    AnswerType.PERCENT: "share",
    AnswerType.AMOUNT: "amount",
    AnswerType.PERSON: "name",
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the guards say of one intent.

    `held` is why it may not answer (None: it may), and `instead` the known gap that explains it;
    `articles` are the ones whose parts may speak; `remarks` are sentences that set the question right,
    by article; `weight` (0..1) is what the guards leave of its confidence; `notes` is what they saw.
    """

    held: str | None
    articles: frozenset[str]
    instead: str | None = None
    remarks: Mapping[str, str] = field(default_factory=dict)
    weight: float = 1.0
    notes: tuple[str, ...] = ()


class Guards:
    """All guards over one knowledge base."""

    def __init__(self, knowledge: KnowledgeBase, traits: Mapping[str, Traits]) -> None:
        self._articles = knowledge.articles
        self._cues = EventCues(knowledge.articles)
        self._traits = traits
        self._rare = rare_in_facts(knowledge, self._traits)
        self._marks = gap_marks(knowledge, self._traits)

    def judge(self, question: Question, intent: Intent, rivals: Sequence[Intent] = ()) -> Verdict:
        """All guards on one intent; the first that holds it back speaks. `rivals` are the other candidates."""
        own = frozenset(part.article for part in intent.parts if part.article)
        if intent.kind is IntentKind.GAP and not self._marked(question, intent):
            return Verdict(None, own, weight=UNMARKED)
        if intent.kind is not IntentKind.FACT:
            return Verdict(None, own)
        for guard in (self._arithmetic, self._outside, self._year, self._required, self._type):
            if (reason := guard(question, intent)) is not None:
                return Verdict(reason, own)
        if (explained := self._explained(question, intent, rivals)) is not None:
            word, gap = explained
            return Verdict(f"attribute: '{word}' is what the coverage leaves out ({gap})", own, instead=gap)
        return self._narrowed(question, intent, own)

    def _narrowed(self, question: Question, intent: Intent, own: frozenset[str]) -> Verdict:
        """Which event is meant, and what makes the match doubtful."""
        meant = self._cues.meant(question)
        narrowed = own & meant or own
        notes, weight = [], 1.0
        if narrowed != own:
            notes.append("event: " + ", ".join(sorted(self._articles[id_].event.name for id_ in narrowed)))
        remarks: dict[str, str] = {}
        asked = sorted(question.years & self._cues.years)
        if asked and own and not own & meant:
            first = min(own, key=lambda id_: self._articles[id_].event.year)
            remarks[first] = f"The coverage says this of {self._articles[first].event.heading}, not of {asked[0]}."
            notes.append(f"event: asked for {asked[0]}, of which the coverage does not say this")
            weight *= DOUBT
        for part in intent.parts:
            if part.article in narrowed and (wrong := self._number(question, intent, part, narrowed)) is not None:
                theirs, ours = wrong
                remarks[part.article] = f"The coverage says {ours}, not {theirs}."
                notes.append(f"number: asked of {theirs}, the coverage says {ours}")
        if question.negated:
            notes.append("negation: the question denies something; the reply says what the coverage states")
        if unexplained := self._unexplained(question, intent):
            notes.append(f"attribute: the reply says nothing on '{unexplained[0]}'")
            weight *= DOUBT
        return Verdict(None, narrowed, remarks=remarks, weight=weight, notes=tuple(notes))

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

    def _number(
        self, question: Question, intent: Intent, part: ReplyPart, spoken: frozenset[str]
    ) -> tuple[Figure, Figure] | None:
        """A figure of the question that no part which is spoken has, and the one of this part."""
        if not question.figures:
            return None
        others = [figure for other in intent.parts if other.article in spoken for figure in _told(other)]
        return contradiction([figure for figure in question.figures if figure not in others], _told(part))

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
            return f"answer type: the coverage gives no {_PLAIN[min(question.asks)]} for that"
        return None

    def _marked(self, question: Question, gap: Intent) -> bool:
        """Whether the question has a word that tells of this gap, one that few facts use."""
        own = self._traits[gap.id].vocabulary & self._rare
        return any(stem(word) in own for word in question.words)

    def _explained(self, question: Question, intent: Intent, rivals: Sequence[Intent]) -> tuple[str, str] | None:
        """A word that this intent leaves unexplained, and the known gap on the same topic that explains it."""
        own = self._traits[intent.id].vocabulary
        mentioned = {place for mention in question.mentions for place in range(mention.start, mention.end)}
        for place, word in enumerate(question.words):
            if place in mentioned or stem(word) not in self._rare or stem(word) in own:
                continue
            for gap in rivals:
                traits = self._traits[gap.id]
                if (
                    gap.kind is IntentKind.GAP
                    and stem(word) in traits.vocabulary
                    and traits.topic
                    and traits.topic <= question.known
                ):
                    return word, gap.id
        return None

    def _unexplained(self, question: Question, intent: Intent) -> list[str]:
        """The question's words that mark known gaps and that neither the intent's wordings nor its reply have."""
        own = self._traits[intent.id].vocabulary
        return [word for word in question.words if stem(word) in self._marks and stem(word) not in own]


def _told(part: ReplyPart) -> list[Figure]:
    return [figure for sentence in part.sentences for figure in figures(sentence.text)]
