"""Follow-ups through the app and its log: a real SQLite file, also after a restart."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.app import App, Asker, Follows
from bot.core.answerer import Answerer
from bot.core.model import Status
from bot.knowledge.holder import KnowledgeHolder, Source
from bot.log.store import LogRow, QuestionLog
from bot.log.turns import turn_of
from bot.replay import replay
from bot.settings import Settings
from tests.conftest import KEY

MIA = Asker(member_id=1, guild_id=2, channel_id=3, surface="discord")
MO = replace(MIA, member_id=9)
SIZE = "How many workers walked out in 2031?"


@asynccontextmanager
async def started(settings: Settings, answerer: Answerer) -> AsyncIterator[App]:
    """The app as after a start: nothing is left of the one before but its log."""
    knowledge = KnowledgeHolder(Source(settings.knowledge_dir), answerer)
    async with QuestionLog.open(settings.database_url, keep_text=settings.log_questions) as log:
        yield App(settings, knowledge, log, KEY)


async def rows(app: App) -> list[LogRow]:
    return [row async for row in app.log.rows()]


async def test_a_follow_up_is_completed_by_the_askers_last_question(app: App) -> None:
    first = await app.ask(SIZE, MIA)
    reply = await app.ask("and why?", MIA, Follows.LAST)
    assert reply.answer.receipt.intent == "strike-demands"
    assert (await rows(app))[-1].entry.follows == first.log_id


async def test_it_is_after_a_restart_too(settings: Settings, answerer: Answerer) -> None:
    async with started(settings, answerer) as app:
        await app.ask(SIZE, MIA)
    async with started(settings, answerer) as app:
        reply = await app.ask("and why?", MIA, Follows.LAST)
        assert reply.answer.receipt.intent == "strike-demands"


async def test_a_chain_of_follow_ups_keeps_its_subject(app: App) -> None:
    await app.ask("what do the authors think of it in 2031", MIA)
    await app.ask("who said that?", MIA, Follows.LAST)
    reply = await app.ask("what about 2032?", MIA, Follows.LAST)
    assert reply.answer.receipt.intent == "views"
    assert [row.entry.follows for row in await rows(app)] == [None, 1, 2]


async def test_small_talk_does_not_end_a_conversation(app: App) -> None:
    await app.ask(SIZE, MIA)
    await app.ask("thanks", MIA, Follows.LAST)
    assert (await app.ask("and why?", MIA, Follows.LAST)).answer.receipt.intent == "strike-demands"


@pytest.mark.parametrize("other", [MO, replace(MIA, channel_id=4), replace(MIA, surface="chat")])
async def test_nobody_follows_up_on_what_was_asked_elsewhere_or_by_others(app: App, other: Asker) -> None:
    await app.ask(SIZE, MIA)
    reply = await app.ask("and why?", other, Follows.LAST)
    assert reply.answer.status is Status.CLARIFY
    assert (await rows(app))[-1].entry.follows is None


async def test_a_question_stands_alone_where_no_conversation_is_asked_for(app: App) -> None:
    await app.ask(SIZE, MIA)
    assert (await app.ask("and why?", MIA)).answer.status is Status.CLARIFY


async def test_an_old_question_is_no_conversation_but_a_named_one_is(app: App) -> None:
    (entry,) = [row.entry for row in await asked(app)]
    hour_ago = await app.log.record(replace(entry, asker="0" * 64, asked_at=entry.asked_at - timedelta(hours=1)))
    named = await app.ask("and why?", MO, hour_ago)
    assert named.answer.receipt.intent == "strike-demands"
    elsewhere = replace(MO, channel_id=5)
    assert (await app.ask("and why?", elsewhere, hour_ago)).answer.status is Status.CLARIFY
    assert (await app.ask("and why?", MO, 10**6)).answer.status is Status.CLARIFY


async def asked(app: App) -> list[LogRow]:
    await app.ask(SIZE, MIA)
    return await rows(app)


async def test_a_conversation_ends_after_the_minutes_of_the_setting(app: App) -> None:
    (row,) = await asked(app)
    long_ago = replace(row.entry, asked_at=row.entry.asked_at - timedelta(minutes=11), asker="other")
    await app.log.record(long_ago)
    since = row.entry.asked_at - timedelta(minutes=app.settings.conversation_minutes)
    assert await app.log.last("other", MIA.channel_id, MIA.surface, since) is None
    assert await app.log.last(row.entry.asker, MIA.channel_id, MIA.surface, since) == row


async def test_a_whole_question_costs_no_look_into_the_log(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    async def refuse(*_: object) -> None:
        raise AssertionError("the log was read")

    monkeypatch.setattr(app.log, "last", refuse)
    monkeypatch.setattr(app.log, "conversation", refuse)
    for question in (SIZE, "hello", "what is the weather", "lol nice"):
        await app.ask(question, MIA, Follows.LAST)
    with pytest.raises(AssertionError, match="the log was read"):
        await app.ask("and when?", MIA, Follows.LAST)


class TestWithoutConversations:
    @pytest.fixture
    def options(self) -> dict[str, object]:
        return {"conversation_minutes": 0}

    async def test_every_question_stands_alone(self, app: App) -> None:
        first = await app.ask(SIZE, MIA)
        for follows in (Follows.LAST, first.log_id):
            assert (await app.ask("and why?", MIA, follows)).answer.status is Status.CLARIFY


class TestWithoutTexts:
    @pytest.fixture
    def options(self) -> dict[str, object]:
        return {"log_questions": False}

    async def test_the_intent_does_instead(self, settings: Settings, answerer: Answerer) -> None:
        async with started(settings, answerer) as app:
            await app.ask(SIZE, MIA)
            assert (await app.ask("and why?", MIA, Follows.LAST)).answer.receipt.intent == "strike-demands"
            assert all(not row.entry.has_text for row in await rows(app))

    async def test_that_of_a_refusal_does_not(self, settings: Settings, answerer: Answerer) -> None:
        async with started(settings, answerer) as app:
            await app.ask("how many workers walked out at globex", MIA)
            assert (await app.ask("source?", MIA, Follows.LAST)).answer.status is Status.CLARIFY


async def test_a_replay_of_a_follow_up_gives_the_same_answer(app: App) -> None:
    questions = [SIZE, "and why?", "who said that?", "tell me more", "what about 2032?", "source?", "where?"]
    for question in questions:
        await app.ask(question, MIA, Follows.LAST)
    for row in await rows(app):
        conversation = await app.log.conversation(row.id)
        again = replay(conversation[0], app.knowledge.answerer, turn_of(conversation[1:]))
        assert list(again.changes()) == []
    assert replay(row, app.knowledge.answerer).answer.status is Status.CLARIFY


async def test_a_follow_up_whose_question_was_deleted_counts_by_its_own_intent(app: App) -> None:
    first = await app.ask(SIZE, MIA)
    await app.ask("and why?", MIA, Follows.LAST)
    (second,) = [row for row in await rows(app) if row.entry.follows == first.log_id]
    orphan = replace(second, entry=replace(second.entry, follows=None))
    answer = app.knowledge.answerer.answer("source?", turn_of([orphan]))
    assert answer.receipt.intent == "strike-demands"
