"""What tests do with a team's own replies, by the buttons alone."""

from __future__ import annotations

from tests.chats.message import Message
from tests.chats.person import Person
from tests.chats.test_teams import join, new_team
from tests.chats.world import World

# Said by nobody the built-in objections know, so that what is found is the team's own.
SAID = "Does your crane lift pass the harbour inspection"
REPLY = "Fair thing to ask, and you know that quay better than I do. Which inspector comes to you?"
SAID_ZH = "你们这吊机过得了港务局的检查吗"
REPLY_ZH = "问到点子上了，码头的规矩您比我熟。您那边是哪位来查？"
# Near to nothing at all.
STRANGE = "asdfghjkl qwertyuiop"


async def team_of(world: World, language: str = "en") -> tuple[Person, Person, Person]:
    """A manager with a team, a rep in it, and somebody outside who leads another one."""
    boss, rep, outsider = [await world.person(name, language, onboarded=True) for name in ("Boss", "Rep", "Eve")]
    await new_team(boss, "North")
    await join(boss, rep)
    await new_team(outsider, "Elsewhere")
    await boss.news()
    return boss, rep, outsider


async def replies_of(person: Person) -> Message:
    """The list of the team's replies."""
    await person.send("/team")
    return (await person.press(person.text("button.team_replies", count="").split("(")[0].split("（")[0]))[-1]


async def fill_in(person: Person, said: str = SAID, reply: str = REPLY) -> Message:
    """The form up to its preview."""
    await replies_of(person)
    await person.press(person.text("button.team_reply_new"))
    await person.send(said)
    return (await person.send(reply))[-1]


async def add_reply(person: Person, said: str = SAID, reply: str = REPLY) -> Message:
    """Add an entry by the form."""
    await fill_in(person, said, reply)
    return (await person.press(person.text("button.team_reply_add")))[0]
