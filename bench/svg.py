"""Small pictures, written by hand: SVG with plain words and rectangles."""

from __future__ import annotations

import html
from collections.abc import Iterable


def drawing(width: float, height: float, parts: Iterable[str], size: int = 14) -> str:
    """Put parts on a white ground; `size` is that of the letters."""
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" '
            f'font-family="sans-serif" font-size="{size}">',
            '<rect width="100%" height="100%" fill="#fff"/>',
            *parts,
            "</svg>",
            "",
        ]
    )


def box(x: float, y: float, width: float, height: float, colour: str) -> str:
    """Draw a filled rectangle."""
    return f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" fill="{colour}"/>'


def words(x: float, y: float, text: str, **attributes: str) -> str:
    """Write words from a point on; `text_anchor="end"` is the attribute `text-anchor`."""
    rest = "".join(f' {name.replace("_", "-")}="{value}"' for name, value in attributes.items())
    return f'<text x="{x:g}" y="{y:g}"{rest}>{html.escape(text)}</text>'
