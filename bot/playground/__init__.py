"""A Telegram Bot API server on this machine with a chat page: to try the bot without a token, and for tests."""

from bot.playground.rates import Limits
from bot.playground.server import Playground

__all__ = ["Limits", "Playground"]
