"""A link as a picture that a phone's camera reads."""

from __future__ import annotations

import io

import segno

# Pixels to a module, and modules of quiet around the code, as the standard asks for.
SCALE, QUIET = 12, 4


def png(link: str) -> bytes:
    """The QR code of a link, black on white, a PNG of 400 to 800 pixels a side for a link of up to 100 characters."""
    out = io.BytesIO()
    # Error correction M: readable from a screen at an angle, and still coarse enough for an old camera.
    segno.make_qr(link, error="m").save(out, kind="png", scale=SCALE, border=QUIET)
    return out.getvalue()
