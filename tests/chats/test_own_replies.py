"""Answers of one's own: judged, kept, found again, deleted and put back; nobody else's, ever."""

from __future__ import annotations

from typing import Any

import pytest

from bot.base.language import Lang
from bot.language.moves import MoveKind
from bot.services import own_replies
from bot.storage.tables import memberships, teams
from bot.storage.tables import own_replies as table
from bot.storage.tables import team_replies as team_table
from bot.training.objections import ObjectionWording
from tests.chats.message import Message
from tests.chats.person import Person
from tests.chats.test_objections import copied
from tests.chats.test_odd_updates import callback
from tests.chats.test_practise import BOTH, GOOD
from tests.chats.warm import warm
from tests.chats.world import World

pytestmark = pytest.mark.anyio

ODD_SAID = {"zh": "你们老板属猴，跟我八字不合", "en": "Your company's logo is the colour of my ex-wife's car"}
ODD_REPLY = {
    "zh": "那咱们这单先不让他出面，您看谁来对接合适？",
    "en": "Fair enough, I'd wince too. Shall we talk without it?",
}


def price(person: Person) -> ObjectionWording:
    return warm().catalog.objections["price-too-high"].wording[Lang(person.lang)]


async def ask(world: World, language: str) -> tuple[Person, Message]:
    """Somebody who was just asked to answer "too expensive" in their own words."""
    someone = await world.person("Li", language, onboarded=True)
    await someone.send(f"/objection {price(someone).title}")
    (card,) = await someone.press(someone.text("button.own_mine"))
    return someone, card


async def kept(world: World, person: Person) -> list[Any]:
    return await world.rows(table, table.c.user_id == person.id)


async def write(person: Person) -> list[Message]:
    """Write a new reply to words that no built-in objection has."""
    await person.send("/replies")
    await person.press(person.text("button.own_new"))
    await person.send(ODD_SAID[person.lang])
    return await person.send(ODD_REPLY[person.lang])


async def fill(world: World, person: Person, number: int) -> None:
    """Let a person keep so many replies."""
    (meaning,) = await warm().understanding.meanings(["x"])
    rows = [
        {
            "user_id": person.id,
            "said": f"said {at}",
            "reply": f"reply {at}",
            "language": "en",
            "objection_id": None,
            "origin": "own",
            "meaning": meaning,
            "digest": f"{at:064d}",
            "created_at": world.now,
        }
        for at in range(number)
    ]
    await world.run(table.insert().values(rows))


# --- in my own words


@BOTH
async def test_a_good_answer_is_read_part_by_part(world: World, language: str) -> None:
    someone, card = await ask(world, language)
    assert any(f"“{one}”" in card.text for one in price(someone).phrasings)
    (card,) = await someone.send(GOOD[someone.lang])
    assert card.text.count("✅") == 4
    assert "▫️" not in card.text
    assert "HH" in card.text
    assert someone.text("own.note_ask_open") in card.text
    # The question is quoted, not the sentence before it.
    assert GOOD[someone.lang][-10:] in card.text
    assert someone.text("own.counts") in card.text


@BOTH
async def test_what_is_missing_comes_with_a_model_line(world: World, language: str) -> None:
    someone, _ = await ask(world, language)
    (card,) = await someone.send(
        {"zh": "我理解，但是一分钱一分货。", "en": "I understand, but you get what you pay for."}[someone.lang]
    )
    assert price(someone).replies[0].ask in card.text
    assert someone.text("own.missing_ask") in card.text
    assert someone.text("own.note_taken_back") in card.text
    (model,) = await someone.press("👀")
    assert price(someone).replies[0].agree in model.text
    assert model.id != card.id


@BOTH
async def test_a_red_line_comes_first_with_the_published_reason(world: World, language: str) -> None:
    someone, _ = await ask(world, language)
    said = {"zh": "回头给您个人返两个点。", "en": "There's something in it for you personally if you sign."}[
        someone.lang
    ]
    (card,) = await someone.send(said)
    why = warm().catalog.rubric.texts[Lang(someone.lang)]["keep.lawful"].why
    assert why in card.text
    assert someone.text("own.first_lawful") in card.text


@pytest.mark.parametrize("words", ["?", "🤷", "x" * 4000, "yes " * 1000, "<b>&lt;{{ 7*7 }}"])
async def test_any_answer_is_read(world: World, words: str) -> None:
    emma, _ = await ask(world, "en")
    (card,) = await emma.send(words)
    assert emma.text("own.counts") in card.text
    assert len(card.text) < 4096


