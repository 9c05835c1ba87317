"""Messages of several questions, or of a story and a question: what of them is answered, and how much of that fits."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bot.core.answer import Telling, compose
from bot.core.cues import POINTERS
from bot.core.decision import Judged
from bot.core.model import (
    OF_THE_COVERAGE,
    Answer,
    AnswerPart,
    Cell,
    CitedSentence,
    KnowledgeBase,
    Receipt,
    Suggestion,
)
from bot.core.parting import is_asked, questions
from bot.core.plain import plain_text
from bot.core.question import AnswerType, Question
from bot.core.text import clauses
from bot.core.understood import Understood, telling

FURTHER = 0.5
"""Least confidence of a reply to any but the first question of a message, or to a clause of it alone."""
LONGEST = 1150
"""Characters of a reply to several questions."""
_BESIDE = re.compile(r"(?:[.?!;\n]|\b(?:and|also|plus|then)|&)$")
_SENTENCES = re.compile(r"[.?!]\s+\S|\n")
_ENDS = (".", "?", "!", "\n")
_WHOLE = 4
"""Words of a question that stands alone."""
_PRONOUN = re.compile(r"\b(?:it|its|one|they|them|their|he|him|his|she|her)\b")
_SOMEBODY = re.compile(
    r"\b(?:he|him|his|she|her|(?:that|this|the same) (?:person|man|woman|executive|author|official))\b", re.IGNORECASE
)
_ORDINALS = ("first", "second", "third", "fourth")
_SILENT = "On your {} question{} I found nothing in the coverage that I am sure of."

Understand = Callable[[str], Understood]


@dataclass(frozen=True, slots=True)
class Several:
    """The questions of a message that have a reply, and the places (from 0) of those on the coverage that have none."""

    told: Sequence[Understood]
    silent: Sequence[int]


@dataclass(frozen=True, slots=True)
class Before:
    """What the question before leaves to the next one of a message.

    `topic` are the names and concepts that it speaks of, `years` the years, `somebody` whom it asks for or tells;
    `strange` tells that it is about a name that the coverage does not have.
    """

    topic: str = ""
    years: str = ""
    somebody: str = ""
    strange: bool = False

    @classmethod
    def of(cls, part: Understood, named: Callable[[Understood], str]) -> Before:
        """What a question with an answer leaves; `named` is a name that its reply has, beyond the question's own."""
        question = part.question
        topic = " ".join(question.text_of(mention) for mention in question.mentions)
        years = " ".join(map(str, sorted(question.years)))
        own = next((question.text_of(mention) for mention in question.mentions if mention.id[0] == "n"), "")
        return cls(topic, years, (own or named(part)) if AnswerType.PERSON in question.asks else "")

    def completed(self, text: str, understand: Understand) -> Understood:
        """The next question, understood with this where it names nothing itself, or points back."""
        part = understand(text)
        if self.somebody and _SOMEBODY.search(text) and not _names(part.question):
            return understand(_SOMEBODY.sub(self.somebody, text, count=1))
        if self.topic and not part.question.topical:
            return understand(f"{text} {self.topic}")
        if self.years and not part.question.years and POINTERS.search(part.question.text):
            return understand(f"{text} {self.years}")
        return self._surer(text, part, understand)

    def _surer(self, text: str, part: Understood, understand: Understand) -> Understood:
        """Where what it asks for is left out of many things, it may be of the thing that was spoken of before."""
        cell = _cell(part)
        if cell is None or not self.topic:
            return part
        other = understand(f"{text} {self.topic} {self.years}")
        same = _cell(other)
        if same is None or same.attribute != cell.attribute:
            return part
        return max(part, other, key=_confidence)


