"""Take the documentation's pictures from a real playground with the real bot: `make screenshots`.

Plays one conversation in each language and writes PNG files to docs/pictures. The clock stands still between two acts
and everything random follows from it, so the pictures change only when the product does. With names of acts it plays
those alone: `python -m tools.screenshots work report`.
"""

from __future__ import annotations

import asyncio
import base64
import shutil
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from itertools import product
from pathlib import Path
from unittest.mock import patch

import numpy as np
import sqlalchemy as sa
from playwright.async_api import Browser, Page, ViewportSize, async_playwright, expect

from bot.base.language import Lang
from bot.base.paths import content_dir
from bot.cli.demo.fill import Cast as DemoCast
from bot.cli.demo.fill import Size, fill
from bot.scenarios.types import StyleId
from bot.storage.database import open_database
from bot.storage.tables import users
from bot.training import guessing
from tests.chats import playing
from tests.chats.drilling import written
from tests.chats.message import Message
from tests.chats.person import Person
from tests.chats.test_teams import invite
from tests.chats.training import train
from tests.chats.warm import warm, warm_for_roleplay
from tests.chats.world import World, open_world
from tools.palette_png import encode

PICTURES = Path(__file__).resolve().parent.parent / "docs" / "pictures"
CHROMIUM = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")
DESKTOP: ViewportSize = {"width": 1180, "height": 860}
PHONE: ViewportSize = {"width": 400, "height": 800}
SHEET: ViewportSize = {"width": 1180, "height": 350}
# Of what LibreOffice makes of a workbook the first sheet alone, with its lines.
GRID = """
body { margin: 8px 0 0; background: white } hr, center, h1, table { display: none }
body > table:first-of-type { display: table; border-collapse: collapse }
td, td font { font: 13px "Noto Sans", "Noto Sans CJK SC", sans-serif }
td { border: 1px solid #d4d4d4; padding: 2px 6px; white-space: nowrap }
tr:first-child td, tr:first-child font { background: #eef1f5; font-weight: bold }
"""
# Ten in the morning, where the cast lives.
MORNINGS = {Lang.ZH: ("2026-01-05 10:00", "Asia/Shanghai"), Lang.EN: ("2026-01-05 10:00", "Europe/London")}
LOCALES = {Lang.ZH: "zh-CN", Lang.EN: "en-GB"}
# The chat's wallpaper without its slow change of colour, which would triple the size of every picture.
PLAIN = "#chat-pane { background: url(/static/img/pattern.svg), #b5cfa5 !important }"
# The browser reads its own picture for us: [width, height, RGBA bytes].
UNPACK = """async (png) => {
  const bitmap = await createImageBitmap(await (await fetch(`data:image/png;base64,${png}`)).blob());
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d");
  canvas.drawImage(bitmap, 0, 0);
  const { data } = canvas.getImageData(0, 0, bitmap.width, bitmap.height);
  const url = await new Promise((done) => {
    const reader = new FileReader();
    reader.onload = () => done(reader.result);
    reader.readAsDataURL(new Blob([data]));
  });
  return [bitmap.width, bitmap.height, url.slice(url.indexOf(",") + 1)];
}"""
# Turns of the role-play before its picture is taken.
MIDDLE = 5
# The customer who is assigned, and their industry.
ASSIGNED, ASSIGNED_OF = "textbook-principal", "school_books"
# The written question whose mark is shown.
WRITTEN = "spin-062"
# The one thing that would be another in every picture.
SAME_LINK = patch("bot.services.invites.secrets.token_urlsafe", return_value="Kx2vTq8LmZ4nRw7pYc5dHg")
TRAINED_BY_OTHERS = ((True, False, True, True, True), (True, True, True, True, True))


@dataclass(frozen=True)
class Cast:
    """Who plays, and what they type; the rest is pressed."""

    rep: str
    manager: tuple[str, str]
    leader: tuple[str, str]
    others: tuple[tuple[str, str], ...]
    city: str
    days: str
    done: str
    team: str
    objection: str
    answer: str
    question: str
    customer: tuple[str, ...]


