"""Make content/fonts/dojo-sans.otf: a subset of Noto Sans CJK SC for the pictures the bot draws.

    python -m tools.subset_font /path/to/NotoSansCJK-Regular.ttc

Needs fonttools (it comes with matplotlib) and the font file of the package fonts-noto-cjk or of the Noto project.
Kept are all characters of GB 2312 and Big5 level 1 (names in both scripts), Latin, punctuation and a few signs.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter, load_font, save_font

TARGET = Path(__file__).parents[1] / "content" / "fonts" / "dojo-sans.otf"
FAMILY = "Dojo Sans"
# The face of the collection that has the simplified forms.
FACE = 2
_BLOCKS = ((0x20, 0x7F), (0xA0, 0x180), (0x2010, 0x2040), (0x2190, 0x219A), (0x3000, 0x3020), (0xFF00, 0xFF60))
_SIGNS = "€№™≤≥≠±×÷√∞▲△▼▽●○■□★☆✓✗"


def characters() -> set[int]:
    """The code points to keep."""
    kept = {code for low, high in _BLOCKS for code in range(low, high)} | {ord(sign) for sign in _SIGNS}
    return kept | _encoded("gb2312", 0xF7, 0xA1) | _encoded("big5", 0xC6, 0x40)


def _encoded(codec: str, last: int, low: int) -> set[int]:
    """Every character of two bytes in an encoding, up to the lead byte `last`."""
    pairs = (bytes((lead, trail)) for lead in range(0xA1, last + 1) for trail in range(low, 0xFF))
    texts = (pair.decode(codec, "ignore") for pair in pairs)
    return {ord(text) for text in texts if len(text) == 1}


def main() -> None:
    """Read the font named on the command line, write the subset."""
    options = Options(font_number=FACE, layout_features=["kern"], hinting=False, desubroutinize=True)
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    font = load_font(sys.argv[1], options)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=characters())
    subsetter.subset(font)
    for record in font["name"].names:
        if record.nameID in (1, 4):
            record.string = FAMILY
        elif record.nameID in (3, 6):
            record.string = FAMILY.replace(" ", "")
    font["CFF "].cff.fontNames = [FAMILY.replace(" ", "")]
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    save_font(font, TARGET, options)
    print(f"{TARGET.name}: {TARGET.stat().st_size // 1024} KiB, {len(font.getBestCmap())} characters")


if __name__ == "__main__":
    main()
