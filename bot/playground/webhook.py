"""Posting updates to the bot's webhook: in order per chat, several chats at once, again until it is taken."""

from __future__ import annotations

import asyncio
import json
import sqlite3

import httpx

from bot.playground.core import Core
from bot.playground.store import Json

_TIMEOUT = 60.0
_LONGEST_PAUSE = 60.0


class WebhookSender:
    """Runs beside the server until cancelled. `pause` (seconds) follows a first failure and doubles up to a minute."""

    def __init__(self, core: Core, *, pause: float) -> None:
        self._core = core
        self._pause = pause

    async def run(self) -> None:
        """Send for ever."""
        with self._core.bell.listen() as rung:
            # Most playgrounds have no webhook: the client, slow to make, waits until there is one.
            while self._core.store.get("webhook") is None:
                rung.clear()
                await rung.wait()
            async with httpx.AsyncClient(timeout=_TIMEOUT, trust_env=False) as client:
                await self._forward(client, rung)

    async def _forward(self, client: httpx.AsyncClient, rung: asyncio.Event) -> None:
        failures = 0
        while not self._core.closing:
            rung.clear()
            batch = self._batch()
            if not batch:
                await rung.wait()
                continue
            taken = await asyncio.gather(*(self._send(client, row) for row in batch))
            failures = 0 if all(taken) else failures + 1
            if failures:
                await asyncio.sleep(min(self._pause * 2 ** (failures - 1), _LONGEST_PAUSE))

    def _batch(self) -> list[sqlite3.Row]:
        """The first update of each chat, as many as the bot takes at once."""
        hook = self._core.store.get("webhook")
        if hook is None:
            return []
        sql = "SELECT * FROM updates WHERE id IN (SELECT MIN(id) FROM updates GROUP BY chat_key) ORDER BY id LIMIT ?"
        return self._core.store.all(sql, hook["connections"])

    async def _send(self, client: httpx.AsyncClient, row: sqlite3.Row) -> bool:
        hook = self._core.store.get("webhook")
        if hook is None:
            return True
        headers = {"Content-Type": "application/json"}
        if hook["secret"]:
            headers["X-Telegram-Bot-Api-Secret-Token"] = hook["secret"]
        try:
            answer = await client.post(hook["url"], content=row["data"].encode(), headers=headers)
        except httpx.HTTPError as error:
            return self._failed(f"Connection failed: {type(error).__name__}")
        if not answer.is_success:
            return self._failed(f"Wrong response from the webhook: {answer.status_code} {answer.reason_phrase}")
        with self._core.store.transaction():
            self._core.store.run("DELETE FROM updates WHERE id = ?", row["id"])
        self._core.see_bot(online=True)
        return True

    def _failed(self, reason: str) -> bool:
        note: Json = {"last_error_date": self._core.now(), "last_error_message": reason}
        if json.dumps(self._core.store.get("webhook_error")) != json.dumps(note):
            with self._core.store.transaction():
                self._core.store.put("webhook_error", note)
        return False
