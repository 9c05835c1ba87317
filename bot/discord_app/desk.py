"""The desk: every question from Discord passes it on its way to the app, whichever way it was asked."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import discord

from bot.app import App, Asker, Follows, Reply
from bot.core.explanation import Explanation, explain
from bot.core.model import Answer, Status, Suggestion
from bot.counting import counted
from bot.discord_app.cooldown import Cooldown, Wait
from bot.discord_app.errors import AnyInteraction, DeclinedError
from bot.discord_app.intake import question_in
from bot.discord_app.limits import CHOICE_LENGTH, CHOICES, shorten
from bot.discord_app.markdown import without_markup
from bot.log.turns import turn_of
from bot.replay import Replay, replay

SURFACE = "discord"


class TooSoonError(DeclinedError):
    """A member asks faster than the settings allow; `wait` says for how long that goes on."""

    def __init__(self, wait: Wait) -> None:
        self.wait = wait
        seconds = max(1, math.ceil(wait.seconds))
        super().__init__(f"One moment, please: you can ask again in {counted(seconds, 'second')}.")


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question as it was taken, and its answer; `log_id` is where its explanation is to be had, None: nowhere."""

    question: str
    answer: Answer
    log_id: int | None = None


class Desk:
    """Checks where, how often and what somebody asks, then asks the app.

    `clock` counts seconds for the cooldown.
    """

    def __init__(self, app: App, clock: Callable[[], float]) -> None:
        settings = app.settings
        self._app = app
        questions, seconds = settings.cooldown_questions, settings.cooldown_seconds
        self._asked = Cooldown(questions, seconds, clock)
        # Of its own: who looks into an answer has not asked anything.
        self._explained = Cooldown(questions, seconds, clock)
        self._channels = frozenset(settings.channel_ids)

    def serves(self, source: discord.Message | AnyInteraction) -> bool:
        """Whether the bot answers there: a direct message, a channel of the settings or a thread in one."""
        if not self._channels or source.guild is None:
            return True
        places = {getattr(source.channel, name, None) for name in ("id", "parent_id")}
        return bool(places & self._channels)

    def follows_up(self, text: str) -> bool:
        """Whether a text asks something that only an earlier answer gives a subject to."""
        return self._app.knowledge.answerer.follows_up(without_markup(text))

    async def ask(self, text: str, asker: Asker, follows: int | Follows = Follows.LAST) -> Exchange:
        """Answer what somebody typed; raises DeclinedError if it comes too soon or is no question.

        A follow-up refers to the reply with the id `follows`, or to what its asker last asked at that place.
        """
        _admit(asker, self._asked)
        question = question_in(text, self._app.settings.question_max_length)
        picked = self._canonical(question)
        reply = await self._app.choose(picked.intent, asker) if picked else None
        if reply is None:
            reply = await self._app.ask(question, asker, follows)
        return self._exchange(question, reply)

    async def choose(self, intent: str, asker: Asker) -> Exchange:
        """Answer a button or a menu; raises DeclinedError if the knowledge has no such intent any more."""
        _admit(asker, self._asked)
        reply = await self._app.choose(intent, asker)
        if reply is None:
            raise DeclinedError("That question is no longer in the coverage. Ask it in your own words, please.")
        known = self._app.knowledge.answerer.knowledge.intents.get(intent)
        return self._exchange(known.asks if known else "", reply)

    async def explain(self, log_id: int, asker: Asker) -> tuple[Replay, Explanation]:
        """Answer a logged question again, and explain that; raises DeclinedError where it cannot be done.

        Only where it was asked: a log that was begun anew has other questions under the ids of old buttons.
        """
        _admit(asker, self._explained)
        rows = await self._app.log.conversation(log_id)
        row = rows[0] if rows else None
        if row is None or (row.entry.guild_id, row.entry.channel_id) != (asker.guild_id, asker.channel_id):
            raise DeclinedError("My log no longer has that question. Ask it again, and I can explain the new answer.")
        if not row.entry.has_text:
            raise DeclinedError("My log does not keep the words of questions, so I cannot go back to this one.")
        answerer = self._app.knowledge.answerer
        again = replay(row, answerer, turn_of(rows[1:]))
        return again, explain(again.answer, answerer.knowledge)

    def suggest(self, typed: str) -> tuple[Suggestion, ...]:
        """The canonical questions nearest to what somebody has typed so far."""
        return self._app.knowledge.answerer.suggest(typed, CHOICES)

    def _exchange(self, question: str, reply: Reply) -> Exchange:
        """Small talk needs no explanation, and without the question's words in the log there is none."""
        explained = self._app.settings.log_questions and reply.answer.status is not Status.SMALLTALK
        return Exchange(question, reply.answer, reply.log_id if explained else None)

    def _canonical(self, question: str) -> Suggestion | None:
        """The question that autocomplete offered in just these words."""
        best = self._app.knowledge.answerer.suggest(question, 1)
        return next((item for item in best if choice_text(item) == question), None)


def _admit(asker: Asker, cooldown: Cooldown) -> None:
    wait = cooldown.ask(asker.member_id)
    if wait is not None:
        raise TooSoonError(wait)


def choice_text(suggestion: Suggestion) -> str:
    """A canonical question as autocomplete offers it."""
    return shorten(suggestion.asks, CHOICE_LENGTH)


def asker_of(source: discord.Message | AnyInteraction) -> Asker:
    """Who asks, and where."""
    if isinstance(source, discord.Message):
        guild = source.guild.id if source.guild else None
        return Asker(source.author.id, guild, source.channel.id, SURFACE)
    return Asker(source.user.id, source.guild_id, source.channel_id, SURFACE)
