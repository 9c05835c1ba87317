"""The live knowledge: one answerer that questions are put to, replaced whole by a reload."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from pathlib import Path

from bot.core.answerer import Answerer
from bot.core.decision import Thresholds
from bot.core.learning import Learned
from bot.core.matcher import Similarity
from bot.core.model import IntentKind, KnowledgeBase
from bot.knowledge.apart import learn_apart
from bot.knowledge.cache import recall_or_learn
from bot.knowledge.english import english_words
from bot.knowledge.limits import PHRASINGS
from bot.knowledge.packing import unpack
from bot.knowledge.yielding import giving_way, pass_over


@dataclass(frozen=True, slots=True)
class ReloadReport:
    """What a reload changed: versions, ids of intents, totals after it, and how long it took in seconds.

    `intents` counts what can be asked, so without the background.
    """

    old_version: str
    new_version: str
    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[str, ...]
    articles: int
    claims: int
    intents: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Source:
    """Where knowledge comes from and what is made of it."""

    directory: Path
    phrasings: int = PHRASINGS
    cache: Path | None = None
    similarities: Sequence[Similarity] = ()


class KnowledgeHolder:
    """Holds the current answerer; take it once per question, so that a reload in between changes nothing."""

    def __init__(self, source: Source, answerer: Answerer) -> None:
        """Use `open`."""
        self._source = source
        self._answerer = answerer
        self._lock = asyncio.Lock()

    @classmethod
    async def open(
        cls,
        directory: Path,
        phrasings_per_intent: int = PHRASINGS,
        thresholds: Thresholds | None = None,
        cache: Path | None = None,
        similarities: Sequence[Similarity] = (),
    ) -> KnowledgeHolder:
        """Load, check and train in a process of its own; raises KnowledgeError with every problem.

        With a `cache`, a folder, what was learned is kept there, and taken from there while nothing has changed.
        """
        source = Source(directory, phrasings_per_intent, cache, similarities)
        return cls(source, await asyncio.to_thread(_prepare, source, thresholds))

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
            new = await asyncio.to_thread(_prepare, self._source, self._answerer.thresholds)
            old, self._answerer = self._answerer, new
            return _report(old.knowledge, new.knowledge, time.monotonic() - start)


def train(
    knowledge: KnowledgeBase,
    learned: Learned | None = None,
    thresholds: Thresholds | None = None,
    similarities: Sequence[Similarity] = (),
) -> Answerer:
    """The answerer of a knowledge base, as it goes live and as it is checked."""
    return Answerer(
        knowledge, english=english_words(), thresholds=thresholds, learned=learned, similarities=similarities
    )


def _prepare(source: Source, thresholds: Thresholds | None) -> Answerer:
    """What takes time: learning in a process of its own, or recalling."""
    make = partial(learn_apart, source.directory, source.phrasings)
    if source.cache is None:
        knowledge, learned = unpack(BytesIO(make()))
    else:
        knowledge, learned = recall_or_learn(source.cache, source.directory, source.phrasings, make)
    with giving_way():
        answerer = train(knowledge, learned, thresholds, source.similarities)
    pass_over()
    return answerer


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
        intents=sum(intent.kind is not IntentKind.BACKGROUND for intent in new.intents.values()),
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
