"""Where Chromium is on this machine, and how Playwright starts it."""

import os
import shutil
from typing import Any

NAMES = ("chromium", "chromium-browser", "google-chrome")


def launch_arguments() -> dict[str, Any]:
    """Return the arguments of Playwright's `launch`.

    Raises FileNotFoundError when there is no Chromium.
    """
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        raise FileNotFoundError("Chromium is missing; `make machine` installs it, or set CHROMIUM to its path")
    # As root, and in most containers, Chromium cannot make its sandbox; it opens our own pages only.
    return {"executable_path": path, "headless": True, "args": ["--no-sandbox", "--disable-gpu"]}
