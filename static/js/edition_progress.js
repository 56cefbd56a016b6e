// Keeps the screen of the updates of local editions fresh while some are still to come.
const EVERY = 3000;

async function refresh() {
  const shown = document.querySelector("[data-progress]");
  if (!shown?.hasAttribute("data-unfinished")) return;
  // Whoever is about to use something in there is not disturbed.
  if (!document.hidden && !shown.contains(document.activeElement)) {
    try {
      const response = await fetch(location.href, { credentials: "same-origin" });
      if (response.ok && !response.redirected) {
        const page = new DOMParser().parseFromString(await response.text(), "text/html");
        const fresh = page.querySelector("[data-progress]");
        if (fresh && fresh.textContent !== shown.textContent) shown.replaceWith(fresh);
      }
    } catch {
      // The next attempt may find the server again.
    }
  }
  setTimeout(refresh, EVERY);
}

setTimeout(refresh, EVERY);
