"""What is meant for the bot, and what of it is a question: pure decisions about incoming text."""

from __future__ import annotations

import re

import discord

from bot.discord_app.errors import DeclinedError
from bot.discord_app.limits import length
from bot.discord_app.markdown import without_markup

_ASKS = re.compile(
    r"(?:(?:and|but|so|ok|okay),? )*"
    r"(?:what(?! an? )|which|who|whose|when|where|why|tell me|source|is (?:that|this|it)|was (?:that|this|it)|did|does"
    r"|how(?= (?:many|much|long|often|big|come|about|did|do|does|is|was|were|are|can|could|would|will)\b|\W*$)"
    r"|are (?:those|these|they)|and in|and the)\b",
    re.IGNORECASE,
)
"""How a question begins where nobody types its mark."""
_SPOKEN = frozenset({discord.MessageType.default, discord.MessageType.reply})


def addresses(message: discord.Message, me: discord.ClientUser) -> bool:
    """Whether a person speaks to the bot: in a direct message, or with its mention in the text."""
    return _is_spoken(message) and (message.guild is None or me.id in message.raw_mentions)


def replies_to(message: discord.Message, me: discord.ClientUser) -> discord.Message | None:
    """The message of the bot that a person replies to; None for any other message."""
    answered = message.reference.resolved if message.reference else None
    if not _is_spoken(message) or not isinstance(answered, discord.Message) or answered.author.id != me.id:
        return None
    return answered


def reads_as_question(text: str) -> bool:
    """Whether a text asks something, rather than remarks on it: `and why?`, `who said that`, not `lol nice`."""
    return "?" in text or bool(_ASKS.match(without_markup(text)))


def _is_spoken(message: discord.Message) -> bool:
    return not message.author.bot and message.webhook_id is None and message.type in _SPOKEN


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
