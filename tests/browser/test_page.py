"""The chat page against the real playground and a small bot, in a real Chromium."""

from __future__ import annotations

import json
from datetime import UTC, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from .conftest import OpenPage
from .echo_bot import EchoBot, png
from .stage import Stage

pytestmark = pytest.mark.browser
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}


def say(page: Page, text: str) -> None:
    """Write a text and send it with Enter."""
    page.get_by_role("textbox", name="Message").fill(text)
    page.keyboard.press("Enter")


def started(page: Page) -> Page:
    """Press START and wait for the bot's welcome."""
    page.get_by_role("button", name="Start", exact=True).click()
    expect(page.locator(".theirs .bubble").last).to_contain_text("Welcome")
    return page


def last(page: Page, side: str = "theirs") -> Locator:
    """The last bubble of one side: the bot's (theirs) or the person's own (mine)."""
    return page.locator(f".{side} .bubble").last


@pytest.fixture
def chat(stage: Stage, echo_bot: EchoBot, open_page: OpenPage) -> Page:
    """The first rep's chat on a wide screen, just started."""
    return started(open_page(stage.url))


def test_start_shows_the_description_then_the_formatted_welcome(
    stage: Stage, echo_bot: EchoBot, open_page: OpenPage
) -> None:
    page = open_page(stage.url)
    expect(page.locator("#people .person")).to_have_count(3)
    expect(page.locator("#status")).to_contain_text("online")
    expect(page.locator("#intro")).to_contain_text("A bot that says back what you say.")
    started(page)
    expect(page.locator("#intro")).to_be_hidden()
    expect(page.locator(".mine .bubble")).to_contain_text("/start")
    bubble = page.locator(".theirs .bubble").last
    for tag, words in (("b", "Welcome"), ("i", "italic"), ("u", "underlined"), ("s", "struck"), ("code", "none")):
        expect(bubble.locator(tag).first).to_contain_text(words)
    spoiler = bubble.locator(".tg-spoiler")
    expect(spoiler).to_have_css("color", "rgba(0, 0, 0, 0)")
    spoiler.click()
    expect(spoiler).not_to_have_css("color", "rgba(0, 0, 0, 0)")
    quote = bubble.locator("blockquote")
    expect(quote).to_have_attribute("aria-expanded", "false")
    quote.press("Enter")
    expect(quote).to_have_attribute("aria-expanded", "true")


def test_texts_and_commands_get_their_echo(chat: Page) -> None:
    say(chat, "Hello 你好")
    expect(last(chat, "mine")).to_contain_text("Hello 你好")
    expect(last(chat)).to_contain_text("Echo: Hello 你好")
    expect(chat.locator("#live")).to_contain_text("Echo: Hello 你好")
    chat.get_by_role("button", name="Commands").click()
    expect(chat.get_by_role("option")).to_have_count(3)
    chat.get_by_role("option", name="/picture").click()
    expect(chat.locator(".picture img")).to_be_visible()
    chat.get_by_role("textbox", name="Message").fill("/he")
    expect(chat.get_by_role("option")).to_have_count(1)
    chat.keyboard.press("Enter")
    expect(last(chat)).to_contain_text("Echo: /help")


def test_buttons_answer_with_toast_alert_and_edit(chat: Page) -> None:
    chat.get_by_role("button", name="Toast").click()
    expect(chat.locator(".toast")).to_have_text("Just a toast")
    chat.get_by_role("button", name="Alert").click()
    dialog = chat.get_by_role("dialog")
    expect(dialog).to_contain_text("An alert")
    dialog.get_by_role("button", name="OK").click()
    expect(dialog).to_have_count(0)
    chat.get_by_role("button", name="Change this message").click()
    expect(last(chat)).to_contain_text("Changed.")
    expect(last(chat)).to_contain_text("edited")
    expect(chat.locator(".inline-button")).to_have_text(["Toast again"])
    # The keyboard's focus has moved on to the new button, it is not lost.
    expect(chat.locator(".inline-button")).to_be_focused()


