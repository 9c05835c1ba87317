from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import discord
import pytest

from bot.app import App, Asker, Follows, Reply
from bot.core.model import Answer, AnswerPart, CitedSentence, Receipt, Status, Suggestion
from bot.discord_app.limits import BUTTON_LABEL, CUSTOM_ID
from bot.discord_app.views import EVERYBODY, INTENT_ID, choices_view
from bot.discord_app.why import LABEL
from tests.discord_app.conftest import World, make_bot

SIZE = "How many workers walked out in 2031?"
ANSWER = "About 1,200 workers walked out on 12 May, a tenth of the staff."
INTENTS = (
    "strike-size",
    "strike-demands",
    "acme-offer",
    "ceo-words",
    "boltworks-suit",
    "standstill",
    "walkouts",
)


Arrange: TypeAlias = "Callable[..., None]"


@pytest.fixture
def clarify(app: App, monkeypatch: pytest.MonkeyPatch) -> Arrange:
    """Makes the app answer the next questions with so many choices."""

    def arrange(count: int, status: Status = Status.CLARIFY) -> None:
        intents = app.knowledge.answerer.knowledge.intents
        choices = tuple(Suggestion(intent, intents[intent].asks) for intent in INTENTS[:count])
        part = AnswerPart(None, (CitedSentence("Which one do you mean?"),))
        answer = Answer(status, (part,), (), choices, Receipt("sha256:0"))

        async def ask(_question: str, _asker: Asker, _follows: int | Follows) -> Reply:
            return Reply(answer, 1)

        monkeypatch.setattr(app, "ask", ask)

    return arrange


async def test_choices_are_buttons_one_under_the_other(world: World, clarify: Arrange) -> None:
    clarify(3)
    message = await world.mention("that thing")
    rows = [row for row in message.components if isinstance(row, discord.ActionRow)]
    buttons = [button for row in rows for button in row.children if isinstance(button, discord.Button)]
    assert len(rows) == len(buttons) == 4
    assert [buttons[0].label, buttons[-1].label] == [SIZE, LABEL]


async def test_five_choices_share_the_last_row_with_the_explanation(world: World, clarify: Arrange) -> None:
    clarify(5)
    message = await world.mention("that thing")
    rows = [row for row in message.components if isinstance(row, discord.ActionRow)]
    assert [len(row.children) for row in rows] == [1, 1, 1, 1, 2]
    assert (await world.mia.click(message, label=SIZE)).response is not None


async def test_a_button_answers_the_asker_in_the_channel(world: World, app: App, clarify: Arrange) -> None:
    clarify(3)
    message = await world.mention("that thing")
    result = await world.mia.click(message, label=SIZE)
    assert not result.ephemeral
    assert result.response is not None
    assert ANSWER in (result.response.embeds[0].description or "")
    assert result.response.embeds[0].author.name == SIZE
    [row] = [row async for row in app.log.rows()]
    assert row.entry.intent == "strike-size"


async def test_a_button_answers_anybody_else_for_their_eyes_only(world: World, clarify: Arrange) -> None:
    clarify(3)
    message = await world.mention("that thing")
    result = await world.mo.click(message, label=SIZE)
    assert result.ephemeral
    assert result.response is not None
    assert ANSWER in (result.response.embeds[0].description or "")


async def test_from_six_choices_on_there_is_a_menu(world: World, clarify: Arrange) -> None:
    clarify(7)
    message = await world.mention("that thing")
    result = await world.mia.select(message, ["strike-size"])
    assert result.response is not None
    assert ANSWER in (result.response.embeds[0].description or "")


@pytest.mark.parametrize("count", [3, 7])
async def test_choices_work_after_a_restart(world: World, app: App, clarify: Arrange, count: int) -> None:
    clarify(count)
    message = await world.mention("that thing")
    await world.env.restart_bot(make_bot(app))
    if count > 5:
        result = await world.mia.select(message, ["strike-size"])
    else:
        result = await world.mia.click(message, label=SIZE)
    assert not result.ephemeral
    assert result.response is not None
    assert ANSWER in (result.response.embeds[0].description or "")


async def test_choices_of_a_command_belong_to_whoever_used_it(world: World, clarify: Arrange) -> None:
    clarify(2)
    asked = await world.mo.slash(world.channel, "ask", question="that thing")
    assert asked.response is not None
    assert not (await world.mo.click(asked.response, label=SIZE)).ephemeral
    assert (await world.mia.click(asked.response, label=SIZE)).ephemeral


async def test_a_question_that_is_gone_gets_a_kind_sentence(
    world: World, app: App, clarify: Arrange, monkeypatch: pytest.MonkeyPatch
) -> None:
    clarify(2)
    message = await world.mention("that thing")

    async def choose(_intent: str, _asker: Asker) -> None:
        return None

    monkeypatch.setattr(app, "choose", choose)
    result = await world.mia.click(message, label=SIZE)
    assert result.ephemeral
    assert result.response is not None
    assert "no longer in the coverage" in result.response.content


async def test_a_refusal_has_its_nearest_questions_as_buttons(world: World, clarify: Arrange) -> None:
    clarify(2, Status.REFUSED)
    message = await world.mention("that thing")
    assert (await world.mia.click(message, label=SIZE)).response is not None


async def test_questions_that_are_offered_to_everybody_are_answered_in_the_channel(world: World) -> None:
    channel = world.bot.get_channel(world.channel.id)
    assert isinstance(channel, discord.TextChannel)
    view = choices_view([Suggestion("strike-size", SIZE)], EVERYBODY)
    assert view is not None
    message = await channel.send("Ask me!", view=view)
    assert not (await world.mia.click(message, label=SIZE)).ephemeral
    assert not (await world.mo.click(message, label=SIZE)).ephemeral


async def test_no_suggestions_need_no_view() -> None:
    assert choices_view((), 1) is None


async def test_custom_ids_and_labels_keep_discords_limits() -> None:
    largest = 2**64 - 1
    view = choices_view((Suggestion("i" * INTENT_ID, "why " * 100), Suggestion("j" * 101, "gone")), largest)
    assert view is not None
    assert view.is_persistent()
    [item] = view.to_components()[0]["components"]
    assert len(item["custom_id"]) == CUSTOM_ID
    assert len(item["label"]) <= BUTTON_LABEL


async def test_a_menu_holds_what_discord_allows() -> None:
    view = choices_view([Suggestion(f"intent-{n}", "why " * 100) for n in range(40)], 1)
    assert view is not None
    [menu] = view.to_components()[0]["components"]
    assert len(menu["options"]) == 25
