"""What people say where they take back what they have just said: « nan attends », « oups »."""

from __future__ import annotations

NO = r"(?:n+on+|no{2,}n|na+n|nn+|nope)"
"""« non », however it is typed; in plain letters, as all of this is."""

SLIP = (
    r"(?:pardon|oups|oops|mince|zut|flute|stop|attend(?:s|ez)?|rectification"
    r"|(?<!d')(?<!sans )erreur|desolee?|(?:au temps|autant) pour moi"
    r"|je (?:me trompe|m'etais trompee?|me suis trompee?|v(?:eux|oulais) dire))"
)
"""What one says on noticing a slip of one's own."""
