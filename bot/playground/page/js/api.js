// The JSON API of the playground server.
import { lang } from "./i18n.js";

export class ApiError extends Error {
  constructor(message, status) {
    super(message);
    this.status = status;
  }
}

async function call(path, options = {}) {
  let response;
  try {
    // Errors come as sentences in the page's language, whatever the browser's is.
    response = await fetch(path, { ...options, headers: { ...options.headers, "Accept-Language": lang() } });
  } catch {
    throw new ApiError("", 0);
  }
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new ApiError(body.error ?? response.statusText, response.status);
  return body;
}

const post = (path, body) =>
  call(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });

function upload(path, field, file) {
  const form = new FormData();
  form.append(field, file, file.name);
  return call(path, { method: "POST", body: form });
}

const inChat = (chatId, action) => `/api/chats/${chatId}/${action}`;

export const api = {
  state: () => call("/api/state"),
  addPerson: (person) => post("/api/people", person),
  start: (personId, payload) => post(`/api/people/${personId}/start`, payload ? { payload } : {}),
  messages: (chatId, before) => call(inChat(chatId, `messages?limit=50${before ? `&before=${before}` : ""}`)),
  markRead: (chatId) => call(inChat(chatId, "messages?limit=1"), { keepalive: true }),
  send: (chatId, content) => post(inChat(chatId, "send"), content),
  sendFile: (chatId, kind, file) => upload(inChat(chatId, "send"), kind, file),
  edit: (chatId, messageId, text) => post(inChat(chatId, "edit"), { message_id: messageId, text }),
  press: (chatId, messageId, data) => post(inChat(chatId, "press"), { message_id: messageId, data }),
  vote: (chatId, messageId, optionIds) => post(inChat(chatId, "vote"), { message_id: messageId, option_ids: optionIds }),
  react: (chatId, messageId, emoji) => post(inChat(chatId, "react"), { message_id: messageId, emoji }),
  block: (chatId, blocked) => post(inChat(chatId, "block"), { blocked }),
  inline: (chatId, query, offset = "") => post(inChat(chatId, "inline"), { query, offset }),
  choose: (chatId, queryId, resultId) =>
    post(inChat(chatId, "inline/choose"), { inline_query_id: queryId, result_id: resultId }),
  jump: (target) => post("/api/clock/jump", target),
  fileUrl: (fileId) => `/api/files/${encodeURIComponent(fileId)}`,
};
