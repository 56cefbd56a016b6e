// Marks each field and block of a local edition in Wagtail's editor: inherited, ours, or changed on both sides.
// What they are stands in the side panel as JSON, which is written again with each save.

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-/;
const form = document.querySelector("form[data-edit-form]");
let found = { fields: [], blocks: [], parts: {}, words: {} };
let source = "";

/** The block that an element of the form belongs to, and the names of the fields on the way from there. */
function addressOf(element) {
  const names = [];
  for (let at = element; at && at !== form; at = at.parentElement?.closest("[data-contentpath]")) {
    const step = at.dataset.contentpath;
    if (UUID.test(step)) return { block: step, names, root: rootOf(at) };
    names.unshift(step);
  }
  return { block: "", names, root: names[0] };
}

function rootOf(element) {
  let root = element;
  for (let at = element; at; at = at.parentElement?.closest("[data-contentpath]")) root = at;
  return root.dataset.contentpath;
}

/** Whether a block holds something, at any depth, that is not inherited. */
function holdsChanges(element, block) {
  return Object.keys(found.parts).some((part) => {
    const inner = part.split(":")[0];
    return inner === block || (inner && element.querySelector(`[data-contentpath="${CSS.escape(inner)}"]`));
  });
}

function kindOf(part, address, element) {
  const known = found.parts[part];
  if (known) return known.mark;
  const isNew = address.block && !found.blocks.includes(address.block);
  if (isNew) return "ours";
  return address.names.length === 0 && holdsChanges(element, address.block) ? "within" : "inherited";
}

function disclosure(part, known) {
  const details = document.createElement("div");
  details.className = "edition-mark__national";
  details.hidden = true;
  const heading = document.createElement("p");
  heading.className = "edition-mark__heading";
  heading.textContent = found.words.national;
  const text = document.createElement("div");
  text.innerHTML = known.national; // written and escaped by the server
  details.append(heading, text);
  if (known.form) {
    const button = document.createElement("button");
    button.type = "submit";
    button.className = "button button-small button-secondary";
    button.setAttribute("form", known.form);
    button.textContent = found.words.use;
    details.append(button);
  }
  return details;
}

function markFor(part, kind) {
  const mark = document.createElement("div");
  mark.className = `edition-mark edition-mark--${kind.replace(" ", "-")}`;
  mark.dataset.editionPart = part;
  const known = found.parts[part];
  if (!known) {
    const text = document.createElement("span");
    text.textContent = found.words[kind];
    mark.append(text);
    return mark;
  }
  const details = disclosure(part, known);
  const button = document.createElement("button");
  button.type = "button";
  button.className = "edition-mark__button";
  button.setAttribute("aria-expanded", "false");
  button.textContent = `${found.words[kind]}: ${found.words.show}`;
  button.addEventListener("click", () => {
    details.hidden = !details.hidden;
    button.setAttribute("aria-expanded", String(!details.hidden));
  });
  mark.append(button, details);
  return mark;
}

/** A field that holds blocks has no mark of its own: its blocks have. */
function isContainer(element, address) {
  if (address.names.length === 0) return false;
  return element.querySelector("[data-contentpath], [data-streamfield-stream-container], .c-sf-container") !== null;
}

function decorate(element) {
  const address = addressOf(element);
  if (!found.fields.includes(address.root)) return;
  if (isContainer(element, address)) {
    element.querySelector(":scope > .edition-mark")?.remove(); // its blocks came after it
    delete element.dataset.editionMarked;
    return;
  }
  const part = `${address.block}:${address.names.join("/")}`;
  const kind = kindOf(part, address, element);
  const key = `${part} ${kind} ${source.length}`;
  if (element.dataset.editionMarked === key) return;
  element.dataset.editionMarked = key;
  element.querySelector(":scope > .edition-mark")?.remove();
  element.prepend(markFor(part, kind));
}

function decorateAll() {
  for (const element of form.querySelectorAll("[data-contentpath]")) decorate(element);
}

function read() {
  const place = document.getElementById("edition-marks");
  if (!place || place.textContent === source) return;
  source = place.textContent;
  found = JSON.parse(source);
}

function refresh() {
  read();
  decorateAll();
}

if (form) {
  let waiting = 0;
  const soon = () => {
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(refresh);
  };
  refresh();
  const watch = new MutationObserver((changes) => {
    if (changes.some((change) => [...change.addedNodes].some((node) => node.nodeType === 1 && !node.matches(".edition-mark")))) soon();
  });
  watch.observe(form, { childList: true, subtree: true });
  const panel = document.querySelector('[data-side-panel="edition"]');
  if (panel) watch.observe(panel, { childList: true, subtree: true });
}
