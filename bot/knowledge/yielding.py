"""Building knowledge in a thread beside the event loop, without holding the loop up.

Python's cyclic garbage collector goes over every object that is alive: some 40 ms with knowledge loaded, again and
again while it is being built, and there is no circle in it to be found. And a thread that computes keeps the
interpreter for 5 ms whenever an answer lets go of it, as an answer does at each step into compiled code.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager

_TURN = 0.0005
"""Seconds after which a thread is asked to let another one go on."""


@contextmanager
def giving_way() -> Iterator[None]:
    """Collect nothing meanwhile, and take short turns; also a decorator. It is a matter of moments."""
    collects, turn = gc.isenabled(), sys.getswitchinterval()
    gc.disable()
    sys.setswitchinterval(_TURN)
    try:
        yield
    finally:
        sys.setswitchinterval(turn)
        if collects:
            gc.enable()


def pass_over() -> None:
    """Leave what is alive now out of all later collections; it is still freed when nothing refers to it any more."""
    gc.freeze()
