/**
 * Keys for the review queue and for the forms of an incident's page. Each key opens or focuses a
 * form that the page has and that works without this; nothing is sent before its reason is filled.
 */
import { button, element } from "./dom";
import { command, HELP } from "./review-keys";

const REASON = '[name="why"]';
const FIELD = "input:not([type=hidden]), select, textarea, button";

/** Where it is kept that the reader wants no keys. */
const OFF = "dateline-keys";

const items = [...document.querySelectorAll<HTMLElement>("#queue > li")];
let current = 0;

/** Moves the one tab stop of the queue. */
function point(at: number, focus: boolean): void {
  current = Math.max(0, Math.min(items.length - 1, at));
  for (const [index, item] of items.entries()) item.tabIndex = index === current ? 0 : -1;
  const item = items[current];
  if (focus && item) {
    item.focus();
    item.scrollIntoView({ block: "nearest" });
  }
}

/** Opens the form of a key and puts the focus into it. */
function act(key: string): void {
  const all = [...document.querySelectorAll<HTMLElement>(`[data-key="${key}"]`)];
  // the item's own form, or one that is of the whole page, such as to undo the last decision
  const found = all.find((form) => items[current]?.contains(form)) ?? all.find((form) => !form.closest("#queue"));
  if (!found) return;
  if (found instanceof HTMLDetailsElement) found.open = true;
  const fields = [...found.querySelectorAll<HTMLElement>(FIELD)];
  const empty = (field: HTMLElement) => "value" in field && field.value === "" && !(field instanceof HTMLButtonElement);
  const target = fields.find(empty) ?? found.querySelector<HTMLElement>(REASON) ?? fields[0] ?? found;
  target.focus();
}

/** Closes the form that the focus is in and goes back to its item. */
function leave(from: HTMLElement): void {
  const form = from.closest<HTMLDetailsElement>("details[data-key]");
  if (!form) {
    if (from.closest("#queue > li")) point(current, true);
    return;
  }
  form.open = false;
  if (items.length > 0) point(current, true);
  else form.querySelector<HTMLElement>("summary")?.focus();
}

/** Whether keys are used: unless the reader has turned them off. */
function keysOn(): boolean {
  try {
    return localStorage.getItem(OFF) === null;
  } catch {
    return true;
  }
}

function keep(on: boolean): void {
  try {
    if (on) localStorage.removeItem(OFF);
    else localStorage.setItem(OFF, "off");
  } catch {
    // storage that the browser forbids: keys stay on
  }
}

/** The list of keys, made when it is first asked for. */
function help(): HTMLDialogElement {
  const before = document.querySelector<HTMLDialogElement>("dialog#keys");
  if (before) return before;
  const list = element(
    "dl",
    {},
    ...HELP.flatMap(([key, text]) => [element("dt", {}, element("kbd", {}, key)), element("dd", {}, text)]),
  );
  const made = element(
    "dialog",
    { id: "keys", "aria-labelledby": "keys-title" },
    element("h2", { id: "keys-title" }, "Keys"),
    list,
  );
  const single = element("input", { type: "checkbox" });
  single.checked = keysOn();
  single.addEventListener("change", () => keep(single.checked));
  // keys of one letter get in the way of those who speak to their machine
  made.append(
    element("p", {}, element("label", {}, single, " Use these keys")),
    button("Close", () => made.close()),
  );
  document.body.append(made);
  return made;
}

function isTyping(target: HTMLElement): boolean {
  if (target instanceof HTMLInputElement) return !["checkbox", "radio", "button", "submit"].includes(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || target.isContentEditable;
}

document.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey || event.defaultPrevented || event.isComposing) return;
  if (!keysOn() || document.querySelector("dialog[open]")) return;
  const target = event.target instanceof HTMLElement ? event.target : document.body;
  const free = target === document.body || items.includes(target);
  const meant = command(event.key, isTyping(target), free && items.length > 0);
  if (!meant) return;
  if (meant.kind === "leave") {
    leave(target);
    return;
  }
  event.preventDefault();
  if (meant.kind === "move") point(target === document.body ? current : current + meant.by, true);
  if (meant.kind === "open") items[current]?.querySelector<HTMLAnchorElement>("a[href]")?.click();
  if (meant.kind === "act") act(meant.key);
  if (meant.kind === "help") help().showModal();
});

for (const [index, item] of items.entries()) item.addEventListener("focusin", () => point(index, false));
point(0, false);

// `required` lets a reason of blanks through; this does not
document.addEventListener("submit", (event) => {
  const form = event.target instanceof HTMLFormElement ? event.target : null;
  const reason = form?.querySelector<HTMLInputElement | HTMLTextAreaElement>(REASON);
  if (!reason) return;
  reason.setCustomValidity(reason.value.trim() === "" ? "Say why: it is kept in the log." : "");
  if (reason.reportValidity()) return;
  event.preventDefault();
  reason.addEventListener("input", () => reason.setCustomValidity(""), { once: true });
});

const opener = document.querySelector<HTMLButtonElement>('button[data-opens="keys"]');
if (opener) {
  opener.hidden = false;
  opener.addEventListener("click", () => help().showModal());
}
