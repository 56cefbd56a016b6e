"""The step of an affiliate's workflow in which the nation has a say."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask, Page, TaskState, WorkflowState


class NationalReviewTask(AbstractGroupApprovalTask):
    """Review by the national office of the page types that ask for it (`needs_national_review`); others pass."""

    class Meta:
        verbose_name = _("national review")
        verbose_name_plural = _("national reviews")

    def start(self, workflow_state: WorkflowState, user: Any = None) -> TaskState:
        """Wait for the national office, or step over at once, telling nobody, where the type does not ask for it."""
        content = workflow_state.content_object
        model = content.specific_class if isinstance(content, Page) else type(content)
        if getattr(model, "needs_national_review", False):
            return super().start(workflow_state, user=user)
        state = self.get_task_state_class()(
            workflow_state=workflow_state,
            revision=content.get_latest_revision(),
            task=self,
            status=TaskState.STATUS_SKIPPED,
            finished_at=timezone.now(),
        )
        state.save()
        return state

    @classmethod
    def get_description(cls) -> str:
        """Say in the admin what the step does."""
        return str(_("Members of the chosen groups review the kinds of page that the nation wants to see first"))
