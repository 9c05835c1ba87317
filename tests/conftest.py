"""What tests over the whole program share: the app over the invented coverage, with a real log."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.app import App
from bot.core.answerer import Answerer
from bot.knowledge.holder import KnowledgeHolder, Source
from bot.log.store import QuestionLog
from bot.settings import Settings
from tests.folders import COVERAGE, KnowledgeFolder

KEY = b"a key that only these tests know"


@pytest.fixture(scope="session")
def answerer() -> Answerer:
    """Trained once: it is frozen, and training takes longer than a test."""
    phrasings = Settings.model_fields["phrasings_per_intent"].default
    return asyncio.run(KnowledgeHolder.open(COVERAGE, phrasings)).answerer


@pytest.fixture
def folder(tmp_path: Path) -> KnowledgeFolder:
    """A knowledge folder that the test may change."""
    return KnowledgeFolder(tmp_path)


@pytest.fixture
def options() -> dict[str, object]:
    """Settings that differ from the defaults; a test module overrides it."""
    return {}


@pytest.fixture
def settings(folder: KnowledgeFolder, tmp_path: Path, options: dict[str, object]) -> Settings:
    values = {
        "knowledge_dir": folder.path,
        "database_url": f"sqlite+aiosqlite:///{tmp_path / 'log.db'}",
        "hash_key": KEY.decode(),
        "cooldown_questions": 100,
    }
    return Settings(**{**values, **options})


@pytest.fixture
async def app(settings: Settings, answerer: Answerer) -> AsyncIterator[App]:
    """The app over `folder`, with a log of its own."""
    knowledge = KnowledgeHolder(Source(settings.knowledge_dir), answerer)
    async with QuestionLog.open(settings.database_url) as log:
        yield App(settings, knowledge, log, KEY)
