"""What inline mode shows while somebody types, and the message that a choice becomes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from telegram.constants import MessageLimit

from bot.base.language import Lang
from bot.catalog.texts import Texts
from bot.services.inline import Asker, Ready

# Payloads of the button above the results: somebody new begins; somebody known is asked for the customer's words.
START, ASK = "inline", "ask"
# Enough for the keys of one breath that come again after a correction; what was saved, added or taken away (a team
# left, say) shows within seconds.
CACHE_SECONDS = 5
TITLE_LENGTH = 80
DESCRIPTION_LENGTH = 140


class InlineView:
    """Builds the parameters of answerInlineQuery."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def answer(self, who: Asker, ready: Sequence[Ready]) -> dict[str, Any]:
        """The replies, for this person's eyes alone; with nothing to offer, the way into the bot's chat."""
        results = [self._article(who.lang, one) for one in ready]
        # Telegram keeps an answer for everybody who types the same words, unless it is personal.
        answer: dict[str, Any] = {"results": results, "is_personal": True, "cache_time": CACHE_SECONDS}
        if not who.known:
            answer["button"] = self._button(who.lang, "start", START)
        elif not results:
            answer["button"] = self._button(who.lang, "nothing", ASK)
        return answer

    def _article(self, lang: Lang, one: Ready) -> dict[str, Any]:
        style = "" if one.style is None else self._texts.plain(lang, f"style.{one.style}")
        said = _beginning(one.said, TITLE_LENGTH)
        return {
            "type": "article",
            "id": one.id,
            "title": self._texts.plain(lang, f"inline.title_{one.origin}", said=said, style=style),
            "description": _beginning(one.reply, DESCRIPTION_LENGTH),
            # Without formatting: it is what the rep says, not what the bot shows.
            "input_message_content": {"message_text": _sendable(one.reply)},
        }

    def _button(self, lang: Lang, name: str, payload: str) -> dict[str, str]:
        return {"text": self._texts.plain(lang, f"inline.{name}"), "start_parameter": payload}


def _beginning(text: str, length: int) -> str:
    """The beginning of a text, on one line."""
    line = " ".join(text.split())
    return line if len(line) <= length else f"{line[: length - 1].rstrip()}…"


def _sendable(text: str) -> str:
    """As much as one message takes: Telegram counts in units of UTF-16."""
    return text.encode("utf-16-le")[: 2 * MessageLimit.MAX_TEXT_LENGTH].decode("utf-16-le", "ignore")
