"""What keeps other web sites away from a server on this machine, and the headers of its answers."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_POLICY = "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'"
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "Cache-Control": "no-cache",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_BODIES = ("application/json", "multipart/form-data")


class Guard:
    """ASGI middleware. `hosts` are the names the server may be called by; any port goes."""

    def __init__(self, app: ASGIApp, hosts: Iterable[str]) -> None:
        self._app = app
        self._hosts = LOOPBACK | frozenset(hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse what does not come from here, and add the headers to what goes out."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        problem = self._problem(scope)

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        answer = self._app if problem is None else JSONResponse({"error": problem}, 403)
        await answer(scope, receive, guarded)

    def _problem(self, scope: Scope) -> str | None:
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if _name(host) not in self._hosts:
            return "Forbidden: wrong Host"
        origin = headers.get("origin")
        # Browsers name the origin on every cross-site POST; programs, which name none, are not lured by a web site.
        if origin is not None and urlsplit(origin).netloc.lower() != host.lower():
            return "Forbidden: wrong Origin"
        if headers.get("sec-fetch-site") in ("cross-site", "same-site") and scope["method"] != "GET":
            return "Forbidden: wrong site"
        if scope["method"] == "POST" and scope["path"].startswith(("/api/", "/control/")):
            kind = headers.get("content-type", "").partition(";")[0].strip().lower()
            return None if kind in _BODIES else "Forbidden: wrong Content-Type"
        return None


def _name(host: str) -> str:
    try:
        return (urlsplit(f"//{host}").hostname or "").lower()
    except ValueError:
        return ""