async def test_the_line_changes_from_time_to_time_and_stays_for_another_try(world: World) -> None:
    emma, first = await ask(world, "en")
    await emma.send("Hm.")
    (again,) = await emma.press("Try again")
    assert again.text == first.text
    await emma.send("/objection It's too expensive")
    (other,) = await emma.press("My way")
    assert other.text != first.text


@BOTH
async def test_nothing_is_lost_by_a_restart(world: World, language: str) -> None:
    someone, _ = await ask(world, language)
    await world.restart_bot()
    (card,) = await someone.send(GOOD[someone.lang])
    assert card.text.count("✅") == 4
    await world.restart_bot()
    await someone.press(someone.text("button.own_keep"))
    (row,) = await kept(world, someone)
    assert (row["reply"], row["origin"], row["objection_id"]) == (GOOD[someone.lang], "own", "price-too-high")


@pytest.mark.parametrize("command", ["/cancel", "/help", "/roleplay", "/objection", "/replies", "/nonsense"])
async def test_commands_leave_the_question(world: World, command: str) -> None:
    emma, _ = await ask(world, "en")
    said = await emma.send(command)
    if command == "/cancel":
        assert said[-1].text == emma.text("settings.cancelled")
    (card,) = await emma.send("It's too expensive")
    assert price(emma).replies[0].agree in card.text


async def test_a_sticker_leaves_it_open(world: World) -> None:
    emma, _ = await ask(world, "en")
    (said,) = await emma.sticker("🎉")
    assert said.text == emma.text("help.sticker", emoji="🎉")
    (card,) = await emma.send(GOOD["en"])
    assert card.text.count("✅") == 4


async def test_keeping_an_answer_once_and_only_the_one_that_is_meant(world: World) -> None:
    emma, _ = await ask(world, "en")
    await emma.send(GOOD["en"])
    old = await emma.last()
    await emma.press("Keep mine")
    await emma.press("Keep mine")
    assert len(await kept(world, emma)) == 1
    await emma.press("Try again")
    await emma.send("Which part of it is too much?")
    (said,) = await emma.press("Keep mine", on=old)
    assert said.text == emma.text("own.gone")
    assert len(await kept(world, emma)) == 1


async def test_too_long_an_answer_is_read_but_not_kept(world: World) -> None:
    emma, _ = await ask(world, "en")
    (card,) = await emma.send(("I see. " * 600)[:4000])
    (said,) = await emma.press("Keep mine", on=card)
    assert said.text == emma.text("own.reply_long", longest=own_replies.LONGEST_REPLY)
    assert await kept(world, emma) == []


# --- saving what is shown


@BOTH
async def test_the_star_keeps_exactly_what_is_shown_and_takes_it_back(world: World, language: str) -> None:
    someone = await world.person("Li", language, onboarded=True)
    await someone.send(f"/objection {price(someone).title}")
    wanted = [price(someone).replies[0].spoken(Lang(someone.lang))]
    (card,) = await someone.press("⭐")
    assert someone.text("button.objection_saved") in card.labels
    for press, said in (
        ("🐯", price(someone).styles[list(price(someone).styles)[3]]),
        ("insist", price(someone).insist),
    ):
        await someone.press(someone.text("button.objection_insist") if press == "insist" else press)
        (card,) = await someone.press("⭐")
        if press == "insist":
            wanted.append(said)
    rows = await kept(world, someone)
    assert {row["said"] for row in rows} == {price(someone).title}
    assert set(wanted) < {row["reply"] for row in rows} and len(rows) == 3
    assert {(row["origin"], row["language"]) for row in rows} == {("saved", someone.lang)}
    (card,) = await someone.press("🌟")
    assert someone.text("button.objection_save") in card.labels
    assert len(await kept(world, someone)) == 2


async def test_there_is_a_limit(world: World) -> None:
    emma = await world.person("Emma", "en", onboarded=True)
    await fill(world, emma, own_replies.MOST)
    await emma.send("/objection It's too expensive")
    (said,) = await emma.press("⭐")
    assert said.text == emma.text("own.too_many", most=own_replies.MOST)
    said_long = await write(emma)
    assert said_long[-1].text == emma.text("own.too_many", most=own_replies.MOST)
    assert len(await kept(world, emma)) == own_replies.MOST


# --- the list


