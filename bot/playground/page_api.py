"""The page's JSON API: a request in, one of the people's actions or a view of the chats out."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote
from zoneinfo import ZoneInfo

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.base.language import from_language_code
from bot.playground import actions, events, files, messages, people
from bot.playground.core import Core
from bot.playground.errors import ApiError, PageError
from bot.playground.forms import read_form
from bot.playground.methods import profile
from bot.playground.store import Json

_FARTHEST = timedelta(days=366)
_MORNING = 9
_PAGE_LIMIT = 200

Handler = Callable[[Request], Awaitable[Response]]


class PageApi:
    """Serves `/api/…`. Errors are sentences in the language the browser asks for."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def routes(self) -> list[Route]:
        """All routes under `/api`."""
        chat = "/api/chats/{chat_id}"
        table: list[tuple[str, str, Callable[[Request, Json], Awaitable[Any]]]] = [
            ("POST", "/api/people", self.add_person),
            ("POST", "/api/groups", self.add_group),
            ("POST", "/api/people/{person_id:int}/start", self.start),
            ("POST", "/api/clock/jump", self.jump),
            ("GET", "/api/state", self.state),
            ("GET", chat + "/messages", self.messages),
            ("POST", chat + "/send", self.send),
            ("POST", chat + "/edit", self.edit),
            ("POST", chat + "/press", self.press),
            ("POST", chat + "/vote", self.vote),
            ("POST", chat + "/react", self.react),
            ("POST", chat + "/block", self.block),
            ("POST", chat + "/bot", self.bot),
            ("POST", chat + "/upgrade", self.upgrade),
            ("POST", chat + "/inline", self.inline),
            ("POST", chat + "/inline/choose", self.choose),
        ]
        made = [Route(path, self._served(handler), methods=[verb]) for verb, path, handler in table]
        return [*made, Route("/api/events", self.stream), Route("/api/files/{file_id}", self.file)]

    def _served(self, handler: Callable[[Request, Json], Awaitable[Any]]) -> Handler:
        async def serve(request: Request) -> Response:
            try:
                form = await read_form(request)
                request.state.files = form.files
                return JSONResponse(await handler(request, dict(form.fields)))
            except PageError as error:
                return self._refused(request, error)
            except ApiError as error:
                key = "too_big" if error.code == 413 else "bad_request"
                return self._refused(request, PageError(key, error.code, detail=error.description))
            except (KeyError, TypeError, ValueError, OverflowError, AttributeError) as error:
                return self._refused(request, PageError("bad_request", detail=str(error)[:100]))

        return serve

    def _refused(self, request: Request, error: PageError) -> Response:
        wanted = request.headers.get("accept-language", "")
        lang = from_language_code(wanted.split(",")[0].strip()) if wanted.strip("*") else self._core.setup.lang_default
        return JSONResponse({"error": self._core.setup.sentence(error.key, lang, error.params)}, error.status)

    async def stream(self, request: Request) -> Response:
        """Server-sent events."""
        return events.stream(self._core, request)

    async def file(self, request: Request) -> Response:
        """A file's bytes: pictures to be shown, all else to be saved."""
        row = files.find(self._core, request.path_params["file_id"])
        if row is None:
            return self._refused(request, PageError("no_file", 404))
        headers = {"Cache-Control": "private, max-age=31536000, immutable"}
        if row["kind"] == "photo":
            return Response(row["content"], media_type=row["mime"], headers=headers)
        headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(row['name'])}"
        return Response(row["content"], media_type="application/octet-stream", headers=headers)

    async def state(self, _: Request, __: Json) -> Json:
        """What the page needs first."""
        core = self._core
        lang = core.setup.lang_default
        texts = {kind: profile.bot_text(core, kind, lang) for kind in ("description", "short_description")}
        return {
            "bot": {**core.bot_user(), **texts, "online": core.online},
            "people": people.everybody(core),
            "clock": core.clock_state(),
            "lang_default": lang,
            "seq": events.last_seq(core),
        }

    async def messages(self, request: Request, query: Json) -> Json:
        """A page of a chat's history; the newest page marks the chat read."""
        core, chat_id = self._core, self._chat(request)
        before = int(query["before"]) if query.get("before") else None
        limit = max(1, min(int(query.get("limit", 50)), _PAGE_LIMIT))
        shown = messages.history(core, chat_id, before, limit)
        if before is None and shown:
            self._mark_read(chat_id, shown[-1]["message_id"])
        language = str(self._person(chat_id).get("language_code", ""))[:2] if chat_id > 0 else ""
        return {
            "messages": shown,
            "typing": core.typing.get(chat_id, 0.0) > time.monotonic(),
            "reply_keyboard": core.store.get(f"keyboard:{chat_id}"),
            "commands": profile.commands_for(core, chat_id, language),
            "description": profile.bot_text(core, "description", language),
            "menu_button": profile.menu_button(core, f"button:{chat_id}"),
        }

    async def add_person(self, _: Request, body: Json) -> Json:
        """Add somebody."""
        if not str(body.get("first_name") or "").strip():
            raise PageError("empty")
        with self._core.store.transaction():
            return people.person(self._core, people.add_person(self._core, body))

    async def add_group(self, _: Request, body: Json) -> Json:
        """Make a group chat of people and the bot."""
        ids = [int(i) for i in body["members"]]
        if not ids or any(people.row(self._core, i) is None for i in ids):
            raise PageError("no_person", 404)
        with self._core.store.transaction():
            return {"chat_id": people.add_group(self._core, str(body["title"]), ids)}

    async def start(self, request: Request, body: Json) -> Json:
        """Press Start for somebody."""
        return actions.start(self._core, request.path_params["person_id"], str(body.get("payload") or ""))

    async def send(self, request: Request, body: Json) -> Json:
        """Send a text, a file, a sticker, a voice message, a location or a contact."""
        chat_id, person_id = self._who(request, body)
        for kind in ("photo", "document"):
            if kind in request.state.files:
                return actions.send_file(self._core, chat_id, person_id, kind, request.state.files[kind])
        if "text" in body:
            return actions.send_text(self._core, chat_id, person_id, str(body["text"]))
        return actions.send_special(self._core, chat_id, person_id, body)

    async def edit(self, request: Request, body: Json) -> Json:
        """Edit a text of one's own."""
        return actions.edit(self._core, self._chat(request), int(body["message_id"]), str(body["text"]))

    async def press(self, request: Request, body: Json) -> Json:
        """Press an inline button."""
        chat_id, person_id = self._who(request, body)
        query_id = actions.press(self._core, chat_id, person_id, int(body["message_id"]), str(body["data"]))
        return {"callback_query_id": query_id}

    async def vote(self, request: Request, body: Json) -> Json:
        """Answer a poll."""
        chat_id, person_id = self._who(request, body)
        chosen = [int(option) for option in body["option_ids"]]
        actions.vote(self._core, chat_id, person_id, int(body["message_id"]), chosen)
        return {}

    async def react(self, request: Request, body: Json) -> Json:
        """React to a message."""
        chat_id, person_id = self._who(request, body)
        emoji = body.get("emoji")
        actions.react(self._core, chat_id, person_id, int(body["message_id"]), str(emoji) if emoji else None)
        return {}

    async def block(self, request: Request, body: Json) -> Json:
        """Block or unblock the bot."""
        actions.block(self._core, self._chat(request), blocked=bool(body["blocked"]))
        return {}

    async def bot(self, request: Request, body: Json) -> Json:
        """Put the bot out of a group, or into it again."""
        chat_id, person_id = self._who(request, body)
        actions.set_bot_in(self._core, chat_id, person_id, inside=bool(body["inside"]))
        return {}

    async def upgrade(self, request: Request, body: Json) -> Json:
        """Make a group a supergroup."""
        chat_id, person_id = self._who(request, body)
        return {"chat_id": actions.upgrade(self._core, chat_id, person_id)}

    async def inline(self, request: Request, body: Json) -> Json:
        """Ask the bot in inline mode."""
        chat_id, person_id = self._who(request, body)
        asked = actions.ask_inline(self._core, chat_id, person_id, str(body["query"]), str(body.get("offset") or ""))
        return {"inline_query_id": asked}

    async def choose(self, request: Request, body: Json) -> Json:
        """Send an inline result."""
        chat_id, person_id = self._who(request, body)
        chosen = (str(body["inline_query_id"]), str(body["result_id"]))
        return actions.choose_inline(self._core, chat_id, person_id, *chosen)

    async def jump(self, _: Request, body: Json) -> Json:
        """Move the clock ahead."""
        clock = self._core.clock
        target = _target(clock.now(), body)
        if target - clock.now() > _FARTHEST:
            raise PageError("clock_far")
        try:
            clock.jump_to(target)
        except ValueError:
            raise PageError("clock_back") from None
        return self._core.clock_state()

    def _chat(self, request: Request) -> int:
        chat_id = int(request.path_params["chat_id"])
        if people.chat(self._core, chat_id) is None:
            raise PageError("no_chat", 404)
        return chat_id

    def _who(self, request: Request, body: Json) -> tuple[int, int]:
        """The chat and the person who acts: in a group `person_id` says who."""
        chat_id = self._chat(request)
        person_id = chat_id if chat_id > 0 else int(body["person_id"])
        if person_id not in people.members(self._core, chat_id):
            raise PageError("no_person", 404)
        return chat_id, person_id

    def _person(self, person_id: int) -> Json:
        return people.user(self._core, person_id)

    def _mark_read(self, chat_id: int, message_id: int) -> None:
        row = people.row(self._core, chat_id) if chat_id > 0 else None
        if row is not None and row["read_to"] < message_id:
            with self._core.store.transaction():
                self._core.store.run("UPDATE people SET read_to = ? WHERE id = ?", message_id, chat_id)
                self._core.emit("people", chat_id, person=people.person(self._core, chat_id))


def _target(now: datetime, body: Json) -> datetime:
    if "to" in body:
        moment = datetime.fromisoformat(str(body["to"]))
        if moment.tzinfo is None:
            raise PageError("bad_request", detail="to")
        return moment
    if "minutes" in body:
        return now + min(timedelta(minutes=float(body["minutes"])), _FARTHEST * 2)
    try:
        zone = ZoneInfo(str(body["morning"]))
    except (KeyError, ValueError, OSError):
        raise PageError("clock_zone", detail=str(body.get("morning"))[:60]) from None
    local = now.astimezone(zone)
    morning = local.replace(hour=_MORNING, minute=0, second=0, microsecond=0)
    return morning if morning > local else morning + timedelta(days=1)
