"""Asking every intent in its own words shows what reading its file does not."""

from __future__ import annotations

from bot.core.answerer import Answerer
from bot.core.conversation import Turn
from bot.core.model import Answer
from bot.errors import Problem
from bot.knowledge.checking import check
from bot.knowledge.holder import train
from bot.knowledge.loading import load_with_places
from tests.folders import COVERAGE, KnowledgeFolder

WALKOUTS = "intents/walkouts.yaml"


def _check(folder: KnowledgeFolder) -> list[Problem]:
    loaded = load_with_places(folder.path)
    return check(loaded, train(loaded.knowledge))


def test_sound_coverage_is_reached_by_its_own_words() -> None:
    loaded = load_with_places(COVERAGE)
    assert check(loaded, train(loaded.knowledge)) == []


def test_rules_that_keep_an_intent_from_its_own_words_are_refused(folder: KnowledgeFolder) -> None:
    folder.edit(WALKOUTS, "{require: [strike], forbid: [pay]}", "{require: [memo], forbid: [strike]}")
    problems = _check(folder)
    assert [problem.line for problem in problems] == [3, 4]
    assert "does not lead to strike-size; add phrasings like it, or mend its rules." in problems[0].reason
    assert "of its own phrasings do not lead to strike-size, as '" in problems[1].reason


class _OneTrackAnswerer(Answerer):
    """Has the same answer to everything."""

    def answer(self, question: str, earlier: Turn | None = None) -> Answer:
        found = self.choose("strike-size")
        assert found is not None
        return found


def test_every_intent_that_another_one_swallows_is_refused() -> None:
    loaded = load_with_places(COVERAGE)
    problems = check(loaded, _OneTrackAnswerer(loaded.knowledge))
    unreached = {intent.id for intent in loaded.knowledge.intents.values()} - {"strike-size"}
    assert all(any(f"do not lead to {id_}, as '" in problem.reason for problem in problems) for id_ in unreached)
    assert not any("lead to strike-size" in problem.reason for problem in problems)


def test_answer_that_is_too_long_to_read_is_refused(folder: KnowledgeFolder) -> None:
    said = "They asked for 8% more pay and for guards on the cutting machines. [strike-demands]"
    line = folder.edit(WALKOUTS, said, " ".join([said] * 20))
    (problem,) = _check(folder)
    assert problem.line == line - 2
    assert "characters with its footnotes, more than 1,200; shorten it." in problem.reason


def test_answer_of_two_parts_may_be_longer(folder: KnowledgeFolder) -> None:
    said = "About 900 workers walked out two days after the memo. [second-size]"
    folder.edit(WALKOUTS, said, " ".join([said] * 20))
    assert _check(folder) == []
    folder.edit(
        WALKOUTS,
        "It did not mention pay. [second-reason]",
        " ".join([said] * 25) + " It did not mention pay. [second-reason]",
    )
    assert ["more than 2,400" in problem.reason for problem in _check(folder)] == [True]
