"""An organisation with several teams: its owners' rights, handing it over, and what becomes of it when they go."""

from __future__ import annotations

import pytest

from bot.storage.tables import memberships, organisation_owners, organisations, teams
from tests.chats.forging import press
from tests.chats.person import Person
from tests.chats.test_invites import follow
from tests.chats.test_teams import invite, join, new_team
from tests.chats.world import World

pytestmark = pytest.mark.anyio
LANGUAGES = pytest.mark.parametrize("language", ["zh-hans", "en"])


async def company(world: World, language: str = "en") -> tuple[Person, Person, Person]:
    """Boss owns "North" and "South"; Deputy manages South; Rep is in it."""
    boss, deputy, rep = [await world.person(name, language, onboarded=True) for name in ("Boss", "Deputy", "Rep")]
    await new_team(boss, "North")
    await new_team(boss, "South")
    await follow(deputy, await invite(boss, boss.text("invite.as_manager")))
    await join(boss, rep)
    for one in (boss, deputy, rep):
        await one.news()
    return boss, deputy, rep


async def owners(world: World) -> set[int]:
    return {row["user_id"] for row in await world.rows(organisation_owners)}


@LANGUAGES
async def test_the_first_team_makes_it_and_further_ones_are_part_of_it(world: World, language: str) -> None:
    boss, _, _ = await company(world, language)
    (organisation,) = await world.rows(organisations)
    assert organisation["name"] == "North"
    (listed,) = await boss.send("/team")
    (card,) = await boss.press("🏢 North", on=listed)
    await boss.press(boss.text("button.organisation_rename"), on=card)
    said = await boss.send("  Harbour \n Logistics ")
    assert said[-1].text.startswith("Harbour Logistics")
    assert "▸ South" in said[-1].text
    await boss.press(boss.text("button.organisation_team"), on=said[-1])
    (created, *_) = await boss.send("West")
    assert "Harbour Logistics" in created.text
    assert len(await world.rows(organisations)) == 1


async def test_its_owner_has_an_owners_rights_in_a_team_without_being_in_it(world: World) -> None:
    boss, deputy, rep = await company(world)
    await press(world, boss, "team:leave_yes:2")
    assert {row["user_id"] for row in await world.rows(memberships) if row["team_id"] == 2} == {deputy.id, rep.id}
    (listed,) = await boss.send("/team")
    (card,) = await boss.press("South", on=listed)
    assert "owner" in card.text.splitlines()[0]
    assert "Leave the team" not in card.labels
    assert boss.text("button.team_settings") in card.labels
    await press(world, boss, f"mb:role:2:{rep.id}:manager")
    assert (await world.rows(memberships, memberships.c.user_id == rep.id))[0]["role"] == "manager"
    await press(world, boss, "team:rename:2")
    await boss.send("Deep South")
    assert {row["name"] for row in await world.rows(teams)} == {"North", "Deep South"}
    assert boss.text("team.not_yours") not in await press(world, boss, "iv:make:2:1:7:manager")
    assert (await boss.commands())[0] == "digest"


async def test_another_owner_beside_and_off_again(world: World) -> None:
    boss, deputy, _ = await company(world)
    (listed,) = await boss.send("/team")
    (card,) = await boss.press("🏢 North", on=listed)
    (page,) = await boss.press("Owners", on=card)
    assert [label for label in page.labels if label.startswith("➕")] == ["➕ Deputy"], "a rep cannot own it"
    (who,) = await boss.press("➕ Deputy", on=page)
    (page, *_) = await boss.press("Beside me", on=who)
    assert await owners(world) == {boss.id, deputy.id}
    assert [one.text for one in await deputy.news()] == [deputy.text("organisation.now_owner", by="Boss", name="North")]
    (listed,) = await deputy.send("/team")
    assert "▸ North" in listed.text
    (ask,) = await boss.press("➖ Deputy", on=page)
    (page, *_) = await boss.press("Take off", on=ask)
    assert await owners(world) == {boss.id}
    assert deputy.text("organisation.no_owner", by="Boss", name="North") in [one.text for one in await deputy.news()]
    assert "North" not in (await deputy.send("/team"))[-1].text


