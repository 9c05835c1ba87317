"""Follow-ups on a simulated Discord: in a channel, by a reply to an older answer, after a restart."""

from __future__ import annotations

import discord
import pytest
import simcord

from bot.app import App
from bot.discord_app.intake import reads_as_question
from bot.log.store import LogRow
from tests.discord_app.conftest import World, make_bot

SIZE = "How many workers walked out in 2031?"
ADMITTED = "Did Ann Field admit a mistake?"
DEMANDS = "They asked for 8% more pay and for guards on the cutting machines."


async def rows(app: App) -> list[LogRow]:
    return [row async for row in app.log.rows()]


def shown(message: discord.Message | simcord.ResponseMessage) -> str:
    [embed] = message.embeds
    return embed.description or ""


async def test_a_mention_follows_up_on_the_members_last_question(world: World) -> None:
    await world.mention(SIZE)
    assert DEMANDS in shown(await world.mention("and why?"))


async def test_a_command_follows_up_on_it_as_well(world: World) -> None:
    await world.mention(SIZE)
    result = await world.mia.slash(world.channel, "ask", question="and why?")
    assert result.response is not None
    assert DEMANDS in shown(result.response)


async def test_a_direct_message_follows_up_on_it_as_well(world: World) -> None:
    for text in (SIZE, "and why?"):
        await world.mia.send_dm(text)
    answer = world.mia.user.dm_channel.last_message
    assert answer is not None
    assert DEMANDS in shown(answer)


async def test_another_member_has_no_conversation_and_is_asked_for_the_subject(world: World) -> None:
    await world.mention(SIZE)
    await world.mo.send(world.channel, f"{world.me} and why?")
    assert "I do not know what that refers to" in shown(world.last)


async def test_a_reply_follows_up_on_the_answer_that_it_is_to(world: World, app: App) -> None:
    older = await world.mention(SIZE)
    await world.mention(ADMITTED)
    await world.mia.send(world.channel, f"{world.me} and why?", reply_to=older)
    assert DEMANDS in shown(world.last)
    assert [row.entry.follows for row in await rows(app)] == [None, None, 1]


async def test_anybody_may_reply_to_an_answer_and_a_ping_will_do(world: World) -> None:
    older = await world.mention(SIZE)
    await world.mention(ADMITTED)
    await world.mo.send(world.channel, "and why?", reply_to=older)
    assert DEMANDS in shown(world.last)


async def test_a_whole_question_in_a_reply_is_answered_too(world: World) -> None:
    older = await world.mention(ADMITTED)
    await world.mo.send(world.channel, SIZE, reply_to=older)
    assert "About 1,200 workers" in shown(world.last)


@pytest.mark.parametrize("chatter", ["lol nice", "so many!", "wow, that one", "thanks", "this is what I said"])
async def test_chatter_about_an_answer_stays_unanswered(world: World, chatter: str) -> None:
    older = await world.mention(SIZE)
    count = len(world.channel.history())
    await world.mo.send(world.channel, chatter, reply_to=older)
    assert len(world.channel.history()) == count + 1


async def test_a_reply_to_somebody_else_is_nobodys_business(world: World) -> None:
    asked = await world.mia.send(world.channel, f"{world.me} {SIZE}")
    count = len(world.channel.history())
    await world.mo.send(world.channel, "and why?", reply_to=asked)
    assert len(world.channel.history()) == count + 1


async def test_an_answer_that_tells_no_id_gives_nothing_to_refer_to(world: World) -> None:
    await world.mention(SIZE)
    greeting = await world.mention("hello there")
    await world.mia.send(world.channel, f"{world.me} and why?", reply_to=greeting)
    assert "I do not know what that refers to" in shown(world.last)


async def test_the_button_tells_that_it_was_a_follow_up(world: World) -> None:
    await world.mention(SIZE)
    result = await world.mia.click(await world.mention("and why?"), label="Why this answer?")
    assert result.response is not None
    [embed] = result.response.embeds
    assert f"I took it as a follow-up to “{SIZE}”." in (embed.description or "")
    assert "Changed since" not in (embed.description or "")


async def test_a_reply_after_a_restart_finds_its_answer_in_the_log(world: World, app: App) -> None:
    older = await world.mention(SIZE)
    await world.mention(ADMITTED)
    await world.env.restart_bot(make_bot(app))
    await world.mo.send(world.channel, "and why?", reply_to=older)
    assert DEMANDS in shown(world.last)
    await world.mia.send(world.channel, f"{world.me} who said that?")
    assert "Ann Field, safety chief" in shown(world.last)


@pytest.mark.parametrize(
    "text",
    ["and why?", "why", "who said that", "<@1> and in 2032", "source", "is that a quote", "tell me more", "so, when"],
)
def test_what_asks_reads_as_a_question(text: str) -> None:
    assert reads_as_question(text)


@pytest.mark.parametrize(
    "text",
    ["", "lol nice", "so many!", "thanks", "wow", "andy said so", "<@1>", "good bot", "ok", "how nice", "what a day"],
)
def test_what_remarks_does_not(text: str) -> None:
    assert not reads_as_question(text)
