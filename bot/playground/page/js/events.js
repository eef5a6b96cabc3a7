// Server-sent events → state. After every (re)connection the state is read again, so nothing is missed.
import { api } from "./api.js";
import { adoptKeyboard } from "./keyboard.js";
import { chatOf, emit, keep, personOf, state } from "./state.js";
import { plainText } from "./richtext.js";
import { setClock } from "./time.js";

const RETRY = 1500; // milliseconds
const TYPING = 5500; // milliseconds; Telegram shows "typing" for about five seconds
const typingTimers = new Map();
const reading = new Map(); // chat id → is there more to mark read once the request on its way is answered?

function setConnected(connected) {
  state.connected = connected;
  emit("connection");
}

function setTyping(chatId, typing) {
  const chat = chatOf(chatId);
  clearTimeout(typingTimers.get(chatId));
  if (typing) typingTimers.set(chatId, setTimeout(() => setTyping(chatId, false), TYPING));
  if (chat.typing === typing) return;
  chat.typing = typing;
  emit("typing");
}

/** A message that is new to the page, whether from the bot or the answer to a request of our own. */
export function receive(chatId, message) {
  const chat = chatOf(chatId);
  const wasEmpty = chat.messages.size === 0;
  const isNew = keep(chat, message);
  if (!isNew) {
    emit("changed");
    return;
  }
  if (!message.mine) setTyping(chatId, false);
  noteInList(chatId, message);
  emit("message", { chat, message });
  if (chatId === state.current && wasEmpty) emit("footer");
}

function received(data) {
  if (adoptKeyboard(chatOf(data.chat_id), data.reply_keyboard) && data.chat_id === state.current) emit("footer");
  receive(data.chat_id, data.message);
}

function noteInList(chatId, message) {
  const person = personOf(chatId);
  if (!person) return;
  const read = chatId === state.current && !document.hidden;
  person.last = plainText(message).replace(/\s+/g, " ").slice(0, 80) || message.sticker?.emoji || message.document?.file_name || "…";
  person.last_date = message.date;
  if (!message.mine) person.unread = read ? 0 : person.unread + 1;
  if (read && !message.mine) markRead(chatId);
  emit("people");
}

/** Tell the server that the open chat was seen: at once, but one request at a time. */
async function markRead(chatId) {
  if (reading.has(chatId)) {
    reading.set(chatId, true);
    return;
  }
  do {
    reading.set(chatId, false);
    await api.markRead(chatId).catch(() => {});
  } while (reading.get(chatId));
  reading.delete(chatId);
}

function personChanged({ person }) {
  const index = state.people.findIndex((known) => known.id === person.id);
  const merged = { ...state.people[index], ...person };
  if (merged.chat_id === state.current && !document.hidden) merged.unread = 0;
  if (index < 0) state.people.push(merged);
  else state.people[index] = merged;
  emit("people");
}

function edited(data) {
  const chat = chatOf(data.chat_id);
  const { message } = data;
  if (!chat.messages.has(message.message_id)) return;
  keep(chat, message);
  emit("changed");
}

function deleted(data) {
  chatOf(data.chat_id).messages.delete(data.message_id);
  emit("changed");
  emit("footer");
}

const handlers = {
  message: received,
  edited,
  poll: edited,
  deleted,
  typing: (data) => setTyping(data.chat_id, true),
  callback_answer: (data) => emit("callback_answer", data),
  inline_results: (data) => emit("inline_results", data),
  commands: () => reread().catch(() => {}),
  people: personChanged,
  clock: (data) => {
    setClock(data);
    emit("clock");
  },
  bot: ({ online }) => {
    state.online = online;
    emit("bot");
  },
};

/** Read bot, people and clock. */
export async function loadState() {
  const fresh = await api.state();
  const dates = new Map(state.people.map((person) => [person.id, person.last_date]));
  state.bot = fresh.bot;
  state.online = fresh.bot.online;
  state.people = fresh.people.map((person) => ({ ...person, last_date: person.last_date ?? dates.get(person.id) }));
  const open = personOf(state.current);
  if (open && !document.hidden) open.unread = 0;
  setClock(fresh.clock);
  emit("people");
  emit("bot");
  emit("clock");
  return fresh;
}

/** Read the newest messages of a chat, its reply keyboard and commands. Reading marks them as read on the server. */
export async function loadChat(chatId) {
  const chat = chatOf(chatId);
  const before = new Map(chat.messages);
  const page = await api.messages(chatId);
  // What the stream brought while this was on its way is newer than the answer.
  const newer = [...chat.messages].filter(([id, message]) => before.get(id) !== message);
  chat.messages = new Map([...page.messages.map((message) => [message.message_id, message]), ...newer]);
  chat.complete = false;
  chat.loaded = true;
  adoptKeyboard(chat, page.reply_keyboard);
  chat.commands = page.commands;
  chat.description = page.description ?? "";
  chat.typing = page.typing;
  const person = personOf(chatId);
  if (person) person.unread = 0;
  emit("people");
  if (chatId !== state.current) return;
  emit("changed");
  emit("typing");
  emit("footer");
}

async function reread() {
  await loadState();
  if (state.current !== null) await loadChat(state.current);
}

async function resync() {
  await reread();
  setConnected(true);
}

/** Keep a stream of events open for as long as the page lives. A new one starts at "now": resync has read what was before. */
export function listen() {
  const source = new EventSource("/api/events");
  source.addEventListener("open", () => resync().catch(() => setConnected(false)));
  source.addEventListener("error", () => {
    setConnected(false);
    source.close();
    setTimeout(listen, RETRY);
  });
  for (const [kind, handle] of Object.entries(handlers)) {
    source.addEventListener(kind, (event) => handle(JSON.parse(event.data)));
  }
}
