from __future__ import annotations

import asyncio
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from bot.app import App, Asker
from bot.core.model import Status
from bot.core.plain import plain_text
from bot.errors import KnowledgeError, LogError, SettingsError
from bot.log.entry import LogEntry
from bot.log.privacy import hash_member
from bot.settings import Settings

COVERAGE = Path(__file__).parent / "coverage"
KEY = "0123456789abcdef" * 4
MEMBER = Asker(member_id=318273645546372819, guild_id=11, channel_id=22, surface="discord")
QUESTION = "How many workers walked out in 2031?"


def settings_in(folder: Path, **values: object) -> Settings:
    """Settings with a log in `folder` and the invented coverage."""
    defaults = {
        "knowledge_dir": COVERAGE,
        "cache_dir": folder.parent / "cache",  # one for all tests
        "database_url": f"sqlite+aiosqlite:///{folder}/footnote.db",
    }
    return Settings(_env_file=None, **{**defaults, **values})


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return settings_in(tmp_path, hash_key=KEY)


@pytest.fixture
async def app(settings: Settings) -> AsyncIterator[App]:
    async with App.open(settings) as opened:
        yield opened


async def logged(app: App) -> list[LogEntry]:
    return [row.entry async for row in app.log.rows()]


async def test_an_answer_is_in_the_log_when_it_is_given(app: App, tmp_path: Path) -> None:
    reply = await app.ask(QUESTION, MEMBER)
    assert reply.answer.status is Status.ANSWERED
    with closing(sqlite3.connect(tmp_path / "footnote.db")) as other:
        assert other.execute("SELECT id, question FROM questions").fetchall() == [(reply.log_id, QUESTION)]
    (entry,) = await logged(app)
    receipt = reply.answer.receipt
    assert (entry.guild_id, entry.channel_id, entry.surface) == (11, 22, "discord")
    assert entry.asker == hash_member(KEY.encode(), MEMBER.member_id)
    assert (entry.status, entry.intent, entry.runner_up) == ("answered", receipt.intent, receipt.runner_up)
    assert (entry.confidence, entry.knowledge) == (receipt.confidence, receipt.knowledge)
    assert entry.answer == plain_text(reply.answer)
    assert "1,200" in entry.answer
    assert 0 < entry.milliseconds < 10_000


async def test_it_answers_by_the_thresholds_of_the_settings(tmp_path: Path) -> None:
    settings = settings_in(tmp_path, threshold_clarify=0.5, threshold_answer=0.9)
    async with App.open(settings) as app:
        assert app.knowledge.answerer.thresholds == settings.thresholds


@pytest.mark.parametrize("question", ["hello", "what is the capital of Peru", "", "\ud800\0", "@everyone " * 200])
async def test_what_gets_no_answer_is_logged_too(app: App, question: str) -> None:
    reply = await app.ask(question, MEMBER)
    (entry,) = await logged(app)
    assert entry.status == reply.answer.status.value
    assert entry.answer


async def test_a_members_id_is_nowhere_in_the_files(settings: Settings, tmp_path: Path) -> None:
    async with App.open(settings) as app:
        await app.ask(QUESTION, MEMBER)
    content = everything(tmp_path)
    assert QUESTION.encode() in content
    assert str(MEMBER.member_id).encode() not in content
    assert MEMBER.member_id.to_bytes(8, "big") not in content  # as SQLite stores a number


def everything(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.iterdir())


async def test_the_same_member_has_the_same_hash_after_a_restart(tmp_path: Path) -> None:
    """The key is made at the first start, and kept."""
    async with App.open(settings_in(tmp_path)) as app:
        await app.ask(QUESTION, MEMBER)
    async with App.open(settings_in(tmp_path)) as app:
        await app.ask(QUESTION, MEMBER)
        one, other = await logged(app)
    assert one.asker == other.asker
    assert (tmp_path / "footnote.key").exists()


async def test_text_is_not_kept_where_the_settings_say_so(tmp_path: Path) -> None:
    async with App.open(settings_in(tmp_path, log_questions=False)) as app:
        reply = await app.ask(QUESTION, MEMBER)
        (entry,) = await logged(app)
    assert plain_text(reply.answer)
    assert (entry.question, entry.answer, entry.status) == ("", "", "answered")


async def test_without_a_log_there_is_no_answer_but_an_error(app: App, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "footnote.db")) as other:
        other.execute("DROP TABLE questions")
    with pytest.raises(LogError, match="cannot be written"):
        await app.ask(QUESTION, MEMBER)


