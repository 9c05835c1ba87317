"""A message into the questions that it asks, each to be answered in turn."""

from __future__ import annotations

import re

from bot.core.shorthand import FILLERS

MOST = 4
"""Questions of one message that are answered."""
_BREAK = re.compile(
    r"(?<=[.!?;])(?<!\b(?:Mr|Ms|Dr|vs)\.)(?<!\bMrs\.)(?<!\b[A-Za-z]\.)\s+|\n+|\s+(?=\(?\d[.)] )|\s*[/|]{2,}\s*"
)
_WH = r"(?:what|who|whom|whose|when|where|why|how|which|whys|whats|whos|hows|wat|wut)\b"
_AUX = r"(?:did|does|do|is|are|was|were|has|have|had|will|can|could|would|should)\b"
_ASKS = rf"(?:{_WH}|{_AUX}|(?:tell me|name|list|explain|describe|summari[sz]e|compare|quote)\b)"
_JOIN = re.compile(
    rf"(?:,|;|\s-+|\s–|\s—)?\s+(?:and also|and then|and|also|plus|n|&|but|then)\s+"
    rf"(?:also\s+|then\s+|in\s+|to\s+|on\s+|for\s+)?(?={_ASKS})",
    re.IGNORECASE,
)
_LIST = re.compile(rf",\s+(?={_WH})", re.IGNORECASE)
_VERB = re.compile(rf"\b{_AUX}|'s\b|\b(?:whats|whos|wheres)\b", re.IGNORECASE)
_QUESTION = re.compile(
    rf"^(?:\W|\d[.)]|20\d\d\b|(?:and|so|but|also|then|in|to|on|for|by|at|of|under|from|with|{'|'.join(sorted(FILLERS))})\b)*"
    rf"\s*{_ASKS}",
    re.IGNORECASE,
)
_WHICH = re.compile(r"^(?:(?:in|on|at|by|from|to|of|for) )?(?:which|whose)(?: \w+){1,2}$", re.IGNORECASE)
"""A thing that is asked for without a verb: `which outlet`."""
_SUBORDINATE = re.compile(
    r"^(?:when|if|how|which|while|as|since|what)\b(?:\s+\w+)?,"
    r"|^(?:when|if) (?:\w+ (?:was|were) )?(?:asked|pressed|questioned)\b",
    re.IGNORECASE,
)
"""Begins a clause that is no question of its own: `when asked about it, how did she ...`."""
_QUOTED = re.compile(r'"[^"]*"|“[^”]*”')
_LEAST_WORDS, _HEADING = 2, 4


def questions(message: str) -> list[str]:
    """The questions of a message in order, at most `MOST`; what only leads up to one goes with it.

    `Who is Jo, and when did she speak?` are two; a message that asks but one thing is returned whole.
    """
    if _SUBORDINATE.match(message.strip()):
        return [message]
    found: list[str] = []
    lead = ""
    pieces = _pieces(message)
    for at, piece in enumerate(pieces):
        if not (_asks(piece) or (at == 0 and len(pieces) > 1 and _is_heading(piece))):
            if found and not piece.endswith("?"):
                found[-1] = f"{found[-1]} {piece}"
            else:
                lead = f"{lead} {piece}".strip()
            continue
        found.append(f"{lead} {piece}".strip())
        lead = ""
    if lead and found:
        found[-1] = f"{found[-1]} {lead}"
    return found[:MOST] if len(found) > 1 else [message]


def _pieces(message: str) -> list[str]:
    """The message at its sentence ends and at `and what ...`; what stands in quotation marks stays in one."""
    quoted = {f"\ue000{place}\ue001": text for place, text in enumerate(_QUOTED.findall(message))}
    for mark, text in quoted.items():
        message = message.replace(text, mark, 1)
    pieces = [piece for sentence in _BREAK.split(message) for joined in _joined(sentence) for piece in _listed(joined)]
    for mark, text in quoted.items():
        pieces = [piece.replace(mark, text) for piece in pieces]
    return [piece.strip() for piece in pieces if piece.strip(" ,;.!?-")]


def _joined(sentence: str) -> list[str]:
    """The sentence at its `and what ...`; not `which outlet and which firm are behind it`, which asks once."""
    pieces = _JOIN.split(sentence)
    if len(pieces) > 1 and _WHICH.match(pieces[0]):
        return [sentence]
    return pieces


def _is_heading(piece: str) -> bool:
    """A short thing that is asked for without a verb, as in `her job title, and did she speak?`."""
    return not piece.endswith((".", "!", ":")) and 2 <= len(piece.split()) <= _HEADING and not _VERB.search(piece)


def _listed(text: str) -> list[str]:
    """`what is her title, what did she say` at its comma; not `what, by name, is it`, whose first part has no verb."""
    pieces: list[str] = []
    for piece in _LIST.split(text):
        if pieces and not _VERB.search(pieces[-1]):
            pieces[-1] = f"{pieces[-1]}, {piece}"
        else:
            pieces.append(piece)
    return pieces


def is_asked(text: str) -> bool:
    """Whether it begins like a question, with or without its mark."""
    return bool(_QUESTION.match(text))


def _asks(piece: str) -> bool:
    return len(piece.split()) >= _LEAST_WORDS and (piece.endswith("?") or is_asked(piece))
