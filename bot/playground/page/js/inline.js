// Inline mode: "@bot question" asks the bot for results while typing; choosing one posts it.
import { avatar, h } from "./dom.js";
import { t } from "./i18n.js";
import { api } from "./api.js";
import { guard } from "./dialogs.js";
import { closeSuggestions, suggest } from "./suggest.js";
import { emit, on, state } from "./state.js";

const PAUSE = 300; // milliseconds without a key before the bot is asked

let timer = 0;
let asked = null; // what the last question was
let listed = false; // whether results are on display
let waitingFor = null; // inline_query_id whose results are wanted
let early = new Map(); // results that came before their request returned

/** The bot's name while it is being typed; picking it goes on to the question. */
function suggestName(text) {
  const name = `@${state.bot.username}`;
  if (text === "" || !name.toLowerCase().startsWith(text.toLowerCase())) return false;
  const node = h(
    "button",
    { type: "button", tabindex: -1, class: "inline-result" },
    avatar(state.bot.first_name, 0),
    h("span", { class: "grow" }, h("b", {}, name), h("small", {}, t("inline_hint"))),
  );
  suggest(t("inline_results"), [{ node, onPick: () => emit("draft", `${name} `) }]);
  return true;
}

/** The question behind "@bot ", or null when the input is no inline question. */
export function inlineQuestion(text) {
  const head = `@${state.bot.username} `.toLowerCase();
  return text.toLowerCase().startsWith(head) ? text.slice(head.length).trimStart() : null;
}

export function suggestInline(chat, text) {
  const question = inlineQuestion(text);
  if (question === null) {
    stopInline();
    return suggestName(text);
  }
  const key = `${chat.id}/${question}`;
  if (key === asked) return true;
  asked = key;
  // The last results stay until new ones come: a list that jumps at every key cannot be read.
  if (!listed) suggest(t("inline_results"), [], t("inline_loading"));
  clearTimeout(timer);
  timer = setTimeout(() => ask(chat.id, question, key), PAUSE);
  return true;
}

export function stopInline() {
  clearTimeout(timer);
  asked = null;
  listed = false;
  waitingFor = null;
}

async function ask(chatId, question, key) {
  const answer = await guard(api.inline(chatId, question));
  if (!answer || asked !== key) return;
  waitingFor = answer.inline_query_id;
  if (early.has(waitingFor)) show(early.get(waitingFor));
  early = new Map();
}

function entry(data, result) {
  const title = result.title ?? result.description ?? result.caption ?? "";
  return {
    node: h(
      "button",
      { type: "button", tabindex: -1, class: "inline-result" },
      avatar(title || "?", title.length),
      h("span", { class: "grow" }, h("b", {}, title), h("small", {}, result.description ?? "")),
    ),
    onPick: () => choose(data.chat_id ?? state.current, data.inline_query_id, result.id),
  };
}

function show(data) {
  if (data.inline_query_id !== waitingFor) {
    early.set(data.inline_query_id, data);
    return;
  }
  listed = true;
  const entries = (data.results ?? []).map((result) => entry(data, result));
  if (data.button?.start_parameter !== undefined) {
    const node = h("button", { type: "button", tabindex: -1, class: "inline-button-row" }, data.button.text);
    entries.unshift({ node, onPick: () => begin(data.button.start_parameter) });
  }
  // Enter means the first result; the button above only where there is nothing else.
  suggest(t("inline_results"), entries, t("inline_empty"), data.results?.length && data.button ? 1 : 0);
}

function begin(payload) {
  stopInline();
  emit("draft", "");
  emit("start", payload);
}

async function choose(chatId, queryId, resultId) {
  stopInline();
  closeSuggestions();
  emit("draft", "");
  const message = await guard(api.choose(chatId, queryId, resultId));
  if (message?.message_id) emit("own-message", { chatId, message });
}

export function setUpInline() {
  on("inline_results", show);
}
