"""Entries to log."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.log.entry import LogEntry

ENTRY = LogEntry(
    asked_at=datetime(2031, 5, 4, 9, 30, 15, 123456, tzinfo=UTC),
    guild_id=1234567890123456789,
    channel_id=None,
    asker="ab" * 32,
    surface="discord",
    question="How many workers walked out?",
    status="answered",
    intent="strike-size",
    confidence=0.93,
    runner_up=None,
    knowledge="sha256:0a1b",
    milliseconds=1.25,
    answer="About 1,200 workers walked out.[1]",
)


def asked(question: str, *, minutes: float = 0, status: str = "answered", intent: str | None = None) -> LogEntry:
    """An entry whose question was asked so many minutes after ENTRY's."""
    moment = ENTRY.asked_at + timedelta(minutes=minutes)
    return replace(ENTRY, question=question, asked_at=moment, status=status, intent=intent)
