"""What the process is killed in the middle of: no question whose number was given out is lost."""

from __future__ import annotations

import asyncio
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from bot.log.store import QuestionLog
from tests.log.entries import ENTRY

# Prints a row's number where the bot would send the reply.
REPLY_FOR_EVER = """
import asyncio, sys
from bot.log.store import QuestionLog
from tests.log.entries import ENTRY

async def reply(log):
    while True:
        sys.stdout.write(f"{await log.record(ENTRY)}\\n")
        sys.stdout.flush()

async def main():
    async with QuestionLog.open(sys.argv[1]) as log:
        await asyncio.gather(*(reply(log) for _ in range(4)))

asyncio.run(main())
"""


@pytest.mark.parametrize("seconds", [0.0, 0.05, 0.21, 0.5])
def test_a_kill_loses_no_question_that_was_replied_to(file: Path, url: str, seconds: float) -> None:
    command = [sys.executable, "-c", REPLY_FOR_EVER, url]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        replied = [int(program.stdout.readline())]
        time.sleep(seconds)
        program.send_signal(signal.SIGKILL)
        # The last line may have been cut off by the kill, and so is not a reply.
        replied += [int(line) for line in program.stdout if line.endswith("\n")]
    assert program.returncode == -signal.SIGKILL
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        logged = {number for (number,) in connection.execute("SELECT id FROM questions")}
    assert set(replied) <= logged
    assert len(logged) - len(replied) <= 5  # Those whose reply was on its way.
    assert asyncio.run(log_another(url)) == max(logged) + 1


async def log_another(url: str) -> int:
    async with QuestionLog.open(url) as log:
        return await log.record(ENTRY)