def test_a_pressed_button_waits_for_the_bot(stage: Stage, echo_bot: EchoBot, open_page: OpenPage) -> None:
    page = started(open_page(stage.url))
    fault = [{"method": "answerCallbackQuery", "kind": "slow", "seconds": 1.0}]
    page.request.post(f"{stage.url}/control/faults", data=fault)
    button = page.get_by_role("button", name="Toast")
    button.click()
    expect(button).to_have_attribute("aria-busy", "true")
    expect(page.locator(".toast")).to_have_text("Just a toast")
    expect(button).to_have_attribute("aria-busy", "false")


def test_other_inline_buttons(chat: Page) -> None:
    chat.context.grant_permissions(["clipboard-read", "clipboard-write"])
    chat.get_by_role("button", name="Copy", exact=True).click()
    expect(chat.locator(".toast")).to_have_text("Copied")
    assert chat.evaluate("navigator.clipboard.readText()") == "copied words"
    chat.get_by_role("button", name="Site").click()
    expect(chat.get_by_role("dialog")).to_contain_text("https://example.org/a")
    chat.keyboard.press("Escape")
    chat.get_by_role("button", name="Search").click()
    expect(chat.get_by_role("textbox", name="Message")).to_have_value("@sales_dojo_bot price")
    expect(chat.get_by_role("option")).to_have_count(2)


def test_quiz_shows_right_wrong_and_explanation(chat: Page) -> None:
    say(chat, "quiz")
    poll = chat.locator(".poll").last
    expect(poll).not_to_contain_text("Explanation")
    poll.get_by_role("radio", name="Price").click()
    expect(poll.locator(".wrong")).to_contain_text("Price")
    expect(poll.locator(".right")).to_contain_text("Situation")
    expect(poll).to_contain_text("Wrong answer")
    expect(poll.locator(".explanation")).to_contain_text("Ask about their situation first.")
    poll.get_by_role("button", name="Explanation").click()
    expect(poll.locator(".explanation")).to_be_hidden()
    expect(last(chat)).to_contain_text("Answered [0]")


def test_quiz_with_several_right_answers(chat: Page) -> None:
    say(chat, "quizzes")
    poll = chat.locator(".poll").last
    vote = poll.get_by_role("button", name="Vote")
    expect(vote).to_be_disabled()
    poll.get_by_role("checkbox", name="Why?").check()
    poll.get_by_role("checkbox", name="How?").check()
    vote.click()
    expect(poll).to_contain_text("Correct answer")
    expect(poll.locator(".right")).to_have_count(2)
    expect(last(chat)).to_contain_text("Answered [0, 2]")


def test_poll_can_be_retracted(chat: Page) -> None:
    say(chat, "vote")
    poll = chat.locator(".poll").last
    poll.get_by_role("radio", name="Evening").click()
    expect(poll.locator(".poll-result.mine")).to_contain_text("100%")
    poll.click(button="right")
    chat.get_by_role("menuitem", name="Retract vote").click()
    expect(poll.get_by_role("radio")).to_have_count(2)
    expect(last(chat)).to_contain_text("Answered []")


def test_picture_opens_large_and_document_downloads(chat: Page) -> None:
    say(chat, "picture")
    image = chat.locator(".picture img")
    expect(image).to_have_js_property("naturalWidth", 480)
    expect(chat.locator(".bubble.with-picture b")).to_have_text("week")
    image.click()
    expect(chat.locator("dialog.lightbox img")).to_be_visible()
    chat.keyboard.press("Escape")
    say(chat, "file")
    with chat.expect_download() as download:
        chat.get_by_role("link", name="export.json").click()
    assert download.value.suggested_filename == "export.json"
    assert json.loads(Path(download.value.path()).read_bytes()) == {"marks": 5}