def several(
    message: str,
    whole: Understood,
    understand: Understand,
    named: Callable[[Understood], str],
    year: Callable[[Question], int | None] = lambda _: None,
) -> Several | None:
    """What to tell of a message that asks several questions; None where it does not, or is better told as one.

    `whole` is the message understood as one question, whose reply is not to be lost for a question without any.

    What adds nothing is left out. A question that names nothing itself is understood with what the one before it
    names, if that has an answer, or with the one whom that answer tells (`named`), if it asked for somebody; one that
    points back at a name which the coverage does not have has none. All questions of one sentence are of the one event
    that the sentence means; `year` is that of the one event which a question means.
    """
    texts = questions(message)
    if len(texts) < 2:
        return None
    read = _reader(message, whole, understand, year)
    found: list[Understood] = []
    silent: list[int] = []
    told: set[str] = set()
    answered = 0
    before = Before()
    for place, text in enumerate(texts):
        part = read(text, before)
        chosen = part.decision.chosen
        strange = bool(part.question.outside) or (before.strange and _goes_with_it(message, text, part.question))
        before = Before(strange=strange)
        sure = place == 0 and part.is_fact and _confidence(part) >= FURTHER
        if not (part.question.topical or sure) or (strange and not part.question.outside):
            continue
        if chosen is None or (found and chosen.confidence < FURTHER):
            if _stands_alone(message, text, part.question):
                silent.append(place)
            continue
        if chosen.intent.kind not in OF_THE_COVERAGE:
            continue
        answered += 1
        if part.is_fact:
            before = Before.of(part, named)
        own = {ref for one in chosen.intent.parts if one.article in chosen.verdict.articles for ref in one.refs}
        if not (part.is_fact and own <= told):
            told |= own
            found.append(part)
    gaps = len(found) - sum(part.is_fact for part in found)
    if answered > 1 or gaps or (silent and _same(found, whole)):
        return Several(found, silent)
    return None


def _reader(
    message: str, whole: Understood, understand: Understand, year: Callable[[Question], int | None]
) -> Callable[[str, Before], Understood]:
    """What understands a question of a message with what stands before it, and with the event of its sentence."""
    event = None if _SENTENCES.search(message) else year(whole.question)

    def read(text: str, before: Before) -> Understood:
        part = before.completed(text, understand)
        dated = event is None or year(part.question) is not None
        return part if dated else understand(f"{text} {event}")

    return read


def _same(found: Sequence[Understood], whole: Understood) -> bool:
    """Whether the one question that has a reply has the same that the whole message has."""
    replies = [part.decision.chosen.intent.id for part in found if part.decision.chosen]
    return whole.decision.chosen is not None and replies == [whole.decision.chosen.intent.id]


def _stands_alone(message: str, text: str, question: Question) -> bool:
    """Whether it is a whole question beside others, and not what is left of one that was cut in two."""
    before = message[: message.find(text)].rstrip().lower()
    return (
        len(text.split()) >= _WHOLE
        and is_asked(text)
        and (not before or bool(_BESIDE.search(before)))
        and not POINTERS.search(question.text)
    )


def _cell(part: Understood) -> Cell | None:
    """Where the known gap that answers it stands in its grid, if one does."""
    return part.decision.chosen.intent.cell if part.decision.chosen else None


def _confidence(part: Understood) -> float:
    return part.decision.chosen.confidence if part.decision.chosen else 0.0


def _goes_with_it(message: str, text: str, question: Question) -> bool:
    """Whether it names nobody, and speaks of what was named before it: by a pronoun, or in the same sentence."""
    before = message[: message.find(text)].rstrip()
    return not _names(question) and (not before.endswith(_ENDS) or bool(_PRONOUN.search(question.text)))


def _names(question: Question) -> bool:
    """Whether it has a name of the coverage."""
    return any(mention.id[0] == "n" for mention in question.mentions)


def by_a_clause(message: str, understand: Understand) -> Understood | None:
    """The last clause that is a question with a fact for an answer, and surely so: what stands around it is not."""
    for part in map(understand, reversed(clauses(message))):
        chosen = part.decision.chosen
        if part.is_fact and chosen is not None and chosen.confidence >= FURTHER:
            return part
    return None


def compose_in_turn(chosen: Sequence[Judged], knowledge: KnowledgeBase, receipt: Receipt) -> Answer:
    """The replies of several intents, as many as can be read at once; the others are suggested."""
    tellings: list[Telling] = []
    left: list[Suggestion] = []
    for one in chosen:
        whole = telling(one)
        for tried in (whole, replace(whole, quotes=False)):
            if not tellings or len(plain_text(compose(knowledge, [*tellings, tried], receipt))) <= LONGEST:
                tellings.append(tried)
                break
        else:
            left.append(Suggestion(one.intent.id, one.intent.asks))
    also = tuple(one.intent.id for one in tellings[1:])
    return compose(knowledge, tellings, replace(receipt, also=also), left)


def compose_several(asked: Several, knowledge: KnowledgeBase, receipt: Receipt) -> Answer:
    """The replies to all questions in turn. What has none is said."""
    chosen = [part.decision.chosen for part in asked.told if part.decision.chosen]
    answer = compose_in_turn(chosen, knowledge, receipt)
    if not asked.silent:
        return answer
    silent = " and ".join(_ORDINALS[place] for place in asked.silent)
    last = AnswerPart(None, (CitedSentence(_SILENT.format(silent, "s" if len(asked.silent) > 1 else "")),))
    return replace(answer, parts=(*answer.parts, last))
