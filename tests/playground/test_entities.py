"""Telegram's HTML: the cases its own library publishes, and ours."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.playground.detect import with_found
from bot.playground.entities import MarkupError, parse_html, utf16_length
from bot.playground.render import to_html


def shape(entities: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    return [
        (e["type"], e["offset"], e["length"], *(e[k] for k in ("url", "language", "user_id") if k in e))
        for e in entities
    ]


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("&#57311;", "Text contains invalid Unicode characters after decoding HTML entities"),
        ("&#xDFDF", "Text contains invalid Unicode characters after decoding HTML entities"),
        ("🏟 🏟&lt;<abacaba", "Unclosed start tag at byte offset 13"),
        ("🏟 🏟&lt;<abac aba>", 'Unsupported start tag "abac" at byte offset 13'),
        ("🏟 🏟&lt;<abac>", 'Unsupported start tag "abac" at byte offset 13'),
        ("🏟 🏟&lt;<i   =aba>", 'Empty attribute name in the tag "i" at byte offset 13'),
        ("🏟 🏟&lt;<i    aba>", 'Expected equal sign in declaration of an attribute of the tag "i" at byte offset 13'),
        ("🏟 🏟&lt;<i    aba  =  ", 'Unclosed start tag "i" at byte offset 13'),
        ("🏟 🏟&lt;<i    aba  =  190azAz-.,", "Unexpected end of name token at byte offset 27"),
        ('🏟 🏟&lt;<i    aba  =  "&lt;&gt;&quot;>', "Unclosed start tag at byte offset 13"),
        ("🏟 🏟&lt;<i    aba  =  '&lt;&gt;&quot;>", "Unclosed start tag at byte offset 13"),
        ("🏟 🏟&lt;</", "Unexpected end tag at byte offset 13"),
        ("🏟 🏟&lt;<b></b></", "Unexpected end tag at byte offset 20"),
        ("🏟 🏟&lt;<i>a</i   ", "Unclosed end tag at byte offset 17"),
        ("🏟 🏟&lt;<i>a</em   >", 'Unmatched end tag at byte offset 17, expected "</i>", found "</em>"'),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("<br>", 'Unsupported start tag "br" at byte offset 0'),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ('<tg-emoji emoji-id="x">y</tg-emoji>', "Invalid custom emoji identifier specified"),
    ],
)
def test_broken_markup_is_refused_in_telegrams_words(source: str, message: str) -> None:
    with pytest.raises(MarkupError) as refused:
        parse_html(source)
    assert str(refused.value).startswith(message)


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("", "", []),
        ("&lt;&gt;&amp;&quot;&laquo;&raquo;&#12345678;", '<>&"&laquo;&raquo;&#12345678;', []),
        ("&#20013;&#x6587;", "中文", []),
        ("➡️ ➡️<i>➡️ ➡️</i>", "➡️ ➡️➡️ ➡️", [("italic", 5, 5)]),
        ("<strong>粗</strong><ins>下</ins>", "粗下", [("bold", 0, 1), ("underline", 1, 1)]),
        ("<strike>删</strike><del>除</del>", "删除", [("strikethrough", 0, 1), ("strikethrough", 1, 1)]),
        ("🏟 🏟<i>🏟 &lt🏟</i>", "🏟 🏟🏟 <🏟", [("italic", 5, 6)]),
        ("🏟 🏟<i>🏟 &gt;<b aba   =   caba>&lt🏟</b></i>", "🏟 🏟🏟 ><🏟", [("italic", 5, 7), ("bold", 9, 3)]),
        ("🏟 🏟&lt;<i    aba  =  '&lt;&gt;&quot;'>a</>", "🏟 🏟<a", [("italic", 6, 1)]),
        ("🏟 🏟&lt;<b></b>", "🏟 🏟<", []),
        ("<a href=telegram.org>x</a>", "x", [("text_link", 0, 1, "http://telegram.org/")]),
        ("<a   href=  'telegram.org?&lt;'   >x</a>", "x", [("text_link", 0, 1, "http://telegram.org/?<")]),
        ("<a>telegram.org</a>", "telegram.org", [("text_link", 0, 12, "http://telegram.org/")]),
        ("<a> </a>", " ", []),
        ('<a href="javascript:alert(1)">x</a>', "x", []),
        ('<a href="tg://user?id=123456">x</a>', "x", [("text_mention", 0, 1, 123456)]),
        ('<pre><code class="language-fift">🏟</code></pre>', "🏟", [("pre", 0, 2, "fift")]),
        ('<code class="language-fift"><pre>🏟</></>', "🏟", [("pre", 0, 2, "fift")]),
        ("<code>a<b>b</b></code>", "ab", [("code", 0, 2)]),
        ("<blockquote expandable>a\n<u>b</u></>", "a\nb", [("expandable_blockquote", 0, 3), ("underline", 2, 1)]),
        ("<blockquote>a<blockquote>b</blockquote></blockquote>", "ab", [("blockquote", 0, 2)]),
        ('<tg-spoiler>a</tg-spoiler><span class="tg-spoiler">b</span>', "ab", [("spoiler", 0, 1), ("spoiler", 1, 1)]),
        ("<B>x</b>", "x", [("bold", 0, 1)]),
    ],
)  # fmt: skip
def test_text_and_entities(source: str, text: str, entities: list[tuple[Any, ...]]) -> None:
    plain, found = parse_html(source)
    assert plain == text
    assert shape(found) == entities


@given(st.text(alphabet="<>&;/bi =\"'a中🏟#1"))
def test_any_text_is_parsed_or_refused(source: str) -> None:
    try:
        text, entities = parse_html(source)
    except MarkupError:
        return
    assert all(e["offset"] + e["length"] <= utf16_length(text) for e in entities)
    to_html(text, with_found(text, entities))


def test_rendering_nests_and_escapes() -> None:
    text, entities = parse_html("<b>1 &lt; <i>2</i></b>\n<a href='https://x.org/?a=1&amp;b=\"'>🏟</a><pre>a\nb</pre>")
    assert to_html(text, entities) == (
        '<b>1 &lt; <i>2</i></b><br><a href="https://x.org/?a=1&amp;b=&quot;" target="_blank" rel="noopener noreferrer">'
        "🏟</a><pre><code>a<br>b</code></pre>"
    )


def test_commands_and_addresses_are_found_outside_code() -> None:
    text = "/drill 看 https://t.me/x?start=1，问 @emma_h #销售 a@b.cn /x/y"
    found = shape(with_found(text, []))
    assert [entry[0] for entry in found] == ["bot_command", "url", "mention", "hashtag", "email"]
    assert found[1][1:] == (9, 22)
    assert with_found("/drill", [{"type": "code", "offset": 0, "length": 6}]) == [
        {"type": "code", "offset": 0, "length": 6}
    ]
    html = to_html("/drill", with_found("/drill", []))
    assert html == '<span class="tg-command" data-command="/drill">/drill</span>'


def test_entities_that_cross_are_left_out_and_scripts_never_rendered() -> None:
    crossing = [{"type": "bold", "offset": 0, "length": 3}, {"type": "italic", "offset": 2, "length": 3}]
    assert to_html("abcde", crossing) == "<b>abc</b>de"
    sly = [{"type": "text_link", "offset": 0, "length": 1, "url": "javascript://x/%0aalert(1)"}]
    assert to_html("a", sly) == "a"
    assert to_html("<script>", []) == "&lt;script&gt;"
