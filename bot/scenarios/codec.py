"""Frozen dataclasses to plain JSON values and back, strictly: what is saved can be read again by the same version."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import types
from collections.abc import Mapping
from enum import Enum
from functools import lru_cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")


def encode(value: object) -> Any:
    """`value` (dataclasses, tuples, mappings with text keys, enums, plain values) as JSON values."""
    if isinstance(value, Enum):
        return value.value
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: encode(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(key): encode(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [encode(item) for item in value]
    return value


def decode(kind: type[T], data: Any) -> T:
    """The `kind` that `encode` made `data` from. Raises ValueError for anything else."""
    result: T = _decode(kind, data)
    return result


def canonical(value: object) -> str:
    """The one JSON text of a value: sorted keys, no blanks, no escapes."""
    return json.dumps(encode(value), sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def digest(value: object) -> str:
    """SHA-256 (hex) of the canonical JSON."""
    return hashlib.sha256(canonical(value).encode("utf-8", "backslashreplace")).hexdigest()


@lru_cache(maxsize=256)
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _decode(kind: Any, data: Any) -> Any:
    origin = get_origin(kind)
    if origin is None:
        return _decode_plain(kind, data)
    if origin in (Union, types.UnionType):
        return _decode_optional(kind, data)
    if origin is tuple:
        return _decode_tuple(get_args(kind), data)
    if isinstance(data, dict):
        key_kind, item_kind = get_args(kind)
        return {_decode(key_kind, key): _decode(item_kind, item) for key, item in data.items()}
    raise ValueError(f"{kind} cannot be read from {type(data).__name__}")


def _decode_plain(kind: Any, data: Any) -> Any:
    if dataclasses.is_dataclass(kind):
        return _decode_dataclass(kind, data)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(data)
    if kind is float and type(data) is int:
        return float(data)
    if type(data) is not kind:
        raise ValueError(f"{kind.__name__} expected, not {type(data).__name__}")
    return data


def _decode_optional(kind: Any, data: Any) -> Any:
    if data is None and type(None) in get_args(kind):
        return None
    inner = [option for option in get_args(kind) if option is not type(None)]
    return _decode(inner[0], data)


def _decode_tuple(kinds: tuple[Any, ...], data: Any) -> tuple[Any, ...]:
    if not isinstance(data, list | tuple):
        raise ValueError(f"a list expected, not {type(data).__name__}")
    if len(kinds) == 2 and kinds[1] is Ellipsis:
        return tuple(_decode(kinds[0], item) for item in data)
    if len(kinds) != len(data):
        raise ValueError(f"{len(kinds)} items expected, not {len(data)}")
    return tuple(_decode(kind, item) for kind, item in zip(kinds, data, strict=True))


def _decode_dataclass(kind: Any, data: Any) -> Any:
    fields = dataclasses.fields(kind)
    names = {field.name for field in fields}
    # What a later version of the program added has a default: sessions under way when it came are read all the same.
    needed = {field.name for field in fields if field.default is dataclasses.MISSING}
    if not isinstance(data, dict) or not needed <= data.keys() <= names:
        raise ValueError(f"{kind.__name__} expects {sorted(needed)} of {sorted(names)}")
    hints = _hints(kind)
    return kind(**{name: _decode(hints[name], value) for name, value in data.items()})
