"""Which known questions may answer a follow-up: those on the topic of the question before that tell what it asks."""

from __future__ import annotations

from functools import cache

from bot.core.conversation import Conversation, Followup, Sort
from bot.core.cues import Cue
from bot.core.decision import Judged
from bot.core.earlier import Before
from bot.core.model import Intent, IntentKind, KnowledgeBase
from bot.core.text import normalise

_COMMON = 0.2
"""A concept or name that more of the facts' questions mention than this share tells no topic."""
_WORDED, _PERSONS_WORDED = 0.02, 0.15
"""A known question asks for a kind of thing if this share of its wordings does; for persons and names more, since
nearly every wording may have its `who said`."""
_STRONG, _STRONG_LEAST = 0.3, 0.1
"""It asks for just this kind of thing if this share does; it goes first if it has this confidence."""


class Relevance:
    """Judges candidates by the question before; made for one knowledge base."""

    def __init__(self, knowledge: KnowledgeBase, conversation: Conversation) -> None:
        self._knowledge = knowledge
        self._conversation = conversation
        self._common = self._common_topics()
        self._asking = cache(self._share_asking)

    def fits(self, judged: Judged, followup: Followup, before: Before) -> bool:
        """Whether a candidate keeps to the topic and tells the kind of thing that is asked for.

        The guards see to the type of a fact's answer, where the kind of thing has one; its wordings tell the rest.
        """
        intent, cue = judged.intent, followup.cue
        if intent.kind not in {IntentKind.FACT, IntentKind.GAP}:
            return intent.kind is IntentKind.BACKGROUND
        if not self.on_topic(intent, before):
            return False
        again = intent is before.intent and followup.sort is not Sort.OTHER
        if followup.sort is Sort.POINT:
            # The same reply again is an answer only to words that it explains.
            explains = intent.kind is IntentKind.FACT and judged.verdict.weight == 1
            return not again or (explains and self._tells(intent, cue, again=True))
        return self._tells(intent, cue, again=again) and (cue is not None or not again or bool(followup.times))

    def _tells(self, intent: Intent, cue: Cue | None, *, again: bool) -> bool:
        """Whether an intent's wordings ask for the kind of thing, or its reply may be of the right type."""
        if cue is None:
            return True
        asking = self._asking(intent.id, cue)
        if cue.head in {"who", "which"}:
            return asking >= (_STRONG if again else _PERSONS_WORDED)
        return asking >= _WORDED or (bool(cue.types) and intent.kind is IntentKind.FACT)

    def is_strong(self, judged: Judged, followup: Followup) -> bool:
        """Whether a candidate is a question for just this kind of thing."""
        cue = followup.cue
        if (
            cue is None
            or followup.sort is Sort.POINT
            or judged.confidence < _STRONG_LEAST
            or judged.verdict.held is not None
        ):
            return False
        return self._asking(judged.intent.id, cue) >= _STRONG

    def on_topic(self, intent: Intent, before: Before) -> bool:
        """Whether an intent shares a claim, a quote, a concept or a name with the question before."""
        topic = self._topic(before.text)
        if before.intent is not None:
            if intent.id == before.intent.id or intent.refs & before.intent.refs:
                return True
            topic |= self._topic(before.intent.asks)
        # Where no concept tells the topic, the words of the question before have to do, if they got a reply.
        return bool(topic & self._topic(intent.asks)) if topic else before.intent is not None

    def _topic(self, text: str) -> frozenset[str]:
        return self._conversation.topic(text) - self._common

    def _common_topics(self) -> frozenset[str]:
        facts = [intent for intent in self._knowledge.intents.values() if intent.kind is IntentKind.FACT]
        asks = [self._conversation.topic(intent.asks) for intent in facts]
        every: frozenset[str] = frozenset().union(*asks)
        return frozenset(id_ for id_ in every if sum(id_ in one for one in asks) > max(1.0, _COMMON * len(asks)))

    def _share_asking(self, intent_id: str, cue: Cue) -> float:
        """The share of an intent's wordings that ask for the kind of thing."""
        wordings = self._knowledge.intents[intent_id].phrasings
        asking = sum(not cue.words.isdisjoint(normalise(wording).split()) for wording in wordings)
        return asking / len(wordings) if wordings else 0.0
