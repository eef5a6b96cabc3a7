"""Everything that is neither command nor text; edited messages; buttons that are old, forged or nonsense."""

from __future__ import annotations

from typing import Any

import pytest

from bot.handlers import (
    drill,
    invites,
    lessons,
    members,
    objections,
    organisations,
    own_replies,
    practise,
    privacy,
    pushes,
    roleplay,
    settings,
    sharing,
    team_files,
    team_replies,
    teams,
    trouble,
    unanswered,
)
from bot.storage.tables import users
from tests.chats.person import Person
from tests.chats.world import World

pytestmark = pytest.mark.anyio

AREAS = {
    "set": settings.ACTIONS,
    "drill": {**drill.ACTIONS, **drill.AHEAD},
    "push": pushes.ACTIONS,
    "tb": trouble.ACTIONS,
    "rp": roleplay.ACTIONS,
    "obj": {**objections.ACTIONS, **objections.AHEAD},
    "own": {**own_replies.ACTIONS, **own_replies.AHEAD},
    "practise": practise.ACTIONS,
    "learn": lessons.ACTIONS,
    "team": teams.ACTIONS,
    "iv": invites.ACTIONS,
    "mb": members.ACTIONS,
    "org": organisations.ACTIONS,
    "sh": sharing.ACTIONS,
    "tr": {**team_replies.ACTIONS, **team_replies.AHEAD},
    "tf": {**team_files.ACTIONS, **team_files.AHEAD},
    "un": {**unanswered.ACTIONS, **unanswered.AHEAD},
    "privacy": privacy.ACTIONS,
}
GARBAGE = (
    "",
    "0",
    "-1",
    "99999999999999999999",
    "None",
    "zh;DROP TABLE users",
    "a:b:c",
    "²",
    "١٢",
    "%s",
    "\u202e",
    "price-too-high:²",
)


def callback(person: Person, data: str, *, number: int, message_id: int = 9_999) -> dict[str, Any]:
    """A pressed button as Telegram would send it, with any data."""
    who = {"id": person.id, "is_bot": False, "first_name": "Li", "language_code": "en"}
    chat = {"id": person.id, "type": "private", "first_name": "Li"}
    message = {"message_id": message_id, "date": 1_800_000_000, "chat": chat, "text": "…"}
    return {"id": str(number), "from": who, "chat_instance": "1", "message": message, "data": data}


async def test_stickers_pictures_voice_and_files_are_answered_in_kind(world: World) -> None:
    emma = await world.person("Emma", "en", onboarded=True)
    (said,) = await emma.sticker("🎉")
    assert said.text == emma.text("help.sticker", emoji="🎉")
    (said,) = await emma.photo()
    assert said.text == emma.text("help.picture")
    (said,) = await emma.voice()
    assert said.text == emma.text("help.voice")
    (said,) = await emma.document()
    assert said.text == emma.text("help.file")
    (said,) = await emma.contact()
    assert said.text == emma.text("help.other")
    (said,) = await emma.location(53.8, -1.55)
    assert said.text == emma.text("help.location")
    assert (await world.user(emma))["time_zone"] == "Asia/Shanghai"


async def test_they_are_answered_in_chinese_too_and_before_any_start(world: World) -> None:
    zhou = await world.person("小周", "zh-hans")
    (said,) = await zhou.sticker("👍")
    assert said.text == zhou.text("help.sticker", emoji="👍")
    (said,) = await zhou.photo()
    assert said.text == zhou.text("help.picture")
    (said,) = await zhou.voice()
    assert said.text == zhou.text("help.voice")


async def test_an_edited_message(world: World) -> None:
    emma = await world.person("Emma", "en", onboarded=True)
    await emma.send("/help")
    (said,) = await emma.edit(await emma.mine(), "/settings")
    assert said.text == emma.text("help.edited")


async def test_an_old_button_still_does_something_sensible(world: World) -> None:
    emma = await world.person("Emma", "en")
    (first,) = await emma.start()
    language_buttons = first.raw
    await world.feed(callback_query=callback(emma, "quiz:answer:1", number=1, message_id=first.id))
    (said,) = await emma.news()
    assert said.text == emma.text("help.old_button_text")
    assert len(said.labels) == 3
    assert language_buttons["message_id"] == first.id


@pytest.mark.parametrize("area", AREAS)
async def test_garbage_in_every_button_of_an_area(world: World, area: str) -> None:
    """No press may crash, park, or change anything but what it says; the world's end checks for parked updates."""
    people = [await world.person(f"Emma {number}", "en", onboarded=number % 2 == 0) for number in range(4)]
    for person in people[1::2]:
        await person.start()
    bystander = await world.person("Zoë", "en", onboarded=True)
    before = await world.user(bystander)
    actions = [name for name in (*AREAS[area], "no-such-action", "") if (area, name) != ("privacy", "forget")]
    presses = [f"{area}:{action}:{value}" for action in actions for value in GARBAGE]
    await world.feed_all(
        {"callback_query": callback(people[number % 4], data, number=number)}
        for number, data in enumerate((f"{area}:", *presses))
    )
    assert await world.user(bystander) == before
    for person in people:
        assert (await world.user(person))["language"] == "en"
        assert (await person.send("/help"))[-1].text == person.text("help.main")


