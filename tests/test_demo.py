from __future__ import annotations

import asyncio
import socket
import sys

import aiohttp
import pytest

from bot.app import App
from bot.demo import serve
from bot.errors import SettingsError


class Screen:
    """The lines that the demo prints; `complete` once it has said how to end it."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.complete = asyncio.Event()

    def say(self, line: str) -> None:
        self.lines.append(line.strip())
        if "Ctrl-C" in line:
            self.complete.set()


async def test_the_demo_serves_a_page_and_names_what_to_try(app: App) -> None:
    screen = Screen()
    demo = asyncio.create_task(serve(app, 0, screen.say))
    await asyncio.wait_for(screen.complete.wait(), 30)
    [address] = [line for line in screen.lines if line.startswith("http://127.0.0.1:")]
    async with aiohttp.ClientSession() as session, session.get(address) as page:
        assert page.status == 200
        assert "Viewing as" in await page.text()
    asks = {intent.asks for intent in app.knowledge.answerer.knowledge.intents.values() if intent.asks}
    assert len([line for line in screen.lines if line in asks]) == 3
    demo.cancel()
    with pytest.raises(asyncio.CancelledError):
        await demo


async def test_a_taken_port_is_a_sentence(app: App) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(SettingsError, match="choose another with --port"):
            await serve(app, taken.getsockname()[1])


async def test_without_simcord_the_demo_says_what_to_install(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "simcord", None)
    with pytest.raises(SettingsError, match=r"pip install footnote\[demo\]"):
        await serve(app, 0)
