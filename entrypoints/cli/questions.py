"""`./conseiller questions`: what visitors asked the school through the assistant."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from booking.questions import Question
from entrypoints.cli.common import AsJson, fail, noting, on_paris_clock, print_json, services
from french import speak
from staff.audit import Action

app = typer.Typer(help="What visitors asked the school.", invoke_without_command=True)


@app.callback()
def show(
    context: typer.Context,
    as_json: AsJson = False,
    only_open: Annotated[bool, typer.Option("--open", help="Only those not answered yet.")] = False,
) -> None:
    """List the questions, oldest first."""
    if context.invoked_subcommand:
        return
    questions = services().questions.questions(only_open)
    if as_json:
        print_json(map(_record, questions))
        return
    for question in questions:
        state = "answered" if question.answered_at else "open"
        asked = speak.moment(question.created_at)
        typer.echo(
            f"{question.id}  {state:<8}  {asked}  {question.email or '-'}  {_said(question)}"
        )
    if not questions:
        typer.echo("No question is open." if only_open else "No question was asked yet.")


@app.command("answered")
def mark_answered(
    number: Annotated[int, typer.Argument(help="As ./conseiller questions shows it.")],
) -> None:
    """Note that a question is answered."""
    made = services()
    note = noting(made, Action.QUESTION_CLOSED, f"question {number}")
    if not made.questions.mark_answered(number, made.now(), note):
        fail(f"there is no question {number}; see ./conseiller questions")
    typer.echo(f"question {number} is answered.")


def _said(question: Question) -> str:
    call = question.callback
    return f"call {call.phone} {call.when or ''} {question.text}" if call else question.text


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
