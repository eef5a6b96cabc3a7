"""/report by the buttons: the files as openpyxl, the csv module and LibreOffice read them; who may have them."""

from __future__ import annotations

import asyncio
import csv
import io
import shutil
from datetime import date, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from bot.storage.tables import memberships, teams, training_days
from tests.chats.message import Message
from tests.chats.person import Person
from tests.chats.playing import begin, press_data, talk
from tests.chats.test_odd_updates import callback
from tests.chats.test_teams import join, new_team
from tests.chats.training import train
from tests.chats.warm import warm_for_roleplay
from tests.chats.world import World

pytestmark = pytest.mark.anyio

# Names that a spreadsheet might calculate, or not be able to hold.
EVIL = ("=1+1", "+1+1", "-1+1", "@SUM(1,1)", "＝1+1", '=HYPERLINK("http://example.org","x")')
# All sheets, as UTF-8 with quotes, what is shown in each cell.
CSV_FILTER = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"


async def team_with(world: World, *names: str, language: str = "en") -> tuple[Person, list[Person]]:
    """A manager whose team holds people of these names."""
    boss = await world.person("Boss", language, onboarded=True)
    await new_team(boss, "North")
    reps = [await world.person(name, language, onboarded=True) for name in names]
    for rep in reps:
        await join(boss, rep)
    await boss.news()
    return boss, reps


async def file_of(boss: Person, kind: str = "xlsx", period: str = "30") -> tuple[Message, bytes]:
    """The file from /report on."""
    (screen,) = await boss.send("/report")
    (screen,) = await boss.press(boss.text(f"button.report_period_{period}"), on=screen)
    data = next(one.data for one in screen.buttons if one.data is not None and one.data.endswith(f":{kind}"))
    said = await press_data(boss, screen, data)
    return said[-1], await boss.download(said[-1])


def opened(content: bytes) -> Workbook:
    return load_workbook(io.BytesIO(content))


def table(content: bytes) -> list[list[str]]:
    """The rows of a CSV file."""
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


