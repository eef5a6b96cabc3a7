"""The daily question in a team's group: who may set it up, when it comes, whose answer counts, the week's board."""

from __future__ import annotations

import asyncio
import json
from datetime import timedelta

import pytest
import sqlalchemy as sa

from bot.playground import people
from bot.storage.tables import (
    group_answers,
    group_chats,
    group_players,
    group_questions,
    memberships,
    organisation_owners,
    polls,
    teams,
    users,
)
from tests.chats.group import Group
from tests.chats.person import Person
from tests.chats.test_teams import join, new_team
from tests.chats.world import World

pytestmark = pytest.mark.anyio

SHANGHAI = "Asia/Shanghai"


async def a_group(world: World, language: str = "en") -> tuple[Group, Person, Person, Person]:
    """A manager, a rep and an outsider who does not know the bot, together in a group."""
    boss, rep = [await world.person(name, language, onboarded=True) for name in ("Boss", "Rep")]
    stranger = await world.person("Eve", language)
    await new_team(boss, "North")
    await join(boss, rep)
    return await Group.of(world, boss, rep, stranger), boss, rep, stranger


async def running(world: World, language: str = "en", *, board: bool = False) -> tuple[Group, Person, Person, Person]:
    """The same with the question set up: Monday to Friday at 09:00 in Shanghai; it is Monday, ten o'clock."""
    group, boss, rep, stranger = await a_group(world, language)
    await group.send(boss, "/daily")
    if board:
        await group.press(boss, boss.text("button.group_board", on=False))
    return group, boss, rep, stranger


async def row(world: World, group: Group) -> dict[str, object]:
    (found,) = await world.rows(group_chats, group_chats.c.chat_id == group.id)
    return dict(found)


# --- setting it up


async def test_a_manager_sets_it_up_with_one_command(world: World) -> None:
    group, boss, _, _ = await a_group(world)
    (card,) = await group.send(boss, "/daily")
    assert "North" in card.text
    assert "09:00" in card.text
    assert "Tue 6 Jan 09:00" in card.text, "today's time has passed"
    assert len(card.buttons) == 5
    assert await world.rows(users, users.c.id == group.id) == []


async def test_the_command_with_the_bots_name_and_the_link_into_a_group(world: World) -> None:
    group, boss, _, _ = await a_group(world)
    await boss.news()
    (how,) = await boss.send("/daily")
    assert f"https://t.me/{world.app.bot_name}?startgroup=daily" in how.text
    (card,) = await group.send(boss, f"/start@{world.app.bot_name} daily")
    assert "North" in card.text
    (again,) = await group.send(boss, f"/daily@{world.app.bot_name}")
    assert again.text == card.text
    assert len(await world.rows(group_chats)) == 1


async def test_of_several_teams_one_is_chosen_and_only_by_who_leads_it(world: World) -> None:
    group, boss, rep, stranger = await a_group(world)
    await new_team(boss, "South")
    (ask,) = await group.send(boss, "/daily")
    assert ask.labels == ("North", "South")
    for other in (rep, stranger):
        assert await group.toast(other, "South", on=ask) == other.text("toast.group_not_manager")
    assert await world.rows(group_chats) == []
    (card,) = await group.press(boss, "South")
    assert card.id == ask.id
    assert "South" in card.text


async def test_whoever_leads_no_team_cannot_start_it(world: World) -> None:
    group, _, rep, stranger = await a_group(world)
    for other in (rep, stranger):
        (refusal,) = await group.send(other, "/daily")
        assert refusal.text == other.text("groups.leads_none")
    assert await world.rows(group_chats) == []
    assert await world.rows(users, users.c.id == stranger.id) == [], "nobody becomes a user by this"


async def test_every_other_word_in_the_group_is_met_with_silence(world: World) -> None:
    group, boss, rep, stranger = await running(world)
    await boss.news()
    (hint,) = await group.send(stranger, "/start")
    assert hint.text == stranger.text("groups.note_hello")
    for words in ("太贵了", "It's too expensive", "/help", "/drill", "/forget", "/team", "what is a smokescreen?"):
        for who in (boss, rep, stranger):
            assert await group.send(who, words) == []
    assert await boss.news() == []
    assert await world.rows(users, users.c.id == stranger.id) == []


