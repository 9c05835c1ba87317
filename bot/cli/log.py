"""`footnote log`: what was asked, exported for other programs or as figures."""

from __future__ import annotations

import asyncio
import json
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from bot.cli.failures import start_reporting
from bot.errors import FootnoteError

if TYPE_CHECKING:
    from bot.log.stats import LogStats
    from bot.settings import Settings

program = typer.Typer(help="Export the log of questions, or sum it up.", no_args_is_help=True, rich_markup_mode=None)


class Format(StrEnum):
    """How an export is written; the same names as bot.log.export's, which is slow to import."""

    JSONL = "jsonl"
    CSV = "csv"


@program.command()
def export(
    form: Annotated[Format, typer.Option("--format", help="JSON lines, or CSV for a spreadsheet.")] = Format.JSONL,
    output: Annotated[Path | None, typer.Option(help="The file to write; standard output if there is none.")] = None,
) -> None:
    """Write every logged question, oldest first."""
    settings = _settings()
    with _written(output) as stream:
        asyncio.run(_export(settings, form, stream))


@program.command()
def stats(as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False) -> None:
    """Sum up what was asked and what was missed."""
    found = asyncio.run(_stats(_settings()))
    if as_json:
        typer.echo(json.dumps(asdict(found), default=str))
    else:
        from bot.cli.screen import show_stats

        show_stats(found)


async def _export(settings: Settings, form: Format, stream: TextIO) -> None:
    from bot.log.export import ExportFormat
    from bot.log.export import export as lines
    from bot.log.store import QuestionLog

    async with QuestionLog.open(settings.database_url) as log:
        async for line in lines(log.rows(), ExportFormat(form.value)):
            stream.write(line)


async def _stats(settings: Settings) -> LogStats:
    from bot.log.store import QuestionLog

    async with QuestionLog.open(settings.database_url) as log:
        return await log.stats()


@contextmanager
def _written(output: Path | None) -> Iterator[TextIO]:
    """A stream to write to; a file appears whole at the end, or not at all."""
    if output is None:
        yield sys.stdout
        return
    try:
        descriptor, aside = tempfile.mkstemp(dir=output.parent, prefix=f".{output.name}.")
    except OSError as error:
        raise FootnoteError(f"{output} cannot be written ({error.strerror}); name another file.") from error
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as stream:
            yield stream
        Path(aside).replace(output)
    except OSError as error:
        raise FootnoteError(f"{output} cannot be written ({error.strerror}); name another file.") from error
    finally:
        Path(aside).unlink(missing_ok=True)


def _settings() -> Settings:
    from bot.settings import Settings

    settings = Settings()
    start_reporting(settings.log_level, quiet=True)
    return settings
