"""Files in messages: kept in the store, addressed by file id, downloaded by path."""

from __future__ import annotations

import secrets
import sqlite3
from pathlib import PurePath

from telegram.constants import FileSizeLimit

from bot.playground.core import Core
from bot.playground.errors import bad
from bot.playground.forms import Upload
from bot.playground.images import recognise
from bot.playground.params import Params
from bot.playground.store import Json

_PHOTO_LIMIT = int(FileSizeLimit.PHOTOSIZE_UPLOAD)
_SIDES_LIMIT = 10_000
_RATIO_LIMIT = 20


def find(core: Core, file_id: str) -> sqlite3.Row | None:
    """A kept file, or None."""
    return core.store.one("SELECT * FROM files WHERE id = ?", file_id)


def keep_photo(core: Core, upload: Upload) -> Json:
    """Keep a picture; the `photo` field of its message. Raises 400 for what Telegram takes for no photo."""
    content = upload.content
    if not content:
        raise bad("file must be non-empty")
    if len(content) > _PHOTO_LIMIT:
        raise bad(f"file of size {len(content)} bytes is too big for a photo; the maximum size is {_PHOTO_LIMIT} bytes")
    image = recognise(content)
    if image is None:
        raise bad("IMAGE_PROCESS_FAILED")
    sides = (image.width, image.height)
    if min(sides) < 1 or sum(sides) > _SIDES_LIMIT or max(sides) > _RATIO_LIMIT * min(sides):
        raise bad("PHOTO_INVALID_DIMENSIONS")
    return _photo(_keep(core, "photo", content, image.mime, f"photo.{image.suffix}", sides))


def keep_document(core: Core, upload: Upload) -> Json:
    """Keep a file; the `document` field of its message."""
    if not upload.content:
        raise bad("file must be non-empty")
    return _document(_keep(core, "document", upload.content, upload.mime, upload.name))


def keep_voice(core: Core, seconds: int) -> Json:
    """A voice message of that length, without sound; its `voice` field."""
    row = _keep(core, "voice", b"OggS", "audio/ogg", "voice.oga")
    return {"voice": {**_ids(row), "duration": seconds, "mime_type": row["mime"]}}


def keep_sticker(core: Core, emoji: str) -> Json:
    """A sticker that is one emoji; its `sticker` field."""
    row = _keep(core, "sticker", emoji.encode(), "image/webp", "sticker.webp", (512, 512))
    shape = {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False, "emoji": emoji}
    return {"sticker": {**_ids(row), **shape}}


def attached(core: Core, params: Params, name: str, value: str | None = None) -> Json:
    """The photo or document of a call: a part of the body, `attach://…`, or the id of a kept file. Raises 400."""
    kind = "photo" if name == "photo" else "document"
    source = params.text(name) if value is None else value
    part = source.removeprefix("attach://") if source.startswith("attach://") else (name if not source else None)
    if part is not None:
        upload = params.files.get(part)
        if upload is None:
            raise bad(f"there is no {kind} in the request")
        return keep_photo(core, upload) if kind == "photo" else keep_document(core, upload)
    if source.startswith(("http://", "https://")):
        raise bad("failed to get HTTP URL content")
    row = find(core, source)
    if row is None:
        raise bad("wrong file identifier/HTTP URL specified")
    if row["kind"] != kind:
        raise bad(f"type of file mismatch: can't use file of type {row['kind'].capitalize()} as {kind.capitalize()}")
    return _photo(row) if kind == "photo" else _document(row)


def _keep(
    core: Core, kind: str, content: bytes, mime: str, name: str, sides: tuple[int, int] | None = None
) -> sqlite3.Row:
    number = core.store.take_number("file")
    file_id = f"AgAD{secrets.token_urlsafe(24)}{number}"
    path = f"{kind}s/file_{number}{PurePath(name).suffix[:16]}"
    width, height = sides if sides is not None else (None, None)
    columns = (file_id, f"AQ{secrets.token_hex(6)}", kind, name, mime, len(content), width, height, path, content)
    core.store.run(f"INSERT INTO files VALUES ({','.join('?' * len(columns))})", *columns)  # noqa: S608 - only marks
    row = find(core, file_id)
    if row is None:
        raise KeyError(file_id)
    return row


def _ids(row: sqlite3.Row) -> Json:
    return {"file_id": row["id"], "file_unique_id": row["unique_id"], "file_size": row["size"]}


def _photo(row: sqlite3.Row) -> Json:
    return {"photo": [{**_ids(row), "width": row["width"], "height": row["height"]}]}


def _document(row: sqlite3.Row) -> Json:
    return {"document": {**_ids(row), "file_name": row["name"], "mime_type": row["mime"]}}