async def test_every_setting(world: World) -> None:
    group, boss, _, _ = await running(world)
    await group.press(boss, "🌐 Language")
    (card,) = await group.press(boss, "中文")
    assert "每日一题" in card.text
    await group.press(boss, world.text("zh", "button.group_time", minutes=540))
    (card,) = await group.press(boss, "17:00")
    assert "1月5日 周一 17:00" in card.text, "today still"
    await group.press(boss, world.text("zh", "button.group_days"))
    await group.press(boss, "✅周一")
    (card,) = await group.press(boss, world.text("zh", "button.done"))
    assert "1月6日 周二 17:00" in card.text
    (card,) = await group.press(boss, world.text("zh", "button.group_board", on=False))
    assert world.text("zh", "button.group_board", on=True) in card.labels
    kept = await row(world, group)
    assert (kept["language"], kept["ask_at"], kept["ask_days"], kept["board"]) == ("zh", 1020, 0b0011110, True)


async def test_one_day_stays(world: World) -> None:
    group, boss, _, _ = await running(world)
    (days,) = await group.press(boss, boss.text("button.group_days"))
    for day in ("Mon", "Tue", "Wed", "Thu"):
        (days,) = await group.press(boss, day, on=days)
    assert await group.toast(boss, "Fri", on=days) == boss.text("toast.group_one_day")
    assert (await row(world, group))["ask_days"] == 0b0010000


async def test_nobody_else_changes_anything(world: World) -> None:
    group, boss, rep, stranger = await running(world, board=True)
    other_boss = await world.person("Mallory", "en", onboarded=True)
    await new_team(other_boss, "Elsewhere")
    before = await row(world, group)
    (card,) = [one for one in await group.messages() if not one.mine][-1:]
    for data in ("grp:lang:zh", "grp:at:480", "grp:day:0", "grp:days:127", "grp:board:0", "grp:stop", "grp:resume",
                 "grp:card", "grp:open:days", "grp:team:1"):  # fmt: skip
        for who in (rep, stranger, other_boss):
            await world.feed(callback_query=pressed(group, who, card.id, data))
            assert await group.last_toast() == who.text("toast.group_not_manager"), (data, who.id)
    await world.feed(callback_query=pressed(group, other_boss, card.id, "grp:team:2"))
    assert await group.last_toast() == other_boss.text("toast.group_not_manager"), "his own team does not help"
    assert await row(world, group) == before
    (taken,) = await group_said(world, group, other_boss, "/daily")
    assert taken == other_boss.text("groups.taken")
    assert boss.id == before["added_by"]


def pressed(group: Group, who: Person, message_id: int, data: str) -> dict[str, object]:
    """A press that no page would make."""
    chat = {"id": group.id, "type": "group", "title": "North"}
    user = {"id": who.id, "is_bot": False, "first_name": "X", "language_code": who.lang}
    message = {"message_id": message_id, "date": 1767578400, "chat": chat, "text": "x"}
    return {"id": f"{who.id}{data}", "from": user, "chat_instance": "1", "data": data, "message": message}


async def group_said(world: World, group: Group, who: Person, text: str) -> list[str]:
    """What the bot says to a command of somebody whom the page does not have in the group."""
    await group.news()
    entities = [{"type": "bot_command", "offset": 0, "length": len(text)}]
    user = {"id": who.id, "is_bot": False, "first_name": "X", "language_code": who.lang}
    chat = {"id": group.id, "type": "group", "title": "North"}
    message = {"message_id": 9_999, "date": 1767578400, "chat": chat, "from": user, "text": text, "entities": entities}
    await world.feed(message=message)
    return [one.text for one in await group.news()]


async def test_forged_and_old_buttons(world: World) -> None:
    group, boss, _, _ = await running(world)
    before = await row(world, group)
    card = [one for one in await group.messages() if not one.mine][-1]
    for data in ("grp:", "grp:x", "grp:at:", "grp:at:-5", "grp:at:481", "grp:at:" + "9" * 40, "grp:lang:fr",
                 "grp:day:7", "grp:day:-1", "grp:open:", "grp:open:x", "grp:team:99", "grp:board:"):  # fmt: skip
        await world.feed(callback_query=pressed(group, boss, card.id, data))
    assert await row(world, group) == before
    await world.feed(callback_query=pressed(group, boss, card.id, "grp:days:0"))
    assert await group.last_toast() == boss.text("toast.group_one_day")
    private = {**pressed(group, boss, 1, "grp:stop"), "message": {"message_id": 1, "date": 1767578400, "text": "x",
               "chat": {"id": boss.id, "type": "private", "first_name": "Boss"}}}  # fmt: skip
    await world.feed(callback_query=private)
    assert await group.last_toast() == boss.text("toast.old_button")