# Late in the day, when most have trained.
EVENING = " 17:40"
CASTS = {
    Lang.ZH: Cast(
        rep="小周",
        manager=("陈经理", ""),
        leader=("林经理", ""),
        others=(("薇", "李"), ("磊", "王"), ("晓琳", "赵")),
        city="上海",
        days="周一到周五",
        done="好了",
        team="华东一组",
        objection="你们这个价格也太贵了吧",
        answer="您这么想很正常，谁花钱都得掂量。您上回把三家的报价一项项拆开比，做事真细。贵不贵，得看跟什么比，要不咱们把三年的维修费也算进去？您最担心的是哪一块？",
        question="这三个月里，老师傅自己的活儿会耽误多少？",
        customer=(
            "（没抬头）说吧。",
            "一周四个晚上都出题到半夜。",
            "王老师上周趴桌上睡着了。",
            "你们这个肯定不便宜吧，太贵了我们用不起。",
        ),
    ),
    Lang.EN: Cast(
        rep="Emma",
        manager=("Claire", "Dawson"),
        leader=("Helen", "Marsh"),
        others=(("Priya", "Nair"), ("Tom", "Ashworth"), ("Gareth", "Pugh")),
        city="London",
        days="Mon to Fri",
        done="Done",
        team="North West",
        objection="Sorry, that's just too expensive for us",
        answer="I'd wince at that figure too. You took all three quotes apart line by line, and few people do. "
        "So let's put three years of repairs into the sum as well. What worries you most about it?",
        question="And while they're doing that, what happens to the old hand's own output?",
        customer=(
            "(not looking up) Go on.",
            "They write till midnight, four nights a week.",
            "Mr Wang fell asleep at his desk last week.",
            "I can tell you now, it's too expensive for us.",
        ),
    ),
}


class Camera:
    """Shows somebody's chat in a browser and keeps pictures of it."""

    def __init__(self, browser: Browser, world: World, lang: Lang) -> None:
        self._browser = browser
        self._world = world
        self._lang = lang

    async def phone(self, person: Person, name: str, *, at: Message | None = None) -> None:
        """The end of the chat on a phone's width; with `at` the chat from where that message begins."""
        async with self._chat(person, PHONE, 2) as page:
            if at is not None:
                # A hand's breadth of what came before shows that it is a conversation.
                scroll = "bubble => { bubble.scrollIntoView(); document.querySelector('#scroller').scrollTop -= 56 }"
                await page.locator(f'[data-message="{at.id}"]').evaluate(scroll)
            await self._keep(page, name)

    async def desktop(self, person: Person, name: str) -> None:
        """People and chat side by side."""
        async with self._chat(person, DESKTOP, 1) as page:
            await self._keep(page, name)

    async def sheet(self, workbook: bytes, name: str) -> None:
        """A workbook's first sheet, as LibreOffice reads it."""
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "book.xlsx"
            path.write_bytes(workbook)
            office = ("soffice", "--headless", f"-env:UserInstallation=file://{folder}/office", "--convert-to", "html")
            await asyncio.to_thread(subprocess.run, (*office, "--outdir", folder, str(path)), check=True)
            page = await self._browser.new_page(viewport=SHEET)
            await page.goto(path.with_suffix(".html").as_uri())
            await page.add_style_tag(content=GRID)
            await self._keep(page, name)
            await page.close()

    @asynccontextmanager
    async def _chat(self, person: Person, size: ViewportSize, scale: float) -> AsyncIterator[Page]:
        context = await self._browser.new_context(
            viewport=size,
            device_scale_factor=scale,
            locale=LOCALES[self._lang],
            timezone_id=MORNINGS[self._lang][1],
            color_scheme="light",
            bypass_csp=True,
            reduced_motion="reduce",
        )
        page = await context.new_page()
        await page.goto(f"{self._world.playground.url}/#{person.id}")
        await expect(page.locator(f'[data-message="{(await person.messages())[-1].id}"]').first).to_be_visible()
        await page.evaluate("document.fonts.ready")
        # Pictures in the chat push it down when they come.
        await page.evaluate("Promise.all([...document.images].map(one => one.decode().catch(() => null)))")
        await page.evaluate("document.querySelector('#scroller').scrollTop = 1e9")
        yield page
        await context.close()

    async def _keep(self, page: Page, name: str) -> None:
        path = PICTURES / f"{name}.{self._lang}.png"
        taken = base64.b64encode(await page.screenshot(animations="disabled", style=PLAIN)).decode()
        width, height, data = await page.evaluate(UNPACK, taken)
        pixels = np.frombuffer(base64.b64decode(data), np.uint8).reshape(height, width, 4)
        path.write_bytes(encode(pixels[:, :, :3]))
        print(f"{path.relative_to(PICTURES.parent.parent)}  {path.stat().st_size / 1024:.0f} KB")


