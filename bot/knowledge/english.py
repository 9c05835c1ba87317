"""English words, so that spelling repair leaves them alone."""

from __future__ import annotations

import gzip
import re
from functools import cache
from importlib.resources import files
from itertools import chain

_DICTIONARY = "resources/en.json.gz"
_WORD = re.compile(r'"([^"]*)":')
_RECENT = frozenset(
    "app apps bitcoin bot bots chatbot chatbots crypto deepfake deepfakes emoji emojis hashtag hashtags"
    " influencer influencers laptop laptops livestream meme memes playlist playlists selfie selfies"
    " smartphone smartphones smartwatch startup startups upskill vlog webcam wifi".split()
)
"""Everyday words that are younger than the dictionary's sources."""


@cache
def english_words() -> frozenset[str]:
    """Everyday English with its inflected forms, some 160,000 words, lower case.

    The list is pyspellchecker's (MIT licence), read from the installed package; it takes under 0.1 s. It is a
    mapping in JSON, read word by word: reading it in one call would hold up the event loop.
    """
    packed = files("spellchecker").joinpath(_DICTIONARY).read_bytes()
    found = _WORD.finditer(gzip.decompress(packed).decode())
    return frozenset(chain(_RECENT, (match[1] for match in found)))
