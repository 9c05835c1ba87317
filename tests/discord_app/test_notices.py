from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.answerer import Answerer
from bot.core.model import IntentKind, KnowledgeBase, Lexicon
from bot.discord_app.limits import EMBED_DESCRIPTION, EMBED_TOTAL, length
from bot.discord_app.notices import (
    help_embed,
    problems_embed,
    reload_embed,
    sources_embed,
    status_embed,
    welcome_embed,
)
from bot.discord_app.rendering import length_of
from bot.errors import KnowledgeError, Problem
from bot.knowledge.holder import ReloadReport

REPORT = ReloadReport("sha256:aaaaaaaaaa", "sha256:bbbbbbbbbb", (), (), (), 2, 20, 30, 1.25)


@pytest.fixture
def knowledge(answerer: Answerer) -> KnowledgeBase:
    return answerer.knowledge


def test_a_reload_lists_what_came_went_and_changed() -> None:
    embed = reload_embed(replace(REPORT, added=("new",), removed=("old-one", "old-two"), changed=("same",)))
    assert embed.description == (
        "**knowledge aaaaaaa → knowledge bbbbbbb**\n2 articles · 20 claims · 30 questions\n\n"
        "**Added (1)**\n`new`\n\n**Changed (1)**\n`same`\n\n**Removed (2)**\n`old-one`, `old-two`"
    )
    assert embed.footer.text == "in 1.2 seconds"


def test_a_reload_of_one_thing_each_is_in_the_singular() -> None:
    embed = reload_embed(replace(REPORT, articles=1, claims=1, intents=1))
    assert "1 article · 1 claim · 1 question\n" in (embed.description or "")


def test_a_reload_without_changes_says_so() -> None:
    assert "Nothing has changed." in (reload_embed(replace(REPORT, new_version=REPORT.old_version)).description or "")
    assert "No question has changed, but other parts have." in (reload_embed(REPORT).description or "")


def test_a_reload_of_everything_keeps_the_limits() -> None:
    ids = tuple(f"a-rather-long-intent-id-{number}" for number in range(2000))
    embed = reload_embed(replace(REPORT, added=ids, removed=ids, changed=ids))
    assert length(embed.description or "") <= EMBED_DESCRIPTION
    assert "**Added (2000)**" in (embed.description or "")
    assert " more" in (embed.description or "")


def test_problems_show_file_line_and_reason() -> None:
    error = KnowledgeError([Problem("intents/a_b.yaml", 12, "no claim `x`; did you mean `y`?")])
    embed = problems_embed(error, "sha256:aaaaaaaaaa")
    assert embed.description == (
        "The new files have 1 problem, so that I go on with knowledge aaaaaaa. Correct them and reload again."
        "\n\n• **intents/a\\_b.yaml:12** no claim \\`x\\`; did you mean \\`y\\`?"
    )


def test_many_problems_keep_the_limits_and_say_how_many_more() -> None:
    error = KnowledgeError([Problem("intents/a.yaml", line, "wrong " * 20) for line in range(1, 301)])
    embed = problems_embed(error, "sha256:aaaaaaaaaa")
    assert length(embed.description or "") <= EMBED_DESCRIPTION
    assert (embed.description or "").splitlines()[-1].startswith("and 2")


def test_status_says_when_the_log_fails(knowledge: KnowledgeBase) -> None:
    assert "**cannot be written**" in (status_embed(knowledge, log_healthy=False).description or "")


def test_one_thing_each_is_in_the_singular(knowledge: KnowledgeBase) -> None:
    kinds = (IntentKind.FACT, IntentKind.GAP, IntentKind.SMALLTALK)
    intents = {kind: next(one for one in knowledge.intents.values() if one.kind is kind) for kind in kinds}
    single = replace(
        knowledge,
        articles={"acme-walkout-2031": knowledge.articles["acme-walkout-2031"]},
        claims={"strike-size": knowledge.claims["strike-size"]},
        quotes={"anyone": knowledge.quotes["anyone"]},
        intents={intent.id: intent for intent in intents.values()},
    )
    status = (status_embed(single, log_healthy=True).description or "").splitlines()
    assert status[1:3] == ["1 article · 1 claim · 1 quote", "1 answer · 1 known gap · 1 small talk"]
    assert "On the first Acme walkout: 1 claim, 1 quote\n" in (sources_embed(single).description or "")


def test_a_thousand_sources_keep_the_limits(knowledge: KnowledgeBase) -> None:
    article = knowledge.articles["acme-walkout-2031"]
    many = {f"article-{number}": replace(article, id=f"article-{number}") for number in range(1000)}
    embed = sources_embed(replace(knowledge, articles=many))
    assert length_of(embed) <= EMBED_TOTAL
    assert (embed.description or "").rpartition("\n")[2].endswith(" more")


def test_no_sources_are_said() -> None:
    empty = KnowledgeBase({}, {}, {}, {}, Lexicon(), "sha256:0")
    assert sources_embed(empty).description == "There are no articles yet."


@pytest.mark.parametrize(
    ("keeps_text", "days", "sentence"),
    [
        (True, 0, "The log keeps your question and its answer, until the operator deletes it"),
        (False, 30, "The log keeps that a question was asked, not its words, for 30 days;"),
        (True, 1, "The log keeps your question and its answer, for 1 day;"),
    ],
)
def test_help_says_what_is_kept(keeps_text: bool, days: int, sentence: str) -> None:
    embed = help_embed("Footnote", keeps_text=keeps_text, retention_days=days)
    assert (embed.footer.text or "").startswith(sentence)


def test_texts_call_the_bot_by_its_name_and_by_no_mention() -> None:
    """A mention in an embed is shown raw by what is not Discord's own client."""
    for embed in (help_embed("Footnote", keeps_text=True, retention_days=0), welcome_embed("Footnote")):
        text = str(embed.to_dict())
        assert "`@Footnote`" in text
        assert "<@" not in text
