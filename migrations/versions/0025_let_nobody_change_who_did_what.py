"""Let nobody change who did what: the database refuses it"""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"

# A row may go once a year is over. What people wrote goes with its interview, or with its row.
_OF_POSTGRESQL = (
    """CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION '% only grows', TG_TABLE_NAME
            USING ERRCODE = 'integrity_constraint_violation';
    END $$""",
    """CREATE FUNCTION keep_audit_words() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF EXISTS (SELECT FROM interview WHERE id = OLD.interview_id)
                AND EXISTS (SELECT FROM audit_event WHERE id = OLD.event_id) THEN
            RAISE EXCEPTION '% only grows', TG_TABLE_NAME
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN OLD;
    END $$""",
    """CREATE TRIGGER audit_event_stays_as_it_is BEFORE UPDATE ON audit_event
    FOR EACH ROW EXECUTE FUNCTION refuse_audit_change()""",
    """CREATE TRIGGER audit_event_stays_a_year BEFORE DELETE ON audit_event
    FOR EACH ROW WHEN (OLD.at > now() - interval '365 days')
    EXECUTE FUNCTION refuse_audit_change()""",
    """CREATE TRIGGER audit_event_is_not_emptied BEFORE TRUNCATE ON audit_event
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change()""",
    """CREATE TRIGGER audit_words_stay_as_they_are BEFORE UPDATE ON audit_words
    FOR EACH ROW EXECUTE FUNCTION refuse_audit_change()""",
    """CREATE TRIGGER audit_words_go_with_the_interview BEFORE DELETE ON audit_words
    FOR EACH ROW EXECUTE FUNCTION keep_audit_words()""",
    """CREATE TRIGGER audit_words_are_not_emptied BEFORE TRUNCATE ON audit_words
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change()""",
)
# `INSERT OR REPLACE` of SQLite replaces a row without asking the triggers of deleting.
_OF_SQLITE = (
    """CREATE TRIGGER audit_event_stays_as_it_is BEFORE UPDATE ON audit_event
    BEGIN SELECT RAISE(ABORT, 'audit_event only grows'); END""",
    """CREATE TRIGGER audit_event_stays_a_year BEFORE DELETE ON audit_event
    WHEN OLD.at > datetime('now', '-365 days')
    BEGIN SELECT RAISE(ABORT, 'audit_event only grows'); END""",
    """CREATE TRIGGER audit_event_is_not_replaced BEFORE INSERT ON audit_event
    WHEN EXISTS (SELECT 1 FROM audit_event WHERE id = NEW.id)
    BEGIN SELECT RAISE(ABORT, 'audit_event only grows'); END""",
    """CREATE TRIGGER audit_words_stay_as_they_are BEFORE UPDATE ON audit_words
    BEGIN SELECT RAISE(ABORT, 'audit_words only grow'); END""",
    """CREATE TRIGGER audit_words_go_with_the_interview BEFORE DELETE ON audit_words
    WHEN EXISTS (SELECT 1 FROM interview WHERE id = OLD.interview_id)
    AND EXISTS (SELECT 1 FROM audit_event WHERE id = OLD.event_id)
    BEGIN SELECT RAISE(ABORT, 'audit_words only grow'); END""",
    """CREATE TRIGGER audit_words_are_not_replaced BEFORE INSERT ON audit_words
    WHEN EXISTS (SELECT 1 FROM audit_words WHERE event_id = NEW.event_id)
    BEGIN SELECT RAISE(ABORT, 'audit_words only grow'); END""",
)

_event = sa.table(
    "audit_event",
    sa.column("id", sa.Integer),
    sa.column("actor", sa.String),
    sa.column("action", sa.String),
    sa.column("subject", sa.String),
    sa.column("details", sa.JSON),
)
_words = sa.table(
    "audit_words",
    sa.column("event_id", sa.Integer),
    sa.column("interview_id", sa.Integer),
    sa.column("text", sa.Text),
)
_interview = sa.table("interview", sa.column("id", sa.Integer), sa.column("reference", sa.String))


def upgrade() -> None:
    op.create_table(
        "audit_words",
        sa.Column("event_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("interview_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["audit_event.id"], name="fk_audit_words_event_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["interview_id"],
            ["interview.id"],
            name="fk_audit_words_interview_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("event_id", name="pk_audit_words"),
    )
    op.create_index("ix_audit_words_interview_id", "audit_words", ["interview_id"])
    connection = op.get_bind()
    _move_words(connection)
    lapsed = sa.update(_event).where(_event.c.action == "lapsed")
    connection.execute(lapsed.values(actor="system"))  # which was the visitor's until now
    is_sqlite = connection.dialect.name == "sqlite"
    for statement in _OF_SQLITE if is_sqlite else _OF_POSTGRESQL:
        op.execute(statement)


def downgrade() -> None:
    connection = op.get_bind()
    if connection.dialect.name == "sqlite":
        for statement in _OF_SQLITE:
            op.execute(f"DROP TRIGGER {statement.split()[2]}")
    else:
        op.execute("DROP FUNCTION refuse_audit_change, keep_audit_words CASCADE")
    for number, text in connection.execute(sa.select(_words.c.event_id, _words.c.text)).all():
        change = sa.update(_event).where(_event.c.id == number)
        connection.execute(change.values(details={"reason": text}))
    erased = {"reason": "…"}  # which the sentences of before want
    bare = sa.update(_event).where(_event.c.action == "not_told")
    kept = sa.select(_words.c.event_id)
    connection.execute(bare.where(_event.c.id.not_in(kept)).values(details=erased))
    lapsed = sa.update(_event).where(_event.c.action == "lapsed")
    connection.execute(lapsed.values(actor="visitor"))
    unknown = ("earlier_offered", "fact_withheld", "fact_back", "paragraph_found")
    learnt = ("model_ready", "model_refused", "model_failed")
    connection.execute(sa.delete(_event).where(_event.c.action.in_((*unknown, *learnt))))
    connection.execute(
        sa.delete(_event).where(_event.c.actor == "system", _event.c.action != "lapsed")
    )
    op.drop_table("audit_words")


def _move_words(connection: sa.Connection) -> None:
    """Take what people wrote out of the events; what was of interviews that are gone, goes."""
    known = sa.select(_event.c.id, _event.c.details, _interview.c.id.label("interview_id"))
    known = known.outerjoin_from(_event, _interview, _interview.c.reference == _event.c.subject)
    for row in connection.execute(known.where(_event.c.action == "not_told")).all():
        text = row.details.get("reason")
        if text and row.interview_id is not None:
            words = {"event_id": row.id, "interview_id": row.interview_id, "text": text}
            connection.execute(sa.insert(_words).values(words))
        change = sa.update(_event).where(_event.c.id == row.id)
        connection.execute(change.values(details={}))