async def test_an_anonymous_administrator_is_asked_to_show_themselves(world: World) -> None:
    group, _, _, _ = await a_group(world)
    chat = {"id": group.id, "type": "supergroup", "title": "North"}
    anonymous = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
    entities = [{"type": "bot_command", "offset": 0, "length": 6}]
    message = {"message_id": 9_998, "date": 1767578400, "chat": chat, "from": anonymous, "sender_chat": chat,
               "text": "/daily", "entities": entities}  # fmt: skip
    await group.news()
    await world.feed(message=message)
    (said,) = await group.news()
    assert said.text == world.text("en", "groups.note_anonymous")


# --- the question


async def test_it_comes_at_its_time_once_a_day_on_its_days(world: World) -> None:
    group, _, _, _ = await running(world)
    await world.jump("2026-01-06 08:59", SHANGHAI)
    assert await group.quizzes() == []
    await world.jump("2026-01-06 09:00", SHANGHAI)
    (quiz,) = await group.quizzes()
    assert quiz.text.startswith("Question of the day")
    poll = await group.poll(quiz)
    assert poll["is_anonymous"] is False
    assert poll["explanation"]
    assert quiz.buttons == (), "without a board there is nothing to join"
    for later in ("2026-01-06 09:01", "2026-01-06 23:00"):
        await world.jump(later, SHANGHAI)
    assert len(await group.quizzes()) == 1
    for day in range(7, 18):
        await world.jump(f"2026-01-{day:02d} 09:00", SHANGHAI)
    asked = await world.rows(group_questions)
    assert [one["local_date"].day for one in asked] == [6, 7, 8, 9, 12, 13, 14, 15, 16]
    assert len({one["item_id"] for one in asked}) == 9
    units = {one["item_id"].rsplit("-", 1)[0] for one in asked}
    assert len(units) > 6, "mixed over the units"


async def test_public_holidays_are_off(world: World) -> None:
    await running(world, "zh-hans")
    await world.run(sa.update(group_chats).values(holidays="CN"))
    for day in (13, 16, 17, 24):
        await world.jump(f"2026-02-{day:02d} 09:00", SHANGHAI)
    asked = await world.rows(group_questions)
    assert [one["local_date"].day for one in asked] == [13, 24], "Spring Festival 2026: 15 to 23 February"


async def test_two_ticks_at_once_ask_once(world: World) -> None:
    group, _, _, _ = await running(world)
    await world.jump("2026-01-06 08:59", SHANGHAI)
    world.pass_time(minutes=2)
    for _ in range(5):
        world.app.jobs.tick()
    await asyncio.sleep(0)
    await world.settle()
    assert len(await group.quizzes()) == 1


async def test_the_key_of_the_date_holds_even_against_a_wrong_plan(world: World) -> None:
    group, _, _, _ = await running(world)
    await world.jump("2026-01-06 09:00", SHANGHAI)
    await world.run(sa.update(group_chats).values(next_at=world.now))
    await world.jump("2026-01-06 09:05", SHANGHAI)
    assert len(await group.quizzes()) == 1


async def test_after_downtime_it_comes_late_or_not_at_all(world: World) -> None:
    group, _, _, _ = await running(world)
    await world.app.stop()
    world.clock.jump_to(world.now.replace(day=6, hour=3, minute=30))  # half past eleven in Shanghai
    await world.start_bot()
    assert len(await group.quizzes()) == 1, "two and a half hours late"
    await world.app.stop()
    world.clock.jump_to(world.now.replace(day=7, hour=5))  # one o'clock
    await world.start_bot()
    assert len(await group.quizzes()) == 1, "four hours late: dropped"
    await world.app.stop()
    world.clock.jump_to(world.now.replace(day=12, hour=1, minute=40))  # days later, at 9:40
    await world.start_bot()
    assert len(await group.quizzes()) == 2, "what was missed does not take today's place"


