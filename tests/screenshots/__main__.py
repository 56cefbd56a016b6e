"""Writes screenshots of every kind of page to screenshots/, with a sheet of them, and the README's to docs/images/."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from html import escape
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from case_studies.models import CaseStudyPage
from tests import database, gunicorn
from tests.browser.back_office import sign_in
from tests.browser.chromium import launch_arguments
from tests.browser.content import SIGN_IN, Content, prepare_content
from tests.browser.reader import SEE_ALL
from tests.database import PROJECT_DIR
from tests.sign_in import give_app, make_user

FOLDER = PROJECT_DIR / "screenshots"
README_FOLDER = PROJECT_DIR / "docs" / "images"
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "is_mobile": True}
DESKTOP: dict[str, Any] = {"viewport": {"width": 1440, "height": 900}}
# Name of the series, language, and how the browser is set.
SERIES: list[tuple[str, str, dict[str, Any]]] = [
    ("desktop", "en", DESKTOP),
    ("phone", "en", PHONE),
    ("dark", "en", DESKTOP | {"color_scheme": "dark"}),
    ("spanish", "es", DESKTOP),
    ("arabic", "ar", DESKTOP),
    ("arabic-phone", "ar", PHONE),
]
PAPER_KINDS = ("press.PressReleasePage", "programs.TrainingPage")
# A4 at 96 pixels an inch, without its margins.
PAPER: dict[str, Any] = {"viewport": {"width": 718, "height": 1000}}
README_BYTES = 200_000


def main() -> None:
    """Take all of them, in a clone of the tests' database."""
    template = database.ensure_template(database.fingerprints())
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir()
    with database.clone(template) as clone, clone.in_use():
        print("Preparing the Arabic pages …", flush=True)
        content = prepare_content()
        with (
            gunicorn.serve(clone, PROJECT_DIR / ".local" / "screenshots.log") as server,
            sync_playwright() as playwright,
        ):
            browser = playwright.chromium.launch(**launch_arguments())
            for series, language, options in SERIES:
                print(f"{series} …", flush=True)
                shoot_series(browser, server.url, content, series, language, options)
            print("paper, back office, README …", flush=True)
            shoot_paper(browser, server.url, content)
            shoot_back_office(browser, server.url)
            shoot_for_readme(browser, server.url, content)
            browser.close()
    write_sheet()
    print(f"{FOLDER / 'index.html'}")


def shoot_series(
    browser: Browser, url: str, content: Content, series: str, language: str, options: dict[str, Any]
) -> None:
    """Take every kind of page there is in that language."""
    for kind, page in pages(
        browser, url, options, {kind: path for (kind, code), path in content.paths.items() if code == language}
    ):
        page.evaluate(SEE_ALL)
        page.screenshot(path=file_for(series, kind), full_page=True, type="jpeg", quality=80)


def shoot_paper(browser: Browser, url: str, content: Content) -> None:
    """Print two kinds of page: as PDF, and as the picture of one long sheet."""
    paths = {kind: content[kind, "en"] for kind in PAPER_KINDS}
    for kind, page in pages(browser, url, PAPER, paths):
        page.evaluate(SEE_ALL)
        page.emulate_media(media="print")
        page.screenshot(path=file_for("paper", kind), full_page=True, type="jpeg", quality=80)
        page.pdf(path=file_for("paper", kind).with_suffix(".pdf"), format="A4")


def shoot_back_office(browser: Browser, url: str) -> None:
    """Take what editors see, from signing in to a page in its editor."""
    options = DESKTOP | {"base_url": url}
    for kind, page in pages(browser, url, DESKTOP, SIGN_IN):
        page.screenshot(path=file_for("back-office", kind), type="jpeg", quality=80)
    user = make_user("screenshots@example.org")
    authenticator = give_app(user)
    study = CaseStudyPage.objects.live().filter(locale__language_code="en").first()
    context = browser.new_context(**options)
    page = context.new_page()
    sign_in(page, user.email, authenticator)
    paths = {
        "dashboard": "/cms/",
        "list of pages": f"/cms/pages/{study.get_parent().pk}/",
        "editor": f"/cms/pages/{study.pk}/edit/",
        "images": "/cms/images/",
        "account": "/cms/account/",
    }
    for kind, path in paths.items():
        page.goto(path, wait_until="networkidle")
        page.screenshot(path=file_for("back-office", kind), type="jpeg", quality=80)
    context.close()


def shoot_for_readme(browser: Browser, url: str, content: Content) -> None:
    """Take the two pictures of the README: the home page on a desk, a training on a phone."""
    README_FOLDER.mkdir(parents=True, exist_ok=True)
    shots = {
        "home-desktop.webp": (DESKTOP, content["home.HomePage", "en"]),
        "training-phone.webp": (PHONE, content["programs.TrainingPage", "en"]),
    }
    for name, (options, path) in shots.items():
        for _kind, page in pages(browser, url, options, {name: path}):
            save_small(page.screenshot(), README_FOLDER / name)


def save_small(screenshot: bytes, path: Path) -> None:
    """Write a screenshot as WebP of at most README_BYTES bytes."""
    for quality in (90, 80, 70, 60, 50):
        output = BytesIO()
        Image.open(BytesIO(screenshot)).convert("RGB").save(output, "WEBP", quality=quality, method=6)
        if output.tell() <= README_BYTES:
            break
    path.write_bytes(output.getvalue())


def pages(browser: Browser, url: str, options: dict[str, Any], paths: dict[str, str]) -> Iterator[tuple[str, Page]]:
    """Open one path after the other in a browser set up with `options`."""
    context = browser.new_context(**options, base_url=url, reduced_motion="reduce")
    page = context.new_page()
    for kind, path in paths.items():
        page.goto(path)
        page.evaluate("() => document.fonts.ready")
        yield kind, page
    context.close()


def file_for(series: str, kind: str) -> Path:
    """Return where the picture of that kind of page goes."""
    folder = FOLDER / series
    folder.mkdir(exist_ok=True)
    return folder / f"{re.sub(r'[^A-Za-z0-9.]+', '-', kind)}.jpg"


def write_sheet() -> None:
    """Write an HTML page that shows every picture, series by series."""
    parts = []
    for folder in sorted(path for path in FOLDER.iterdir() if path.is_dir()):
        parts.append(f"<h2>{escape(folder.name)}</h2><div>")
        for file in sorted(folder.glob("*.jpg")):
            address = f"{folder.name}/{file.name}"
            parts.append(
                f'<figure><a href="{address}"><img src="{address}" alt="" loading="lazy"></a>'
                f"<figcaption>{escape(file.stem)}</figcaption></figure>"
            )
        parts.append("</div>")
    style = (
        "body{font:1rem sans-serif;margin:2rem}div{display:flex;flex-wrap:wrap;gap:1.5rem}figure{margin:0;width:18rem}"
        "img{width:100%;height:24rem;object-fit:cover;object-position:top;border:1px solid #999}"
    )
    head = f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Screenshots</title><style>{style}</style>'
    (FOLDER / "index.html").write_text(f"{head}<h1>Screenshots</h1>{''.join(parts)}</html>")


if __name__ == "__main__":
    main()