@BOTH
async def test_writing_a_new_one_and_finding_it(world: World, language: str) -> None:
    someone = await world.person("Li", language, onboarded=True)
    said = await write(someone)
    assert someone.text("own.part_agree") in said[0].text
    assert said[-1].text == someone.text("own.kept")
    (card,) = await someone.send(ODD_SAID[someone.lang])
    assert ODD_REPLY[someone.lang] in card.text
    assert copied(card) == [ODD_REPLY[someone.lang]]
    stranger = await world.person("Zhao", language, onboarded=True)
    said = await stranger.send(ODD_SAID[someone.lang])
    assert ODD_REPLY[someone.lang] not in said[-1].text


@pytest.mark.parametrize("words", ["🤷", "?!", "long " * 100])
async def test_the_customers_words_must_be_words_and_not_too_many(world: World, words: str) -> None:
    emma = await world.person("Emma", "en", onboarded=True)
    await emma.send("/replies")
    await emma.press("Write a new one")
    (said,) = await emma.send(words)
    problem = "said_long" if len(words) > 99 else "said_empty"
    assert said.text == emma.text(f"own.{problem}", longest=own_replies.LONGEST_SAID)
    (card,) = await emma.send("We have no parking space")
    assert card.text == emma.text("own.ask", line="We have no parking space")


async def test_a_new_reply_that_is_too_long_may_be_written_again(world: World) -> None:
    emma = await world.person("Emma", "en", onboarded=True)
    await emma.send("/replies")
    await emma.press("Write a new one")
    await emma.send("We have no parking space")
    await world.restart_bot()
    (said,) = await emma.send("x" * 4000)
    assert said.text == emma.text("own.reply_long", longest=own_replies.LONGEST_REPLY)
    said = await emma.send("Where do your people park today?")
    assert said[-1].text == emma.text("own.kept")


async def test_the_list_is_turned_and_read_in_one_message(world: World) -> None:
    emma = await world.person("Emma", "en", onboarded=True)
    (empty,) = await emma.send("/replies")
    assert empty.text == emma.text("own.none")
    await fill(world, emma, 19)
    (first,) = await emma.send("/replies")
    assert len([one for one in first.labels if "said" in one]) == own_replies.PAGE
    (second,) = await emma.press("Older")
    (third,) = await emma.press("Older")
    assert first.id == second.id == third.id
    assert len({*first.labels, *second.labels, *third.labels} - {"‹ Newer", "Older ›", "➕ Write a new one"}) == 19
    (one,) = await emma.press("said 0")
    assert "reply 0" in one.text
    assert copied(one) == ["reply 0"]
    (back,) = await emma.press("My replies")
    assert back.text == third.text and back.labels == third.labels


async def test_deleting_and_putting_back(world: World) -> None:
    emma = await world.person("Emma", "en", onboarded=True)
    await write(emma)
    await emma.send("/replies")
    await emma.press(ODD_SAID["en"][:20])
    (card,) = await emma.press("Delete")
    assert card.text == emma.text("own.deleted", said=ODD_SAID["en"])
    assert await kept(world, emma) == []
    await world.restart_bot()
    (card,) = await emma.press("Put it back")
    assert any(ODD_SAID["en"][:20] in label for label in card.labels)
    (row,) = await kept(world, emma)
    assert row["reply"] == ODD_REPLY["en"]
    (card,) = await emma.send(ODD_SAID["en"])
    assert ODD_REPLY["en"] in card.text


async def test_what_was_deleted_is_gone_for_good_once_the_list_is_opened(world: World) -> None:
    emma = await world.person("Emma", "en", onboarded=True)
    await write(emma)
    await emma.send("/replies")
    await emma.press(ODD_SAID["en"][:20])
    (card,) = await emma.press("Delete")
    await emma.send("/replies")
    assert ODD_REPLY["en"] not in str((await world.user(emma))["preferences"].get("removed_reply"))
    (said,) = await emma.press("Put it back", on=card)
    assert said.text == emma.text("own.gone")
    assert await kept(world, emma) == []


async def test_several_answers_to_the_same_words_take_turns(world: World) -> None:
    emma = await world.person("Emma", "en", onboarded=True)
    await write(emma)
    await emma.press("Write a new one")
    await emma.send(ODD_SAID["en"])
    await emma.send("What colour would you like it to be?")
    (card,) = await emma.send(ODD_SAID["en"])
    (other,) = await emma.press("Another", on=card)
    texts = {card.text.splitlines()[2], other.text.splitlines()[2]}
    assert texts == {ODD_REPLY["en"], "What colour would you like it to be?"}
    (back,) = await emma.press("Another", on=other)
    assert back.text == card.text


