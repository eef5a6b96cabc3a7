"""Files of replies: what is read from them, what is said when they are wrong, and that no bytes at all do harm."""

from __future__ import annotations

import codecs
import io
import re
from functools import cache
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.base.language import Lang
from bot.language.category import Category
from bot.services.reply_sheets import template
from bot.services.reply_sheets.read import read
from bot.services.reply_sheets.types import Sheet, Unreadable
from tests.services.sheets import HEAD, csv, known_words, texts, xlsx, zipped

ROWS = (
    HEAD,
    ("Too dear | Over budget", "What are you comparing it with?", "Price"),
    ("贵了", "您拿什么在比？", "价格"),
)


def sheet(name: str, content: bytes) -> Sheet:
    return read(name, content, known_words())


def refusal(name: str, content: bytes) -> str:
    with pytest.raises(Unreadable) as caught:
        sheet(name, content)
    told(caught.value)
    return caught.value.problem.code


def told(error: Unreadable) -> None:
    """There is a sentence for it in both languages."""
    for lang in Lang:
        assert texts().plain(lang, f"sheet.problem_{error.problem.code}", **error.problem.values)


def check_rows(found: Sheet) -> None:
    assert found.problems == ()
    first, second = found.entries
    assert first.phrasings == ("Too dear", "Over budget")
    assert first.replies == ("What are you comparing it with?",)
    assert first.category is Category.PRICE
    assert (second.phrasings, second.category) == (("贵了",), Category.PRICE)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize(
    ("encoding", "bom"),
    [
        ("utf-8", b""),
        ("utf-8", codecs.BOM_UTF8),
        ("utf-16-le", codecs.BOM_UTF16_LE),
        ("utf-16-be", codecs.BOM_UTF16_BE),
        ("utf-16-le", b""),
        ("utf-16-be", b""),
        ("gb18030", b""),
    ],
)
def test_csv_as_spreadsheets_write_it(delimiter: str, encoding: str, bom: bytes) -> None:
    check_rows(sheet("replies.csv", bom + csv(*ROWS, delimiter=delimiter).encode(encoding)))


def test_csv_of_a_western_excel() -> None:
    found = sheet("replies.csv", csv(HEAD, ("We don’t need it", "What’s missing?", "")).encode("cp1252"))
    assert found.entries[0].phrasings == ("We don’t need it",)
    assert found.entries[0].replies == ("What’s missing?",)


def test_xlsx() -> None:
    check_rows(sheet("replies.xlsx", xlsx(*ROWS)))
    check_rows(sheet("replies.xlsx", xlsx((), *ROWS[:2], (), ROWS[2])))


def test_yaml() -> None:
    source = """
- says: ["Too dear", "Over budget"]
  reply: "What are you comparing it with?"
  category: price
- 客户说: 贵了
  我们答: ["您拿什么在比？"]
  类别: 价格
"""
    check_rows(sheet("replies.yml", source.encode().replace(b"says", b"they say")))


def test_numbers_dates_and_formulas_of_a_workbook_are_text() -> None:
    rows = (HEAD, (2026, 15.0, ""), ("=1+1", "the value was never calculated", ""))
    found = sheet("replies.xlsx", xlsx(*rows))
    assert found.entries[0].phrasings == ("2026",)
    assert found.entries[0].replies == ("15",)
    assert [(one.code, one.line) for one in found.problems] == [("said_missing", 3)]


def test_rows_that_begin_with_the_same_words_are_one_entry() -> None:
    rows = (
        HEAD,
        ("Too dear", "First", ""),
        ("too DEAR! | Costs the earth", "Second", "price"),
        ("Too dear", "First", "budget"),
    )
    (entry,) = sheet("a.csv", csv(*rows).encode()).entries
    assert entry.phrasings == ("Too dear", "Costs the earth")
    assert entry.replies == ("First", "Second")
    assert entry.category is Category.PRICE


def test_several_columns_of_a_kind() -> None:
    rows = (("They say", "Reply", "Notes", "reply"), ("Too dear", "First", "x", "Second"))
    (entry,) = sheet("a.csv", csv(*rows).encode()).entries
    assert entry.replies == ("First", "Second")


