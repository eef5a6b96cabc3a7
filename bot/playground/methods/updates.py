"""getUpdates, the webhook settings, and who is fetching."""

from __future__ import annotations

import asyncio
import json
import re
from urllib.parse import urlsplit

from telegram.constants import PollingLimit, UpdateType, WebhookLimit

from bot.playground.core import Core
from bot.playground.errors import bad, conflict
from bot.playground.methods.call import Call
from bot.playground.params import Params
from bot.playground.store import Json

_LONGEST_WAIT = 50
_TYPES = frozenset(str(kind) for kind in UpdateType)
_SECRET = re.compile(r"[A-Za-z0-9_-]*\Z")
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_PORTS = frozenset({80, 88, 443, 8443})


async def get_updates(call: Call) -> list[Json]:
    """Updates from `offset` on, waiting up to `timeout` seconds for the first. All before `offset` are forgotten."""
    core, params = call.core, call.params
    if core.store.get("webhook") is not None:
        raise conflict(
            "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
        )
    _keep_allowed(core, params)
    _forget(core, params.integer("offset"))
    limit = params.integer("limit", int(PollingLimit.MAX_LIMIT))
    limit = min(max(limit, 1), int(PollingLimit.MAX_LIMIT))
    wait = min(max(params.integer("timeout"), 0), _LONGEST_WAIT)
    core.poller = me = object()
    core.see_bot(online=True)
    core.bell.ring()
    try:
        return await _wait(call, me, max(params.integer("offset"), 0), limit, wait)
    finally:
        if core.poller is me:
            core.poller = None
            core.see_bot(online=True)


async def _wait(call: Call, me: object, offset: int, limit: int, seconds: float) -> list[Json]:
    core = call.core
    until = asyncio.get_running_loop().time() + seconds
    gone = asyncio.ensure_future(call.gone())
    try:
        with core.bell.listen() as rung:
            while True:
                rung.clear()
                _check_still_mine(core, me)
                batch = pending(core, offset, limit)
                left = until - asyncio.get_running_loop().time()
                if batch or left <= 0 or gone.done() or core.closing:
                    return batch
                ring = asyncio.ensure_future(rung.wait())
                await asyncio.wait({ring, gone}, timeout=left, return_when=asyncio.FIRST_COMPLETED)
                ring.cancel()
    finally:
        gone.cancel()


def _check_still_mine(core: Core, me: object) -> None:
    if core.poller is not me:
        by = "setWebhook request" if core.store.get("webhook") is not None else "other getUpdates request"
        hint = "" if by.startswith("setWebhook") else "; make sure that only one bot instance is running"
        raise conflict(f"terminated by {by}{hint}")


def pending(core: Core, offset: int, limit: int) -> list[Json]:
    """The oldest updates from `offset` on."""
    rows = core.store.all("SELECT data FROM updates WHERE id >= ? ORDER BY id LIMIT ?", offset, limit)
    return [json.loads(row["data"]) for row in rows]


def _forget(core: Core, offset: int) -> None:
    if not offset:
        return
    with core.store.transaction():
        if offset > 0:
            core.store.run("DELETE FROM updates WHERE id < ?", offset)
        else:
            kept = "SELECT id FROM updates ORDER BY id DESC LIMIT ?"
            core.store.run(f"DELETE FROM updates WHERE id NOT IN ({kept})", -offset)  # noqa: S608 - our own query


def _keep_allowed(core: Core, params: Params) -> None:
    allowed = params.data("allowed_updates", "allowed updates")
    if allowed is None:
        return
    if not isinstance(allowed, list):
        raise bad("expected an Array of String as allowed updates")
    known = [kind for kind in allowed if isinstance(kind, str) and kind in _TYPES]
    if known != core.store.get("allowed_updates", []):
        with core.store.transaction():
            core.store.put("allowed_updates", known)


async def set_webhook(call: Call) -> bool:
    """Have updates posted to a URL; an empty one removes it."""
    core, params = call.core, call.params
    url = params.text("url").strip()
    if not url:
        return await delete_webhook(call)
    _check_url(url)
    secret = params.text("secret_token")
    if len(secret) > int(WebhookLimit.MAX_SECRET_TOKEN_LENGTH):
        raise bad("secret token is too long")
    if not _SECRET.match(secret):
        raise bad("secret token contains unallowed characters")
    connections = params.integer("max_connections", 40)
    if not int(WebhookLimit.MIN_CONNECTIONS_LIMIT) <= connections <= int(WebhookLimit.MAX_CONNECTIONS_LIMIT):
        connections = 40
    _keep_allowed(core, params)
    with core.store.transaction():
        core.store.put("webhook", {"url": url, "secret": secret, "connections": connections})
        core.poller = None
        _drop(core, params)
    return True


def _check_url(url: str) -> None:
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise bad("bad webhook: invalid webhook URL specified") from None
    if host in _LOOPBACK and parts.scheme in ("http", "https"):
        return
    if parts.scheme != "https":
        raise bad("bad webhook: An HTTPS URL must be provided for webhook")
    if port is not None and port not in _PORTS:
        raise bad("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")


async def delete_webhook(call: Call) -> bool:
    """Go back to getUpdates."""
    with call.core.store.transaction():
        call.core.store.put("webhook", None)
        call.core.store.put("webhook_error", None)
        _drop(call.core, call.params)
    return True


def _drop(core: Core, params: Params) -> None:
    if params.flag("drop_pending_updates"):
        core.store.run("DELETE FROM updates")


async def get_webhook_info(call: Call) -> Json:
    """Where updates are posted to, how many wait, and what went wrong last."""
    core = call.core
    hook = core.store.get("webhook")
    info: Json = {
        "url": hook["url"] if hook is not None else "",
        "has_custom_certificate": False,
        "pending_update_count": core.store.value("SELECT COUNT(*) FROM updates"),
    }
    if hook is not None:
        info |= {"max_connections": hook["connections"], "ip_address": "127.0.0.1"}
    allowed = core.store.get("allowed_updates", [])
    if allowed:
        info["allowed_updates"] = allowed
    return {**info, **core.store.get("webhook_error", {})}
