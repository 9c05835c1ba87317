"""What was learned is kept in a file: the next start answers the same from it, and a bad file does no harm."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest

from bot.core.answerer import Answerer
from bot.core.learning import Learned
from bot.core.model import KnowledgeBase
from bot.errors import KnowledgeError
from bot.knowledge import cache as cache_module
from bot.knowledge.apart import learn_apart, learn_here
from bot.knowledge.cache import KEPT, recall_or_learn
from bot.knowledge.checking import check
from bot.knowledge.holder import KnowledgeHolder
from bot.knowledge.loading import load, load_with_places
from bot.knowledge.packing import unpack
from tests.folders import KnowledgeFolder

WALKOUTS = "intents/walkouts.yaml"
PHRASINGS = 20


class Learner:
    """Learns from a folder, and counts how often it has to."""

    def __init__(self, cache: Path, directory: Path) -> None:
        self.cache = cache
        self.directory = directory
        self.learned = 0

    def start(self, phrasings: int = PHRASINGS) -> tuple[KnowledgeBase, Learned]:
        def make() -> bytes:
            self.learned += 1
            return learn_here(self.directory, phrasings)

        return recall_or_learn(self.cache, self.directory, phrasings, make)

    @property
    def files(self) -> list[Path]:
        return sorted(self.cache.iterdir())


@pytest.fixture
def learner(tmp_path: Path, folder: KnowledgeFolder) -> Learner:
    return Learner(tmp_path / "made" / "cache", folder.path)


def asked(knowledge: KnowledgeBase) -> list[str]:
    """Questions that take every way through the program."""
    questions = ["", "tell me a joke", "how many wokrers walked out", "who leaked it at Globex", "why"]
    for intent in knowledge.intents.values():
        questions += [intent.asks, *intent.phrasings[:3], *(text[: len(text) // 2] for text in intent.phrasings[3:5])]
    return questions


def test_what_was_kept_is_recalled_and_answers_exactly_as_what_was_learned_without(learner: Learner) -> None:
    learner.start()
    knowledge, recalled = learner.start()
    assert learner.learned == 1
    fresh = load(learner.directory, PHRASINGS)
    assert knowledge == fresh
    without, kept = Answerer(fresh), Answerer(knowledge, learned=recalled)
    for question in asked(fresh):
        assert kept.answer(question) == without.answer(question)
        assert kept.suggest(question) == without.suggest(question)


def test_what_is_learned_in_a_process_of_its_own_is_the_same_to_the_last_bit(folder: KnowledgeFolder) -> None:
    apart, here = (learn(folder.path, PHRASINGS) for learn in (learn_apart, learn_here))
    with np.load(BytesIO(apart)) as one, np.load(BytesIO(here)) as other:
        assert set(one) == set(other)
        for name in one:
            if name not in {"intents", "traits"}:  # they have sets, which come in any order
                assert one[name].tobytes() == other[name].tobytes(), name


def test_where_no_other_process_can_run_it_is_learned_in_this_one(
    folder: KnowledgeFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    knowledge, _ = unpack(BytesIO(learn_apart(folder.path, PHRASINGS)))
    assert knowledge == load(folder.path, PHRASINGS)


def test_where_the_other_process_breaks_it_is_learned_in_this_one(
    folder: KnowledgeFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", "false")
    knowledge, _ = unpack(BytesIO(learn_apart(folder.path, PHRASINGS)))
    assert knowledge == load(folder.path, PHRASINGS)


def test_where_the_other_process_is_killed_it_is_said(
    folder: KnowledgeFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As by a system that runs out of memory, which learning in this process would not help."""
    doomed = tmp_path / "doomed"
    doomed.write_text("#!/bin/sh\nkill -9 $$\n", encoding="utf-8")
    doomed.chmod(0o700)
    monkeypatch.setattr(sys, "executable", str(doomed))
    with pytest.raises(KnowledgeError, match="stopped by signal 9; give the program more memory"):
        learn_apart(folder.path, PHRASINGS)


@pytest.mark.parametrize("learn", [learn_apart, learn_here])
def test_both_ways_name_every_problem(folder: KnowledgeFolder, learn: Callable[[Path, int], bytes]) -> None:
    folder.edit(WALKOUTS, "a tenth of the staff. [strike-size]", "a tenth of the staff.")
    with pytest.raises(KnowledgeError) as caught:
        learn(folder.path, PHRASINGS)
    assert list(caught.value.problems) == check(load_with_places(folder.path, PHRASINGS))


