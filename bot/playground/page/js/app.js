// Start: texts, state, parts of the page, the stream of events. The address' #fragment says which chat is open.
import { $ } from "./dom.js";
import { api } from "./api.js";
import { setUpChat } from "./chat.js";
import { setUpClock } from "./clock.js";
import { setUpComposer } from "./composer.js";
import { closeMenu, guard, showError } from "./dialogs.js";
import { listen, loadChat, loadState, receive } from "./events.js";
import { setUpHeader } from "./header.js";
import { loadTexts, preferred, setLanguage, toggleLanguage } from "./i18n.js";
import { setUpInline } from "./inline.js";
import { setUpKeyboards } from "./keyboard.js";
import { setUpList } from "./list.js";
import { sendAny } from "./attach.js";
import { currentPerson, emit, on, personOf, state } from "./state.js";

const isPhone = () => matchMedia("(max-width: 720px)").matches;

const wanted = () => personOf(Number(location.hash.slice(1)));

/** Show the chat the address names; without one, the first person's where there is room for both panes. */
async function followAddress() {
  const person = wanted() ?? (isPhone() ? null : state.people[0]);
  document.body.dataset.screen = person ? "chat" : "list";
  closeMenu();
  if (!person) {
    state.current = null;
    emit("people");
    return;
  }
  if (state.current === person.chat_id) return;
  state.current = person.chat_id;
  emit("opened");
  await guard(loadChat(person.chat_id));
  if (state.current === person.chat_id) emit("opened");
}

function open(chatId) {
  if (Number(location.hash.slice(1)) === chatId) followAddress();
  else location.hash = `#${chatId}`;
}

async function start(payload) {
  const chatId = state.current;
  const message = await guard(api.start(currentPerson().id, payload));
  if (message?.message_id) receive(chatId, message);
}

async function block(blocked) {
  const person = currentPerson();
  if (!(await guard(api.block(person.chat_id, blocked)))) return;
  person.blocked = blocked;
  emit("people");
}

function setUpDrop() {
  const pane = $("#chat-pane");
  pane.addEventListener("dragover", (event) => event.preventDefault());
  pane.addEventListener("drop", (event) => {
    event.preventDefault();
    if (state.current !== null) sendAny([...event.dataTransfer.files]);
  });
}

function setUp() {
  for (const part of [setUpList, setUpHeader, setUpClock, setUpChat, setUpKeyboards, setUpInline, setUpComposer, setUpDrop]) part();
  on("open", open);
  on("close", () => (location.hash = ""));
  on("start", start);
  on("block", block);
  on("own-message", ({ chatId, message }) => receive(chatId, message));
  $("#language").addEventListener("click", toggleLanguage);
  addEventListener("hashchange", followAddress);
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && currentPerson()?.unread) guard(loadChat(state.current));
  });
}

async function main() {
  await loadTexts();
  setUp();
  const fresh = await loadState();
  setLanguage(preferred(fresh.lang_default));
  emit("language");
  await followAddress();
  listen();
}

main().catch(showError);
