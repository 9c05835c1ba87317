from __future__ import annotations

import asyncio
import logging
import os
import signal
import time

import aiohttp
import discord
import pytest

from bot.app import App
from bot.discord_app import client
from bot.discord_app.client import FootnoteBot, run
from bot.errors import FootnoteError, SettingsError
from tests.discord_app.conftest import World


class Response:
    """What discord.py reads of an HTTP response that failed."""

    def __init__(self, status: int) -> None:
        self.status = status
        self.reason = "refused"


class Socket:
    """What discord.py reads of a connection that is closed."""

    close_code = None


@pytest.fixture
def connected(monkeypatch: pytest.MonkeyPatch) -> asyncio.Event:
    """Instead of Discord: logging in works, and the connection lasts; the event says that it stands."""
    stands = asyncio.Event()

    async def login(_bot: FootnoteBot, _token: str) -> None:
        return

    async def connect(_bot: FootnoteBot, *, reconnect: bool) -> None:
        assert reconnect
        stands.set()
        await asyncio.Event().wait()

    monkeypatch.setattr(FootnoteBot, "login", login)
    monkeypatch.setattr(FootnoteBot, "connect", connect)
    return stands


def login_fails(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    async def login(_bot: FootnoteBot, _token: str) -> None:
        raise error

    monkeypatch.setattr(FootnoteBot, "login", login)


async def test_no_privileged_intent_is_asked_for(world: World) -> None:
    intents = world.bot.intents
    assert not any((intents.message_content, intents.members, intents.presences))
    assert intents.guilds
    assert intents.guild_messages
    assert intents.dm_messages


async def test_the_client_mentions_nobody_by_default(world: World) -> None:
    assert world.bot.allowed_mentions is not None
    assert dict(world.bot.allowed_mentions.to_dict()) == {"parse": []}


async def test_commands_are_registered_once_at_the_start(world: World) -> None:
    registered = [request for request in world.env.http_requests if request.method == "PUT"]
    assert len(registered) == 1
    commands = registered[0].json
    assert isinstance(commands, list)
    assert {command["name"] for command in commands} == {"ask", "help", "sources", "knowledge"}
    world.bot.dispatch("ready")
    await world.env.settle()
    assert len([request for request in world.env.http_requests if request.method == "PUT"]) == 1


class TestWithoutSync:
    @pytest.fixture
    def options(self) -> dict[str, object]:
        return {"sync_commands": False}

    async def test_commands_are_not_registered(self, world: World) -> None:
        assert not [request for request in world.env.http_requests if request.method == "PUT"]


async def test_a_failing_registration_does_not_stop_the_bot(
    app: App, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    bot = FootnoteBot(app)

    async def sync() -> list[discord.app_commands.AppCommand]:
        raise discord.HTTPException(Response(429), "slow down")

    monkeypatch.setattr(bot.tree, "sync", sync)
    await bot.setup_hook()
    assert "did not register the slash commands" in caplog.text
    await bot.close()


async def test_an_unknown_channel_in_the_settings_is_a_warning(
    world: World, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(world.bot.app, "settings", world.bot.app.settings.model_copy(update={"channel_ids": (4242,)}))
    await world.bot.on_ready()
    assert "names channel 4242, which the bot does not see" in caplog.text


async def test_a_bot_without_servers_logs_its_invitation(
    simcord_env: object, simcord_bot: FootnoteBot, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        await simcord_bot.on_ready()
    assert "https://discord.com/oauth2/authorize?client_id=" in caplog.text


async def test_a_bot_on_one_server_says_so_in_the_singular(world: World, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        await world.bot.on_ready()
    assert "is on Discord, in 1 server\n" in caplog.text


async def test_a_refused_token_is_a_sentence_about_the_setting(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    login_fails(monkeypatch, discord.LoginFailure("Improper token has been passed."))
    with pytest.raises(SettingsError, match="Discord refuses FOOTNOTE_DISCORD_TOKEN") as caught:
        await run(app, "secret-token")
    assert "secret-token" not in str(caught.value)


@pytest.mark.parametrize(
    "error", [OSError("no route"), aiohttp.ServerDisconnectedError(), discord.DiscordServerError(Response(502), None)]
)
async def test_an_unreachable_discord_is_a_sentence(
    app: App, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    login_fails(monkeypatch, error)
    with pytest.raises(FootnoteError, match="Discord cannot be reached"):
        await run(app, "token")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_a_signal_ends_the_bot_within_a_second(
    app: App, connected: asyncio.Event, number: signal.Signals
) -> None:
    running = asyncio.create_task(run(app, "token"))
    await connected.wait()
    started = time.monotonic()
    os.kill(os.getpid(), number)
    await asyncio.wait_for(running, 5)
    assert time.monotonic() - started < 1


async def test_a_discord_that_does_not_say_goodbye_is_left_anyway(
    app: App, connected: asyncio.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def close(_bot: FootnoteBot) -> None:
        await asyncio.Event().wait()

    monkeypatch.setattr(FootnoteBot, "close", close)
    monkeypatch.setattr(client, "_GOODBYE_SECONDS", 0.05)
    running = asyncio.create_task(run(app, "token"))
    await connected.wait()
    os.kill(os.getpid(), signal.SIGTERM)
    await asyncio.wait_for(running, 5)


async def test_cancelling_ends_the_bot_too(app: App, connected: asyncio.Event) -> None:
    running = asyncio.create_task(run(app, "token"))
    await connected.wait()
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running


@pytest.mark.parametrize("code", [4004, 4013])
async def test_a_connection_that_discord_ends_is_a_sentence(
    app: App, connected: asyncio.Event, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    async def connect(_bot: FootnoteBot, *, reconnect: bool) -> None:
        raise discord.ConnectionClosed(Socket(), shard_id=None, code=code)  # type: ignore[arg-type]  # a stand-in

    monkeypatch.setattr(FootnoteBot, "connect", connect)
    with pytest.raises(FootnoteError) as caught:
        await run(app, "token")
    assert isinstance(caught.value, SettingsError) == (code == 4004)
    assert ("FOOTNOTE_DISCORD_TOKEN" in str(caught.value)) == (code == 4004)
    assert ("code 4013" in str(caught.value)) == (code == 4013)