async def test_a_day_that_had_its_question_has_no_second_one(world: World) -> None:
    group, boss, _, _ = await running(world)
    await world.jump("2026-01-06 09:00", SHANGHAI)
    await group.press(boss, boss.text("button.group_time", minutes=540))
    (card,) = await group.press(boss, "17:00")
    assert "Wed 7 Jan 17:00" in card.text
    await group.press(boss, boss.text("button.group_stop"))
    (card,) = await group.press(boss, boss.text("button.group_resume"))
    assert "Wed 7 Jan 17:00" in card.text


async def test_stopped_is_stopped_and_can_go_on(world: World) -> None:
    group, boss, _, _ = await running(world)
    card = [one for one in await group.messages() if not one.mine][-1]
    (stopped,) = await group.press(boss, boss.text("button.group_stop"))
    assert await group.toast(boss, "🏅", on=stopped) == ""
    await world.feed(callback_query=pressed(group, boss, card.id, "grp:stop"))
    await world.jump("2026-01-06 09:00", SHANGHAI)
    assert await group.quizzes() == []
    (again,) = await group.send(boss, "/daily")
    assert "Wed 7 Jan" in again.text
    await world.jump("2026-01-07 09:00", SHANGHAI)
    assert len(await group.quizzes()) == 1


# --- answers


async def test_everybodys_first_answer_counts_user_of_the_bot_or_not(world: World) -> None:
    group, boss, rep, stranger = await running(world)
    await world.jump("2026-01-06 09:00", SHANGHAI)
    (quiz,) = await group.quizzes()
    await rep.news()
    await group.answer(rep, quiz)
    await group.answer(stranger, quiz, right=False)
    answers = {one["user_id"]: one["correct"] for one in await world.rows(group_answers)}
    assert answers == {rep.id: True, stranger.id: False}
    assert await world.rows(users, users.c.id == stranger.id) == []
    assert await rep.news() == [], "nothing follows in private"
    (poll,) = await world.rows(polls, polls.c.purpose == "group")
    right = await group.solution(quiz)
    for options in ([], right, [9], [-1], right):
        answer = {"poll_id": poll["poll_id"], "option_ids": options, "option_persistent_ids": [],
                  "user": {"id": stranger.id, "is_bot": False, "first_name": "Eve"}}  # fmt: skip
        await world.feed(poll_answer=answer)
    answers = {one["user_id"]: one["correct"] for one in await world.rows(group_answers)}
    assert answers == {rep.id: True, stranger.id: False}, "taken back, given again, out of range: the first one stays"
    assert boss.id not in answers


async def test_a_drills_quiz_and_a_groups_question_do_not_meet(world: World) -> None:
    group, _, rep, _ = await running(world)
    await world.jump("2026-01-06 09:00", SHANGHAI)
    said = await rep.send("/drill")
    (quiz,) = await group.quizzes()
    await group.answer(rep, quiz)
    assert await rep.news() == []
    said = await rep.answer(next(one for one in said if one.is_quiz))
    assert said, "the drill goes on"
    assert len(await world.rows(group_answers)) == 1


async def test_a_restart_between_question_and_answer(world: World) -> None:
    group, _, rep, _ = await running(world, board=True)
    await world.jump("2026-01-06 09:00", SHANGHAI)
    await world.restart_bot()
    (quiz,) = await group.quizzes()
    await group.answer(rep, quiz)
    assert await group.toast(rep, rep.text("button.group_join")) == rep.text("toast.group_joined")
    assert len(await world.rows(group_answers)) == 1
    await world.jump("2026-01-07 09:00", SHANGHAI)
    assert len(await group.quizzes()) == 2


# --- the board


