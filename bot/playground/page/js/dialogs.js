// Dialogs, toasts and pop-up menus.
import { $, h, icon } from "./dom.js";
import { t } from "./i18n.js";

/**
 * Show a dialog; the promise gives what `close(value)` was called with, or null when it was dismissed.
 * `body` is a node or a function of close; actions are {label, value | onPick, kind}.
 */
export function openDialog({ title, body, actions = [], className = "" }) {
  return new Promise((resolve) => {
    let result = null;
    const close = (value) => {
      result = value;
      dialog.close();
    };
    const button = ({ label, value, onPick, kind = "" }) =>
      h("button", { type: "button", class: `action ${kind}`, onclick: () => (onPick ? onPick(close) : close(value)) }, label);
    const dialog = h(
      "dialog",
      { class: className, "aria-label": title },
      title && h("h2", {}, title),
      typeof body === "function" ? body(close) : body,
      actions.length > 0 && h("div", { class: "actions" }, actions.map(button)),
    );
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(result);
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}

/** A sentence with one button, as a bot's alert. */
export const alertBox = (title, text) =>
  openDialog({
    title,
    className: "alert",
    body: h("p", { class: "dialog-text" }, text),
    actions: [{ label: t("ok"), value: true, kind: "primary" }],
  });

export const confirmBox = (title, text, label) =>
  openDialog({
    title,
    body: h("p", { class: "dialog-text" }, text),
    actions: [
      { label: t("cancel"), value: false },
      { label, value: true, kind: "primary" },
    ],
  });

export function toast(text, milliseconds = 3500) {
  const note = h("div", { class: "toast" }, text);
  const box = $("#toasts");
  box.append(note);
  // Shown anew each time, so that it lies above a dialog that was opened after the last one.
  if (box.matches(":popover-open")) box.hidePopover();
  box.showPopover();
  const done = () => {
    note.remove();
    if (box.childElementCount === 0) box.hidePopover();
  };
  setTimeout(done, Math.max(milliseconds, text.length * 60));
}

export function showError(error) {
  console.warn(error);
  toast(error.status === 0 ? t("no_network") : t("error", { message: error.message }), 5000);
}

/** Wait for a server call; an error becomes a toast and undefined. */
export async function guard(promise) {
  try {
    return await promise;
  } catch (error) {
    showError(error);
    return undefined;
  }
}

let openMenu = null;

export function closeMenu() {
  openMenu?.();
}

/** A menu near `anchor` (an element or {x, y}); items are {label, icon, onPick, danger, hint}; `head` goes on top. */
export function popupMenu(anchor, label, items, head = null) {
  closeMenu();
  const origin = document.activeElement;
  const entry = (item) =>
    h(
      "button",
      { type: "button", role: "menuitem", class: item.danger ? "danger" : null, onclick: () => (closeMenu(), item.onPick()) },
      icon(item.icon),
      h("span", {}, item.label, item.hint && h("small", {}, item.hint)),
    );
  const menu = h("div", { class: "menu", role: "menu", "aria-label": label }, head, items.map(entry));
  const outside = (event) => !menu.contains(event.target) && closeMenu();
  openMenu = () => {
    openMenu = null;
    document.removeEventListener("pointerdown", outside, true);
    const hadFocus = menu.contains(document.activeElement);
    menu.remove();
    if (hadFocus) origin?.focus();
  };
  menu.addEventListener("keydown", (event) => moveInMenu(menu, event));
  document.addEventListener("pointerdown", outside, true);
  document.body.append(menu);
  putNear(menu, anchor);
  $("button", menu)?.focus();
}

function moveInMenu(menu, event) {
  const buttons = [...menu.querySelectorAll("button")];
  const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
  if (step) {
    event.preventDefault();
    const index = buttons.indexOf(document.activeElement);
    buttons[(index + step + buttons.length) % buttons.length].focus();
  } else if (event.key === "Escape" || event.key === "Tab") {
    event.preventDefault();
    event.stopPropagation();
    closeMenu();
  }
}

function putNear(menu, anchor) {
  const box = anchor instanceof Element ? anchor.getBoundingClientRect() : null;
  const margin = 8;
  const { offsetWidth: width, offsetHeight: height } = menu;
  const wishX = box ? (box.left + width + margin > innerWidth ? box.right - width : box.left) : anchor.x;
  const below = box ? box.bottom + 4 : anchor.y;
  const above = (box ? box.top - 4 : anchor.y) - height;
  const wishY = below + height + margin > innerHeight ? above : below;
  menu.style.left = `${Math.max(margin, Math.min(wishX, innerWidth - width - margin))}px`;
  menu.style.top = `${Math.max(margin, Math.min(wishY, innerHeight - height - margin))}px`;
}

export async function copyText(text, note = t("copied")) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = h("textarea", { class: "unseen" }, text);
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
  toast(note, 1800);
}