def test_a_change_of_the_knowledge_is_learned(learner: Learner, folder: KnowledgeFolder) -> None:
    before, _ = learner.start()
    folder.edit(WALKOUTS, "12 May, a tenth of the staff", "12 May")
    after, _ = learner.start()
    assert after.version != before.version
    assert learner.learned == 2


def test_another_number_of_phrasings_is_learned(learner: Learner) -> None:
    learner.start()
    learner.start(PHRASINGS + 1)
    assert learner.learned == 2


def test_other_code_is_learned_with(learner: Learner, monkeypatch: pytest.MonkeyPatch) -> None:
    learner.start()
    monkeypatch.setattr(cache_module, "version", lambda library: f"{library} 99")
    learner.start()
    assert learner.learned == 2


def _cut(content: bytes) -> bytes:
    return content[: len(content) // 2]


def _flipped(content: bytes) -> bytes:
    middle = len(content) // 2
    return content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]


def _empty(_content: bytes) -> bytes:
    return b""


def _other(_content: bytes) -> bytes:
    return b"no such thing"


@pytest.mark.parametrize("damage", [_cut, _flipped, _empty, _other])
def test_a_damaged_file_is_learned_anew_and_mended(learner: Learner, damage: Callable[[bytes], bytes]) -> None:
    knowledge, _ = learner.start()
    (file,) = learner.files
    file.write_bytes(damage(file.read_bytes()))
    assert learner.start()[0] == knowledge
    assert learner.learned == 2
    learner.start()
    assert learner.learned == 2


def test_numbers_that_point_out_of_range_are_refused(learner: Learner) -> None:
    """Their checksum is right, so that only their sense is wrong."""
    learner.start()
    (file,) = learner.files
    with np.load(file) as kept:
        arrays = dict(kept)
    arrays["matcher-indices"] += len(arrays["matcher-weights"])
    np.savez(file, **arrays)
    learner.start()
    assert learner.learned == 2


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everything")
def test_a_folder_that_cannot_be_written_stays_empty(learner: Learner) -> None:
    learner.cache.mkdir(parents=True)
    learner.cache.chmod(0o500)
    learner.start()
    assert learner.files == []


def test_a_file_where_the_folder_should_be_does_no_harm(learner: Learner, tmp_path: Path) -> None:
    learner.cache = tmp_path / "file"
    learner.cache.write_text("mine", encoding="utf-8")
    learner.start()
    learner.start()
    assert learner.learned == 2
    assert learner.cache.read_text(encoding="utf-8") == "mine"


def test_a_full_disk_leaves_nothing_half_written(learner: Learner, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_self: Path, _target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    learner.start()
    assert learner.files == []


def test_what_a_killed_process_left_half_written_is_removed(learner: Learner) -> None:
    learner.cache.mkdir(parents=True)
    (learner.cache / "half.tmp").write_bytes(b"PK")
    learner.start()
    assert [file.suffix for file in learner.files] == [".npz"]


def test_only_the_newest_files_stay_and_only_the_bot_may_read_them(learner: Learner) -> None:
    for number in range(KEPT + 2):
        learner.start(PHRASINGS + number)
    assert len(learner.files) == KEPT
    assert all(file.stat().st_mode & 0o077 == 0 for file in [learner.cache, *learner.files])
    learner.start(PHRASINGS + KEPT + 1)
    assert learner.learned == KEPT + 2


async def test_knowledge_with_a_problem_is_never_kept(tmp_path: Path, folder: KnowledgeFolder) -> None:
    folder.edit(WALKOUTS, "a tenth of the staff. [strike-size]", "a tenth of the staff.")
    cache = tmp_path / "cache"
    for _ in range(2):
        with pytest.raises(KnowledgeError, match="has no reference"):
            await KnowledgeHolder.open(folder.path, PHRASINGS, cache=cache)
    assert not cache.exists()


async def test_a_reload_keeps_what_it_learned(tmp_path: Path, folder: KnowledgeFolder) -> None:
    cache = tmp_path / "cache"
    holder = await KnowledgeHolder.open(folder.path, PHRASINGS, cache=cache)
    folder.edit(WALKOUTS, "12 May, a tenth of the staff", "12 May")
    report = await holder.reload()
    assert len(list(cache.iterdir())) == 2
    again = await KnowledgeHolder.open(folder.path, PHRASINGS, cache=cache)
    assert again.answerer.knowledge == holder.answerer.knowledge
    assert report.changed == ("strike-size",)
