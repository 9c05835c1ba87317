"""The Discord client: what it may see, what it never does, and how it starts and stops."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import aiohttp
import discord
from discord.ext import commands

from bot.app import App
from bot.counting import counted
from bot.discord_app.cogs.about import About
from bot.discord_app.cogs.asking import Asking
from bot.discord_app.cogs.knowledge import KnowledgeCommands
from bot.discord_app.desk import Desk
from bot.discord_app.errors import FunnelTree, incident
from bot.discord_app.views import QuestionButton, QuestionMenu
from bot.discord_app.why import WhyButton
from bot.errors import FootnoteError, SettingsError
from bot.health import beating

_log = logging.getLogger(__name__)

# None is privileged: Discord delivers direct messages and mentions of the bot with their text anyway.
INTENTS = discord.Intents(guilds=True, guild_messages=True, dm_messages=True)

PERMISSIONS = discord.Permissions(
    view_channel=True,
    send_messages=True,
    send_messages_in_threads=True,
    embed_links=True,
    read_message_history=True,
)

# Without these, discord.py warns at every start that it lacks libraries for voice.
discord.VoiceClient.warn_nacl = False
discord.VoiceClient.warn_dave = False

_AUTHENTICATION_FAILED = 4004
_REFUSED = (
    "Discord refuses FOOTNOTE_DISCORD_TOKEN; copy the token anew from your application's page "
    "(discord.com/developers/applications, Bot, Reset Token)."
)
_STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM)
_GOODBYE_SECONDS = 5.0


class FootnoteBot(commands.Bot):
    """The bot as Discord sees it; `desk` is where every question goes.

    `clock` counts seconds for the cooldown.
    """

    def __init__(self, app: App, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(
            command_prefix=(),
            help_command=None,
            intents=INTENTS,
            tree_cls=FunnelTree,
            allowed_mentions=discord.AllowedMentions.none(),
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_messages=None,
            activity=discord.CustomActivity("Ask with /ask, or mention me"),
        )
        self.app = app
        self.desk = Desk(app, clock)
        self._connected = False

    async def setup_hook(self) -> None:
        """Add commands and buttons, and register the commands; called by discord.py once, after the login."""
        self.add_dynamic_items(QuestionButton, QuestionMenu, WhyButton)
        await self.add_cog(Asking(self))
        await self.add_cog(About(self))
        self.tree.add_command(KnowledgeCommands(self.app.settings.moderator_role_ids))
        if self.app.settings.sync_commands:
            await self._register_commands()

    async def on_message(self, message: discord.Message, /) -> None:
        """Nothing: there are no commands with a prefix, and Asking listens by itself."""

    async def on_connect(self) -> None:
        """Note that Discord sends events."""
        self._connected = True

    async def on_resumed(self) -> None:
        """Note that Discord sends events again."""
        self._connected = True

    async def on_disconnect(self) -> None:
        """Note that Discord sends none; discord.py connects again by itself."""
        self._connected = False

    async def well(self) -> bool:
        """Whether a question could be heard and logged now; what the heartbeat tells."""
        return self._connected and await self.app.log.healthy()

    async def on_ready(self) -> None:
        """Say in the log who and where the bot is; Discord may say `ready` many times."""
        if self.user is None:
            return
        _log.info("%s is on Discord, in %s", self.user, counted(len(self.guilds), "server"))
        if not self.guilds:
            scopes = ("bot", "applications.commands")
            invitation = discord.utils.oauth_url(self.user.id, permissions=PERMISSIONS, scopes=scopes)
            _log.info("invite it with %s", invitation)
        for channel in self.app.settings.channel_ids:
            if self.get_channel(channel) is None:
                _log.warning("FOOTNOTE_CHANNEL_IDS names channel %d, which the bot does not see", channel)

    async def on_error(self, event_method: str, /, *_args: object, **_kwargs: object) -> None:
        """Log what fails in an event; called by discord.py while it handles the exception."""
        error = sys.exc_info()[1]
        if error is not None:
            incident(error, f"the event {event_method}")

    def channel_names(self) -> str:
        """The channels in which the bot answers, as links that Discord renders."""
        return ", ".join(f"<#{channel}>" for channel in self.app.settings.channel_ids)

    async def _register_commands(self) -> None:
        try:
            synced = await self.tree.sync()
        except discord.HTTPException as error:
            # The commands of the last time still work, and so do mentions.
            _log.warning("Discord did not register the slash commands: %s", error.text or error.status)
        else:
            _log.info("registered %s", counted(len(synced), "slash command"))


async def run(app: App, token: str, heartbeat: Path | None = None) -> None:
    """Run the bot until SIGINT or SIGTERM, or until the calling task is cancelled.

    `heartbeat` is a file to touch while all is well. Raises SettingsError if Discord refuses the token,
    FootnoteError if Discord cannot be reached or the heartbeat not be written.
    """
    bot = FootnoteBot(app)
    beats = beating(heartbeat, bot.well) if heartbeat else contextlib.nullcontext()
    async with beats:
        await _run(bot, token)


async def _run(bot: FootnoteBot, token: str) -> None:
    with _stop_signals() as stop:
        connection = asyncio.create_task(_connect(bot, token))
        stopping = asyncio.create_task(stop.wait())
        try:
            await asyncio.wait({connection, stopping}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            stopping.cancel()
            await _leave(bot)
            connection.cancel()
            await asyncio.wait({connection})
        if not connection.cancelled():
            connection.result()  # raises what ended the connection
    _log.info("the bot has left Discord")


async def _connect(bot: FootnoteBot, token: str) -> None:
    try:
        await bot.login(token)
        await bot.connect(reconnect=True)
    except discord.LoginFailure:
        raise SettingsError(_REFUSED) from None
    except discord.ConnectionClosed as error:
        if error.code == _AUTHENTICATION_FAILED:
            raise SettingsError(_REFUSED) from None
        raise FootnoteError(
            f"Discord ended the connection for good (code {error.code}); look the code up in its developer "
            "documentation, under gateway close event codes."
        ) from error
    except (OSError, aiohttp.ClientError, discord.GatewayNotFound, discord.HTTPException) as error:
        raise FootnoteError(
            "Discord cannot be reached; check the network connection and discordstatus.com, and start again."
        ) from error


async def _leave(bot: FootnoteBot) -> None:
    """Close the connection, however long Discord takes to say goodbye."""
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(bot.close(), _GOODBYE_SECONDS)


@contextlib.contextmanager
def _stop_signals() -> Iterator[asyncio.Event]:
    """An event that SIGINT and SIGTERM set while inside."""
    loop = asyncio.get_running_loop()
    stop = asyncio.Event()
    # Windows has no handlers for signals: Ctrl-C is an exception there, and there is none to remove.
    signals = () if sys.platform == "win32" else _STOP_SIGNALS
    for number in signals:
        loop.add_signal_handler(number, stop.set)
    try:
        yield stop
    finally:
        for number in signals:
            loop.remove_signal_handler(number)
