"""Texts: the same ids and placeholders in both languages, templates that compile, Telegram's HTML, lengths."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html.parser import HTMLParser

from jinja2 import Environment, TemplateSyntaxError, meta

from bot.base.language import Lang
from bot.catalog.findings import Finding
from bot.catalog.formats import Formats
from bot.catalog.lint.plain import columns
from bot.catalog.parsed import Parsed
from bot.catalog.texts import PLAIN_GROUPS

TEXT_MAX = 4096
BUTTON_COLUMNS = 24

TAGS = frozenset(
    "b strong i em u ins s strike del span tg-spoiler tg-emoji a code pre blockquote".split(),  # noqa: SIM905 - legible
)
_JINJA = re.compile(r"\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_VALUE = re.compile(r"\{\{.*?\}\}", re.DOTALL)


def check(content: Parsed, findings: list[Finding]) -> None:
    """Append what is wrong with the text tables."""
    env = Environment(autoescape=True)
    env.filters.update(dict.fromkeys(Formats.FILTERS, str))
    for lang, table in content.texts.items():
        for message_id, source in table.items():
            for code, message in (*_compile(env, source), *_markup(message_id, source), *_lengths(message_id, source)):
                findings.append(content.text(lang, message_id, code, message))
    findings.extend(_parity(content, env))


def placeholders(env: Environment, source: str) -> frozenset[str]:
    """The values a template asks for; none when it does not compile."""
    try:
        return frozenset(meta.find_undeclared_variables(env.parse(source)))
    except TemplateSyntaxError:
        return frozenset()


def _compile(env: Environment, source: str) -> Iterable[tuple[str, str]]:
    try:
        env.compile(source)
    except TemplateSyntaxError as error:
        yield "text-template", f"line {error.lineno} of the template: {error.message}"


def _parity(content: Parsed, env: Environment) -> Iterable[Finding]:
    zh, en = content.texts[Lang.ZH], content.texts[Lang.EN]
    for message_id in sorted(zh.keys() | en.keys()):
        if message_id not in zh or message_id not in en:
            has, lacks = (Lang.ZH, Lang.EN) if message_id in zh else (Lang.EN, Lang.ZH)
            yield content.text(has, message_id, "text-parity", f"is missing in {lacks.value}")
            continue
        # How a language writes dates is its own affair.
        own = placeholders(env, zh[message_id]), placeholders(env, en[message_id])
        if own[0] != own[1] and not message_id.startswith("format."):
            shown = ", ".join(sorted(own[0] ^ own[1]))
            yield content.text(Lang.EN, message_id, "placeholder-parity", f"only one language has: {shown}")


def literal(source: str) -> str:
    """A template's own words: control parts removed, each value replaced by one letter."""
    return _VALUE.sub("x", _JINJA.sub("", source)).strip()


def _lengths(message_id: str, source: str) -> Iterable[tuple[str, str]]:
    words = re.sub(r"<[^>]*>", "", literal(source))
    if len(words) > TEXT_MAX:
        yield "text-long", f"has {len(words)} characters, Telegram allows {TEXT_MAX}"
    if message_id.startswith("button.") and columns(words) > BUTTON_COLUMNS:
        yield "button-long", f"is {columns(words)} columns wide, a phone shows {BUTTON_COLUMNS}"


def _markup(message_id: str, source: str) -> Iterable[tuple[str, str]]:
    group = message_id.partition(".")[0]
    parser = _Tags()
    parser.feed(literal(source))
    parser.close()
    problems = parser.problems + [f"<{tag}> is not closed" for tag in parser.open]
    if group in PLAIN_GROUPS:
        problems = ["this group is shown without formatting, so tags would be read"] if parser.met else []
    return [("text-html", problem) for problem in problems]


class _Tags(HTMLParser):
    """Follows the tags of a text and notes what Telegram would refuse."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.problems: list[str] = []
        self.met = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.met = True
        self.open.append(tag)
        names = dict(attrs)
        if (
            tag not in TAGS
            or (tag == "span" and names.get("class") != "tg-spoiler")
            or (tag == "a") != ("href" in names)
        ):
            self.problems.append(f"Telegram does not know {self.get_starttag_text()}")

    def handle_endtag(self, tag: str) -> None:
        self.met = True
        if self.open and self.open[-1] == tag:
            self.open.pop()
        else:
            self.problems.append(f"</{tag}> closes nothing that is open")

    def handle_data(self, data: str) -> None:
        if "<" in data:
            self.problems.append("a bare < must be written &lt;")
