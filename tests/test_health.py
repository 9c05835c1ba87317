"""The heartbeat of a running bot."""

from __future__ import annotations

import asyncio
import os
import time
from pathlib import Path

import pytest

from bot.errors import FootnoteError
from bot.health import beating, require_heartbeat

QUICK = 0.01


async def until(seen: asyncio.Event) -> None:
    await asyncio.wait_for(seen.wait(), timeout=5)


async def test_beats_while_all_is_well_and_leaves_nothing(tmp_path: Path) -> None:
    file, beats = tmp_path / "heartbeat", asyncio.Semaphore(0)

    async def well() -> bool:
        beats.release()
        return True

    async with beating(file, well, QUICK):
        for _ in range(3):
            await asyncio.wait_for(beats.acquire(), timeout=5)
        require_heartbeat(file)
    assert not file.exists()


async def test_stops_while_something_is_wrong(tmp_path: Path) -> None:
    file, asked = tmp_path / "heartbeat", asyncio.Event()

    async def ill() -> bool:
        asked.set()
        return False

    async with beating(file, ill, QUICK):
        await until(asked)
        with pytest.raises(FootnoteError, match="no heartbeat"):
            require_heartbeat(file)


async def test_goes_on_after_a_failure(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    file, recovered, calls = tmp_path / "heartbeat", asyncio.Event(), 0

    async def shaky() -> bool:
        nonlocal calls
        calls += 1
        if calls == 1:
            raise OSError("the disk is full")
        recovered.set()
        return True

    async with beating(file, shaky, QUICK):
        await until(recovered)
    assert "a heartbeat failed" in caplog.text


async def test_forgets_what_a_killed_process_left(tmp_path: Path) -> None:
    file, asked = tmp_path / "heartbeat", asyncio.Event()
    file.touch()

    async def ill() -> bool:
        asked.set()
        return False

    async with beating(file, ill, QUICK):
        await until(asked)
        assert not file.exists()


async def test_a_folder_that_does_not_exist_is_an_error_at_once(tmp_path: Path) -> None:
    async def well() -> bool:
        return True

    with pytest.raises(FootnoteError, match="cannot be written"):
        async with beating(tmp_path / "nowhere" / "heartbeat", well):
            pass


def test_an_old_heartbeat_is_none(tmp_path: Path) -> None:
    file = tmp_path / "heartbeat"
    file.touch()
    then = time.time() - 61
    os.utime(file, (then, then))
    with pytest.raises(FootnoteError, match="61 seconds ago"):
        require_heartbeat(file)
