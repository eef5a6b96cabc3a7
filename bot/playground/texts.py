"""A text with its entities out of the parameters of a call, checked and trimmed as Telegram does."""

from __future__ import annotations

from dataclasses import dataclass

from telegram.constants import MessageEntityType, MessageLimit

from bot.playground import people
from bot.playground.core import Core
from bot.playground.detect import with_found
from bot.playground.entities import MarkupError, parse_html, utf16_length
from bot.playground.errors import bad
from bot.playground.params import Params, objects
from bot.playground.store import Json

_TYPES = frozenset(str(kind) for kind in MessageEntityType)


@dataclass(frozen=True, slots=True)
class Formatted:
    """Plain text and its entities; offsets in UTF-16 units."""

    text: str
    entities: list[Json]

    def as_fields(self, name: str, entities_name: str) -> Json:
        """The two fields of a Message, leaving out what is empty."""
        fields: Json = {name: self.text} if self.text else {}
        return {**fields, entities_name: self.entities} if self.entities else fields


def formatted(core: Core, params: Params, name: str, mode_name: str, entities_name: str) -> Formatted:
    """The text of parameter `name`, read by its parse mode or with given entities. Raises 400."""
    source = params.text(name)
    mode = params.text(mode_name).lower()
    if mode == "html":
        try:
            text, entities = parse_html(source)
        except MarkupError as error:
            raise bad(f"can't parse entities: {error}") from None
    elif mode:
        raise bad("unsupported parse_mode: the playground reads HTML only")
    else:
        text, entities = source, _given(params, entities_name)
    return plain(core, text, entities)


def plain(core: Core, text: str, entities: list[Json]) -> Formatted:
    """Trimmed at both ends, mentions resolved, commands and addresses found."""
    clean = text.replace("\r", "")
    known = [e for e in (_resolved(core, entity) for entity in entities) if e is not None]
    left = len(clean) - len(clean.lstrip())
    short = clean.strip()
    return Formatted(short, with_found(short, _clipped(known, utf16_length(clean[:left]), utf16_length(short)))[:_MOST])


_MOST = int(MessageLimit.MESSAGE_ENTITIES)


def _given(params: Params, name: str) -> list[Json]:
    given = [dict(e) for e in objects(params.data(name, "message entities"), "MessageEntity")]
    for entity in given:
        numbers = (entity.get("offset"), entity.get("length"))
        if entity.get("type") not in _TYPES or not all(isinstance(n, int) and n >= 0 for n in numbers):
            raise bad("can't parse MessageEntity: invalid entity specified")
    return sorted(given, key=lambda e: (e["offset"], -e["length"]))


def _resolved(core: Core, entity: Json) -> Json | None:
    if "user_id" not in entity:
        return entity
    person_id = entity["user_id"]
    if people.row(core, person_id) is None:
        return None
    rest = {key: value for key, value in entity.items() if key != "user_id"}
    return {**rest, "user": people.user(core, person_id)}


def _clipped(entities: list[Json], left: int, length: int) -> list[Json]:
    kept = []
    for entity in entities:
        start = max(0, entity["offset"] - left)
        stop = min(length, entity["offset"] + entity["length"] - left)
        if stop > start:
            kept.append({**entity, "offset": start, "length": stop - start})
    return kept
