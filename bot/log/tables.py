"""The log's one table, as SQLAlchemy knows it; `migrations` builds it, and a test holds the two together."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    Double,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
)
from sqlalchemy.engine import Dialect

metadata = MetaData()


class UtcDateTime(TypeDecorator[datetime]):
    """A point in time, returned in UTC; SQLite keeps it as text, without its zone, that sorts by time."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To UTC; SQLite's text leaves the zone out."""
        if value is None:
            return None
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(
        self,
        value: datetime | None,
        dialect: Dialect,  # noqa: ARG002 - part of SQLAlchemy's interface
    ) -> datetime | None:
        """From UTC, the zone put back."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


# Discord's ids have 64 bits. SQLite counts rows up by itself only in a column of the plain type INTEGER.
_RowId = BigInteger().with_variant(Integer, "sqlite")

questions = Table(
    "questions",
    metadata,
    Column("id", _RowId, primary_key=True),
    Column("asked_at", UtcDateTime, nullable=False),
    Column("guild_id", BigInteger),
    Column("channel_id", BigInteger),
    Column("asker", String(64), nullable=False),
    Column("surface", String(32), nullable=False),
    Column("question", Text, nullable=False),
    Column("status", String(16), nullable=False),
    Column("intent", Text),
    Column("confidence", Double, nullable=False),
    Column("runner_up", Text),
    Column("knowledge", Text, nullable=False),
    Column("milliseconds", Double, nullable=False),
    Column("answer", Text, nullable=False),
    Column("follows", BigInteger),
    Index("ix_questions_asked_at", "asked_at"),
    # An id that retention freed is not given out again: members are told ids.
    sqlite_autoincrement=True,
)
