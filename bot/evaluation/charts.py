"""Figures as pictures, drawn by matplotlib: as PNG, and as SVG to stand in a page."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import PercentFormatter

from bot.evaluation.bounds import interval
from bot.evaluation.calibration import Calibration
from bot.evaluation.report import Bin, Report, Tally

_INK, _FAINT, _GOOD, _BAD, _OTHER = "#1f2328", "#8c959f", "#0969da", "#cf222e", "#9a6700"
_IN_A_PAGE: Final = {
    _INK: "currentColor",
    **{c: f"var(--{n})" for n, c in zip(("faint", "good", "bad", "other"), (_FAINT, _GOOD, _BAD, _OTHER), strict=True)},
}
"""A page has its own colours, light or dark."""
_WIDTH: Final = 4.6
"""Inches: about as wide as a phone, so that letters keep their size there."""
_STYLE: Final[dict[Any, object]] = {
    "svg.fonttype": "none",  # text stays text, to be read aloud and found
    "svg.hashsalt": "footnote",  # the same figures give the same file
    "font.family": "sans-serif",
    "font.size": 10.5,
    "axes.spines.top": False,
    "axes.spines.right": False,
    **dict.fromkeys(("text.color", "axes.labelcolor", "axes.edgecolor", "xtick.color", "ytick.color"), _INK),
}


def kinds_svg(report: Report) -> str:
    """The share that is right of each kind, as bars with the range in which the true share lies."""
    tallies = (*report.by_kind, report.overall)

    def draw(axes: Axes) -> None:
        rows = range(len(tallies))
        shares = [100 * tally.right / tally.total for tally in tallies]
        ranges = [[100 * end for end in interval(tally.right, tally.total)] for tally in tallies]
        around = [
            [max(0.0, share - low) for share, (low, _) in zip(shares, ranges, strict=True)],
            [max(0.0, high - share) for share, (_, high) in zip(shares, ranges, strict=True)],
        ]
        axes.barh(rows, shares, color=_GOOD, height=0.6)
        axes.errorbar(shares, rows, xerr=around, fmt="none", ecolor=_INK, elinewidth=1, capsize=3)
        axes.set_yticks(rows, [tally.name.replace("_", " ") for tally in tallies])
        axes.invert_yaxis()
        axes.set_xlim(0, 100)
        axes.xaxis.set_major_formatter(PercentFormatter())

    return _svg(draw, 0.6 + 0.36 * len(tallies), "Right by kind", "; ".join(map(_told, tallies)))


def calibration_svg(report: Report) -> str:
    """How many answers of each confidence are right, against what the confidence promises."""
    filled = [one for one in report.calibration if one.total]

    def draw(axes: Axes) -> None:
        axes.plot([0, 1], [0, 100], color=_FAINT, linestyle="--", linewidth=1)
        axes.text(0.55, 47, "what it promises", color=_FAINT, rotation=45, transform_rotates_text=True, va="top")
        sizes = [12 + 240 * one.total / report.overall.total for one in filled]
        points = [(one.confidence or 0.0, one.percent or 0.0) for one in filled]
        axes.plot(*zip(*points, strict=True) if points else ((), ()), color=_GOOD, linewidth=1)
        axes.scatter([x for x, _ in points], [y for _, y in points], s=sizes, color=_GOOD, clip_on=False, zorder=3)
        axes.set_xlim(0, 1)
        axes.set_ylim(0, 102)
        axes.set_xlabel("confidence")
        axes.yaxis.set_major_formatter(PercentFormatter())

    return _svg(draw, 3.0, "Right by confidence", "; ".join(map(_told, filled)) or "no question was answered")


def times_svg(report: Report) -> str:
    """How many answers took how long."""

    def draw(axes: Axes) -> None:
        counts, _, _ = axes.hist(report.times_ms, bins=30, color=_GOOD)
        axes.set_ylim(top=1.2 * np.max(counts))
        # One name goes to each side, so that they never stand on each other.
        for at, name, side in ((report.median_ms, "half\u00a0", "right"), (report.p99_ms, "\u00a099 %", "left")):
            axes.axvline(at, color=_INK, linewidth=1, linestyle="--")
            axes.text(at, 0.98, name, transform=axes.get_xaxis_transform(), ha=side, va="top")
        axes.set_xlim(left=0)
        axes.set_xlabel("milliseconds")
        axes.set_ylabel("answers")

    told = f"half of the answers took up to {report.median_ms:.1f} milliseconds, 99 % up to {report.p99_ms:.1f}"
    return _svg(draw, 2.4, "Time to answer", told)


def trade_off_png(calibration: Calibration) -> bytes:
    """What is answered, and how much of it wrong, by the confidence from which on it is: a PNG file's content."""
    target = io.BytesIO()
    with _drawing(5.6, width=7.2) as figure:
        above, below = figure.subplots(2, 1, sharex=True, height_ratios=(3, 2))
        _draw_shares(above, calibration)
        _draw_wrong(below, calibration)
        figure.savefig(target, format="png", dpi=150, facecolor="white", metadata={"Software": None})
    return target.getvalue()