def test_reply_keyboard_and_location(chat: Page) -> None:
    say(chat, "keys")
    chat.get_by_role("button", name="Morning").click()
    expect(last(chat)).to_contain_text("Echo: Morning")
    expect(chat.get_by_placeholder("Pick a time")).to_be_visible()
    chat.get_by_role("button", name="Hide the buttons").click()
    expect(chat.locator(".reply-keyboard")).to_have_count(0)
    chat.get_by_role("button", name="Show the buttons").click()
    chat.get_by_role("button", name="Where I am").click()
    chat.get_by_role("dialog").get_by_role("button", name="OK").click()
    chat.get_by_role("button", name="Leeds").click()
    expect(chat.locator(".location")).to_contain_text("53.8008, -1.5491")
    expect(last(chat)).to_contain_text("Got location")
    say(chat, "nokeys")
    expect(chat.locator(".reply-keyboard")).to_have_count(0)
    expect(chat.get_by_role("button", name="Hide the buttons")).to_have_count(0)


def test_attachments(chat: Page) -> None:
    def attach(what: str) -> None:
        chat.get_by_role("button", name="Attach").click()
        chat.get_by_role("menuitem", name=what).click()

    attach("Sticker")
    chat.get_by_role("button", name="🦉").click()
    expect(last(chat)).to_contain_text("Got sticker")
    attach("Voice message")
    chat.get_by_role("button", name="Send").click()
    expect(last(chat)).to_contain_text("Got voice")
    expect(chat.locator(".voice")).to_contain_text("0:01")
    for what, name, kind, content in (("Photo", "a.png", "photo", png(64, 64)), ("File", "a.txt", "document", b"hi")):
        with chat.expect_file_chooser() as chooser:
            attach(what)
        chooser.value.set_files({"name": name, "mimeType": "application/octet-stream", "buffer": content})
        expect(last(chat)).to_contain_text(f"Got {kind}")
    expect(chat.locator(".mine .picture img")).to_have_js_property("naturalWidth", 64)
    expect(chat.locator(".mine .document")).to_contain_text("a.txt")


def test_inline_mode(chat: Page) -> None:
    chat.get_by_role("textbox", name="Message").fill("@sales_dojo_bot too dear")
    expect(chat.get_by_role("option")).to_have_count(2)
    expect(chat.get_by_role("option").first).to_contain_text("too dear 1")
    chat.keyboard.press("ArrowDown")
    chat.keyboard.press("Enter")
    expect(last(chat, "mine")).to_contain_text("via @sales_dojo_bot")
    expect(last(chat, "mine").locator("b")).to_have_text("2")
    expect(chat.get_by_role("textbox", name="Message")).to_have_value("")


def test_editing_ones_own_message(chat: Page) -> None:
    say(chat, "fisrt")
    expect(last(chat)).to_contain_text("Echo: fisrt")
    box = chat.get_by_role("textbox", name="Message")
    box.press("ArrowUp")
    expect(box).to_have_value("fisrt")
    box.fill("first")
    box.press("Enter")
    expect(last(chat, "mine")).to_contain_text("first")
    expect(last(chat, "mine")).to_contain_text("edited")
    expect(last(chat)).to_contain_text("Edited: first")
    last(chat, "mine").dblclick()
    expect(chat.locator(".edit-banner")).to_be_visible()
    box.press("Escape")
    expect(chat.locator(".edit-banner")).to_have_count(0)
    expect(box).to_have_value("")


def test_reactions(chat: Page) -> None:
    bubble = chat.locator(".theirs .bubble").first
    bubble.locator("b").first.click(button="right")
    chat.get_by_role("menuitem", name="React with 🔥").click()
    expect(bubble.locator(".reaction")).to_have_text("🔥")
    expect(last(chat)).to_contain_text("Reaction ['🔥']")
    bubble.locator(".reaction").click()
    expect(bubble.locator(".reaction")).to_have_count(0)


def test_typing_is_shown_until_the_answer(chat: Page) -> None:
    say(chat, "typing")
    expect(chat.locator("#status")).to_contain_text("typing")
    say(chat, "there?")
    expect(last(chat)).to_contain_text("Echo: there?")
    expect(chat.locator("#status")).not_to_contain_text("typing")


