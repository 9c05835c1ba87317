"""The embeds that are no answers: help, the list of sources, and what moderators are shown. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import discord

from bot.core.model import Article, IntentKind, KnowledgeBase
from bot.counting import counted
from bot.discord_app.footnotes import COMMENTARY_MARK, article_line
from bot.discord_app.limits import EMBED_DESCRIPTION, list_within
from bot.discord_app.markdown import escape
from bot.discord_app.rendering import version_label
from bot.errors import KnowledgeError, Problem
from bot.knowledge.holder import ReloadReport

NEUTRAL = discord.Colour(0x5865F2)
GOOD = discord.Colour(0x2E8B57)
BAD = discord.Colour(0xC0392B)

_KINDS = {
    IntentKind.FACT: ("answer", "answers"),
    IntentKind.GAP: ("known gap", "known gaps"),
    IntentKind.SMALLTALK: ("small talk", "small talk"),
}

_ASKING = (
    "• `@{name}` and your question, in any channel that I am in",
    "• `/ask`, which suggests questions while you type",
    "• a direct message, no mention needed",
    "• then ask on: *and when?*, *who said that?*; or reply to any of my answers",
)
_READING = (
    "• ¹ ² ³ lead to the footnotes: article, publisher, date, section and paragraph",
    "• “Quoted words” are word for word; everything else is in our own words",
    f"• *{COMMENTARY_MARK}* marks what an article’s author thinks rather than reports",
    "• `/sources` lists the articles",
)


def help_embed(name: str, *, keeps_text: bool, retention_days: int) -> discord.Embed:
    """How to ask and how to read an answer; `name` is what to mention, the rest is what the log keeps."""
    kept = f"for {counted(retention_days, 'day')}" if retention_days else "until the operator deletes it"
    what = "your question and its answer" if keeps_text else "that a question was asked, not its words"
    embed = discord.Embed(
        title="How to ask",
        description=(
            "I answer questions about a newsroom’s coverage, and only from it. I never make up a sentence: "
            "where the coverage is silent, I say so."
        ),
        colour=NEUTRAL,
    )
    for heading, lines in (("Ask me", _ASKING), ("Read an answer", _READING)):
        embed.add_field(name=heading, value="\n".join(lines).format(name=name), inline=False)
    return embed.set_footer(text=f"The log keeps {what}, {kept}; never your name, only a keyed hash.")


def welcome_embed(name: str) -> discord.Embed:
    """A few words for a channel where nobody has asked yet; `name` is what to mention."""
    text = (
        f"Type `@{name}` and a question about the coverage, or use `/ask`, which suggests questions as you "
        "type. Every statement in my answers has a footnote. `/help` tells the rest."
    )
    return discord.Embed(title="Ask the coverage", description=text, colour=NEUTRAL)


def sources_embed(knowledge: KnowledgeBase) -> discord.Embed:
    """Every article, oldest first, with what is known of it."""
    articles = sorted(knowledge.articles.values(), key=lambda article: (article.event.year, article.id))
    blocks = [_source(article, knowledge) for article in articles]
    text = list_within(blocks, EMBED_DESCRIPTION, "\n\n") or "There are no articles yet."
    embed = discord.Embed(title="The coverage", description=text, colour=NEUTRAL)
    return embed.set_footer(text=version_label(knowledge.version))


def status_embed(knowledge: KnowledgeBase, *, log_healthy: bool) -> discord.Embed:
    """What the bot knows and whether it can log, for moderators."""
    kinds = Counter(intent.kind for intent in knowledge.intents.values())
    parts = {"article": knowledge.articles, "claim": knowledge.claims, "quote": knowledge.quotes}
    log = "takes questions" if log_healthy else "**cannot be written**; the bot’s output says why"
    lines = [
        f"**{version_label(knowledge.version)}**",
        " · ".join(counted(len(things), name) for name, things in parts.items()),
        " · ".join(counted(kinds[kind], *names) for kind, names in _KINDS.items()),
        f"The log {log}.",
    ]
    colour = GOOD if log_healthy else BAD
    return discord.Embed(title="Status", description="\n".join(lines), colour=colour)


def reload_embed(report: ReloadReport) -> discord.Embed:
    """What a reload has changed, for the moderator who asked for it."""
    changes = (("Added", report.added), ("Changed", report.changed), ("Removed", report.removed))
    blocks = [_change(name, intents) for name, intents in changes if intents]
    if not blocks:
        same = report.old_version == report.new_version
        blocks = ["Nothing has changed." if same else "No question has changed, but other parts have."]
    versions = f"{version_label(report.old_version)} → {version_label(report.new_version)}"
    parts = {"article": report.articles, "claim": report.claims, "question": report.intents}
    totals = " · ".join(counted(count, name) for name, count in parts.items())
    text = "\n\n".join((f"**{versions}**\n{totals}", *blocks))
    embed = discord.Embed(title="Knowledge reloaded", description=text, colour=GOOD)
    return embed.set_footer(text=f"in {report.seconds:.1f} seconds")


def problems_embed(error: KnowledgeError, kept_version: str) -> discord.Embed:
    """Every problem with file, line and reason, as many as fit; and that the old knowledge stays."""
    intro = (
        f"The new files have {counted(len(error.problems), 'problem')}, so that I go on with "
        f"{version_label(kept_version)}. Correct them and reload again."
    )
    problems = list_within([_problem(problem) for problem in error.problems], EMBED_DESCRIPTION - 400)
    return discord.Embed(title="Knowledge not reloaded", description=f"{intro}\n\n{problems}", colour=BAD)


def _source(article: Article, knowledge: KnowledgeBase) -> str:
    claims = sum(claim.article == article.id for claim in knowledge.claims.values())
    quotes = sum(quote.article == article.id for quote in knowledge.quotes.values())
    taken = f"{counted(claims, 'claim')}, {counted(quotes, 'quote')}"
    lines = [article_line(article), f"On {escape(article.event.name)}: {taken}"]
    if article.sources:
        lines.append(_own_sources(article.sources))
    return "\n".join(lines)


def _change(name: str, intents: Sequence[str]) -> str:
    listed = list_within([f"`{intent}`" for intent in intents], EMBED_DESCRIPTION // 4, ", ")
    return f"**{name} ({len(intents)})**\n{listed}"


def _problem(problem: Problem) -> str:
    place = f"{problem.file}:{problem.line}" if problem.line else problem.file
    return f"• **{escape(place)}** {escape(problem.reason)}"


def _own_sources(sources: Mapping[int, str]) -> str:
    """The sources that an article credits; it may number them without a name."""
    if set(sources.values()) == {"unnamed"}:
        return f"It credits {counted(len(sources), 'source')}, without a name."
    names = (
        f"{number} {'(no name)' if name == 'unnamed' else escape(name)}" for number, name in sorted(sources.items())
    )
    return f"Its own sources: {', '.join(names)}"
