from __future__ import annotations

from bot.discord_app.cooldown import Cooldown, Wait


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_the_window_slides() -> None:
    clock = Clock()
    cooldown = Cooldown(2, 10, clock)
    assert cooldown.ask(1) is None
    clock.now = 6
    assert cooldown.ask(1) is None
    assert cooldown.ask(1) == Wait(4, first=True)
    clock.now = 10
    assert cooldown.ask(1) is None
    assert cooldown.ask(1) == Wait(6, first=True)


def test_a_member_is_told_once_a_window() -> None:
    clock = Clock()
    cooldown = Cooldown(1, 10, clock)
    cooldown.ask(1)
    waits = [cooldown.ask(1) for _ in range(3)]
    assert [wait.first for wait in waits if wait] == [True, False, False]


def test_members_do_not_wait_for_each_other() -> None:
    cooldown = Cooldown(1, 10, Clock())
    assert cooldown.ask(1) is None
    assert cooldown.ask(2) is None


def test_no_seconds_are_no_cooldown() -> None:
    cooldown = Cooldown(1, 0, Clock())
    assert [cooldown.ask(1) for _ in range(5)] == [None] * 5


def test_members_are_forgotten_after_the_window() -> None:
    clock = Clock()
    cooldown = Cooldown(1, 10, clock)
    for member in range(1000):
        cooldown.ask(member)
    clock.now = 21
    cooldown.ask(1)
    assert len(cooldown._members) == 1
