"""Small pictures, written by hand: SVG with plain words and shapes."""

from __future__ import annotations

import html
from collections.abc import Iterable


def drawing(
    width: float,
    height: float,
    parts: Iterable[str],
    *,
    title: str,
    description: str,
    size: int = 14,
) -> str:
    """Put parts on a white ground; `size` is that of the letters.

    Title and description are for those who do not see the picture.
    """
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" '
            f'font-family="sans-serif" font-size="{size}" role="img" '
            'aria-labelledby="title description">',
            f'<title id="title">{html.escape(title)}</title>',
            f'<desc id="description">{html.escape(description)}</desc>',
            '<rect width="100%" height="100%" fill="#fff"/>',
            *parts,
            "</svg>",
            "",
        ]
    )


def box(x: float, y: float, width: float, height: float, colour: str) -> str:
    """Draw a filled rectangle."""
    return f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" fill="{colour}"/>'


def dot(x: float, y: float, radius: float, colour: str) -> str:
    """Draw a filled circle."""
    return f'<circle cx="{x:g}" cy="{y:g}" r="{radius:g}" fill="{colour}"/>'


def words(x: float, y: float, text: str, **attributes: str) -> str:
    """Write words from a point on; `text_anchor="end"` is the attribute `text-anchor`."""
    rest = "".join(f' {name.replace("_", "-")}="{value}"' for name, value in attributes.items())
    return f'<text x="{x:g}" y="{y:g}"{rest}>{html.escape(text)}</text>'
