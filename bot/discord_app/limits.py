"""Discord's limits on what a bot may send, and how text is made to keep them.

The numbers are from Discord's developer documentation (channel message, embed, component and
application command limits).
"""

from __future__ import annotations

from collections.abc import Sequence

EMBED_AUTHOR = 256
EMBED_TITLE = 256
EMBED_DESCRIPTION = 4096
FIELD_NAME = 256
FIELD_VALUE = 1024
EMBED_FOOTER = 2048
EMBED_TOTAL = 6000

ROWS = 5
BUTTON_LABEL = 80
SELECT_OPTIONS = 25
OPTION_LABEL = 100
CUSTOM_ID = 100

CHOICES = 25
CHOICE_LENGTH = 100

ELLIPSIS = "…"


def length(text: str) -> int:
    """How long Discord takes a text to be, in UTF-16 units.

    Its server counts code points and its clients UTF-16 units; this is the stricter of the two.
    """
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def shorten(text: str, limit: int) -> str:
    """The text within `limit` UTF-16 units, cut at a word where one ends and marked with an ellipsis."""
    if length(text) <= limit:
        return text
    if limit < 1:
        return ""
    kept = text[: limit - 1]
    while length(kept) > limit - 1:
        kept = kept[:-1]
    at_word = kept.rpartition(" ")[0].rstrip()
    # A first word as long as the limit has to be cut itself.
    return (at_word if len(at_word) > len(kept) // 2 else kept.rstrip()) + ELLIPSIS


def list_within(lines: Sequence[str], limit: int, separator: str = "\n") -> str:
    """The lines joined, as many as `limit` UTF-16 units allow, then how many more there are."""
    whole = separator.join(lines)
    if length(whole) <= limit:
        return whole
    for count in range(min(len(lines) - 1, limit), 0, -1):
        shown = separator.join((*lines[:count], f"and {len(lines) - count} more"))
        if length(shown) <= limit:
            return shown
    # A first line is cut rather than hidden: one reason in part is better than none.
    after = f"{separator}and {len(lines) - 1} more" if len(lines) > 1 else ""
    return shorten(lines[0], max(limit - length(after), 0)) + shorten(after, limit)


def pages(lines: Sequence[str], limit: int, count: int) -> list[str]:
    """The lines on at most `count` pages of `limit` UTF-16 units; the last says how many more there are."""
    made: list[str] = []
    rest = list(lines)
    while rest and len(made) < count - 1:
        page = [rest.pop(0)]
        while rest and length("\n".join([*page, rest[0]])) <= limit:
            page.append(rest.pop(0))
        made.append(list_within(page, limit))
    return [*made, list_within(rest, limit)] if rest else made
