"""The app for commands that wait for a person or a pipe between two questions."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from bot.cli.failures import start_reporting

if TYPE_CHECKING:
    from bot.app import App
    from bot.core.model import Answer

LOCAL_USER = 0


class Session:
    """Answers questions of the local user one by one, each logged before it is answered.

    In a conversation each may follow up on the one before; outside of it each stands alone.
    """

    def __init__(self, app: App, runner: asyncio.Runner, surface: str, *, conversation: bool) -> None:
        from bot.app import Asker, Follows

        self._conversation = conversation
        self._last: int | Follows = Follows.NOTHING
        self._app = app
        self._runner = runner
        self._asker = Asker(member_id=LOCAL_USER, guild_id=None, channel_id=None, surface=surface)

    def ask(self, question: str) -> Answer:
        """The answer to any string; raises LogError where it cannot be logged."""
        from bot.core.model import Status

        reply = self._runner.run(self._app.ask(question, self._asker, self._last))
        if self._conversation and reply.answer.status is not Status.SMALLTALK:
            self._last = reply.log_id
        return reply.answer


@contextmanager
def open_session(surface: str, *, conversation: bool = False) -> Iterator[Session]:
    """Open the app with the settings of the environment; raises FootnoteError.

    The event loop runs only while there is something to answer: waiting for input outside of it, Ctrl-C ends
    the wait, which it would not from inside.
    """
    from bot.app import App
    from bot.settings import Settings

    settings = Settings()
    start_reporting(settings.log_level, quiet=True)
    with asyncio.Runner() as runner:
        opening = App.open(settings)
        app = runner.run(opening.__aenter__())
        try:
            yield Session(app, runner, surface, conversation=conversation)
        finally:
            runner.run(opening.__aexit__(None, None, None))
