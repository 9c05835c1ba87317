"""Fuzzy intent rules: what must hold beside a good match before an intent may answer.

Each guard is a small function over the question and one intent. It lets the intent pass, narrows it to
some articles, doubts it, or holds it back; and it says what it saw.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.core.concepts import ConceptFinder
from bot.core.events import EventCues, compares
from bot.core.holding import Holds, Reading
from bot.core.missing import MissingAttributes
from bot.core.model import Intent, IntentKind, KnowledgeBase, Sentence
from bot.core.premises import Premises
from bot.core.question import AnswerType, Question
from bot.core.subjects import homes_of, is_broad, topics
from bot.core.text import stem
from bot.core.traits import Traits, rare_in_facts
from bot.core.weighing import weights

DOUBT = 0.5
"""What a guard leaves of a confidence where it does not hold back but doubts."""
ONE_SIDED = 0.2
"""What is left of a confidence where events are to be compared and a reply tells of one only."""
UNMARKED = 0.7
"""What is left of a known gap's confidence where no word of the question tells of it."""
FACT = 0.7
"""A question asks surely for a fact from this probability on."""
BARE = 0.35
"""What is left of a known gap's confidence where a question only names a thing."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the guards say of one intent.

    `held` is why it may not answer (None: it may), and `instead` the known gap that explains it;
    `articles` are the ones whose parts may speak; `remarks` are sentences that set the question right,
    by article; `weight` (0..1) is what the guards leave of its confidence; `notes` is what they saw.
    `topic` are the concepts and names by which the question and the intent's title speak of one thing; `broad` tells
    that the reply speaks of many.
    """

    held: str | None
    articles: frozenset[str]
    instead: str | None = None
    remarks: Mapping[str, Sentence] = field(default_factory=dict)
    weight: float = 1.0
    notes: tuple[str, ...] = ()
    topic: frozenset[str] = frozenset()
    broad: bool = False


