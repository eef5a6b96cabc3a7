"""Inline mode as a rep meets it: the name, the customer's words, a reply that is sent; on a desk and on a phone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from bot.base.language import Lang
from bot.training.objections import ObjectionWording
from tests.chats.warm import warm

from .conftest import OpenPage
from .stage import Stage

pytestmark = pytest.mark.browser
BOT = "@sales_dojo_bot"


@dataclass(frozen=True)
class Words:
    """Who types what, in one language."""

    lang: Lang
    locale: str
    rep: str
    typed: str
    nonsense: str
    go_on: str

    @property
    def forget(self) -> str:
        """The button that deletes everything."""
        return warm().catalog.texts.render(self.lang, "button.forget_yes")

    @property
    def price(self) -> ObjectionWording:
        """What the bot has to say to it."""
        return warm().catalog.objections["price-too-high"].wording[self.lang]


ZH = Words(Lang.ZH, "zh-CN", "小周", "太贵了", "啊啊啊啊", "第一次用")
EN = Words(Lang.EN, "en-GB", "Emma", "too expensive", "zzzz qqqq", "New here?")
DESK: dict[str, Any] = {}
PHONE: dict[str, Any] = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "color_scheme": "dark"}


def chat_of(dojo: Stage, open_page: OpenPage, words: Words, size: dict[str, Any]) -> Page:
    """The chat of a rep who is known to the bot."""
    page = open_page(dojo.url, locale=words.locale, **size)
    page.locator(".person", has=page.locator(".name", has_text=words.rep)).click()
    page.locator("#start").click()
    expect(page.locator(".message.theirs")).to_have_count(1)
    return page


def options(page: Page) -> Locator:
    """What is offered above the input."""
    return page.get_by_role("option")


@pytest.mark.parametrize("words", [ZH, EN], ids=["zh", "en"])
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_from_the_name_to_the_reply(dojo: Stage, open_page: OpenPage, words: Words, size: dict[str, Any]) -> None:
    page = chat_of(dojo, open_page, words, size)
    page.locator("#input").press_sequentially("@sal")
    expect(options(page)).to_contain_text([BOT])
    page.keyboard.press("Enter")
    expect(page.locator("#input")).to_have_value(f"{BOT} ")
    expect(options(page)).to_have_count(5)
    page.locator("#input").press_sequentially(words.typed, delay=20)
    expect(options(page).first).to_contain_text(words.price.title)
    expect(options(page).nth(1)).to_contain_text(words.price.replies[0].agree)
    box, pane = page.locator("#suggestions").bounding_box(), page.locator("#footer").bounding_box()
    assert box is not None and pane is not None
    assert box["width"] <= pane["width"]
    page.keyboard.press("ArrowDown")
    expect(options(page).nth(1)).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    sent = page.locator(".message.mine").last
    expect(sent).to_contain_text(words.price.replies[0].spoken(words.lang))
    expect(sent).to_contain_text(BOT)
    expect(page.locator("#input")).to_have_value("")
    expect(page.locator(".message.theirs").last).to_contain_text(BOT)


@pytest.mark.parametrize("words", [ZH, EN], ids=["zh", "en"])
def test_the_button_above_the_results_opens_the_chat(dojo: Stage, open_page: OpenPage, words: Words) -> None:
    page = chat_of(dojo, open_page, words, DESK)
    page.locator("#input").fill(f"{BOT} {words.nonsense}")
    expect(options(page)).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page.locator(".message.mine").last).to_contain_text("/start ask")
    expect(page.locator(".message.theirs").last).to_contain_text(words.price.title)
    expect(page.locator("#input")).to_have_value("")


@pytest.mark.parametrize("words", [ZH, EN], ids=["zh", "en"])
def test_enter_means_the_first_reply_not_the_button_above(dojo: Stage, open_page: OpenPage, words: Words) -> None:
    page = chat_of(dojo, open_page, words, DESK)
    page.locator("#input").fill("/forget")
    page.keyboard.press("Enter")
    page.locator(".inline-button", has_text=words.forget).click()
    expect(page.locator(".inline-button", has_text=words.forget)).to_have_count(0)
    page.locator("#input").fill(f"{BOT} {words.typed}")
    expect(options(page).first).to_contain_text(words.go_on)
    expect(options(page).nth(1)).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    expect(page.locator(".message.mine").last).to_contain_text(BOT)
