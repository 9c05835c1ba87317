from __future__ import annotations

import discord
import pytest
import simcord

from bot.app import App
from bot.log.store import LogRow
from tests.discord_app.conftest import World

QUESTION = "How many workers walked out in 2031?"
ANSWER = "About 1,200 workers walked out on 12 May, a tenth of the staff."


async def rows(app: App) -> list[LogRow]:
    return [row async for row in app.log.rows()]


def shown(message: discord.Message | simcord.ResponseMessage) -> str:
    [embed] = message.embeds
    return embed.description or ""


async def test_a_mention_is_answered_in_a_reply(world: World) -> None:
    asked = await world.mia.send(world.channel, f"{world.me} {QUESTION}")
    assert world.last.author.id != world.mia.id
    assert world.last.reference is not None
    assert world.last.reference.message_id == asked.id
    assert ANSWER in shown(world.last)


async def test_the_mention_may_stand_anywhere(world: World) -> None:
    await world.mia.send(world.channel, f"how many workers {world.me} walked out in 2031?")
    assert ANSWER in shown(world.last)


async def test_a_mention_works_without_the_message_content_intent(world: World) -> None:
    assert not world.bot.intents.message_content
    assert ANSWER in shown(await world.mention(QUESTION))


async def test_a_message_without_a_mention_is_nobodys_business(world: World) -> None:
    await world.mia.send(world.channel, QUESTION)
    assert len(world.channel.history()) == 1


async def test_a_direct_message_needs_no_mention(world: World) -> None:
    await world.mia.send_dm(QUESTION)
    answer = world.mia.user.dm_channel.last_message
    assert answer is not None
    assert ANSWER in shown(answer)


async def test_ask_answers_in_the_channel(world: World) -> None:
    result = await world.mia.slash(world.channel, "ask", question=QUESTION)
    assert not result.ephemeral
    assert not result.deferred
    assert result.response is not None
    assert ANSWER in shown(result.response)
    assert result.response.embeds[0].author.name == QUESTION


async def test_a_question_is_shown_without_its_markup(world: World) -> None:
    result = await world.mia.slash(world.channel, "ask", question=f"<@{world.mo.id}>\n {QUESTION}")
    assert result.response is not None
    assert result.response.embeds[0].author.name == QUESTION


async def test_ask_works_in_a_direct_message(world: World) -> None:
    result = await world.mia.user.slash("ask", question=QUESTION)
    assert ANSWER in shown(result.response)


async def test_autocomplete_finds_questions_through_typos(world: World) -> None:
    choices = await world.mia.autocomplete(world.channel, "ask", "question", "how many wrkers walkd out")
    assert QUESTION in [choice["name"] for choice in choices]
    assert len(choices) <= 25


async def test_autocomplete_offers_something_before_anything_is_typed(world: World) -> None:
    assert await world.mia.autocomplete(world.channel, "ask", "question", "")


async def test_a_suggestion_that_is_picked_gets_its_own_answer(world: World, app: App) -> None:
    await world.mia.slash(world.channel, "ask", question="How do the two walkouts compare?")
    assert [row.entry.intent for row in await rows(app)] == ["walkouts"]


async def test_what_a_member_sees_is_in_the_log(world: World, app: App) -> None:
    await world.mention(QUESTION)
    [row] = await rows(app)
    assert row.entry.question == QUESTION
    assert row.entry.intent == "strike-size"
    assert (row.entry.guild_id, row.entry.channel_id) == (world.guild.id, world.channel.id)
    assert row.entry.surface == "discord"
    assert str(world.mia.id) not in row.entry.asker


async def test_everyone_in_a_question_pings_nobody(world: World) -> None:
    moderator = world.guild.create_role("Loud", mentionable=True)
    question = f"@everyone @here <@{world.mo.id}> <@&{moderator.id}> {QUESTION}"
    for message in (await world.mention(question), await world.mention("@everyone @here")):
        assert not message.mention_everyone
        assert not message.mentions
        assert not message.role_mentions
        sent = world.env.http_requests[-1].json
        assert isinstance(sent, dict)
        assert sent["allowed_mentions"] == {"parse": [], "replied_user": False}


async def test_answers_to_commands_ping_nobody_either(world: World) -> None:
    await world.mia.slash(world.channel, "ask", question=f"@everyone {QUESTION}")
    [sent] = [request.json for request in world.env.http_requests if "/callback" in request.path]
    assert isinstance(sent, dict)
    assert sent["data"]["allowed_mentions"] == {"parse": []}


async def test_bots_are_ignored(world: World) -> None:
    robot = world.guild.add_member(world.env.create_user("robot", bot=True))
    await robot.send(world.channel, f"{world.me} {QUESTION}")
    assert len(world.channel.history()) == 1


async def test_webhooks_are_ignored(world: World) -> None:
    webhook = world.guild.create_webhook(world.channel)
    await webhook.send(f"{world.me} {QUESTION}")
    assert len(world.channel.history()) == 1


async def test_system_messages_are_ignored(world: World) -> None:
    world.guild.create_system_message(world.channel, simcord.enums.MessageType.NEW_MEMBER, author=world.mia)
    await world.env.settle()
    assert len(world.channel.history()) == 1


