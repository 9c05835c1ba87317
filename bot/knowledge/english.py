"""English words, so that spelling repair leaves them alone."""

from __future__ import annotations

import gzip
import json
from importlib.resources import files

_DICTIONARY = "resources/en.json.gz"
_RECENT = frozenset(
    "app apps bitcoin bot bots chatbot chatbots crypto deepfake deepfakes emoji emojis hashtag hashtags"
    " influencer influencers laptop laptops livestream meme memes playlist playlists selfie selfies"
    " smartphone smartphones smartwatch startup startups upskill vlog webcam wifi".split()
)
"""Everyday words that are younger than the dictionary's sources."""


def english_words() -> frozenset[str]:
    """Everyday English with its inflected forms, some 160,000 words, lower case.

    The list is pyspellchecker's (MIT licence), read from the installed package; it takes under 0.1 s.
    """
    packed = files("spellchecker").joinpath(_DICTIONARY).read_bytes()
    return _RECENT.union(json.loads(gzip.decompress(packed)))
