from __future__ import annotations

from dataclasses import replace

from bot.app import App, Asker
from bot.log.store import LogRow
from bot.replay import replay

MIA = Asker(member_id=1, guild_id=2, channel_id=3, surface="discord")


async def logged(app: App, question: str) -> LogRow:
    reply = await app.ask(question, MIA)
    row = await app.log.row(reply.log_id)
    assert row is not None
    return row


async def test_the_same_knowledge_gives_the_same_answer(app: App) -> None:
    for question in ("what did acme offer", "who led the strike", "17 * 23", "hello", "", "acme"):
        again = replay(await logged(app, question), app.knowledge.answerer)
        assert again.same_knowledge
        assert list(again.changes()) == []


async def test_a_picked_question_is_picked_again(app: App) -> None:
    for intent in app.knowledge.answerer.knowledge.intents:
        reply = await app.choose(intent, MIA)
        row = await app.log.row(reply.log_id) if reply else None
        if row is not None:
            assert list(replay(row, app.knowledge.answerer).changes()) == []


async def test_every_change_is_named(app: App) -> None:
    row = await logged(app, "what did acme offer")
    then = replace(row.entry, status="refused", intent="gone", answer="Nothing.", knowledge="sha256:0")
    again = replay(replace(row, entry=then), app.knowledge.answerer)
    assert not again.same_knowledge
    assert list(again.changes()) == ["status", "intent", "text"]
    assert "Acme offered 3%" in again.text


async def test_a_picked_question_that_is_gone_is_asked_again(app: App) -> None:
    reply = await app.choose("acme-offer", MIA)
    row = await app.log.row(reply.log_id) if reply else None
    assert row is not None
    gone = replace(row, entry=replace(row.entry, intent="gone"))
    assert list(replay(gone, app.knowledge.answerer).changes()) == ["intent"]
