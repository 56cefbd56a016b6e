// Puts Wagtail's editor in place of the source of a rich text; without this script the source itself is edited.

/** Wagtail's editor comes a moment later, and has no name of its own. */
function nameEditor(place, label) {
  const watch = new MutationObserver(() => {
    for (const editor of place.querySelectorAll('[role="textbox"], [role="combobox"], [contenteditable="true"]')) {
      if (!editor.hasAttribute("aria-label")) editor.setAttribute("aria-label", label);
    }
  });
  watch.observe(place, { childList: true, subtree: true });
}

for (const place of document.querySelectorAll("[data-rich-source]")) {
  const source = place.querySelector("textarea");
  const editor = place.querySelector("[data-rich-source-editor]").content.cloneNode(true);
  nameEditor(place, source.labels[0]?.textContent ?? "");
  source.replaceWith(editor);
}
