"""A message's text as HTML that is safe to put into the page: every tag comes from here, all else is escaped."""

from __future__ import annotations

from html import escape

from bot.playground.store import Json

_TAGS = {
    "bold": ("<b>", "</b>"),
    "italic": ("<i>", "</i>"),
    "underline": ("<u>", "</u>"),
    "strikethrough": ("<s>", "</s>"),
    "spoiler": ('<span class="tg-spoiler">', "</span>"),
    "code": ("<code>", "</code>"),
    "blockquote": ("<blockquote>", "</blockquote>"),
    "expandable_blockquote": ('<blockquote class="expandable">', "</blockquote>"),
}


def to_html(text: str, entities: list[Json]) -> str:
    """Nested tags for the entities; line feeds become `<br>`. An entity that cuts through another is left out."""
    units = text.encode("utf-16-le")
    return _Renderer(units).span(0, len(units) // 2, sorted(entities, key=lambda e: (e["offset"], -e["length"])))


class _Renderer:
    def __init__(self, units: bytes) -> None:
        self._units = units

    def span(self, start: int, end: int, entities: list[Json]) -> str:
        parts: list[str] = []
        at = start
        for number, entity in enumerate(entities, 1):
            begin, stop = entity["offset"], entity["offset"] + entity["length"]
            if begin < at or stop > end:
                continue
            inner = [e for e in entities[number:] if e["offset"] < stop]
            parts += [self._text(at, begin), self._element(entity, self.span(begin, stop, inner))]
            at = stop
        return "".join((*parts, self._text(at, end)))

    def _text(self, start: int, end: int) -> str:
        return escape(self._raw(start, end)).replace("\n", "<br>")

    def _raw(self, start: int, end: int) -> str:
        return self._units[2 * start : 2 * end].decode("utf-16-le", "replace")

    def _element(self, entity: Json, inner: str) -> str:
        kind = entity["type"]
        word = self._raw(entity["offset"], entity["offset"] + entity["length"])
        if kind in _TAGS:
            before, after = _TAGS[kind]
            return f"{before}{inner}{after}"
        if kind == "pre":
            language = entity.get("language")
            code = f'<code class="language-{escape(language)}">' if language else "<code>"
            return f"<pre>{code}{inner}</code></pre>"
        if kind in {"text_link", "url"}:
            return _link(entity.get("url", word), inner)
        if kind == "bot_command":
            return f'<span class="tg-command" data-command="{escape(word)}">{inner}</span>'
        return f'<span class="tg-{escape(kind.replace("_", "-"))}">{inner}</span>'


def _link(target: str, inner: str) -> str:
    url = target if "://" in target else f"https://{target}"
    if not url.lower().startswith(("http://", "https://", "tg://")):
        return inner
    return f'<a href="{escape(url)}" target="_blank" rel="noopener noreferrer">{inner}</a>'
