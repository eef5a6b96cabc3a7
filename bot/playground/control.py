"""The tests' lever: faults, limits, latency and the record of calls. Served only when asked for."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.playground.core import Core


class Control:
    """Serves `/control/…`."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def routes(self) -> list[Route]:
        """All routes under `/control`."""
        return [
            Route("/control/faults", self.add_faults, methods=["POST"]),
            Route("/control/faults", self.faults, methods=["GET"]),
            Route("/control/faults", self.clear_faults, methods=["DELETE"]),
            Route("/control/calls", self.calls, methods=["GET"]),
            Route("/control/calls", self.clear_calls, methods=["DELETE"]),
            Route("/control/settings", self.settings, methods=["POST"]),
        ]

    async def add_faults(self, request: Request) -> Response:
        """Switch on a fault or a list of them."""
        body = await request.json()
        try:
            for fault in body if isinstance(body, list) else [body]:
                self._core.faults.add(**fault)
        except (TypeError, ValueError) as error:
            return JSONResponse({"error": str(error)}, 400)
        return await self.faults(request)

    async def faults(self, _: Request) -> Response:
        """What is still to go wrong."""
        return JSONResponse(self._core.faults.list())

    async def clear_faults(self, _: Request) -> Response:
        """Switch all faults off."""
        self._core.faults.clear()
        return JSONResponse([])

    async def calls(self, request: Request) -> Response:
        """Handled calls: `?after=N&method=sendMessage`."""
        after = int(request.query_params.get("after", 0))
        return JSONResponse(self._core.calls.list(after, request.query_params.get("method")))

    async def clear_calls(self, _: Request) -> Response:
        """Forget the calls."""
        self._core.calls.clear()
        return JSONResponse([])

    async def settings(self, request: Request) -> Response:
        """Change `latency` (seconds) and single `limits`."""
        body = await request.json()
        try:
            self._core.rates.change(**body.get("limits", {}))
            self._core.latency = float(body.get("latency", self._core.latency))
        except (TypeError, ValueError) as error:
            return JSONResponse({"error": str(error)}, 400)
        return JSONResponse({"latency": self._core.latency})
