"""Teams: made, joined by a one-time link after reading what others see, left; and who may do what."""

from __future__ import annotations

import re

import pytest
import sqlalchemy as sa

from bot.storage.tables import invites, memberships, teams
from tests.chats.person import Person
from tests.chats.test_odd_updates import callback
from tests.chats.world import World

pytestmark = pytest.mark.anyio


async def new_team(person: Person, name: str) -> None:
    """Set up a team by the buttons."""
    await person.send("/team")
    await person.press(person.text("button.team_create"))
    await person.send(name)


async def invite(person: Person, *choices: str) -> str:
    """Make an invitation, with these choices pressed first; returns the payload of its link."""
    offered = person.text("button.team_invite")
    # The choice of terms takes the place of what offered it, and stays for the next link.
    if any(offered in one.labels for one in await person.messages()):
        await person.press(offered)
    for label in choices:
        await person.press(label)
    said = (await person.press(person.text("button.invite_make")))[-1]
    found = re.search(r"\?start=(\S+)", said.text)
    assert found is not None, said.text
    return found[1]


async def join(host: Person, guest: Person) -> None:
    """Invite somebody, who follows the link and joins."""
    await guest.start(await invite(host))
    await guest.press(guest.text("button.team_join"))


async def test_a_team_from_its_name_to_its_first_member(world: World) -> None:
    boss = await world.person("陈经理", "zh-hans", onboarded=True)
    (none,) = await boss.send("/team")
    assert none.text == boss.text("team.none")
    await boss.press("建团队")
    (created, *_) = await boss.send("  华东   一组 ")
    assert "“华东 一组”" in created.text
    assert (await boss.commands())[0] == "digest"

    payload = await invite(boss)
    emma = await world.person("Emma", "en", last_name="Hughes")
    (offer,) = await emma.start(payload)
    assert offer.text == emma.text("invite.invitation", host="陈经理", team="华东 一组", manager=False, days=0)
    assert offer.labels == ("Join", "Not now")
    (welcome,) = await emma.press("Join")
    assert welcome.text == emma.text("invite.joined", team="华东 一组", manager=False)
    assert [one.text for one in await boss.news()] == [
        boss.text("invite.somebody_joined", name="Emma Hughes", team="华东 一组", manager=False)
    ]
    (team,) = await emma.send("/team")
    assert "陈经理 (owner)" in team.text
    assert "Emma Hughes" in team.text
    assert team.labels == ("Leave the team", "➕ Set up a team")
    assert "digest" not in await emma.commands()


async def test_a_link_lets_in_one_person(world: World) -> None:
    boss, emma, zoe = [await world.person(name, "en", onboarded=True) for name in ("Boss", "Emma", "Zoë")]
    await new_team(boss, "North")
    payload = await invite(boss)
    (first,) = await emma.start(payload)
    (second,) = await zoe.start(payload)
    await emma.press("Join", on=first)
    (late,) = await zoe.press("Join", on=second)
    assert late.text == zoe.text("team.invite_invalid")
    (again,) = await zoe.start(payload)
    assert again.text == zoe.text("team.invite_invalid")
    assert len(await world.rows(memberships)) == 2


async def test_not_now_uses_nothing_up(world: World) -> None:
    boss, emma = [await world.person(name, "en", onboarded=True) for name in ("Boss", "Emma")]
    await new_team(boss, "North")
    payload = await invite(boss)
    await emma.start(payload)
    (said,) = await emma.press("Not now")
    assert said.text == emma.text("invite.declined")
    await emma.start(payload)
    await emma.press("Join")
    assert len(await world.rows(memberships)) == 2


async def test_an_invitation_runs_out_after_a_week(world: World) -> None:
    boss, emma = [await world.person(name, "en", onboarded=True) for name in ("Boss", "Emma")]
    await new_team(boss, "North")
    payload = await invite(boss)
    (offer,) = await emma.start(payload)
    await world.jump("2026-01-12 10:01", "Asia/Shanghai")
    (said, *_) = await emma.press("Join", on=offer)
    assert emma.text("team.invite_invalid") in [one.text for one in (said, await emma.last())]
    assert len(await world.rows(memberships)) == 1


async def test_ones_own_link_and_joining_twice(world: World) -> None:
    boss, emma = [await world.person(name, "en", onboarded=True) for name in ("Boss", "Emma")]
    await new_team(boss, "North")
    payload = await invite(boss)
    said = await boss.start(payload)
    if "Join" in said[-1].labels:
        said = await boss.press("Join")
    assert boss.text("team.already_in", team="North") in [one.text for one in said]
    await emma.start(payload)
    await emma.press("Join")
    assert len(await world.rows(memberships)) == 2, "the boss has not used the link up"


@pytest.mark.parametrize("payload", ["join_", "join_nonsense", "join_" + "x" * 50, "something_else"])
async def test_links_that_lead_nowhere(world: World, payload: str) -> None:
    emma = await world.person("Emma", "en", onboarded=True)
    assert await emma.start(payload)


