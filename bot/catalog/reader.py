"""Reads typed values out of a parsed file and notes everything that does not fit, without stopping at the first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any, TypeVar

from bot.catalog.findings import Finding
from bot.catalog.strict_yaml import Doc, Step

E = TypeVar("E", bound=StrEnum)


class Reader:
    """A mapping inside a document.

    Every method that finds nothing usable appends a finding (code `schema`) and returns a harmless value, so that one
    run shows all errors. Call `done()` after the last key: it reports keys that nobody asked for.
    """

    def __init__(self, doc: Doc, findings: list[Finding], steps: tuple[Step, ...] = (), data: Any = None) -> None:
        self.doc = doc
        self.findings = findings
        self.steps = steps
        self._asked: set[str] = set()
        value = data if steps else doc.data
        if not isinstance(value, Mapping):
            self.fail("a mapping is expected here")
            value = {}
        self._data: Mapping[str, Any] = value

    def fail(self, message: str, *steps: Step, code: str = "schema") -> None:
        """Note that something is wrong at `steps` below this mapping."""
        self.findings.append(self.doc.finding(code, message, *self.steps, *steps))

    def has(self, key: str) -> bool:
        """Whether the key is there."""
        return key in self._data

    def raw(self, key: str) -> Any:
        """The plain value of a key, or None; counts as asked for."""
        self._asked.add(key)
        return self._data.get(key)

    def text(self, key: str) -> str:
        """A required, non-blank text, without white space around it."""
        value = self.raw(key)
        if isinstance(value, str) and value.strip():
            return value.strip()
        # A number or true/false that stands where text belongs (`price: 280`) is meant as written.
        if isinstance(value, int | float) and not isinstance(value, bool):
            return str(value)
        self.fail(f"{key}: a text is expected", key)
        return ""

    def verbatim(self, key: str) -> str:
        """Like `text`, with the white space that was written."""
        stripped, value = self.text(key), self.raw(key)
        return value if isinstance(value, str) else stripped

    def text_or_none(self, key: str) -> str | None:
        """A text, or None when the key is absent."""
        return self.text(key) if self.has(key) else self.raw(key)

    def texts(self, key: str, at_least: int = 0) -> tuple[str, ...]:
        """A list of texts; absent counts as empty."""
        found = []
        for index, value in enumerate(self._list(key, at_least)):
            if isinstance(value, str) and value.strip():
                found.append(value.strip())
            elif isinstance(value, int | float) and not isinstance(value, bool):
                found.append(str(value))
            else:
                self.fail(f"{key}: a text is expected", key, index)
        return tuple(found)

    def integer(self, key: str, low: int, high: int) -> int:
        """A required integer from `low` to `high`."""
        value = self.raw(key)
        if isinstance(value, int) and not isinstance(value, bool) and low <= value <= high:
            return value
        self.fail(f"{key}: an integer from {low} to {high} is expected", key)
        return low

    def integers(self, key: str) -> tuple[int, ...]:
        """A list of integers; absent counts as empty."""
        values = self._list(key, 0)
        if all(isinstance(value, int) and not isinstance(value, bool) for value in values):
            return tuple(values)
        self.fail(f"{key}: a list of integers is expected", key)
        return ()

    def flag(self, key: str) -> bool:
        """True or false; absent counts as false."""
        value = self.raw(key)
        if value is None or isinstance(value, bool):
            return value is True
        self.fail(f"{key}: true or false is expected", key)
        return False

    def share(self, key: str) -> float | None:
        """A number from 0 to 1, or None when the key is absent."""
        value = self.raw(key)
        if value is None or (isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1):
            return value
        self.fail(f"{key}: a number from 0 to 1 is expected", key)
        return None

    def pattern(self, key: str) -> str:
        """A required regular expression."""
        value = self.text(key)
        try:
            re.compile(value)
        except re.error as error:
            self.fail(f"{key}: not a regular expression: {error}", key)
            return ""
        return value

    def choice(self, key: str, kind: type[E]) -> E:
        """A required member of an enumeration, by its value."""
        return self._member(self.text(key), kind, key) if self.has(key) else self._absent(key, kind)

    def choices(self, key: str, kind: type[E]) -> tuple[E, ...]:
        """A list of members of an enumeration; absent counts as empty."""
        return tuple(self._member(value, kind, key, index) for index, value in enumerate(self.texts(key)))

    def child(self, key: str) -> Reader:
        """A required mapping."""
        return Reader(self.doc, self.findings, (*self.steps, key), self.raw(key))

    def children(self, key: str, at_least: int = 0) -> Iterator[Reader]:
        """The mappings of a list; absent counts as empty."""
        for index, value in enumerate(self._list(key, at_least)):
            yield Reader(self.doc, self.findings, (*self.steps, key, index), value)

    def done(self) -> None:
        """Report every key that nobody asked for."""
        for key in self._data:
            if key not in self._asked:
                self.fail(f"the key {key!r} is not known here", key)

    def _list(self, key: str, at_least: int) -> list[Any]:
        value = self.raw(key)
        if value is None:
            value = []
        if not isinstance(value, list):
            self.fail(f"{key}: a list is expected", key)
            return []
        if len(value) < at_least:
            self.fail(f"{key}: at least {at_least} entries are expected", key)
        return value

    def _absent(self, key: str, kind: type[E]) -> E:
        self.text(key)
        return next(iter(kind))

    def _member(self, value: str, kind: type[E], *steps: Step) -> E:
        for member in kind:
            if member.value == value:
                return member
        self.fail(f"{value!r} is not one of: {', '.join(member.value for member in kind)}", *steps)
        return next(iter(kind))
