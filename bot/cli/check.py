"""`footnote check`: every problem of the knowledge files, where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.failures import FAILED, say, start_reporting
from bot.cli.streams import printable
from bot.counting import counted
from bot.errors import KnowledgeError, Problem

if TYPE_CHECKING:
    from bot.core.model import KnowledgeBase
    from bot.knowledge.files import Folder
    from bot.settings import Settings

_PROBLEMS_FOUND = 1


def check(
    articles: Annotated[
        Path | None,
        typer.Option(
            help="The folder of the articles' own texts (<id>.txt), to prove quotes and numbers against.",
            exists=True,
            file_okay=False,
        ),
    ] = None,
    hashes: Annotated[
        bool, typer.Option("--hashes", help="Only print the passages in --articles, with their hashes.")
    ] = False,
) -> None:
    """Check the knowledge files.

    Lists every problem as file:line: reason, with exit status 1.
    """
    from bot.settings import Settings

    settings = Settings()
    start_reporting(settings.log_level, quiet=True)
    if hashes:
        raise typer.Exit(_print_hashes(settings.knowledge_dir, articles))
    try:
        knowledge = _checked(settings, articles)
    except KnowledgeError as error:
        for problem in error.problems:
            typer.echo(printable(str(problem)))
        say(f"{counted(len(error.problems), 'problem')} found in {settings.knowledge_dir}.")
        raise typer.Exit(_PROBLEMS_FOUND) from None
    typer.echo(_summary(knowledge, articles))


def _checked(settings: Settings, articles: Path | None) -> KnowledgeBase:
    """The knowledge, if it holds together in every way that can be tested; raises KnowledgeError if not."""
    from bot.core.answerer import Answerer
    from bot.knowledge.checking import check as check_loaded
    from bot.knowledge.english import english_words
    from bot.knowledge.loading import load_with_places
    from bot.knowledge.originals import prove

    loaded = load_with_places(settings.knowledge_dir, settings.phrasings_per_intent)
    problems: list[Problem] = check_loaded(
        loaded, Answerer(loaded.knowledge, english=english_words(), thresholds=settings.thresholds)
    )
    if articles is not None:
        problems += prove(loaded, articles)
    if problems:
        raise KnowledgeError(problems)
    return loaded.knowledge


def _summary(knowledge: KnowledgeBase, articles: Path | None) -> str:
    parts = {
        "article": knowledge.articles,
        "claim": knowledge.claims,
        "quote": knowledge.quotes,
        "intent": knowledge.intents,
    }
    found = ", ".join(counted(len(things), name) for name, things in parts.items())
    proved = "" if articles is None else f", proved against {articles}"
    return f"no problems: {found}{proved}; {knowledge.version}"


def _print_hashes(knowledge: Path, articles: Path | None) -> int:
    """Print what a curator copies into an article's `passages`; returns the exit status.

    What cannot be read is noted on stderr at the end; the other articles are printed all the same.
    """
    from bot.knowledge.files import read_folder

    if articles is None:
        say("--hashes needs the articles' own texts; name their folder with --articles.")
        return FAILED
    folder = read_folder(knowledge)
    gaps = [str(problem) for problem in folder.problems if Path(problem.file).parts[1] == "articles"]
    for name, sections in _sections(folder):
        original = articles / f"{name}.txt"
        try:
            text = original.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError):
            gaps.append(f"{original} cannot be read as UTF-8 text; put the article's text there.")
        else:
            _print_passages(name, text, sections)
    for gap in gaps:
        say(gap)
    return _PROBLEMS_FOUND if gaps else 0


def _print_passages(name: str, text: str, sections: set[str]) -> None:
    from bot.knowledge.originals import passages
    from bot.knowledge.scalars import scalar

    typer.echo(f"{name}:")
    for section, paragraph, sha256, words in passages(text, sections):
        entry = f"{{section: {scalar(section)}, paragraph: {paragraph}, sha256: {sha256}}}"
        typer.echo(printable(f"  - {entry}  # {words}"))


def _sections(folder: Folder) -> Iterator[tuple[str, set[str]]]:
    """Each article file's name and section headings; unchecked, since hashes are still missing there."""
    for inner, document in folder.documents.items():
        if inner.startswith("articles/") and isinstance(document.content, dict):
            listed = document.content.get("passages")
            rows = listed if isinstance(listed, list) else []
            yield (
                Path(inner).stem,
                {str(row["section"]) for row in rows if isinstance(row, dict) and "section" in row},
            )
