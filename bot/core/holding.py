"""What holds a fact back: the guards that say why it may not answer, whatever its score."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from bot.core.events import EventCues
from bot.core.missing import Asked
from bot.core.model import Event, Intent, IntentKind
from bot.core.question import AnswerType, Question
from bot.core.traits import Traits

_SUM = re.compile(r"\d (percent of|times|plus|minus|divided by|multiplied by|x) \d|\b(root|square|half|double) of \d")
_OFFERED = frozenset({"is it", "was it", "is that", "was that", "it is", "it was", "not", "or"})
"""Before a name that is only offered: `was it Jane who ...` asks who it was."""
_OR_WHO = re.compile(r"\b(?:or|if not) (?:who|whom|whose|which|what)\b")
"""After such a name: `it was in Jane's house that ..., or whose was it`."""
_PLAIN = {
    AnswerType.DATE: "date",
    AnswerType.DAY: "date",
    AnswerType.COUNT: "number",
    AnswerType.PERCENT: "share",
    AnswerType.AMOUNT: "amount",
    AnswerType.PERSON: "name",
}


@dataclass(frozen=True, slots=True)
class Reading:
    """What the guards see in a question, whatever intent they judge.

    `asked` is what it asks of a thing (None: the knowledge has no grid of gaps); `meant` are the articles whose events
    it means; `compares` tells that it sets events against each other; `weights` are what the confidences in intents
    of some kinds are to be multiplied by.
    """

    question: Question
    asked: Asked | None
    meant: frozenset[str]
    compares: bool
    weights: Mapping[IntentKind, float]


class Holds:
    """The guards that hold facts back; `homes` are the articles that have each name, by its id."""

    def __init__(
        self,
        cues: EventCues,
        traits: Mapping[str, Traits],
        homes: Mapping[str, frozenset[str]],
        events: Mapping[str, Event],
    ) -> None:
        self._cues = cues
        self._traits = traits
        self._homes = homes
        self._events = events

    def reason(self, reading: Reading, intent: Intent) -> str | None:
        """Why a fact may not answer, by the first guard that says so."""
        for guard in (
            self._arithmetic,
            self._errand,
            self._outside,
            self._year,
            self._elsewhere,
            self.required,
            self._type,
        ):
            if (reason := guard(reading, intent)) is not None:
                return reason
        return None

    def _arithmetic(self, reading: Reading, _intent: Intent) -> str | None:
        """A sum to do, which may well use the coverage's figures."""
        return "arithmetic: a sum, not a question on the coverage" if _SUM.search(reading.question.text) else None

    def _errand(self, reading: Reading, _intent: Intent) -> str | None:
        """A text or program to write, which may well use the coverage's words."""
        return "errand: something to be written, not a question on the coverage" if reading.question.errand else None

    def _outside(self, reading: Reading, intent: Intent) -> str | None:
        """A name that the coverage says nothing about, unless it is only offered where a name is asked for."""
        if reading.question.strangers:
            return f"outside: the coverage says nothing about {reading.question.strangers[0]}"
        asks_whose = bool(_OR_WHO.search(reading.question.text))
        for mention in reading.question.mentions:
            name = mention.id[2:]
            if mention.id[0] != "o" or name in self._traits[intent.id].outside:
                continue
            before = reading.question.words[: mention.start]
            offered = bool({" ".join(before[-2:]), " ".join(before[-1:])} & _OFFERED) or asks_whose
            if not (offered and AnswerType.PERSON in self._traits[intent.id].holds(_own(intent))):
                return f"outside: the coverage says nothing about {name}"
        return None

    def _year(self, reading: Reading, _intent: Intent) -> str | None:
        """A year that no event of the coverage has."""
        strange = sorted(reading.question.years - self._cues.years)
        if strange and not reading.question.years & self._cues.years:
            return f"year: the coverage has nothing of {strange[0]}"
        return None

    def _elsewhere(self, reading: Reading, intent: Intent) -> str | None:
        """Somebody or something that the coverage names, but not of the event that is meant."""
        meant, own = reading.meant, _own(intent)
        for mention in reading.question.mentions:
            homes = self._homes.get(mention.id, meant)
            if own & meant and not homes & meant:
                event = min((self._events[id_] for id_ in meant), key=lambda event: event.year)
                return f"name: of {event.heading} the coverage says nothing about {mention.id[2:]}"
        return None

    def required(self, reading: Reading, intent: Intent) -> str | None:
        """Concepts that the intent requires or forbids."""
        mentioned = {id_[2:] for id_ in reading.question.known if id_[0] != "o"}
        for group in intent.rules.require:
            if not mentioned.intersection(group):
                return f"concept: the question does not speak of {' or '.join(group)}"
        for concept in intent.rules.forbid:
            if concept in mentioned:
                return f"concept: the question speaks of {concept}"
        return None

    def _type(self, reading: Reading, intent: Intent) -> str | None:
        """A question for a date, a count, an amount or a person needs a reply that holds one, of the event meant."""
        own = _own(intent)
        asks = reading.question.asks
        if asks and not asks & self._traits[intent.id].holds(own & reading.meant or own):
            return f"answer type: the coverage gives no {_PLAIN[min(asks)]} for that"
        return None


def _own(intent: Intent) -> frozenset[str]:
    """The articles that a reply speaks from."""
    return frozenset(part.article for part in intent.parts if part.article)
