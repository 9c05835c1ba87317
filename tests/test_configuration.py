"""Numbers are written into the configuration file, and everything else in it stays as it is."""

from __future__ import annotations

import os
import stat
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.configuration import CONFIG_FILE, _with, write_values
from bot.errors import SettingsError

ROOT = Path(__file__).parents[1]
TEXT = '# threshold_gap = 0.1\nthreshold_gap = 0.25  # said twice\nname="x" # threshold_gap = 0.3\n'


def test_only_the_value_changes(tmp_path: Path) -> None:
    file = tmp_path / "footnote.toml"
    file.write_text(TEXT)
    write_values(file, {"threshold_gap": 0.4})
    assert file.read_text() == TEXT.replace("0.25", "0.4")


def test_what_is_not_there_is_added_at_the_end(tmp_path: Path) -> None:
    file = tmp_path / "footnote.toml"
    file.write_bytes(b"a = 1\r\nb = 2")
    write_values(file, {"threshold_gap": 0.4, "b": 3.0})
    assert file.read_bytes() == b"a = 1\r\nb = 3.0\r\nthreshold_gap = 0.4\r\n"
    write_values(tmp_path / "new.toml", {"threshold_gap": 0.4})
    assert (tmp_path / "new.toml").read_text() == "threshold_gap = 0.4\n"


def test_the_projects_own_file_takes_new_thresholds(tmp_path: Path) -> None:
    file = tmp_path / "footnote.toml"
    before = (ROOT / CONFIG_FILE).read_text(encoding="utf-8")
    file.write_text(before, encoding="utf-8")
    write_values(file, {"threshold_answer": 0.45, "threshold_alone": 0.1})
    after = file.read_text(encoding="utf-8")
    changed = [line for line in after.splitlines() if line not in before.splitlines()]
    assert changed == ["threshold_answer = 0.45", "threshold_alone = 0.1"]


def test_rights_and_links_stay(tmp_path: Path) -> None:
    file, link = tmp_path / "real.toml", tmp_path / "footnote.toml"
    file.write_text(TEXT)
    file.chmod(0o640)
    link.symlink_to(file)
    write_values(link, {"threshold_gap": 0.4})
    assert link.is_symlink()
    assert "threshold_gap = 0.4 " in file.read_text()
    assert stat.S_IMODE(file.stat().st_mode) == 0o640


@pytest.mark.parametrize(
    "text",
    [
        'other = """\nthreshold_gap = 0.25\n"""\nthreshold_gap = 0.25\n',  # the first is within a text
        "[table]\nx = 1\n",  # what is added at the end would land in the table
        '"threshold_gap" = 0.25\n',  # the same name, quoted
    ],
)
def test_a_file_that_is_not_understood_stays_as_it_is(tmp_path: Path, text: str) -> None:
    file = tmp_path / "footnote.toml"
    file.write_text(text)
    with pytest.raises(SettingsError, match=r"footnote\.toml .*\.$"):
        write_values(file, {"threshold_gap": 0.4})
    assert [(one.name, one.read_text()) for one in tmp_path.iterdir()] == [("footnote.toml", text)]


def test_what_is_not_toml_is_one_sentence_that_repeats_nothing(tmp_path: Path) -> None:
    (tmp_path / "footnote.toml").write_bytes(b"hunter2\xff")
    with pytest.raises(SettingsError) as caught:
        write_values(tmp_path / "footnote.toml", {"threshold_gap": 0.4})
    assert str(caught.value) == f"{tmp_path}/footnote.toml is not a TOML file in UTF-8; correct it."


def test_a_file_that_cannot_be_written_says_what_to_write(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as caught:
        write_values(tmp_path / "nowhere" / "footnote.toml", {"threshold_gap": 0.4})
    assert str(caught.value).endswith(
        "cannot be written (No such file or directory); write threshold_gap = 0.4 into it by hand."
    )


def test_a_write_that_fails_half_way_leaves_the_old_file_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "footnote.toml"
    file.write_text(TEXT)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(SettingsError, match="No space left on device"):
        write_values(file, {"threshold_gap": 0.4})
    assert [(one.name, one.read_text()) for one in tmp_path.iterdir()] == [("footnote.toml", TEXT)]


@given(st.floats(allow_nan=False, allow_infinity=False), st.sampled_from(["", TEXT, "threshold_gap=1\r\n"]))
def test_any_number_reads_back_as_it_was_written(value: float, text: str) -> None:
    assert tomllib.loads(_with(text, {"threshold_gap": value}))["threshold_gap"] == value
