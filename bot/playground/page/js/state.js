// What the page knows, and who wants to hear about it.

export const state = {
  bot: null, // {id, username, first_name, description, …}
  online: false, // is the bot asking for updates now?
  connected: false,
  people: [],
  clock: { now: Date.now(), ahead: 0, mark: performance.now() },
  current: null, // the chat that is open
  chats: new Map(),
};

const listeners = new Map();

export function on(topic, listener) {
  if (!listeners.has(topic)) listeners.set(topic, []);
  listeners.get(topic).push(listener);
}

export function emit(topic, detail) {
  for (const listener of listeners.get(topic) ?? []) listener(detail);
}

export function chatOf(id) {
  if (!state.chats.has(id)) {
    state.chats.set(id, {
      id,
      messages: new Map(),
      typing: false,
      replyKeyboard: null, // {markup, hidden}
      commands: [],
      description: "",
      loaded: false,
      complete: false, // nothing older is left on the server
      draft: "",
    });
  }
  return state.chats.get(id);
}

export const currentChat = () => (state.current === null ? null : chatOf(state.current));

export const personOf = (chatId) => state.people.find((person) => person.chat_id === chatId) ?? null;

export const currentPerson = () => personOf(state.current);

export const fullName = (person) => [person.first_name, person.last_name].filter(Boolean).join(" ");

/** The messages of a chat, oldest first. */
export const ordered = (chat) => [...chat.messages.values()].sort((a, b) => a.message_id - b.message_id);

/** Keep a message; true when it was not known before. */
export function keep(chat, message) {
  const isNew = !chat.messages.has(message.message_id);
  chat.messages.set(message.message_id, message);
  return isNew;
}
