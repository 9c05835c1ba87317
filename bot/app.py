"""The composition root: opens every resource in one place, and answers.

One rule holds for every surface: a reply is logged before it is handed out, so what a member has seen is in
the log. If the log fails there is no reply: `ask` raises LogError, and the surface's error funnel writes it
to the program's own log under an incident number and tells the member that number instead of the answer. An
answer that nobody can look up afterwards is worth less here than a member who asks again.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum, auto
from typing import Self

from bot.core.model import Answer
from bot.core.plain import plain_text
from bot.errors import LogError
from bot.knowledge.holder import KnowledgeHolder
from bot.log.entry import LogEntry, LogRow
from bot.log.privacy import hash_member, member_key
from bot.log.store import QuestionLog
from bot.log.turns import turn_of
from bot.semantic import similarities
from bot.settings import Settings


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, and where: Discord's ids (0 and None outside it), and the surface ("discord", "ask" ...)."""

    member_id: int
    guild_id: int | None
    channel_id: int | None
    surface: str


class Follows(Enum):
    """What a follow-up refers to, where it is not one answer that the asker has named."""

    NOTHING = auto()
    LAST = auto()


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer that is in the log, and its row's id there."""

    answer: Answer
    log_id: int


class App:
    """The running program: settings, knowledge and log. Use `async with App.open(settings) as app`."""

    def __init__(self, settings: Settings, knowledge: KnowledgeHolder, log: QuestionLog, key: bytes) -> None:
        """Use `open`; `key` is the one that members' ids are hashed with."""
        self.settings = settings
        self.knowledge = knowledge
        self.log = log
        self._key = key

    @classmethod
    @asynccontextmanager
    async def open(cls, settings: Settings) -> AsyncIterator[Self]:
        """Load the knowledge, then open the log; close it at the end.

        Raises KnowledgeError, LogError, or SettingsError for a key or an extra that is missing.
        """
        knowledge = await open_knowledge(settings)
        key = await _key(settings)
        async with QuestionLog.open(
            settings.database_url,
            retention_days=settings.log_retention_days,
            keep_text=settings.log_questions,
        ) as log:
            yield cls(settings, knowledge, log, key)

    async def ask(self, question: str, asker: Asker, follows: int | Follows = Follows.NOTHING) -> Reply:
        """Answer any string and log it; raises LogError, and gives no answer, where the log fails.

        A follow-up refers to the reply with the id `follows`, or to the asker's last question at the same place.
        The log is read for it only where the question has no subject of its own.
        """
        asked_at = datetime.now(UTC)
        started = time.perf_counter()
        answerer = self.knowledge.answerer
        needed = follows is not Follows.NOTHING and answerer.follows_up(question)
        took = time.perf_counter() - started
        rows = await self._before(asker, follows, asked_at) if needed else []
        started = time.perf_counter()
        answer = answerer.answer(question, turn_of(rows))
        took += time.perf_counter() - started
        return await self._logged(question, answer, asker, asked_at, took, follows=rows[0].id if rows else None)

    async def _before(self, asker: Asker, follows: int | Follows, now: datetime) -> list[LogRow]:
        """The question that a follow-up refers to and those that it followed itself, newest first; maybe none.

        Only from where it is asked: nobody gets at what was said elsewhere by the id of its row.
        """
        minutes = self.settings.conversation_minutes
        if not minutes:
            return []
        if isinstance(follows, Follows):
            member = hash_member(self._key, asker.member_id)
            since = now - timedelta(minutes=minutes)
            last = await self.log.last(member, asker.channel_id, asker.surface, since)
            if last is None:
                return []
            follows = last.id
        rows = await self.log.conversation(follows)
        here = (asker.guild_id, asker.channel_id)
        return rows if rows and (rows[0].entry.guild_id, rows[0].entry.channel_id) == here else []

    async def choose(self, intent_id: str, asker: Asker) -> Reply | None:
        """Give the reply of one intent (a button was pressed), logged as its canonical question.

        None where the knowledge has no such intent any more. Raises LogError like `ask`.
        """
        asked_at = datetime.now(UTC)
        started = time.perf_counter()
        answerer = self.knowledge.answerer
        answer = answerer.choose(intent_id)
        took = time.perf_counter() - started
        if answer is None:
            return None
        question = answerer.knowledge.intents[intent_id].asks
        return await self._logged(question, answer, asker, asked_at, took)

    async def _logged(
        self,
        question: str,
        answer: Answer,
        asker: Asker,
        asked_at: datetime,
        seconds: float,
        *,
        follows: int | None = None,
    ) -> Reply:
        receipt = answer.receipt
        entry = LogEntry(
            asked_at=asked_at,
            guild_id=asker.guild_id,
            channel_id=asker.channel_id,
            asker=hash_member(self._key, asker.member_id),
            surface=asker.surface,
            question=question,
            status=answer.status.value,
            intent=receipt.intent,
            confidence=receipt.confidence,
            runner_up=receipt.runner_up,
            knowledge=receipt.knowledge,
            milliseconds=seconds * 1000,
            answer=plain_text(answer),
            follows=follows if receipt.follows else None,
        )
        return Reply(answer, await self.log.record(entry))


async def open_knowledge(settings: Settings) -> KnowledgeHolder:
    """The knowledge as the settings say; raises KnowledgeError, or SettingsError for an extra that is missing."""
    further = await asyncio.to_thread(similarities, semantic=settings.semantic)
    return await KnowledgeHolder.open(
        settings.knowledge_dir,
        settings.phrasings_per_intent,
        settings.thresholds,
        settings.cache_dir,
        further,
    )


async def _key(settings: Settings) -> bytes:
    """The key that members' ids are hashed with; raises LogError or SettingsError."""
    configured = settings.hash_key.get_secret_value() if settings.hash_key else None
    try:
        return await asyncio.to_thread(member_key, configured, settings.database_url)
    except LogError:
        # What keeps the key's file from being made (no such folder, no right to write) mostly keeps the log from
        # being opened too, and what the log says of it names the setting to mend.
        async with QuestionLog.open(settings.database_url):
            raise
