"""The one funnel for what goes wrong on Discord: a person gets a kind sentence, the log gets the error.

A failure that nobody expected gets an incident number; it is the only thing that the person and the log
share. The text of an exception never reaches a channel.
"""

from __future__ import annotations

import logging
import secrets
from types import TracebackType
from typing import Any, TypeAlias

import discord
from discord import app_commands

from bot.discord_app.sending import reply
from bot.errors import FootnoteError, LogError

_log = logging.getLogger(__name__)

# discord.py tells interactions apart by the class of their client; here any will do.
AnyInteraction: TypeAlias = "discord.Interaction[Any]"

_UNKNOWN_INTERACTION = 10062


class DeclinedError(FootnoteError):
    """The bot does not take a question as it is; the sentence says why and what would do."""


class NotModeratorError(app_commands.CheckFailure):
    """Somebody who is no moderator called a moderators' command."""


_CHANGED = "This command has changed. Reload Discord (Ctrl+R, or restart the app) and try again."
# What is nobody's fault, and what to say of it; the first that fits counts.
_EXPECTED: dict[type[BaseException], str] = {
    NotModeratorError: "Only moderators can do that: they may manage the server, or have a moderator role.",
    app_commands.CheckFailure: "You cannot use this command here.",
    app_commands.CommandNotFound: _CHANGED,
    app_commands.CommandSignatureMismatch: _CHANGED,
    discord.Forbidden: "I may not post my answers here. A moderator can give me the permission Embed Links.",
}


def incident(error: BaseException, doing: str) -> str:
    """Write an unexpected failure to the log; returns the incident number for the person it hit."""
    number = secrets.token_hex(3).upper()
    _log.error("incident %s while handling %s", number, doing, exc_info=error)
    return number


def sentence_for(error: BaseException, doing: str) -> str | None:
    """What a person is told about a failure; None where Discord gives no way to tell them."""
    cause = getattr(error, "original", error)
    if isinstance(cause, DeclinedError):
        return str(cause)
    if isinstance(cause, discord.NotFound) and cause.code == _UNKNOWN_INTERACTION:
        # Too late: Discord forgets an interaction that is not answered within three seconds.
        _log.warning("Discord no longer knew the interaction while handling %s", doing)
        return None
    for kind, sentence in _EXPECTED.items():
        if isinstance(cause, kind):
            _log.info("%s while handling %s", type(cause).__name__, doing)
            return sentence
    number = incident(cause, doing)
    if isinstance(cause, LogError):
        what = "I only answer what I can note down first, and just now I cannot, sorry."
    else:
        what = "Something went wrong on my side, sorry."
    return f"{what} The operator finds it as incident {number}; please try again later."


async def report_to_interaction(interaction: AnyInteraction, error: BaseException) -> None:
    """Tell whoever used a command or a button, and nobody else, what went wrong."""
    sentence = sentence_for(error, _interaction_name(interaction))
    if sentence is None or interaction.type is discord.InteractionType.autocomplete:
        return
    try:
        if interaction.response.is_done():
            await interaction.followup.send(sentence, ephemeral=True)
        else:
            await interaction.response.send_message(sentence, ephemeral=True)
    except discord.HTTPException as failure:
        _log.warning("nobody could be told about %s: %s", _interaction_name(interaction), failure.text)


async def report_to_message(message: discord.Message, error: BaseException) -> None:
    """Reply with what went wrong, in plain text: that needs no permission to embed."""
    sentence = sentence_for(error, f"a message in channel {message.channel.id}")
    if sentence is None:
        return
    try:
        await reply(message, sentence)
    except discord.HTTPException as failure:
        _log.warning("nobody could be told in channel %s: %s", message.channel.id, failure.text)


class Funnel:
    """`async with Funnel(where):` - whatever fails inside is reported to `where`, and goes no further."""

    def __init__(self, where: AnyInteraction | discord.Message) -> None:
        self._where = where

    async def __aenter__(self) -> None:
        """Nothing to prepare."""

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        """Report a failure; a cancellation or an exit of the program passes through."""
        if not isinstance(error, Exception):
            return False
        if isinstance(self._where, discord.Message):
            await report_to_message(self._where, error)
        else:
            await report_to_interaction(self._where, error)
        return True


class FunnelTree(app_commands.CommandTree[discord.Client]):
    """The command tree, with the funnel for the errors of every command."""

    async def on_error(self, interaction: AnyInteraction, error: app_commands.AppCommandError, /) -> None:
        """Called by discord.py for whatever a command or its checks raise."""
        await report_to_interaction(interaction, error)


def _interaction_name(interaction: AnyInteraction) -> str:
    command = interaction.command
    name = f"/{command.qualified_name}" if command else f"a {interaction.type.name}"
    return f"{name} in channel {interaction.channel_id}"
