"""The tables of the staff's console. `migrations/` creates them; this module describes them."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
)

from booking.schema import UtcDateTime, metadata

# Who may sign in. Who is told of interviews is another list: notify.schema.staff.
account = Table(
    "account",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("email", String(254), nullable=False, unique=True),
    Column("name", String(120), nullable=False),
    Column("role", String(16), nullable=False),  # a staff.accounts.Role
    Column("interviewer_id", ForeignKey("interviewer.id")),  # whose interviews are theirs
    Column("created_at", UtcDateTime, nullable=False),
    Column("left_at", UtcDateTime),  # null: may sign in
    sqlite_autoincrement=True,  # no number is used twice: what was done names it
)

# One attempt at signing in: a link and a code, which follow from its id (staff.sign_in). An address
# without an account leaves a row too, so that both cost and answer the same.
sign_in = Table(
    "sign_in",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("subject", String(64), nullable=False, index=True),  # a digest of the address
    Column("account_id", ForeignKey("account.id", ondelete="CASCADE")),
    Column("created_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False, index=True),
    Column("tries", Integer, nullable=False),  # codes that were typed
    Column("used_at", UtcDateTime),
)

staff_session = Table(
    "staff_session",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("token", String(64), nullable=False, unique=True),  # a digest of what the browser has
    Column("account_id", ForeignKey("account.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("device", String(120), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("seen_at", UtcDateTime, nullable=False),
)

# A passkey that lets its owner in: its public key, and how often it says that it was used.
passkey = Table(
    "passkey",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("account_id", ForeignKey("account.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("credential_id", String(1400), nullable=False, unique=True),
    Column("credential", Text, nullable=False),  # what WebAuthn calls attested credential data
    Column("sign_count", BigInteger, nullable=False),
    Column("device", String(120), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("used_at", UtcDateTime),
)

# A challenge, by its digest, that a passkey has answered: it works once.
used_challenge = Table(
    "used_challenge",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("expires_at", UtcDateTime, nullable=False, index=True),
)

# Who did what, and when. Triggers refuse to change a row, and to delete one within a year: a
# migration that makes this table anew, or on SQLite `interview`, must make them anew too.
audit_event = Table(
    "audit_event",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", UtcDateTime, nullable=False, index=True),
    Column("actor", String(16), nullable=False),  # a staff.audit.ActorKind
    Column("account_id", Integer),  # no foreign key: what was done outlives the account
    Column("actor_name", String(120)),
    Column("action", String(32), nullable=False),  # a staff.audit.Action
    Column("subject", String(64), index=True),  # such as an interview's reference
    Column("details", JSON, nullable=False),  # no names or words of visitors
)

# What somebody wrote with what they did, and may be about a visitor: erased with the interview, and
# by nothing else (triggers).
audit_words = Table(
    "audit_words",
    metadata,
    Column(
        "event_id",
        ForeignKey("audit_event.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    Column(
        "interview_id", ForeignKey("interview.id", ondelete="CASCADE"), nullable=False, index=True
    ),
    Column("text", Text, nullable=False),
)

# Whose a question is; one without a row is everybody's.
question_assignment = Table(
    "question_assignment",
    metadata,
    Column(
        "question_id",
        ForeignKey("school_question.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    Column("account_id", ForeignKey("account.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("assigned_at", UtcDateTime, nullable=False),
)

# What those who receive noted of an interview; erased with it.
note = Table(
    "note",
    metadata,
    Column("id", Integer, primary_key=True),
    Column(
        "interview_id", ForeignKey("interview.id", ondelete="CASCADE"), nullable=False, index=True
    ),
    Column("account_id", Integer),  # no foreign key: a note outlives the account
    Column("author", String(120), nullable=False),
    Column("text", Text, nullable=False),
    Column("written_at", UtcDateTime, nullable=False),
)

# What the school says of itself where that is not what the files say: a field of knowledge.School.
school_text = Table(
    "school_text",
    metadata,
    Column("name", String(32), primary_key=True),
    Column("value", Text, nullable=False),
)

# What a job's files say otherwise now: a text's name as in knowledge.wording.
job_text = Table(
    "job_text",
    metadata,
    Column("job", String(120), primary_key=True),
    Column("name", String(160), primary_key=True),
    Column("value", Text, nullable=False),
)

# A job that was added in the console: its page, and what each sentence of it answers.
added_job = Table(
    "added_job",
    metadata,
    Column("slug", String(120), primary_key=True),
    Column("name", String(80), nullable=False),
    Column("of_name", String(80), nullable=False),
    Column("url", String(500), nullable=False),
    Column("page", Text, nullable=False),  # as `page.txt` of a job's folder
    Column("choices", JSON, nullable=False),  # by the place of a sentence: see knowledge.drafting
    Column("added_at", UtcDateTime, nullable=False),
    Column("published_at", UtcDateTime),  # null: visitors cannot ask about it
)

# What a day of Paris came to, without anything personal: kept when all that it counts is forgotten.
count_by_day = Table(
    "count_by_day",
    metadata,
    Column("day", Date, primary_key=True),
    Column("job", String(120), primary_key=True),  # empty: of no job in particular
    Column("measure", String(32), primary_key=True),  # see staff.totals
    Column("topic", String(64), primary_key=True),  # an intent, or who did it; empty: all
    Column("number", Integer, nullable=False),
    Column("confidence", Float),  # the mean of the turns that are counted
    Index(None, "measure", "day", "topic", "number"),  # all that a figure reads
)

# Whether what is tried again and again goes well: the page, the canary, the back-up.
watch = Table(
    "watch",
    metadata,
    Column("name", String(16), primary_key=True),  # a staff.watches.Watched
    Column("tried_at", UtcDateTime, nullable=False),
    Column("held_at", UtcDateTime),
    Column("problem", Text),  # of the last try; null: it held
)

# What was last read of a job's page on the school's site; `facts` is a digest of its quotes.
watched_page = Table(
    "watched_page",
    metadata,
    Column("job", String(120), primary_key=True),
    Column("url", String(2000), nullable=False),
    Column("tag", String(200)),  # its ETag
    Column("changed", String(64)),  # its Last-Modified, as the server wrote it
    Column("facts", String(64), nullable=False),  # empty: it was never read
    Column("read_at", UtcDateTime),
    Column("problem", Text),  # of the last try; null: it was read
)

# Facts whose quote the page no longer has: not told, unless a person says that they still hold.
changed_fact = Table(
    "changed_fact",
    metadata,
    Column("job", String(120), primary_key=True),
    Column("fact", String(120), primary_key=True),
    Column("quote", Text, nullable=False),
    Column("nearest", Text, nullable=False),  # what the page has in its place
    Column("since", UtcDateTime, nullable=False),
    Column("kept_at", UtcDateTime),
)

# A paragraph that the page is to have, from the answers to questions that it left open. Nothing
# here says who asked: `phrases` are masked.
page_addition = Table(
    "page_addition",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("job", String(120), nullable=False),
    Column("heading", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("point", String(120), nullable=False),  # what was asked, as it was read; empty: unknown
    Column("phrases", JSON, nullable=False),
    Column("asked", Integer, nullable=False),  # how often, as far as it was known
    Column("asked_since", Date, nullable=False),  # in Paris
    Column("webmaster", String(254)),  # whom it was sent to; null: nobody
    Column("proposed_at", UtcDateTime, nullable=False),
    Column("proposed_by", String(120), nullable=False),
    Column("found", Text),  # the page's own words, once it says it
    Column("found_at", UtcDateTime),
    Column("published_at", UtcDateTime, index=True),
    Column("left_at", UtcDateTime),  # when a person set it aside
    Column("told", Integer),  # how many were told by e-mail
    sqlite_autoincrement=True,  # facts and messages are named after it
)

# A model that was learnt from what staff decided, or is to be: its file is under CONSEILLER_HOME.
model_version = Table(
    "model_version",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("state", String(16), nullable=False),  # a staff.learning.State
    Column("base", String(64), nullable=False),  # the digest of the model that came with the code
    Column("asked_at", UtcDateTime, nullable=False),
    Column("asked_by", String(120)),
    Column("seen_at", UtcDateTime),  # when the process that learns it was last heard of
    Column("finished_at", UtcDateTime),
    Column("published_at", UtcDateTime),
    Column("trial", JSON(none_as_null=True)),  # what the trial showed, or why there was none
    sqlite_autoincrement=True,  # a number is in the name of a folder
)
