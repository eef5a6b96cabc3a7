"""Sending, editing, deleting: what a real bot gets back, and Telegram's words when it may not."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, InputMediaPhoto, ReplyKeyboardMarkup
from telegram.error import BadRequest, Forbidden

from .helpers import TOKEN, png

pytestmark = pytest.mark.anyio
NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup "
    "are exactly the same as a current content and reply markup of the message"
)


def button(**kind: Any) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": "好", **kind}]]}


async def test_a_text_comes_back_with_its_entities(bot: Bot, rep: int) -> None:
    sent = await bot.send_message(rep, "  <b>你好</b> 🏟 <i>a</i> /drill  ", parse_mode="HTML")
    assert sent.text == "你好 🏟 a /drill"
    assert [(e.type, e.offset, e.length) for e in sent.entities] == [
        ("bold", 0, 2),
        ("italic", 6, 1),
        ("bot_command", 8, 6),
    ]
    assert sent.from_user is not None and sent.from_user.username == "sales_dojo_bot" and sent.chat.id == rep


LIMITS: list[tuple[dict[str, Any], str]] = [
    ({"text": ""}, "Bad Request: message text is empty"),
    ({"text": " \n "}, "Bad Request: message text is empty"),
    ({"text": "<b></b>", "parse_mode": "HTML"}, "Bad Request: message text is empty"),
    ({"text": "a" * 4097}, "Bad Request: message is too long"),
    ({"text": "🏟" * 2049}, "Bad Request: message is too long"),
    ({"text": "\ud800"}, "Bad Request: strings must be encoded in UTF-8"),
    (
        {"text": "你<x>", "parse_mode": "HTML"},
        'Bad Request: can\'t parse entities: Unsupported start tag "x" at byte offset 3',
    ),
    (
        {"text": "x", "parse_mode": "MarkdownV2"},
        "Bad Request: unsupported parse_mode: the playground reads HTML only",
    ),
    ({"text": "x", "chat_id": ""}, "Bad Request: chat_id is empty"),
    ({"text": "x", "chat_id": 1}, "Bad Request: chat not found"),
    ({"text": "x", "chat_id": "@nobody"}, "Bad Request: chat not found"),
    ({"text": "x", "reply_parameters": {"message_id": 999}}, "Bad Request: message to be replied not found"),
    ({"text": "x", "reply_markup": "{"}, "Bad Request: can't parse reply keyboard markup JSON object"),
    ({"text": "x", "reply_markup": [1]}, "Bad Request: object expected as reply markup"),
    ({"text": "x", "reply_markup": button(callback_data="")}, "Bad Request: BUTTON_DATA_INVALID"),
    ({"text": "x", "reply_markup": button(callback_data="好" * 22)}, "Bad Request: BUTTON_DATA_INVALID"),
    (
        {"text": "x", "reply_markup": button()},
        "Bad Request: can't parse inline keyboard button: text buttons are unallowed in the inline keyboard",
    ),
    (
        {"text": "x", "reply_markup": button(url="nowhere")},
        "Bad Request: inline keyboard button URL 'nowhere' is invalid: Wrong HTTP URL",
    ),
    (
        {"text": "x", "reply_markup": {"inline_keyboard": [[{"text": "a", "callback_data": "a"}]] * 101}},
        "Bad Request: reply markup is too long",
    ),
    (
        {"text": "x", "reply_markup": {"keyboard": [["a"]], "input_field_placeholder": "a" * 65}},
        "Bad Request: input field placeholder is too long",
    ),
]


async def test_send_message_limits(refused: Any, rep: int) -> None:
    for params, description in LIMITS:
        assert await refused("sendMessage", **{"chat_id": rep, **params}) == description


async def test_the_limits_themselves_are_allowed(bot: Bot, rep: int) -> None:
    sent = await bot.send_message(rep, "<b>" + "🏟" * 2048 + "</b>", parse_mode="HTML")
    assert sent.entities[0].length == 4096
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("a", callback_data="a" * 64)]])
    assert (await bot.send_message(rep, "x", reply_markup=markup)).reply_markup == markup


async def test_a_bot_cannot_write_first_nor_when_blocked(bot: Bot, page: httpx.AsyncClient, rep: int) -> None:
    people = (await page.get("/api/state")).json()["people"]
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(people[1]["id"], "hello")
    await page.post(f"/api/chats/{rep}/block", json={"blocked": True})
    for call in (bot.send_message(rep, "x"), bot.send_chat_action(rep, "typing")):
        with pytest.raises(Forbidden, match="bot was blocked by the user"):
            await call
    await page.post(f"/api/chats/{rep}/block", json={"blocked": False})
    assert (await bot.send_message(rep, "x")).text == "x"


async def test_edit_text(bot: Bot, refused: Any, page: httpx.AsyncClient, rep: int) -> None:
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("a", callback_data="a")]])
    sent = await bot.send_message(rep, "<b>one</b>", parse_mode="HTML", reply_markup=markup)
    where = {"chat_id": rep, "message_id": sent.message_id}
    same = {"text": "<b>one</b>", "parse_mode": "HTML", "reply_markup": markup.to_dict()}
    assert await refused("editMessageText", **where, **same) == NOT_MODIFIED
    edited = await bot.edit_message_text("one", **where)
    assert edited is not True and edited.reply_markup is None and edited.edit_date is not None
    assert await refused("editMessageText", **where, text="one") == NOT_MODIFIED
    assert await refused("editMessageText", **where, text="") == "Bad Request: message text is empty"
    assert await refused("editMessageText", chat_id=rep, message_id=9999, text="x") == (
        "Bad Request: message to edit not found"
    )
    assert await refused("editMessageText", chat_id=rep, text="x") == (
        "Bad Request: message identifier is not specified"
    )
    keyboard = {"keyboard": [["a"]]}
    assert await refused("editMessageText", **where, text="y", reply_markup=keyboard) == (
        "Bad Request: inline keyboard expected"
    )
    own = (await page.get(f"/api/chats/{rep}/messages")).json()["messages"][0]["message_id"]
    assert await refused("editMessageText", chat_id=rep, message_id=own, text="y") == (
        "Bad Request: message can't be edited"
    )
    locked = await bot.send_message(rep, "x", reply_markup=ReplyKeyboardMarkup([["a"]]))
    assert await refused("editMessageText", chat_id=rep, message_id=locked.message_id, text="y") == (
        "Bad Request: message can't be edited"
    )


async def test_edit_markup_only(bot: Bot, refused: Any, rep: int) -> None:
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("a", callback_data="a")]])
    sent = await bot.send_message(rep, "x")
    edited = await bot.edit_message_reply_markup(rep, sent.message_id, reply_markup=markup)
    assert edited is not True and edited.reply_markup == markup and edited.text == "x"
    again = {"chat_id": rep, "message_id": sent.message_id, "reply_markup": markup.to_dict()}
    assert await refused("editMessageReplyMarkup", **again) == NOT_MODIFIED


async def test_delete(bot: Bot, refused: Any, page: httpx.AsyncClient, rep: int) -> None:
    sent = await bot.send_message(rep, "x")
    assert await bot.delete_message(rep, sent.message_id)
    gone = {"chat_id": rep, "message_id": sent.message_id}
    assert await refused("deleteMessage", **gone) == "Bad Request: message to delete not found"
    old = await bot.send_message(rep, "old")
    await page.post("/api/clock/jump", json={"minutes": 48 * 60 + 1})
    assert await refused("deleteMessage", chat_id=rep, message_id=old.message_id) == (
        "Bad Request: message can't be deleted for everyone"
    )


async def test_photo_document_and_download(bot: Bot, page: httpx.AsyncClient, rep: int) -> None:
    picture = png(30, 20)
    sent = await bot.send_photo(rep, picture, caption="<i>图</i>", parse_mode="HTML")
    assert (sent.photo[-1].width, sent.photo[-1].height) == (30, 20)
    assert sent.caption == "图" and sent.caption_entities[0].type == "italic"
    again = await bot.send_photo(rep, sent.photo[-1].file_id)
    assert again.photo[-1].file_unique_id == sent.photo[-1].file_unique_id
    file = await bot.get_file(sent.photo[-1].file_id)
    assert bytes(await file.download_as_bytearray()) == picture
    document = await bot.send_document(rep, b"a\r\n--b\x00\xff", filename="报告.csv")
    assert document.document is not None and document.document.file_name == "报告.csv"
    shown = await page.get(f"/api/files/{document.document.file_id}")
    assert shown.content == b"a\r\n--b\x00\xff" and shown.headers["content-disposition"].startswith("attachment")
    assert (await page.get(f"/api/files/{sent.photo[-1].file_id}")).headers["content-type"] == "image/png"


async def test_file_limits(bot: Bot, refused: Any, rep: int) -> None:
    for content, words in [
        (b"not a picture", "Image_process_failed"),
        (png(1, 30), "Photo_invalid_dimensions"),
        (b"\0" * 10_000_001, "too big for a photo"),
        (b"", "File must be non-empty"),
    ]:
        with pytest.raises(BadRequest, match=words):
            await bot.send_photo(rep, content)
    with pytest.raises(BadRequest, match="caption is too long"):
        await bot.send_photo(rep, png(), caption="a" * 1025)
    assert await refused("sendPhoto", chat_id=rep) == "Bad Request: there is no photo in the request"
    assert await refused("sendDocument", chat_id=rep) == "Bad Request: there is no document in the request"
    assert await refused("sendPhoto", chat_id=rep, photo="zzz") == (
        "Bad Request: wrong file identifier/HTTP URL specified"
    )
    assert await refused("sendPhoto", chat_id=rep, photo="https://example.org/a.png") == (
        "Bad Request: failed to get HTTP URL content"
    )
    document = await bot.send_document(rep, b"x", filename="x.txt")
    assert document.document is not None
    assert await refused("sendPhoto", chat_id=rep, photo=document.document.file_id) == (
        "Bad Request: type of file mismatch: can't use file of type Document as Photo"
    )
    assert await refused("getFile", file_id="zzz") == "Bad Request: invalid file_id"
    big = await bot.send_document(rep, b"\0" * 20_000_001, filename="big.bin")
    assert big.document is not None
    assert await refused("getFile", file_id=big.document.file_id) == "Bad Request: file is too big"


async def test_an_upload_beyond_the_limit_is_cut_off(playground: Any, page: httpx.AsyncClient, rep: int) -> None:
    async def endless() -> Any:
        yield b'--x\r\nContent-Disposition: form-data; name="document"; filename="a"\r\n\r\n'
        for _ in range(52):
            yield b"\0" * 1_000_000

    headers = {"Content-Type": "multipart/form-data; boundary=x"}
    answer = await page.post(f"/bot{TOKEN}/sendDocument", content=endless(), headers=headers)
    assert answer.status_code == 413 and answer.json()["description"] == "Request Entity Too Large"


async def test_edit_media_and_caption(bot: Bot, refused: Any, rep: int) -> None:
    sent = await bot.send_photo(rep, png(3, 3), caption="a")
    edited = await bot.edit_message_media(InputMediaPhoto(png(4, 4), caption="b"), rep, sent.message_id)
    assert edited is not True and edited.photo[-1].width == 4 and edited.caption == "b"
    same = {"type": "photo", "media": edited.photo[-1].file_id, "caption": "b"}
    where = {"chat_id": rep, "message_id": sent.message_id}
    assert await refused("editMessageMedia", **where, media=same) == NOT_MODIFIED
    assert await refused("editMessageText", **where, text="x") == (
        "Bad Request: there is no text in the message to edit"
    )
    captioned = await bot.edit_message_caption(rep, sent.message_id, caption="c")
    assert captioned is not True and captioned.caption == "c"
    text = await bot.send_message(rep, "x")
    assert await refused("editMessageCaption", chat_id=rep, message_id=text.message_id, caption="x") == (
        "Bad Request: there is no caption in the message to edit"
    )


async def test_reactions_and_actions(bot: Bot, refused: Any, page: httpx.AsyncClient, rep: int) -> None:
    first = (await page.get(f"/api/chats/{rep}/messages")).json()["messages"][0]
    assert await bot.set_message_reaction(rep, first["message_id"], "🔥")
    shown = (await page.get(f"/api/chats/{rep}/messages")).json()["messages"][0]
    assert shown["reactions"] == [{"emoji": "🔥", "mine": False}]
    bad = {"chat_id": rep, "message_id": first["message_id"], "reaction": [{"type": "emoji", "emoji": "🥟"}]}
    assert await refused("setMessageReaction", **bad) == "Bad Request: REACTION_INVALID"
    assert await bot.send_chat_action(rep, "typing")
    assert (await page.get(f"/api/chats/{rep}/messages")).json()["typing"] is True
    assert await refused("sendChatAction", chat_id=rep, action="dancing") == (
        "Bad Request: wrong parameter action in request"
    )
    await bot.send_message(rep, "x")
    assert (await page.get(f"/api/chats/{rep}/messages")).json()["typing"] is False


async def test_unknown_methods_and_tokens(page: httpx.AsyncClient) -> None:
    unknown = await page.post(f"/bot{TOKEN}/sendFireworks")
    assert (unknown.status_code, unknown.json()) == (404, {"ok": False, "error_code": 404, "description": "Not Found"})
    wrong = await page.get("/bot1:x/getMe")
    assert (wrong.status_code, wrong.json()["description"]) == (401, "Unauthorized")
    assert (await page.get(f"/file/bot{TOKEN}/photos/nothing.png")).status_code == 404


async def test_every_dress_of_parameters(page: httpx.AsyncClient, rep: int) -> None:
    path = f"/bot{TOKEN}/SENDMESSAGE"
    params = {"chat_id": str(rep), "text": "a"}
    for answer in (
        await page.get(path, params=params),
        await page.post(path, data=params),
        await page.post(path, json=params),
        await page.post(path, files={name: (None, value) for name, value in params.items()}),
    ):
        assert answer.json()["result"]["text"] == "a"
    assert (await page.post(path, content=b"{", headers={"Content-Type": "application/json"})).status_code == 400
