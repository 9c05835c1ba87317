"""`footnote eval`: how right the answers to labelled questions are."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.failures import start_reporting
from bot.errors import FootnoteError

if TYPE_CHECKING:
    from bot.core.answerer import Answerer
    from bot.evaluation.questions import LabelledQuestion
    from bot.evaluation.report import Report
    from bot.settings import Settings

_BELOW = 1


def evaluate(
    questions: Annotated[
        list[Path], typer.Argument(help="Files of labelled questions, JSON lines.", exists=True, dir_okay=False)
    ],
    show: Annotated[int, typer.Option(help="How many of the misses to show.", min=0)] = 10,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object, with every miss.")] = False,
    as_html: Annotated[
        Path | None, typer.Option("--html", help="Also write a page with pictures to this file.", dir_okay=False)
    ] = None,
    least: Annotated[
        float, typer.Option("--min", help="The share, in percent, that must be right.", min=0, max=100)
    ] = 0.0,
) -> None:
    """Measure how right the answers to labelled questions are.

    Nothing is logged. Exit status 1 if less than --min is right.
    """
    from bot.settings import Settings

    settings = Settings()
    start_reporting(settings.log_level, quiet=True)
    labelled = read_labelled(questions)
    answerer = open_answerer(settings)
    report = measure(answerer, labelled)
    if as_html is not None:
        from bot.evaluation.page import page

        write_file(as_html, page(report, answerer.knowledge.version).encode())
    if as_json:
        typer.echo(json.dumps({"knowledge": answerer.knowledge.version, **asdict(report)}))
    else:
        from bot.cli.figures import show_report

        show_report(report, misses=show)
    if 100 * report.overall.right < least * report.overall.total:
        raise typer.Exit(_BELOW)


def measure(answerer: Answerer, questions: Iterable[LabelledQuestion]) -> Report:
    """Ask every question (at least one), judge the answers and sum them up; no row is logged."""
    from bot.evaluation.judging import judge
    from bot.evaluation.report import Outcome, summarise

    outcomes = []
    for asked in questions:
        started = time.perf_counter()
        answer = answerer.answer(asked.question)
        took = time.perf_counter() - started
        outcomes.append(Outcome(asked, answer, 1000 * took, judge(asked, answer)))
    return summarise(outcomes)


def read_labelled(files: Iterable[Path]) -> tuple[LabelledQuestion, ...]:
    """The questions of all files; raises QuestionsError with every bad line, or FootnoteError."""
    from bot.evaluation.questions import read_questions

    return read_questions({str(file): _text(file) for file in files})


def open_answerer(settings: Settings) -> Answerer:
    """The answerer that the settings ask for; raises KnowledgeError."""
    from bot.app import open_knowledge

    return asyncio.run(open_knowledge(settings)).answerer


def write_file(file: Path, content: bytes) -> None:
    """Write a file that somebody asked for; raises FootnoteError."""
    try:
        file.write_bytes(content)
    except OSError as error:
        raise FootnoteError(f"{file} cannot be written ({error.strerror}); name another file.") from error


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise FootnoteError(f"{file} cannot be read as UTF-8 text; name another file.") from None
