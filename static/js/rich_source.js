// Puts Wagtail's editor in place of the source of a rich text; without this script the source itself is edited.
for (const place of document.querySelectorAll("[data-rich-source]")) {
  const source = place.querySelector("textarea");
  const editor = place.querySelector("[data-rich-source-editor]").content.cloneNode(true);
  const field = editor.querySelector("input");
  field.id = source.id;
  source.replaceWith(editor);
}
