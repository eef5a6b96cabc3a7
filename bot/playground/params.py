"""The parameters of a Bot API call: Telegram takes text, numbers and JSON in whichever dress they come."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from bot.playground.errors import bad
from bot.playground.forms import Form, Upload

_LARGEST = 2**63


class Params:
    """Typed access. A parameter that is absent and one that is empty are the same, as for Telegram."""

    def __init__(self, form: Form) -> None:
        self.fields: Mapping[str, object] = form.fields
        self.files: Mapping[str, Upload] = form.files

    def text(self, name: str, default: str = "") -> str:
        """A string. Raises 400 for one that UTF-8 cannot hold."""
        value = self.fields.get(name)
        if value is None:
            return default
        text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        try:
            text.encode()
        except UnicodeEncodeError:
            raise bad("strings must be encoded in UTF-8") from None
        return text

    def integer(self, name: str, default: int = 0) -> int:
        """A whole number; what is none counts as absent, as Telegram does."""
        return whole(self.fields.get(name), default)

    def flag(self, name: str, *, default: bool = False) -> bool:
        """A truth value: true, yes or 1."""
        value = self.fields.get(name)
        return default if value in (None, "") else str(value).strip().lower() in {"true", "yes", "1"}

    def data(self, name: str, what: str) -> Any:
        """A JSON value, given as such or as text; None when absent. Raises 400 naming `what` it should have been."""
        value = self.fields.get(name)
        if not isinstance(value, str):
            return value
        if not value.strip():
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise bad(f"can't parse {what} JSON object") from None

    def plain(self) -> dict[str, object]:
        """The fields for the record of calls, with the files' names in place of the files."""
        return {**self.fields, **{name: upload.name for name, upload in self.files.items()}}


def whole(value: Any, default: int = 0) -> int:
    """A whole number of 64 bits out of a number or a text; `default` for everything else."""
    try:
        number = default if isinstance(value, bool) else int(value.strip() if isinstance(value, str) else value)
    except (TypeError, ValueError, OverflowError):
        return default
    return number if -_LARGEST <= number < _LARGEST else default


def objects(value: Any, what: str) -> Iterable[dict[str, Any]]:
    """A JSON array of objects. Raises 400 naming `what` was expected."""
    if value is None:
        return []
    if not isinstance(value, list):
        raise bad(f"expected an Array of {what}")
    if not all(isinstance(item, dict) for item in value):
        raise bad(f"can't parse {what}: expected {what} to be an Object")
    return value
