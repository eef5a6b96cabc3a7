"""The page's stream of server-sent events, resumed by number."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

from starlette.requests import Request
from starlette.responses import StreamingResponse

from bot.playground.core import Core

_HEARTBEAT_SECONDS = 15.0
_BATCH = 200


def last_seq(core: Core) -> int:
    """The number of the newest event; 0 when there is none."""
    return int(core.store.value("SELECT COALESCE(MAX(seq), 0) FROM events"))


def stream(core: Core, request: Request) -> StreamingResponse:
    """Events after `Last-Event-ID` or `after`; without either, or after a number not yet given out, only new ones."""
    wanted = request.headers.get("last-event-id") or request.query_params.get("after") or ""
    newest = last_seq(core)
    after = int(wanted) if wanted.isascii() and wanted.isdigit() and int(wanted) <= newest else newest
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return StreamingResponse(_events(core, after), media_type="text/event-stream", headers=headers)


async def _events(core: Core, after: int) -> AsyncIterator[str]:
    yield "retry: 1000\n\n"
    with core.bell.listen() as rung:
        while not core.closing:
            rung.clear()
            rows = core.store.all("SELECT * FROM events WHERE seq > ? ORDER BY seq LIMIT ?", after, _BATCH)
            for row in rows:
                after = row["seq"]
                yield f"id: {after}\nevent: {row['kind']}\ndata: {row['data']}\n\n"
            if rows:
                continue
            try:
                await asyncio.wait_for(rung.wait(), _HEARTBEAT_SECONDS)
            except TimeoutError:
                yield ": still here\n\n"