async def test_a_chosen_intent_is_logged_as_its_canonical_question(app: App) -> None:
    intent = (await app.ask(QUESTION, MEMBER)).answer.receipt.intent
    assert intent is not None
    reply = await app.choose(intent, MEMBER)
    assert reply is not None
    assert reply.answer.receipt.intent == intent
    entry = (await logged(app))[-1]
    assert entry.question == app.knowledge.answerer.knowledge.intents[intent].asks


async def test_an_intent_that_is_gone_gives_nothing_and_logs_nothing(app: App) -> None:
    assert await app.choose("no-such-intent", MEMBER) is None
    assert await logged(app) == []


async def test_after_a_reload_answers_and_rows_carry_the_new_version(tmp_path: Path) -> None:
    knowledge = tmp_path / "knowledge"
    shutil.copytree(COVERAGE, knowledge)
    async with App.open(settings_in(tmp_path, knowledge_dir=knowledge)) as app:
        await app.ask(QUESTION, MEMBER)
        (knowledge / "smalltalk.yaml").unlink()
        report = await app.knowledge.reload()
        await app.ask(QUESTION, MEMBER)
        versions = [entry.knowledge for entry in await logged(app)]
    assert versions == [report.old_version, report.new_version]
    assert report.old_version != report.new_version


async def test_questions_at_the_same_time_are_all_logged(app: App) -> None:
    replies = await asyncio.gather(*(app.ask(f"{QUESTION} {number}", MEMBER) for number in range(20)))
    assert len({reply.log_id for reply in replies}) == 20


async def test_bad_knowledge_leaves_no_log_behind(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError):
        async with App.open(settings_in(tmp_path, knowledge_dir=tmp_path / "missing")):
            pass
    assert list_of(tmp_path) == []


def list_of(folder: Path) -> list[Path]:
    return list(folder.iterdir())


async def test_a_missing_folder_is_told_as_the_logs_and_not_as_the_keys(tmp_path: Path) -> None:
    with pytest.raises(LogError, match=r"log's folder .*nowhere does not exist.*FOOTNOTE_DATABASE_URL"):
        async with App.open(settings_in(tmp_path / "nowhere", cache_dir=tmp_path.parent / "cache")):
            pass
    assert list_of(tmp_path) == []


async def test_a_bad_key_is_told_as_the_keys_where_the_log_can_be_opened(tmp_path: Path) -> None:
    (tmp_path / "footnote.key").write_text("abc")
    with pytest.raises(LogError, match=r"The key of the log, .*footnote\.key, is incomplete"):
        async with App.open(settings_in(tmp_path)):
            pass


async def test_a_server_without_a_key_is_refused_before_anything_is_sent_to_it(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="FOOTNOTE_HASH_KEY"):
        async with App.open(settings_in(tmp_path, database_url="postgresql+asyncpg://localhost:1/none")):
            pass


def test_any_question_is_answered_and_logged() -> None:
    with tempfile.TemporaryDirectory() as folder, asyncio.Runner() as runner:
        opening = App.open(settings_in(Path(folder)))
        app = runner.run(opening.__aenter__())

        @hypothesis_settings(deadline=None)
        @given(st.text(st.characters(exclude_categories=())), st.integers(0, 2**64 - 1))
        def ask(question: str, member: int) -> None:
            asker = Asker(member_id=member, guild_id=None, channel_id=None, surface="ask")
            reply = runner.run(app.ask(question, asker))
            assert reply.log_id >= 1

        try:
            ask()
        finally:
            runner.run(opening.__aexit__(None, None, None))


async def test_with_the_semantic_extra_the_app_answers_by_meaning_and_reloads(tmp_path: Path) -> None:
    pytest.importorskip("onnxruntime", reason="the extra `semantic` is not installed")
    question = "what headcount joined the 2031 industrial action"
    async with App.open(settings_in(tmp_path, hash_key=KEY)) as app:
        words = await app.ask(question, MEMBER)
    async with App.open(settings_in(tmp_path, hash_key=KEY, semantic=True)) as app:
        meaning = await app.ask(question, MEMBER)
        await app.knowledge.reload()
        again = await app.ask(question, MEMBER)
    assert meaning.answer.receipt.confidence != words.answer.receipt.confidence
    assert again.answer == meaning.answer


async def test_the_semantic_extra_that_is_missing_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    with pytest.raises(SettingsError, match=r"pip install 'footnote\[semantic\]'"):
        async with App.open(settings_in(tmp_path, hash_key=KEY, semantic=True)):
            pass
