"""Somebody who uses the bot, through the playground's page API and nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import httpx

from tests.chats.message import Message

if TYPE_CHECKING:
    from tests.chats.world import World

# What passes between two things a person does.
BREATH = 2.0
_PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000020000000208000000005"
    "7dd52f80000000e49444154789c6360400000000600010d1d28c30000000049454e44ae426082"
)


class Person:
    """A person with a private chat. Every act waits until the bot is done and returns what it wrote or changed."""

    def __init__(self, world: World, person_id: int, lang: str) -> None:
        self._world = world
        self._seen: dict[int, dict[str, Any]] = {}
        self.id = person_id
        self.lang = lang
        """The language this person reads: "zh" or "en"."""
        self.words: list[str] = []
        """Every text this person has sent."""

    # --- acts

    async def start(self, payload: str = "") -> list[Message]:
        """Press Start, or follow a deep link."""
        return await self._act(f"/api/people/{self.id}/start", {"payload": payload})

    async def send(self, text: str) -> list[Message]:
        """Write a text or a command."""
        self.words.append(text)
        return await self._act(f"{self._chat}/send", {"text": text})

    async def press(self, label: str, *, on: Message | None = None) -> list[Message]:
        """Press the button with that label (or part of it) on a message; by default the newest that has it."""
        message = on if on is not None else await self._newest_with(label)
        body = {"message_id": message.id, "data": message.button(label).data}
        return await self._act(f"{self._chat}/press", body)

    async def vote(self, quiz: Message, options: Iterable[int]) -> list[Message]:
        """Answer a quiz by the numbers of options."""
        return await self._act(f"{self._chat}/vote", {"message_id": quiz.id, "option_ids": list(options)})

    async def answer(self, quiz: Message, *, right: bool = True) -> list[Message]:
        """Answer a quiz rightly or wrongly, knowing the solution as only a test does."""
        correct = await self.solution(quiz)
        wrong = [number for number in range(len(quiz.options)) if number not in correct][:1] or correct[:1]
        return await self.vote(quiz, correct if right else wrong)

    async def sticker(self, emoji: str = "👍") -> list[Message]:
        """Send a sticker."""
        return await self._act(f"{self._chat}/send", {"sticker": emoji})

    async def voice(self) -> list[Message]:
        """Send a voice message."""
        return await self._act(f"{self._chat}/send", {"voice": 3})

    async def contact(self) -> list[Message]:
        """Share a contact."""
        return await self._act(f"{self._chat}/send", {"contact": True})

    async def location(self, latitude: float, longitude: float) -> list[Message]:
        """Send a place."""
        place = {"latitude": latitude, "longitude": longitude}
        return await self._act(f"{self._chat}/send", {"location": place})

    async def photo(self) -> list[Message]:
        """Send a picture."""
        return await self._upload("photo", ("picture.png", _PICTURE, "image/png"))

    async def document(self, name: str = "offer.txt", content: bytes = b"an offer") -> list[Message]:
        """Send a file."""
        return await self._upload("document", (name, content, "application/octet-stream"))

    async def edit(self, message: Message, text: str) -> list[Message]:
        """Change a message of one's own."""
        self.words.append(text)
        return await self._act(f"{self._chat}/edit", {"message_id": message.id, "text": text})

    async def block(self) -> list[Message]:
        """Block the bot."""
        return await self._act(f"{self._chat}/block", {"blocked": True})

    async def unblock(self) -> list[Message]:
        """Let the bot write again."""
        return await self._act(f"{self._chat}/block", {"blocked": False})

    def text(self, message_id: str, **values: object) -> str:
        """A text of the bot in this person's language."""
        return self._world.text(self.lang, message_id, **values)

    # --- looking

    async def messages(self) -> list[Message]:
        """The whole chat, oldest first."""
        return [Message(one) for one in (await self._state())["messages"]]

    async def news(self) -> list[Message]:
        """What the bot wrote or changed since the last act or look."""
        shown = [Message(one) for one in (await self._state())["messages"]]
        fresh = [one for one in shown if self._seen.get(one.id) != one.raw and not one.mine]
        self._seen = {one.id: one.raw for one in shown}
        return fresh

    async def last(self) -> Message:
        """The bot's newest message."""
        return [one for one in await self.messages() if not one.mine][-1]

    async def mine(self) -> Message:
        """The person's newest message."""
        return [one for one in await self.messages() if one.mine][-1]

    async def reply_keyboard(self) -> list[list[dict[str, Any]]]:
        """The rows of the keyboard in the place of the person's own; empty when there is none."""
        keyboard: dict[str, Any] = (await self._state())["reply_keyboard"] or {}
        return list(keyboard.get("keyboard", []))

    async def commands(self) -> list[str]:
        """The commands in the menu."""
        return [one["command"] for one in (await self._state())["commands"]]

    async def menu(self) -> dict[str, str]:
        """The menu's descriptions by command."""
        return {one["command"]: one["description"] for one in (await self._state())["commands"]}

    async def download(self, message: Message) -> bytes:
        """The file of a message."""
        answer = await self._world.page.get(f"/api/files/{message.file_id}")
        return answer.raise_for_status().content

    async def solution(self, quiz: Message) -> list[int]:
        """The right options of a quiz, from what the bot has sent."""
        sent = await self._world.calls("sendPoll")
        mine = (one for one in sent if one["ok"] and one["result"]["chat"]["id"] == self.id)
        (poll,) = (one["result"]["poll"] for one in mine if one["result"]["message_id"] == quiz.id)
        return list(poll["correct_option_ids"])

    # --- how

    @property
    def _chat(self) -> str:
        return f"/api/chats/{self.id}"

    async def _state(self) -> dict[str, Any]:
        answer = await self._world.page.get(f"{self._chat}/messages", params={"limit": 200})
        state: dict[str, Any] = answer.raise_for_status().json()
        return state

    async def _act(self, path: str, body: dict[str, Any]) -> list[Message]:
        return await self._after(await self._world.page.post(path, json=body))

    async def _upload(self, field: str, file: tuple[str, bytes, str]) -> list[Message]:
        return await self._after(await self._world.page.post(f"{self._chat}/send", files={field: file}))

    async def _after(self, answer: httpx.Response) -> list[Message]:
        if answer.is_error:
            raise AssertionError(f"the page refuses: {answer.status_code} {answer.text}")
        await self._world.settle()
        self._world.pass_time(seconds=BREATH)
        return await self.news()

    async def _newest_with(self, label: str) -> Message:
        shown = await self.messages()
        for exact in (True, False):
            for message in reversed(shown):
                if any(label == one if exact else label in one for one in message.labels):
                    return message
        raise AssertionError(f"no button {label!r} anywhere; the last message is {shown[-1].text!r}")
