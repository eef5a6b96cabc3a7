"""Everything a user reads, by id and language: `content/texts/<lang>/<group>.yaml`, flat maps from name to template."""

from __future__ import annotations

from collections.abc import Mapping

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from bot.base.errors import ContentError
from bot.base.language import Lang
from bot.catalog.formats import Formats

# Groups that Telegram shows without formatting: buttons, command menu, callback answers, poll texts, the bot's profile.
PLAIN_GROUPS = frozenset({"button", "command", "toast", "poll", "profile"})

Tables = Mapping[Lang, Mapping[str, str]]


class Texts:
    """The text tables. Templates are compiled at their first use; safe to share between threads."""

    def __init__(self, tables: Tables) -> None:
        """`tables[lang]` maps ids such as `drill.result` to Jinja2 sources, group `format` included."""
        self._tables = tables
        self.formats: Mapping[Lang, Formats] = {lang: Formats(group(tables[lang], "format")) for lang in tables}
        self._html = {lang: environment(self.formats[lang], html=True) for lang in tables}
        self._plain = {lang: environment(self.formats[lang], html=False) for lang in tables}
        self._compiled: dict[tuple[Lang, str, bool], Template] = {}

    def render(self, lang: Lang, message_id: str, **values: object) -> str:
        """The text, stripped. HTML for Telegram, with `values` escaped — except in PLAIN_GROUPS, which know no HTML.

        Raises ContentError for an unknown id and jinja2.UndefinedError for a missing value.
        """
        plain = message_id.partition(".")[0] in PLAIN_GROUPS
        return self._template(lang, message_id, html=not plain).render(**values).strip()

    def plain(self, lang: Lang, message_id: str, **values: object) -> str:
        """The text with `values` as they are: for poll questions, callback answers and whatever else is not HTML."""
        return self._template(lang, message_id, html=False).render(**values).strip()

    def html(self, lang: Lang, message_id: str, **values: object) -> Markup:
        """Like `render`, marked as HTML already, to be a value of another text."""
        return Markup(self._template(lang, message_id, html=True).render(**values).strip())  # noqa: S704 - escaped there

    def has(self, message_id: str) -> bool:
        """Whether the id is in the tables."""
        return all(message_id in table for table in self._tables.values())

    def ids(self) -> tuple[str, ...]:
        """Every id, sorted."""
        return tuple(sorted(set().union(*self._tables.values())))

    def _template(self, lang: Lang, message_id: str, *, html: bool) -> Template:
        key = (lang, message_id, html)
        if key not in self._compiled:
            source = self._tables[lang].get(message_id)
            if source is None:
                raise ContentError(f"there is no text {message_id!r} in {lang.value}")
            env = (self._html if html else self._plain)[lang]
            self._compiled[key] = env.from_string(source)
        return self._compiled[key]


def environment(formats: Formats, *, html: bool) -> Environment:
    """The Jinja2 environment of one language: strict, autoescaping for HTML, with the filters of Formats."""
    env = Environment(
        autoescape=html,  # noqa: S701 - plain text is not HTML
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters.update({name: getattr(formats, name) for name in Formats.FILTERS})
    return env


def group(table: Mapping[str, str], name: str) -> dict[str, str]:
    """The texts of one group, by their names within it."""
    prefix = f"{name}."
    return {key.removeprefix(prefix): source for key, source in table.items() if key.startswith(prefix)}
