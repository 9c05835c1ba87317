"""Footnote: a Discord bot that answers from a newsroom's coverage and cites every sentence."""

__version__ = "0.1.0"
