from __future__ import annotations

import math
import tempfile
from asyncio import run
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.log.stats import LogStats, MissedQuestion
from bot.log.store import QuestionLog
from tests.log.entries import ENTRY, asked

NOW = datetime(2031, 5, 14, 12, 0, tzinfo=UTC)


async def test_an_empty_log_has_figures(log: QuestionLog) -> None:
    stats = await log.stats(NOW)
    assert (stats.total, stats.by_status, stats.median_ms, stats.p99_ms) == (0, (), None, None)
    assert [count for _, count in stats.by_day] == [0] * 14


async def test_statuses_intents_and_versions_come_most_frequent_first(log: QuestionLog) -> None:
    for intent, status in (("a", "answered"), ("b", "answered"), ("b", "answered"), (None, "refused")):
        await log.record(asked("question", status=status, intent=intent))
    await log.record(replace(ENTRY, intent="a", knowledge="sha256:9f", status="clarify"))
    stats = await log.stats(NOW)
    assert stats.total == 5
    assert stats.by_status == (("answered", 3), ("clarify", 1), ("refused", 1))
    assert stats.top_intents == (("a", 2), ("b", 2))
    assert stats.knowledge == (("sha256:0a1b", 4), ("sha256:9f", 1))


async def test_only_ten_intents_are_named(log: QuestionLog) -> None:
    for number in range(12):
        await log.record(asked("question", intent=f"intent-{number:02}"))
    assert len((await log.stats(NOW)).top_intents) == 10


async def test_the_last_fourteen_days_are_counted_in_utc(log: QuestionLog) -> None:
    ahead = timezone(timedelta(hours=9))
    moments = (
        datetime(2031, 4, 30, 23, 59, 59, 999999, tzinfo=UTC),  # a moment too early
        datetime(2031, 5, 1, 0, 0, tzinfo=UTC),
        datetime(2031, 5, 14, 0, 0, tzinfo=UTC),
        datetime(2031, 5, 14, 8, 59, tzinfo=ahead),  # still the 13th in UTC
    )
    for moment in moments:
        await log.record(replace(ENTRY, asked_at=moment))
    days = dict((await log.stats(NOW)).by_day)
    assert list(days) == [date(2031, 5, day) for day in range(1, 15)]
    assert {day.day: count for day, count in days.items() if count} == {1: 1, 13: 1, 14: 1}


async def test_missed_questions_are_counted_without_regard_to_case_and_spaces(log: QuestionLog) -> None:
    for question in ("Who paid?", "who paid? ", "WHO PAID?"):
        await log.record(asked(question, status="refused"))
    await log.record(asked("which one", status="clarify"))
    await log.record(asked("known", status="answered"))
    missed = (await log.stats(NOW)).missed
    assert missed == (MissedQuestion("WHO PAID?", "refused", 3), MissedQuestion("which one", "clarify", 1))


async def test_questions_whose_text_was_not_kept_are_not_listed(url: str) -> None:
    async with QuestionLog.open(url, keep_text=False) as log:
        await log.record(asked("secret", status="refused"))
        stats = await log.stats(NOW)
    assert stats.missed == ()
    assert stats.by_status == (("refused", 1),)


@settings(deadline=None, max_examples=25)
@given(st.lists(st.floats(0, 1e5), min_size=1, max_size=40))
def test_half_of_the_answers_are_within_the_median_and_99_percent_within_p99(times: list[float]) -> None:
    async def figures(folder: str) -> LogStats:
        async with QuestionLog.open(f"sqlite+aiosqlite:///{folder}/footnote.db") as log:
            for milliseconds in times:
                await log.record(replace(ENTRY, milliseconds=milliseconds))
            return await log.stats(NOW)

    with tempfile.TemporaryDirectory() as folder:
        stats = run(figures(folder))
    ranked = sorted(times)
    assert stats.median_ms == ranked[math.ceil(len(times) / 2) - 1]
    assert stats.p99_ms == ranked[math.ceil(len(times) * 0.99) - 1]
