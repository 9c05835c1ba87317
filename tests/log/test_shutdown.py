"""The program ends, whatever it was at: connections of aiosqlite that stay open are known to prevent it."""

from __future__ import annotations

import asyncio
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from bot.log.store import QuestionLog
from tests.log.entries import ENTRY

BUSY = """
import asyncio, sys
from bot.log.store import QuestionLog
from tests.log.entries import ENTRY

async def reply(log):
    while True:
        await log.record(ENTRY)

async def read(log):
    while True:
        async for row in log.rows():
            await asyncio.sleep(0)

async def main():
    async with QuestionLog.open(sys.argv[1]) as log:
        tasks = [asyncio.create_task(work(log)) for work in (reply, read, reply, read)]
        await asyncio.sleep(0.3)
        print("busy", flush=True)
        {ending}

asyncio.run(main())
"""


OPEN = """
import asyncio, sys
from bot.errors import LogError
from bot.log.store import QuestionLog

async def main():
    async with QuestionLog.open(sys.argv[1]):
        pass

try:
    asyncio.run(main())
except LogError:
    print("refused")
"""


CANCELLED_TWICE = """
import asyncio, sys
from bot.log.store import QuestionLog
from tests.log.entries import ENTRY

async def main(seconds):
    async with QuestionLog.open(sys.argv[1]) as log:
        writes = [asyncio.create_task(log.record(ENTRY)) for _ in range(4)]
        await asyncio.sleep(seconds)
        for write in writes:
            write.cancel()

for step in range(40):
    asyncio.run(main(step / 20_000))
"""


@pytest.mark.parametrize(
    ("ending", "status"),
    [("return", 0), ("sys.exit(3)", 3), ("raise RuntimeError", 1), ("await asyncio.gather(*tasks)", -2)],
)
def test_the_program_ends_while_questions_are_being_logged(url: str, ending: str, status: int) -> None:
    """The last of them runs until Ctrl-C."""
    program = subprocess.Popen(
        [sys.executable, "-c", BUSY.format(ending=ending), url],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert program.stdout is not None
    assert program.stdout.readline() == "busy\n"
    if status < 0:
        program.send_signal(signal.SIGINT)
    _, errors = program.communicate(timeout=10)
    assert program.returncode == status, errors
    assert "Exception in thread" not in errors


def test_a_file_that_cannot_be_opened_leaves_no_traceback_behind(tmp_path: Path) -> None:
    """Often enough that a thread which outlives the event loop would show."""
    url = f"sqlite+aiosqlite:///{tmp_path}"
    programs = [
        subprocess.Popen([sys.executable, "-c", OPEN, url], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(8)
    ]
    assert [program.communicate(timeout=60) for program in programs] == [("refused\n", "")] * 8


async def test_a_write_in_progress_is_finished_before_the_log_closes(url: str) -> None:
    async with QuestionLog.open(url) as log:
        writes = [asyncio.create_task(log.record(ENTRY)) for _ in range(3)]
        await asyncio.sleep(0)
    assert await asyncio.gather(*writes) == [1, 2, 3]


async def test_a_cancelled_write_leaves_the_log_usable(url: str) -> None:
    async with QuestionLog.open(url) as log:
        for steps in range(30):
            write = asyncio.create_task(log.record(ENTRY))
            for _ in range(steps):
                await asyncio.sleep(0)
            write.cancel()
            await asyncio.gather(write, return_exceptions=True)
        assert await log.healthy()
        before = (await log.stats()).total
        await log.record(ENTRY)
        assert (await log.stats()).total == before + 1


def test_writes_that_are_cancelled_twice_do_not_keep_the_program_from_ending(url: str) -> None:
    """As Ctrl-C does: the first time with what they belong to, the second when the event loop ends."""
    program = subprocess.run(
        [sys.executable, "-c", CANCELLED_TWICE, url], capture_output=True, text=True, timeout=60, check=False
    )
    assert (program.returncode, program.stderr) == (0, "")
