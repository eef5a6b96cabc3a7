"""A file of replies: read, shown with everything that is wrong with it, added only on request, and taken back."""

from __future__ import annotations

import json

import pytest
import sqlalchemy as sa

from bot.base.language import Lang
from bot.services.reply_sheets import template
from bot.storage.tables import memberships, organisation_owners, team_replies, team_uploads
from tests.chats.team import REPLY, SAID, add_reply, replies_of, team_of
from tests.chats.test_odd_updates import callback
from tests.chats.test_teams import join, new_team
from tests.chats.world import World
from tests.services.sheets import HEAD, csv, texts, xlsx

pytestmark = pytest.mark.anyio

ROWS = (
    HEAD,
    (SAID, REPLY, "Quality"),
    ("Your hoist looks slower than the old one", "Slower where: lifting, or setting up?", ""),
    ("Do you paint the jib in our colours", "Which blue is it?", "fit"),
)


async def test_a_file_from_the_button_to_the_reps_question(world: World) -> None:
    boss, rep, outsider = await team_of(world)
    await replies_of(boss)
    said = await boss.press("From a file")
    assert [one.raw["document"]["file_name"] for one in said[1:]] == [
        "our-replies.csv",
        "our-replies.xlsx",
        "our-replies.yaml",
    ]
    (preview,) = await boss.document("ours.xlsx", xlsx(*ROWS))
    assert "3 new entries" in preview.text
    assert SAID in preview.text
    assert await world.rows(team_replies) == []
    await world.restart_bot()
    (added,) = await boss.press("Add 3")
    assert added.text == boss.text("sheet.added", count=3, team="North")
    rows = await world.rows(team_replies)
    assert {row["category"] for row in rows} >= {"quality", "fit"}
    assert {row["created_by"] for row in rows} == {boss.id}
    assert (await world.rows(team_uploads))[0]["entries"] == []
    assert REPLY in (await rep.send(SAID))[-1].text
    assert REPLY not in (await outsider.send(SAID))[-1].text


@pytest.mark.parametrize("kind", template.KINDS)
@pytest.mark.parametrize("language", ["en", "zh-hans"])
async def test_our_own_files_sent_back(world: World, language: str, kind: str) -> None:
    boss = await world.person("Boss", language, onboarded=True)
    await new_team(boss, "North")
    made = dict(template.templates(texts(), Lang(boss.lang)))
    name, content = next((name, content) for name, content in made.items() if name.endswith(kind))
    await boss.document(name, content)
    await boss.press(boss.text("button.team_file_add", count=2))
    assert {row["category"] for row in await world.rows(team_replies)} == {"price", "delivery"}


async def test_pressed_twice_and_taken_back(world: World) -> None:
    boss, rep, _ = await team_of(world)
    await add_reply(boss, "Something of before", "An answer of before.")
    (preview,) = await boss.document("ours.csv", csv(*ROWS).encode())
    data = str(preview.button("Add 3").data)
    (added,) = await boss.press("Add 3")
    await world.feed(callback_query=callback(boss, data, number=1, message_id=preview.id))
    assert (await boss.last()).text == boss.text("team_replies.upload_decided")
    assert len(await world.rows(team_replies)) == 4
    # What somebody has worked on since is theirs now.
    await replies_of(boss)
    await boss.press("Do you paint")
    await boss.press("Another reply")
    await boss.send("And which red?")
    await world.restart_bot()
    (undone,) = await boss.press("Undo", on=added)
    assert undone.text == boss.text("sheet.undone", count=2, team="North")
    assert {row["phrasings"][0] for row in await world.rows(team_replies)} == {
        "Something of before",
        "Do you paint the jib in our colours",
    }
    assert REPLY not in (await rep.send(SAID))[-1].text
    await world.feed(callback_query=callback(boss, str(added.button("Undo").data), number=2, message_id=added.id))
    assert len(await world.rows(team_replies)) == 2