def _draw_shares(axes: Axes, calibration: Calibration) -> None:
    """What becomes of all questions, as layers that add up to all."""
    scores = [point.score for point in calibration.curve]
    layers = {
        "answered, right": ([one.answered - one.wrong for one in scores], _GOOD),
        "answered, wrong": ([one.wrong for one in scores], _BAD),
        "choices offered": ([one.clarified for one in scores], _OTHER),
        "refused or small talk": ([one.refused + one.smalltalk for one in scores], _FAINT),
    }
    shares = [[100 * n / one.asked for n, one in zip(counts, scores, strict=True)] for counts, _ in layers.values()]
    colours = [colour for _, colour in layers.values()]
    axes.stackplot(_places(calibration), shares, labels=list(layers), colors=colours, edgecolor="white", linewidth=0.8)
    axes.set_ylim(0, 100)
    axes.yaxis.set_major_formatter(PercentFormatter())
    axes.set_ylabel("of all questions")
    axes.legend(loc="lower center", bbox_to_anchor=(0.5, 1), ncols=2, frameon=False)


def _draw_wrong(axes: Axes, calibration: Calibration) -> None:
    """The share of answers that are wrong, up to its bound, and the rate that is accepted."""
    goal, places = calibration.goal, _places(calibration)
    shares = [100 * point.score.wrong_share for point in calibration.curve]
    bounds = [100 * point.score.bound(goal.confidence) for point in calibration.curve]
    axes.fill_between(places, shares, bounds, color=_BAD, alpha=0.15, label=f"up to this, {goal.confidence:.0%} sure")
    axes.plot(places, shares, color=_BAD, label="wrong answers")
    axes.axhline(100 * goal.rate, color=_INK, linestyle="--", linewidth=1, label="accepted")
    for name, point, marker in (("today", calibration.today, "o"), ("fitted", calibration.fitted, "D")):
        at = point.thresholds.answer, 100 * point.score.wrong_share
        axes.plot(*at, marker, color=_INK, fillstyle="none" if name == "today" else "full", label=name, clip_on=False)
    axes.set_xlim(places[0], places[-1])
    axes.set_ylim(bottom=0)
    axes.yaxis.set_major_formatter(PercentFormatter())
    axes.set_ylabel("of all answers")
    axes.set_xlabel("answered from this confidence on")
    axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.3), ncols=3, frameon=False)


def _places(calibration: Calibration) -> list[float]:
    return [point.thresholds.answer for point in calibration.curve]


def _told(tally: Tally | Bin) -> str:
    return f"{tally.name.replace('_', ' ')} {tally.right} of {tally.total}"


@contextmanager
def _drawing(height: float, width: float = _WIDTH) -> Iterator[Figure]:
    """A figure of our style, without pyplot: that would keep it, and look for a screen."""
    with mpl.rc_context(_STYLE):
        yield Figure(figsize=(width, height), layout="constrained")


def _svg(draw: Callable[[Axes], None], height: float, title: str, told: str) -> str:
    """A picture as an SVG element; `told` says in words what it shows, to those who do not see it."""
    target = io.StringIO()
    with _drawing(height) as figure:
        draw(figure.subplots())
        metadata = dict.fromkeys(("Creator", "Date", "Format", "Type"))
        figure.savefig(target, format="svg", transparent=True, metadata=metadata)
    _, _, element = target.getvalue().partition("<svg ")
    for colour, ours in _IN_A_PAGE.items():
        element = element.replace(colour, ours)
    # The page gives size and letters; two pictures on one page must not share ids.
    element = re.sub(r'^[^>]*?viewBox="([^"]+)"[^>]*>', r'viewBox="\1">', element, count=1, flags=re.DOTALL)
    prefix = re.sub(r"\W+", "-", title.lower())
    element = re.sub(r'(\bid="|href="#|url\(#)', rf"\g<1>{prefix}-", element)
    return f'<svg role="img" aria-label="{html.escape(f"{title}: {told}.")}" {element}'
