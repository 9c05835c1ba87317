"""Learning in a process of its own, so that a bot that answers meanwhile is not held up.

`python -m bot.knowledge.apart FOLDER PHRASINGS` writes what was learned to standard output.
"""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
from dataclasses import astuple
from pathlib import Path
from typing import Final

import bot
from bot.errors import KnowledgeError, Problem

_PROBLEMS: Final = 3
"""The exit status where the knowledge has problems, which then are what is written."""

_NICE: Final = 10
"""How far the process stands back where processor cores are short: members wait for answers, nobody for this."""
_KILLED: Final = "learning it was stopped by signal {}; give the program more memory, or start it again."


def learn_apart(directory: Path, phrasings_per_intent: int) -> bytes:
    """What the folder teaches, packed; raises KnowledgeError with every problem.

    Where a second process cannot run, it is learned in this one.
    """
    command = [sys.executable, "-P", "-m", "bot.knowledge.apart", str(directory), str(phrasings_per_intent)]
    home = str(Path(bot.__file__).parents[1])
    path = os.pathsep.join(filter(None, [home, os.environ.get("PYTHONPATH")]))
    try:
        done = subprocess.run(  # noqa: S603 - this program itself
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=os.environ | {"PYTHONPATH": path},
            check=False,
        )
    except OSError:
        return learn_here(directory, phrasings_per_intent)
    if done.returncode == _PROBLEMS:
        raise KnowledgeError([Problem(*problem) for problem in json.loads(done.stdout)])
    if done.returncode < 0:
        raise KnowledgeError([Problem(str(directory), 0, _KILLED.format(-done.returncode))])
    return done.stdout if done.returncode == 0 else learn_here(directory, phrasings_per_intent)


def learn_here(directory: Path, phrasings_per_intent: int) -> bytes:
    """The same in this process: reading, checking all that needs no asking, and training."""
    # It takes a while to import what reads files, and a start that recalls does not need it.
    from bot.core.learning import learn
    from bot.knowledge.checking import check
    from bot.knowledge.loading import load_with_places
    from bot.knowledge.packing import pack

    loaded = load_with_places(directory, phrasings_per_intent)
    if problems := check(loaded):
        raise KnowledgeError(problems)
    return pack(loaded.knowledge, learn(loaded.knowledge, loaded.normal))


def main() -> int:
    """Learn and write; returns the exit status."""
    gc.disable()  # a seventh of the time, for 30 MB of a process that ends soon
    os.nice(_NICE)
    directory, phrasings = sys.argv[1:]
    try:
        content, status = learn_here(Path(directory), int(phrasings)), 0
    except KnowledgeError as error:
        content, status = json.dumps([astuple(problem) for problem in error.problems]).encode(), _PROBLEMS
    sys.stdout.buffer.write(content)
    return status


if __name__ == "__main__":
    sys.exit(main())
