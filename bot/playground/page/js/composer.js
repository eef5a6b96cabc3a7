// The foot of the chat: input, its buttons, the START and UNBLOCK buttons, the reply keyboard.
import { $, h, icon, iconButton } from "./dom.js";
import { t } from "./i18n.js";
import { api } from "./api.js";
import { openAttachMenu, recorder, sendAny } from "./attach.js";
import { canEdit } from "./bubble.js";
import { suggestCommands, toggleCommandMenu } from "./commands.js";
import { guard, showError } from "./dialogs.js";
import { stopInline, suggestInline } from "./inline.js";
import { replyPanel, replyToggle } from "./keyboard.js";
import { closeSuggestions, markedId, suggestionBox, suggestionKey } from "./suggest.js";
import { currentChat, currentPerson, emit, on, ordered, state } from "./state.js";

const input = h("textarea", {
  id: "input",
  rows: 1,
  dir: "auto",
  maxlength: 4096,
  autocomplete: "off",
  "aria-autocomplete": "list",
  "aria-controls": "suggestions",
});
const sendButton = h("button", { type: "button", class: "round send", id: "send", onclick: sendOrRecord });
let editing = null; // the message being edited
let recording = null; // what stands in place of the input while a voice message is recorded
let shownAs = ""; // chat and blocked or not, to know when people changes matter here
let menuOpen = false;

function grow() {
  input.style.height = "auto";
  input.style.height = `${Math.min(input.scrollHeight, 200)}px`;
  const hasText = input.value.trim() !== "" || editing;
  const symbol = editing ? "check" : hasText ? "send" : "mic";
  const label = t(editing ? "save" : hasText ? "send" : "voice");
  if (sendButton.dataset.symbol !== symbol) sendButton.replaceChildren(icon(symbol));
  sendButton.dataset.symbol = symbol;
  sendButton.setAttribute("aria-label", label);
  sendButton.title = label;
}

function changed() {
  const chat = currentChat();
  if (!chat) return;
  grow();
  if (!editing) chat.draft = input.value;
  menuOpen = false;
  if (editing || (!suggestCommands(chat, input.value) && !suggestInline(chat, input.value))) closeSuggestions();
  showMarked();
}

function showMarked() {
  input.setAttribute("aria-activedescendant", markedId());
}

/** Put text into the input as if typed. */
function setDraft(text) {
  input.value = text;
  changed();
  input.focus();
  input.setSelectionRange(text.length, text.length);
}

async function send(content) {
  const chatId = state.current;
  try {
    const message = await api.send(chatId, content);
    emit("own-message", { chatId, message });
  } catch (error) {
    showError(error);
    if (content.text && state.current === chatId && input.value === "") setDraft(content.text);
  }
}

function sendOrRecord() {
  const text = input.value.trim();
  if (editing) saveEdit(text);
  else if (text) {
    setDraft("");
    stopInline();
    send({ text });
  } else startRecording();
}

function startRecording() {
  recording ??= recorder(() => {
    recording = null;
    render();
  });
  render();
}

async function saveEdit(text) {
  const message = editing;
  if (text === "" || text === message.text) return stopEditing();
  const saved = await guard(api.edit(message.chat.id, message.message_id, text));
  if (!saved) return undefined;
  if (saved.message_id) emit("own-message", { chatId: message.chat.id, message: saved });
  return stopEditing();
}

function startEditing(message) {
  editing = message;
  render();
  setDraft(message.text);
}

function stopEditing() {
  editing = null;
  render();
  setDraft(currentChat().draft);
}

function editLast() {
  const message = ordered(currentChat()).findLast(canEdit);
  if (message) startEditing(message);
  return Boolean(message);
}

function keyDown(event) {
  // While an input method (pinyin, say) is open, Enter and arrows belong to it.
  if (event.isComposing || event.keyCode === 229) return;
  if (suggestionKey(event)) {
    menuOpen = false;
    event.preventDefault();
    showMarked();
  } else if (event.key === "Enter" && !event.shiftKey) {
    event.preventDefault();
    if (input.value.trim() || editing) sendOrRecord();
  } else if (event.key === "ArrowUp" && input.value === "" && !editing) {
    if (editLast()) event.preventDefault();
  } else if (event.key === "Escape" && editing) {
    stopEditing();
  }
}

const wideButton = (id, label, onclick) => h("button", { type: "button", class: "wide", id, onclick }, label);

function menuButton(chat) {
  if (chat.commands.length === 0) return null;
  const flip = () => {
    menuOpen = !menuOpen;
    toggleCommandMenu(chat, menuOpen);
    input.focus();
  };
  const label = t("commands");
  return h(
    "button",
    { type: "button", class: "menu-button", id: "commands", "aria-label": label, title: label, onclick: flip },
    icon("menu"),
    h("span", {}, t("menu")),
  );
}

function editBanner() {
  if (!editing) return null;
  return h(
    "div",
    { class: "edit-banner" },
    icon("edit"),
    h("span", { class: "grow" }, h("b", {}, t("editing")), h("span", {}, editing.text)),
    iconButton("close", t("cancel"), stopEditing, "round plain"),
  );
}

function inputRow(chat) {
  const attach = iconButton("attach", t("attach"), (event) => openAttachMenu(event.currentTarget), "round plain");
  attach.id = "attach";
  input.placeholder = chat.replyKeyboard?.markup.input_field_placeholder ?? t("write");
  input.setAttribute("aria-label", t("write"));
  const row = h("div", { class: "input-row" }, !editing && menuButton(chat), !editing && attach, input, !editing && replyToggle(chat));
  return h("div", { class: "composer" }, h("div", { class: "input-box" }, suggestionBox(), editBanner(), row), sendButton);
}

function content(chat, person) {
  if (person?.blocked) return [wideButton("unblock", t("unblock"), () => emit("block", false))];
  if (chat.loaded && chat.messages.size === 0) return [wideButton("start", t("start"), () => emit("start", ""))];
  if (recording) return [h("div", { class: "composer" }, recording)];
  return [inputRow(chat), replyPanel(chat)];
}

function render() {
  const chat = currentChat();
  if (!chat) return;
  const focused = document.activeElement === input;
  shownAs = `${chat.id} ${currentPerson()?.blocked}`;
  $("#footer").replaceChildren(...content(chat, currentPerson()).filter(Boolean));
  grow();
  if (focused && input.isConnected) input.focus({ preventScroll: true });
}

function opened() {
  [editing, recording] = [null, null];
  closeSuggestions();
  render();
  input.value = currentChat().draft;
  grow();
  if (matchMedia("(hover: hover)").matches && input.isConnected) input.focus({ preventScroll: true });
}

export function setUpComposer() {
  // Half-typed pinyin is no question for the bot: wait until the input method is done.
  input.addEventListener("input", (event) => (event.isComposing ? grow() : changed()));
  input.addEventListener("compositionend", changed);
  input.addEventListener("keydown", keyDown);
  input.addEventListener("paste", (event) => {
    if (event.clipboardData.files.length === 0) return;
    event.preventDefault();
    sendAny([...event.clipboardData.files]);
  });
  document.addEventListener("pointerdown", (event) => {
    if (menuOpen && !event.target.closest("#footer")) {
      menuOpen = false;
      closeSuggestions();
    }
  });
  on("opened", opened);
  for (const topic of ["footer", "language"]) on(topic, render);
  on("people", () => shownAs !== `${state.current} ${currentPerson()?.blocked}` && render());
  on("draft", setDraft);
  on("edit", startEditing);
  on("record", startRecording);
  on("send", send);
  on("send-text", (text) => send({ text }));
}
