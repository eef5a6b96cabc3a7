"""Which lesson card answers a question? The one that tells most of the keyword asked about."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from bot.base.language import Lang
from bot.language.normalise import plain
from bot.training.curriculum import Lesson, LessonCard

# What makes a text a question about something rather than something a customer says.
_ASKS = re.compile(
    r"什么|啥|怎么|怎样|如何|哪几|为什么|区别|介绍|讲讲|解释"
    r"|\b(?:what|how|why|which|explain|define|difference|tell me about)\b"
)
# Other words that questions begin with: enough only where the meaning is near as well.
_MAY_ASK = re.compile(r"哪|谁|几个|几种|要不要|能不能|还是|\b(?:who|when|where|should|is|are|does)\b")
# Somebody is spoken to: that is the customer, and the question is theirs.
_TO_US = re.compile(r"你|您|我们|\b(?:you|your|yours|we|us|our)\b")
# Questions about the bot itself.
_BOT = re.compile(
    r"(?:怎么|如何|怎样|能不能|可以|想).{0,4}(?:暂停(?!合作|采购|项目|付款|订单|使用)|停掉推送|停推送|取消推送|关掉推送|改时间|换语言|改语言|切换语言"
    r"|改时区|删除我的|注销|导出|退出团队|建团队|邀请同事)"
    r"|(?:推送|提醒)(?:时间)?(?:怎么|如何|能)|你(?:是谁|能做什么|会什么|会做什么|有什么功能|是机器人|怎么用)"
    r"|(?:机器人|bot)(?:怎么用|能做)"
    r"|有(?:哪些|什么)(?:命令|功能)|(?:怎么|如何)(?:使用|用)(?:你|这个机器人)"
    r"|\b(?:pause|stop|resume|change|switch|turn off|set|mute|delete|export|quit|leave|move)\b.{0,16}"
    r"\b(?:drills?|pushes|reminders?|notifications?|messages"
    r"|(?:the|my) (?:language|time zone|timezone|drill time|data|team))\b"
    r"|how (?:do|can) i (?:pause|stop|resume|unsubscribe)(?=\W*$| (?:this|you|it|for)\b)"
    r"|how (?:do|can) i (?:invite (?:a|my) (?:colleague|team)|use (?:you|this bot))\b"
    r"|what can you do|who are you|how do you work|are you (?:a )?(?:bot|robot|human)|what commands"
)


@dataclass(frozen=True, slots=True)
class Place:
    """A card of a lesson; `card` counts from 0."""

    unit: str
    card: int


def find(lessons: Mapping[str, Lesson], text: str) -> Place | None:
    """The card that a question asks about; None when the text asks nothing, or about nothing that is taught. Total.

    The longest keyword in the text decides, in either language; on its own a keyword is question enough.
    """
    asked = plain(text).lower()
    hits = [
        (len(word), unit, lang, word)
        for unit, lesson in lessons.items()
        for lang in Lang
        for keyword in lesson.keywords[lang]
        if has_word(asked, word := plain(keyword).lower())
    ]
    if not hits:
        return None
    length, unit, lang, word = max(hits, key=lambda hit: (hit[0], hit[1]))
    if not _ASKS.search(asked) and length * 2 < len(asked):
        return None
    cards = lessons[unit].cards
    return Place(unit, max(range(len(cards)), key=lambda index: (_told(cards[index], lang, word), -index)))


def _told(card: LessonCard, lang: Lang, word: str) -> int:
    text = card.text[lang]
    return 3 * plain(text.title).lower().count(word) + plain(text.body).lower().count(word)


def has_word(text: str, word: str) -> bool:
    """Whether the text holds the word, both normalised and in lower case.

    In English as a whole word, with or without a plural's s.
    """
    if not word.isascii():
        return word in text
    return re.search(rf"(?<![a-z]){re.escape(word)}s?(?![a-z])", text) is not None


def may_ask(text: str) -> bool:
    """Whether a text may be a rep's question about what is taught: it asks, and speaks to nobody."""
    asked = plain(text).lower()
    return bool(_ASKS.search(asked) or _MAY_ASK.search(asked)) and not _TO_US.search(asked)


def about_bot(text: str) -> bool:
    """Whether a text asks about the bot itself: how to pause it, what it can do."""
    return _BOT.search(plain(text).lower()) is not None
