"""`footnote calibrate`: thresholds fitted to the rate of wrong answers that moderators accept."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.evaluate import open_answerer, read_labelled, write_file
from bot.cli.failures import say, start_reporting

if TYPE_CHECKING:
    from bot.core.decision import Thresholds
    from bot.evaluation.calibration import Calibration

_NOT_HELD = 1


def calibrate(
    questions: Annotated[
        list[Path], typer.Argument(help="Files of labelled questions, JSON lines.", exists=True, dir_okay=False)
    ],
    *,
    rate: Annotated[
        float | None,
        typer.Option(
            help="The share of answers that may be wrong.  [default: wrong_answer_rate]", min=1e-4, max=0.9999
        ),
    ] = None,
    confidence: Annotated[float, typer.Option(help="How surely the rate has to be held.", min=0.5, max=0.9999)] = 0.95,
    give_up: Annotated[
        float, typer.Option(help="The share of today's right replies that it may cost.", min=0, max=1)
    ] = 0.1,
    picture: Annotated[
        Path | None, typer.Option(help="Also draw the trade-off into this PNG file.", dir_okay=False)
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Write nothing into the configuration file.")] = False,
) -> None:
    """Fit the thresholds to the rate of wrong answers that is accepted.

    Prints the trade-off, and writes the fitted thresholds into the configuration file where they are better on
    questions that they were not fitted to. Exit status 1 if the rate cannot be held at that price.
    """
    from bot.cli.figures import show_calibration
    from bot.evaluation.calibration import Goal
    from bot.evaluation.calibration import calibrate as fit
    from bot.evaluation.rehearsal import Rehearsal
    from bot.settings import Settings

    settings = Settings()
    start_reporting(settings.log_level, quiet=True)
    labelled = read_labelled(questions)
    goal = Goal(settings.wrong_answer_rate if rate is None else rate, confidence, give_up)
    found = fit(Rehearsal(open_answerer(settings), labelled), settings.thresholds, goal)
    show_calibration(found)
    if picture is not None:
        from bot.evaluation.charts import trade_off_png

        write_file(picture, trade_off_png(found))
    typer.echo()
    typer.echo(_written(found, dry_run=dry_run))
    if not found.rate_is_held:
        raise typer.Exit(_NOT_HELD)


def _written(found: Calibration, *, dry_run: bool) -> str:
    """Write what is recommended, if anything is; returns what was done."""
    from bot.configuration import write_values
    from bot.evaluation.words import settings_of
    from bot.settings import config_file

    values = settings_of(found)
    if not found.recommended or not values:
        return "Nothing is written: today's thresholds stay."
    told = ", ".join(f"{name} = {value!r}" for name, value in values.items())
    if dry_run:
        return f"Nothing is written (--dry-run); it would be: {told}."
    file = config_file()
    write_values(file, values)
    _warn_of_variables(found.fitted.thresholds)
    return f"Written into {file}: {told}. They count from the next start on."


def _warn_of_variables(fitted: Thresholds) -> None:
    """A threshold in the environment goes before the one in the file."""
    from bot.settings import Settings

    if Settings().thresholds != fitted:
        say("FOOTNOTE_THRESHOLD_... variables go before the configuration file; remove them, so that it counts.")
