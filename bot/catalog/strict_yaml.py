"""YAML without surprises.

The accepted language is smaller than YAML 1.1: one document, no anchors, aliases, tags or merge keys, no key twice.
A plain scalar is `true`, `false`, `null` (or empty), a decimal integer of at most 18 digits such as `-12`, a decimal
fraction such as `0.5`; anything else — `yes`, `12:30`, `2026-01-05`, `007` — is the text that stands there. Keys are
always text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bot.catalog.findings import Finding

try:
    from yaml import CBaseLoader as _Loader
except ImportError:  # PyYAML built without libyaml: the same results, about ten times slower
    from yaml import BaseLoader as _Loader  # type: ignore[assignment]

Step = str | int
Place = tuple[int, int]

_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})")
_FRACTION = re.compile(r"-?(?:0|[1-9][0-9]*)\.[0-9]+")
_WORDS: Mapping[str, bool | None] = {"true": True, "false": False, "null": None, "": None}
_PLAIN_TAGS = ("tag:yaml.org,2002:str", "tag:yaml.org,2002:seq", "tag:yaml.org,2002:map")


@dataclass(frozen=True, slots=True)
class Doc:
    """One parsed file: plain data, and where each part of it stands.

    `places` maps the steps from the top (keys and list indices) to (line, column) counted from 1. It is empty for data
    that came from a cache, which only ever holds files without findings.
    """

    path: str
    data: Any
    places: Mapping[tuple[Step, ...], Place]

    def place(self, *steps: Step) -> Place:
        """Line and column of the part at `steps`, or of the nearest part around it."""
        for length in range(len(steps), -1, -1):
            if steps[:length] in self.places:
                return self.places[steps[:length]]
        return (0, 1)

    def finding(self, code: str, message: str, *steps: Step) -> Finding:
        """A finding that points at the part at `steps`."""
        line, column = self.place(*steps)
        return Finding(code, self.path, line, message, column)


def read(file: Path, root: Path, findings: list[Finding]) -> Doc | None:
    """The document in `file`, named by its path below `root`; None (and a finding) when it is not to be read at all."""
    return parse(file.read_bytes(), file.relative_to(root).as_posix(), findings)


def parse(source: bytes | str, path: str, findings: list[Finding], *, deepest: int | None = None) -> Doc | None:
    """The document in `source`. Everything wrong is appended to `findings`; None when no data could be had.

    Whatever nests deeper than `deepest` is refused. Without it the source must be our own: the library builds nested
    parts by recursion in C, and very deep ones end the process.
    """
    try:
        text = source.decode("utf-8-sig") if isinstance(source, bytes) else source
    except UnicodeDecodeError as error:
        line = source[: error.start].count(b"\n") + 1 if isinstance(source, bytes) else 1
        findings.append(Finding("yaml-encoding", path, line, "the file is not UTF-8"))
        return None
    try:
        if deepest is not None and not _flat(text, deepest):
            findings.append(Finding("yaml-deep", path, 0, f"parts are nested more than {deepest} deep"))
            return None
        node = yaml.compose(text, Loader=_Loader)
    except yaml.YAMLError as error:
        findings.append(_syntax(error, path))
        return None
    if node is None:
        findings.append(Finding("yaml-empty", path, 0, "the file is empty"))
        return None
    reader = _Reader(path, findings)
    data = reader.value(node, ())
    return Doc(path, data, reader.places)


def _flat(text: str, deepest: int) -> bool:
    """Whether nothing nests deeper. Events come one by one, so that this needs no depth of its own."""
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > deepest:
            return False
    return True


def _syntax(error: yaml.YAMLError, path: str) -> Finding:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or str(error).splitlines()[0]
    if mark is None:
        return Finding("yaml-syntax", path, 0, problem)
    return Finding("yaml-syntax", path, mark.line + 1, problem, mark.column + 1)


class _Reader:
    """Turns nodes into plain data, noting places and findings."""

    def __init__(self, path: str, findings: list[Finding]) -> None:
        self.places: dict[tuple[Step, ...], Place] = {}
        self._path = path
        self._findings = findings
        self._seen: set[int] = set()

    def value(self, node: yaml.Node, steps: tuple[Step, ...]) -> Any:
        if steps not in self.places:
            self.places[steps] = _place(node)
        if node.tag not in _PLAIN_TAGS:
            self._report("yaml-tag", node, f"the tag {node.tag} is not allowed")
        if isinstance(node, yaml.ScalarNode):
            return scalar(node.value) if not node.style else node.value
        if id(node) in self._seen:
            self._report("yaml-alias", node, "aliases are not allowed: write the part out")
            return None
        self._seen.add(id(node))
        if isinstance(node, yaml.SequenceNode):
            return [self.value(child, (*steps, index)) for index, child in enumerate(node.value)]
        return self._mapping(node, steps)

    def _mapping(self, node: yaml.Node, steps: tuple[Step, ...]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode) or (key.value == "<<" and not key.style):
                self._report("yaml-key", key, "a key must be simple text, and merge keys are not allowed")
                continue
            name = str(key.value)
            if name in found:
                self._report("yaml-duplicate-key", key, f"the key {name!r} stands here twice")
                continue
            # The key's line, not the value's: a block text starts a line below its key.
            self.places[(*steps, name)] = _place(key)
            found[name] = self.value(value, (*steps, name))
        return found

    def _report(self, code: str, node: yaml.Node, message: str) -> None:
        line, column = _place(node)
        self._findings.append(Finding(code, self._path, line, message, column))


def _place(node: yaml.Node) -> Place:
    return (node.start_mark.line + 1, node.start_mark.column + 1)


def scalar(text: str) -> str | int | float | bool | None:
    """The value of a plain (unquoted) scalar."""
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    if _FRACTION.fullmatch(text):
        return float(text)
    return text
