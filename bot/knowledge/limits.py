"""How much is made of a knowledge folder."""

PHRASINGS = 460
"""Wordings of an intent that its templates are expanded to, at most, unless the settings say otherwise."""
