// The chat's header: back, the bot's name and state, the clock, a menu.
import { $, avatar, h, iconButton } from "./dom.js";
import { t } from "./i18n.js";
import { clockButton } from "./clock.js";
import { popupMenu } from "./dialogs.js";
import { currentChat, currentPerson, emit, fullName, on, state } from "./state.js";

function status(chat, person) {
  if (chat.typing) return h("span", { class: "typing" }, t("typing"), h("i"), h("i"), h("i"));
  const online = h("span", { class: state.online ? "online" : "" }, t(state.online ? "online" : "offline"));
  return h("span", {}, online, ` · ${t("as_person", { name: fullName(person) })}`);
}

function openMenu(event) {
  const blocked = currentPerson().blocked;
  popupMenu(event.currentTarget, t("more"), [
    { label: t("restart"), icon: "restart", onPick: () => emit("start", "") },
    { label: t(blocked ? "unblock" : "block"), icon: "block", danger: !blocked, onPick: () => emit("block", !blocked) },
  ]);
}

function render() {
  const chat = currentChat();
  const person = currentPerson();
  if (!chat || !person) return;
  const info = $("#chat-header .info");
  if (info) {
    info.replaceChildren(...title(chat, person));
    return;
  }
  const back = iconButton("back", t("back"), () => emit("close"), "round plain");
  back.id = "back";
  const more = iconButton("more", t("more"), openMenu, "round plain");
  more.id = "more";
  more.setAttribute("aria-haspopup", "menu");
  const picture = avatar(state.bot.first_name, state.bot.id);
  $("#chat-header").replaceChildren(back, picture, h("div", { class: "info" }, title(chat, person)), clockButton(), more);
}

const title = (chat, person) => [
  h("h2", {}, state.bot.first_name),
  h("p", { id: "status", role: "status", "data-online": String(state.online) }, status(chat, person)),
];

export function setUpHeader() {
  for (const topic of ["opened", "typing", "bot", "people"]) on(topic, render);
  on("language", () => {
    $("#chat-header").replaceChildren();
    render();
  });
}
