"""`footnote demo`, `footnote run` and `footnote health`: the bot at work, and whether it is."""

from __future__ import annotations

import asyncio
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.failures import start_reporting
from bot.errors import SettingsError

if TYPE_CHECKING:
    from bot.settings import Settings

DEMO_LOG = "sqlite+aiosqlite:///demo.db"
HEARTBEAT = Path("footnote.heartbeat")
_TERMINATED = 128 + signal.SIGTERM

_NO_TOKEN = """\
FOOTNOTE_DISCORD_TOKEN is not set, so there is no bot to log in to Discord as. To get a token:
  1. open discord.com/developers/applications and create an application;
  2. on its page Bot, choose Reset Token and copy what appears;
  3. write it into the file .env here, as FOOTNOTE_DISCORD_TOKEN=...
README.md has all five steps, up to inviting the bot. To try it without Discord, run: make demo"""


def demo(
    port: Annotated[int, typer.Option(help="The page's port; 0 takes a free one.", min=0, max=65535)] = 0,
) -> None:
    """Serve the bot on a simulated Discord, as a local web page."""
    _stop_on_sigterm()
    asyncio.run(_demo(_settings(quiet=True), port))


def run(
    heartbeat: Annotated[
        Path | None, typer.Option(help="A file to touch while all is well, for `footnote health`.")
    ] = None,
) -> None:
    """Run the bot on Discord; needs FOOTNOTE_DISCORD_TOKEN."""
    _stop_on_sigterm()
    settings = _settings()
    if settings.discord_token is None:
        raise SettingsError(_NO_TOKEN)
    asyncio.run(_run(settings, settings.discord_token.get_secret_value(), heartbeat))


def health(
    heartbeat: Annotated[Path, typer.Argument(help="The file that `footnote run --heartbeat` touches.")],
) -> None:
    """Tell by its heartbeat whether the bot runs.

    Exit status 0 if it does, 2 if not.
    """
    from bot.health import require_heartbeat

    require_heartbeat(heartbeat)


async def _demo(settings: Settings, port: int) -> None:
    from bot.app import App
    from bot.demo import serve

    if settings.database_url == type(settings).model_fields["database_url"].default:
        # What is tried out does not belong in the real log.
        settings = settings.model_copy(update={"database_url": DEMO_LOG})
    async with App.open(settings) as app:
        await serve(app, port)


async def _run(settings: Settings, token: str, heartbeat: Path | None) -> None:
    from bot.app import App
    from bot.discord_app.client import run as run_on_discord

    async with App.open(settings) as app:
        await run_on_discord(app, token, heartbeat)


def _settings(*, quiet: bool = False) -> Settings:
    from bot.settings import Settings

    settings = Settings()
    start_reporting(settings.log_level, quiet=quiet)
    return settings


def _stop_on_sigterm() -> None:
    """As a container's first process the program would ignore SIGTERM until the bot listens for it itself."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(_TERMINATED))
