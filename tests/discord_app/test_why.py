"""The button 'Why this answer?' on a simulated Discord."""

from __future__ import annotations

from dataclasses import replace

import discord
import pytest
import simcord

from bot.app import App
from bot.core.answerer import Answerer
from bot.core.explanation import Explanation, explain
from bot.core.model import Kind
from bot.discord_app.limits import EMBED_DESCRIPTION, length
from bot.discord_app.rendering import length_of
from bot.discord_app.why import LABEL, WhyButton, explanation_embed
from tests.discord_app.conftest import World, make_bot

QUESTION = "How many wokers walked out in 2031?"
READ = "I read the question as “how many workers walked out in 2031”"


def told(result: simcord.InteractionResult) -> str:
    assert result.ephemeral
    assert result.response is not None
    [embed] = result.response.embeds
    return embed.description or ""


def labels(message: discord.Message) -> list[str | None]:
    rows = [row for row in message.components if isinstance(row, discord.ActionRow)]
    return [item.label for row in rows for item in row.children if isinstance(item, discord.Button)]


async def test_the_button_explains_to_whoever_asked_and_to_nobody_else(world: World) -> None:
    message = await world.mention(QUESTION)
    text = told(await world.mia.click(message, label=LABEL))
    assert READ in text
    assert "“wokers” to mean “workers”" in text
    assert "About 1,200 workers" in text


async def test_another_member_may_press_too(world: World) -> None:
    message = await world.mention(QUESTION)
    assert READ in told(await world.mo.click(message, label=LABEL))


async def test_the_button_works_after_a_restart(world: World, app: App) -> None:
    message = await world.mention(QUESTION)
    await world.env.restart_bot(make_bot(app))
    assert READ in told(await world.mo.click(message, label=LABEL))


async def test_the_answer_of_a_command_has_one(world: World) -> None:
    asked = await world.mia.slash(world.channel, "ask", question=QUESTION)
    assert asked.response is not None
    assert READ in told(await world.mia.click(asked.response, label=LABEL))


async def test_the_answer_to_a_direct_message_has_one(world: World) -> None:
    await world.mia.send_dm(QUESTION)
    answer = world.mia.user.dm_channel.last_message
    assert answer is not None
    assert READ in told(await world.mia.user.click(answer, label=LABEL))


async def test_a_refusal_has_one_below_its_suggestions(world: World) -> None:
    message = await world.mention("how many people walked out in 2027")
    assert labels(message) == ["How many workers walked out in 2031?", LABEL]
    assert "The check on years held back the reply to “How many workers walked out in 2031?”" in told(
        await world.mia.click(message, label=LABEL)
    )


async def test_the_answer_to_a_picked_question_has_one(world: World) -> None:
    message = await world.mention("how many people walked out in 2027")
    picked = await world.mia.click(message, label="How many workers walked out in 2031?")
    assert picked.response is not None
    assert "The question was picked" in told(await world.mia.click(picked.response, label=LABEL))


async def test_small_talk_has_none(world: World) -> None:
    assert labels(await world.mention("hello there")) == []


async def test_explaining_writes_no_row(world: World, app: App) -> None:
    message = await world.mention(QUESTION)
    await world.mia.click(message, label=LABEL)
    assert len([row async for row in app.log.rows()]) == 1


async def test_newer_knowledge_is_said(world: World, app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    message = await world.mention(QUESTION)
    answerer = app.knowledge.answerer
    monkeypatch.setattr(answerer, "knowledge", replace(answerer.knowledge, version="sha256:fedcba9876"))
    text = told(await world.mia.click(message, label=LABEL))
    assert "this explains what I say now, from knowledge fedcba9. The answer is still the same." in text


async def test_a_changed_answer_is_said(world: World, app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    message = await world.mention(QUESTION)
    changed = app.knowledge.answerer.answer("what did acme offer")
    monkeypatch.setattr(app.knowledge.answerer, "answer", lambda _question, _earlier=None: changed)
    assert "Changed since: intent, text." in told(await world.mia.click(message, label=LABEL))


async def test_a_question_that_the_log_lost_gets_a_kind_sentence(world: World) -> None:
    channel = world.bot.get_channel(world.channel.id)
    assert isinstance(channel, discord.TextChannel)
    message = await channel.send("Long ago", view=discord.ui.View().add_item(WhyButton(10**18)))
    result = await world.mia.click(message, label=LABEL)
    assert result.response is not None
    assert "no longer has that question" in result.response.content


async def test_a_button_never_tells_what_was_asked_elsewhere(world: World) -> None:
    await world.mia.send_dm(QUESTION)
    channel = world.bot.get_channel(world.channel.id)
    assert isinstance(channel, discord.TextChannel)
    message = await channel.send("From another log", view=discord.ui.View().add_item(WhyButton(1)))
    result = await world.mo.click(message, label=LABEL)
    assert result.response is not None
    assert not result.response.embeds


class TestWithACooldown:
    @pytest.fixture
    def options(self) -> dict[str, object]:
        return {"cooldown_questions": 1}

    async def test_presses_are_counted_apart_from_questions(self, world: World) -> None:
        message = await world.mention(QUESTION)
        assert READ in told(await world.mia.click(message, label=LABEL))
        result = await world.mia.click(message, label=LABEL)
        assert result.response is not None
        assert result.response.content.startswith("One moment, please")


class TestWithoutTexts:
    @pytest.fixture
    def options(self) -> dict[str, object]:
        return {"log_questions": False}

    async def test_there_is_no_button(self, world: World) -> None:
        assert labels(await world.mention(QUESTION)) == []


@pytest.fixture
def explanation(answerer: Answerer) -> Explanation:
    return explain(answerer.answer("what did acme offer"), answerer.knowledge)


def test_claims_are_left_out_before_a_quote_is(explanation: Explanation) -> None:
    claim, quote = explanation.evidence[0], next(one for one in explanation.evidence if one.verbatim)
    claims = tuple(replace(claim, n=n, text="All of it. " * 30) for n in range(40))
    embed = explanation_embed(replace(explanation, evidence=(*claims, replace(quote, text="word " * 200))))
    text = embed.description or ""
    assert length(text) <= EMBED_DESCRIPTION
    assert "word " * 199 + "word" in text
    assert " more" in text.splitlines()[-1]


def test_an_explanation_of_any_length_fits(explanation: Explanation) -> None:
    quote = replace(explanation.evidence[0], verbatim=True, kind=Kind.REPORTED, text="*" * 5000)
    embed = explanation_embed(replace(explanation, question="@everyone 🧾*" * 900, evidence=(quote,)), "Changed.")
    assert length(embed.description or "") <= EMBED_DESCRIPTION
    assert length_of(embed) <= 6000
    assert "What it rests on is longer than Discord shows." in (embed.description or "")
    assert "@everyone" not in (embed.description or "")
