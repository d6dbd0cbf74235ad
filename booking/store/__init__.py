"""How the schedule, interviews and occupied time are kept in the database.

Each function works in the transaction of the connection that it is given.
"""

from booking.store.earlier_times import free_up
from booking.store.interviews import (
    add_interview,
    cancel_interview,
    correct_interview,
    count_made,
    count_open,
    interview_by_id,
    interview_by_reference,
    interview_by_request_key,
    interview_by_uid,
    interviews_query,
    list_interviews,
    move_interview,
    note_coming,
    note_interview,
    read_interview,
    set_status,
    upcoming_load,
)
from booking.store.occupied_time import (
    add_hold,
    busy_times,
    drop_holds,
    held_until,
    prolong_hold,
    replace_busy_times,
    vacate,
)
from booking.store.schedules import (
    current_schedule,
    lock_schedule,
    read_schedule,
    schedule_to_book_by,
)

__all__ = [
    "add_hold",
    "add_interview",
    "busy_times",
    "cancel_interview",
    "correct_interview",
    "count_made",
    "count_open",
    "current_schedule",
    "drop_holds",
    "free_up",
    "held_until",
    "interview_by_id",
    "interview_by_reference",
    "interview_by_request_key",
    "interview_by_uid",
    "interviews_query",
    "list_interviews",
    "lock_schedule",
    "move_interview",
    "note_coming",
    "note_interview",
    "prolong_hold",
    "read_interview",
    "read_schedule",
    "replace_busy_times",
    "schedule_to_book_by",
    "set_status",
    "upcoming_load",
    "vacate",
]
