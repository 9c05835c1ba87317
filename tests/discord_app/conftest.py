"""The real bot on a simulated Discord: a server, a channel, a member and a moderator."""

from __future__ import annotations

import time
from dataclasses import dataclass

import discord
import pytest
import simcord

from bot.app import App
from bot.discord_app.client import FootnoteBot


@dataclass(frozen=True)
class World:
    """`mia` is a member, `mo` a moderator; both are in `guild`, whose channel is `channel`."""

    env: simcord.Env
    bot: FootnoteBot
    guild: simcord.GuildHandle
    channel: simcord.ChannelHandle
    mia: simcord.MemberActor
    mo: simcord.MemberActor

    @property
    def me(self) -> str:
        """The bot's mention."""
        assert self.bot.user is not None
        return self.bot.user.mention

    @property
    def last(self) -> discord.Message:
        """The newest message in the channel."""
        message = self.channel.last_message
        assert message is not None
        return message

    async def mention(self, question: str) -> discord.Message:
        """Mia asks with a mention; returns the newest message then."""
        await self.mia.send(self.channel, f"{self.me} {question}")
        return self.last


def _simulated_seconds() -> float:
    """The simulation replaces `time.monotonic` while it runs, so that it has to be looked up at each call."""
    return time.monotonic()


def make_bot(app: App) -> FootnoteBot:
    """A bot whose cooldown goes by the simulation's clock."""
    return FootnoteBot(app, clock=_simulated_seconds)


@pytest.fixture
def simcord_bot(app: App) -> FootnoteBot:
    return make_bot(app)


@pytest.fixture
def world(simcord_env: simcord.Env, simcord_bot: FootnoteBot) -> World:
    guild = simcord_env.create_guild("Newsroom")
    channel = guild.create_text_channel("ask")
    moderators = guild.create_role("Moderators", permissions=discord.Permissions(manage_guild=True))
    mia = guild.add_member(simcord_env.create_user("mia"))
    mo = guild.add_member(simcord_env.create_user("mo"), roles=[moderators])
    return World(simcord_env, simcord_bot, guild, channel, mia, mo)
