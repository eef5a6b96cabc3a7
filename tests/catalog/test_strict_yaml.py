"""YAML without surprises: every trap is either plain text or a finding at its line and column."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.catalog.findings import Finding
from bot.catalog.strict_yaml import parse, read, scalar


def parsed(source: str) -> tuple[Any, list[Finding]]:
    findings: list[Finding] = []
    doc = parse(source, "file.yaml", findings)
    return (doc.data if doc is not None else None), findings


@pytest.mark.parametrize(
    ("plain", "value"),
    [
        ("true", True),
        ("false", False),
        ("null", None),
        ("", None),
        ("12", 12),
        ("-3", -3),
        ("0.5", 0.5),
        ("yes", "yes"),
        ("No", "No"),
        ("on", "on"),
        ("True", "True"),
        ("12:30", "12:30"),
        ("190:20:30", "190:20:30"),
        ("2026-01-05", "2026-01-05"),
        ("007", "007"),
        ("0x1F", "0x1F"),
        ("1_000", "1_000"),
        ("1e3", "1e3"),
        ("~", "~"),
        ("NaN", "NaN"),
    ],
)
def test_plain_scalars_mean_what_they_look_like(plain: str, value: object) -> None:
    data, findings = parsed(f"a: {plain}\n")
    assert findings == []
    assert data == {"a": value}
    assert type(data["a"]) is type(value)


def test_quoted_scalars_are_always_text() -> None:
    assert parsed("a: 'true'\nb: \"12\"\nc: |\n  1\n")[0] == {"a": "true", "b": "12", "c": "1\n"}


@pytest.mark.parametrize(
    ("source", "code", "line", "column"),
    [
        ("a: 1\nb: 2\na: 3\n", "yaml-duplicate-key", 3, 1),
        ("a: 1\nb: [1, 2\n", "yaml-syntax", 3, 1),
        ("a: &x [1]\nb: *x\n", "yaml-alias", 1, 4),
        ("a: !!python/name:os.system x\n", "yaml-tag", 1, 4),
        ("a:\n  ? [1, 2]\n  : x\n", "yaml-key", 2, 5),
        ("a: {<<: {b: 1}}\n", "yaml-key", 1, 5),
        ("# nothing\n", "yaml-empty", 0, 1),
        ("a: 1\n---\nb: 2\n", "yaml-syntax", 2, 1),
        ("a:\n\t- 1\n", "yaml-syntax", 2, 1),
    ],
)
def test_every_trap_is_found_where_it_stands(source: str, code: str, line: int, column: int) -> None:
    _, findings = parsed(source)
    assert [(f.code, f.path, f.line, f.column) for f in findings] == [(code, "file.yaml", line, column)]


def test_all_errors_are_found_in_one_run() -> None:
    _, findings = parsed("a: 1\na: 2\nb: !x 3\nc: 1\nc: 2\n")
    assert [(f.code, f.line) for f in findings] == [
        ("yaml-duplicate-key", 2),
        ("yaml-tag", 3),
        ("yaml-duplicate-key", 5),
    ]


def test_a_file_that_is_not_utf8_is_found_at_its_line(tmp_path: Path) -> None:
    file = tmp_path / "x" / "bad.yaml"
    file.parent.mkdir()
    file.write_bytes("a: 好\nb: ".encode() + b"\xff\n")
    findings: list[Finding] = []
    assert read(file, tmp_path, findings) is None
    assert [(f.code, f.path, f.line) for f in findings] == [("yaml-encoding", "x/bad.yaml", 2)]


def test_places_point_at_keys_and_fall_back_to_what_is_around() -> None:
    findings: list[Finding] = []
    doc = parse("a:\n  b: |\n    text\n  c:\n    - 1\n    - 2\n", "f.yaml", findings)
    assert doc is not None
    assert doc.place("a", "b") == (2, 3)
    assert doc.place("a", "c", 1) == (6, 7)
    assert doc.place("a", "c", 9, "x") == (4, 3)
    assert str(doc.finding("code", "what", "a", "b")) == "f.yaml:2:3: code: what"


@given(st.text(alphabet=st.characters(blacklist_categories=["Cs", "Cc"]), max_size=40))
def test_any_text_survives_quoting(text: str) -> None:
    quoted = text.replace("'", "''")
    data, findings = parsed(f"a: '{quoted}'\n")
    # A byte order mark and line separators are folded by YAML itself inside quotes.
    if not any(char in text for char in "\x85\u2028\u2029\ufeff\ufffe\uffff"):
        assert findings == [] and data == {"a": text}


@given(st.binary(max_size=200))
def test_any_bytes_give_data_or_a_finding(source: bytes) -> None:
    findings: list[Finding] = []
    doc = parse(source, "f.yaml", findings)
    assert doc is not None or findings


@given(st.integers(min_value=-(10**12), max_value=10**12))
def test_integers_are_integers(value: int) -> None:
    assert scalar(str(value)) == value


def test_more_digits_than_a_number_has_are_text() -> None:
    assert scalar("9" * 18) == int("9" * 18)
    assert scalar("9" * 5_000) == "9" * 5_000


@pytest.mark.parametrize("source", ["[" * 1_000_000, "- " * 400_000, "{a: " * 200_000, "? " * 400_000, "a:\n - [[1]]"])
def test_what_others_send_may_not_nest_deeper_than_allowed(source: str) -> None:
    findings: list[Finding] = []
    assert parse(source, "f.yaml", findings, deepest=3) is None
    assert [one.code for one in findings] == ["yaml-deep"]
    assert parse("a:\n - [1]", "f.yaml", [], deepest=3) is not None
