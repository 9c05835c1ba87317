from __future__ import annotations

import discord
import pytest

from bot.app import App
from bot.discord_app.cogs.knowledge import KnowledgeCommands
from bot.discord_app.rendering import version_label
from tests.discord_app.conftest import World
from tests.folders import KnowledgeFolder

FILE = "intents/walkouts.yaml"


async def test_reload_reports_what_has_changed(world: World, app: App, folder: KnowledgeFolder) -> None:
    before = app.knowledge.answerer.knowledge.version
    folder.edit(FILE, "The plant did not run for nine days.", "For nine days the plant did not run.")
    result = await world.mo.slash(world.channel, "knowledge reload")
    assert result.ephemeral
    [first, _] = [request for request in world.env.http_requests if "interaction" in request.path]
    assert isinstance(first.json, dict)
    assert first.json["type"] == discord.InteractionResponseType.deferred_channel_message.value
    assert result.response is not None
    [embed] = result.response.embeds
    after = app.knowledge.answerer.knowledge.version
    assert before != after
    assert embed.title == "Knowledge reloaded"
    assert f"knowledge {before[7:14]} → knowledge {after[7:14]}" in (embed.description or "")
    assert "**Changed (1)**\n`standstill`" in (embed.description or "")


async def test_the_new_knowledge_answers_at_once(world: World, folder: KnowledgeFolder) -> None:
    folder.edit(FILE, "The plant did not run for nine days.", "For nine days the plant did not run.")
    await world.mo.slash(world.channel, "knowledge reload")
    answer = await world.mention("How long did the plant stand still?")
    assert "For nine days the plant did not run." in (answer.embeds[0].description or "")


async def test_a_failing_reload_keeps_the_old_knowledge_and_names_the_place(
    world: World, app: App, folder: KnowledgeFolder
) -> None:
    before = app.knowledge.answerer
    line = folder.edit(FILE, "nine days. [standstill]", "nine days. [standstil]")
    result = await world.mo.slash(world.channel, "knowledge reload")
    assert app.knowledge.answerer is before
    assert result.ephemeral
    assert result.response is not None
    [embed] = result.response.embeds
    assert embed.title == "Knowledge not reloaded"
    assert f"walkouts.yaml:{line}**" in (embed.description or "")
    answer = await world.mention("How long did the plant stand still?")
    assert "nine days" in (answer.embeds[0].description or "")


async def test_nobody_but_the_moderator_sees_the_report(world: World, folder: KnowledgeFolder) -> None:
    folder.append(FILE, "- id: [broken\n")
    await world.mo.slash(world.channel, "knowledge reload")
    assert world.channel.history(viewer=world.mia) == []
    assert len(world.channel.history(viewer=world.mo)) == 1


async def test_status_shows_version_size_and_health(world: World, app: App) -> None:
    result = await world.mo.slash(world.channel, "knowledge status")
    assert result.ephemeral
    assert result.response is not None
    text = result.response.embeds[0].description or ""
    assert version_label(app.knowledge.answerer.knowledge.version) in text
    assert "2 articles" in text
    assert "The log takes questions." in text


@pytest.mark.parametrize("command", ["knowledge reload", "knowledge status"])
async def test_discord_hides_the_commands_from_members(world: World, command: str) -> None:
    assert command in world.mo.available_commands(world.channel)
    assert command not in world.mia.available_commands(world.channel)


async def test_a_member_who_gets_at_a_command_may_not_use_it(world: World, app: App, folder: KnowledgeFolder) -> None:
    """A server's owner may show a command to anybody; the bot checks again."""
    [root] = [command for command in await world.bot.tree.fetch_commands() if command.name == "knowledge"]
    world.guild.set_command_permissions(root, {world.mia: True})
    folder.append(FILE, "- id: [broken\n")
    before = app.knowledge.answerer
    result = await world.mia.slash(world.channel, "knowledge reload")
    assert result.ephemeral
    assert result.response is not None
    assert result.response.content.startswith("Only moderators can do that")
    assert app.knowledge.answerer is before
    assert [type(error).__name__ for error in world.env.errors] == ["NotModeratorError"]


async def test_there_are_no_moderators_in_direct_messages(world: World) -> None:
    assert not any(name.startswith("knowledge") for name in world.mo.user.available_commands())


class TestRoles:
    @pytest.fixture
    def options(self) -> dict[str, object]:
        return {"moderator_role_ids": (777,)}

    async def test_a_configured_role_moderates(self, world: World) -> None:
        editors = world.guild.create_role("Editors", permissions=discord.Permissions.none())
        commands = world.bot.tree.get_command("knowledge")
        assert isinstance(commands, KnowledgeCommands)
        commands._role_ids = frozenset({editors.id})  # the simulation gives out ids only now
        ed = world.guild.add_member(world.env.create_user("ed"), roles=[editors])
        result = await ed.slash(world.channel, "knowledge status")
        assert result.response is not None
        assert result.response.embeds

    async def test_members_without_it_are_declined(self, world: World) -> None:
        result = await world.mia.slash(world.channel, "knowledge status")
        assert result.response is not None
        assert result.response.content.startswith("Only moderators can do that")
        assert len(world.env.errors) == 1
