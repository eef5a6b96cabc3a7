"""A rep shows a role-play to those who lead a team, takes it back, and nobody else ever reads a word of it."""

from __future__ import annotations

import json

import pytest

from bot.storage.tables import shared_roleplays
from tests.chats.forging import press
from tests.chats.message import Message
from tests.chats.person import Person
from tests.chats.playing import TALK, begin, talk
from tests.chats.test_invites import follow
from tests.chats.test_odd_updates import callback
from tests.chats.test_teams import invite, join, new_team
from tests.chats.warm import warm_for_roleplay
from tests.chats.world import World

pytestmark = pytest.mark.anyio
LANGUAGES = pytest.mark.parametrize("language", ["zh-hans", "en"])


@pytest.fixture(autouse=True)
def _trained() -> None:
    warm_for_roleplay()


async def played(world: World, language: str = "en") -> tuple[Person, Person, Person, Message]:
    """An owner, a manager, a rep who has just talked to the principal, and the scorecard."""
    boss, deputy, rep = [await world.person(name, language, onboarded=True) for name in ("Boss", "Deputy", "Rep")]
    await new_team(boss, "North")
    await follow(deputy, await invite(boss, boss.text("invite.as_manager")))
    await join(boss, rep)
    await begin(rep)
    card, _ = await talk(rep)
    for one in (boss, deputy, rep):
        await one.news()
    return boss, deputy, rep, card


async def show(rep: Person, card: Message) -> Message:
    """Show the conversation; gives the screen that says so."""
    (ask,) = await rep.press(rep.text("button.sharing"), on=card)
    return (await rep.press("👀", on=ask))[0]


def said(person: Person) -> str:
    return TALK[person.lang][0]


@LANGUAGES
async def test_shown_read_page_by_page_and_taken_back(world: World, language: str) -> None:
    boss, deputy, rep, card = await played(world, language)
    offer = await show(rep, card)
    assert "North" in offer.text
    messages = []
    for leader in (boss, deputy):
        (told,) = await leader.news()
        assert told.text.startswith("Rep")
        (page,) = await leader.press(leader.text("button.sharing_read"), on=told)
        assert said(rep) in page.text
        assert "Rep" in page.text.splitlines()[0]
        seen = page.text
        while leader.text("button.mistakes_next") in page.labels:
            (page,) = await leader.press(leader.text("button.mistakes_next"), on=page)
            seen += page.text
        assert all(line in seen for line in TALK[rep.lang])
        assert "✅" in seen
        assert "▫️" in seen
        messages.append(page)
    data = f"dd:play:1:{rep.id}:1"
    await press(world, boss, data)
    read = boss.text("button.sharing_read")
    assert read in (await boss.messages())[-1].labels, "the closer look leads there too"
    await rep.press(rep.text("button.sharing_take", team="North"), on=offer)
    assert await world.rows(shared_roleplays) == []
    await press(world, boss, data)
    assert read not in (await boss.messages())[-1].labels
    for leader, page in zip((boss, deputy), messages, strict=True):
        await world.feed(callback_query=callback(leader, "sh:read:1:1:0", number=1, message_id=page.id))
        (gone,) = await leader.news()
        assert (gone.id, gone.text) == (page.id, leader.text("sharing.not_shown")), "the words go from the screen"


async def test_twice_is_told_once(world: World) -> None:
    boss, _, rep, card = await played(world)
    await show(rep, card)
    await press(world, rep, "sh:give:1:1")
    await press(world, rep, "sh:give:1:1")
    assert len(await boss.news()) == 1
    assert len(await world.rows(shared_roleplays)) == 1


