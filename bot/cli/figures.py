"""How right the answers are, and what other thresholds would make of them, as tables in a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from bot.cli.screen import print_blocks, table
from bot.cli.streams import printable
from bot.evaluation.calibration import FITTED
from bot.evaluation.words import findings, meaning, percent, ratio

if TYPE_CHECKING:
    from bot.evaluation.calibration import Calibration, Point
    from bot.evaluation.report import Bin, MissedQuestion, Report, Tally


def show_report(report: Report, misses: int) -> None:
    """Print how right the answers were, and the first so many misses."""
    print_blocks(_report(report, misses))


def show_calibration(calibration: Calibration) -> None:
    """Print the trade-off, what today's and the fitted thresholds make of it, and what follows."""
    print_blocks(_calibration(calibration))


def _report(report: Report, misses: int) -> Iterator[RenderableType]:
    yield _tallies("By kind", (*report.by_kind, report.overall))
    if report.by_intent:
        yield _tallies("By intent, most misses first", report.by_intent)
    if report.confusions:
        rows = [(one.asked, one.got, one.why, str(one.times)) for one in report.confusions]
        yield table("Asked for", rows, "got", "which", "times")
    yield _tallies("Answered, by confidence", report.calibration)
    yield Text(meaning(report))
    yield Text(
        f"answers that are wrong: {ratio(report.wrong)}\n"
        f"unanswerable ones asserted: {ratio(report.asserted)}\n"
        f"half answered within {report.median_ms:.1f} ms, 99 % within {report.p99_ms:.1f} ms"
    )
    if shown := report.misses[:misses]:
        yield Group(Text(f"Misses, {len(shown)} of {len(report.misses)}", style="bold"), *map(_miss, shown))


def _miss(miss: MissedQuestion) -> Text:
    lines = [f"{miss.id}: {miss.question}", f"  {miss.asked} -> {miss.got} ({miss.confidence:.2f}); {miss.why}"]
    return Text("\n".join(printable(line) for line in [*lines, *([f"  {miss.note}"] if miss.note else [])]))


def _tallies(title: str, tallies: Iterable[Tally | Bin]) -> Table:
    rows = [(tally.name, str(tally.right), str(tally.total), percent(tally.percent)) for tally in tallies]
    return table(title, rows, "right", "total", "percent")


def _calibration(calibration: Calibration) -> Iterator[RenderableType]:
    headings = ("answered", "choices", "refused", "small talk", "right", "wrong", "wrong %", "at most %")
    curve = [(f"{point.thresholds.answer:.2f}", *_row(calibration, point)) for point in calibration.curve]
    yield table("Answered from this confidence on", curve, *headings)
    both = (("today", calibration.today), ("fitted", calibration.fitted))
    yield table("Thresholds", [(name, *_row(calibration, point)) for name, point in both], *headings)
    before, after = calibration.today.thresholds, calibration.fitted.thresholds
    rows = [(name, f"{getattr(before, name):g}", f"{getattr(after, name):g}") for name in FITTED]
    yield table("Setting", [(f"threshold_{name}", *values) for name, *values in rows], "today", "fitted")
    yield Group(*(Text(sentence) for sentence in findings(calibration)))


def _row(calibration: Calibration, point: Point) -> tuple[str, ...]:
    score, confidence = point.score, calibration.goal.confidence
    counts = (score.answered, score.clarified, score.refused, score.smalltalk, score.right, score.wrong)
    shares = (score.wrong_share, score.bound(confidence))
    return (*map(str, counts), *(percent(100 * one) for one in shares))
