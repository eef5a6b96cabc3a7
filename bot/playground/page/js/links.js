// What a click inside a message does: deep links, other links, commands, spoilers, quotations, code.
import { h } from "./dom.js";
import { t } from "./i18n.js";
import { api } from "./api.js";
import { copyText, guard, openDialog } from "./dialogs.js";
import { choosePerson } from "./people.js";
import { revealSpoilers, toggleQuote } from "./richtext.js";
import { emit, state } from "./state.js";

/** The start payload when `href` is a deep link to this bot ("" without a payload), else null. Looks into share links too. */
export function deepLink(href) {
  let url;
  try {
    url = new URL(href);
  } catch {
    return null;
  }
  const bot = state.bot.username.toLowerCase();
  if (url.protocol === "tg:" && url.searchParams.get("domain")?.toLowerCase() === bot) return url.searchParams.get("start") ?? "";
  if (!/^(www\.)?(t|telegram)\.me$/i.test(url.hostname)) return null;
  const path = url.pathname.slice(1).replace(/\/$/, "").toLowerCase();
  if (path === "share" || path === "share/url") return deepLink(url.searchParams.get("url") ?? "");
  return path === bot ? (url.searchParams.get("start") ?? "") : null;
}

/** Open a link: a deep link as a person of one's choice, any other in a new tab after asking. */
export async function openLink(target, ask = true) {
  const href = target.includes("://") ? target : `https://${target}`;
  const payload = deepLink(href);
  if (payload !== null) return openAs(payload);
  const open = () => window.open(href, "_blank", "noopener,noreferrer");
  if (!ask) return open();
  const answer = await openDialog({
    title: t("open_link"),
    body: h("p", { class: "dialog-text break" }, href),
    actions: [
      { label: t("copy_link"), value: "copy" },
      { label: t("cancel"), value: null },
      { label: t("open"), value: "open", kind: "primary" },
    ],
  });
  if (answer === "open") open();
  return answer === "copy" ? copyText(href) : undefined;
}

async function openAs(payload) {
  const person = await choosePerson(t("open_as"), t("open_as_hint"));
  if (!person) return;
  const sent = await guard(api.start(person.id, payload));
  if (sent) emit("open", person.chat_id);
}

function activate(target) {
  const link = target.closest("a[href]");
  const spoiler = target.closest(".tg-spoiler:not(.shown)");
  const quote = target.closest("blockquote.expandable");
  const code = target.closest(".text code");
  const command = target.closest(".tg-command");
  if (spoiler) revealSpoilers(spoiler);
  else if (link) openLink(link.href, link.textContent.trim() !== link.getAttribute("href"));
  else if (command) emit("send-text", command.dataset.command);
  else if (code) copyText(code.textContent, t("code_copied"));
  else if (quote && getSelection().isCollapsed) toggleQuote(quote);
  else return false;
  return true;
}

/** Listen on the list of messages; downloads (links inside .document) go the browser's own way. */
export function listenForLinks(root) {
  root.addEventListener("click", (event) => {
    if (event.target.closest(".text, .explanation") && activate(event.target)) event.preventDefault();
  });
  root.addEventListener("keydown", (event) => {
    if ((event.key === "Enter" || event.key === " ") && event.target.matches("[role=button]") && activate(event.target)) {
      event.preventDefault();
    }
  });
}
