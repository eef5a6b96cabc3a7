"""Reading a request: query, form, JSON or multipart, with a bound on what is taken into memory."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote

from starlette.requests import Request
from telegram.constants import FileSizeLimit

from bot.playground.errors import bad, too_large
from bot.playground.store import Json

BODY_LIMIT = int(FileSizeLimit.FILESIZE_UPLOAD) + 1_000_000
_PARAMETER = re.compile(r';\s*([A-Za-z*]+)=(?:"((?:\\.|[^"\\])*)"|([^;\s]*))')


@dataclass(frozen=True, slots=True)
class Upload:
    """A file out of a multipart body."""

    name: str
    mime: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Form:
    """The fields of a request (strings, or any JSON value) and its files, by name."""

    fields: Mapping[str, object]
    files: Mapping[str, Upload]


async def read_body(request: Request, limit: int = BODY_LIMIT) -> bytes:
    """The whole body. Raises ApiError 413 above `limit` bytes, without reading on."""
    chunks: list[bytes] = []
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > limit:
            raise too_large()
        chunks.append(chunk)
    return b"".join(chunks)


async def read_form(request: Request) -> Form:
    """Fields of query and body together; the body wins. Raises ApiError 400 for a body that is broken."""
    fields: Json = dict(request.query_params)
    body = await read_body(request)
    kind, parameters = header_value(request.headers.get("content-type", ""))
    if kind == "application/json":
        fields |= _json_object(body)
    elif kind == "application/x-www-form-urlencoded":
        fields |= dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))
    elif kind == "multipart/form-data":
        texts, files = multipart(body, parameters.get("boundary", ""))
        return Form(fields | texts, files)
    return Form(fields, {})


def _json_object(body: bytes) -> Json:
    if not body.strip():
        return {}
    try:
        value = json.loads(body)
    except ValueError:
        raise bad("can't parse JSON object") from None
    try:
        # A reference to half a surrogate pair is good JSON, but no text.
        if b"\\u" in body:
            json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise bad("strings must be encoded in UTF-8") from None
    if not isinstance(value, dict):
        raise bad("object expected as parameters")
    return value


def header_value(text: str) -> tuple[str, dict[str, str]]:
    """A header such as `form-data; name="x"` as its value and its parameters."""
    value, _, rest = text.partition(";")
    found = _PARAMETER.findall(";" + rest)
    return value.strip().lower(), {key.lower(): re.sub(r"\\(.)", r"\1", quoted) or bare for key, quoted, bare in found}


def multipart(body: bytes, boundary: str) -> tuple[dict[str, str], dict[str, Upload]]:
    """Texts and files of a `multipart/form-data` body. Raises ApiError 400 when the boundary is not in it."""
    mark = b"--" + boundary.encode("latin-1", "replace")
    if not boundary or not body.startswith(mark):
        raise bad("can't parse multipart/form-data request")
    texts: dict[str, str] = {}
    files: dict[str, Upload] = {}
    for part in (b"\r\n" + body).split(b"\r\n" + mark)[1:]:
        if part.startswith(b"--"):
            break
        head, _, content = part.removeprefix(b"\r\n").partition(b"\r\n\r\n")
        _take_part(head, content, texts, files)
    return texts, files


def _take_part(head: bytes, content: bytes, texts: dict[str, str], files: dict[str, Upload]) -> None:
    headers = {
        name.strip().lower(): value.strip()
        for name, _, value in (line.partition(":") for line in head.decode("utf-8", "replace").split("\r\n"))
    }
    _, parameters = header_value(headers.get("content-disposition", ""))
    name = parameters.get("name", "")
    filename = parameters.get("filename")
    if "filename*" in parameters:
        filename = unquote(parameters["filename*"].rpartition("'")[2])
    if filename is None:
        texts[name] = content.decode("utf-8", "replace")
    else:
        safe = re.split(r"[/\\]", filename.replace("%22", '"'))[-1][:255]
        files[name] = Upload(safe or "file", headers.get("content-type", "application/octet-stream"), content)
