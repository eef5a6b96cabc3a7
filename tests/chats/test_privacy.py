"""/export gives everything about a person and nothing about anybody else; /forget leaves nothing."""

from __future__ import annotations

import json

import pytest
import sqlalchemy as sa

from bot.storage.tables import inbox, memberships, metadata, outbox, teams
from tests.chats.test_drill import finish
from tests.chats.test_teams import join, new_team
from tests.chats.world import World

pytestmark = pytest.mark.anyio


async def test_export_holds_my_rows_and_nobody_elses(world: World) -> None:
    emma = await world.person("Emma", "en", last_name="Hughes", onboarded=True)
    zhou = await world.person("小周秘密", "zh-hans", onboarded=True)
    for person in (emma, zhou):
        await finish(person, await person.send("/drill"))
        await person.send("my own words are nobody's business")
    await new_team(emma, "North West")
    (file,) = await emma.send("/export")
    assert file.raw["document"]["file_name"] == "sales-dojo-2026-01-05.json"
    text = (await emma.download(file)).decode()
    data = json.loads(text)
    assert data["users"][0]["first_name"] == "Emma"
    assert len(data["review_logs"]) == len(data["drill_items"]) == 5
    assert data["memberships"][0]["role"] == "owner"
    assert any("my own words" in json.dumps(row) for row in data["inbox"])
    assert str(zhou.id) not in text
    assert "小周秘密" not in text
    of_nobody = {"compiled_scenarios", "group_questions"}
    assert set(data) == {"exported_at", *(table.name for table in metadata.sorted_tables)} - of_nobody


async def test_export_of_a_stranger_works_too(world: World) -> None:
    someone = await world.person("Li", "zh-hans")
    (file,) = await someone.send("/export")
    assert json.loads(await someone.download(file))["users"][0]["id"] == someone.id


async def test_forget_leaves_no_row_in_any_table(world: World) -> None:
    emma = await world.person("Emmeline", "en", onboarded=True)
    await finish(emma, await emma.send("/drill"))
    await emma.send("/drill")
    await emma.send("a sentence of mine, unmistakable")
    await new_team(emma, "The Emmeline team")
    await emma.send("/export")
    (asked,) = await emma.send("/forget")
    assert asked.text == emma.text("privacy.forget_ask")
    said = await emma.press("Delete everything")
    assert said[-1].text == emma.text("privacy.forget_done")
    # What goes out last is the farewell itself; it is purged with everything else that was sent.
    for table in metadata.sorted_tables:
        if table is outbox:
            continue
        assert [row for row in await world.rows(table) if str(emma.id) in str(row)] == [], table.name
    left = await world.rows(outbox, outbox.c.chat_id == emma.id)
    assert {row["method"] for row in left} <= {"editMessageText", "deleteMyCommands"}
    assert "Emmeline" not in str(left)
    (team,) = await world.rows(teams)
    assert team["archived_at"] is not None
    assert team["created_by"] is None
    await world.jump("2026-01-08 12:00", "Asia/Shanghai")
    assert await world.rows(outbox, outbox.c.chat_id == emma.id) == []
    assert await world.rows(inbox, inbox.c.route_id == emma.id) == []


async def test_after_forget_start_meets_a_stranger(world: World) -> None:
    zhou = await world.person("小周", "zh-hans", onboarded=True)
    await zhou.send("/settings")
    await zhou.press("推送时间")
    await zhou.send("21:00")
    await zhou.send("/forget")
    await zhou.press("全部删除")
    assert await zhou.commands() == await (await world.person("新人", "zh-hans")).commands()
    (card,) = await zhou.start()
    assert card.text == zhou.text("onboarding.language", name="小周")
    assert (await world.user(zhou))["train_at"] == 510


async def test_keep_my_data_changes_nothing(world: World) -> None:
    emma = await world.person("Emma", "en", onboarded=True)
    before = await world.user(emma)
    await emma.send("/forget")
    (card,) = await emma.press("Keep my data")
    assert card.text == emma.text("privacy.forget_kept")
    assert {**(await world.user(emma)), "seen_at": None} == {**before, "seen_at": None}


async def test_forgetting_an_owner_hands_the_team_to_a_manager(world: World) -> None:
    boss = await world.person("Boss", "en", onboarded=True)
    await new_team(boss, "North")
    deputy = await world.person("Deputy", "en", onboarded=True)
    rep = await world.person("Rep", "en", onboarded=True)
    await join(boss, deputy)
    await join(boss, rep)
    await world.run(
        sa.update(memberships).where(memberships.c.user_id == deputy.id).values(role="manager", digest_at=1080)
    )
    await boss.send("/forget")
    await boss.press("Delete everything")
    roles = {row["user_id"]: row["role"] for row in await world.rows(memberships)}
    assert roles == {deputy.id: "owner", rep.id: "rep"}
    assert deputy.text("team.inherited", team="North") in [one.text for one in await deputy.news()]
    (card,) = await deputy.send("/team")
    assert "Invite people" in str(card.labels)


async def test_forgetting_the_only_one_who_leads_closes_the_team(world: World) -> None:
    boss = await world.person("Boss", "en", onboarded=True)
    await new_team(boss, "North")
    rep = await world.person("Rep", "en", onboarded=True)
    await join(boss, rep)
    await boss.send("/forget")
    await boss.press("Delete everything")
    (card,) = await rep.send("/team")
    assert card.text == rep.text("team.none")


async def test_forget_while_messages_are_under_way(world: World) -> None:
    emma = await world.person("Emma", "en", onboarded=True)
    await emma.send("/drill")
    (asked,) = await emma.send("/forget")
    await emma.press("Delete everything", on=asked)
    (again,) = await emma.send("hello again, said the stranger")
    assert again.labels or again.text
