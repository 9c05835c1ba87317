"""The log of questions: opened in one place, written before each reply, read by exports and figures."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, Final, Self, TypeAlias, TypeVar

from sqlalchemy import RowMapping, Select, delete, false, func, insert, literal, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.core.model import Status
from bot.errors import LogError
from bot.log.engine import BEGIN, SQLITE, open_engine, parse, probe, use_wal
from bot.log.entry import LogEntry, LogRow
from bot.log.failures import as_log_error
from bot.log.operations import Operations
from bot.log.schema import migrate
from bot.log.stats import LogStats, gather
from bot.log.tables import questions

__all__ = ["LogEntry", "LogRow", "LogStats", "QuestionLog"]

_logger = logging.getLogger(__name__)

_PAGE: Final = 500
_LONGEST_CONVERSATION: Final = 8
_CLOSING_SECONDS: Final = 5.0
# No database could hold a larger one; drivers fail on it.
_LARGEST_ID: Final = 2**63 - 1

# What a database cannot store: NUL ends a text in PostgreSQL, half a surrogate pair is no character.
_UNSTORABLE: Final = re.compile("[\x00\ud800-\udfff]")

T = TypeVar("T")
Operation: TypeAlias = Callable[[AsyncConnection], Coroutine[object, None, T]]


class QuestionLog:
    """A row per question. Open it with `async with QuestionLog.open(url) as log`.

    One writer at a time; readers do not wait for it. Every method raises LogError when the database fails.
    """

    def __init__(self, engine: AsyncEngine, *, keep_text: bool) -> None:
        """Use `open`, which also migrates and closes."""
        self._engine = engine
        self._reader = engine.execution_options(**{BEGIN: "BEGIN"})
        self._keep_text = keep_text
        self._writing = asyncio.Lock()
        self._operations = Operations()
        self._closed = False
        self._place = engine.url.render_as_string(hide_password=True)

    @classmethod
    @asynccontextmanager
    async def open(cls, url: str, *, retention_days: int = 0, keep_text: bool = True) -> AsyncIterator[Self]:
        """Connect, migrate, and delete rows older than `retention_days` (0: none); close at the end.

        Without `keep_text`, the text of question and answer is stored empty.
        """
        log = cls(open_engine(parse(url)), keep_text=keep_text)
        try:
            await log._prepare(retention_days)
            yield log
        finally:
            await log._close()

    async def record(self, entry: LogEntry) -> int:
        """Write a row; once this returns its id, the row outlives the process and the machine's power.

        If the caller is cancelled meanwhile, the row may still be written.
        """
        values = _values(entry if self._keep_text else entry.without_text())

        async def put(connection: AsyncConnection) -> int:
            result = await connection.execute(insert(questions).returning(questions.c.id), values)
            number: int = result.scalar_one()
            return number

        return await self._write(put)

    async def rows(self) -> AsyncIterator[LogRow]:
        """Every row that stood in the log at the call, oldest first, read a page at a time.

        No connection is held between pages, so a reader may be slow, or stop, at nobody's cost.
        """
        position = tuple_(questions.c.asked_at, questions.c.id)
        last = await self._read(lambda connection: connection.scalar(select(func.max(questions.c.id))))
        page = (
            select(questions)
            .where(questions.c.id <= (last or 0))
            .order_by(questions.c.asked_at, questions.c.id)
            .limit(_PAGE)
        )
        following = page
        while True:
            found = await self._read(partial(_rows, statement=following))
            for row in found:
                yield row
            if len(found) < _PAGE:
                return
            end = found[-1]
            following = page.where(
                position > tuple_(literal(end.entry.asked_at, questions.c.asked_at.type), literal(end.id))
            )

    async def row(self, number: int) -> LogRow | None:
        """The row with this id; None where the log has none (any more)."""
        if not 0 < number <= _LARGEST_ID:
            return None
        statement = select(questions).where(questions.c.id == number)
        found = await self._read(partial(_rows, statement=statement))
        return found[0] if found else None

    async def last(self, asker: str, channel_id: int | None, surface: str, since: datetime) -> LogRow | None:
        """The newest question that somebody (a hash) asked at one place since then, small talk apart."""
        statement = (
            select(questions)
            .where(
                questions.c.asker == asker,
                questions.c.channel_id.is_not_distinct_from(channel_id),
                questions.c.surface == surface,
                questions.c.asked_at >= since,
                questions.c.status != Status.SMALLTALK.value,
            )
            .order_by(questions.c.asked_at.desc(), questions.c.id.desc())
            .limit(1)
        )
        found = await self._read(partial(_rows, statement=statement))
        return found[0] if found else None

    async def conversation(self, number: int) -> list[LogRow]:
        """The question with this id and those that it followed, newest first; none where the log has it no more."""
        rows: list[LogRow] = []
        following: int | None = number
        while following is not None and len(rows) < _LONGEST_CONVERSATION:
            row = await self.row(following)
            if row is None or (rows and row.id >= rows[-1].id):
                break
            rows.append(row)
            following = row.entry.follows
        return rows

    async def stats(self, now: datetime | None = None) -> LogStats:
        """The log in figures, all of one moment; `now` (with a time zone) is of the last day counted."""
        return await self._read(partial(gather, now=now or datetime.now(UTC)))

    async def purge(self, days: int) -> int:
        """Delete rows older than `days`, durably; returns how many."""
        limit = datetime.now(UTC) - timedelta(days=days)

        async def delete_older(connection: AsyncConnection) -> int:
            return (await connection.execute(delete(questions).where(questions.c.asked_at < limit))).rowcount

        return await self._write(delete_older)

    async def healthy(self) -> bool:
        """Whether a row could be written now: the database can be reached, read, and locked for writing."""
        try:
            await self._write(_try_to_write)
        except LogError:
            return False
        return True

    async def _write(self, operation: Operation[T], doing: str = "written") -> T:
        """Run an operation in a transaction of its own, after those that are writing."""

        async def write() -> T:
            with as_log_error(self._place, doing):
                async with self._writing, self._engine.begin() as connection:
                    return await operation(connection)

        self._refuse_if_closed(doing)
        return await self._operations.carry_through(write())

    async def _read(self, operation: Operation[T]) -> T:
        """Run an operation on what the log holds at this moment, whoever writes."""

        async def read() -> T:
            with as_log_error(self._place, "read"):
                async with self._reader.connect() as connection:
                    return await operation(connection)

        self._refuse_if_closed("read")
        return await self._operations.carry_through(read())

    def _refuse_if_closed(self, doing: str) -> None:
        """The engine would connect again, and nobody would close that connection."""
        if self._closed:
            raise LogError(f"The log at {self._place} cannot be {doing}: it is closed; start the bot again.")

    async def _prepare(self, retention_days: int) -> None:
        if self._engine.url.drivername == SQLITE:
            with as_log_error(self._place, "opened"):
                await asyncio.to_thread(probe, self._engine.url)
        await self._write(_migrate, "opened")
        if self._engine.url.drivername == SQLITE:
            with as_log_error(self._place, "opened"):
                await self._operations.carry_through(use_wal(self._engine))
        if retention_days > 0:
            deleted = await self.purge(retention_days)
            _logger.info("Deleted %d logged questions older than %d days.", deleted, retention_days)

    async def _close(self) -> None:
        """Let what is under way end, then close every connection; ends within seconds, come what may."""
        self._closed = True
        try:
            async with asyncio.timeout(_CLOSING_SECONDS):
                await self._operations.finish()
                await self._engine.dispose()
        except TimeoutError:
            _logger.warning("The log at %s did not close in time; the system will close it.", self._place)


async def _migrate(connection: AsyncConnection) -> None:
    await connection.run_sync(migrate)
    await _try_to_write(connection)


async def _try_to_write(connection: AsyncConnection) -> None:
    """Delete nothing; it fails like a write. SQLite begins even IMMEDIATE transactions on read-only files."""
    await connection.execute(delete(questions).where(false()))


async def _rows(connection: AsyncConnection, statement: Select[Any]) -> list[LogRow]:
    return [_row(columns) for columns in (await connection.execute(statement)).mappings()]


def _values(entry: LogEntry) -> dict[str, object]:
    """The row of an entry: any text a person can send, with U+FFFD for what no database takes."""
    return {
        name: _UNSTORABLE.sub("\ufffd", value) if isinstance(value, str) else value
        for name, value in asdict(entry).items()
    }


def _row(columns: RowMapping) -> LogRow:
    values = dict(columns)
    return LogRow(id=values.pop("id"), entry=LogEntry(**values))