async def test_a_name_that_is_no_name(world: World) -> None:
    boss = await world.person("Boss", "en", onboarded=True)
    await boss.send("/team")
    await boss.press("Set up a team")
    (said,) = await boss.send("x" * 65)
    assert said.text == boss.text("team.name_refused", longest=64)
    (said, *_) = await boss.send("North")
    assert "“North”" in said.text


async def test_leaving(world: World) -> None:
    boss, emma = [await world.person(name, "en", onboarded=True) for name in ("Boss", "Emma")]
    await new_team(boss, "North")
    await join(boss, emma)
    await emma.send("/team")
    await emma.press("Leave the team")
    (card,) = await emma.press("Back")
    assert "Emma" in card.text
    await emma.press("Leave the team")
    said = await emma.press("Leave")
    assert said[-1].text == emma.text("team.left", team="North")
    assert [row["user_id"] for row in await world.rows(memberships)] == [boss.id]


async def test_the_last_one_who_leads_closes_the_team(world: World) -> None:
    boss, emma = [await world.person(name, "en", onboarded=True) for name in ("Boss", "Emma")]
    await new_team(boss, "North")
    await join(boss, emma)
    payload = await invite(boss)
    await boss.send("/team")
    await boss.press("Leave the team")
    await boss.press("Leave", on=await boss.last())
    assert "digest" not in await boss.commands()
    assert (await emma.send("/team"))[0].text == emma.text("team.none")
    assert (await emma.start(payload))[0].text == emma.text("team.invite_invalid")
    assert (await world.rows(teams))[0]["archived_at"] is not None


async def test_a_rep_may_neither_invite_nor_read_the_digest(world: World) -> None:
    boss, emma, stranger = [await world.person(name, "en", onboarded=True) for name in ("Boss", "Emma", "Eve")]
    await new_team(boss, "North")
    await join(boss, emma)
    invited = len(await world.rows(invites))
    for number, (person, action) in enumerate(
        (person, action) for person in (emma, stranger) for action in ("iv:make", "dg:open")
    ):
        await world.feed(callback_query=callback(person, f"{action}:1", number=number))
        assert (await person.last()).text == person.text("team.not_yours")
    await world.feed(callback_query=callback(stranger, "team:leave_yes:1", number=9))
    assert (await stranger.last()).text == stranger.text("team.not_yours")
    await world.feed(callback_query=callback(stranger, "team:open:1", number=10))
    assert "North" not in str([one.text for one in await stranger.messages()])
    for person in (emma, stranger):
        said = await person.send("/digest")
        assert said[-1].text == person.text("digest.none")
    assert len(await world.rows(invites)) == invited
    assert len(await world.rows(memberships)) == 2


async def test_several_teams(world: World) -> None:
    boss = await world.person("Boss", "en", onboarded=True)
    await new_team(boss, "North")
    await new_team(boss, "South")
    (listed,) = await boss.send("/team")
    assert listed.labels == ("North", "South", "🏢 North", "➕ Set up a team")
    (card,) = await boss.press("South")
    assert "South" in card.text
    assert "Invite people" in str(card.labels)
    said = await boss.send("/digest")
    assert len(said) == 2


async def test_somebody_invited_by_a_person_who_is_gone(world: World) -> None:
    boss, emma = [await world.person(name, "en", onboarded=True) for name in ("Boss", "Emma")]
    await new_team(boss, "North")
    payload = await invite(boss)
    await world.run(sa.update(invites).values(created_by=None))
    (offer,) = await emma.start(payload)
    assert offer.text == emma.text("invite.invitation", host=None, team="North", manager=False, days=0)
    await emma.press("Join")
    assert await boss.news() == []


@pytest.mark.parametrize("language", ["zh-hans", "en"])
async def test_the_card_of_a_large_team_is_one_screen(world: World, language: str) -> None:
    """About fourteen lines of text and buttons, however many people; the rest is behind the buttons."""
    boss = await world.person("Boss", language, onboarded=True)
    await new_team(boss, "North")
    joined = {"role": "rep", "joined_at": world.now, "team_id": 1}
    crowd = [await world.person(f"Rep {number}", language, onboarded=True) for number in range(15)]
    for one in crowd:
        await world.run(memberships.insert().values(user_id=one.id, **joined))
    (card,) = await boss.send("/team")
    lines = (card.raw.get("reply_markup") or {})["inline_keyboard"]
    assert len(card.text.splitlines()) + len(lines) <= 14
    assert not any("Rep 3" in text for text in (card.text, *card.labels))
    (people,) = await boss.press(boss.text("button.team_people", count=16), on=card)
    assert any("Rep 3" in label for label in people.labels)
    (theirs,) = await crowd[0].send("/team")
    assert "Rep 11" in theirs.text and "Rep 12" not in theirs.text
    assert theirs.text.endswith(("还有 3 人", "and 3 more"))
    assert all(label for label in theirs.labels) and len(theirs.labels) == 2
