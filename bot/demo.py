"""The demo: the real bot on a simulated Discord, as a local web page on which anybody can talk to it.

SimCord stands in for Discord: no network, no token, no account. On its page a person writes messages, uses
slash commands with autocomplete, presses buttons, and switches between a member and a moderator.
"""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, cast

import discord

from bot.app import App
from bot.discord_app.client import FootnoteBot
from bot.discord_app.examples import example_questions
from bot.discord_app.notices import welcome_embed
from bot.discord_app.views import EVERYBODY, choices_view
from bot.errors import SettingsError

if TYPE_CHECKING:
    import simcord
    from simcord._clock import Clock

BOT_NAME = "Footnote"
GUILD_NAME = "Footnote demo"
CHANNEL_NAME = "ask-the-coverage"

# What they say at the start is about logging in to Discord, and would bury the address of the page.
_CHATTY = ("discord", "bot.discord_app.client")
_TYPED_MENTION = re.compile(rf"@{BOT_NAME}\b", re.IGNORECASE)
_MISSING = "The demo needs SimCord; install it with `pip install footnote[demo]`, or run `make demo`."
# A reload trains the matcher anew; SimCord's usual five seconds are too few for that on a slow machine.
_SETTLE_SECONDS = 120.0


def _to_stdout(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


async def serve(app: App, port: int, say: Callable[[str], None] = _to_stdout) -> None:
    """Serve the demo on 127.0.0.1 until cancelled, or until somebody ends the session on the page.

    `port` 0 takes a free one; `say` gets the lines to print. Raises SettingsError if SimCord is not
    installed or the port cannot be had.
    """
    try:
        with _quiet(_CHATTY):
            import simcord
    except ImportError as error:
        raise SettingsError(_MISSING) from error
    bot = FootnoteBot(app)
    async with _simulated_discord(bot) as env:
        with _quiet(_CHATTY):
            channel, viewers = await _furnish(env, bot)
        try:
            async with env.preview(channel, viewers=viewers, layout="channel", port=port) as preview:
                for line in _introduction(preview.url, app):
                    say(line)
                await preview.wait_closed()
        except simcord.SetupError as error:
            if isinstance(error.__cause__, OSError):
                raise SettingsError(f"Port {port} cannot be used; choose another with --port.") from error
            raise SettingsError(_MISSING) from error


@contextmanager
def _quiet(names: Iterable[str]) -> Iterator[None]:
    """Hide all but errors of some loggers while inside."""
    loggers = [logging.getLogger(name) for name in names]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)


class _WallClock:
    """The time of day for SimCord, whose own clock stands at the start of 2026 unless a test moves it."""

    def __init__(self) -> None:
        self._started = datetime.now(UTC)

    @property
    def elapsed(self) -> float:
        return (datetime.now(UTC) - self._started).total_seconds()

    def now(self) -> datetime:
        return datetime.now(UTC)

    def advance(self, seconds: float) -> None:
        """Nothing: time goes by itself."""


@asynccontextmanager
async def _simulated_discord(bot: FootnoteBot) -> AsyncIterator[simcord.Env]:
    """The bot, logged in at a Discord that is empty but for it."""
    import simcord

    # The bot's errors are on its log and on the page; SimCord need not raise them again at the end.
    env = simcord.Env(bot, check_errors=False, settle_timeout=_SETTLE_SECONDS)
    env.backend.clock = cast("Clock", _WallClock())
    with _quiet(_CHATTY):
        await env.start()
    try:
        yield env
    finally:
        await env.shutdown()


async def _furnish(env: simcord.Env, bot: FootnoteBot) -> tuple[simcord.ChannelHandle, list[simcord.MemberActor]]:
    """A server with a channel, the bot's welcome in it, a member and a moderator."""
    if bot.user is not None:
        await bot.user.edit(username=BOT_NAME)
    guild = env.create_guild(GUILD_NAME)
    channel = guild.create_text_channel(CHANNEL_NAME)
    moderators = guild.create_role("Moderators", permissions=discord.Permissions(manage_guild=True))
    people: list[tuple[str, list[simcord.RoleHandle]]] = [
        ("Mia (member)", []),
        ("Mo (moderator)", [moderators]),
    ]
    viewers = [_person(env, guild, name, roles) for name, roles in people]
    await env.settle()
    welcome = bot.get_channel(channel.id)
    if isinstance(welcome, discord.TextChannel):
        examples = example_questions(bot.app.knowledge.answerer.knowledge)
        view = choices_view(examples, EVERYBODY) or discord.utils.MISSING
        await welcome.send(embed=welcome_embed(BOT_NAME), view=view)
    return channel, viewers


def _person(
    env: simcord.Env, guild: simcord.GuildHandle, name: str, roles: list[simcord.RoleHandle]
) -> simcord.MemberActor:
    """A member for the page, whose typed @Footnote is a mention, as Discord's own composer makes it one."""
    import simcord

    class Person(simcord.MemberActor):
        async def send(
            self,
            channel: simcord.ChannelHandle,
            content: str = "",
            *,
            reply_to: discord.Message | simcord.ResponseMessage | None = None,
            attachments: Sequence[tuple[str, bytes]] = (),
        ) -> discord.Message:
            content = _TYPED_MENTION.sub(f"<@{env.backend.bot_user.id}>", content)
            return await super().send(channel, content, reply_to=reply_to, attachments=attachments)

    user = env.create_user(name)
    guild.add_member(user, roles=roles)
    return Person(env, guild, user)


def _introduction(address: str, app: App) -> Iterator[str]:
    yield "Footnote is on a simulated Discord; open this page in a browser:"
    yield f"  {address}"
    yield ""
    yield f"Type @{BOT_NAME} and a question, or /ask. Try one of these:"
    for example in example_questions(app.knowledge.answerer.knowledge):
        yield f"  {example.asks}"
    yield ""
    yield "Switch to the moderator at the top for /knowledge. Ctrl-C ends the demo."
