"""A group chat of several people and the bot, through the playground's page API."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from tests.chats.message import Message
from tests.chats.person import BREATH, Person
from tests.chats.world import World


class Group:
    """One group. Every act waits until the bot is done and returns what it wrote or changed in the group."""

    def __init__(self, world: World, chat_id: int) -> None:
        self._world = world
        self._seen: dict[int, dict[str, Any]] = {}
        self.id = chat_id

    @classmethod
    async def of(cls, world: World, *members: Person, title: str = "North") -> Group:
        """Somebody (the first) makes a group and adds the bot."""
        body = {"title": title, "members": [one.id for one in members]}
        answer = await world.page.post("/api/groups", json=body)
        made = cls(world, answer.raise_for_status().json()["chat_id"])
        await world.settle()
        return made

    async def send(self, who: Person, text: str) -> list[Message]:
        """Somebody writes."""
        who.words.append(text)
        return await self._act("send", who, text=text)

    async def press(self, who: Person, label: str, *, on: Message | None = None) -> list[Message]:
        """Somebody presses a button: on a message, or on the newest that has it."""
        message = on if on is not None else await self.newest_with(label)
        return await self._act("press", who, message_id=message.id, data=message.button(label).data)

    async def toast(self, who: Person, label: str, *, on: Message | None = None) -> str:
        """The short answer that somebody gets for a press."""
        await self.press(who, label, on=on)
        return await self.last_toast()

    async def last_toast(self) -> str:
        """The last short answer."""
        return str((await self._world.calls("answerCallbackQuery"))[-1]["params"].get("text", ""))

    async def vote(self, who: Person, quiz: Message, options: Iterable[int]) -> None:
        """Somebody answers a quiz by the numbers of options."""
        await self._act("vote", who, message_id=quiz.id, option_ids=list(options))

    async def answer(self, who: Person, quiz: Message, *, right: bool = True) -> None:
        """Somebody answers a quiz rightly or wrongly."""
        correct = await self.solution(quiz)
        wrong = [number for number in range(len(quiz.options)) if number not in correct][:1]
        await self.vote(who, quiz, correct if right else wrong)

    async def put_out(self, who: Person) -> None:
        """Somebody puts the bot out of the group."""
        await self._act("bot", who, inside=False)

    async def upgrade(self, who: Person) -> Group:
        """Somebody makes it a supergroup: another chat."""
        answer = await self._world.page.post(f"/api/chats/{self.id}/upgrade", json={"person_id": who.id})
        await self._world.settle()
        return Group(self._world, answer.raise_for_status().json()["chat_id"])

    async def messages(self) -> list[Message]:
        """The whole chat, oldest first."""
        answer = await self._world.page.get(f"/api/chats/{self.id}/messages", params={"limit": 200})
        return [Message(one) for one in answer.raise_for_status().json()["messages"]]

    async def news(self) -> list[Message]:
        """What the bot wrote or changed since the last act or look."""
        shown = await self.messages()
        fresh = [one for one in shown if self._seen.get(one.id) != one.raw and not one.mine]
        self._seen = {one.id: one.raw for one in shown}
        return fresh

    async def quizzes(self) -> list[Message]:
        """Every question so far."""
        return [one for one in await self.messages() if one.is_quiz]

    async def newest_with(self, label: str) -> Message:
        """The newest message with that button, or part of it."""
        for message in reversed(await self.messages()):
            if any(label in one for one in message.labels):
                return message
        raise AssertionError(f"no button {label!r} anywhere in the group")

    async def solution(self, quiz: Message) -> list[int]:
        """The right options, from what the bot has sent."""
        return list((await self.poll(quiz))["correct_option_ids"])

    async def poll(self, quiz: Message) -> dict[str, Any]:
        """The poll of a quiz as the bot has sent it."""
        sent = [one["result"] for one in await self._world.calls("sendPoll") if one["ok"]]
        mine = (one for one in sent if (one["chat"]["id"], one["message_id"]) == (self.id, quiz.id))
        return dict(next(mine)["poll"])

    async def _act(self, name: str, who: Person, **body: Any) -> list[Message]:
        path = f"/api/chats/{self.id}/{name}"
        answer = await self._world.page.post(path, json={"person_id": who.id, **body})
        if answer.is_error:
            raise AssertionError(f"the page refuses: {answer.status_code} {answer.text}")
        await self._world.settle()
        self._world.pass_time(seconds=BREATH)
        return await self.news()
