"""Who reviews a page before it is published: the affiliate's managers, then the nation where the type asks for it."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.models import Group
from wagtail.models import GroupApprovalTask, Page, Task, Workflow, WorkflowPage, WorkflowTask

from affiliates.models import Affiliate
from affiliates.provisioning.nation import Nation
from affiliates.provisioning.report import ProvisioningReport


def ensure_workflow(
    affiliate: Affiliate, homes: Iterable[Page], managers: Group, nation: Nation, report: ProvisioningReport
) -> Workflow:
    """Return the affiliate's workflow with both reviews in it, in force on every home page that has none."""
    name = f"{affiliate.place}: review"
    workflow = affiliate.workflow
    if workflow is None:
        workflow = Workflow.objects.create(name=name)
        report.add(Workflow._meta.verbose_name, name)
    present = set(WorkflowTask.objects.filter(workflow=workflow).values_list("task_id", flat=True))
    local = GroupApprovalTask.objects.filter(pk__in=present, groups=managers).first()
    if local is None:
        local = GroupApprovalTask.objects.create(name=name)
        local.groups.add(managers)
        _add(workflow, local, 0, report)
    if nation.review.pk not in present:
        _add(workflow, nation.review, 1, report)
    homes = list(homes)
    reviewed = set(WorkflowPage.objects.filter(page__in=homes).values_list("page_id", flat=True))
    missing = [home for home in homes if home.pk not in reviewed]
    WorkflowPage.objects.bulk_create([WorkflowPage(page_id=home.pk, workflow=workflow) for home in missing])
    for home in missing:
        report.add(WorkflowPage._meta.verbose_name, home.title, home.locale.language_code)
    return workflow


def _add(workflow: Workflow, task: Task, order: int, report: ProvisioningReport) -> None:
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=order)
    report.add(Task._meta.verbose_name, task.name)
