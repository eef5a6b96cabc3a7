"""Inline mode: replies to choose from in any chat, one's own first, nobody else's ever."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
import sqlalchemy as sa

from bot.base.language import Lang
from bot.handlers.objections import OFFERED
from bot.storage.queries import own_replies as own_rows
from bot.storage.tables import inbox, memberships, own_replies, team_replies, teams, users
from bot.training.objections import Objection
from tests.chats import playing
from tests.chats.person import Person
from tests.chats.warm import warm, warm_for_roleplay
from tests.chats.world import World

pytestmark = pytest.mark.anyio

PRICE = "price-too-high"
LIMIT = 10
UTF16_LIMIT = 4096


@dataclass(frozen=True)
class Answer:
    """What the bot offered for one query, as it told the Bot API."""

    params: dict[str, Any]

    @property
    def results(self) -> list[dict[str, Any]]:
        """The articles."""
        found = self.params["results"]
        return list(json.loads(found) if isinstance(found, str) else found)

    @property
    def texts(self) -> list[str]:
        """What would be sent."""
        return [one["input_message_content"]["message_text"] for one in self.results]

    @property
    def titles(self) -> list[str]:
        """What stands above each."""
        return [one["title"] for one in self.results]

    @property
    def button(self) -> dict[str, str] | None:
        """The button above the results."""
        found = self.params.get("button")
        return json.loads(found) if isinstance(found, str) else found


async def answers(world: World) -> list[Answer]:
    """All that was offered so far and accepted."""
    return [Answer(call["params"]) for call in await world.calls("answerInlineQuery") if call["ok"]]


async def type_(world: World, person: Person, words: str) -> Answer:
    """Type `@bot words` and wait for what is offered."""
    person.words.append(words)
    query_id = await press_keys(world, person, words)
    await world.settle()
    (found,) = [one for one in await answers(world) if one.params["inline_query_id"] == query_id]
    check(found)
    return found


async def press_keys(world: World, person: Person, words: str) -> str:
    """Type without waiting; the id of the query."""
    sent = await world.page.post(f"/api/chats/{person.id}/inline", json={"query": words})
    return str(sent.raise_for_status().json()["inline_query_id"])


def check(answer: Answer) -> None:
    """What holds for every answer."""
    assert str(answer.params["is_personal"]).lower() == "true"
    assert 0 < int(answer.params["cache_time"]) < 60
    assert len(answer.results) <= LIMIT
    assert len(set(answer.texts)) == len(answer.texts)
    ids = [one["id"] for one in answer.results]
    assert len(set(ids)) == len(ids)
    for one in answer.results:
        assert one["type"] == "article"
        assert 1 <= len(one["id"].encode()) <= 64
        assert one["title"].strip()
        assert one["description"].strip()
        assert set(one["input_message_content"]) == {"message_text"}
        assert 1 <= len(one["input_message_content"]["message_text"].encode("utf-16-le")) // 2 <= UTF16_LIMIT


def objection(name: str) -> Objection:
    """A built-in objection."""
    return warm().catalog.objections[name]


async def meaning(words: str) -> bytes:
    """What is stored beside a phrasing."""
    return (await warm().understanding.meanings([words]))[0]


async def keeps(world: World, person: Person, said: str, reply: str) -> None:
    """Somebody has kept a reply of their own."""
    kept = {
        "user_id": person.id,
        "said": said,
        "reply": reply,
        "language": person.lang,
        "origin": "own",
        "meaning": await meaning(said),
        "digest": own_rows.digest(said, reply),
        "created_at": world.now,
    }
    await world.run(own_replies.insert().values(kept))
    world.pass_time(seconds=1)


async def team_of(world: World, *members: Person) -> int:
    """A team; the first is its owner."""
    await world.run(teams.insert().values(name="North", created_by=members[0].id, created_at=world.now))
    team_id = int((await world.rows(teams))[-1]["id"])
    for member in members:
        role = "owner" if member is members[0] else "rep"
        row = {"team_id": team_id, "user_id": member.id, "role": role, "joined_at": world.now}
        await world.run(memberships.insert().values(row))
    return team_id


async def team_says(world: World, team_id: int, said: str, replies: Sequence[str]) -> None:
    """A team has an entry of its own."""
    row = {
        "team_id": team_id,
        "category": "price",
        "phrasings": [said],
        "replies": list(replies),
        "meaning": await meaning(said),
        "digest": said[:64],
        "created_at": world.now,
    }
    await world.run(team_replies.insert().values(row))


@pytest.mark.parametrize(("language", "words"), [("zh-hans", "太贵了"), ("en", "It's too expensive")])
async def test_words_offer_the_short_reply_and_the_whole_one(world: World, language: str, words: str) -> None:
    someone = await world.person("Li", language, onboarded=True)
    found = await type_(world, someone, words)
    lang = Lang(someone.lang)
    wording = objection(PRICE).wording[lang]
    assert wording.title in found.titles[0]
    assert wording.replies[0].spoken(lang) in found.texts
    assert found.button is None
    assert found.texts[0] == wording.short
    assert (await type_(world, someone, words)).results == found.results, "ids and texts are stable"


async def test_the_language_is_that_of_the_words_where_they_decide_it(world: World) -> None:
    zhou = await world.person("小周", "zh-hans", onboarded=True)
    price = objection(PRICE).wording
    assert price[Lang.EN].replies[0].spoken(Lang.EN) in (await type_(world, zhou, "too expensive")).texts
    assert price[Lang.ZH].replies[0].spoken(Lang.ZH) in (await type_(world, zhou, "這個太貴了 PO")).texts
    assert all(one.startswith("zh.") for one in [r["id"] for r in (await type_(world, zhou, "")).results])


async def test_the_remembered_style_is_offered(world: World) -> None:
    emma = await world.person("Emma", "en", onboarded=True)
    tiger = next(text for style, text in objection(PRICE).wording[Lang.EN].styles.items() if style.value == "tiger")
    assert tiger not in (await type_(world, emma, "too expensive")).texts
    await emma.press("too expensive")
    await emma.press("🐯")
    found = await type_(world, emma, "too expensive")
    assert found.texts.index(tiger) < 3
    assert "🐯" in found.titles[found.texts.index(tiger)]


async def test_nothing_typed_offers_what_was_saved_last_then_everyday_ones(world: World) -> None:
    emma = await world.person("Emma", "en", onboarded=True)
    everyday = await type_(world, emma, "")
    assert [one["id"].split(".")[1] for one in everyday.results] == list(OFFERED)
    for number in range(7):
        await keeps(world, emma, f"objection {number}", f"my answer {number}")
    found = await type_(world, emma, "  ")
    assert found.texts[:5] == [f"my answer {number}" for number in (6, 5, 4, 3, 2)]
    assert found.texts[5:] == everyday.texts


async def test_ones_own_come_first_then_the_teams_then_built_in(world: World) -> None:
    emma, tom = await world.person("Emma", "en", onboarded=True), await world.person("Tom", "en", onboarded=True)
    await team_says(world, await team_of(world, tom, emma), "It's too expensive!", ["Team one.", "Team two."])
    await keeps(world, emma, "too expensive", "My own line about the price.")
    await keeps(world, emma, "Your lorries are always late", "Nothing to do with price.")
    found = await type_(world, emma, "that's too expensive")
    assert found.texts[:3] == ["My own line about the price.", "Team one.", "Team two."]
    assert found.results[3]["id"].startswith(f"en.{PRICE}.")
    assert "Nothing to do with price." not in found.texts


async def test_no_text_is_offered_twice(world: World) -> None:
    emma = await world.person("Emma", "en", onboarded=True)
    whole = objection(PRICE).wording[Lang.EN].replies[0].spoken(Lang.EN)
    await keeps(world, emma, "It's too expensive", whole)
    await keeps(world, emma, "Too expensive", f"{whole}\n")
    found = await type_(world, emma, "too expensive")
    assert [" ".join(text.split()) for text in found.texts].count(whole) == 1
    assert found.titles[0].startswith("⭐")


async def test_what_belongs_to_others_is_never_offered(world: World) -> None:
    emma, tom, zoe = [await world.person(name, "en", onboarded=True) for name in ("Emma", "Tom", "Zoë")]
    team_id = await team_of(world, tom, emma)
    await team_says(world, team_id, "Your blorple is too expensive", ["North's secret."])
    await keeps(world, tom, "Your blorple is too expensive", "Tom's secret.")
    words = "Your blorple is too expensive"
    assert "North's secret." in (await type_(world, emma, words)).texts
    stranger = await world.person("Mallory", "en")
    for outsider in (zoe, stranger):
        assert not {"North's secret.", "Tom's secret."} & set((await type_(world, outsider, words)).texts)
        assert not {"Tom's secret."} & set((await type_(world, outsider, "")).texts)
    assert "Tom's secret." not in (await type_(world, emma, words)).texts
    mine = sa.and_(memberships.c.team_id == team_id, memberships.c.user_id == emma.id)
    await world.run(memberships.delete().where(mine))
    assert "North's secret." not in (await type_(world, emma, words)).texts, "left: not any more"
    await world.run(teams.update().values(archived_at=world.now))
    assert "North's secret." not in (await type_(world, tom, words)).texts, "closed: nobody any more"


@pytest.mark.parametrize(("language", "lang"), [("zh-hans", Lang.ZH), ("en", Lang.EN), ("pt-br", Lang.EN)])
async def test_somebody_unknown_gets_built_in_ones_and_a_way_to_begin(world: World, language: str, lang: Lang) -> None:
    stranger = await world.person("Li", language)
    found = await type_(world, stranger, "")
    assert [one["id"].split(".")[0] for one in found.results] == [lang.value] * len(OFFERED)
    assert found.button is not None
    assert found.button["text"] == world.text(lang.value, "inline.start")
    assert await world.rows(users, users.c.id == stranger.id) == [], "asking makes nobody known"
    (card,) = await stranger.start(found.button["start_parameter"])
    assert card.text == world.text(lang.value, "onboarding.language", name="Li")


async def test_nothing_found_leads_to_the_chat_which_asks(world: World) -> None:
    emma = await world.person("Emma", "en", onboarded=True)
    found = await type_(world, emma, "qwertyuiop asdfghjkl")
    assert found.results == []
    assert found.button is not None
    assert found.button["text"] == emma.text("inline.nothing")
    (card,) = await emma.start(found.button["start_parameter"])
    assert card.text == emma.text("objection.ask")


@pytest.mark.parametrize(
    "words", ["🦉" * 128, "\u202e\u200b\u0007 ?", "{{ 7*7 }}<b>", "价" * 256, "'; DROP TABLE users", "…"]
)
async def test_strange_words(world: World, words: str) -> None:
    emma = await world.person("Emma", "en", onboarded=True)
    await type_(world, emma, words)


async def test_strange_replies_are_offered_as_they_are(world: World) -> None:
    emma = await world.person("Emma", "en", onboarded=True)
    await keeps(world, emma, "𝕿𝖔𝖔 expensive 🦉" * 10, "<b>&amp; {{ x }}\n\n" + "🦉" * 2040)
    await keeps(world, emma, "\u2800", "\ufdfa" * 4096)
    await keeps(world, emma, "Too long", "🦉" * 4000)
    found = await type_(world, emma, "")
    assert found.texts[0] == "🦉" * 2048, "as much as one message takes"
    assert found.texts[1] == "\ufdfa" * 4096
    assert found.texts[2].startswith("<b>&amp; {{ x }}\n\n🦉")


async def test_of_a_burst_the_last_is_answered(world: World) -> None:
    emma, zhou = await world.person("Emma", "en", onboarded=True), await world.person("小周", "zh-hans", onboarded=True)
    words = "it's too expensive for us"
    updates = []
    for number in range(3, len(words) + 1):
        updates.append(inline_query(emma, words[:number], f"emma-{number}"))
        updates.append(inline_query(zhou, "太贵了" + "啊" * number, f"zhou-{number}"))
    await world.feed_all(updates)
    asked = [call["params"]["inline_query_id"] for call in await world.calls("answerInlineQuery")]
    assert sorted(asked) == [f"emma-{len(words)}", f"zhou-{len(words)}"]


def inline_query(person: Person, words: str, query_id: str) -> dict[str, Any]:
    """An inline query as Telegram sends it."""
    person.words.append(words)
    who = {"id": person.id, "is_bot": False, "first_name": "Li", "language_code": "en"}
    return {"inline_query": {"id": query_id, "from": who, "query": words, "offset": "", "chat_type": "group"}}


async def test_too_late_is_no_error_and_nothing_is_owed(world: World, log: io.StringIO) -> None:
    emma = await world.person("Emma", "en", onboarded=True)
    await world.feed(**inline_query(emma, "far too expensive, sorry", "long-forgotten"))
    refused = [call for call in await world.calls("answerInlineQuery") if not call["ok"]]
    assert "query is too old" in refused[0]["description"]
    assert '"level": "error"' not in log.getvalue()
    assert '"level": "warning"' not in log.getvalue()
    assert [row for row in await world.rows(inbox) if "inline_query" in row["body"]] == []
    await world.restart_bot()
    assert len(await world.calls("answerInlineQuery")) == 1


async def test_a_choice_in_the_bots_own_chat_is_no_objection(world: World) -> None:
    emma = await world.person("Emma", "en", onboarded=True)
    (said,) = await choose(world, emma, "It's too expensive")
    assert said == emma.text("inline.chosen", bot=world.app.bot_name)


async def test_a_choice_in_a_roleplay_is_said_to_the_customer(world: World) -> None:
    warm_for_roleplay()
    emma = await world.person("Emma", "en", onboarded=True)
    await playing.begin(emma)
    said = await choose(world, emma, "It's too expensive")
    assert emma.text("inline.chosen", bot=world.app.bot_name) not in said
    assert said


async def choose(world: World, person: Person, words: str) -> list[str]:
    """Type in the bot's own chat and send the first result; what the bot says to it."""
    query_id = await press_keys(world, person, words)
    await world.settle()
    (found,) = [one for one in await answers(world) if one.params["inline_query_id"] == query_id]
    choice = {"inline_query_id": query_id, "result_id": found.results[0]["id"]}
    answer: httpx.Response = await world.page.post(f"/api/chats/{person.id}/inline/choose", json=choice)
    assert answer.raise_for_status().json()["text"] == found.texts[0]
    await world.settle()
    return [one.text for one in await person.news()]