class Guards:
    """All guards over one knowledge base."""

    def __init__(
        self,
        knowledge: KnowledgeBase,
        finder: ConceptFinder,
        traits: Mapping[str, Traits],
        missing: MissingAttributes,
    ) -> None:
        self._articles = knowledge.articles
        self._cues = EventCues(knowledge.articles)
        self._traits = traits
        rare = rare_in_facts(knowledge, traits)
        self._telling = {
            id_: traits[id_].vocabulary & rare for id_, i in knowledge.intents.items() if i.kind is IntentKind.GAP
        }
        self._premises = Premises(knowledge, finder)
        self._missing = missing
        events = {id_: article.event for id_, article in knowledge.articles.items()}
        self._holds = Holds(self._cues, traits, homes_of(knowledge, finder), events)
        self._topics = topics(knowledge, finder)
        self._broad = frozenset(intent.id for intent in knowledge.intents.values() if is_broad(intent, knowledge))
        self._own = {
            intent.id: frozenset(part.article for part in intent.parts if part.article)
            for intent in knowledge.intents.values()
        }

    def read(self, question: Question, likely: Sequence[tuple[Intent, float]]) -> Reading:
        """What there is to see in a question, once for all its candidates; `likely` has the matcher's confidences."""
        asked = self._missing.asked(question)
        return Reading(question, asked, self._cues.meant(question), compares(question.text), weights(likely, asked))

    def described(self, text: str) -> tuple[str, str] | None:
        """Where a normalised text tells an event by what it is known for: those words, and the event by its year."""
        return self._cues.described(text)

    def year(self, question: Question) -> int | None:
        """The year of the one event that the question means; None where it means several or says nothing of any."""
        meant = self._cues.meant(question)
        return self._articles[min(meant)].event.year if len(meant) == 1 else None

    def judge(self, reading: Reading, intent: Intent) -> Verdict:
        """All guards on one intent, the first that holds it back speaks."""
        own = self._own[intent.id]
        if intent.kind is IntentKind.GAP:
            return self._of_gap(reading, intent, own)
        if intent.kind is not IntentKind.FACT:
            return Verdict(None, own)
        if (reason := self._holds.reason(reading, intent)) is not None:
            return Verdict(reason, own)
        return self._narrowed(reading, intent, own)

    def _of_the_event_meant(self, reading: Reading, gap: Intent, own: frozenset[str]) -> str | None:
        """The gap on the same attribute in the event that the question means, where this one is of another."""
        if gap.cell is None or own & reading.meant:
            return None
        return self._missing.gap(gap.cell.attribute, reading.question, reading.meant)

    def _of_gap(self, reading: Reading, gap: Intent, own: frozenset[str]) -> Verdict:
        """A known gap gives way to the one on the same attribute of the event that is meant."""
        if (reason := self._holds.required(reading, gap)) is not None:
            return Verdict(reason, own)
        sibling = self._of_the_event_meant(reading, gap, own)
        if sibling is not None:
            return Verdict("event: this is left out of another event", own, instead=sibling)
        remarks, notes = self._strange(reading.question, gap, own)
        if reading.asked is not None and reading.asked.left_out > reading.asked.fact:
            notes = ("attribute: what is asked of the topic is left out", *notes)
        return Verdict(None, own, remarks=remarks, weight=self._weight_of_gap(reading, gap, own), notes=notes)

    def _strange(
        self, question: Question, intent: Intent, articles: frozenset[str]
    ) -> tuple[dict[str, Sentence], tuple[str, ...]]:
        """That the coverage has nothing on a name which the question has and the intent is not about; by article."""
        strange = [name for name in question.outside if name not in self._traits[intent.id].outside]
        if not strange or not articles:
            return {}, ()
        first = min(articles, key=lambda id_: self._articles[id_].event.year)
        saw = f"outside: asked of {strange[0]}, whom the coverage does not have"
        return {first: Sentence(f"The coverage says nothing about {strange[0]}.")}, (saw,)

    def _weight_of_gap(self, reading: Reading, gap: Intent, own: frozenset[str]) -> float:
        """What is left of a known gap's confidence."""
        asked = reading.asked
        weight = DOUBT if own and not own & reading.meant else 1.0
        if AnswerType.DATE in reading.question.asks & self._traits[gap.id].holds(own):
            weight *= DOUBT  # it lacks a day; but a month or a time is asked for, and that is there
        if reading.question.asks and not reading.question.asks & self._traits[gap.id].asked:
            weight *= DOUBT  # nobody asks for such a thing to hear that it is left out
        if asked is not None and gap.cell is not None:
            if asked.bare:
                return weight * BARE
            if asked.attribute != gap.cell.attribute and asked.fact > FACT:
                return weight * DOUBT
        telling = self._telling[gap.id]
        return weight if any(stem(word) in telling for word in reading.question.words) else weight * UNMARKED

    def _narrowed(self, reading: Reading, intent: Intent, own: frozenset[str]) -> Verdict:
        """Which event is meant, what the question has wrong, and what makes the match doubtful."""
        question, meant = reading.question, reading.meant
        narrowed = own & meant or own
        notes, weight = [], 1.0
        if reading.compares and len(own) < len(self._articles):
            notes.append("event: asked to compare, and this is told of one event only")
            weight *= ONE_SIDED
        if narrowed != own:
            notes.append("event: " + ", ".join(sorted(self._articles[id_].event.name for id_ in narrowed)))
        remarks: dict[str, Sentence] = {}
        for article, premise in self._premises.of(question, intent, narrowed):
            remarks[article] = premise.sentence
            notes.append(premise.saw)
        asked = sorted(question.years & self._cues.years)
        if asked and own and not own & meant:
            first = min(own, key=lambda id_: self._articles[id_].event.year)
            refs = next(part.sentences[0].refs for part in intent.parts if part.article == first)
            told = f"The coverage says this of {self._articles[first].event.heading}, not of {asked[0]}."
            remarks[first] = Sentence(told, refs)
            notes.append(f"event: asked for {asked[0]}, of which the coverage does not say this")
            weight *= DOUBT
        strange, saw = self._strange(question, intent, own)
        remarks |= {article: sentence for article, sentence in strange.items() if article not in remarks}
        notes += saw
        if question.negated:
            notes.append("negation: the question denies something; the reply says what the coverage states")
        return Verdict(
            None,
            narrowed,
            remarks=remarks,
            weight=weight,
            notes=tuple(notes),
            topic=self._topics[intent.id] & question.known,
            broad=intent.id in self._broad,
        )