def test_a_name_that_looks_like_html_is_only_a_name(chat: Page) -> None:
    chat.get_by_role("button", name="Add a person").click()
    chat.get_by_label("Name").fill("<b>&")
    chat.get_by_label("Role").select_option("manager")
    chat.get_by_role("dialog").get_by_role("button", name="Add").click()
    expect(chat.locator(".person.active .name")).to_have_text("<b>&")
    expect(chat.locator(".person.active")).to_contain_text("manager")
    expect(chat.locator("#status")).to_contain_text("as <b>&")
    started(chat)
    expect(chat.locator(".theirs .bubble b").first).to_have_text("Welcome, <b>&")
    say(chat, "<img src=x onerror=alert(1)> & <i>x</i>")
    expect(last(chat)).to_contain_text("Echo: <img src=x onerror=alert(1)> & <i>x</i>")
    expect(last(chat).locator("img, i")).to_have_count(0)


def test_deep_link_opens_as_a_chosen_person(chat: Page) -> None:
    chat.get_by_role("link", name="Join the team").click()
    chat.get_by_role("dialog").get_by_role("button", name="Emma").click()
    expect(chat.locator("#status")).to_contain_text("Emma")
    expect(chat.locator(".mine .bubble")).to_contain_text("/start join-42")
    expect(last(chat)).to_contain_text("payload: join-42")


def test_unread_messages_are_counted_and_read(chat: Page, stage: Stage, echo_bot: EchoBot) -> None:
    emma = chat.locator(".person", has_text="Emma")
    people = chat.request.get(f"{stage.url}/api/state").json()["people"]
    emma_id = next(person["id"] for person in people if person["first_name"] == "Emma")
    chat.request.post(f"{stage.url}/api/people/{emma_id}/start", data={})
    expect(emma.locator(".badge")).to_have_text("1")
    expect(chat).to_have_title("(1) 销售道场 Sales Dojo · Playground")
    emma.click()
    expect(last(chat)).to_contain_text("Welcome, Emma")
    expect(emma.locator(".badge")).to_have_count(0)
    # What arrives in the open chat is read at once, for the server, too.
    say(chat, "hi")
    expect(last(chat)).to_contain_text("Echo: hi")
    chat.locator(".person").first.click()
    chat.reload()
    expect(chat.locator(".person", has_text="Emma")).to_contain_text("Echo: hi")
    expect(chat.locator(".badge")).to_have_count(0)


def test_blocking_and_unblocking(chat: Page) -> None:
    chat.get_by_role("button", name="More", exact=True).click()
    chat.get_by_role("menuitem", name="Block the bot").click()
    expect(chat.locator(".person.active")).to_contain_text("blocked")
    chat.get_by_role("button", name="Unblock").click()
    say(chat, "back")
    expect(last(chat)).to_contain_text("Echo: back")


def test_the_clock_jumps_ahead(chat: Page, stage: Stage) -> None:
    def jump(name: str) -> None:
        chat.locator("#clock").click()
        chat.get_by_role("menuitem", name=name).click()

    jump("In 1 hour")
    expect(chat.locator(".toast").last).to_contain_text("It is now")
    assert stage.clock.ahead > timedelta(minutes=59)
    jump("Next morning")
    expect(chat.locator(".clock-time")).to_have_text("09:00")
    morning = stage.clock.now()
    assert (morning.hour, morning.minute) == (1, 0), "09:00 in Shanghai, where the first rep lives, is 01:00 UTC"
    jump("Another time")
    target = (morning + timedelta(days=3)).replace(hour=2, minute=30)
    chat.locator("#jump-time").fill(f"{target + timedelta(hours=8):%Y-%m-%dT%H:%M}")
    chat.get_by_role("button", name="Jump", exact=True).click()
    expect(chat.locator(".clock-time")).to_have_text("10:30")
    assert stage.clock.now() - target.astimezone(UTC) < timedelta(minutes=1)
    say(chat, "later")
    expect(chat.locator(".day")).to_have_count(2)
    expect(chat.locator(".day").last).to_have_text("Today")


