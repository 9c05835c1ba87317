from __future__ import annotations

import asyncio
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path

import pytest

from bot.errors import LogError
from bot.log.store import QuestionLog
from tests.log.entries import ENTRY

# As root nothing is read-only, so the program gives up its rights, once it has loaded all that it needs.
AS_NOBODY = """
import asyncio, os, sys, tempfile
from bot.errors import LogError
from bot.log.store import QuestionLog

async def start(url):
    async with QuestionLog.open(url):
        print("opened")

with tempfile.TemporaryDirectory() as folder:
    asyncio.run(start(f"sqlite+aiosqlite:///{folder}/footnote.db"))
if os.geteuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
try:
    asyncio.run(start(sys.argv[1]))
except LogError as error:
    print(error)
"""


async def record(url: str, times: int) -> None:
    async with QuestionLog.open(url) as log:
        for _ in range(times):
            await log.record(ENTRY)


def refusal(url: str) -> str:
    with pytest.raises(LogError) as caught:
        asyncio.run(record(url, times=0))
    return str(caught.value)


def test_a_missing_folder_is_named_and_not_made(tmp_path: Path) -> None:
    sentence = refusal(f"sqlite+aiosqlite:///{tmp_path}/missing/footnote.db")
    assert f"folder {tmp_path}/missing does not exist" in sentence
    assert "make it, or set FOOTNOTE_DATABASE_URL" in sentence
    assert list(tmp_path.iterdir()) == []


def test_a_folder_in_the_place_of_the_file(tmp_path: Path) -> None:
    assert "cannot be opened or made; check that it is a file" in refusal(f"sqlite+aiosqlite:///{tmp_path}")


def test_a_file_that_is_no_database_is_left_alone(file: Path, url: str) -> None:
    file.write_text("Dear diary, today nobody asked me anything. " * 50)
    before = file.read_bytes()
    assert "is not an SQLite database; set FOOTNOTE_DATABASE_URL to another" in refusal(url)
    assert file.read_bytes() == before


def test_a_damaged_database_asks_for_a_backup(file: Path, url: str) -> None:
    asyncio.run(record(url, times=200))
    whole = file.read_bytes()
    file.write_bytes(whole[:4096] + b"\xff" * 8192 + whole[12288:])
    assert "is damaged; put a backup in its place" in refusal(url)


def test_an_empty_file_is_a_new_log(file: Path, url: str) -> None:
    file.touch()
    asyncio.run(record(url, times=1))
    assert file.read_bytes().startswith(b"SQLite format 3")


def test_a_read_only_database_says_whom_to_let_write(file: Path, url: str) -> None:
    asyncio.run(record(url, times=0))
    sentence = refusal(f"sqlite+aiosqlite:///file:{file}?mode=ro&uri=true")
    assert "it is read-only; let the bot's user write to the file and to its folder" in sentence


@pytest.mark.parametrize("existing", [False, True])
def test_a_read_only_folder_says_whom_to_let_write(existing: bool) -> None:
    folder = Path(tempfile.mkdtemp())  # Not in pytest's own folder, which others may not enter.
    try:
        url = f"sqlite+aiosqlite:///{folder}/footnote.db"
        if existing:
            asyncio.run(record(url, times=1))
        folder.chmod(0o555)
        program = subprocess.run(
            [sys.executable, "-c", AS_NOBODY, url], capture_output=True, text=True, check=False, timeout=30
        )
        first, second = program.stdout.splitlines()
        assert first == "opened"
        assert second.startswith("The log at "), program.stderr
        assert "let the bot's user write" in second or "bot's user may write" in second
    finally:
        folder.chmod(0o755)
        shutil.rmtree(folder)


def test_a_newer_schema_is_refused_and_left_alone(file: Path, url: str) -> None:
    asyncio.run(record(url, times=1))
    with closing(sqlite3.connect(file)) as other:
        other.execute("UPDATE alembic_version SET version_num = '9999'")
        other.commit()
    before = file.read_bytes()
    sentence = refusal(url)
    assert "schema (9999) is not one that this version of Footnote knows" in sentence
    assert "Nothing was changed." in sentence
    assert file.read_bytes() == before


def test_another_programs_database_is_refused_and_left_alone(file: Path, url: str) -> None:
    with closing(sqlite3.connect(file)) as other:
        other.execute("CREATE TABLE questions (quiz TEXT)")
        other.commit()
    assert "cannot be opened" in refusal(url)
    with closing(sqlite3.connect(file)) as other:
        tables = other.execute("SELECT name, sql FROM sqlite_schema").fetchall()
    assert tables == [("questions", "CREATE TABLE questions (quiz TEXT)")]


@pytest.mark.parametrize(
    "url",
    [
        "sqlite+aiosqlite://",
        "sqlite+aiosqlite:///:memory:",
        "sqlite+aiosqlite:///file:x?mode=memory&uri=true",
    ],
)
def test_a_database_in_memory_is_refused(url: str) -> None:
    assert "is lost when the bot stops" in refusal(url)


@pytest.mark.parametrize("url", ["", "rubbish", "sqlite:///footnote.db", "mysql+aiomysql://host/name", "postgresql://"])
def test_an_address_that_cannot_be_used_shows_two_that_can(url: str) -> None:
    sentence = refusal(url)
    assert "sqlite+aiosqlite:///footnote.db or postgresql+asyncpg://user@host/name" in sentence


def test_a_missing_driver_names_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "asyncpg", None)  # Whether it is installed or not.
    sentence = refusal("postgresql+asyncpg://footnote:hunter2@localhost/footnote")
    assert "pip install 'footnote[postgres]'" in sentence
    assert "hunter2" not in sentence


def test_a_path_may_have_any_characters(tmp_path: Path) -> None:
    folder = tmp_path / "a b%c ünï"
    folder.mkdir()
    asyncio.run(record(f"sqlite+aiosqlite:///{folder}/my log.db", times=1))
    assert [path.name for path in folder.iterdir()] == ["my log.db"]
