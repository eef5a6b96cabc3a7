"""The two kinds of refusal: the Bot API's, in Telegram's own words, and the page's, whose sentences are content."""

from __future__ import annotations

from bot.base.errors import DojoError


class ApiError(DojoError):
    """A Bot API method refuses. `description` is exactly what Telegram answers; `retry_after` is in seconds.

    `moved_to` is the id of the supergroup that a group has become.
    """

    def __init__(
        self, code: int, description: str, *, retry_after: int | None = None, moved_to: int | None = None
    ) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.retry_after = retry_after
        self.moved_to = moved_to

    def body(self) -> dict[str, object]:
        """The JSON object of the answer."""
        answer: dict[str, object] = {"ok": False, "error_code": self.code, "description": self.description}
        if self.retry_after is not None:
            answer["parameters"] = {"retry_after": self.retry_after}
        if self.moved_to is not None:
            answer["parameters"] = {"migrate_to_chat_id": self.moved_to}
        return answer


def bad(reason: str) -> ApiError:
    """400 with Telegram's prefix."""
    return ApiError(400, f"Bad Request: {reason}")


def forbidden(reason: str) -> ApiError:
    """403 with Telegram's prefix."""
    return ApiError(403, f"Forbidden: {reason}")


def upgraded(chat_id: int) -> ApiError:
    """400: the group has become the supergroup of that id."""
    return ApiError(400, "Bad Request: group chat was upgraded to a supergroup chat", moved_to=chat_id)


def conflict(reason: str) -> ApiError:
    """409 with Telegram's prefix."""
    return ApiError(409, f"Conflict: {reason}")


def too_many(seconds: int) -> ApiError:
    """429: the caller waits `seconds` before it tries again."""
    return ApiError(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)


def too_large() -> ApiError:
    """413: the body is larger than Telegram takes."""
    return ApiError(413, "Request Entity Too Large")


def not_found() -> ApiError:
    """404: no such method or file."""
    return ApiError(404, "Not Found")


def unauthorized() -> ApiError:
    """401: not this bot's token."""
    return ApiError(401, "Unauthorized")


class PageError(DojoError):
    """The page API refuses; `key` names a sentence under `errors` in `content/playground.yaml`."""

    def __init__(self, key: str, status: int = 400, **params: object) -> None:
        super().__init__(key)
        self.key = key
        self.status = status
        self.params = params