async def test_own_words_may_be_answered_anew(world: World) -> None:
    emma = await world.person("Emma", "en", onboarded=True)
    await write(emma)
    await emma.send(ODD_SAID["en"])
    (card,) = await emma.press("My way")
    assert card.text == emma.text("own.ask", line=ODD_SAID["en"])
    (card,) = await emma.send("I can see why that would sting. What would you like to see instead?")
    assert "✅" in card.text
    assert emma.text("button.own_model") not in card.labels


# --- nobody else's

ACTIONS = (
    "own:open:{}:0",
    "own:delete:{}",
    "own:back:{}",
    "own:mine:own.{}",
    "own:keep:{}",
    "obj:show:own.{}",
    "obj:kept:own.{}:0",
    "obj:near:own.{}",
)


def forged(person: Person, data: str, message_id: int, number: int = 1) -> dict[str, Any]:
    """A button that was never under that message."""
    return callback(person, data, number=number, message_id=message_id)


async def test_forged_buttons_reach_nobody_elses_replies(world: World) -> None:
    emma = await world.person("Emma", "en", onboarded=True)
    await write(emma)
    (row,) = await kept(world, emma)
    thief = await world.person("Zed", "en", onboarded=True)
    for number, action in enumerate(ACTIONS):
        await thief.send("/help")
        pressed = forged(thief, action.format(row["id"]), (await thief.last()).id, number)
        await world.feed(callback_query=pressed)
        shown = " ".join(one.text for one in await thief.messages())
        assert ODD_SAID["en"] not in shown, action
        assert ODD_REPLY["en"] not in shown, action
    assert await kept(world, emma) == [row]
    assert await kept(world, thief) == []


async def test_a_teams_entry_is_found_by_its_members_alone(world: World) -> None:
    boss = await world.person("Boss", "en", onboarded=True)
    emma = await world.person("Emma", "en", onboarded=True)
    zed = await world.person("Zed", "en", onboarded=True)
    await boss.send("/team")
    await boss.press("Set up a team")
    await boss.send("North")
    (team,) = await world.rows(teams)
    said, replies = (
        ["Your lorries block our yard", "Your vans are always in the way"],
        ["We'll come at six.", "Which gate?"],
    )
    row = {
        "team_id": team["id"],
        "category": "delivery",
        "phrasings": said,
        "replies": replies,
        "meaning": b"".join(await warm().understanding.meanings(said)),
        "digest": "d",
        "created_by": boss.id,
        "created_at": world.now,
    }
    place = {"team_id": team["id"], "user_id": emma.id, "role": "rep", "joined_at": world.now}
    await world.run(team_table.insert().values(row))
    await world.run(memberships.insert().values(place))
    (card,) = await emma.send(said[1])
    assert said[0] in card.text and replies[0] in card.text and "North" in card.text
    (card,) = await emma.press("Another")
    assert replies[1] in card.text
    (card,) = await emma.press("Not this one")
    assert card.text == emma.text("objection.others")
    assert replies[0] not in (await zed.send(said[0]))[-1].text
    (entry,) = await world.rows(team_table)
    await world.feed(callback_query=forged(zed, f"obj:show:team.{entry['id']}", (await zed.last()).id))
    assert (await zed.last()).text == zed.text("objection.gone")
    await world.run(memberships.delete().where(memberships.c.user_id == emma.id))
    await world.feed(callback_query=forged(emma, f"obj:kept:team.{entry['id']}:0", card.id))
    assert (await emma.last()).text == emma.text("objection.gone")
    assert replies[0] not in (await emma.send(said[0]))[-1].text


@BOTH
async def test_what_is_not_understood_is_asked_about_and_nothing_is_learnt(world: World, language: str) -> None:
    someone, _ = await ask(world, language)
    (graded,) = await someone.send({"zh": "差不多就那样", "en": "and so on and so forth"}[someone.lang])
    asked = graded.labels[:2]
    names = {someone.text(f"move.{kind.value.replace('.', '_')}") for kind in MoveKind if kind is not MoveKind.UNCLEAR}
    assert set(asked) <= names
    (answer,) = await someone.press(asked[0])
    assert asked[0] in answer.text
    (again,) = await someone.press(someone.text("button.own_again"))
    assert price(someone).title in again.text or any(line in again.text for line in price(someone).phrasings)
