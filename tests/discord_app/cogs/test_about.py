from __future__ import annotations

import pytest

from tests.discord_app.conftest import World


async def test_help_explains_to_the_asker_only(world: World) -> None:
    result = await world.mia.slash(world.channel, "help")
    assert result.ephemeral
    assert result.response is not None
    [embed] = result.response.embeds
    text = str(embed.to_dict())
    assert "`@TestBot` and your question" in text
    assert "/ask" in text
    assert "the author’s view" in text
    assert embed.footer.text is not None
    assert "only a keyed hash" in embed.footer.text


async def test_help_offers_questions_that_work(world: World) -> None:
    result = await world.mia.slash(world.channel, "help")
    assert result.response is not None
    labels = [row["components"][0]["label"] for row in result.response.components]
    assert len(labels) == 3
    pressed = await world.mia.click(result.response, label=labels[0])
    assert pressed.ephemeral
    assert pressed.response is not None
    assert pressed.response.embeds


async def test_sources_list_every_article_oldest_first(world: World) -> None:
    result = await world.mia.slash(world.channel, "sources")
    assert result.ephemeral
    assert result.response is not None
    text = result.response.embeds[0].description or ""
    walkout = text.index("Acme Crews Walk Out Over Pay and Safety")
    memo = text.index("**The Acme memo article** · untitled · publisher unknown · 2032")
    assert walkout < memo
    assert "The Daily Example · May 2031" in text
    assert "(https://news.example/acme-walkout)" in text
    assert "1 (no name), 2 Example Wire" in text


@pytest.mark.parametrize("command", ["help", "sources"])
async def test_both_work_in_direct_messages(world: World, command: str) -> None:
    result = await world.mia.user.slash(command)
    assert result.response.embeds
