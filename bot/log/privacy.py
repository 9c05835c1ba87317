"""Who asked, without keeping who asked: members' ids are hashed with a key.

An id hashed without a key would be no secret: there are few enough ids to hash them all. The key is
`FOOTNOTE_HASH_KEY`, or else it is made once and kept in `footnote.key` beside the SQLite database, readable
by its owner only. Whoever has both the log and the key can test whether a certain member asked something;
without the key nobody can. A lost key costs only this: the same member's new questions no longer carry the
same hash.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from pathlib import Path
from typing import Final

from bot.errors import LogError, SettingsError
from bot.log.engine import database_file, parse

KEY_FILE: Final = "footnote.key"
_KEY_LENGTH: Final = 64


def hash_member(key: bytes, member_id: int) -> str:
    """The HMAC-SHA256 of a member's id under `key`, as 64 hexadecimal digits (RFC 2104)."""
    return hmac.new(key, str(member_id).encode("ascii"), hashlib.sha256).hexdigest()


def member_key(configured: str | None, database_url: str) -> bytes:
    """The key to hash members' ids with: `configured`, or the one in the key file, which is made if need be.

    What the file holds may be moved to `FOOTNOTE_HASH_KEY`: hashes stay the same. Reads and writes a file.
    Raises SettingsError where there is no place for a file, LogError for one that cannot be used.
    """
    if configured:
        return configured.strip().encode()
    database = database_file(parse(database_url))
    if database is None:
        raise SettingsError(
            "FOOTNOTE_HASH_KEY is not set, and a log that is not SQLite needs it; set it to the output of: "
            'python -c "import secrets; print(secrets.token_hex(32))".'
        )
    return _key_of(database.with_name(KEY_FILE))


def _key_of(file: Path) -> bytes:
    try:
        if not file.exists():
            _make_key(file)
        key = file.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise LogError(
            f"The key of the log, {file}, cannot be read or made; "
            "let the bot's user write to its folder, or set FOOTNOTE_HASH_KEY."
        ) from error
    if len(key) < _KEY_LENGTH:
        raise LogError(
            f"The key of the log, {file}, is incomplete; put a backup in its place, or delete it to have a "
            "new one made (members' hashes will then differ from before)."
        )
    return key.encode()


def _make_key(file: Path) -> None:
    """Write the key aside and link it into place: of two processes that start at once, one wins, whole."""
    aside = file.with_name(f".{file.name}.{secrets.token_hex(8)}")
    descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as stream:
            stream.write(secrets.token_hex(_KEY_LENGTH // 2) + "\n")
            stream.flush()
            os.fsync(stream.fileno())
        os.link(aside, file)
    except FileExistsError:
        pass
    finally:
        aside.unlink()
