// Keyboards: inline ones under bubbles, reply keyboards under the input.
import { h, icon, iconButton } from "./dom.js";
import { t } from "./i18n.js";
import { api } from "./api.js";
import { alertBox, confirmBox, copyText, showError, toast } from "./dialogs.js";
import { openLink } from "./links.js";
import { chooseLocation } from "./attach.js";
import { currentChat, emit, on, state } from "./state.js";

const ANSWER_WAIT = 30_000; // milliseconds; later no answer is waited for
const waiting = new Map(); // "chat/message/data" → stop()
const answered = new Map(); // callback_query_id → answer that came before its request returned
const queries = new Map(); // callback_query_id → key in `waiting`

const keyOf = (message, data) => `${message.chat.id}/${message.message_id}/${data}`;

async function press(message, data) {
  const key = keyOf(message, data);
  if (waiting.has(key)) return;
  const timer = setTimeout(() => stop(key), ANSWER_WAIT);
  waiting.set(key, timer);
  emit("buttons", key);
  try {
    const { callback_query_id: id } = await api.press(message.chat.id, message.message_id, data);
    queries.set(id, key);
    if (answered.has(id)) finish(answered.get(id));
  } catch (error) {
    stop(key);
    showError(error);
  }
}

function stop(key) {
  clearTimeout(waiting.get(key));
  waiting.delete(key);
  emit("buttons", key);
}

function finish(answer) {
  const key = queries.get(answer.callback_query_id);
  if (key === undefined) {
    answered.set(answer.callback_query_id, answer);
    return;
  }
  queries.delete(answer.callback_query_id);
  answered.delete(answer.callback_query_id);
  stop(key);
  if (answer.url) openLink(answer.url);
  if (!answer.text) return;
  if (answer.show_alert) alertBox(state.bot.first_name, answer.text);
  else toast(answer.text);
}

function showWaiting() {
  for (const button of document.querySelectorAll("[data-press]")) {
    const busy = waiting.has(button.dataset.press);
    button.classList.toggle("waiting", busy);
    button.setAttribute("aria-busy", String(busy));
  }
}

function action(message, button) {
  if (button.callback_data !== undefined) return [null, () => press(message, button.callback_data)];
  if (button.url) return ["link", () => openLink(button.url)];
  if (button.copy_text) return ["copy", () => copyText(button.copy_text.text)];
  const query = button.switch_inline_query_current_chat ?? button.switch_inline_query;
  if (query !== undefined) return ["share", () => emit("draft", `@${state.bot.username} ${query}`)];
  return [null, () => toast(t("unsupported_button"))];
}

function inlineButton(message, button) {
  const [symbol, onclick] = action(message, button);
  const data = button.callback_data;
  return h(
    "button",
    {
      type: "button",
      class: `inline-button ${button.style ?? ""}`,
      "data-press": data === undefined ? null : keyOf(message, data),
      onclick,
    },
    h("span", { dir: "auto" }, button.text),
    symbol && icon(symbol, "icon corner"),
  );
}

/** The rows of buttons under a bubble, or null. */
export function inlineKeyboard(message) {
  const rows = message.reply_markup?.inline_keyboard;
  if (!rows?.length) return null;
  const node = h(
    "div",
    { class: "inline-keyboard", role: "group" },
    rows.map((row) => h("div", { class: "inline-row" }, row.map((button) => inlineButton(message, button)))),
  );
  queueMicrotask(showWaiting);
  return node;
}

/** Take over the reply keyboard the server names; true when it is another one, which is then shown. */
export function adoptKeyboard(chat, markup) {
  const before = chat.replyKeyboard && JSON.stringify(chat.replyKeyboard.markup);
  if (before === (markup ? JSON.stringify(markup) : null)) return false;
  chat.replyKeyboard = markup ? { markup, hidden: false } : null;
  return true;
}

async function pressReply(chat, button) {
  if (button.request_location) {
    if (!(await confirmBox(button.text, t("share_location"), t("ok")))) return;
    const location = await chooseLocation();
    if (!location) return;
    emit("send", { location });
  } else if (Object.keys(button).some((key) => key.startsWith("request_") || key === "web_app")) {
    toast(t("unsupported_button"));
    return;
  } else {
    emit("send-text", button.text);
  }
  if (chat.replyKeyboard?.markup.one_time_keyboard) chat.replyKeyboard.hidden = true;
  emit("reply-keyboard");
}

/** The panel of a reply keyboard, or null when there is none or it is hidden. */
export function replyPanel(chat) {
  const { markup, hidden } = chat.replyKeyboard ?? {};
  if (!markup?.keyboard || hidden) return null;
  const key = (button) => {
    const onclick = () => pressReply(chat, button);
    return h("button", { type: "button", class: "reply-button", onclick }, h("span", { dir: "auto" }, button.text));
  };
  return h(
    "div",
    { class: "reply-keyboard", role: "group", "aria-label": t("reply_keyboard") },
    markup.keyboard.map((row) => h("div", { class: "reply-row" }, row.map(key))),
  );
}

/** The button that shows or hides the reply keyboard, or null when there is none. */
export function replyToggle(chat) {
  const keyboard = chat.replyKeyboard;
  if (!keyboard?.markup.keyboard) return null;
  const flip = () => {
    keyboard.hidden = !keyboard.hidden;
    emit("reply-keyboard");
  };
  return iconButton(keyboard.hidden ? "keyboard" : "down", t(keyboard.hidden ? "show_keyboard" : "hide_keyboard"), flip, "round plain");
}

export function setUpKeyboards() {
  on("callback_answer", finish);
  on("buttons", showWaiting);
  on("reply-keyboard", () => currentChat() && emit("footer"));
}