async def test_replying_to_the_bot_is_no_question_without_a_mention(world: World) -> None:
    answer = await world.mention(QUESTION)
    before = len(world.channel.history())
    await world.mia.send(world.channel, "so many!", reply_to=answer)
    assert len(world.channel.history()) == before + 1
    await world.mia.send(world.channel, f"{world.me} {QUESTION}", reply_to=answer)
    assert len(world.channel.history()) == before + 3


async def test_a_reply_survives_that_its_question_is_deleted(world: World) -> None:
    await world.mention(QUESTION)
    sent = world.env.http_requests[-1].json
    assert isinstance(sent, dict)
    assert sent["message_reference"]["fail_if_not_exists"] is False


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("", "in your own words"),
        ("🙂", "only read words"),
        ("why " * 200, "That is a long one"),
    ],
)
async def test_what_is_no_question_gets_a_kind_sentence(world: World, question: str, sentence: str) -> None:
    assert sentence in (await world.mention(question)).content


@pytest.mark.parametrize(
    "typed",
    [
        "'; DROP TABLE questions; --",
        "\u202eback to front",
        "Z\u0351\u0346a\u0300\u0301l\u0302g\u0303o",
        "```py\nprint()```",
        "# walkout\n> who?\n- me",
        "[walkout](https://news.example)",
        "||who|| **walked** ~~out~~",
        "a" * 400,
        "\x00 who?",
        "<@&1><#2><t:3:R><:wave:4> who walked out",
    ],
)
async def test_strange_input_gets_one_reply_and_no_ping(world: World, typed: str) -> None:
    message = await world.mention(typed)
    assert len(world.channel.history()) == 2
    assert message.embeds
    assert not message.mentions
    assert not message.role_mentions


async def test_a_kind_sentence_to_a_command_is_for_the_asker_only(world: World, app: App) -> None:
    result = await world.mia.slash(world.channel, "ask", question="…")
    assert result.ephemeral
    assert await rows(app) == []


class TestCooldown:
    @pytest.fixture
    def options(self) -> dict[str, object]:
        return {"cooldown_questions": 2, "cooldown_seconds": 30}

    async def test_a_member_who_asks_too_fast_is_told_once(self, world: World) -> None:
        for _ in range(2):
            assert (await world.mention(QUESTION)).embeds
        assert (await world.mention(QUESTION)).content == ("One moment, please: you can ask again in 30 seconds.")
        count = len(world.channel.history())
        await world.mention(QUESTION)
        assert len(world.channel.history()) == count + 1

    async def test_what_is_no_question_counts_too(self, world: World) -> None:
        for _ in range(2):
            await world.mention("🙂")
        assert (await world.mention(QUESTION)).content.startswith("One moment, please")

    async def test_every_command_is_answered_however_fast(self, world: World) -> None:
        results = [await world.mia.slash(world.channel, "ask", question=QUESTION) for _ in range(4)]
        assert [result.ephemeral for result in results] == [False, False, True, True]

    async def test_the_wait_ends(self, world: World) -> None:
        for _ in range(3):
            await world.mention(QUESTION)
        await world.env.advance_time(31)
        assert (await world.mention(QUESTION)).embeds

    async def test_others_need_not_wait(self, world: World) -> None:
        for _ in range(3):
            await world.mention(QUESTION)
        await world.mo.send(world.channel, f"{world.me} {QUESTION}")
        assert world.last.embeds

    async def test_the_cooldown_counts_mentions_and_commands_together(self, world: World) -> None:
        await world.mention(QUESTION)
        await world.mia.slash(world.channel, "ask", question=QUESTION)
        assert (await world.mia.slash(world.channel, "ask", question=QUESTION)).ephemeral


class TestChannelList:
    """Snowflakes are made by the simulation, so the list names one that the test then creates."""

    @pytest.fixture
    def options(self) -> dict[str, object]:
        return {"channel_ids": (4242,)}

    async def test_mentions_elsewhere_are_ignored(self, world: World) -> None:
        await world.mia.send(world.channel, f"{world.me} {QUESTION}")
        assert len(world.channel.history()) == 1

    async def test_a_command_elsewhere_says_where(self, world: World) -> None:
        result = await world.mia.slash(world.channel, "ask", question=QUESTION)
        assert result.ephemeral
        assert result.response is not None
        assert "I answer in <#4242> and in direct messages." in result.response.content

    async def test_direct_messages_are_always_answered(self, world: World) -> None:
        await world.mia.send_dm(QUESTION)
        assert world.mia.user.dm_channel.last_message is not None
        assert world.mia.user.dm_channel.last_message.embeds

    async def test_a_listed_channel_and_its_threads_are_answered(self, world: World) -> None:
        world.bot.desk._channels = frozenset({world.channel.id})
        assert (await world.mention(QUESTION)).embeds
        text_channel = world.bot.get_channel(world.channel.id)
        assert isinstance(text_channel, discord.TextChannel)
        with world.env.time_context():
            await text_channel.create_thread(name="walkout", type=discord.ChannelType.public_thread)
        [thread] = world.channel.threads
        await world.mia.send(thread, f"{world.me} {QUESTION}")
        assert thread.last_message is not None
        assert thread.last_message.embeds
