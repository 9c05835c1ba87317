"""The log in figures: how much was asked, what was missed, how fast it was."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.model import Status
from bot.log.tables import questions

DAYS: Final = 14
TOP: Final = 10


@dataclass(frozen=True, slots=True)
class MissedQuestion:
    """A question that got no answer, and how often; wordings that differ only in case count as one."""

    question: str
    status: str
    times: int


@dataclass(frozen=True, slots=True)
class LogStats:
    """The log in figures; pairs of name and count come most frequent first.

    `by_day` has the last 14 days (UTC), oldest first, quiet ones included. `median_ms` and `p99_ms` are the
    time that the fastest 50 % and 99 % of the answers stay within (nearest rank), None for an empty log.
    `missed` leaves out questions whose text was not kept.
    """

    total: int
    by_status: tuple[tuple[str, int], ...]
    by_day: tuple[tuple[date, int], ...]
    top_intents: tuple[tuple[str, int], ...]
    missed: tuple[MissedQuestion, ...]
    median_ms: float | None
    p99_ms: float | None
    knowledge: tuple[tuple[str, int], ...]


async def gather(connection: AsyncConnection, now: datetime) -> LogStats:
    """Count the log as the connection's transaction sees it; `now` (with a time zone) is of the last day."""
    total = await connection.scalar(select(func.count()).select_from(questions)) or 0
    return LogStats(
        total=total,
        by_status=await _most(connection, questions.c.status),
        by_day=await _by_day(connection, now.astimezone(UTC).date()),
        top_intents=await _most(connection, questions.c.intent, limit=TOP),
        missed=await _missed(connection),
        median_ms=await _within(connection, 0.5, total),
        p99_ms=await _within(connection, 0.99, total),
        knowledge=await _most(connection, questions.c.knowledge),
    )


async def _most(
    connection: AsyncConnection, column: ColumnElement[str], limit: int | None = None
) -> tuple[tuple[str, int], ...]:
    """The column's values and how often each occurs; equally frequent ones in the order of the alphabet."""
    times = func.count()
    statement = (
        select(column, times).where(column.is_not(None)).group_by(column).order_by(times.desc(), column).limit(limit)
    )
    return tuple((name, count) for name, count in await connection.execute(statement))


async def _by_day(connection: AsyncConnection, today: date) -> tuple[tuple[date, int], ...]:
    days = [today - timedelta(days=back) for back in reversed(range(DAYS))]
    starts = [datetime.combine(day, time.min, UTC) for day in days]
    asked_at = questions.c.asked_at
    counts = [func.count().filter(and_(asked_at >= start, asked_at < start + timedelta(days=1))) for start in starts]
    row = (await connection.execute(select(*counts).where(asked_at >= starts[0]))).one()
    return tuple(zip(days, row, strict=True))


async def _missed(connection: AsyncConnection) -> tuple[MissedQuestion, ...]:
    times = func.count()
    wording = func.min(func.trim(questions.c.question))
    statement = (
        select(wording, questions.c.status, times)
        .where(questions.c.status.in_((Status.REFUSED.value, Status.CLARIFY.value)), questions.c.question != "")
        .group_by(func.lower(func.trim(questions.c.question)), questions.c.status)
        .order_by(times.desc(), wording, questions.c.status)
        .limit(TOP)
    )
    return tuple(MissedQuestion(*row) for row in await connection.execute(statement))


async def _within(connection: AsyncConnection, share: float, total: int) -> float | None:
    """The time that `share` of the answers stay within: the nearest rank, which any database can count to."""
    if not total:
        return None
    took = questions.c.milliseconds
    rank = math.ceil(share * total)
    return await connection.scalar(select(took).order_by(took).offset(rank - 1).limit(1))
