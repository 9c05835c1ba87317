"""The live knowledge changes whole or not at all, while questions go on being answered."""

from __future__ import annotations

import asyncio
import gc
import threading
import weakref
from pathlib import Path

import pytest

from bot.core.answerer import Answerer
from bot.core.decision import Thresholds
from bot.core.model import Status
from bot.errors import KnowledgeError
from bot.knowledge import holder as holder_module
from bot.knowledge.holder import KnowledgeHolder
from tests.folders import KnowledgeFolder

WALKOUTS = "intents/walkouts.yaml"
QUESTION = "how many workers walked out in 2031"


def _said(holder: KnowledgeHolder) -> str:
    answer = holder.answerer.answer(QUESTION)
    assert answer.status is Status.ANSWERED
    return answer.parts[0].sentences[0].text


async def test_opened_holder_answers(folder: KnowledgeFolder) -> None:
    holder = await KnowledgeHolder.open(folder.path)
    assert _said(holder) == "About 1,200 workers walked out on 12 May, a tenth of the staff."


async def test_thresholds_stay_as_they_are_told_over_a_reload(folder: KnowledgeFolder) -> None:
    holder = await KnowledgeHolder.open(folder.path, thresholds=Thresholds(answer=0.99, alone=1.0))
    loose = await KnowledgeHolder.open(folder.path)
    unsure = "what was it about with the strike"
    assert loose.answerer.answer(unsure).status is Status.ANSWERED
    for _ in range(2):
        assert holder.answerer.answer(unsure).status is not Status.ANSWERED
        await holder.reload()


async def test_folder_that_cannot_be_loaded_is_not_opened(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="FOOTNOTE_KNOWLEDGE_DIR"):
        await KnowledgeHolder.open(tmp_path / "nowhere")


async def test_sentence_without_reference_is_not_opened(folder: KnowledgeFolder) -> None:
    folder.edit(WALKOUTS, "a tenth of the staff. [strike-size]", "a tenth of the staff.")
    with pytest.raises(KnowledgeError, match="has no reference"):
        await KnowledgeHolder.open(folder.path)


async def test_reload_swaps_the_content_and_reports_what_changed(folder: KnowledgeFolder) -> None:
    holder = await KnowledgeHolder.open(folder.path)
    before = holder.answerer
    folder.edit(WALKOUTS, "12 May, a tenth of the staff", "12 May")
    folder.edit(WALKOUTS, "- id: memo-leaker", "- id: memo-sender")
    folder.edit("articles/acme-memo-2032.yaml", "says: They walked out because", "says: They did so because")
    report = await holder.reload()
    assert _said(holder) == "About 1,200 workers walked out on 12 May."
    assert (report.old_version, report.new_version) == (
        before.knowledge.version,
        holder.answerer.knowledge.version,
    )
    assert report.old_version != report.new_version
    assert (report.added, report.removed) == (("memo-sender",), ("memo-leaker",))
    assert report.changed == ("strike-size", "walkouts")
    assert (report.articles, report.claims, report.intents) == (2, 16, 18)
    assert report.seconds > 0


async def test_reload_of_the_same_content_reports_no_change(folder: KnowledgeFolder) -> None:
    holder = await KnowledgeHolder.open(folder.path)
    report = await holder.reload()
    assert report.old_version == report.new_version
    assert (report.added, report.removed, report.changed) == ((), (), ())


async def test_replaced_knowledge_is_freed_at_once(folder: KnowledgeFolder) -> None:
    """Not by the garbage collector, which would hold up the event loop some time later."""
    holder = await KnowledgeHolder.open(folder.path)
    before = weakref.ref(holder.answerer)
    gc.disable()
    try:
        await holder.reload()
        assert before() is None
    finally:
        gc.enable()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("  asks: How long did the plant stand still?\n", ""),
        ("12 May, a tenth", "13 May, a tenth"),
        ("(length|", "((length|"),
    ],
)
async def test_failed_reload_keeps_the_old_knowledge_and_names_the_line(
    folder: KnowledgeFolder, old: str, new: str
) -> None:
    holder = await KnowledgeHolder.open(folder.path)
    before = holder.answerer
    folder.edit(WALKOUTS, old, new)
    with pytest.raises(KnowledgeError) as caught:
        await holder.reload()
    assert holder.answerer is before
    assert caught.value.problems[0].file == "knowledge/intents/walkouts.yaml"
    assert caught.value.problems[0].line > 0


async def test_reload_works_again_after_a_failed_one(folder: KnowledgeFolder) -> None:
    holder = await KnowledgeHolder.open(folder.path)
    folder.edit(WALKOUTS, "12 May, a tenth", "13 May, a tenth")
    with pytest.raises(KnowledgeError):
        await holder.reload()
    folder.edit(WALKOUTS, "13 May, a tenth", "12 May, a good tenth")
    await holder.reload()
    assert "a good tenth" in _said(holder)


async def test_questions_are_answered_and_reloads_wait_while_one_is_under_way(
    folder: KnowledgeFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half-way through a reload the old knowledge answers whole; a second reload begins after the first."""
    holder = await KnowledgeHolder.open(folder.path)
    begun, go_on, running = threading.Event(), threading.Event(), 0
    prepare = holder_module._prepare

    def slow(source: holder_module.Source, thresholds: Thresholds | None) -> Answerer:
        nonlocal running
        running += 1
        assert running == 1
        begun.set()
        assert go_on.wait(30)
        running -= 1
        return prepare(source, thresholds)

    monkeypatch.setattr(holder_module, "_prepare", slow)
    folder.edit(WALKOUTS, "12 May, a tenth of the staff", "12 May")
    reloads = [asyncio.create_task(holder.reload()) for _ in range(2)]
    assert await asyncio.to_thread(begun.wait, 30)
    assert _said(holder).endswith("a tenth of the staff.")
    go_on.set()
    first, second = await asyncio.gather(*reloads)
    assert _said(holder).endswith("12 May.")
    assert (first.changed, second.changed) == (("strike-size",), ())
    assert second.old_version == first.new_version
