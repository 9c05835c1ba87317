"""What a question asks of a thing, apart from the thing: whether it is an attribute that the coverage leaves out.

`What lawyer came with the walkout?` and `What came with the walkout?` speak of the same thing, and so look alike
as a whole. Here the names of things are taken out of a question first; what remains is compared with the wordings of
the grid's attributes and, for contrast, with those of the facts, by a matcher of its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.core.fitting import Fitted, fit
from bot.core.matcher import Matcher
from bot.core.model import IntentKind, KnowledgeBase
from bot.core.question import Question
from bot.core.shorthand import LIGHT
from bot.core.text import normalise, stem

_HOLE = "xthingx"
"""What stands for a thing in a masked text."""
_FACT, _ALONE = "fact:", "gap:"
_EVERY = 8
"""Candidates that are looked at; those after them add nothing that counts."""
_FACT_PHRASINGS = 200
"""Wordings of a fact that are learned as contrast."""
_COMMON = 0.006
"""A word that stands in this share of the attributes' wordings tells of them, and is no thing's."""
_NAMED = 3
"""A word names things if so many of their names have it."""
_LIGHT = frozenset(stem(word) for word in LIGHT)


@dataclass(frozen=True, slots=True)
class Asked:
    """The likeliest attribute that a question asks for.

    `fact` is how likely (0..1) it asks for a fact, whichever, and `left_out` for any attribute that the coverage
    leaves out; `bare` tells that it names things only, and asks nothing of them.
    """

    attribute: str
    fact: float
    left_out: float
    bare: bool = False


@dataclass(frozen=True, slots=True)
class _Cell:
    """A known gap of the grid, the stems by which its thing is named, and the articles that it is of."""

    gap: str
    named: frozenset[str]
    articles: frozenset[str]


@dataclass(frozen=True, slots=True)
class Readable:
    """What is learned of a grid: the stems that name things, and the trained matcher of masked texts."""

    things: frozenset[str]
    fitted: Fitted


def learn_attributes(knowledge: KnowledgeBase) -> Readable | None:
    """Learn to read attributes; None where the knowledge has no grid of gaps."""
    if not knowledge.grid.attributes:
        return None
    things = _topical(knowledge)
    texts = {
        name: [_masked(normalise(text.replace("{thing}", _HOLE)).split(), things) for text in wordings]
        for name, wordings in knowledge.grid.attributes.items()
    }
    for intent in knowledge.intents.values():
        if intent.kind is IntentKind.FACT:
            step = max(1, len(intent.phrasings) // _FACT_PHRASINGS)
            name, own = f"{_FACT}{intent.id}", intent.phrasings[::step]
        elif intent.kind is IntentKind.GAP:
            name, own = intent.cell.attribute if intent.cell else f"{_ALONE}{intent.id}", intent.phrasings
        else:
            continue
        texts.setdefault(name, []).extend(_masked(normalise(text).split(), things) for text in own)
    return Readable(things, fit(texts, lambda _: ()))


class MissingAttributes:
    """Reads attributes out of questions, and finds the known gap for them."""

    def __init__(self, knowledge: KnowledgeBase, readable: Readable | None) -> None:
        stems = {name: frozenset(_content(terms)) for name, terms in knowledge.grid.things.items()}
        self._cells: dict[str, list[_Cell]] = {}
        for intent in knowledge.intents.values():
            if intent.cell is not None:
                articles = frozenset(part.article for part in intent.parts if part.article)
                cell = _Cell(intent.id, stems[intent.cell.thing], articles)
                self._cells.setdefault(intent.cell.attribute, []).append(cell)
        self._readable = readable
        self._matcher = Matcher(readable.fitted) if readable else None

    def asked(self, question: Question) -> Asked | None:
        """What the question asks for; None where the knowledge has no grid of gaps."""
        if self._matcher is None or self._readable is None:
            return None
        masked = _masked(question.words, self._readable.things)
        ranked = self._matcher.rank(masked, _EVERY)
        attributes = [one for one in ranked if not one.intent.startswith(_FACT)]
        if not attributes:
            return None
        fact = min(1.0, sum(one.confidence for one in ranked if one.intent.startswith(_FACT)))
        left_out = min(1.0, sum(one.confidence for one in attributes))
        return Asked(attributes[0].intent, fact, left_out, bare=masked == _HOLE)

    def gap(self, attribute: str, question: Question, articles: frozenset[str]) -> str | None:
        """The known gap on this attribute, of the thing of these articles that the question names best, if any."""
        named = {stem(word) for word in question.words} - _LIGHT
        found = [
            (len(cell.named & named), cell.gap) for cell in self._cells.get(attribute, ()) if cell.articles & articles
        ]
        overlap, gap = max(found, default=(0, ""))
        return gap if overlap else None


def _masked(words: Sequence[str], things: frozenset[str]) -> str:
    """The words with each run of a thing's words as one hole."""
    masked: list[str] = []
    for word in words:
        hole = word == _HOLE or word.isdigit() or stem(word) in things
        if not (hole and masked and masked[-1] == _HOLE):
            masked.append(_HOLE if hole else word)
    return " ".join(masked)


def _topical(knowledge: KnowledgeBase) -> frozenset[str]:
    """The stems by which things and people are named, but for those by which attributes are asked for."""
    wordings = [text for texts in knowledge.grid.attributes.values() for text in texts]
    counts = Counter(word for text in wordings for word in set(_content([text])))
    asking = {word for word, count in counts.items() if count >= _COMMON * len(wordings)}
    names = (wording for name, others in knowledge.lexicon.names.items() for wording in (name, *others))
    named = Counter(word for terms in knowledge.grid.things.values() for term in terms for word in _content([term]))
    things = {word for word, count in named.items() if count >= _NAMED and word not in asking}
    return frozenset(_content(names)) | things


def _content(texts: Iterable[str]) -> Iterable[str]:
    """The stems of the texts' words, without those too common to tell anything."""
    return {stem(word) for text in texts for word in normalise(text).split()} - _LIGHT