async def test_drop_adds_nothing(world: World) -> None:
    boss, _, _ = await team_of(world)
    (preview,) = await boss.document("ours.csv", csv(*ROWS).encode())
    (dropped,) = await boss.press("Drop")
    assert dropped.text == boss.text("sheet.dropped", team="North")
    await world.feed(callback_query=callback(boss, str(preview.button("Add").data), number=1, message_id=preview.id))
    assert await world.rows(team_replies) == []


async def test_a_newer_file_takes_the_place_of_the_one_before(world: World) -> None:
    boss, _, _ = await team_of(world)
    (first,) = await boss.document("first.csv", csv(*ROWS[:2]).encode())
    await boss.document("second.csv", csv(HEAD, *ROWS[2:]).encode())
    await boss.press("Add 1", on=first)
    assert (await boss.last()).text == boss.text("team_replies.upload_decided")
    await boss.press("Add 2")
    assert len(await world.rows(team_replies)) == 2


async def test_what_is_known_and_what_is_much_alike_is_said(world: World) -> None:
    boss, _, _ = await team_of(world)
    await add_reply(boss)
    rows = (HEAD, (SAID.upper(), "Another answer", ""), (f"{SAID}, please?", "Yet another", ""))
    (preview,) = await boss.document("ours.csv", csv(*rows).encode())
    assert "1 left out" in preview.text
    assert "Much like what you have" in preview.text
    assert "1 new entry" in preview.text
    (nothing,) = await boss.document("ours.csv", csv(*rows[:2]).encode())
    assert "Nothing new" in nothing.text
    assert "Add" not in str(nothing.labels)


async def test_problems_are_told_row_by_row_and_the_rest_can_be_added(world: World) -> None:
    boss, _, _ = await team_of(world)
    rows = (*ROWS, *((f"Objection {number}", "", "") for number in range(38)))
    (preview,) = await boss.document("ours.csv", csv(*rows).encode())
    assert "Row 5: the reply is missing" in preview.text
    assert "Row 19: the reply is missing" in preview.text
    assert "Row 20" not in preview.text
    assert "… and 23 more" in preview.text
    await boss.press("Add 3")
    assert len(await world.rows(team_replies)) == 3


async def test_the_fullest_preview_fits_one_message(world: World) -> None:
    boss, _, _ = await team_of(world)
    await add_reply(boss)
    wide = [(f"{SAID} {number} {'&' * 200}", "<" * 900 + "x", "") for number in range(20)]
    bad = [(f"bad {number}", "reply", "<" * 60) for number in range(20)]
    rows = (HEAD, (SAID, REPLY, ""), *wide, *bad)
    (preview,) = await boss.document("x" * 200 + ".csv", csv(*rows).encode())
    assert "20 new entries" in preview.text
    await boss.press("Add 20")


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.csv", b" \n", "empty"),
        ("a.csv", b"x" * 1_000_001, "large"),
        ("a.pdf", b"%PDF", "kind"),
        ("a.xlsx", b"PK\x03\x04 broken", "corrupt"),
        ("a.csv", b"name,phone\na,b", "no_columns"),
    ],
)
async def test_a_file_that_is_no_use(world: World, name: str, content: bytes, code: str) -> None:
    boss, _, _ = await team_of(world)
    (said,) = await boss.document(name, content)
    problem = boss.text(f"sheet.problem_{code}")
    assert said.text == boss.text("sheet.refused", problem=problem)
    assert await world.rows(team_uploads) == []


async def test_whoever_leads_no_team_gets_the_usual_answer(world: World) -> None:
    boss, rep, _ = await team_of(world)
    (said,) = await rep.document("ours.csv", csv(*ROWS).encode())
    assert said.text == rep.text("help.file")
    stranger = await world.person("Li", "en")
    (said,) = await stranger.document("ours.csv", csv(*ROWS).encode())
    assert said.text == stranger.text("help.file")
    assert await world.rows(team_uploads) == []
    await boss.document("ours.csv", csv(*ROWS).encode())


