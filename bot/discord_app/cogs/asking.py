"""Asking: by mention, in a direct message, and with /ask."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import discord
from discord import app_commands
from discord.ext import commands

from bot.app import Follows
from bot.discord_app.desk import TooSoonError, asker_of, choice_text
from bot.discord_app.errors import DeclinedError, Funnel
from bot.discord_app.intake import addresses, reads_as_question, replies_to
from bot.discord_app.rendering import embed_of
from bot.discord_app.sending import reply
from bot.discord_app.views import reply_view, send_answer
from bot.discord_app.why import log_id_of

if TYPE_CHECKING:
    from bot.discord_app.client import FootnoteBot

_Interaction: TypeAlias = "discord.Interaction[FootnoteBot]"


class Asking(commands.Cog):
    """Takes questions in and sends answers out."""

    def __init__(self, bot: FootnoteBot) -> None:
        self._bot = bot

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Answer a message that speaks to the bot; called by discord.py for every message."""
        me = self._bot.user
        if me is None or not self._bot.desk.serves(message):
            return
        answered = replies_to(message, me)
        if not addresses(message, me) and not (answered and self._asks_on(message, me)):
            return
        async with Funnel(message):
            try:
                exchange = await self._bot.desk.ask(message.content, asker_of(message), follows_of(answered))
            except TooSoonError as early:
                # Said once: repeating it for every message would make the bot part of the flood.
                if early.wait.first:
                    raise
                return
            view = reply_view(exchange, message.author.id)
            await reply(message, embed=embed_of(exchange.answer), view=view)

    def _asks_on(self, message: discord.Message, me: discord.ClientUser) -> bool:
        """Whether a reply that notifies the bot asks something; people also talk about an answer.

        Discord sends the text of a reply without the mention only where the reply notifies the bot.
        """
        return me in message.mentions and reads_as_question(message.content)

    @app_commands.command(name="ask", description="Ask about the coverage; the answer cites its sources.")
    @app_commands.describe(question="In your own words, or pick one of the suggestions")
    async def ask(self, interaction: _Interaction, question: str) -> None:
        """Answer /ask in the channel."""
        desk = self._bot.desk
        async with Funnel(interaction):
            if not desk.serves(interaction):
                raise DeclinedError(f"I answer in {self._bot.channel_names()} and in direct messages.")
            await send_answer(interaction, await desk.ask(question, asker_of(interaction)))

    @ask.autocomplete("question")
    async def suggest(self, interaction: _Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """Offer canonical questions while somebody types; an error offers none."""
        async with Funnel(interaction):
            texts = dict.fromkeys(choice_text(item) for item in self._bot.desk.suggest(typed))
            return [app_commands.Choice(name=text, value=text) for text in texts]
        return []


def follows_of(answered: discord.Message | None) -> int | Follows:
    """What a follow-up refers to: the reply of the bot that it answers, whoever had asked; else the last question.

    A reply of the bot that does not tell its id in the log gives nothing to refer to: guessing could be wrong.
    """
    if answered is None:
        return Follows.LAST
    log_id = log_id_of(answered)
    return Follows.NOTHING if log_id is None else log_id