def test_every_problem_is_told_with_its_row() -> None:
    rows = (
        HEAD,
        ("", "a reply to nothing", ""),
        ("No reply", "", ""),
        ("？！", "only marks", ""),
        ("x" * 301, "too long", ""),
        ("Too long", "x" * 1001, ""),
        ("|".join(f"way {number}" for number in range(13)), "too many", ""),
        ("No such category", "a reply", "Weather"),
        ("", "", ""),
        ("Good", "A good one", ""),
    )
    found = sheet("a.csv", csv(*rows).encode())
    assert [(one.code, one.line) for one in found.problems] == [
        ("said_missing", 2),
        ("reply_missing", 3),
        ("said_missing", 4),
        ("said_long", 5),
        ("reply_long", 6),
        ("many_phrasings", 7),
        ("category_unknown", 8),
    ]
    assert [one.line for one in found.entries] == [10]
    for problem in found.problems:
        told(Unreadable(problem.code, problem.line, **problem.values))


def test_more_replies_than_an_entry_takes() -> None:
    rows = (HEAD, *(("Too dear", f"Reply {number}", "") for number in range(6)))
    found = sheet("a.csv", csv(*rows).encode())
    assert [(one.code, one.line) for one in found.problems] == [("many_replies", 7)]
    assert len(found.entries[0].replies) == 5


def test_the_problems_of_yaml() -> None:
    source = """- they say: Too dear
  reply: fine
- just a text
- they say: Too slow
  price: 5
- they say: Too small
  reply: 1.50
- they say: Too late
"""
    found = sheet("a.yaml", source.encode())
    assert found.numbered == "line"
    assert [(one.code, one.line) for one in found.problems] == [
        ("yaml_item", 3),
        ("yaml_key", 4),
        ("yaml_text", 6),
        ("reply_missing", 8),
    ]
    assert len(found.entries) == 1


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.csv", b"", "empty"),
        ("a.csv", b" \r\n \r\n", "empty"),
        ("a.csv", codecs.BOM_UTF8, "empty"),
        ("a.xlsx", b"", "empty"),
        ("a.yaml", b"# nothing\n", "empty"),
        ("a.csv", b"x" * 1_000_001, "large"),
        ("a.pdf", b"%PDF-1.7", "kind"),
        ("noname", b"They say,Reply", "kind"),
        ("a.csv", zipped(word__document_xml=b"<x/>"), "kind"),
        ("a.csv", b"They say,Reply\nx,caf\x81,\n", "encoding"),
        ("a.csv", b"They say,Reply\nx,\xff\xfe\xfd\xfc", "encoding"),
        ("a.csv", b"They say,Reply\n" + b"x" * 2000 + b"\0,y", "nul"),
        ("a.csv", b'They say,Reply\n"' + b"x" * 200_000, "csv"),
        ("a.csv", b"They say,Reply\n", "headings_only"),
        ("a.csv", b"Name,Phone\na,b\n", "no_columns"),
        ("a.csv", b"They say,Phone\na,b\n", "no_reply"),
        ("a.csv", b"Name,Reply\na,b\n", "no_said"),
        ("a.csv", b"They say,Reply\n" + b"a,b\n" * 2001, "rows"),
        ("a.csv", b"They say,Reply" + b",x" * 5000 + b"\na,b\n", "columns"),
        ("a.xlsx", b"not an archive", "corrupt"),
        ("a.xlsx", zipped(xl__workbook_xml=b"<broken"), "corrupt"),
        ("a.xlsx", bytes.fromhex("d0cf11e0a1b11ae1") + b"Workbook", "old_excel"),
        ("a.xls", bytes.fromhex("d0cf11e0a1b11ae1") + b"Workbook", "old_excel"),
        ("a.xlsx", bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le"), "password"),
        ("a.xlsx", zipped(xl__workbook_xml=b"<x/>", xl__sheet_xml=b" " * 20_000_001), "unfolds"),
        ("a.yaml", b"a: [", "yaml_syntax"),
        ("a.yaml", b"they say: x\nreply: y\n", "yaml_list"),
        ("a.yaml", b"- !!python/object:os.system x\n", "yaml_plain"),
        ("a.yaml", b"- &a {they say: x}\n- *a\n", "yaml_plain"),
        ("a.yaml", b"[" * 1_000_000, "yaml_plain"),
        ("a.yaml", b"- " * 400_000, "yaml_plain"),
        ("a.yaml", b"- they say: x\n  reply: y\n" * 2001, "rows"),
    ],
)
def test_files_that_cannot_be_used(name: str, content: bytes, code: str) -> None:
    assert refusal(name, content) == code


