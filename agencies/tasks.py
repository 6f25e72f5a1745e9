"""Background jobs that belong to no agency."""

from __future__ import annotations

from procrastinate import JobContext, builtin_tasks
from procrastinate.contrib.django import app

#: Hours after which a job that went well is of no interest; one that failed stays for a month.
KEEP_DONE_HOURS, KEEP_FAILED_HOURS = 24, 24 * 30
#: A worker gives a sign of life every ten seconds; one that has not for so long is dead.
STALLED_SECONDS = 30


@app.periodic(cron="41 * * * *")
@app.task(name="agencies.forget_jobs", queue="inbox", queueing_lock="forget jobs", pass_context=True)
async def forget_jobs(context: JobContext, timestamp: int) -> None:
    """Each hour: what was done goes, so that the table of jobs stays small."""
    await builtin_tasks.remove_old_jobs(context, max_hours=KEEP_DONE_HOURS, remove_cancelled=True)
    await builtin_tasks.remove_old_jobs(context, max_hours=KEEP_FAILED_HOURS, remove_failed=True)


@app.periodic(cron="* * * * *")
@app.task(name="agencies.retry_stalled_jobs", queue="inbox", queueing_lock="retry stalled jobs", pass_context=True)
async def retry_stalled_jobs(context: JobContext, timestamp: int) -> None:
    """Each minute: what a worker was doing when it died is done by another; each of our jobs may run twice."""
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_SECONDS):
        await manager.retry_job(job)


@app.periodic(cron="23 * * * *")
@app.task(name="agencies.forget_requests", queue="inbox", queueing_lock="forget requests")
def forget_requests(timestamp: int) -> None:
    """Each hour: the marks of requests that nobody can come back to go, and changes that nobody can ask for."""
    from agencies import api_idempotency, changes
    from agencies.models import Agency

    for agency_id in Agency.objects.values_list("pk", flat=True):
        api_idempotency.forget_requests(agency_id=agency_id)
        changes.forget_changes(agency_id=agency_id)


@app.periodic(cron="*/10 * * * *")
@app.task(name="agencies.forget_rates", queue="inbox", queueing_lock="forget rates")
def forget_rates(timestamp: int) -> None:
    """Every ten minutes: what was counted of requests in windows that are over goes."""
    from agencies.api_rates import forget_rates as forget

    forget()
