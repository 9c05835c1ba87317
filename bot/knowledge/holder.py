"""The live knowledge: one answerer that questions are put to, replaced whole by a reload."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.core.answerer import Answerer
from bot.core.matcher import Similarity
from bot.core.model import KnowledgeBase
from bot.errors import KnowledgeError
from bot.knowledge.checking import check
from bot.knowledge.english import english_words
from bot.knowledge.loading import PHRASINGS, load_with_places


@dataclass(frozen=True, slots=True)
class ReloadReport:
    """What a reload changed: versions, ids of intents, totals after it, and how long it took in seconds."""

    old_version: str
    new_version: str
    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[str, ...]
    articles: int
    claims: int
    intents: int
    seconds: float


class KnowledgeHolder:
    """Holds the current answerer; take it once per question, so that a reload in between changes nothing."""

    def __init__(
        self, directory: Path, phrasings_per_intent: int, similarities: Sequence[Similarity], answerer: Answerer
    ) -> None:
        """Use `open`."""
        self._directory = directory
        self._phrasings = phrasings_per_intent
        self._similarities = similarities
        self._answerer = answerer
        self._lock = asyncio.Lock()

    @classmethod
    async def open(
        cls, directory: Path, phrasings_per_intent: int = PHRASINGS, similarities: Sequence[Similarity] = ()
    ) -> KnowledgeHolder:
        """Load, check and train in a thread; raises KnowledgeError with every problem."""
        answerer = await asyncio.to_thread(_prepare, directory, phrasings_per_intent, similarities)
        return cls(directory, phrasings_per_intent, similarities, answerer)

    @property
    def answerer(self) -> Answerer:
        """The one that answers now."""
        return self._answerer

    async def reload(self) -> ReloadReport:
        """Put the folder's present content in force; on problems raise KnowledgeError and change nothing.

        Everything is prepared aside; questions are answered meanwhile. Reloads come one after another.
        """
        async with self._lock:
            start = time.monotonic()
            new = await asyncio.to_thread(_prepare, self._directory, self._phrasings, self._similarities)
            old, self._answerer = self._answerer, new
            return _report(old.knowledge, new.knowledge, time.monotonic() - start)


def train(knowledge: KnowledgeBase, similarities: Sequence[Similarity] = ()) -> Answerer:
    """The answerer of a knowledge base, as it goes live and as it is checked."""
    return Answerer(knowledge, english=english_words(), similarities=similarities)


def _prepare(directory: Path, phrasings_per_intent: int, similarities: Sequence[Similarity]) -> Answerer:
    """What takes time: reading, checking all that needs no asking, and training."""
    loaded = load_with_places(directory, phrasings_per_intent)
    if problems := check(loaded):
        raise KnowledgeError(problems)
    return train(loaded.knowledge, similarities)


def _report(old: KnowledgeBase, new: KnowledgeBase, seconds: float) -> ReloadReport:
    both = old.intents.keys() & new.intents.keys()
    return ReloadReport(
        old_version=old.version,
        new_version=new.version,
        added=tuple(sorted(new.intents.keys() - old.intents.keys())),
        removed=tuple(sorted(old.intents.keys() - new.intents.keys())),
        changed=tuple(sorted(id_ for id_ in both if _differs(old, new, id_))),
        articles=len(new.articles),
        claims=len(new.claims),
        intents=len(new.intents),
        seconds=seconds,
    )


def _differs(old: KnowledgeBase, new: KnowledgeBase, intent: str) -> bool:
    """Whether the intent itself differs, or anything that its reply refers to."""
    return _seen(old, intent) != _seen(new, intent)


def _seen(knowledge: KnowledgeBase, intent: str) -> tuple[object, ...]:
    """An intent with everything that its reply shows."""
    parts = knowledge.intents[intent].parts
    refs = sorted({ref for part in parts for sentence in part.sentences for ref in sentence.refs})
    refs += [part.quote for part in parts if part.quote]
    entries = [knowledge.claims.get(ref) or knowledge.quotes[ref] for ref in refs]
    return knowledge.intents[intent], entries, [knowledge.articles[entry.article] for entry in entries]
