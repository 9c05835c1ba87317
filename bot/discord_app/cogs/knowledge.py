"""/knowledge: what moderators do with what the bot knows."""

from __future__ import annotations

import logging
from collections.abc import Collection
from typing import TYPE_CHECKING, TypeAlias

import discord
from discord import app_commands

from bot.discord_app.errors import NotModeratorError
from bot.discord_app.notices import problems_embed, reload_embed, status_embed
from bot.errors import KnowledgeError

if TYPE_CHECKING:
    from bot.discord_app.client import FootnoteBot

_log = logging.getLogger(__name__)

_Interaction: TypeAlias = "discord.Interaction[FootnoteBot]"


class KnowledgeCommands(app_commands.Group):
    """/knowledge reload and /knowledge status, for moderators, who alone see the replies.

    Discord hides the commands from members without the Manage Server permission; where the settings name
    moderator roles it cannot, since it knows nothing of them, and everybody sees the commands. Either way
    every call is checked here.
    """

    def __init__(self, role_ids: Collection[int]) -> None:
        super().__init__(
            name="knowledge",
            description="For moderators: what the bot knows.",
            guild_only=True,
            default_permissions=None if role_ids else discord.Permissions(manage_guild=True),
        )
        self._role_ids = frozenset(role_ids)

    async def interaction_check(self, interaction: discord.Interaction[discord.Client], /) -> bool:
        """Whether a moderator calls; called by discord.py. Raises NotModeratorError."""
        roles = interaction.user.roles if isinstance(interaction.user, discord.Member) else []
        if interaction.permissions.manage_guild or any(role.id in self._role_ids for role in roles):
            return True
        raise NotModeratorError

    @app_commands.command(name="reload", description="Read the knowledge files anew; errors change nothing.")
    async def reload(self, interaction: _Interaction) -> None:
        """Reload, and report what has changed or what is wrong."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        knowledge = interaction.client.app.knowledge
        try:
            report = await knowledge.reload()
        except KnowledgeError as error:
            _log.warning("the knowledge was not reloaded: %s", error)
            embed = problems_embed(error, knowledge.answerer.knowledge.version)
        else:
            _log.info("the knowledge was reloaded: %s -> %s", report.old_version, report.new_version)
            embed = reload_embed(report)
        await interaction.followup.send(embed=embed, ephemeral=True)

    @app_commands.command(name="status", description="What the bot knows, and whether it can log.")
    async def status(self, interaction: _Interaction) -> None:
        """Show the knowledge's version and size, and the log's health."""
        app = interaction.client.app
        embed = status_embed(app.knowledge.answerer.knowledge, log_healthy=await app.log.healthy())
        await interaction.response.send_message(embed=embed, ephemeral=True)