@LANGUAGES
async def test_handing_it_over_and_stepping_down(world: World, language: str) -> None:
    boss, deputy, rep = await company(world, language)
    assert await press(world, boss, "org:down_yes:1") == boss.text("organisation.last_owner")
    assert await press(world, boss, f"org:give:1:{rep.id}") == boss.text("organisation.nobody")
    said = await press(world, boss, f"org:give:1:{deputy.id}")
    assert said == boss.text("organisation.given", name="North", who="Deputy")
    assert await owners(world) == {deputy.id}
    assert await press(world, boss, "org:open:1") == boss.text("organisation.not_yours")
    assert len([row for row in await world.rows(memberships) if row["user_id"] == boss.id]) == 2
    assert await press(world, deputy, f"org:add:1:{boss.id}")
    assert await press(world, boss, "org:down_yes:1") == boss.text("organisation.stepped_down", name="North")
    assert await owners(world) == {deputy.id}


async def test_a_stranger_learns_nothing_about_it(world: World) -> None:
    boss, deputy, rep = await company(world)
    stranger = await world.person("Eve", "en", onboarded=True)
    before = [await world.rows(table) for table in (organisations, organisation_owners, teams, memberships)]
    for person in (stranger, rep, deputy):
        for action in ("open", "rename", "owners", "down", "down_yes"):
            known = await press(world, person, f"org:{action}:1")
            assert known == await press(world, person, f"org:{action}:999") == person.text("organisation.not_yours")
        for action in ("who", "add", "give", "out", "out_yes"):
            known = await press(world, person, f"org:{action}:1:{boss.id}")
            assert known == await press(world, person, f"org:{action}:999:{boss.id}")
            assert known == person.text("organisation.not_yours")
        assert await press(world, person, "team:in:1") == person.text("organisation.not_yours")
    assert [await world.rows(table) for table in (organisations, organisation_owners, teams, memberships)] == before


async def test_when_its_owner_is_forgotten_it_goes_to_who_owns_a_team_longest(world: World) -> None:
    boss, deputy, rep = await company(world)
    await boss.send("/forget")
    await boss.press("Delete everything")
    assert deputy.text("team.inherited", team="South") in [one.text for one in await deputy.news()]
    assert await owners(world) == {deputy.id}
    listed = (await deputy.send("/team"))[-1].text
    assert "▸ North · owner" in listed, "whoever owns the organisation leads what has no owner of its own"
    assert "▸ South · owner" in listed
    assert not any(row["archived_at"] for row in await world.rows(teams))
    await deputy.send("/forget")
    await deputy.press("Delete everything")
    assert await world.rows(organisations) == []
    assert all(row["archived_at"] for row in await world.rows(teams))
    assert (await rep.send("/team"))[-1].text == rep.text("team.none")


async def test_one_alone_goes_with_its_team(world: World) -> None:
    boss = await world.person("Boss", "en", onboarded=True)
    await new_team(boss, "North")
    await press(world, boss, "team:leave_yes:1")
    assert await world.rows(organisations) == []
    await new_team(boss, "Again")
    (organisation,) = await world.rows(organisations)
    assert organisation["name"] == "Again"


async def test_whoever_owns_several_is_asked_where_a_team_belongs(world: World) -> None:
    boss, deputy, _ = await company(world)
    await press(world, deputy, "team:create")
    await deputy.send("Own")
    await press(world, deputy, f"org:add:2:{deputy.id}")
    assert len(await world.rows(organisations)) == 2, "whoever owns none begins one of their own"
    await press(world, boss, f"org:add:1:{deputy.id}")
    listed = (await deputy.send("/team"))[-1]
    (where,) = await deputy.press("Set up a team", on=listed)
    assert where.labels == ("North", "Own", "➕ A new one")
    await deputy.press("North", on=where)
    (created, *_) = await deputy.send("East")
    assert "North" in created.text
    await deputy.press("A new one", on=where)
    await deputy.send("Third")
    assert [row["name"] for row in await world.rows(organisations)] == ["North", "Own", "Third"]
