"""Case studies and quotes."""

from case_studies.models.case_study import CaseStudyIndexPage, CaseStudyPage
from case_studies.models.quote import QuoteIndexPage, QuotePage

__all__ = ["CaseStudyIndexPage", "CaseStudyPage", "QuoteIndexPage", "QuotePage"]
