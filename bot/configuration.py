"""The configuration file: its values read, and numbers written into it."""

from __future__ import annotations

import os
import re
import tempfile
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from bot.errors import SettingsError

PREFIX: Final = "FOOTNOTE_"
"""What the name of a setting begins with in the environment."""
CONFIG_VARIABLE: Final = "FOOTNOTE_CONFIG"
CONFIG_FILE: Final = Path("config/footnote.toml")
SECRETS: Final = frozenset({"discord_token", "hash_key"})
"""Settings that have no place in the configuration file."""


def read_values(named: Path | None) -> dict[str, Any]:
    """The file that somebody named, or else CONFIG_FILE; that one is empty where it is missing.

    Raises SettingsError.
    """
    path = named or CONFIG_FILE
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        if named is None:
            return {}
        raise SettingsError(
            f"{CONFIG_VARIABLE} names {path}, which does not exist; correct it, or remove it to use {CONFIG_FILE}."
        ) from None
    except OSError as error:
        raise SettingsError(f"{path} cannot be read ({error.strerror}); let the bot's user read it.") from error
    except ValueError as error:
        # No `from`: a line of the file may hold a secret that does not belong there.
        reason = str(error) if isinstance(error, tomllib.TOMLDecodeError) else "it is not UTF-8"
        raise SettingsError(f"{path} is not a TOML file: {reason}; correct that place.") from None


def write_values(file: Path, values: Mapping[str, float]) -> None:
    """Set numbers in the file, or add them at its end; it has either all of them afterwards or none.

    Comments, order and all else in it stay as they are. Raises SettingsError, with the file unchanged, where
    it cannot be read or written or is no plain TOML.
    """
    try:
        # Behind a link stands the file that is meant.
        file = file.resolve()
        before = file.read_bytes().decode() if file.exists() else ""
        after = _with(before, values)
        if tomllib.loads(after) != {**tomllib.loads(before), **values}:
            raise SettingsError(f"{file} sets a value in a way that is not understood; write {_told(values)} by hand.")
        _replace(file, after)
    except OSError as error:
        raise SettingsError(
            f"{file} cannot be written ({error.strerror}); write {_told(values)} into it by hand."
        ) from error
    except ValueError:
        # `from None`: the reason may repeat a line that holds a secret.
        raise SettingsError(f"{file} is not a TOML file in UTF-8; correct it.") from None


def _with(text: str, values: Mapping[str, float]) -> str:
    newline = "\r\n" if "\r\n" in text else "\n"
    for name, value in values.items():
        line = re.compile(rf"^({name}[ \t]*=[ \t]*)[^#\r\n]*?(?=[ \t]*(?:#.*)?\r?$)", re.MULTILINE)
        text, found = line.subn(rf"\g<1>{value!r}", text, count=1)
        if not found:
            text += ("" if not text or text.endswith("\n") else newline) + f"{name} = {value!r}{newline}"
    return text


def _told(values: Mapping[str, float]) -> str:
    return ", ".join(f"{name} = {value!r}" for name, value in values.items())


def _replace(file: Path, text: str) -> None:
    """Write aside, then rename: whoever reads meanwhile, or after a power cut, finds the old file or the new one."""
    number, name = tempfile.mkstemp(prefix=f".{file.name}.", dir=file.parent)
    aside = Path(name)
    try:
        with os.fdopen(number, "wb") as handle:
            handle.write(text.encode())
            handle.flush()
            os.fsync(handle.fileno())
        aside.chmod(file.stat().st_mode if file.exists() else 0o644)
        aside.replace(file)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise
