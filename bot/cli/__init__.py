"""The command `footnote`: what it offers, and where each part of it stands.

Imports here stay light: what a command needs is imported when it runs, so that `footnote --help` is instant.
"""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

import bot
from bot.cli import ask, calibrate, check, evaluate, explain, log, serve
from bot.cli.failures import reported
from bot.cli.streams import closing_quietly, prepare_streams

program = typer.Typer(
    name="footnote",
    help="Answers from a newsroom's coverage, every sentence with its source.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
program.command()(ask.ask)
program.command()(ask.chat)
program.command()(explain.explain)
program.command()(explain.replay)
program.command()(check.check)
program.command("eval")(evaluate.evaluate)
program.command()(calibrate.calibrate)
program.command()(serve.demo)
program.command()(serve.run)
program.command()(serve.health)
program.add_typer(log.program, name="log")


@program.callback()
def options(
    debug: Annotated[
        bool, typer.Option("--debug", help="Report every step, and where an error came from, on stderr.")
    ] = False,
) -> None:
    """Answers from a newsroom's coverage, every sentence with its source."""
    if debug:
        # As a setting it reaches whatever reads the settings, by the one way that there is.
        os.environ["FOOTNOTE_LOG_LEVEL"] = "DEBUG"


@program.command()
def version() -> None:
    """Print the program's version."""
    typer.echo(f"footnote {bot.__version__}")


def main() -> None:
    """Run the command line and end the process.

    Exit status: 0 done, 1 problems found (check, --jsonl), too little right (eval --min) or too much wrong
    (calibrate), 2 could not be done, 130 stopped by Ctrl-C.
    """
    prepare_streams()
    with closing_quietly():
        sys.exit(reported(lambda: program(prog_name="footnote")))