def test_phone_width_has_two_screens(stage: Stage, echo_bot: EchoBot, open_page: OpenPage) -> None:
    page = open_page(stage.url, **PHONE)
    expect(page.locator("#chat-pane")).to_be_hidden()
    page.locator(".person").first.tap()
    expect(page.locator("#people-pane")).to_be_hidden()
    started(page)
    say(page, "A rather long message that has to wrap on a narrow screen " * 3)
    expect(last(page)).to_contain_text("Echo: A rather long")
    say(page, "wide")
    expect(page.locator(".inline-button").last).to_have_text("No")
    edges = page.locator(".block, #footer *").evaluate_all("all => all.map(one => one.getBoundingClientRect().right)")
    assert max(edges) <= 360
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.locator(".mine .bubble", has_text="rather long").tap()
    expect(page.get_by_role("menuitem", name="Copy text")).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Back").tap()
    expect(page.locator("#people-pane")).to_be_visible()
    expect(page.locator(".person").first).to_contain_text("a_long_line_of_code")


@pytest.mark.parametrize(("locale", "title", "other"), [("zh-CN", "演练场", "EN"), ("en-GB", "Playground", "中文")])
def test_the_language_follows_the_browser_and_can_be_switched(
    stage: Stage, open_page: OpenPage, locale: str, title: str, other: str
) -> None:
    page = open_page(stage.url, locale=locale)
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text(title)
    expect(page.locator("#language")).to_have_text(other)
    page.locator("#language").click()
    expect(heading).not_to_have_text(title)
    page.reload()
    expect(heading).to_be_visible()
    expect(heading).not_to_have_text(title)


def test_older_messages_come_while_scrolling_up(stage: Stage, open_page: OpenPage) -> None:
    chat = open_page(stage.url)
    chat.get_by_role("button", name="Start", exact=True).click()
    person_id = int(chat.locator(".person.active").get_attribute("data-person") or 0)
    for number in range(70):
        chat.request.post(f"{stage.url}/api/chats/{person_id}/send", data={"text": f"note {number}"})
    expect(chat.locator(".mine .bubble").last).to_contain_text("note 69")
    chat.reload()
    expect(chat.locator(".mine .bubble").last).to_be_in_viewport()
    chat.locator("#scroller").evaluate("element => element.scrollTop = 0")
    expect(chat.locator(".mine .bubble", has_text="/start")).to_have_count(1)
    expect(chat.locator(".mine .bubble", has_text="note 69")).not_to_be_in_viewport()
    chat.get_by_role("button", name="Go to the latest message").click()
    expect(chat.locator(".mine .bubble", has_text="note 69")).to_be_in_viewport()


def test_the_page_comes_back_when_the_server_does(stage: Stage, open_page: OpenPage) -> None:
    page = open_page(stage.url, tolerate=("Failed to load resource", "ERR_CONNECTION", "ERR_INCOMPLETE"))
    expect(page.get_by_role("button", name="Start", exact=True)).to_be_visible()
    expect(page.locator("#connection")).to_be_empty()
    stage.stop_server()
    expect(page.locator("#connection")).to_have_text("Connecting…")
    stage.start_server()
    expect(page.locator("#connection")).to_be_empty()
    page.get_by_role("button", name="Start", exact=True).click()
    expect(last(page, "mine")).to_contain_text("/start")


def test_page_texts_are_complete_in_both_languages() -> None:
    path = Path(__file__).parents[2] / "bot" / "playground" / "page" / "i18n.json"
    tables = json.loads(path.read_text(encoding="utf-8"))
    assert tables["zh"].keys() == tables["en"].keys()
    source = "".join(file.read_text(encoding="utf-8") for file in path.parent.glob("**/*.js"))
    source += (path.parent / "index.html").read_text(encoding="utf-8")
    unused = [
        key for key in tables["en"] if f'"{key}"' not in source and not key.startswith(("role_", "city_", "poll_quiz"))
    ]
    assert unused == []
