"""The nineteen kinds of objection, and which of their phrasings the network is not taught."""

from __future__ import annotations

import zlib
from enum import StrEnum

_KEPT_BACK = 10


class Category(StrEnum):
    """The nineteen kinds of objection. The value is what content, tables and scripts hold."""

    PRICE = "price"
    BUDGET = "budget"
    NO_NEED = "no_need"
    TIMING = "timing"
    BUSY = "busy"
    BRUSH_OFF = "brush_off"
    SEND_INFO = "send_info"
    INCUMBENT = "incumbent"
    COMPETITOR = "competitor"
    AUTHORITY = "authority"
    TRUST = "trust"
    QUALITY = "quality"
    DELIVERY = "delivery"
    AFTER_SALES = "after_sales"
    RISK = "risk"
    SWITCHING = "switching"
    CONTRACT = "contract"
    FIT = "fit"
    COMPLAINT = "complaint"


CATEGORIES = tuple(Category)
# What a customer says against buying, and its kind.
Pushback = tuple[str, Category]


def kept_back(said: str) -> bool:
    """Whether the network is not taught a phrasing, so that it tells what the network's word is worth: every tenth.

    It hangs on nothing but the phrasing's letters and digits (`objection_space.key`): others may come and go.
    """
    return zlib.crc32(said.encode("utf-8", "backslashreplace")) % _KEPT_BACK == 0