class Play:
    """Conversations, act by act; each act begins in a world of its own."""

    def __init__(self, world: World, camera: Camera, lang: Lang) -> None:
        self._world = world
        self._camera = camera
        self._lang = lang
        self._cast = CASTS[lang]

    async def story(self) -> None:
        """A rep's first fortnight and their team."""
        await self._world.jump(*MORNINGS[self._lang])
        rep = await self._known(self._cast.rep)
        await self._onboard(rep)
        await self._camera.phone(rep, "welcome")
        await self._objection(rep)
        await self._drill(rep)
        await self._lesson(rep)
        await self._roleplay(rep)
        await self._style(rep)
        await self._swap(rep)
        await self._team(rep)
        await self._fortnight(rep)
        await rep.send("/settings")
        await self._camera.phone(rep, "settings")

    async def _known(self, name: str) -> Person:
        """Somebody who is in every playground."""
        people = (await self._world.page.get("/api/state")).json()["people"]
        number = next(one["id"] for one in people if one["first_name"] == name)
        person = Person(self._world, number, self._lang.value)
        self._world.people.append(person)
        return person

    async def _onboard(self, rep: Person) -> None:
        await rep.start()
        for label in ("English" if self._lang is Lang.EN else "中文", self._cast.city, "08:30", self._cast.days):
            await rep.press(label)
        await rep.press(self._cast.done)

    async def _objection(self, rep: Person) -> None:
        await rep.send(self._cast.objection)
        await self._camera.phone(rep, "objection")
        await rep.press(rep.text("button.own_mine"))
        await rep.send(self._cast.answer)
        await self._camera.phone(rep, "my-way")

    async def _drill(self, rep: Person) -> None:
        await rep.send("/drill")
        # The second question goes wrong, so that a picture shows what the page does then.
        await rep.answer(await _quiz(rep))
        missed = await _quiz(rep)
        await rep.answer(missed, right=False)
        await self._camera.phone(rep, "quiz", at=missed)
        for _ in range(3):
            await rep.answer(await _quiz(rep))
        await self._camera.phone(rep, "result")

    async def _lesson(self, rep: Person) -> None:
        """The example dialogue of the lesson on SPIN questions."""
        await rep.send("/learn")
        curriculum, turn = warm().catalog.curriculum, rep.text("button.learn_next")
        for label in (curriculum.tracks[0].title[self._lang], curriculum.units["spin"].title[self._lang], turn, turn):
            await rep.press(label)
        await self._camera.phone(rep, "lesson")

    async def _fortnight(self, rep: Person) -> None:
        """Two weeks of drills, some answers wrong; then a written question, and what it all came to."""
        start = self._world.now
        for day in range(1, 12):
            await self._world.jump_to(start + timedelta(days=day))
            said = await rep.send("/drill")
            await train(rep, said, wrong=(2 * day) % 3)
        await rep.send("/progress")
        await self._camera.phone(rep, "progress")
        await self._world.jump_to(start + timedelta(days=12))
        await written(self._world, rep, warm().catalog.items[WRITTEN])
        await rep.send(self._cast.question)
        await self._camera.phone(rep, "written")

    async def _roleplay(self, rep: Person) -> None:
        await self._play(rep, "win")
        await self._play(rep, "mediocre")
        await self._camera.phone(rep, "scorecard")

    async def _play(self, rep: Person, plan: str) -> None:
        """A whole conversation after one of the plans that come with the scenario."""
        path = content_dir() / "scenarios" / "textbook-principal" / "plans" / f"{plan}.{self._lang}.txt"
        await playing.to_briefing(rep)
        if plan == "win":
            await self._camera.phone(rep, "briefing")
        await rep.press("▶️", on=await rep.last())
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            said = await rep.send(line)
            if plan == "win" and number == MIDDLE:
                await self._camera.phone(rep, "roleplay")
                await self._camera.desktop(rep, "hero")
            if playing.card_of(said, rep) is not None:
                return
        # The customer has not ended it: the rep does.
        await rep.press(rep.text("button.roleplay_stop"))
        await rep.press(rep.text("button.roleplay_drop"))

    async def _style(self, rep: Person) -> None:
        """A customer of three lines, taken for somebody else first."""
        (card,) = await rep.send("/style")
        (card,) = await rep.press(rep.text("button.guess_more"), on=card)
        found = guessing.from_json((await self._world.user(rep))["preferences"]["guessing"], warm().catalog.tells)
        if found is None:
            raise RuntimeError("no round is under way")
        other = next(style for style in StyleId if style is not found.now.style)
        (card,) = await rep.press(rep.text(f"style.{other}"), on=card)
        await self._camera.phone(rep, "style", at=card)
        await rep.press(rep.text(f"style.{found.now.style}"), on=card)

    async def _swap(self, rep: Person) -> None:
        """The rep as the customer, some turns into the sale, and the recap."""
        (choice,) = await rep.send("/swap")
        (mine,) = await playing.press_data(rep, choice, str(choice.buttons[0].data))
        await rep.press(rep.text("button.seat_start"), on=mine)
        for line in self._cast.customer:
            await rep.send(line)
        await self._camera.phone(rep, "swap")
        await rep.press(rep.text("button.seat_stop"))
        await self._camera.phone(rep, "swap-recap", at=await rep.last())

    async def _team(self, rep: Person) -> None:
        first, last = self._cast.manager
        manager = await self._known(first) if not last else await self._newcomer(first, last)
        await manager.start()
        await manager.send("/team")
        await manager.press("➕")
        await manager.send(self._cast.team)
        members = [rep, *[await self._newcomer(*name) for name in self._cast.others]]
        for member in members:
            await member.start(await invite(manager))
            await member.press((await member.last()).labels[0])
        for member, answers in zip(members[1:], TRAINED_BY_OTHERS, strict=False):
            await member.send("/drill")
            for right in answers:
                await member.answer(await _quiz(member), right=right)
        await self._leading(manager)

    async def _leading(self, manager: Person) -> None:
        """The team, one of its people, and an invitation for five."""
        # Words alone above: the links are others every time.
        await manager.send("/digest")
        team = (await manager.send("/team"))[-1]
        await self._camera.phone(manager, "team")
        (people,) = await manager.press("👥", on=team)
        (name, *_) = self._cast.others
        (card,) = await manager.press(name[0], on=people)
        await manager.press(manager.text("button.member_to_manager"), on=card)
        await self._camera.phone(manager, "member")
        await manager.send("/team")
        with SAME_LINK:
            await invite(manager, manager.text("invite.uses", n=5))
        await self._camera.phone(manager, "invite", at=await manager.last())

    async def led(self) -> None:
        """A team with months behind it, as its manager sees it."""
        leader = await self._leader()
        await leader.send("/digest")
        await self._camera.phone(leader, "digest")
        await leader.press(leader.text("button.digest_heat"))
        await self._camera.phone(leader, "heatmap")
        (advice,) = await leader.press(leader.text("button.digest_coach"))
        await self._camera.phone(leader, "coaching")
        await leader.press(leader.text("button.coach_details", number=1), on=advice)
        await self._camera.phone(leader, "drilldown")

    async def report(self) -> None:
        """The same team's report, opened by LibreOffice."""
        leader = await self._leader()
        (periods,) = await leader.send("/report")
        (kinds,) = await leader.press(leader.text("button.report_period_30"), on=periods)
        said = await leader.press(leader.text("button.report_xlsx"), on=kinds)
        book = next(one for one in said if one.raw.get("document"))
        await self._camera.sheet(await leader.download(book), "report")

    async def work(self) -> None:
        """An assignment as it is given, and as the rep has it."""
        await self._world.jump(*MORNINGS[self._lang])
        manager, rep = await self._newcomer(*self._cast.leader), await self._newcomer(*self._cast.others[0])
        await manager.start()
        await manager.send("/team")
        await manager.press("➕")
        await manager.send(self._cast.team)
        with SAME_LINK:
            await rep.start(await invite(manager))
        await rep.press((await rep.last()).labels[0])
        await manager.send("/team")
        await manager.press("📌", on=await manager.last())
        await manager.press(manager.text("button.assignment_new"))
        await manager.press(manager.text("button.assignment_by_scenario"))
        for data in (f"as:in:scenario:{ASSIGNED_OF}:0", f"as:what:scenario:{ASSIGNED}", f"as:who:{rep.id}"):
            (shown,) = await playing.press_data(manager, await manager.last(), data)
        (confirm,) = await manager.press(shown.labels[0], on=shown)
        await self._camera.phone(manager, "assigning")
        await manager.press(manager.text("button.assignment_give"), on=confirm)
        await self._camera.phone(rep, "assignment")

    async def _leader(self) -> Person:
        """Whoever leads the team of the demo."""
        await self._world.jump(MORNINGS[self._lang][0][:10] + EVENING, MORNINGS[self._lang][1])
        leader = await self._newcomer(*self._cast.leader)
        await leader.start()
        await leader.send("/help")
        zone = sa.update(users).where(users.c.id == leader.id).values(time_zone=MORNINGS[self._lang][1])
        await self._world.run(zone)
        size, cast = Size(12, 90, 1, 1, self._lang), DemoCast(leader.id, None)
        now, database = self._world.now, open_database(self._world.database_url)
        await database.run(lambda conn: fill(conn, warm().catalog, size, cast, now, lambda: None) and None)
        await database.close()
        return leader

    async def _newcomer(self, first: str, last: str) -> Person:
        return await self._world.person(first, "zh-hans" if self._lang is Lang.ZH else "en", last_name=last)


