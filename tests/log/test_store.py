from __future__ import annotations

import asyncio
import sqlite3
import tempfile
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import LogError
from bot.log import store
from bot.log.entry import LogEntry
from bot.log.store import QuestionLog
from tests.log.entries import ENTRY, asked

ANY_TEXT = st.text(st.characters(exclude_categories=()))
ANY_ID = st.none() | st.integers(min_value=0, max_value=2**63 - 1)
ANY_ENTRY = st.builds(
    LogEntry,
    asked_at=st.datetimes(
        min_value=datetime(2000, 1, 1),  # noqa: DTZ001 - hypothesis joins the zones
        max_value=datetime(2100, 1, 1),  # noqa: DTZ001 - likewise
        timezones=st.timezones(),
    ),
    guild_id=ANY_ID,
    channel_id=ANY_ID,
    asker=st.just(ENTRY.asker),
    surface=st.sampled_from(["discord", "ask"]),
    question=ANY_TEXT,
    status=st.sampled_from(["answered", "clarify", "refused", "smalltalk"]),
    intent=st.none() | ANY_TEXT,
    confidence=st.floats(0, 1),
    runner_up=st.none() | ANY_TEXT,
    knowledge=st.just(ENTRY.knowledge),
    milliseconds=st.floats(0, 1e6),
    answer=ANY_TEXT,
)


def everything(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.iterdir())


async def questions(log: QuestionLog) -> list[str]:
    return [row.entry.question async for row in log.rows()]


async def test_an_entry_comes_back_as_it_was_written(log: QuestionLog) -> None:
    number = await log.record(ENTRY)
    rows = [row async for row in log.rows()]
    assert [(row.id, row.entry) for row in rows] == [(number, ENTRY)]


async def test_a_time_of_any_zone_is_kept_as_utc(log: QuestionLog) -> None:
    local = datetime(2031, 5, 4, 1, 0, tzinfo=timezone(timedelta(hours=3)))
    await log.record(replace(ENTRY, asked_at=local))
    (moment,) = [row.entry.asked_at async for row in log.rows()]
    assert moment == local
    assert moment.isoformat() == "2031-05-03T22:00:00+00:00"


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        replace(ENTRY, asked_at=ENTRY.asked_at.replace(tzinfo=None))


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_a_number_that_is_none_is_refused(number: float) -> None:
    with pytest.raises(ValueError, match="finite"):
        replace(ENTRY, confidence=number)


@settings(deadline=None, max_examples=40)
@given(st.lists(ANY_ENTRY, max_size=8))
def test_any_entries_come_back_oldest_first_and_unchanged(entries: list[LogEntry]) -> None:
    """Unchanged but for characters that no database takes: they come back as U+FFFD."""

    def stored(text: str | None) -> str | None:
        if text is None:
            return None
        return "".join("\ufffd" if char == "\0" or "\ud800" <= char <= "\udfff" else char for char in text)

    async def write_and_read(folder: str) -> list[LogEntry]:
        async with QuestionLog.open(f"sqlite+aiosqlite:///{folder}/footnote.db") as log:
            for entry in entries:
                await log.record(entry)
            return [row.entry async for row in log.rows()]

    with tempfile.TemporaryDirectory() as folder:
        found = asyncio.run(write_and_read(folder))
    expected = [
        replace(
            entry,
            # Python calls no two moments equal if one is on a clock that is being put forward or back.
            asked_at=entry.asked_at.astimezone(UTC),
            question=stored(entry.question) or "",
            answer=stored(entry.answer) or "",
            intent=stored(entry.intent),
            runner_up=stored(entry.runner_up),
        )
        for entry in sorted(entries, key=lambda entry: entry.asked_at.astimezone(UTC))
    ]
    assert found == expected


