"""How long start-up and one answer take, on one core: `python -m tests.benchmarks.answers [KNOWLEDGE]`.

The questions are each intent's canonical question and some of its wordings, as written and with a letter
swapped in every third word, so that every step of the path has work.
"""

from __future__ import annotations

import os
import resource
import sys
import time
from pathlib import Path

from bot.core.model import IntentKind, KnowledgeBase
from bot.knowledge.holder import train
from bot.knowledge.loading import load

WORDINGS = 6
ROUNDS = 3


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
    return asked


def main() -> None:
    """Measure, and print the figures."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path("knowledge")
    started = time.perf_counter()
    knowledge = load(folder)
    loaded = time.perf_counter()
    answerer = train(knowledge)
    trained = time.perf_counter()
    asked = questions(knowledge)
    took: list[float] = []
    for _ in range(ROUNDS):
        for question in asked:
            before = time.perf_counter()
            answerer.answer(question)
            took.append(1000 * (time.perf_counter() - before))
    took.sort()
    phrasings = sum(len(intent.phrasings) for intent in knowledge.intents.values())
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"intents {len(knowledge.intents)}, phrasings {phrasings}, answers {len(took)}")
    print(f"load {loaded - started:.2f} s, train {trained - loaded:.2f} s, peak memory {memory:.0f} MiB")
    median, p99 = took[len(took) // 2], took[len(took) * 99 // 100]
    print(f"answer: median {median:.2f} ms, p99 {p99:.2f} ms, most {took[-1]:.2f} ms")


if __name__ == "__main__":
    main()
