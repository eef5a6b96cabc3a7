"""Compiled scenarios as stored: JSON with a version, under the hash of their content."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.scenarios.codec import decode, digest, encode
from bot.scenarios.types import ENGINE_VERSION, Scenario


def sealed(scenario: Scenario) -> Scenario:
    """The scenario with its content hash: SHA-256 (hex) over everything a session depends on."""
    return replace(scenario, hash=digest(replace(scenario, hash="")))


def to_json(scenario: Scenario) -> dict[str, Any]:
    """The scenario as JSON values; `from_json` gives an equal one."""
    body: dict[str, Any] = encode(scenario)
    return body


def from_json(body: Any) -> Scenario:
    """The scenario stored as `body`. Raises ValueError when it is not one, or of another engine's version."""
    scenario = decode(Scenario, body)
    if scenario.version != ENGINE_VERSION:
        raise ValueError(f"scenario of engine {scenario.version}, not {ENGINE_VERSION}")
    return scenario
