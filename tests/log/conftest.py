from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.log.store import QuestionLog


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "footnote.db"


@pytest.fixture
def url(file: Path) -> str:
    return f"sqlite+aiosqlite:///{file}"


@pytest.fixture
async def log(url: str) -> AsyncIterator[QuestionLog]:
    async with QuestionLog.open(url) as opened:
        yield opened