async def test_the_weeks_board_names_only_who_wants_to_be_named(world: World) -> None:
    group, boss, rep, stranger = await running(world, board=True)
    for day in (6, 7):
        await world.jump(f"2026-01-{day:02d} 09:00", SHANGHAI)
        quiz = (await group.quizzes())[-1]
        await group.answer(boss, quiz)
        await group.answer(stranger, quiz)
        await group.answer(rep, quiz, right=day == 6)
    for who in (rep, stranger):
        assert await group.toast(who, who.text("button.group_join")) == who.text("toast.group_joined")
    assert await group.toast(rep, rep.text("button.group_join")) == rep.text("toast.group_on_already")
    await world.jump("2026-01-09 16:59", SHANGHAI)
    await group.news()
    await world.jump("2026-01-09 17:00", SHANGHAI)
    (board,) = await group.news()
    assert "Eve" in board.text
    assert "Rep" in board.text
    assert "Boss" not in board.text, "he answered, but has not asked to be on it"
    assert board.text.index("Eve") < board.text.index("Rep")
    assert "2 right" in board.text
    for later in ("2026-01-09 17:01", "2026-01-10 09:00", "2026-01-11 20:00"):
        await world.jump(later, SHANGHAI)
    assert await group.news() == []
    assert await group.toast(stranger, stranger.text("button.group_leave")) == stranger.text("toast.group_left")
    assert await group.toast(stranger, stranger.text("button.group_leave")) == stranger.text("toast.group_not_on")


async def test_those_who_did_equally_well_share_a_place(world: World) -> None:
    group, boss, rep, stranger = await running(world, "zh-hans", board=True)
    await world.jump("2026-01-06 09:00", SHANGHAI)
    (quiz,) = await group.quizzes()
    for who, right in ((boss, True), (rep, True), (stranger, False)):
        await group.answer(who, quiz, right=right)
        await group.press(who, who.text("button.group_join"))
    await world.jump("2026-01-09 09:00", SHANGHAI)
    await group.news()
    await world.jump("2026-01-09 17:00", SHANGHAI)
    (board,) = await group.news()
    assert "🥇 Boss和Rep" in board.text
    assert "🥈" not in board.text
    assert "Eve" not in board.text, "nothing right: not named"


async def test_one_alone_makes_no_board(world: World) -> None:
    group, _, rep, stranger = await running(world, board=True)
    await world.jump("2026-01-06 09:00", SHANGHAI)
    (quiz,) = await group.quizzes()
    await group.answer(rep, quiz)
    for who in (rep, stranger):
        await group.press(who, who.text("button.group_join"))
    await world.jump("2026-01-09 09:00", SHANGHAI)
    await group.news()
    await world.jump("2026-01-09 17:00", SHANGHAI)
    assert await group.news() == []
    await world.jump("2026-01-12 09:00", SHANGHAI)
    await group.answer(stranger, (await group.quizzes())[-1])
    await world.jump("2026-01-16 17:00", SHANGHAI)
    assert not [one for one in await group.news() if not one.is_quiz], "last week's answers do not count"


async def test_without_a_board_nobody_gets_on_it(world: World) -> None:
    group, _, rep, _ = await running(world)
    card = [one for one in await group.messages() if not one.mine][-1]
    await world.feed(callback_query=pressed(group, rep, card.id, "grp:join"))
    assert await group.last_toast() == rep.text("toast.group_no_board")
    assert await world.rows(group_players) == []


async def test_what_is_kept_is_theirs_to_take_and_to_delete(world: World) -> None:
    group, _, _, stranger = await running(world, board=True)
    await world.jump("2026-01-06 09:00", SHANGHAI)
    (quiz,) = await group.quizzes()
    await group.answer(stranger, quiz)
    await group.press(stranger, stranger.text("button.group_join"))
    await stranger.start()
    (file,) = await stranger.send("/export")
    data = json.loads(await stranger.download(file))
    assert data["group_answers"][0]["correct"] is True
    assert data["group_players"][0]["name"] == "Eve"
    await stranger.send("/forget")
    await stranger.press(stranger.text("button.forget_yes"))
    assert await world.rows(group_answers) == []
    assert await world.rows(group_players) == []


async def test_answers_go_after_ninety_days(world: World) -> None:
    group, _, rep, _ = await running(world)
    await world.jump("2026-01-06 09:00", SHANGHAI)
    await group.answer(rep, (await group.quizzes())[0])
    (first,) = await world.rows(group_questions)
    await world.run(sa.update(group_questions).values(local_date=first["local_date"] - timedelta(days=91)))
    await world.jump("2026-01-07 09:00", SHANGHAI)
    assert first["id"] not in {one["id"] for one in await world.rows(group_questions)}
    assert await world.rows(group_answers) == []


# --- the end


