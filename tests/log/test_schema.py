from __future__ import annotations

import asyncio
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import asdict, replace
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from sqlalchemy import create_engine, insert

from bot.errors import LogError
from bot.log import schema
from bot.log.store import LogRow, QuestionLog
from bot.log.tables import metadata, questions
from tests.log.entries import ENTRY

ADD_A_COLUMN = """
import sqlalchemy as sa
from alembic import op

revision = "9999"
down_revision = "0002"


def upgrade():
    op.add_column("questions", sa.Column("mood", sa.Text))
"""

OPEN = """
import asyncio, sys
from bot.log.store import LogRow, QuestionLog
from tests.log.entries import ENTRY

async def main():
    async with QuestionLog.open(sys.argv[1]) as log:
        await log.record(ENTRY)

asyncio.run(main())
"""


@pytest.fixture
def versions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of migrations to add to, in the place of the real one."""
    copy = tmp_path / "migrations"
    shutil.copytree(schema._MIGRATIONS, copy)
    monkeypatch.setattr(schema, "_MIGRATIONS", copy)
    return copy / "versions"


def columns(file: Path) -> list[str]:
    with closing(sqlite3.connect(file)) as connection:
        return [row[1] for row in connection.execute("PRAGMA table_info(questions)")]


async def test_migrations_build_the_tables_that_the_code_knows(file: Path, url: str) -> None:
    async with QuestionLog.open(url):
        pass
    engine = create_engine(f"sqlite:///{file}")
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
    engine.dispose()


async def test_the_last_step_is_known_by_its_file(file: Path, url: str) -> None:
    async with QuestionLog.open(url):
        pass
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [(schema._newest(),)]


def test_a_log_that_is_up_to_date_is_opened_without_alembic(file: Path, url: str) -> None:
    """It would take a good part of every start."""
    for imported in ("True", "False"):
        code = f"{OPEN}\nprint('alembic' in sys.modules)"
        done = subprocess.run(
            [sys.executable, "-c", code, url], cwd=Path.cwd(), capture_output=True, text=True, check=True, timeout=60
        )
        assert done.stdout == f"{imported}\n"


async def test_a_log_of_an_older_version_is_brought_up_to_date_with_its_rows(
    file: Path, url: str, versions: Path
) -> None:
    async with QuestionLog.open(url) as log:
        await log.record(ENTRY)
    (versions / "9999_mood.py").write_text(ADD_A_COLUMN)
    with closing(sqlite3.connect(file)) as other:
        assert "mood" not in columns(file)
        assert other.execute("SELECT count(*) FROM questions").fetchone() == (1,)
    await migrate_only(url)
    assert "mood" in columns(file)
    with closing(sqlite3.connect(file)) as other:
        assert other.execute("SELECT count(*) FROM questions").fetchone() == (1,)


async def migrate_only(url: str) -> None:
    async with QuestionLog.open(url):
        pass


async def test_a_log_of_the_first_version_keeps_its_rows_which_follow_nothing(file: Path, url: str) -> None:
    engine = create_engine(f"sqlite:///{file}")
    with engine.begin() as connection:
        config = Config(attributes={"connection": connection})
        config.set_main_option("script_location", str(schema._MIGRATIONS))
        command.upgrade(config, "0001")
        values = {name: value for name, value in asdict(ENTRY).items() if name != "follows"}
        connection.execute(insert(questions), values)
    engine.dispose()
    async with QuestionLog.open(url) as log:
        row = await log.row(1)
        assert row == LogRow(1, ENTRY)
        second = await log.record(replace(ENTRY, follows=1))
        assert [one.id for one in await log.conversation(second)] == [2, 1]


async def test_a_migration_that_fails_changes_nothing(file: Path, url: str, versions: Path) -> None:
    await migrate_only(url)
    (versions / "9999_mood.py").write_text(ADD_A_COLUMN + '    op.drop_table("nowhere")\n')
    with pytest.raises(LogError, match="cannot be opened"):
        await migrate_only(url)
    assert "mood" not in columns(file)
    (versions / "9999_mood.py").unlink()
    await migrate_only(url)


async def test_several_processes_may_open_a_new_log_at_once(file: Path, url: str) -> None:
    programs = [
        await asyncio.create_subprocess_exec(sys.executable, "-c", OPEN, url, stderr=asyncio.subprocess.PIPE)
        for _ in range(6)
    ]
    ends = await asyncio.gather(*(program.communicate() for program in programs))
    assert [program.returncode for program in programs] == [0] * 6, ends
    with closing(sqlite3.connect(file)) as other:
        assert other.execute("SELECT count(*) FROM questions").fetchone() == (6,)
