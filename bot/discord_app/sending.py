"""How a reply to a message is sent, so that no reply ever pings, or fails because its question is gone."""

from __future__ import annotations

import discord


async def reply(
    message: discord.Message,
    content: str | None = None,
    *,
    embed: discord.Embed = discord.utils.MISSING,
    view: discord.ui.View | None = None,
) -> None:
    """Reply to a message; as a plain message in the channel if it has been deleted meanwhile.

    Raises discord.HTTPException, discord.Forbidden among them, if Discord does not take it.
    """
    await message.channel.send(
        content,
        embed=embed,
        view=view or discord.utils.MISSING,
        reference=message.to_reference(fail_if_not_exists=False),
        mention_author=False,
    )
