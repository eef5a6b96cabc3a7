"""Words in common: whether an answer speaks of what was said, and whether it is somebody else's sentence."""

from __future__ import annotations

import re

from bot.language.normalise import plain

# What every sentence holds says nothing about its matter.
_STOP = frozenset(
    """
    all and any are ask but can did for get got had has have her him his how its let may nor not now off one our
    out own say see she too two use via was way who why yes yet you the
    advice flattery line praise question sentence specific words write
    about after again also anything because been before being between both cannot could does doing done down each
    even every from give going good have having hear hello here just know like little look made make many might
    more most much must need never none only other ours over please quite really right said same shall should some
    something still such sure take tell than thank thanks that their them then there these they thing think this
    those through time told under until very want wants well were what when where which while will with without
    would year yours your you're you've we're we've i've they're that's there's let's it's don't doesn't isn't
    """.split()  # noqa: SIM905 - easier to read than a list
)
_HAN_STOP = frozenset(
    """
    建议 具体 一句 赞美 高帽 夸一 件具 体的 提建 戴高 原话 这句 下面 换成
    我们 你们 您们 他们 咱们 这个 那个 这些 那些 什么 怎么 怎样 一个 一下 一些 可以 能不 不能 没有 是不 不是 就是 还是
    的时 时候 现在 知道 觉得 您好 你好 您的 你的 我的 们的 这边 那边 一点 有点 如果 因为 所以 但是 可是 其实 已经 这样
    那样 有没 没问 问题 大家 自己 出来 起来 下来 过来 的话 想问 请问 您看 您说 您觉 我想 我是 我也 您这 您那 是的 的是
    了吗 的吗 好吗 行吗 对吗
    """.split()  # noqa: SIM905 - easier to read than a list
)
_WORD = re.compile(r"[a-z][a-z']{2,}|\d+")
_HAN = re.compile(r"[㐀-鿿]+")
_STEM = 5
_SHINGLE = 4
_KEPT = re.compile(r"[a-z0-9㐀-鿿]+")


def shared(text: str, *sources: str) -> str | None:
    """The first word of `text` that also stands in one of the sources; None when they have none in common.

    Words that any sentence may hold do not count.
    """
    theirs = {key for source in sources for key, _ in _keys(source)}
    return next((word for key, word in _keys(text) if key in theirs), None)


def copied(text: str, source: str) -> float:
    """How much of `text` is `source` word for word: 0 nothing, 1 all."""
    mine, theirs = _shingles(text), _shingles(source)
    return len(mine & theirs) / len(mine) if mine else 0.0


def _keys(text: str) -> list[tuple[str, str]]:
    """The telling words with what they are compared by: a stem, or two neighbouring Chinese characters."""
    spoken = plain(text).lower()
    found = [(word[:_STEM], word) for word in _WORD.findall(spoken) if word not in _STOP]
    for run in _HAN.findall(spoken):
        pairs = [run[at : at + 2] for at in range(len(run) - 1)]
        found += [(pair, pair) for pair in pairs if pair not in _HAN_STOP]
    return found


def _shingles(text: str) -> set[str]:
    """Runs of neighbouring letters or characters, without blanks and marks."""
    letters = "".join(_KEPT.findall(plain(text).lower()))
    if not letters:
        return set()
    return {letters[at : at + _SHINGLE] for at in range(max(1, len(letters) - _SHINGLE + 1))}
