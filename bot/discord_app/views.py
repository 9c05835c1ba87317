"""Buttons and menus that offer questions, and that still work after a restart.

Everything that a press needs is in the component's custom id: who asked, and which intent. Discord hands
it back, so that no view has to be kept.

Anybody may press. Whoever asked gets the answer in the channel; anybody else gets it for their eyes only,
so that a curious reader does not talk into somebody's conversation. Questions that nobody in particular
was offered are everybody's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Self, TypeAlias

import discord

from bot.core.model import Suggestion
from bot.discord_app.desk import Desk, Exchange, asker_of
from bot.discord_app.errors import AnyInteraction, Funnel
from bot.discord_app.limits import BUTTON_LABEL, CUSTOM_ID, OPTION_LABEL, ROWS, SELECT_OPTIONS, shorten
from bot.discord_app.rendering import embed_of
from bot.discord_app.why import WhyButton

_Item: TypeAlias = "discord.ui.Item[discord.ui.View]"

EVERYBODY = 0
"""Instead of the asker's id, for questions that are offered to everybody."""

# A member's id has up to 20 digits; what is left of the 100 characters is the intent's.
_ASK = "footnote:ask:"
_MENU = "footnote:menu:"
INTENT_ID = CUSTOM_ID - len(_ASK) - 21


class QuestionButton(
    discord.ui.DynamicItem[discord.ui.Button[discord.ui.View]],
    template=re.escape(_ASK) + r"(?P<asker>\d{1,20}):(?P<intent>.+)",
):
    """A button that answers one intent."""

    def __init__(self, suggestion: Suggestion, asker_id: int, row: int | None = None) -> None:
        self.asker_id = asker_id
        self.intent = suggestion.intent
        super().__init__(
            discord.ui.Button(
                label=shorten(suggestion.asks, BUTTON_LABEL),
                style=discord.ButtonStyle.secondary,
                custom_id=f"{_ASK}{asker_id}:{suggestion.intent}",
                row=row,
            )
        )

    @classmethod
    async def from_custom_id(cls, _: AnyInteraction, item: _Item, match: re.Match[str], /) -> Self:
        """The pressed button as its custom id describes it; called by discord.py."""
        label = getattr(item, "label", None) or match["intent"]
        return cls(Suggestion(match["intent"], label), int(match["asker"]))

    async def callback(self, interaction: AnyInteraction) -> None:
        """Answer the press."""
        async with Funnel(interaction):
            await _answer_press(interaction, self.intent, self.asker_id)


class QuestionMenu(
    discord.ui.DynamicItem[discord.ui.Select[discord.ui.View]],
    template=re.escape(_MENU) + r"(?P<asker>\d{1,20})",
):
    """A menu of questions, for when there are more than fit into buttons; the chosen value is the intent."""

    def __init__(self, suggestions: Sequence[Suggestion], asker_id: int) -> None:
        self.asker_id = asker_id
        options = [
            discord.SelectOption(label=shorten(suggestion.asks, OPTION_LABEL), value=suggestion.intent)
            for suggestion in suggestions[:SELECT_OPTIONS]
        ]
        super().__init__(
            discord.ui.Select(custom_id=f"{_MENU}{asker_id}", placeholder="Choose a question", options=options)
        )

    @classmethod
    async def from_custom_id(cls, _: AnyInteraction, item: _Item, match: re.Match[str], /) -> Self:
        """The menu as its custom id describes it; called by discord.py, which fills in what was chosen."""
        options = item.options if isinstance(item, discord.ui.Select) else []
        return cls([Suggestion(option.value, option.label) for option in options], int(match["asker"]))

    async def callback(self, interaction: AnyInteraction) -> None:
        """Answer the choice."""
        async with Funnel(interaction):
            await _answer_press(interaction, self.item.values[0], self.asker_id)


def choices_view(suggestions: Sequence[Suggestion], asker_id: int) -> discord.ui.View | None:
    """The suggestions as buttons one under the other, or as a menu from six on; None if there are none."""
    offered = list({item.intent: item for item in suggestions if len(item.intent) <= INTENT_ID}.values())
    if not offered:
        return None
    view = discord.ui.View(timeout=None)
    if len(offered) > ROWS:
        view.add_item(QuestionMenu(offered, asker_id))
    else:
        for row, suggestion in enumerate(offered):
            view.add_item(QuestionButton(suggestion, asker_id, row))
    return view


def reply_view(exchange: Exchange, asker_id: int) -> discord.ui.View | None:
    """What stands under a reply: its suggestions, and below them the button that explains it; None for nothing."""
    view = choices_view(exchange.answer.suggestions, asker_id)
    if exchange.log_id is None:
        return view
    rows = len(view.children) if view else 0
    view = view or discord.ui.View(timeout=None)
    # Five suggestions fill all rows: then it stands beside the last one.
    return view.add_item(WhyButton(exchange.log_id, min(rows, ROWS - 1)))


async def send_answer(interaction: AnyInteraction, exchange: Exchange, *, ephemeral: bool = False) -> None:
    """Answer an interaction; with the question, which Discord shows to nobody else otherwise."""
    embed = embed_of(exchange.answer, exchange.question)
    view = reply_view(exchange, interaction.user.id) or discord.utils.MISSING
    await interaction.response.send_message(embed=embed, view=view, ephemeral=ephemeral)


async def _answer_press(interaction: AnyInteraction, intent: str, asker_id: int) -> None:
    desk: Desk = interaction.client.desk
    exchange = await desk.choose(intent, asker_of(interaction))
    pressed = interaction.message
    private = asker_id not in {interaction.user.id, EVERYBODY}
    private = private or (pressed is not None and pressed.flags.ephemeral)
    await send_answer(interaction, exchange, ephemeral=private)
