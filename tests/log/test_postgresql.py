"""The same log on a real server, where one is at hand: `TEST_POSTGRESQL_URL=postgresql+asyncpg://...`."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from bot.log.engine import open_engine, parse
from bot.log.store import QuestionLog
from tests.log.entries import ENTRY, asked

SERVER = os.environ.get("TEST_POSTGRESQL_URL", "")

pytestmark = pytest.mark.skipif(not SERVER, reason="TEST_POSTGRESQL_URL names no server")


@pytest.fixture
async def server() -> AsyncIterator[str]:
    """The server's address; the log's tables are dropped before the test and after it."""

    async def clear() -> None:
        engine = open_engine(parse(SERVER))
        async with engine.begin() as connection:
            await connection.execute(text("DROP TABLE IF EXISTS questions, alembic_version"))
        await engine.dispose()

    await clear()
    yield SERVER
    await clear()


async def test_the_log_works_on_a_server(server: str) -> None:
    async with QuestionLog.open(server) as log:
        await log.record(ENTRY)
        await log.record(asked("half \ud800 and \0 nothing", minutes=-1, status="refused"))
        rows = [row.entry async for row in log.rows()]
        assert [entry.question for entry in rows] == ["half \ufffd and \ufffd nothing", ENTRY.question]
        assert rows[1] == ENTRY
        stats = await log.stats(datetime(2031, 5, 4, tzinfo=UTC))
        assert stats.total == 2
        assert stats.by_day[-1][1] == 2
        assert await log.healthy()
        assert await log.purge(-36500) == 2


async def test_several_processes_may_start_at_once(server: str) -> None:
    async def start() -> int:
        async with QuestionLog.open(server) as log:
            return await log.record(ENTRY)

    assert len(set(await asyncio.gather(*(start() for _ in range(5))))) == 5
