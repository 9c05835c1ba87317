"""A report as one page that needs nothing else: no script, no network, light or dark, readable on a phone."""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from bot.counting import counted
from bot.evaluation.charts import calibration_svg, kinds_svg, times_svg
from bot.evaluation.report import MissedQuestion, Report, Tally
from bot.evaluation.words import meaning, percent

_CSS: Final = """
:root { color-scheme: light dark; --ink: #1f2328; --paper: #fff; --line: #d1d9e0; --faint: #59636e; --good: #0969da;
  --bad: #cf222e; --other: #9a6700; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --paper: #0d1117; --line: #3d444d; --faint: #9198a1;
  --good: #4493f8; --bad: #f85149; --other: #d29922; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
main { max-width: 46rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; overflow-wrap: anywhere; }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 .5rem; }
h2 { font-size: 1.25rem; margin: 2.5rem 0 .5rem; padding-top: 1rem; border-top: 1px solid var(--line); }
p { margin: .5rem 0; }
.faint, figcaption, dt { color: var(--faint); font-size: .875rem; }
dl.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(10rem, 1fr)); gap: .75rem;
  margin: 1.5rem 0; }
dl.figures div { border: 1px solid var(--line); border-radius: .5rem; padding: .75rem; }
dl.figures dd { margin: 0; font-size: 1.5rem; font-weight: 600; font-variant-numeric: tabular-nums; }
dl.figures dd small { display: block; font-size: .875rem; font-weight: 400; color: var(--faint); }
figure { margin: 1rem 0; }
figure svg { display: block; width: 100%; max-width: 28rem; height: auto; margin: 0 auto; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .875rem; font-variant-numeric: tabular-nums; }
th, td { text-align: left; vertical-align: top; padding: .35rem .75rem .35rem 0; border-bottom: 1px solid var(--line); }
th { font-weight: 600; }
.n { text-align: right; white-space: nowrap; overflow-wrap: normal; width: 1%; }
h3 { font-size: 1rem; margin: 1.5rem 0 .5rem; }
details { border-bottom: 1px solid var(--line); padding: .5rem 0; }
summary { cursor: pointer; }
details pre { white-space: pre-wrap; overflow-wrap: anywhere; font: .875rem/1.5 system-ui, sans-serif;
  border-left: 3px solid var(--line); margin: .5rem 0; padding-left: .75rem; }
:focus-visible { outline: 2px solid var(--good); outline-offset: 2px; }
"""


def page(report: Report, knowledge: str) -> str:
    """The report as HTML; `knowledge` is the version that answered. Whatever members wrote stays text."""
    return "".join(_page(report, knowledge))


def _page(report: Report, knowledge: str) -> Iterator[str]:
    asked = counted(report.overall.total, "labelled question")
    yield '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    # Even if something slipped through the escaping, it could not run or call home.
    yield "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
    yield f"<title>Footnote: how right the answers are</title>\n<style>{_CSS}</style>\n</head>\n<body>\n<main>\n"
    yield f"<h1>How right the answers are</h1>\n<p>Footnote answered {asked}.</p>\n"
    yield f'<p class="faint">Knowledge version: {_text(knowledge)}</p>\n'
    yield from _summary(report)
    yield from _section("By kind", _kinds(report))
    yield from _section("Does the confidence keep its word?", _confidence(report))
    yield from _section("Time to answer", _times(report))
    yield from _section("What goes wrong", _wrong(report))
    yield from _section(f"Every miss ({len(report.misses)})", map(_miss, report.misses))
    yield "</main>\n</body>\n</html>\n"


def _section(title: str, parts: Iterable[str]) -> Iterator[str]:
    yield f"<section>\n<h2>{_text(title)}</h2>\n"
    yield from parts
    yield "</section>\n"


