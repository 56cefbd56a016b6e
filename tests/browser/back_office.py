"""The way into the back office through the browser."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from playwright.sync_api import Page

from tests.sign_in import PASSWORD, app_code


def sign_in(page: Page, email: str, authenticator: Authenticator, *, password: str = PASSWORD) -> None:
    """Sign in with password and authenticator app; ends on the first page of the back office."""
    page.goto("/cms/")
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("**/2fa/authenticate/**")
    page.locator("input[name=code]").fill(app_code(authenticator))
    page.locator("form:has(input[name=code]) button[type=submit]").first.click()
    page.wait_for_url("**/cms/")