async def test_many_rows_are_read_page_by_page(log: QuestionLog, monkeypatch: pytest.MonkeyPatch) -> None:
    """Several rows of one moment stand on either side of a page's end."""
    monkeypatch.setattr(store, "_PAGE", 4)
    entries = [asked(f"question {number}", minutes=number // 3) for number in range(20)]
    for entry in reversed(entries):
        await log.record(entry)
    found = await questions(log)
    assert len(found) == 20
    assert [int(question.split()[1]) // 3 for question in found] == [number // 3 for number in range(20)]
    assert set(found) == {entry.question for entry in entries}


async def test_reading_ends_although_rows_keep_coming(log: QuestionLog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "_PAGE", 1)
    await log.record(ENTRY)
    await log.record(ENTRY)
    read = 0
    async for _ in log.rows():
        read += 1
        await log.record(asked("another", minutes=read))
    assert read == 2


async def test_a_reader_that_stops_leaves_the_log_usable(log: QuestionLog) -> None:
    for _ in range(3):
        await log.record(ENTRY)
    for _ in range(30):
        async for _row in log.rows():
            break
    assert await log.record(ENTRY) == 4


async def test_questions_at_the_same_time_all_get_rows_of_their_own(log: QuestionLog) -> None:
    numbers = await asyncio.gather(*(log.record(asked(f"question {number}")) for number in range(60)))
    assert len(set(numbers)) == 60
    assert len(await questions(log)) == 60


async def test_two_processes_may_write_to_one_file(url: str) -> None:
    """Two engines share nothing but the file, as two processes would."""
    async with QuestionLog.open(url) as one, QuestionLog.open(url) as other:
        await asyncio.gather(*(log.record(asked("question")) for _ in range(40) for log in (one, other)))
        assert len(await questions(one)) == len(await questions(other)) == 80


async def test_reading_does_not_wait_for_a_writer_and_sees_nothing_half_done(log: QuestionLog, file: Path) -> None:
    await log.record(ENTRY)
    with closing(sqlite3.connect(file, isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("DELETE FROM questions")
        assert await questions(log) == [ENTRY.question]
        assert (await log.stats()).total == 1
        writer.execute("ROLLBACK")


async def test_a_database_that_stays_locked_is_an_error_with_a_remedy(log: QuestionLog, file: Path) -> None:
    """It comes before the three seconds are over that Discord waits for a first answer."""
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        async with asyncio.timeout(2.9):
            with pytest.raises(LogError, match=r"cannot be written: another program keeps .* locked; close"):
                await log.record(ENTRY)
        assert not await log.healthy()
        other.execute("ROLLBACK")
    assert await log.healthy()
    assert await log.record(ENTRY) == 1


async def test_an_error_repeats_no_question(log: QuestionLog, file: Path) -> None:
    with closing(sqlite3.connect(file)) as other:
        other.execute("DROP TABLE questions")
    with pytest.raises(LogError) as caught:
        await log.record(asked("is the boss a crook"))
    assert "crook" not in str(caught.value)
    assert "crook" not in str(caught.value.__cause__)
    assert not await log.healthy()


async def test_an_id_beyond_64_bits_is_an_error_and_no_row(log: QuestionLog) -> None:
    with pytest.raises(LogError, match="cannot be written"):
        await log.record(replace(ENTRY, guild_id=2**70))
    assert await questions(log) == []


async def test_text_is_left_out_where_it_must_not_be_kept(url: str) -> None:
    async with QuestionLog.open(url, keep_text=False) as log:
        await log.record(ENTRY)
        assert [row.entry async for row in log.rows()] == [replace(ENTRY, question="", answer="")]


async def test_old_rows_are_deleted_at_the_start(url: str) -> None:
    now = datetime.now(UTC)
    async with QuestionLog.open(url) as log:
        for days in (40, 31, 29, 0):
            moment = now - timedelta(days=days)
            await log.record(replace(ENTRY, question=f"{days} days ago", asked_at=moment))
    async with QuestionLog.open(url, retention_days=30) as log:
        assert await questions(log) == ["29 days ago", "0 days ago"]


async def test_rows_are_kept_for_ever_by_default(url: str) -> None:
    async with QuestionLog.open(url) as log:
        await log.record(replace(ENTRY, asked_at=datetime(1999, 1, 1, tzinfo=UTC)))
    async with QuestionLog.open(url) as log:
        assert len(await questions(log)) == 1


async def test_what_retention_deletes_is_gone_from_the_file(url: str, file: Path) -> None:
    async with QuestionLog.open(url) as log:
        await log.record(replace(ENTRY, question="zebra " * 50))
    assert b"zebra" in everything(file.parent)
    async with QuestionLog.open(url) as log:
        assert await log.purge(-36500) == 1
    assert b"zebra" not in everything(file.parent)


async def test_the_id_of_a_deleted_row_is_not_given_out_again(log: QuestionLog) -> None:
    await log.record(ENTRY)
    last = await log.record(ENTRY)
    assert await log.purge(-36500) == 2
    assert await log.record(ENTRY) == last + 1


async def test_a_closed_log_says_so(url: str) -> None:
    async with QuestionLog.open(url) as log:
        pass
    with pytest.raises(LogError, match="is closed"):
        await log.record(ENTRY)
    with pytest.raises(LogError, match="is closed"):
        await log.stats()
    assert not await log.healthy()


async def test_every_commit_is_on_the_disk_in_a_write_ahead_log(log: QuestionLog, file: Path) -> None:
    async with log._engine.connect() as connection:
        synchronous = (await connection.exec_driver_sql("PRAGMA synchronous")).scalar()
        journal = (await connection.exec_driver_sql("PRAGMA journal_mode")).scalar()
    assert (synchronous, journal) == (2, "wal")
    with closing(sqlite3.connect(file)) as other:
        plan = str(other.execute("EXPLAIN QUERY PLAN SELECT * FROM questions ORDER BY asked_at, id").fetchall())
    assert "ix_questions_asked_at" in plan


async def test_a_row_is_found_by_its_id(log: QuestionLog) -> None:
    await log.record(ENTRY)
    number = await log.record(asked("Why?"))
    row = await log.row(number)
    assert row is not None
    assert (row.id, row.entry.question) == (number, "Why?")


@pytest.mark.parametrize("number", [-1, 0, 7, 2**63, 10**30])
async def test_an_id_that_the_log_does_not_have_finds_nothing(log: QuestionLog, number: int) -> None:
    assert await log.row(number) is None


async def test_a_conversation_is_read_back_from_its_end(log: QuestionLog) -> None:
    first = await log.record(ENTRY)
    await log.record(ENTRY)
    third = await log.record(replace(ENTRY, follows=first))
    fourth = await log.record(replace(ENTRY, follows=third))
    assert [row.id for row in await log.conversation(fourth)] == [fourth, third, first]
    assert [row.id for row in await log.conversation(first)] == [first]
    assert await log.conversation(99) == []


async def test_a_conversation_that_turns_in_a_circle_or_has_no_end_is_cut(log: QuestionLog) -> None:
    circle = await log.record(replace(ENTRY, follows=1))
    assert [row.id for row in await log.conversation(circle)] == [circle]
    last = circle
    for _ in range(20):
        last = await log.record(replace(ENTRY, follows=last))
    assert len(await log.conversation(last)) == 8


async def test_the_last_question_is_the_askers_newest_at_that_place(log: QuestionLog) -> None:
    since = ENTRY.asked_at
    for entry in (
        asked("first"),
        asked("newest", minutes=2),
        asked("middle", minutes=1),
        asked("hello", minutes=3, status="smalltalk"),
        replace(asked("elsewhere", minutes=3), channel_id=7),
        replace(asked("by another", minutes=3), asker="cd" * 32),
        replace(asked("in a terminal", minutes=3), surface="chat"),
    ):
        await log.record(entry)
    row = await log.last(ENTRY.asker, None, "discord", since)
    assert row is not None
    assert row.entry.question == "newest"
    assert await log.last(ENTRY.asker, None, "discord", since + timedelta(minutes=5)) is None