def _summary(report: Report) -> Iterator[str]:
    yield '<dl class="figures">\n'
    yield _figure("Replies that are right", report.overall)
    yield _figure("Answers that are wrong", report.wrong)
    yield _figure("Unanswerable, yet answered", report.asserted)
    yield f"<div><dt>99 % are answered within</dt><dd>{report.p99_ms:.1f} ms"
    yield f"<small>half within {report.median_ms:.1f} ms</small></dd></div>\n</dl>\n"


def _figure(name: str, tally: Tally) -> str:
    value = percent(tally.percent)
    return f"<div><dt>{name}</dt><dd>{value} %<small>{tally.right} of {tally.total}</small></dd></div>\n"


def _kinds(report: Report) -> Iterator[str]:
    yield _picture(kinds_svg(report), "The thin lines show where the true share lies, 95 % sure.")
    yield _tallies("kind", (*report.by_kind, report.overall))


def _confidence(report: Report) -> Iterator[str]:
    yield f"<p>{_text(meaning(report))}</p>\n"
    yield _picture(calibration_svg(report), "A dot for each tenth of confidence, the larger the more answers it has.")
    rows = [(one.name, str(one.right), str(one.total), percent(one.percent)) for one in report.calibration if one.total]
    yield _table(("confidence", "right", "of", "percent"), rows, numbers=3)


def _times(report: Report) -> Iterator[str]:
    yield _picture(times_svg(report), f"{counted(len(report.times_ms), 'answer')}, without the log and Discord.")


def _wrong(report: Report) -> Iterator[str]:
    if not report.misses:
        yield "<p>Nothing: every reply is right.</p>\n"
        return
    yield "<h3>By intent, most misses first</h3>\n"
    yield _tallies("intent", report.by_intent)
    yield "<h3>Commonest mix-ups</h3>\n"
    rows = [(one.asked, one.got, one.why, str(one.times)) for one in report.confusions]
    yield _table(("asked for", "got", "what is wrong", "times"), rows, numbers=1)


def _miss(miss: MissedQuestion) -> str:
    note = f'<p class="faint">Note: {_text(miss.note)}</p>\n' if miss.note else ""
    return (
        f"<details>\n<summary>{_text(miss.question)}</summary>\n"
        f"<p>{_text(miss.asked)} → {_text(miss.got)} ({miss.confidence:.2f}); {_text(miss.why)}.</p>\n"
        f'<pre>{_text(miss.text)}</pre>\n{note}<p class="faint">{_text(miss.id)}</p>\n</details>\n'
    )


def _picture(svg: str, caption: str) -> str:
    return f"<figure>\n{svg}<figcaption>{_text(caption)}</figcaption>\n</figure>\n"


def _tallies(name: str, tallies: Iterable[Tally]) -> str:
    rows = [(one.name.replace("_", " "), str(one.right), str(one.total), percent(one.percent)) for one in tallies]
    return _table((name, "right", "of", "percent"), rows, numbers=3)


def _table(headings: Sequence[str], rows: Iterable[Sequence[str]], *, numbers: int) -> str:
    """A table whose last columns are numbers; it scrolls by itself where it is too wide."""
    words = len(headings) - numbers
    classes = [""] * words + [' class="n"'] * numbers
    head = "".join(f'<th scope="col"{kind}>{_text(cell)}</th>' for kind, cell in zip(classes, headings, strict=True))
    body = "".join(
        f"<tr>{''.join(f'<td{kind}>{_text(cell)}</td>' for kind, cell in zip(classes, row, strict=True))}</tr>\n"
        for row in rows
    )
    # What scrolls has to be reachable without a mouse, and so needs a name.
    region = f'<div class="wide" tabindex="0" role="region" aria-label="Table by {_text(headings[0])}">'
    return f"{region}\n<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}</tbody>\n</table>\n</div>\n"


def _text(text: str) -> str:
    """Anything as text of the page; what XML and HTML cannot hold shows as the replacement character."""
    return html.escape("".join(c if c.isprintable() or c == "\n" else " " if c.isspace() else "\ufffd" for c in text))
