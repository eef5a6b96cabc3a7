// A message's text. The server's html is safe (it escapes everything itself); this adds what can be clicked.
import { h } from "./dom.js";
import { t } from "./i18n.js";

/** An element with the server's html, its spoilers, quotations, code and commands made usable by keyboard and screen reader. */
export function richText(html) {
  const box = h("div", { class: "text", dir: "auto" });
  box.innerHTML = html;
  for (const element of box.querySelectorAll(".tg-spoiler")) asButton(element, t("show_spoiler"));
  for (const element of box.querySelectorAll("code, .tg-command")) {
    element.tabIndex = 0;
    element.setAttribute("role", "button");
  }
  for (const quote of box.querySelectorAll("blockquote.expandable")) asButton(quote, t("expand")).ariaExpanded = "false";
  return box;
}

function asButton(element, label) {
  element.tabIndex = 0;
  element.setAttribute("role", "button");
  element.setAttribute("aria-label", label);
  return element;
}

/** A short expandable quotation has nothing to expand; call this once the bubbles are on the page. */
export function settleQuotes(root) {
  for (const quote of root.querySelectorAll("blockquote.expandable:not(.settled)")) {
    if (quote.clientHeight === 0) continue;
    quote.classList.add("settled");
    if (quote.scrollHeight <= quote.clientHeight + 2) {
      quote.classList.remove("expandable");
      for (const name of ["role", "tabindex", "aria-label", "aria-expanded"]) quote.removeAttribute(name);
    }
  }
}

export function toggleQuote(quote) {
  const open = quote.classList.toggle("open");
  quote.setAttribute("aria-expanded", String(open));
  quote.setAttribute("aria-label", t(open ? "collapse" : "expand"));
}

export function revealSpoilers(spoiler) {
  for (const element of spoiler.closest(".text").querySelectorAll(".tg-spoiler")) {
    element.classList.add("shown");
    for (const name of ["role", "tabindex", "aria-label"]) element.removeAttribute(name);
  }
}

const ONE_EMOJI = "\\p{Extended_Pictographic}[\\p{Emoji_Modifier}\\uFE0F]*";
const EMOJI_ONLY = new RegExp(`^(?:${ONE_EMOJI}(?:\\u200D${ONE_EMOJI})*){1,3}$`, "u");

/** One to three emoji and nothing else are shown large, without a bubble. */
export const isEmojiOnly = (message) => typeof message.text === "string" && EMOJI_ONLY.test(message.text.trim());

export function plainText(message) {
  if (message.poll) return message.poll.question;
  return message.text ?? message.caption ?? "";
}