async def test_a_button_under_a_message_that_telegram_no_longer_gives(world: World) -> None:
    emma = await world.person("Emma", "en", onboarded=True)
    pressed = callback(emma, "set:open:time", number=1)
    pressed["message"] = {"chat": pressed["message"]["chat"], "message_id": 1, "date": 0}
    await world.feed(callback_query=pressed)
    del pressed["message"]
    await world.feed(callback_query={**pressed, "inline_message_id": "abc"})
    assert (await emma.last()).text == emma.text("settings.time")


@pytest.mark.parametrize(
    "update",
    [
        {"message": {"pinned_message": {"message_id": 1, "date": 1, "chat": {"id": 1, "type": "private"}}}},
        {"message": {"message_auto_delete_timer_changed": {"message_auto_delete_time": 60}}},
        {"message": {"dice": {"emoji": "🎲", "value": 3}}},
        {"message": {"venue": {"location": {"latitude": 1.0, "longitude": 2.0}, "title": "x", "address": "y"}}},
        {"message": {"poll": None, "text": ""}},
        {"message": {"caption": "a caption alone"}},
        {"message": {"game": {"title": "x", "description": "y", "photo": []}}},
        {"message": {"something_new": {"of": "next year"}}},
        {"edited_message": {"location": {"latitude": 1.0, "longitude": 2.0}}},
        {"poll_answer": {"poll_id": "unknown", "option_ids": [0], "option_persistent_ids": ["a"]}},
        {"poll_answer": {"poll_id": "unknown", "option_ids": [], "option_persistent_ids": []}},
        {"my_chat_member": {"old": "member", "new": "kicked"}},
        {"my_chat_member": {"old": "kicked", "new": "member"}},
        {"inline_query": {"id": "1", "query": "price", "offset": ""}},
        {"message_reaction": {"message_id": 1, "old_reaction": [], "new_reaction": []}},
        {"a_kind_of_next_year": {"text": "hello"}},
        {},
    ],
    ids=lambda update: "-".join((*update, *next(iter(update.values()), {}))),
)
async def test_every_kind_of_update_ends_handled(world: World, update: dict[str, dict[str, Any]]) -> None:
    emma = await world.person("Emma", "en", onboarded=True)
    await world.feed(**{kind: _complete(emma, kind, body) for kind, body in update.items()})
    assert (await emma.send("/help"))[-1].text == emma.text("help.main")


def _complete(person: Person, kind: str, body: dict[str, Any]) -> dict[str, Any]:
    """The update's body with what every such body has."""
    who = {"id": person.id, "is_bot": False, "first_name": "Emma", "language_code": "en"}
    chat = {"id": person.id, "type": "private", "first_name": "Emma"}
    if kind == "poll_answer":
        return {**body, "user": who}
    if kind == "my_chat_member":
        bot = {"id": 4242, "is_bot": True, "first_name": "Dojo"}
        status = {name: {"status": body[name], "user": bot, "until_date": 0} for name in ("old", "new")}
        return {
            "chat": chat,
            "from": who,
            "date": 1_800_000_000,
            "old_chat_member": status["old"],
            "new_chat_member": status["new"],
        }
    return {"message_id": 77, "date": 1_800_000_000, "chat": chat, "from": who, **body}


async def test_groups_and_channels_are_left_alone(world: World) -> None:
    emma = await world.person("Emma", "en", onboarded=True)
    answer = await world.page.post("/api/groups", json={"title": "North", "members": [emma.id]})
    group = answer.raise_for_status().json()["chat_id"]
    for text in ("/start", "/drill", "/team", "hello there"):
        sent = await world.page.post(f"/api/chats/{group}/send", json={"text": text, "person_id": emma.id})
        sent.raise_for_status()
    await world.settle()
    assert [one for one in await world.calls("sendMessage") if one["params"]["chat_id"] == group] == []


async def test_a_person_with_a_hostile_name_breaks_nothing(world: World) -> None:
    odd = await world.person("<b>&", "en", last_name="\"'{{ 7*7 }}")
    (card,) = await odd.start()
    assert card.text == odd.text("onboarding.language", name="<b>&")
    await odd.send("/help")
    (card,) = await odd.start()
    assert card.text == odd.text("onboarding.again", name="<b>&")
    await odd.send("/team")
    await odd.press("Set up a team")
    (card,) = (await odd.send("<i>R&D</i> {{ x }}"))[:1]
    assert "“<i>R&D</i> {{ x }}”" in card.text
    (card,) = await odd.send("/team")
    assert "<b>& \"'{{ 7*7 }} (owner)" in card.text
    await odd.press("Who trained")
    assert len(await world.rows(users)) == 1


async def test_very_long_and_very_strange_texts(world: World) -> None:
    emma = await world.person("Emma", "en", onboarded=True)
    for text in (
        "x" * 4096,
        "价" * 4096,
        "🦉" * 2000,
        "\u202e\u200b\u0007",
        "<b><i>&amp;",
        "{{ 7*7 }}{% raw %}",
        "/",
        "/ start",
    ):
        assert await emma.send(text), f"silence after {text[:20]!r}"
