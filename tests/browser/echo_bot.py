"""A small bot made of raw Bot API calls: says back what it gets, and on request shows one of everything."""

from __future__ import annotations

import json
import struct
import zlib
from typing import Any

import httpx

Json = dict[str, Any]

WELCOME = (
    "<b>Welcome, {name}</b>, payload: <code>{payload}</code>\n"
    "<i>italic</i>, <u>underlined</u>, <s>struck</s>, <tg-spoiler>hidden word</tg-spoiler>, /help\n"
    "<blockquote expandable>line one\nline two\nline three\nline four\nline five\nline six</blockquote>"
    '<a href="https://t.me/{bot}?start=join-42">Join the team</a>'
)
MENU = {
    "inline_keyboard": [
        [{"text": "Toast", "callback_data": "toast"}, {"text": "Alert", "callback_data": "alert"}],
        [{"text": "Change this message", "callback_data": "edit"}],
        [{"text": "Copy", "copy_text": {"text": "copied words"}}, {"text": "Site", "url": "https://example.org/a"}],
        [{"text": "Search", "switch_inline_query_current_chat": "price"}],
    ]
}
KEYS = {
    "keyboard": [["Morning", "Evening"], [{"text": "Where I am", "request_location": True}]],
    "resize_keyboard": True,
    "input_field_placeholder": "Pick a time",
}


