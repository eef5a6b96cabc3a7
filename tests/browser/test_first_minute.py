"""The first minute, as a new user lives it: the real page, the real bot, a rep and a manager, in both languages."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator, Page, expect

from .conftest import OpenPage
from .stage import Stage

pytestmark = pytest.mark.browser
QUESTIONS = 5


@dataclass(frozen=True)
class Words:
    """What the page and the bot say, and what is said to them, in one language."""

    locale: str
    rep: str
    language: str
    start: str
    onboarding: tuple[tuple[str, str], ...]
    all_set: str
    drill: str
    message: str
    meet: str
    briefing: str
    industry: str
    begin: str
    turns: tuple[str, ...]
    go_on: str
    stop: str
    stopped: str
    objection: str
    parts: tuple[str, ...]
    other_way: str
    tiger: str
    copy: str
    copied: str
    new_team: str
    team: str
    invite: str
    make: str
    copy_text: str
    join: str
    joined: str
    result: str
    trained: str
    morning: str
    push: str


ZH = Words(
    locale="zh-CN",
    rep="小周",
    language="中文",
    start="开始",
    onboarding=(
        ("中文", "你在哪个城市"),
        ("上海", "每天几点练"),
        ("08:30", "哪几天练"),
        ("每天", "✅"),
        ("好了", "都记下了"),
    ),
    all_set="每天 08:30（上海）",
    drill="先练一组",
    message="输入消息…",
    meet="和客户过招",
    briefing="张校长",
    industry="教辅教材",
    begin="▶️ 开始",
    turns=(
        "张校长您好，我是育衡教育的小周，做县中导学案。先问您两个问题，行吗？",
        "高三老师现在一周有几个晚上要自己出题？",
        "出到半夜，第二天一二节课谁来讲？",
    ),
    go_on="谈到一半",
    stop="不谈了",
    stopped="提前收场",
    objection="太贵了",
    parts=("认同", "赞美", "转移", "反问"),
    other_way="换一种",
    tiger="🐯 老虎",
    copy="复制",
    copied="已复制",
    new_team="建团队",
    team="华东一组",
    invite="邀请同事",
    make="生成链接",
    copy_text="复制文字",
    join="加入",
    joined="欢迎加入“华东一组”",
    result="5 题",
    trained="1 人里有 1 人练了",
    morning="下一个早上 09:00",
    push="今天 5 道题",
)
EN = Words(
    locale="en-GB",
    rep="Emma",
    language="English",
    start="Start",
    onboarding=(
        ("English", "Which city"),
        ("London", "When would you like to train?"),
        ("08:00", "Which days?"),
        ("Every day", "✅"),
        ("Done", "all set"),
    ),
    all_set="every day at 08:00 (London)",
    drill="Start a drill",
    message="Message",
    meet="Meet a customer",
    briefing="Principal Zhang",
    industry="School books",
    begin="Begin",
    turns=(
        "Good morning, Principal Zhang. I'm Zhou from Yuheng Education. May I ask you two questions?",
        "How many evenings a week do your final-year teachers spend writing exercises?",
        "If they're up till midnight, who takes the first two lessons next morning?",
    ),
    go_on="Carry on",
    stop="Stop here",
    stopped="Stopped early",
    objection="That's too expensive",
    parts=("Agree", "Praise", "Redirect", "Ask"),
    other_way="Another",
    tiger="🐯 Tiger",
    copy="Copy",
    copied="Copied",
    new_team="Set up a team",
    team="North West",
    invite="Invite people",
    make="Make the link",
    copy_text="Copy text",
    join="Join",
    joined="Welcome to “North West”",
    result="5",
    trained="1 of 1 trained",
    morning="Next morning, 09:00",
    push="Good morning. 5 questions",
)


class Hand:
    """Somebody at the page: presses and types as one would, looking for the answer before going on."""

    def __init__(self, page: Page, words: Words) -> None:
        self.page = page
        self.words = words

    @property
    def newest(self) -> Locator:
        """The bot's newest message."""
        return self.page.locator(".message.theirs").last

    def sees(self, *texts: str) -> None:
        """Wait until the bot's newest message says all that."""
        for text in texts:
            expect(self.newest).to_contain_text(text)

    def press(self, label: str) -> None:
        """Press a button of the bot's newest message."""
        self.newest.locator(".inline-button", has_text=label).click()

    def says(self, text: str) -> None:
        """Write a message and wait for the answer to it."""
        before = self.page.locator(".message.theirs").count()
        self.page.get_by_role("textbox", name=self.words.message).fill(text)
        self.page.keyboard.press("Enter")
        expect(self.page.locator(".message.mine").last).to_contain_text(text)
        expect(self.page.locator(".message.theirs").nth(before)).to_be_visible()

    def becomes(self, name: str) -> None:
        """Go on as somebody else."""
        self.page.locator(".person", has=self.page.locator(".name", has_text=name)).click()
        expect(self.page.locator(".person.active .name")).to_contain_text(name)

    def starts(self) -> None:
        """Press the big Start button."""
        self.page.get_by_role("button", name=self.words.start, exact=True).click()
        expect(self.newest).to_be_visible()

    def answers(self, number: int) -> None:
        """Answer the quiz of that number by its first option; where several may be right, it is then voted for."""
        quiz = self.page.locator(".poll", has_text=f"{number}/{QUESTIONS}").last
        quiz.locator(".poll-option").first.click()
        if quiz.locator(".vote").count():
            quiz.locator(".vote").click()
        expect(quiz.locator(".verdict")).to_be_visible()

    def clipboard(self) -> str:
        """What was copied last."""
        return str(self.page.evaluate("navigator.clipboard.readText()"))


