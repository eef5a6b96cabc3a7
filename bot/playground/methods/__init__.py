"""The Bot API's methods by name."""

from __future__ import annotations

from bot.playground.methods import editing, polls, profile, queries, sending, updates
from bot.playground.methods.call import Method

# Calls that count against the flood limits.
COUNTED = frozenset(
    {
        "sendmessage", "sendphoto", "senddocument", "sendpoll", "stoppoll",
        "editmessagetext", "editmessagecaption", "editmessagereplymarkup", "editmessagemedia",
    }
)  # fmt: skip


def methods() -> dict[str, Method]:
    """Every method, by its name in lower case: Telegram takes any case."""
    table: dict[str, Method] = {
        "getMe": profile.get_me,
        "logOut": profile.fine,
        "close": profile.fine,
        "getUpdates": updates.get_updates,
        "setWebhook": updates.set_webhook,
        "deleteWebhook": updates.delete_webhook,
        "getWebhookInfo": updates.get_webhook_info,
        "sendMessage": sending.send_message,
        "sendPhoto": sending.send_photo,
        "sendDocument": sending.send_document,
        "sendChatAction": sending.send_chat_action,
        "sendPoll": polls.send_poll,
        "stopPoll": polls.stop_poll,
        "editMessageText": editing.edit_message_text,
        "editMessageCaption": editing.edit_message_caption,
        "editMessageReplyMarkup": editing.edit_message_reply_markup,
        "editMessageMedia": editing.edit_message_media,
        "deleteMessage": editing.delete_message,
        "deleteMessages": editing.delete_messages,
        "setMessageReaction": editing.set_message_reaction,
        "answerCallbackQuery": queries.answer_callback_query,
        "answerInlineQuery": queries.answer_inline_query,
        "setMyCommands": profile.set_my_commands,
        "deleteMyCommands": profile.delete_my_commands,
        "getMyCommands": profile.get_my_commands,
        "setMyName": profile.text_setter("name"),
        "getMyName": profile.text_getter("name"),
        "setMyDescription": profile.text_setter("description"),
        "getMyDescription": profile.text_getter("description"),
        "setMyShortDescription": profile.text_setter("short_description"),
        "getMyShortDescription": profile.text_getter("short_description"),
        "setChatMenuButton": profile.set_chat_menu_button,
        "getChatMenuButton": profile.get_chat_menu_button,
        "getChat": profile.get_chat,
        "getFile": profile.get_file,
    }
    return {name.lower(): method for name, method in table.items()}
