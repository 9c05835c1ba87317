"""The button 'Why this answer?': the receipt of a reply, for the eyes of whoever presses.

Its custom id carries the reply's id in the log, so that it works after a restart. The logged question is
answered again: what is explained is the answer of now, and where that differs from the reply, it says so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Self, TypeAlias

import discord

from bot.core.account import by_article, evidence_text, reasons
from bot.core.explanation import Evidence, Explanation
from bot.discord_app.desk import Desk, asker_of
from bot.discord_app.errors import AnyInteraction, Funnel
from bot.discord_app.limits import EMBED_DESCRIPTION, length, list_within
from bot.discord_app.markdown import escape
from bot.discord_app.rendering import COLOURS, version_label
from bot.replay import Replay

_Item: TypeAlias = "discord.ui.Item[discord.ui.View]"

LABEL = "Why this answer?"
_WHY = "footnote:why:"
_WHY_ID = re.compile(re.escape(_WHY) + r"(?P<log_id>\d{1,19})")
# The reasons may take so much of an embed; real ones take a quarter of it.
_REASONS = EMBED_DESCRIPTION // 2
_SEPARATOR = "\n\n"


class WhyButton(discord.ui.DynamicItem[discord.ui.Button[discord.ui.View]], template=_WHY_ID):
    """A button that explains one logged reply."""

    def __init__(self, log_id: int, row: int | None = None) -> None:
        self.log_id = log_id
        style = discord.ButtonStyle.secondary
        super().__init__(discord.ui.Button(label=LABEL, style=style, custom_id=f"{_WHY}{log_id}", row=row))

    @classmethod
    async def from_custom_id(cls, _: AnyInteraction, item: _Item, match: re.Match[str], /) -> Self:  # noqa: ARG003
        """The pressed button as its custom id describes it; called by discord.py."""
        return cls(int(match["log_id"]))

    async def callback(self, interaction: AnyInteraction) -> None:
        """Explain the reply to whoever pressed, and to nobody else."""
        async with Funnel(interaction):
            desk: Desk = interaction.client.desk
            replay, explanation = await desk.explain(self.log_id, asker_of(interaction))
            embed = explanation_embed(explanation, since_then(replay))
            await interaction.response.send_message(embed=embed, ephemeral=True)


def log_id_of(message: discord.Message) -> int | None:
    """The id in the log of a reply of the bot, which its button carries; None where it has none."""
    for row in message.components:
        for item in row.children if isinstance(row, discord.ActionRow) else ():
            match = _WHY_ID.fullmatch(getattr(item, "custom_id", None) or "")
            if match:
                return int(match["log_id"])
    return None


def since_then(replay: Replay) -> str:
    """What is different from the reply under which the button stands; empty if nothing is."""
    then, now = replay.row.entry.knowledge, replay.answer.receipt.knowledge
    changed = ", ".join(replay.changes())
    if replay.same_knowledge and not changed:
        return ""
    versions = f"The reply came from {version_label(then)}; this explains what I say now, from {version_label(now)}."
    return f"{versions} Changed since: {changed}." if changed else f"{versions} The answer is still the same."


def explanation_embed(explanation: Explanation, preface: str = "") -> discord.Embed:
    """An explanation within Discord's limits: claims are left out where they do not fit, quotes are never cut."""
    paragraphs = [escape(paragraph) for paragraph in reasons(explanation)]
    said = list_within([f"*{preface}*", *paragraphs] if preface else paragraphs, _REASONS, _SEPARATOR)
    rests = _evidence(explanation.evidence, EMBED_DESCRIPTION - length(said + _SEPARATOR))
    text = _SEPARATOR.join(block for block in (said, rests) if block)
    embed = discord.Embed(title=LABEL, description=text, colour=COLOURS[explanation.status])
    return embed.set_footer(text=version_label(explanation.knowledge))


def _evidence(evidence: Sequence[Evidence], room: int) -> str:
    """The claims and quotes under their articles; what has no room is left out whole, the last claims first."""
    shown = list(evidence)
    while shown:
        hidden = len(evidence) - len(shown)
        blocks = ["\n".join([f"**{escape(name)}**", *map(_line, cited)]) for name, cited in by_article(shown)]
        text = "\n".join([*blocks, f"and {hidden} more"] if hidden else blocks)
        if length(text) <= room:
            return text
        shown.remove(next((one for one in reversed(shown) if not one.verbatim), shown[-1]))
    return "What it rests on is longer than Discord shows." if evidence else ""


def _line(evidence: Evidence) -> str:
    return escape(evidence_text(evidence))
