"""The version of a knowledge base: a hash of what it says, however its files are laid out."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, replace

from bot.core.model import KnowledgeBase


def with_version(knowledge: KnowledgeBase) -> KnowledgeBase:
    """The knowledge base with `version` set to `sha256:` and the hash of its content as canonical JSON."""
    content = asdict(replace(knowledge, version=""))
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=sorted)
    digest = hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()
    return replace(knowledge, version=f"sha256:{digest}")