class EchoBot:
    """Polls for updates until cancelled. `seen` holds every update it has been given."""

    def __init__(self, api_url: str, token: str) -> None:
        self._base = f"{api_url}{token}"
        self._client: httpx.AsyncClient
        self._name = ""
        self.seen: list[Json] = []

    async def run(self) -> None:
        """Set the bot up, then answer update by update."""
        async with httpx.AsyncClient(timeout=30, trust_env=False) as self._client:
            self._name = (await self.call("getMe"))["username"]
            await self.call("setMyDescription", description="A bot that says back what you say.")
            commands = [("help", "What this bot does"), ("quiz", "One question"), ("picture", "A picture")]
            await self.call("setMyCommands", commands=[{"command": c, "description": d} for c, d in commands])
            offset = 0
            while True:
                kinds = [
                    "message",
                    "edited_message",
                    "callback_query",
                    "poll_answer",
                    "inline_query",
                    "message_reaction",
                ]
                for update in await self.call("getUpdates", offset=offset, timeout=20, allowed_updates=kinds):
                    offset = update["update_id"] + 1
                    self.seen.append(update)
                    await self._handle(update)

    async def call(self, method: str, files: Any = None, **params: Any) -> Any:
        """Call a method; its result. Raises AssertionError with Telegram's words when it is refused."""
        if files is not None:
            data = {key: value if isinstance(value, str) else json.dumps(value) for key, value in params.items()}
            response = await self._client.post(f"{self._base}/{method}", data=data, files=files)
        else:
            response = await self._client.post(f"{self._base}/{method}", json=params)
        body = response.json()
        assert body["ok"], body
        return body["result"]

    async def _handle(self, update: Json) -> None:
        kind = next(key for key in update if key != "update_id")
        handler = getattr(self, f"_on_{kind}", None)
        if handler is not None:
            await handler(update[kind])

    async def _say(self, chat_id: int, text: str, **more: Any) -> Json:
        result: Json = await self.call("sendMessage", chat_id=chat_id, text=text, **more)
        return result

    async def _on_message(self, message: Json) -> None:
        chat_id = message["chat"]["id"]
        text = message.get("text", "")
        word = text.split()[0].lstrip("/").lower() if text else ""
        special = getattr(self, f"_show_{word}", None) if word.isidentifier() else None
        if special is not None and "via_bot" not in message:
            await special(chat_id, message)
        elif text:
            await self._say(chat_id, f"Echo: {text}")
        else:
            kind = next(k for k in ("sticker", "voice", "location", "photo", "document") if k in message)
            await self._say(chat_id, f"Got {kind}")

    async def _show_start(self, chat_id: int, message: Json) -> None:
        name = message["from"]["first_name"].replace("&", "&amp;").replace("<", "&lt;")
        payload = message["text"].removeprefix("/start").strip() or "none"
        text = WELCOME.format(name=name, payload=payload, bot=self._name)
        await self._say(chat_id, text, parse_mode="HTML", reply_markup=MENU)

    async def _show_quiz(self, chat_id: int, _: Json) -> None:
        await self._poll(chat_id, "Which question comes first?", ["Price", "Situation", "Close"], [1])

    async def _show_quizzes(self, chat_id: int, _: Json) -> None:
        await self._poll(chat_id, "Which two are open questions?", ["How?", "Is it?", "Why?"], [0, 2])

    async def _poll(self, chat_id: int, question: str, options: list[str], right: list[int]) -> None:
        await self.call(
            "sendPoll",
            chat_id=chat_id,
            question=question,
            options=[{"text": option} for option in options],
            type="quiz",
            is_anonymous=False,
            allows_multiple_answers=len(right) > 1,
            correct_option_ids=right,
            explanation="Ask about <b>their</b> situation first.",
            explanation_parse_mode="HTML",
        )

    async def _show_vote(self, chat_id: int, _: Json) -> None:
        options = [{"text": "Morning"}, {"text": "Evening"}]
        await self.call("sendPoll", chat_id=chat_id, question="When do we train?", options=options, is_anonymous=False)

    async def _show_picture(self, chat_id: int, _: Json) -> None:
        files = {"photo": ("chart.png", png(480, 270), "image/png")}
        await self.call("sendPhoto", files, chat_id=chat_id, caption="Your <b>week</b>", parse_mode="HTML")

    async def _show_file(self, chat_id: int, _: Json) -> None:
        files = {"document": ("export.json", b'{"marks": 5}', "application/json")}
        await self.call("sendDocument", files, chat_id=chat_id, caption="All your data")

    async def _show_wide(self, chat_id: int, _: Json) -> None:
        rows = [
            [{"text": "A long answer to choose, " * 4, "callback_data": "a"}],
            [{"text": "No", "callback_data": "b"}] * 3,
        ]
        text = f"<pre>{'a_long_line_of_code(' * 12}</pre>\nhttps://example.org/{'path/' * 30}"
        await self._say(chat_id, text, parse_mode="HTML", reply_markup={"inline_keyboard": rows})

    async def _show_keys(self, chat_id: int, _: Json) -> None:
        await self._say(chat_id, "When?", reply_markup=KEYS)

    async def _show_nokeys(self, chat_id: int, _: Json) -> None:
        await self._say(chat_id, "Gone.", reply_markup={"remove_keyboard": True})

    async def _show_typing(self, chat_id: int, _: Json) -> None:
        await self.call("sendChatAction", chat_id=chat_id, action="typing")

    async def _on_edited_message(self, message: Json) -> None:
        await self._say(message["chat"]["id"], f"Edited: {message['text']}")

    async def _on_callback_query(self, query: Json) -> None:
        answer = {"toast": {"text": "Just a toast"}, "alert": {"text": "An alert", "show_alert": True}}
        if query["data"] == "edit":
            where = {"chat_id": query["message"]["chat"]["id"], "message_id": query["message"]["message_id"]}
            back = {"inline_keyboard": [[{"text": "Toast again", "callback_data": "toast"}]]}
            await self.call("editMessageText", text="Changed.", reply_markup=back, **where)
        await self.call("answerCallbackQuery", callback_query_id=query["id"], **answer.get(query["data"], {}))

    async def _on_poll_answer(self, answer: Json) -> None:
        await self._say(answer["user"]["id"], f"Answered {answer['option_ids']}")

    async def _on_message_reaction(self, reaction: Json) -> None:
        emoji = [r["emoji"] for r in reaction["new_reaction"]]
        await self._say(reaction["chat"]["id"], f"Reaction {emoji}")

    async def _on_inline_query(self, query: Json) -> None:
        results = [
            {
                "type": "article",
                "id": str(number),
                "title": f"{query['query']} {number}",
                "description": "An answer to an objection",
                "input_message_content": {"message_text": f"Inline <b>{number}</b>", "parse_mode": "HTML"},
            }
            for number in (1, 2)
        ]
        await self.call("answerInlineQuery", inline_query_id=query["id"], results=results)


def png(width: int, height: int) -> bytes:
    """A picture in two colours."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    rows = b"".join(
        b"\0" + b"".join(b"\x2b\x87\xdb" if x * height > y * width else b"\xf1\xf3\xf5" for x in range(width))
        for y in range(height)
    )
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
