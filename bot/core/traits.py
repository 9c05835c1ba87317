"""What can be known of each intent before any question: its vocabulary, the kinds of thing it tells."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.core.concepts import ConceptFinder
from bot.core.model import Intent, IntentKind, KnowledgeBase, ReplyPart
from bot.core.question import AnswerType, asked_for
from bot.core.shorthand import LIGHT
from bot.core.text import normalise, stem

_OWN_SHARE = 0.01
"""A word is an intent's own if this share of its phrasings has it, or its reply."""
_LIGHT = frozenset(stem(word) for word in LIGHT)
_RARE = 0.08
"""A word is rare if at most this share of the facts uses it."""
_MONTH = r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
_MONTHS = re.compile(_MONTH)
_DAY = re.compile(rf"\b(?:{_MONTH} \d{{1,2}}|\d{{1,2}} {_MONTH})\b")
_DATE = re.compile(rf"\b(?!may\b){_MONTH}\b|{_DAY.pattern}|\b\d{{1,2}} (?:hours|days|weeks|months)\b")
_AMOUNT = re.compile(r"\b(billions?|dollars|free)\b")
_COUNT = re.compile(r" \d+ (?!percent|billion|million)")


@dataclass(frozen=True, slots=True)
class Traits:
    """An intent's stems, of its wordings and (a fact's) reply; its answer types; the outside names it may have.

    `types` is by the article of each part of the reply; `asked` are the kinds of thing that its wordings ask for.
    """

    vocabulary: frozenset[str]
    types: Mapping[str, frozenset[AnswerType]]
    outside: frozenset[str]
    asked: frozenset[AnswerType]

    def holds(self, articles: Collection[str]) -> frozenset[AnswerType]:
        """The kinds of thing that the parts of these articles tell."""
        return frozenset[AnswerType]().union(*(kinds for article, kinds in self.types.items() if article in articles))


def traits_of(knowledge: KnowledgeBase, finder: ConceptFinder, normal: Mapping[str, str]) -> dict[str, Traits]:
    """The traits of every intent, by id; `normal` has the normalised text of each phrasing."""
    return {id_: _of_intent(intent, knowledge, finder, normal) for id_, intent in knowledge.intents.items()}


def _of_intent(intent: Intent, knowledge: KnowledgeBase, finder: ConceptFinder, normal: Mapping[str, str]) -> Traits:
    wordings = [normal[text] for text in intent.phrasings]
    counts = _counted(wordings)
    spoken = intent.parts if intent.kind is IntentKind.FACT else ()
    texts = [intent.asks, *(text for part in spoken for text in _texts(part, knowledge))]
    return Traits(
        vocabulary=_used(counts, _OWN_SHARE * len(wordings)).union(*map(_stems, texts)),
        types=_types(intent, knowledge, wordings),
        outside=frozenset(i[2:] for i in finder.ids(normalise(intent.asks).split()) if i[0] == "o"),
        asked=_asked(wordings),
    )


def rare_in_facts(knowledge: KnowledgeBase, traits: Mapping[str, Traits]) -> frozenset[str]:
    """The stems of known gaps that few facts use: what a question asks by them, few facts can tell."""
    counts: Counter[str] = Counter()
    facts = [intent.id for intent in knowledge.intents.values() if intent.kind is IntentKind.FACT]
    for id_ in facts:
        counts.update(traits[id_].vocabulary)
    gaps = [intent.id for intent in knowledge.intents.values() if intent.kind is IntentKind.GAP]
    words = frozenset().union(*(traits[id_].vocabulary for id_ in gaps))
    return frozenset(word for word in words - _LIGHT if counts[word] <= _RARE * len(facts))


def _texts(part: ReplyPart, knowledge: KnowledgeBase) -> Iterable[str]:
    yield from (sentence.text for sentence in part.sentences)
    if part.quote:
        quote = knowledge.quotes[part.quote]
        yield f"{quote.words} {quote.speaker}"


def _counted(texts: Iterable[str]) -> Counter[str]:
    """How many of the normalised texts have each stem."""
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update({stem(word) for word in text.split()})
    return counts


def _used(counts: Counter[str], least: float) -> frozenset[str]:
    return frozenset(word for word, count in counts.items() if count >= least)


def _stems(text: str) -> set[str]:
    return {stem(word) for word in normalise(text).split()}


def _types(intent: Intent, knowledge: KnowledgeBase, wordings: Sequence[str]) -> Mapping[str, frozenset[AnswerType]]:
    """What the parts of a reply hold. Nearly every one has a name: of many wordings some have to ask for one."""
    curated = {AnswerType(kind) for kind in intent.answers}
    held = {
        part.article: curated.union(*(map(_held, _texts(part, knowledge))))
        for part in intent.parts
        if part.article is not None
    }
    # Somebody is told by the reply as a whole, wherever in it the name stands.
    who = any(AnswerType.PERSON in kinds for kinds in held.values()) and _may_tell_who(wordings)
    somebody = {AnswerType.PERSON} if who else set()
    return {article: frozenset(kinds - {AnswerType.PERSON} | curated | somebody) for article, kinds in held.items()}


def _asked(wordings: Sequence[str]) -> frozenset[AnswerType]:
    """The kinds of thing that a share of the wordings asks for."""
    counts = Counter(kind for text in wordings for kind in asked_for(text))
    return frozenset(kind for kind, count in counts.items() if count >= _OWN_SHARE * len(wordings))


def _held(text: str) -> Iterator[AnswerType]:
    """The kinds of thing that a sentence or quote tells."""
    plain = f" {normalise(text)} "
    if _DATE.search(plain):
        yield AnswerType.DATE
    if _DAY.search(plain):
        yield AnswerType.DAY
    if " percent " in plain:
        yield AnswerType.PERCENT
    if "$" in text or _AMOUNT.search(plain):
        yield AnswerType.AMOUNT
    if _COUNT.search(plain):
        yield AnswerType.COUNT
    named = (word for word in re.findall(r"\w+", text)[1:] if word[:1].isupper())
    if any(not _MONTHS.fullmatch(word.lower()) for word in named) or " author " in plain:
        yield AnswerType.PERSON


def _may_tell_who(wordings: Sequence[str]) -> bool:
    """Whether some wordings ask for somebody, or there are too few to tell."""
    asking = sum(AnswerType.PERSON in asked_for(text) for text in wordings)
    return asking >= math.floor(_OWN_SHARE * len(wordings))