async def test_of_several_teams_the_bot_asks_which(world: World) -> None:
    boss, _, _ = await team_of(world)
    await new_team(boss, "South")
    (asked,) = await boss.document("ours.csv", csv(*ROWS).encode())
    assert asked.labels == ("North", "South")
    await world.restart_bot()
    (preview,) = await boss.press("South", on=asked)
    assert "→ South" in preview.text
    await boss.press("Add 3")
    south = next(row["team_id"] for row in await world.rows(memberships) if row["team_id"] == 3)
    assert {row["team_id"] for row in await world.rows(team_replies)} == {south}
    # Whose format was looked at just now is meant.
    await boss.send("/team")
    await boss.press("North")
    await boss.press("Our replies")
    await boss.press("From a file")
    (preview,) = await boss.document("ours.csv", csv(*ROWS).encode())
    assert "→ North" in preview.text
    world.pass_time(hours=2)
    (asked,) = await boss.document("ours.csv", csv(*ROWS).encode())
    assert asked.text == boss.text("sheet.which_team")


async def test_who_may_decide_about_a_file(world: World) -> None:
    boss, rep, outsider = await team_of(world)
    deputy = await world.person("Deputy", "en", onboarded=True)
    await join(boss, deputy)
    await world.run(sa.update(memberships).where(memberships.c.user_id == deputy.id).values(role="manager"))
    await boss.news()
    (preview,) = await boss.document("ours.csv", csv(*ROWS).encode())
    upload = int(str(preview.button("Add 3").data).rpartition(":")[2])
    number = 0
    for person in (rep, outsider, deputy):
        for action in ("add", "drop", "undo"):
            answers = []
            for wanted in (upload, 999):
                number += 1
                await world.feed(callback_query=callback(person, f"tf:{action}:{wanted}", number=number))
                answers.append((await person.last()).text)
            assert answers == [person.text("team_replies.gone")] * 2
    for person in (rep, outsider):
        number += 1
        await world.feed(callback_query=callback(person, "tf:how:1", number=number))
        assert (await person.last()).text == person.text("team.not_yours")
    await world.run(sa.update(memberships).where(memberships.c.user_id == boss.id).values(role="rep"))
    await world.run(sa.delete(organisation_owners).where(organisation_owners.c.user_id == boss.id))
    await boss.press("Add 3")
    assert (await boss.last()).text == boss.text("team.not_yours")
    assert await world.rows(team_replies) == []


async def test_a_long_file(world: World) -> None:
    boss, rep, _ = await team_of(world)
    rows = (HEAD, *((f"Line {number} about crane {number % 7}", f"Answer {number}", "fit") for number in range(120)))
    (preview,) = await boss.document("ours.csv", csv(*rows).encode())
    assert "120 new entries" in preview.text
    await boss.press("Add 120")
    assert len(await world.rows(team_replies)) == 120
    assert "Answer 87" in (await rep.send("Line 87 about crane 3"))[-1].text


async def test_forgetting_oneself_leaves_what_was_added(world: World) -> None:
    boss, rep, _ = await team_of(world)
    deputy = await world.person("Deputy", "en", onboarded=True)
    await join(boss, deputy)
    await world.run(sa.update(memberships).where(memberships.c.user_id == deputy.id).values(role="manager"))
    await boss.document("ours.csv", csv(*ROWS).encode())
    await boss.press("Add 3")
    data = json.loads(await boss.download((await boss.send("/export"))[-1]))
    assert data["team_uploads"][0]["name"] == "ours.csv"
    await boss.send("/forget")
    await boss.press("Delete everything")
    assert {row["created_by"] for row in await world.rows(team_replies)} == {None}
    assert [row["user_id"] for row in await world.rows(team_uploads)] == [None]
    assert REPLY in (await rep.send(SAID))[-1].text