async def office(path: Path, kind: str, folder: Path) -> None:
    """Have LibreOffice convert a file."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not installed")
    process = await asyncio.create_subprocess_exec(
        program,
        f"-env:UserInstallation=file://{folder}/profile",
        *("--headless", "--convert-to", kind, "--outdir", str(folder), str(path)),
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )
    assert await asyncio.wait_for(process.wait(), 120) == 0


async def test_a_workbook_with_everything(world: World) -> None:
    warm_for_roleplay()
    boss, (wei, idle) = await team_with(world, "李薇", "王磊", language="zh-hans")
    for _ in range(2):
        await train(wei, await wei.send("/drill"))
    await begin(wei)
    await talk(wei)
    said, content = await file_of(boss)
    assert "North" in said.text
    book = opened(content)
    assert book.sheetnames == ["人员", "能力", "每日练习", "题目", "过招"]
    assert all(page.freeze_panes == "A2" and page["A1"].font.bold for page in book.worksheets)
    people = list(book["人员"].iter_rows(min_row=2))
    assert [row[0].value for row in people] == ["李薇", "王磊"]
    assert people[0][2].value == datetime(2026, 1, 5)  # noqa: DTZ001 - a date without a zone, as sheets have them
    assert people[0][2].number_format == "yyyy-mm-dd"
    questions, right, share = (people[0][place].value for place in (4, 5, 6))
    assert (questions >= 8, right == questions, share, people[0][6].number_format) == (True, True, 1, "0%")
    assert [people[1][place].value for place in (2, 4, 6, 10)] == [None, 0, None, None]
    assert book["每日练习"].max_row == 2
    assert book["题目"].max_row == questions + 1
    assert "张校长" in book["过招"]["C2"].value
    assert isinstance(book["过招"]["E2"].value, int)
    assert idle.id


async def test_libreoffice_opens_it_clean(world: World, tmp_path: Path) -> None:
    boss, reps = await team_with(world, *EVIL)
    await train(reps[0], await reps[0].send("/drill"))
    _, content = await file_of(boss)
    book = opened(content)
    names = [row[0] for row in book["People"].iter_rows(min_row=2)]
    assert [cell.value for cell in names] == list(EVIL)
    assert {cell.data_type for cell in names} == {"s"}
    path = tmp_path / "report.xlsx"
    path.write_bytes(content)
    await office(path, CSV_FILTER, tmp_path)
    shown = list(csv.reader(io.StringIO((tmp_path / "report-People.csv").read_text(encoding="utf-8"))))
    assert [row[0] for row in shown[1:]] == list(EVIL), "as text, not calculated"
    assert shown[0] == [str(cell.value) for cell in book["People"][1]]
    assert shown[1][2] == "2026-01-05"
    assert [row[4] for row in shown[1:]] == ["5", "0", "0", "0", "0", "0"]
    assert shown[1][6] == "", "five answers are too few for a percentage"
    for page in book.worksheets:
        rows = list(csv.reader(io.StringIO((tmp_path / f"report-{page.title}.csv").read_text(encoding="utf-8"))))
        assert len(rows) == page.max_row
    await office(path, "pdf", tmp_path)
    assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF")


async def test_a_table_as_csv(world: World) -> None:
    boss, reps = await team_with(world, "=1+1", "Zoë\tTab", "赵晓琳")
    await train(reps[1], await reps[1].send("/drill"), right=False)
    _, content = await file_of(boss, "people")
    rows = table(content)
    assert [row[0] for row in rows[1:]] == ["'=1+1", "Zoë Tab", "赵晓琳"]
    _, content = await file_of(boss, "activity")
    assert table(content)[1][:4] == ["2026-01-05", "Zoë Tab", "5", "0"]


async def test_the_period_is_kept_to(world: World) -> None:
    boss, (rep,) = await team_with(world, "Rep")
    old = {"user_id": rep.id, "questions": 3, "right": 2, "drills": 1, "roleplays": 0, "passed": 0}
    days = [date(2025, 12, 1), date(2025, 12, 31), date(2025, 12, 30), date(2026, 1, 1), date(2025, 10, 8)]
    await world.run(training_days.insert().values([{**old, "local_date": day, "best_mark": None} for day in days]))
    found = {}
    for period in ("7", "30", "90", "month", "last"):
        _, content = await file_of(boss, "activity", period)
        found[period] = [row[0] for row in table(content)[1:]]
    assert found["7"] == ["2026-01-01", "2025-12-31", "2025-12-30"]
    assert found["month"] == ["2026-01-01"]
    assert found["last"] == ["2025-12-31", "2025-12-30", "2025-12-01"]
    assert found["30"] == ["2026-01-01", "2025-12-31", "2025-12-30"]
    assert found["90"][-1] == "2025-10-08"


async def test_nobody_is_in_it_before_the_promised_day(world: World) -> None:
    boss, (rep,) = await team_with(world, "Rep")
    await train(rep, await rep.send("/drill"))
    later = datetime.fromisoformat("2026-02-01T00:00:00+00:00")
    await world.run(sa.update(memberships).where(memberships.c.user_id == rep.id).values(view_from=later))
    for kind in ("people", "skills", "activity", "items", "roleplays"):
        _, content = await file_of(boss, kind)
        assert len(table(content)) == 1, kind


async def test_only_who_leads_the_team_gets_it(world: World) -> None:
    boss, (rep,) = await team_with(world, "Rep")
    eve = await world.person("Eve", "en", onboarded=True)
    await new_team(eve, "Elsewhere")
    number = next(row["id"] for row in await world.rows(teams) if row["name"] == "North")
    (none,) = await rep.send("/report")
    assert none.text == rep.text("report.none")
    for forger in (rep, eve):
        for data in (f"rep:ask:{number}", f"rep:for:{number}:30", f"rep:file:{number}:30:xlsx"):
            await world.feed(callback_query=callback(forger, data, number=1))
            assert [one.text for one in await forger.news()] == [forger.text("team.not_yours")], data
    for data in ("rep:", f"rep:for:{number}:x", f"rep:file:{number}:x:y", "rep:file:::", f"rep:file:{number}:30:x"):
        (fresh,) = await boss.send("/help")
        await world.feed(callback_query=callback(boss, data, number=1, message_id=fresh.id))
        assert await boss.news(), data


async def test_a_leader_of_two_teams_chooses(world: World) -> None:
    boss, _ = await team_with(world, "Rep")
    await new_team(boss, "South")
    (which,) = await boss.send("/report")
    assert which.labels == ("North", "South")
    (screen,) = await boss.press("South", on=which)
    assert "South" in screen.text
