"""Texts: strict, escaped, and formatted as each language writes."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from jinja2 import UndefinedError

from bot.base.errors import ContentError
from bot.base.language import Lang
from bot.base.paths import content_dir
from bot.catalog.findings import Finding
from bot.catalog.formats import Formats
from bot.catalog.source import Source
from bot.catalog.tables import load_tables
from bot.catalog.texts import Texts


@pytest.fixture(scope="module")
def formats() -> dict[Lang, Formats]:
    findings: list[Finding] = []
    source = Source(content_dir())
    tables = load_tables(source.docs(source.files("texts/*/format.yaml"), findings), findings)
    assert findings == []
    return dict(Texts(tables).formats)


def texts(**own: str) -> Texts:
    words = {f"format.{name}": "x" for name in ("day", "weekdays", "months")}
    table = {**words, **{name.replace("__", "."): source for name, source in own.items()}}
    return Texts(dict.fromkeys(Lang, table))


def test_values_are_escaped_in_html_and_left_alone_in_plain_groups() -> None:
    made = texts(a__hello="<b>{{ name }}</b>", button__go="{{ name }}")
    assert made.render(Lang.EN, "a.hello", name="<i>&") == "<b>&lt;i&gt;&amp;</b>"
    assert made.render(Lang.EN, "button.go", name="<i>&") == "<i>&"
    assert made.plain(Lang.EN, "a.hello", name="<i>&") == "<b><i>&</b>"


def test_a_rendered_text_may_stand_inside_another() -> None:
    made = texts(a__inner="<i>{{ x }}</i>", a__outer="[{{ part }}]")
    inner = made.html(Lang.ZH, "a.inner", x="<")
    assert made.render(Lang.ZH, "a.outer", part=inner) == "[<i>&lt;</i>]"


def test_a_missing_value_and_an_unknown_id_are_errors() -> None:
    made = texts(a__hello="{{ name }}")
    with pytest.raises(UndefinedError):
        made.render(Lang.EN, "a.hello")
    with pytest.raises(ContentError):
        made.render(Lang.EN, "a.bye")
    assert made.has("a.hello") and not made.has("a.bye")


def test_blocks_leave_no_blank_lines() -> None:
    made = texts(a__list="top\n{% for x in xs %}\n- {{ x }}\n{% endfor %}\nend\n")
    assert made.render(Lang.EN, "a.list", xs=[1, 2]) == "top\n- 1\n- 2\nend"


@pytest.mark.parametrize(
    ("name", "args", "zh", "en"),
    [
        ("day", (date(2026, 11, 22),), "11月22日 周日", "Sun 22 Nov"),
        ("clock", (510,), "08:30", "08:30"),
        ("clock", (0,), "00:00", "00:00"),
        ("clock", (time(7, 5),), "07:05", "07:05"),
        ("moment", (datetime(2026, 1, 5, 9, 0, tzinfo=UTC),), "1月5日 周一 09:00", "Mon 5 Jan 09:00"),
        ("number", (12345,), "12,345", "12,345"),
        ("number", (17.3, 1), "17.3", "17.3"),
        ("percent", (0.46,), "46%", "46%"),
        ("duration", (90,), "1小时30分钟", "1 h 30 min"),
        ("duration", (timedelta(seconds=42),), "42秒", "42 s"),
        ("duration", (120,), "2小时", "2 h"),
        ("duration", (5,), "5分钟", "5 min"),
        ("weekdays", (0b0011111,), "周一到周五", "Mon–Fri"),
        ("weekdays", (0b1100001,), "周一、周六和周日", "Mon, Sat and Sun"),
        ("weekdays", (0b1010111,), "周一到周三、周五和周日", "Mon–Wed, Fri and Sun"),
        ("weekdays", (127,), "每天", "every day"),
        ("weekdays", (0,), "不定期", "no fixed day"),
        ("listing", (["A"],), "A", "A"),
        ("listing", (["A", "B", "C"],), "A、B和C", "A, B and C"),
    ],
)
def test_formats(formats: dict[Lang, Formats], name: str, args: tuple[object, ...], zh: str, en: str) -> None:
    assert getattr(formats[Lang.ZH], name)(*args) == zh
    assert getattr(formats[Lang.EN], name)(*args) == en


def test_plural(formats: dict[Lang, Formats]) -> None:
    en = formats[Lang.EN]
    assert [en.plural(n, "day") for n in (0, 1, 2)] == ["0 days", "1 day", "2 days"]
    assert en.plural(3, "reply", "replies") == "3 replies"


def test_filters_work_inside_templates() -> None:
    table = {f"format.{k}": v for k, v in {"weekdays": "M T W T F S S", "months": "J", "day": "{{ day }}"}.items()}
    small = Texts({lang: {**table, "a.b": "{{ at | clock }} {{ n | plural('day') }}"} for lang in Lang})
    assert small.render(Lang.EN, "a.b", at=510, n=2) == "08:30 2 days"