async def test_put_out_of_the_group_it_stops_and_the_manager_hears_of_it(world: World) -> None:
    group, boss, rep, _ = await running(world, board=True)
    await boss.news()
    await group.put_out(rep)
    (told,) = await boss.news()
    assert told.text == boss.text("groups.removed", title="North")
    await world.jump("2026-01-06 09:00", SHANGHAI)
    assert await group.quizzes() == []
    assert (await row(world, group))["next_board_at"] is None
    await boss.news()
    await group.put_out(rep)
    assert await boss.news() == [], "once"


async def test_put_out_unheard_it_stops_at_the_first_refusal(world: World) -> None:
    group, _, _, _ = await running(world)
    store = world.playground._core.store
    with store.transaction():
        store.run("UPDATE groups SET chat = json_set(chat, '$.bot_is_out', json('true')) WHERE id = ?", group.id)
    await world.jump("2026-01-06 09:00", SHANGHAI)
    assert (await row(world, group))["next_at"] is None
    await world.jump("2026-01-07 09:00", SHANGHAI)
    assert len([one for one in await world.calls("sendPoll") if not one["ok"]]) == 1


async def test_a_supergroup_goes_on_where_the_group_was(world: World) -> None:
    group, boss, rep, _ = await running(world, board=True)
    await world.jump("2026-01-06 09:00", SHANGHAI)
    await group.answer(rep, (await group.quizzes())[0])
    bigger = await group.upgrade(boss)
    assert [one["chat_id"] for one in await world.rows(group_chats)] == [bigger.id]
    assert [one["chat_id"] for one in await world.rows(group_questions)] == [bigger.id]
    await world.jump("2026-01-07 09:00", SHANGHAI)
    (quiz,) = await bigger.quizzes()
    await bigger.answer(rep, quiz)
    assert len(await world.rows(group_answers)) == 2
    (card,) = await bigger.send(boss, "/daily")
    assert "North" in card.text


async def test_a_supergroup_that_only_telegrams_refusal_tells_of(world: World) -> None:
    group, boss, _, _ = await running(world)
    core = world.playground._core
    with core.store.transaction():
        new_id = people.upgrade(core, group.id)
    await world.jump("2026-01-06 09:00", SHANGHAI)
    bigger = Group(world, new_id)
    assert len(await bigger.quizzes()) == 1
    assert [one["chat_id"] for one in await world.rows(group_chats)] == [new_id]
    card = (await bigger.send(boss, "/daily"))[-1]
    assert "North" in card.text


@pytest.mark.parametrize("how", ["leaves", "loses the role", "forgets"])
async def test_without_its_manager_it_stops_with_a_word(world: World, how: str) -> None:
    group, boss, rep, _ = await running(world)
    await world.run(
        sa.update(memberships).where(memberships.c.user_id == rep.id).values(role="manager")
    )  # the team goes on without the boss
    await world.run(sa.delete(organisation_owners))
    if how == "leaves":
        await world.run(sa.delete(memberships).where(memberships.c.user_id == boss.id))
    elif how == "loses the role":
        await world.run(sa.update(memberships).where(memberships.c.user_id == boss.id).values(role="rep"))
    else:
        await boss.send("/forget")
        await boss.press(boss.text("button.forget_yes"))
    await group.news()
    await world.jump("2026-01-06 09:00", SHANGHAI)
    (said,) = await group.news()
    assert said.text == world.text("en", "groups.over_manager_gone")
    await world.jump("2026-01-07 09:00", SHANGHAI)
    assert await group.news() == []
    (card,) = await group.send(rep, "/daily")
    assert "Thu 8 Jan" in card.text, "another manager takes over"


async def test_with_the_team_it_ends(world: World) -> None:
    group, boss, _, _ = await running(world, board=True)
    await world.run(sa.update(teams).values(archived_at=world.now))
    await group.news()
    await world.jump("2026-01-06 09:00", SHANGHAI)
    (said,) = await group.news()
    assert said.text == world.text("en", "groups.over_team_closed")
    await world.jump("2026-01-09 17:00", SHANGHAI)
    assert await group.news() == []
    (refusal,) = await group.send(boss, "/daily")
    assert refusal.text == boss.text("groups.leads_none")


async def test_the_menu_in_a_group_has_one_command(world: World) -> None:
    group, _, _, _ = await a_group(world)
    state = (await world.page.get(f"/api/chats/{group.id}/messages")).json()
    assert [one["command"] for one in state["commands"]] == ["daily"]
