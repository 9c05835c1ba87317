"""/help and /sources: what the bot is, and what it answers from."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import discord
from discord import app_commands
from discord.ext import commands

from bot.discord_app.examples import example_questions
from bot.discord_app.notices import help_embed, sources_embed
from bot.discord_app.views import choices_view

if TYPE_CHECKING:
    from bot.discord_app.client import FootnoteBot

_Interaction: TypeAlias = "discord.Interaction[FootnoteBot]"


class About(commands.Cog):
    """Explains the bot, to whoever asks and nobody else."""

    def __init__(self, bot: FootnoteBot) -> None:
        self._bot = bot

    @app_commands.command(name="help", description="How to ask, and how to read an answer.")
    async def help(self, interaction: _Interaction) -> None:
        """Explain, with three questions to try as buttons."""
        app = self._bot.app
        embed = help_embed(
            self._bot.user.display_name if self._bot.user else "me",
            keeps_text=app.settings.log_questions,
            retention_days=app.settings.log_retention_days,
        )
        examples = example_questions(app.knowledge.answerer.knowledge)
        view = choices_view(examples, interaction.user.id) or discord.utils.MISSING
        await interaction.response.send_message(embed=embed, view=view, ephemeral=True)

    @app_commands.command(name="sources", description="The articles that the bot answers from.")
    async def sources(self, interaction: _Interaction) -> None:
        """List the articles."""
        embed = sources_embed(self._bot.app.knowledge.answerer.knowledge)
        await interaction.response.send_message(embed=embed, ephemeral=True)
