"""The Bot API over HTTP: the path, the answer's envelope, and everything that is made to go wrong."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.playground.core import Core
from bot.playground.errors import ApiError, bad, not_found, too_many, unauthorized
from bot.playground.faults import Fault, FaultKind
from bot.playground.forms import read_form
from bot.playground.methods import COUNTED, methods
from bot.playground.methods.call import Call, Method, chat_id_of
from bot.playground.params import Params
from bot.playground.store import Json

Drop = Callable[[Request], Awaitable[None]]


class BotApi:
    """Serves `/bot<token>/<method>` and `/file/bot<token>/<path>`. `drop` cuts a request's connection."""

    def __init__(self, core: Core, drop: Drop) -> None:
        self._core = core
        self._drop = drop
        self._methods: dict[str, Method] = methods()

    def routes(self) -> list[Route]:
        """The two routes."""
        return [
            Route("/bot{token}/{method}", self.call, methods=["GET", "POST"]),
            Route("/file/bot{token}/{path:path}", self.download, methods=["GET"]),
        ]

    async def download(self, request: Request) -> Response:
        """A file's bytes."""
        if request.path_params["token"] != self._core.token:
            return _refused(unauthorized())
        sql = "SELECT content, mime FROM files WHERE path = ?"
        row = self._core.store.one(sql, request.path_params["path"])
        if row is None:
            return _refused(not_found())
        return Response(row["content"], media_type="application/octet-stream")

    async def call(self, request: Request) -> Response:
        """One method call, with half the latency before it and half after it."""
        await asyncio.sleep(self._core.latency / 2)
        if request.path_params["token"] != self._core.token:
            return _refused(unauthorized())
        name = request.path_params["method"]
        try:
            params = Params(await read_form(request))
        except ApiError as error:
            return _refused(error)
        fault = self._core.faults.take(name, chat_id_of(params))
        if fault is not None and fault.kind is FaultKind.SLOW:
            await asyncio.sleep(fault.seconds)
        if fault is not None and fault.kind is FaultKind.DROP_BEFORE:
            await self._drop(request)
            return Response(status_code=502)
        answer, status = await self._answer(name, params, request, fault)
        if fault is not None and fault.kind is FaultKind.DROP_AFTER:
            await self._drop(request)
            return Response(status_code=502)
        await asyncio.sleep(self._core.latency / 2)
        return JSONResponse(answer, status)

    async def _answer(self, name: str, params: Params, request: Request, fault: Fault | None) -> tuple[Json, int]:
        try:
            _refuse(fault)
            method = self._methods.get(name.lower())
            if method is None:
                raise not_found()
            if name.lower() in COUNTED:
                self._core.rates.take(chat_id_of(params) or 0)
            result = await method(Call(self._core, params, lambda: _gone(request)))
        except UnicodeEncodeError:
            # Half a surrogate pair somewhere inside the parameters' JSON.
            return self._failed(name, params, bad("strings must be encoded in UTF-8"))
        except ApiError as error:
            return self._failed(name, params, error)
        answer: Json = {"ok": True, "result": result}
        self._note(name, params, answer)
        return answer, 200

    def _failed(self, name: str, params: Params, error: ApiError) -> tuple[Json, int]:
        self._note(name, params, error.body())
        return error.body(), error.code

    def _note(self, name: str, params: Params, answer: Json) -> None:
        if name.lower() != "getupdates":
            self._core.calls.add(name, params.plain(), answer)


def _refuse(fault: Fault | None) -> None:
    if fault is not None and fault.kind is FaultKind.TOO_MANY_REQUESTS:
        raise too_many(fault.retry_after)
    if fault is not None and fault.kind is FaultKind.SERVER_ERROR:
        raise ApiError(fault.status, "Bad Gateway" if fault.status == 502 else "Internal Server Error")


def _refused(error: ApiError) -> Response:
    return JSONResponse(error.body(), error.code)


async def _gone(request: Request) -> None:
    """Returns when the caller has hung up; its body has been read, so nothing else can come."""
    while (await request.receive())["type"] != "http.disconnect":
        pass
