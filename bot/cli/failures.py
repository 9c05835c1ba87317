"""The command line's one funnel for what goes wrong: a sentence on stderr, never a traceback unasked for."""

from __future__ import annotations

import logging
import os
import secrets
import sys
from collections.abc import Callable

from bot.cli.streams import printable
from bot.errors import FootnoteError

_log = logging.getLogger(__name__)

FAILED = 2
INTERRUPTED = 130


def reported(command: Callable[[], object]) -> int:
    """Run `command`; returns the exit status 0, or what became of it. SystemExit passes through."""
    try:
        command()
    except FootnoteError as error:
        _log.debug("what the sentence stands for", exc_info=error)
        say(str(error))
        return FAILED
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:  # noqa: BLE001 - this is the funnel: whatever it is, it ends here
        say(_incident(error))
        return FAILED
    return 0


def say(sentences: str) -> None:
    """Write to stderr, each line under the program's name."""
    for line in sentences.splitlines():
        sys.stderr.write(f"footnote: {printable(line)}\n")
    sys.stderr.flush()


def start_reporting(level: str, *, quiet: bool = False) -> None:
    """Send the program's own log to stderr from `level` on; `quiet` raises INFO to WARNING."""
    if quiet and level == "INFO":
        level = "WARNING"
    logging.basicConfig(level=level, format="%(asctime)s %(levelname)-8s %(name)s: %(message)s", force=True)
    if level != "DEBUG":
        # It tells of each part of itself that it loads.
        logging.getLogger("alembic.runtime.plugins").setLevel(logging.WARNING)


def _incident(error: Exception) -> str:
    number = secrets.token_hex(3).upper()
    if os.environ.get("FOOTNOTE_LOG_LEVEL", "").strip().upper() == "DEBUG" and not logging.root.handlers:
        start_reporting("DEBUG")
    _log.debug("incident %s", number, exc_info=error)
    return (
        f"Something went wrong that should not have (incident {number}); "
        "run it as `footnote --debug ...` to see where, and report what it prints."
    )
