from __future__ import annotations

import gc
import sys

import pytest

from bot.knowledge.yielding import giving_way


@giving_way()
def fail(turn: float) -> None:
    assert not gc.isenabled()
    assert sys.getswitchinterval() < turn
    with giving_way():
        pass
    assert not gc.isenabled()
    raise KeyError


def test_everything_is_as_before_after_a_failure_too() -> None:
    turn = sys.getswitchinterval()
    with pytest.raises(KeyError):
        fail(turn)
    assert gc.isenabled()
    assert sys.getswitchinterval() == pytest.approx(turn)
