"""`./conseiller questions`: what visitors asked the school through the assistant."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from booking.questions import Question
from entrypoints.cli.common import noting, services
from entrypoints.cli.french_typer import argument, command, group, option
from entrypoints.cli.saying import AsJson, fail, on_paris_clock, print_json
from entrypoints.cli.texts import text
from french import speak
from staff.audit import Action

app = group("questions", runs_alone=True)


@app.callback()
def show(
    context: typer.Context,
    as_json: AsJson = False,
    only_open: Annotated[bool, option("--open", told="open")] = False,
) -> None:
    """List the questions, oldest first."""
    if context.invoked_subcommand:
        return
    questions = services().questions.questions(only_open)
    if as_json:
        print_json(map(_record, questions))
        return
    for question in questions:
        state = text("state_answered" if question.answered_at else "state_open")
        asked = speak.moment(question.created_at)
        email = question.email or text("nobody")
        typer.echo(f"{question.id}  {state:<10}  {asked}  {email}  {_said(question)}")
    if not questions:
        typer.echo(text("no_open_questions" if only_open else "no_questions"))


@command(app, "answered", "questions")
def mark_answered(number: Annotated[int, argument("question")]) -> None:
    """Note that a question is answered."""
    made = services()
    note = noting(made, Action.QUESTION_CLOSED, f"question {number}")
    if not made.questions.mark_answered(number, made.now(), note):
        fail(text("no_question", number=number))
    typer.echo(text("answered", number=number))


def _said(question: Question) -> str:
    call = question.callback
    if call is None:
        return question.text
    return text("call", phone=call.phone, when=call.when or "", text=question.text).rstrip()


def _record(question: Question) -> dict[str, Any]:
    return {
        "id": question.id,
        "text": question.text,
        "email": question.email,
        "phone": question.callback and question.callback.phone,
        "call_when": question.callback and question.callback.when,
        "created_at": on_paris_clock(question.created_at),
        "answered_at": on_paris_clock(question.answered_at),
    }
