"""Somebody who reads the site in a browser, and everything that went wrong while they did."""

from __future__ import annotations

from typing import Literal
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, Response

Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
# The console tells of most violations of the policy by itself, but not of each kind.
REPORT_VIOLATIONS = """
addEventListener("securitypolicyviolation", (event) =>
  console.error(`policy: ${event.effectiveDirective} refuses ${event.blockedURI} at ${event.sourceFile}`));
"""
# Brings every picture into view, since they are loaded only when they come near it.
SEE_ALL = """
async () => {
  const step = innerHeight;
  for (let y = 0; y < document.documentElement.scrollHeight; y += step) {
    scrollTo({ top: y, behavior: "instant" });
    await new Promise(requestAnimationFrame);
  }
  for (const picture of document.images) picture.loading = "eager";
  await Promise.all([...document.images].map((picture) => picture.decode().catch(() => {})));
  await document.fonts.ready;
  scrollTo({ top: 0, behavior: "instant" });
  return [...document.images].filter((picture) => !picture.naturalWidth).map((picture) => picture.currentSrc);
}
"""


class Reader:
    """A page of the browser with `problems`: errors in the console, failed loads and requests to other hosts."""

    def __init__(self, context: BrowserContext, base_url: str) -> None:
        context.add_init_script(REPORT_VIOLATIONS)
        self.context = context
        self.host = urlsplit(base_url).netloc
        self.problems: list[str] = []
        self.page: Page = context.new_page()
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.problems.append(f"script: {error}"))
        self.page.on("requestfailed", self._failed)
        context.on("request", self._asked)
        context.on("response", self._answered)

    def open(self, path: str) -> int:
        """Go to a path of the site and return the status of the answer; `problems` starts anew."""
        self.problems.clear()
        response = self.page.goto(path)
        return response.status if response else 0

    def see_all(self) -> list[str]:
        """Look at the whole page, so that everything that it wants is loaded; return the pictures that stay empty."""
        return self.page.evaluate(SEE_ALL)

    def _heard(self, message: ConsoleMessage) -> None:
        # Chromium calls it an error that an error page has the status of an error.
        if message.type in {"error", "warning"} and message.location.get("url") != self.page.url:
            self.problems.append(f"console: {message.text} ({message.location.get('url')})")
        elif message.type == "error" and "Failed to load resource" not in message.text:
            self.problems.append(f"console: {message.text}")

    def _asked(self, request: Request) -> None:
        url = urlsplit(request.url)
        if url.scheme not in {"data", "blob"} and url.netloc != self.host:
            self.problems.append(f"asks another host: {request.url}")

    def _failed(self, request: Request) -> None:
        # A page that is left, or a picture for which a better size is chosen, gives up its requests.
        if request.failure != "net::ERR_ABORTED":
            self.problems.append(f"{request.failure}: {request.url}")

    def _answered(self, response: Response) -> None:
        if response.status >= 400 and not response.request.is_navigation_request():
            self.problems.append(f"{response.status}: {response.url}")
