"""What is wrong with the content, and where."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.base.errors import ContentError


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong in one content file.

    `code` is documented in docs/content.md. `path` is relative to the content folder, with slashes. `line` and `column`
    count from 1; line 0 means the file as a whole.
    """

    code: str
    path: str
    line: int
    message: str
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: {self.code}: {self.message}"


def ordered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings by file, line, column and code, each once."""
    return tuple(sorted(set(findings), key=lambda f: (f.path, f.line, f.column, f.code, f.message)))


def refuse(findings: Iterable[Finding]) -> None:
    """Raise ContentError listing every finding, if there is any."""
    found = ordered(findings)
    if found:
        raise ContentError("\n".join(str(finding) for finding in found))
