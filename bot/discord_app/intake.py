"""What is meant for the bot, and what of it is a question: pure decisions about incoming text."""

from __future__ import annotations

import discord

from bot.discord_app.errors import DeclinedError
from bot.discord_app.limits import length
from bot.discord_app.markdown import without_markup

_SPOKEN = frozenset({discord.MessageType.default, discord.MessageType.reply})


def addresses(message: discord.Message, me: discord.ClientUser) -> bool:
    """Whether a person speaks to the bot: in a direct message, or with its mention in the text.

    Replying to the bot notifies it too; that alone does not count, since people also talk about an answer.
    """
    if message.author.bot or message.webhook_id is not None or message.type not in _SPOKEN:
        return False
    return message.guild is None or me.id in message.raw_mentions


def question_in(text: str, max_length: int) -> str:
    """The question in what somebody typed, without mentions and other markup.

    Raises DeclinedError with a kind sentence where there is nothing to answer or too much to read.
    """
    question = without_markup(text)
    if not question:
        raise DeclinedError("Ask me anything about the coverage, in your own words. /help says how.")
    if not any(character.isalnum() for character in question):
        raise DeclinedError("I can only read words. What would you like to know about the coverage?")
    if length(question) > max_length:
        raise DeclinedError(
            f"That is a long one: I can take {max_length} characters, and this has {length(question)}. "
            "Could you ask it in a sentence or two?"
        )
    return question
