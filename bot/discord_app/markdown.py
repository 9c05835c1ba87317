"""Plain text as Discord's markdown: nothing that somebody wrote is taken for markup or a mention."""

from __future__ import annotations

import re
from collections.abc import Sequence

import discord

_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
# A mention, a channel, a custom emoji, a timestamp or a slash command, as Discord's clients send them.
_MARKUP = re.compile(r"<(?:@[!&]?\d+|#\d+|a?:\w+:\d+|t:-?\d+(?::\w)?|/[^<>]*:\d+)>")
_LIST_ITEM = re.compile(r"^(\d+)\.(?=\s)")


def escape(text: str) -> str:
    """One line of markdown that shows the text as it is, with no mark-up, mention or line break in effect."""
    line = " ".join(text.split())
    line = discord.utils.escape_markdown(line, ignore_links=True).replace("<", "\\<")
    return discord.utils.escape_mentions(_LIST_ITEM.sub(r"\1\\.", line))


def superscript(numbers: Sequence[int]) -> str:
    """Footnote numbers as they stand in a sentence: `(1, 12)` is ¹ ¹², on one line."""
    return "\u202f".join(str(number).translate(_SUPERSCRIPTS) for number in numbers)


def quoted(text: str) -> str:
    """A block quote: every line of the text is marked as one."""
    return "\n".join(f"> {line}" for line in text.split("\n"))


def without_markup(text: str) -> str:
    """The words of what somebody typed, without mentions, custom emoji and the like, on one line."""
    return " ".join(_MARKUP.sub(" ", text).split())
