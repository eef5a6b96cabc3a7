// The list of messages of the open chat: order, days, scrolling, older pages, the empty chat's introduction.
import { $, h, place } from "./dom.js";
import { t } from "./i18n.js";
import { api } from "./api.js";
import { bubbleItem } from "./bubble.js";
import { guard } from "./dialogs.js";
import { listenForLinks } from "./links.js";
import { plainText, settleQuotes } from "./richtext.js";
import { currentChat, keep, on, ordered, state } from "./state.js";
import { dayKey, dayLabel } from "./time.js";

const NEAR = 120; // pixels from the bottom that still count as "at the bottom"
const GROUP = 600; // seconds between two bubbles that stand together

let nodes = new Map(); // message id → {message, node}
let days = new Map(); // day key → separator
let missed = 0;
let loadingOlder = false;
let settled = false; // the chat has been shown; what comes now is new and moves in
let pinned = true; // at the bottom, and to stay there when the keyboard below grows

const scroller = () => $("#scroller");
const atBottom = () => scroller().scrollHeight - scroller().scrollTop - scroller().clientHeight < NEAR;

function toBottom() {
  scroller().scrollTop = scroller().scrollHeight;
  setMissed(0);
}

function setMissed(count) {
  missed = count;
  const button = $("#to-bottom");
  button.hidden = atBottom();
  button.dataset.count = count || "";
  const label = count ? t("to_bottom_new", { count }) : t("to_bottom");
  button.setAttribute("aria-label", label);
  button.title = label;
}

function nodeOf(message) {
  const known = nodes.get(message.message_id);
  if (known?.message === message) return known.node;
  const node = bubbleItem(message);
  if (known) carryFocus(known.node, node);
  else if (settled) node.classList.add("fresh");
  nodes.set(message.message_id, { message, node });
  return node;
}

/** An edited message is built anew; the focus moves to the button at the same place. */
function carryFocus(before, after) {
  const focusable = (root) => [...root.querySelectorAll("button, a, input, [tabindex]")];
  const index = focusable(before).indexOf(document.activeElement);
  if (index < 0) return;
  requestAnimationFrame(() => {
    const candidates = focusable(after);
    (candidates[Math.min(index, candidates.length - 1)] ?? scroller()).focus({ preventScroll: true });
  });
}

function separator(message) {
  const key = dayKey(message.date * 1000);
  if (!days.has(key)) days.set(key, h("li", { class: "day", role: "separator" }, h("span", {})));
  days.get(key).firstChild.textContent = dayLabel(message.date * 1000);
  return days.get(key);
}

/** Whether two messages stand together as one group of bubbles. */
const together = (a, b) =>
  b !== undefined &&
  a.mine === b.mine &&
  Math.abs(a.date - b.date) < GROUP &&
  dayKey(a.date * 1000) === dayKey(b.date * 1000);

function arrange(messages) {
  const items = [];
  let botWasHere = state.online;
  for (let i = messages.length - 1; i >= 0; i -= 1) {
    const [message, next, previous] = [messages[i], messages[i + 1], messages[i - 1]];
    const node = nodeOf(message);
    botWasHere ||= !message.mine;
    node.classList.toggle("tail", !together(message, next));
    node.classList.toggle("first", !together(message, previous));
    node.classList.toggle("read", botWasHere);
    items.unshift(node);
    if (!previous || dayKey(previous.date * 1000) !== dayKey(message.date * 1000)) items.unshift(separator(message));
  }
  return items;
}

/** Bring the page in line with the state; stays where it is unless it is at the bottom or `follow` is set. */
function render(follow = false) {
  const chat = currentChat();
  if (!chat) return;
  const stick = follow || atBottom();
  const messages = ordered(chat);
  const known = new Set(messages.map((message) => message.message_id));
  for (const id of nodes.keys()) if (!known.has(id)) nodes.delete(id);
  place($("#messages"), arrange(messages));
  renderIntro(chat, messages);
  settleQuotes($("#messages"));
  if (stick) toBottom();
  else setMissed(missed);
}

function renderIntro(chat, messages) {
  const intro = $("#intro");
  intro.hidden = !chat.loaded || messages.length > 0;
  if (intro.hidden) return;
  const text = chat.description || state.bot.description || state.bot.short_description || "";
  const heading = h("b", {}, text ? t("what_can") : state.bot.first_name);
  intro.replaceChildren(h("div", { class: "intro-card" }, heading, h("p", { dir: "auto" }, text || t("no_messages"))));
}

function opened() {
  [nodes, days] = [new Map(), new Map()];
  $("#messages").replaceChildren();
  settled = false;
  render(true);
  requestAnimationFrame(() => {
    toBottom();
    settled = true;
  });
}

function arrived({ chat, message }) {
  if (chat.id !== state.current) return;
  const wasAtBottom = atBottom();
  render(message.mine);
  if (message.mine) return;
  if (!wasAtBottom) setMissed(missed + 1);
  $("#live").textContent = `${state.bot.first_name}: ${plainText(message).slice(0, 300)}`;
}

async function loadOlder() {
  const chat = currentChat();
  if (!chat?.loaded || chat.complete || loadingOlder || scroller().scrollTop > 400) return;
  loadingOlder = true;
  const first = ordered(chat)[0];
  const page = first && (await guard(api.messages(chat.id, first.message_id)));
  loadingOlder = false;
  if (!page) return;
  chat.complete = page.messages.length === 0;
  page.messages.forEach((message) => keep(chat, message));
  if (chat.id !== state.current) return;
  const fromBottom = scroller().scrollHeight - scroller().scrollTop;
  render();
  scroller().scrollTop = scroller().scrollHeight - fromBottom;
}

export function setUpChat() {
  listenForLinks($("#messages"));
  $("#to-bottom").addEventListener("click", toBottom);
  scroller().addEventListener("scroll", () => {
    setMissed(atBottom() ? 0 : missed);
    loadOlder();
  });
  new ResizeObserver(() => pinned && toBottom()).observe(scroller());
  scroller().addEventListener("scroll", () => (pinned = atBottom()), { passive: true });
  on("opened", opened);
  on("message", arrived);
  on("changed", () => render());
  on("bot", () => render());
  on("language", () => {
    nodes = new Map();
    render();
  });
}
