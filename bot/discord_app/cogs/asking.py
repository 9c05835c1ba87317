"""Asking: by mention, in a direct message, and with /ask."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import discord
from discord import app_commands
from discord.ext import commands

from bot.discord_app.desk import TooSoonError, asker_of, choice_text
from bot.discord_app.errors import DeclinedError, Funnel
from bot.discord_app.intake import addresses
from bot.discord_app.rendering import embed_of
from bot.discord_app.sending import reply
from bot.discord_app.views import reply_view, send_answer

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
        if me is None or not addresses(message, me) or not self._bot.desk.serves(message):
            return
        async with Funnel(message):
            try:
                exchange = await self._bot.desk.ask(message.content, asker_of(message))
            except TooSoonError as early:
                # Said once: repeating it for every message would make the bot part of the flood.
                if early.wait.first:
                    raise
                return
            view = reply_view(exchange, message.author.id)
            await reply(message, embed=embed_of(exchange.answer), view=view)

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
