"""The log's rows as text, for other programs: JSON lines, or CSV for a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import AsyncIterator, Iterable
from enum import StrEnum
from typing import Final

from bot.log.entry import LogRow

# What a spreadsheet takes for the start of a formula, the full-width forms included
# (https://owasp.org/www-community/attacks/CSV_Injection).
_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")

COLUMNS: Final = (
    "id",
    "asked_at",
    "guild_id",
    "channel_id",
    "asker",
    "surface",
    "question",
    "status",
    "intent",
    "confidence",
    "runner_up",
    "knowledge",
    "milliseconds",
    "answer",
    "follows",
)


class ExportFormat(StrEnum):
    """How rows are written."""

    JSONL = "jsonl"
    CSV = "csv"


async def export(rows: AsyncIterator[LogRow], form: ExportFormat) -> AsyncIterator[str]:
    """The rows as lines with their line ends, one row at a time; CSV begins with a line of column names."""
    if form is ExportFormat.CSV:
        yield _csv(COLUMNS)
    async for row in rows:
        yield csv_line(row) if form is ExportFormat.CSV else json_line(row)


def json_line(row: LogRow) -> str:
    """One row as a JSON object and a line feed.

    ASCII, so that no character of a question can end a line or steer a terminal. Discord's ids are strings,
    as in Discord's own interface: they exceed what many programs keep of a number.
    """
    return json.dumps(_values(row)) + "\n"


def csv_line(row: LogRow) -> str:
    """One row as CSV (RFC 4180); an apostrophe goes before a text that a spreadsheet may run."""
    return _csv(_harmless(value) if isinstance(value, str) else value for value in _values(row).values())


def _values(row: LogRow) -> dict[str, str | int | float | None]:
    entry = row.entry
    guild = None if entry.guild_id is None else str(entry.guild_id)
    channel = None if entry.channel_id is None else str(entry.channel_id)
    own: dict[str, str | int | float | None] = {
        "id": row.id,
        "asked_at": entry.asked_at.isoformat(),
        "guild_id": guild,
        "channel_id": channel,
    }
    return own | {name: getattr(entry, name) for name in COLUMNS if name not in own}


def _harmless(text: str) -> str:
    """Leading white space does not disarm a formula everywhere, so it is looked behind."""
    formula = text.startswith(_FORMULA_STARTS) or text.lstrip().startswith(_FORMULA_STARTS)
    return f"'{text}" if formula else text


def _csv(cells: Iterable[str | int | float | None]) -> str:
    """Every text in quotation marks: a semicolon in it would otherwise begin a cell in half of Europe."""
    line = io.StringIO()
    csv.writer(line, quoting=csv.QUOTE_NONNUMERIC).writerow(cells)
    return line.getvalue()
