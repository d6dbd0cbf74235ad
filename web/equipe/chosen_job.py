"""Which job a page of the console is about, where there are several: the usual one, or `metier`."""

from __future__ import annotations

from urllib.parse import urlencode

from knowledge import Job
from web.context import Request

_FIELD = "metier"


def chosen_job(request: Request) -> Job | None:
    """Give the job that is asked for, as it is worded now; None where there is none such."""
    services = request.app.ctx.services
    sent = request.form.get(_FIELD) if request.form else None
    slug = sent or request.args.get(_FIELD) or services.default_job.slug
    return services.worded(slug[:200])


def is_added(request: Request, job: Job) -> bool:
    """Tell whether a job was added in the console: of it, only topics are understood."""
    return job.slug not in request.app.ctx.services.jobs_of_files


def of_job(request: Request, address: str, job: Job, **more: str) -> str:
    """Give the address of a page about a job; that of the usual one names none."""
    is_usual = job.slug == request.app.ctx.services.default_job.slug
    asked = {**({} if is_usual else {_FIELD: job.slug}), **more}
    return f"{address}?{urlencode(asked)}" if asked else address


def job_names(request: Request) -> dict[str, str]:
    """List the jobs that visitors ask about, by their names, with a capital."""
    jobs = request.app.ctx.services.jobs.values()
    return {job.slug: job.name[:1].upper() + job.name[1:] for job in jobs}