@pytest.mark.parametrize("words", [ZH, EN], ids=["zh", "en"])
def test_a_rep_trains_and_the_manager_sees_it(dojo: Stage, open_page: OpenPage, words: Words) -> None:
    page = open_page(dojo.url, locale=words.locale)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    hand = Hand(page, words)
    hand.becomes(words.rep)
    onboarding(hand)
    first_question(hand)
    three_turns(hand)
    objection(hand)
    joins_a_team(hand)
    for number in range(2, QUESTIONS + 1):
        hand.answers(number)
    hand.sees(words.result)
    hand.becomes("陈经理")
    hand.says("/digest")
    hand.sees(words.team, words.trained, words.rep)
    hand.becomes(words.rep)
    next_morning(hand)


def onboarding(hand: Hand) -> None:
    """Language, place, time and days by buttons, in one message."""
    expect(hand.page.locator("#intro")).to_contain_text(hand.words.start, ignore_case=True)
    hand.starts()
    for label, question in hand.words.onboarding:
        hand.press(label)
        hand.sees(question)
    hand.sees(hand.words.all_set)
    expect(hand.page.locator(".message.theirs")).to_have_count(1)


def first_question(hand: Hand) -> None:
    """A native quiz: the verdict, the explanation, and the next question at once."""
    hand.press(hand.words.drill)
    hand.answers(1)
    expect(hand.page.locator(".poll .right").first).to_be_visible()
    expect(hand.page.locator(".poll .explanation").first).to_be_visible()
    hand.sees(f"2/{QUESTIONS}")


def three_turns(hand: Hand) -> None:
    """The customer answers each turn; stopping early brings a scorecard."""
    hand.says("/roleplay")
    for label in ("🏭", hand.words.industry, hand.words.briefing):
        hand.press(label)
    hand.press(hand.words.begin)
    expect(hand.page.locator(".inline-button", has_text=hand.words.begin)).to_have_count(0)
    for turn in hand.words.turns:
        hand.says(turn)
    hand.says("/roleplay")
    hand.sees(hand.words.go_on)
    hand.press(hand.words.stop)
    hand.sees(hand.words.stopped)


def objection(hand: Hand) -> None:
    """An answer in four parts; another way, a style, and the copy button work."""
    hand.says(hand.words.objection)
    hand.sees(*hand.words.parts)
    first = hand.newest.locator(".text").inner_text()
    hand.press(hand.words.other_way)
    expect(hand.newest.locator(".text")).not_to_have_text(first)
    hand.sees(*hand.words.parts)
    hand.press("🐯")
    hand.sees(hand.words.tiger)
    hand.press(hand.words.copy)
    expect(hand.page.locator(".toast").last).to_have_text(hand.words.copied)
    assert hand.clipboard() in hand.newest.locator(".text").inner_text()


def joins_a_team(hand: Hand) -> None:
    """The manager makes a team and an invite link; the rep opens it and joins."""
    hand.becomes("陈经理")
    hand.starts()
    hand.press(hand.words.language)
    hand.sees(hand.words.onboarding[0][1])
    hand.says("/team")
    hand.press(hand.words.new_team)
    expect(hand.page.locator(".message.theirs")).to_have_count(3)
    hand.says(hand.words.team)
    hand.press(hand.words.invite)
    hand.press(hand.words.make)
    hand.sees("t.me/")
    hand.newest.locator(".bubble").click(button="right", position={"x": 8, "y": 8})
    hand.page.get_by_role("menuitem", name=hand.words.copy_text).click()
    link = hand.newest.locator("a[href*=join_]")
    expect(hand.page.locator(".toast").last).to_have_text(hand.words.copied)
    assert link.inner_text() in hand.clipboard()
    link.click()
    hand.page.get_by_role("dialog").get_by_role("button", name=hand.words.rep).click()
    expect(hand.page.locator(".person.active .name")).to_contain_text(hand.words.rep)
    hand.sees(hand.words.team)
    hand.press(hand.words.join)
    hand.sees(hand.words.joined)


def next_morning(hand: Hand) -> None:
    """The clock jumps, and the day's questions are there."""
    hand.page.locator("#clock").click()
    hand.page.get_by_role("menuitem", name=hand.words.morning).click()
    expect(hand.page.locator(".clock-time")).to_have_text("09:00")
    expect(hand.page.locator(".message.theirs", has_text=hand.words.push)).to_be_visible()
    hand.sees(f"1/{QUESTIONS}")
