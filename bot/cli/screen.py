"""How answers and figures look in a terminal.

Everything shown is Text, never Rich's markup, and goes through `printable`: what members wrote stays words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from bot.cli.streams import printable
from bot.core.model import Kind
from bot.core.plain import footnote_text
from bot.counting import counted

if TYPE_CHECKING:
    from bot.core.model import Answer, AnswerPart, CitedQuote
    from bot.evaluation.report import MissedQuestion, Report, Tally
    from bot.log.stats import LogStats

_WIDTH = 100
"""Columns; longer lines of prose are hard to read."""
_UNWRAPPED = 10_000
_VIEW = " (the author's view)"
_FIGURES = {"times", "right", "total", "percent"}
"""The headings of columns of numbers."""


def show_answer(answer: Answer) -> None:
    """Print an answer: what is said, the quote, the footnotes, and what else can be asked."""
    print_blocks(_answer(answer))


def show_stats(stats: LogStats) -> None:
    """Print the log in figures."""
    print_blocks(_stats(stats))


def show_report(report: Report, misses: int) -> None:
    """Print how right the answers were, and the first so many misses."""
    print_blocks(_report(report, misses))


def print_blocks(blocks: Iterable[RenderableType]) -> None:
    """Print blocks with an empty line between them, as wide as can be read."""
    console = Console(highlight=False, markup=False, emoji=False)
    # What reads a pipe or a file wraps lines for itself.
    console.width = min(console.width, _WIDTH) if console.is_terminal else _UNWRAPPED
    for place, block in enumerate(blocks):
        if place:
            console.print()
        console.print(block)


def _answer(answer: Answer) -> Iterator[RenderableType]:
    views = frozenset(note.n for note in answer.footnotes if note.kind is Kind.COMMENTARY)
    for part in answer.parts:
        yield Group(*_part(part, views))
    if answer.footnotes:
        notes = (f"[{note.n}] {footnote_text(note)}" for note in answer.footnotes)
        yield Group(*(Text(printable(note), style="dim") for note in notes))
    if answer.suggestions:
        asks = (f"  • {suggestion.asks}" for suggestion in answer.suggestions)
        yield Group(Text("You can ask:"), *(Text(printable(ask), style="cyan") for ask in asks))


def _part(part: AnswerPart, views: frozenset[int]) -> Iterator[RenderableType]:
    """The lines of a part; `views` are the notes that cite its author's view."""
    if part.heading:
        yield Text(printable(part.heading), style="bold")
    said = Text()
    for place, sentence in enumerate(part.sentences):
        is_view = bool(sentence.notes) and views.issuperset(sentence.notes)
        said.append(" " * (place > 0) + printable(sentence.text))
        said.append(_marks(sentence.notes) + _VIEW * is_view, style="dim")
    yield said
    if part.quote:
        yield Padding(_quote(part.quote), (0, 0, 0, 2), expand=False)


def _quote(quote: CitedQuote) -> Text:
    text = Text(f"“{printable(quote.words)}”", style="italic")
    text.append(f" - {printable(quote.speaker)}", style="not italic")
    text.append(_marks((quote.note,)), style="not italic dim")
    return text


def _marks(notes: tuple[int, ...]) -> str:
    return "".join(f" [{note}]" for note in notes)


def _stats(stats: LogStats) -> Iterator[RenderableType]:
    yield Text(f"{counted(stats.total, 'question')}{_times(stats)}")
    if not stats.total:
        return
    yield _table("What became of them", [(name, str(count)) for name, count in stats.by_status], "times")
    yield _table("By day (UTC)", [(day.isoformat(), str(count)) for day, count in stats.by_day], "times")
    yield _table("Asked most", [(name, str(count)) for name, count in stats.top_intents], "times")
    if stats.missed:
        yield _table(
            "Missed most",
            [(f"{missed.question} ({missed.status})", str(missed.times)) for missed in stats.missed],
            "times",
        )


def _times(stats: LogStats) -> str:
    if stats.median_ms is None or stats.p99_ms is None:
        return ""
    return f"; half answered within {stats.median_ms:.1f} ms, 99 % within {stats.p99_ms:.1f} ms"


def _report(report: Report, misses: int) -> Iterator[RenderableType]:
    yield _tallies("By kind", (*report.by_kind, report.overall))
    if report.by_intent:
        yield _tallies("By intent, most misses first", report.by_intent)
    if report.confusions:
        rows = [(one.asked, one.got, one.why, str(one.times)) for one in report.confusions]
        yield _table("Asked for", rows, "got", "which", "times")
    yield _tallies("Answered, by confidence", report.calibration)
    yield Text(
        f"unanswerable ones asserted: {_ratio(report.asserted)}\n"
        f"half answered within {report.median_ms:.1f} ms, 99 % within {report.p99_ms:.1f} ms"
    )
    if shown := report.misses[:misses]:
        yield Group(Text(f"Misses, {len(shown)} of {len(report.misses)}", style="bold"), *map(_miss, shown))


def _miss(miss: MissedQuestion) -> Text:
    lines = [f"{miss.id}: {miss.question}", f"  {miss.asked} -> {miss.got} ({miss.confidence:.2f}); {miss.why}"]
    return Text("\n".join(printable(line) for line in [*lines, *([f"  {miss.note}"] if miss.note else [])]))


def _tallies(title: str, tallies: Iterable[Tally]) -> Table:
    rows = [(tally.name, str(tally.right), str(tally.total), _percent(tally)) for tally in tallies]
    return _table(title, rows, "right", "total", "percent")


def _ratio(tally: Tally) -> str:
    return f"{tally.right} of {tally.total} ({_percent(tally)} %)"


def _percent(tally: Tally) -> str:
    return "-" if tally.percent is None else f"{tally.percent:.1f}"


def _table(title: str, rows: Iterable[tuple[str, ...]], *headings: str) -> Table:
    table = Table(title, *headings, box=None, pad_edge=False, header_style="bold")
    for column in table.columns:
        if column.header in _FIGURES:
            column.justify = "right"
    for row in rows:
        table.add_row(*(Text(printable(cell)) for cell in row))
    return table