def test_a_workbook_of_five_thousand_columns_or_one_row_far_down() -> None:
    assert refusal("a.xlsx", xlsx(("They say", "Reply", *("x",) * 4998), ("a", "b"))) == "columns"
    book = openpyxl.Workbook()
    for place, value in ((("A1"), "They say"), ("B1", "Reply"), ("A1048576", "far away"), ("B1048576", "x")):
        book.worksheets[0][place] = value
    out = io.BytesIO()
    book.save(out)
    assert refusal("a.xlsx", out.getvalue()) == "rows"


def test_a_workbook_behind_a_password_of_the_archive() -> None:
    content = bytearray(xlsx(*ROWS))
    # The flag of the first entry in the archive's directory.
    at = content.index(b"PK\x01\x02") + 8
    content[at] |= 1
    assert refusal("a.xlsx", bytes(content)) == "password"


def test_too_many_phrasings_in_all() -> None:
    ways = "|".join(f"way {{0}} {number}" for number in range(12))
    rows = (HEAD, *((ways.format(number), "a reply", "") for number in range(501)))
    assert refusal("a.csv", csv(*rows).encode()) == "phrasings"


def test_nothing_that_a_database_refuses_gets_through() -> None:
    source = '- they say: "Too\\u0000 dear"\n  reply: "What\\u0007 else?"\n'
    (entry,) = sheet("a.yaml", source.encode()).entries
    assert (entry.phrasings, entry.replies) == (("Too dear",), ("What else?",))


@pytest.mark.parametrize("lang", Lang)
def test_our_own_files_can_be_read(lang: Lang) -> None:
    made = template.templates(texts(), lang)
    assert [name.rpartition(".")[2] for name, _ in made] == list(template.KINDS)
    sheets = [sheet(name, content) for name, content in made]
    for found in sheets:
        assert found.problems == ()
        assert [one.category for one in found.entries] == [Category.PRICE, Category.DELIVERY]
        assert [one.phrasings for one in found.entries] == [one.phrasings for one in sheets[0].entries]
        assert [one.replies for one in found.entries] == [one.replies for one in sheets[0].entries]
    assert len(sheets[0].entries[0].phrasings) == 2


def test_the_examples_of_the_documentation_can_be_read() -> None:
    page = (Path(__file__).parents[2] / "docs" / "team-replies.md").read_text(encoding="utf-8")
    examples = re.findall(r"```(csv|yaml)\n(.*?)```", page, re.DOTALL)
    assert [kind for kind, _ in examples] == ["csv", "yaml", "csv", "csv"], "the last two are questions and facts"
    examples = examples[:2]
    for kind, source in examples:
        found = sheet(f"a.{kind}", source.encode())
        assert found.problems == ()
        assert found.entries[0].phrasings[0] == "Your day rate is too high"


@pytest.mark.parametrize("begin", ["=", "+", "-", "@"])
def test_no_cell_of_ours_is_calculated(begin: str) -> None:
    said = f"{begin}1+1"
    rows = (HEAD, (said, f"{begin}cmd|' /C calc'!A0", ""))
    made = template._csv(rows)
    assert f"'{said}".encode() in made
    assert sheet("a.csv", made).entries[0].phrasings == (said,)
    book = openpyxl.load_workbook(io.BytesIO(template._xlsx(rows)))
    assert book.worksheets[0]["A2"].data_type == "s"
    assert book.worksheets[0]["A2"].value == said
    book.close()


NAMES = st.sampled_from(["a.csv", "a.tsv", "a.txt", "a.xlsx", "a.yaml", "a.yml", "a.xls", "a", "", "ä.CSV"])
HEADED = st.binary(max_size=300).map(lambda tail: b"They say,Reply,Category\r\n" + tail)
LISTED = st.text(max_size=200).map(lambda tail: f"- they say: {tail}\n  reply: x\n".encode("utf-8", "replace"))


@settings(max_examples=300, deadline=None)
@given(name=NAMES, content=st.one_of(st.binary(max_size=400), HEADED, LISTED))
def test_any_bytes_end_in_a_sheet_or_in_a_sentence(name: str, content: bytes) -> None:
    try:
        found = sheet(name, content)
    except Unreadable as error:
        told(error)
    else:
        assert all(one.phrasings and one.replies for one in found.entries)


@cache
def whole() -> bytes:
    """A workbook that stays the same; each new one has its own moment in it."""
    return xlsx(*ROWS)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_workbook_broken_anywhere_ends_so_too(data: st.DataObject) -> None:
    content = bytearray(whole())
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    try:
        sheet("a.xlsx", bytes(content))
    except Unreadable as error:
        told(error)
