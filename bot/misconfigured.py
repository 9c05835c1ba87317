"""From what pydantic says of wrong settings to a sentence for each that names the setting and the remedy."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from pydantic import ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from bot.configuration import CONFIG_FILE, PREFIX, SECRETS

# May hold a password, so that no message repeats it.
_PRIVATE: Final = SECRETS | {"database_url"}

_SHOWN_LENGTH: Final = 40


@dataclass(frozen=True, slots=True)
class Allowed:
    """What a setting may be, in words that complete 'it must be ...'."""

    words: str


def sentences(error: ValidationError, fields: Mapping[str, FieldInfo]) -> Iterator[str]:
    """A sentence per setting that is wrong, each setting once, in the order of the class."""
    seen: set[str] = set()
    for details in error.errors():
        name = str(details["loc"][0]) if details["loc"] else ""
        if name not in seen:
            seen.add(name)
            yield (
                _unknown(name, fields) if details["type"] == "extra_forbidden" else _wrong(name, fields[name], details)
            )


def _unknown(name: str, fields: Iterable[str]) -> str:
    """The sentence for a name that is no setting, with the nearest that is one."""
    variable = name.startswith(PREFIX)
    plain = name.removeprefix(PREFIX).lower()
    known = [*fields, *(["config"] if variable else [])]
    # `token` is not near to `discord_token` by its letters, but it is a part of it.
    holding = [other for other in known if plain in other.split("_")]
    nearest = difflib.get_close_matches(plain, known, n=1) or holding
    if not nearest:
        return f"{name} is not a setting; remove it."
    meant = PREFIX + nearest[0].upper() if variable else nearest[0]
    return f"{name} is not a setting; {meant} is: correct or remove it."


def _wrong(name: str, setting: FieldInfo, details: ErrorDetails) -> str:
    """The sentence for a setting whose value is not allowed; the value is repeated unless it is private."""
    allowed = next(mark.words for mark in setting.metadata if isinstance(mark, Allowed))
    value = repr(details["input"])
    if len(value) > _SHOWN_LENGTH:
        value = value[:_SHOWN_LENGTH] + "…"
    shown = "" if name in _PRIVATE else f" ({value})"
    in_file = "" if name in SECRETS else f" ({name} in {CONFIG_FILE.name})"
    return f"{PREFIX}{name.upper()}{in_file} is not valid{shown}; it must be {allowed}."