async def _quiz(person: Person) -> Message:
    """The open quiz."""
    return next(one for one in reversed(await person.messages()) if one.is_quiz)


# By name, in the order in which the documentation has them.
ACTS: dict[str, Callable[[Play], Awaitable[None]]] = {
    "story": Play.story,
    "led": Play.led,
    "work": Play.work,
    "report": Play.report,
}


async def _both(chromium: str, acts: Sequence[str]) -> None:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=CHROMIUM)
        for lang, act in product(Lang, acts):
            with tempfile.TemporaryDirectory() as folder:
                async with open_world(Path(folder)) as world:
                    await ACTS[act](Play(world, Camera(browser, world, lang), lang))
        await browser.close()


def main() -> int:
    """Write the pictures, of the acts named or of all; 2 when an act is unknown or there is nothing to take it with."""
    acts = sys.argv[1:] or list(ACTS)
    if unknown := [one for one in acts if one not in ACTS]:
        print(f"No act is called {', '.join(unknown)}; there are {', '.join(ACTS)}.", file=sys.stderr)
        return 2
    if "report" in acts and shutil.which("soffice") is None:
        print("No LibreOffice on the PATH (on Debian: apt-get install libreoffice-calc).", file=sys.stderr)
        return 2
    chromium = shutil.which("chromium")
    if chromium is None:
        print("No chromium on the PATH (on Debian: apt-get install chromium).", file=sys.stderr)
        return 2
    PICTURES.mkdir(parents=True, exist_ok=True)
    warm_for_roleplay()
    asyncio.run(_both(chromium, acts))
    return 0


if __name__ == "__main__":
    sys.exit(main())
