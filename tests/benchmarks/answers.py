"""How long starts and answers take, how much memory: `python -m tests.benchmarks.answers [KNOWLEDGE]`.

The questions are each intent's canonical question and some of its wordings, as written and with a letter
swapped in every third word, so that every step of the path has work. Every figure is from a process of its own.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import multiprocessing
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from bot.core.model import IntentKind, KnowledgeBase
from bot.knowledge.holder import train
from bot.knowledge.loading import load
from tests.benchmarks.loop import stalls
from tests.benchmarks.synthetic import synthetic

T = TypeVar("T")

WORDINGS = 6
ROUNDS = 3
STARTS = 5
MOST_ASKED = 4_000
SIZES = (10_000, 100_000)


@dataclass(frozen=True, slots=True)
class Figures:
    """Of one coverage: its size, seconds to load and learn it, milliseconds of the answers, MiB at the peak."""

    intents: int
    phrasings: int
    load: float
    learn: float
    took: list[float]
    memory: float


def mistyped(text: str) -> str:
    """The text with two letters swapped in every third word of four letters or more."""
    words = text.split()
    for place in range(0, len(words), 3):
        word = words[place]
        if len(word) >= 4:
            words[place] = word[0] + word[2] + word[1] + word[3:]
    return " ".join(words)


def questions(knowledge: KnowledgeBase) -> list[str]:
    """What is asked: evenly spread wordings of every intent, in the order of their ids."""
    asked: list[str] = []
    for intent in knowledge.intents.values():
        if intent.kind is not IntentKind.BACKGROUND:
            step = max(1, len(intent.phrasings) // WORDINGS)
            wordings = [intent.asks, *intent.phrasings[::step]]
            asked += wordings
            asked += map(mistyped, wordings)
    return asked[:: len(asked) // MOST_ASKED + 1]


def answers(folder: Path, size: int | None) -> Figures:
    """Load, learn and ask; a `size` makes a coverage of so many phrasings."""
    _on_one_core()
    started = time.perf_counter()
    knowledge = load(folder)
    loaded = time.perf_counter()
    if size is not None:
        knowledge = synthetic(knowledge, size)
    before = time.perf_counter()
    answerer = train(knowledge)
    learned = time.perf_counter() - before
    asked = questions(knowledge)
    gc.collect()
    took: list[float] = []
    for _ in range(ROUNDS):
        for question in asked:
            before = time.perf_counter()
            answerer.answer(question)
            took.append(1000 * (time.perf_counter() - before))
    phrasings = sum(len(intent.phrasings) for intent in knowledge.intents.values())
    return Figures(len(knowledge.intents), phrasings, loaded - started, learned, sorted(took), _memory())


def some_questions(folder: Path) -> list[str]:
    """Questions for the bot while it reloads."""
    return questions(load(folder))[::7]


def loop(folder: Path, cache: Path, asked: list[str]) -> dict[str, float]:
    """The longest stalls of an event loop, in a process that like the bot has loaded nothing before."""
    return asyncio.run(stalls(folder, cache, asked))


def start(folder: Path, within: Path) -> float:
    """The seconds that `footnote ask` takes from nothing to its answer."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("FOOTNOTE_")}
    environment |= {"FOOTNOTE_KNOWLEDGE_DIR": str(folder.absolute()), "PYTHONPATH": str(Path.cwd())}
    before = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "bot", "ask", "what is known"],
        cwd=within,
        env=environment,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return time.perf_counter() - before


def _on_one_core() -> None:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _alone(work: Callable[..., T], *arguments: object) -> T:
    """The result of the work, done in a new process."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        return pool.submit(work, *arguments).result()


def _print_starts(folder: Path) -> None:
    with tempfile.TemporaryDirectory() as name:
        cold = start(folder, Path(name))
        warm = sorted(start(folder, Path(name)) for _ in range(STARTS))
    print(f"start of `footnote ask`: cold {cold:.2f} s; warm {warm[0]:.2f} to {warm[-1]:.2f} s", flush=True)


def _print_answers(figures: Figures) -> None:
    took, number = figures.took, len(figures.took)
    print(f"{figures.intents} intents, {figures.phrasings} phrasings: {number} answers")
    print(f"  load {figures.load:.2f} s, learn {figures.learn:.2f} s, peak memory {figures.memory:.0f} MiB")
    median, p99 = took[number // 2], took[number * 99 // 100]
    print(f"  answer: p50 {median:.2f} ms, p99 {p99:.2f} ms, most {took[-1]:.2f} ms", flush=True)


def main() -> None:
    """Measure, and print the figures."""
    parser = argparse.ArgumentParser(description="How long starts and answers take, and how much memory.")
    parser.add_argument("folder", nargs="?", type=Path, default=Path("knowledge"), help="the knowledge")
    folder = parser.parse_args().folder
    _print_starts(folder)
    for size in (None, *SIZES):
        _print_answers(_alone(answers, folder, size))
    with tempfile.TemporaryDirectory() as name:
        longest = _alone(loop, folder, Path(name), _alone(some_questions, folder))
    for what, milliseconds in longest.items():
        print(f"longest stall of the event loop: {what} {milliseconds:.0f} ms")


if __name__ == "__main__":
    main()
