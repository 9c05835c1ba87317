from __future__ import annotations

import logging
import re

import pytest
from discord import app_commands

from bot.app import App
from bot.discord_app.errors import DeclinedError, NotModeratorError, sentence_for
from bot.errors import LogError
from tests.discord_app.conftest import World

QUESTION = "How many workers walked out in 2031?"
SECRET = "password 1234"


class BrokenError(RuntimeError):
    """Something that nobody expected."""


@pytest.fixture
def broken(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    """An app whose every method fails."""

    async def fail(*_: object) -> None:
        raise BrokenError(SECRET)

    for name in ("ask", "choose"):
        monkeypatch.setattr(app, name, fail)
    monkeypatch.setattr(app.log, "healthy", fail)


def incident_in(sentence: str) -> str:
    found = re.search(r"incident ([0-9A-F]{6});", sentence)
    assert found is not None, sentence
    return found[1]


def logged(caplog: pytest.LogCaptureFixture, number: str) -> logging.LogRecord:
    [record] = [record for record in caplog.records if f"incident {number}" in record.getMessage()]
    return record


@pytest.mark.usefixtures("broken")
async def test_a_failing_mention_gets_an_incident_number(world: World, caplog: pytest.LogCaptureFixture) -> None:
    sentence = (await world.mention(QUESTION)).content
    record = logged(caplog, incident_in(sentence))
    assert record.exc_info is not None
    assert isinstance(record.exc_info[1], BrokenError)
    assert SECRET not in sentence
    assert QUESTION not in record.getMessage()


@pytest.mark.usefixtures("broken")
async def test_a_failing_command_gets_one_for_the_asker_only(world: World, caplog: pytest.LogCaptureFixture) -> None:
    result = await world.mia.slash(world.channel, "ask", question=QUESTION)
    assert result.ephemeral
    assert result.response is not None
    assert "/ask in channel" in logged(caplog, incident_in(result.response.content)).getMessage()


@pytest.mark.usefixtures("broken")
async def test_a_failing_moderators_command_goes_through_the_same_funnel(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    result = await world.mo.slash(world.channel, "knowledge status")
    assert result.response is not None
    assert logged(caplog, incident_in(result.response.content)).exc_info
    assert world.env.errors


async def test_a_failing_button_goes_through_the_same_funnel(
    world: World, app: App, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    message = (await world.mia.slash(world.channel, "help")).response
    assert message is not None

    async def fail(*_: object) -> None:
        raise BrokenError(SECRET)

    monkeypatch.setattr(app, "choose", fail)
    button = message.components[0]["components"][0]
    result = await world.mia.click(message, custom_id=button["custom_id"])
    assert result.ephemeral
    assert result.response is not None
    assert logged(caplog, incident_in(result.response.content)).exc_info


async def test_a_failure_after_a_defer_is_a_followup(world: World, app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    async def fail() -> None:
        raise BrokenError(SECRET)

    monkeypatch.setattr(app.knowledge, "reload", fail)
    result = await world.mo.slash(world.channel, "knowledge reload")
    assert result.ephemeral
    assert result.response is not None
    assert incident_in(result.response.content)
    assert world.env.errors


async def test_without_a_log_there_is_no_answer_and_no_path_is_told(
    world: World, app: App, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_: object) -> int:
        raise LogError("The log at /srv/footnote.db cannot be written; make room on the disk.")

    monkeypatch.setattr(app.log, "record", fail)
    message = await world.mention(QUESTION)
    assert not message.embeds
    assert message.content.startswith("I only answer what I can note down first")
    assert "/srv" not in message.content
    assert logged(caplog, incident_in(message.content)).exc_info


async def test_a_failing_autocomplete_offers_nothing(
    world: World, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_typed: str) -> None:
        raise BrokenError(SECRET)

    monkeypatch.setattr(world.bot.desk, "suggest", fail)
    assert await world.mia.autocomplete(world.channel, "ask", "question", "how") == []
    assert "incident" in caplog.text


async def test_an_interaction_that_discord_forgot_is_one_line_in_the_log(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    world.env.inject_error("POST", "/interactions/*/callback", status=404, code=10062, message="Unknown interaction")
    result = await world.mia.slash(world.channel, "ask", question=QUESTION)
    assert result.response is None
    lines = [record for record in caplog.records if record.name.startswith("bot.")]
    assert [line.getMessage().startswith("Discord no longer knew") for line in lines] == [True]
    assert lines[0].exc_info is None


async def test_without_the_permission_to_embed_the_bot_says_so(world: World) -> None:
    world.env.inject_error("POST", "/channels/*/messages", status=403, code=50013, message="Missing Permissions")
    assert "permission Embed Links" in (await world.mention(QUESTION)).content


async def test_where_the_bot_may_not_speak_at_all_it_logs_a_line(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    world.env.inject_error(
        "POST", "/channels/*/messages", status=403, code=50013, message="Missing Permissions", times=None
    )
    await world.mention(QUESTION)
    assert len(world.channel.history()) == 1
    assert "nobody could be told" in caplog.text
    assert "incident" not in caplog.text


async def test_a_failing_discord_gets_an_incident_too(world: World) -> None:
    world.env.inject_error("POST", "/channels/*/messages", status=500)
    assert incident_in((await world.mention(QUESTION)).content)


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (app_commands.CommandNotFound("gone", []), "This command has changed."),
        (app_commands.CheckFailure("secret"), "You cannot use this command here."),
        (NotModeratorError(), "Only moderators can do that"),
        (DeclinedError("Too long."), "Too long."),
    ],
)
def test_what_is_nobodys_fault_has_its_own_sentence_and_no_incident(
    error: Exception, sentence: str, caplog: pytest.LogCaptureFixture
) -> None:
    told = sentence_for(error, "/ask")
    assert told is not None
    assert told.startswith(sentence)
    assert "incident" not in caplog.text


async def test_an_error_in_any_other_event_is_an_incident(world: World, caplog: pytest.LogCaptureFixture) -> None:
    async def on_guild_channel_create(_channel: object) -> None:
        raise BrokenError(SECRET)

    world.bot.add_listener(on_guild_channel_create)
    world.guild.create_text_channel("elsewhere")
    await world.env.settle()
    assert "while handling the event on_guild_channel_create" in caplog.text
    assert len(world.env.errors) == 1
