"""Every intent of domain.yml, once, in the groups that are treated alike.

`tests/unit/project/test_intents.py` holds the other files to these groups, and names the one that
forgot an intent.
"""

from __future__ import annotations

JOB_TOPICS = {
    "ask_job_definition": "definition",
    "ask_missions": "missions",
    "ask_skills": "skills",
    "ask_qualities": "qualities",
    "ask_salary": "salary",
    "ask_degrees": "degrees",
    "ask_programme": "programme",
}
"""The topic of knowledge/ that answers each intent."""

NOT_ON_PAGE = "ask_not_on_page"
"""What is asked about the job or its school beyond these topics; few pages answer it."""

ABOUT_INTERVIEW = "ask_interview"
"""What is asked about the interview itself: how long, on what, with whom; its points say which."""

FOLLOW_UPS = frozenset({"ask_more", "ask_repeat", "ask_simpler", "ask_source", "ask_why"})
"""What goes on from what was told last, and means nothing without it."""

ABOUT_ASSISTANT = frozenset({"ask_help", "ask_if_robot", "ask_human", "ask_privacy"})
"""What is asked about the assistant and what it does."""

ASK_SCHOOL = "ask_school"
"""The wish that the school be asked what the page leaves open."""

INTERVIEW_WISHES = frozenset(
    {
        "book_interview",
        "ask_free_slots",
        "move_interview",
        "cancel_interview",
        "recall_interview",
    }
)
"""What is wanted of an interview."""

DETAILS = frozenset({"inform", "correct_detail"})
"""What gives a detail, or says that one is wrong."""

DECISIONS = frozenset({"affirm", "deny", "stop_form"})
"""What accepts, refuses or stops."""

ENDS = frozenset({"stop_form", "cancel_interview"})
"""What gives a booking up."""

COURTESIES = frozenset({"greet", "thank", "goodbye", "react", "hesitate"})
"""What asks and answers nothing: manners, remarks, and « laissez-moi réfléchir »."""

OFF_TOPIC = frozenset({"out_of_scope", "hostile"})

MISSES = frozenset({"gibberish", "nlu_fallback"})
"""Intents that stand for not having understood; Rasa's own is `nlu_fallback`."""

QUESTIONS = frozenset(JOB_TOPICS) | {NOT_ON_PAGE, ABOUT_INTERVIEW} | ABOUT_ASSISTANT | FOLLOW_UPS
"""Intents with which a visitor asks something, rather than answering the assistant."""

ASIDES = QUESTIONS | {ASK_SCHOOL} | OFF_TOPIC
"""Intents that are no answer to what a form asks."""

LEAVING = COURTESIES | {"stop_form", "affirm", "book_interview"}
"""Intents that give no reference and no address, whatever was asked."""