async def test_nobody_else_reads_it(world: World) -> None:
    boss, deputy, rep, card = await played(world)
    other, stranger = [await world.person(name, "en", onboarded=True) for name in ("Other", "Eve")]
    await join(boss, other)
    await new_team(stranger, "Elsewhere")
    unshown = {
        person.id: await press(world, person, "sh:read:1:1:0") for person in (boss, deputy, rep, other, stranger)
    }
    assert set(unshown.values()) == {boss.text("sharing.not_shown")}
    await show(rep, card)
    for person in (rep, other, stranger):
        for data in ("sh:read:1:1:0", "sh:read:1:2:0", "sh:read:99:1:0", "sh:read:99:99:0"):
            assert await press(world, person, data) == boss.text("sharing.not_shown"), (person, data)
    for person in (boss, deputy, other, stranger):
        assert await press(world, person, "sh:ask:1") == person.text("sharing.gone")
        for data in ("sh:give:1:1", "sh:give:1:2"):
            assert await press(world, person, data) == person.text("sharing.gone")
        await press(world, person, "sh:take:1:1")
        await press(world, person, "sh:back:1:1")
    assert await press(world, rep, "sh:give:1:2") == rep.text("sharing.gone"), "not into a team that is none of theirs"
    assert [(row["roleplay_id"], row["team_id"]) for row in await world.rows(shared_roleplays)] == [(1, 1)]


@pytest.mark.parametrize("how", ["leaves", "is taken out", "is forgotten", "team closed", "reader lowered"])
async def test_it_ends_when(world: World, how: str) -> None:
    boss, deputy, rep, card = await played(world)
    await show(rep, card)
    assert said(rep) in await press(world, deputy, "sh:read:1:1:0")
    match how:
        case "leaves":
            await press(world, rep, "team:leave_yes:1")
        case "is taken out":
            await press(world, boss, f"mb:out_yes:1:{rep.id}")
        case "is forgotten":
            await press(world, rep, "privacy:forget")
        case "team closed":
            await press(world, boss, "team:archive_yes:1")
        case "reader lowered":
            await press(world, boss, f"mb:role:1:{deputy.id}:rep")
    assert await press(world, deputy, "sh:read:1:1:0") == deputy.text("sharing.not_shown")
    if how in {"leaves", "is taken out", "is forgotten"}:
        assert await world.rows(shared_roleplays) == []


@LANGUAGES
async def test_the_list_under_privacy_and_the_export(world: World, language: str) -> None:
    _, _, rep, card = await played(world, language)
    (privacy,) = await rep.send("/privacy")
    assert len(privacy.labels) == 1, "nothing is shown yet"
    await show(rep, card)
    (privacy,) = await rep.send("/privacy")
    (listed,) = await rep.press(rep.text("button.privacy_shown", count=1), on=privacy)
    assert "North" in listed.text
    (file,) = await rep.send("/export")
    (row,) = json.loads(await rep.download(file))["shared_roleplays"]
    assert (row["roleplay_id"], row["team_id"]) == (1, 1)
    (listed,) = await rep.press("🚫", on=listed)
    assert listed.text == rep.text("sharing.mine", entries=[], total=0)
    (privacy,) = await rep.press(rep.text("button.back"), on=listed)
    assert len(privacy.labels) == 1


async def test_no_button_without_a_team_or_for_its_only_owner(world: World) -> None:
    rep = await world.person("Rep", "en", onboarded=True)
    await new_team(rep, "Mine")
    await begin(rep)
    card, _ = await talk(rep)
    assert rep.text("button.sharing") not in card.labels
    assert await press(world, rep, "sh:give:1:1") == rep.text("sharing.gone")


async def test_a_hostile_line_is_shown_as_it_was_said(world: World) -> None:
    boss, rep = [await world.person(name, "en", onboarded=True) for name in ("Boss", "<i>Rep</i>")]
    await new_team(boss, "<b>North</b>")
    await join(boss, rep)
    await begin(rep)
    await rep.send("<b>&amp; {{ 7*7 }} " + "long words " * 300)
    card, _ = await talk(rep)
    await boss.news()
    await show(rep, card)
    (told,) = await boss.news()
    (page,) = await boss.press("Read it", on=told)
    assert "<b>&amp; {{ 7*7 }}" in page.text
    pages = 1
    while "Next ›" in page.labels:
        (page,) = await boss.press("Next ›", on=page)
        pages += 1
    assert pages > 1
