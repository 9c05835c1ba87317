from __future__ import annotations

import hashlib
import hmac
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import LogError, SettingsError
from bot.log.privacy import KEY_FILE, hash_member, member_key

IDS = st.integers(min_value=0, max_value=2**64 - 1)
KEYS = st.binary(min_size=32, max_size=64)


@given(KEYS, IDS)
def test_a_hash_is_the_hmac_of_the_id(key: bytes, member: int) -> None:
    assert hash_member(key, member) == hmac.new(key, str(member).encode(), hashlib.sha256).hexdigest()


@given(KEYS, IDS, IDS)
def test_members_differ_and_each_stays_the_same(key: bytes, one: int, other: int) -> None:
    assert (hash_member(key, one) == hash_member(key, other)) == (one == other)


@given(KEYS, KEYS, IDS)
def test_another_key_gives_other_hashes(key: bytes, another: bytes, member: int) -> None:
    if key.rstrip(b"\0") != another.rstrip(b"\0"):  # HMAC pads a key with zeros.
        assert hash_member(key, member) != hash_member(another, member)


def test_the_key_is_made_once_for_its_owner_only(file: Path, url: str) -> None:
    key = member_key(None, url)
    made = file.with_name(KEY_FILE)
    assert stat.S_IMODE(made.stat().st_mode) == 0o600
    assert len(bytes.fromhex(key.decode())) == 32
    assert member_key(None, url) == key
    assert [path.name for path in file.parent.iterdir()] == [KEY_FILE]


def test_several_processes_that_start_at_once_agree_on_the_key(url: str) -> None:
    with ThreadPoolExecutor(16) as pool:
        keys = set(pool.map(lambda _: member_key(None, url), range(64)))
    assert len(keys) == 1


def test_every_log_has_a_key_of_its_own(tmp_path: Path) -> None:
    keys = set()
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        keys.add(member_key(None, f"sqlite+aiosqlite:///{tmp_path}/{name}/footnote.db"))
    assert len(keys) == 2


def test_a_configured_key_wins_and_no_file_is_made(file: Path, url: str) -> None:
    assert member_key("k" * 32, url) == b"k" * 32
    assert list(file.parent.iterdir()) == []


def test_the_files_key_may_be_moved_to_the_environment(file: Path, url: str) -> None:
    key = member_key(None, url)
    assert member_key(file.with_name(KEY_FILE).read_text(), "postgresql+asyncpg://host/name") == key


def test_a_server_needs_a_configured_key() -> None:
    with pytest.raises(SettingsError, match=r"FOOTNOTE_HASH_KEY is not set.*token_hex"):
        member_key(None, "postgresql+asyncpg://host/name")


@pytest.mark.parametrize("content", [b"", b"abc\n", b"\xff" * 64])
def test_a_damaged_key_is_not_replaced_in_silence(file: Path, url: str, content: bytes) -> None:
    file.with_name(KEY_FILE).write_bytes(content)
    with pytest.raises(LogError, match="key of the log"):
        member_key(None, url)
    assert file.with_name(KEY_FILE).read_bytes() == content


def test_a_key_that_cannot_be_made_names_the_setting(tmp_path: Path) -> None:
    with pytest.raises(LogError, match="or set FOOTNOTE_HASH_KEY"):
        member_key(None, f"sqlite+aiosqlite:///{tmp_path}/missing/footnote.db")
