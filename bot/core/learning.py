"""Everything that an answerer learns from a knowledge base before any question, as plain data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.core.concepts import ConceptFinder
from bot.core.fitting import Fitted, fit
from bot.core.missing import Readable, learn_attributes
from bot.core.model import IntentKind, KnowledgeBase
from bot.core.scope import learn_scope
from bot.core.text import normalise
from bot.core.traits import Traits, traits_of

_CURATED = 100
"""Wordings that a word of the lexicon counts for."""


@dataclass(frozen=True, slots=True)
class Learned:
    """What takes long to learn: the trained matcher, the traits of each intent by id, how often each word comes.

    `readable` is what reads attributes out of questions; None where the knowledge has no grid of gaps. `scope` are the
    weights that tell the coverage from anything else; None where the knowledge has no background.
    """

    fitted: Fitted
    traits: Mapping[str, Traits]
    words: Mapping[str, int]
    readable: Readable | None
    scope: NDArray[np.float32] | None


def learn(knowledge: KnowledgeBase, normal: Mapping[str, str] | None = None) -> Learned:
    """Learn; same knowledge, same result. `normal` has the phrasings' normalised texts, where they are known."""
    finder = ConceptFinder(knowledge.lexicon)
    if normal is None:
        normal = normalised(knowledge)
    phrasings = {intent.id: intent.phrasings for intent in knowledge.intents.values()}
    fitted = fit(phrasings, finder.of_text, normal.__getitem__)
    traits = traits_of(knowledge, finder, normal)
    others = {intent.id for intent in knowledge.intents.values() if intent.kind is IntentKind.BACKGROUND}
    scope = learn_scope(fitted, others)
    return Learned(fitted, traits, _words(knowledge, normal), learn_attributes(knowledge), scope)


def normalised(knowledge: KnowledgeBase) -> dict[str, str]:
    """Every phrasing with its normalised text."""
    return {text: normalise(text) for intent in knowledge.intents.values() for text in intent.phrasings}


def _words(knowledge: KnowledgeBase, normal: Mapping[str, str]) -> dict[str, int]:
    """How often the knowledge base uses each of its own words, in its phrasings and its lexicon."""
    counts: Counter[str] = Counter()
    for intent in knowledge.intents.values():
        if intent.kind is not IntentKind.BACKGROUND:
            for phrasing in intent.phrasings:
                counts.update(normal[phrasing].split())
    for table in (knowledge.lexicon.concepts, knowledge.lexicon.names, knowledge.lexicon.outside):
        for name, wordings in table.items():
            for wording in (name, *wordings):
                # Each is a curator's, and surely meant: it counts as often as if many wordings had it.
                for word in normalise(wording).split():
                    counts[word] += _CURATED
    return {word: count for word, count in counts.items() if not word[0].isdigit()}
