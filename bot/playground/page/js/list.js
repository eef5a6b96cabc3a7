// The people at the left.
import { $, avatar, h } from "./dom.js";
import { t } from "./i18n.js";
import { addPerson, roleName } from "./people.js";
import { emit, fullName, on, ordered, state } from "./state.js";
import { shortStamp } from "./time.js";

const rows = new Map(); // person id → its list item; kept, so that focus survives

function row(person) {
  const active = person.chat_id === state.current;
  const label = [fullName(person), roleName(person), person.unread ? t("unread", { count: person.unread }) : null];
  const button = h(
    "button",
    {
      type: "button",
      class: active ? "person active" : "person",
      "aria-current": active ? "true" : null,
      "aria-label": label.filter(Boolean).join(", "),
      "data-person": person.id,
      onclick: () => emit("open", person.chat_id),
    },
    avatar(person.first_name, person.id),
    h(
      "span",
      { class: "grow" },
      h("span", { class: "line" }, h("b", { class: "name" }, fullName(person)), h("time", {}, lastTime(person))),
      h(
        "span",
        { class: "line" },
        h("span", { class: "last" }, lastLine(person)),
        person.blocked && h("span", { class: "tag" }, t("blocked_chip")),
        h("span", { class: `tag role-${person.role}` }, roleName(person)),
        person.unread > 0 && h("span", { class: "badge" }, String(person.unread)),
      ),
    ),
  );
  return button;
}

function lastTime(person) {
  const last = ordered(state.chats.get(person.chat_id) ?? { messages: new Map() }).at(-1);
  const seconds = person.last_date ?? last?.date;
  return seconds ? shortStamp(seconds * 1000) : "";
}

function lastLine(person) {
  if (state.chats.get(person.chat_id)?.typing) return t("typing");
  return person.last || t("no_messages");
}

function render() {
  const focused = document.activeElement?.dataset?.person;
  $("#people").replaceChildren(
    ...state.people.map((person) => {
      const item = rows.get(person.id) ?? h("li");
      rows.set(person.id, item);
      item.replaceChildren(row(person));
      return item;
    }),
  );
  if (focused) $(`#people [data-person="${focused}"]`)?.focus();
  const unread = state.people.reduce((sum, person) => sum + (person.unread ?? 0), 0);
  document.title = `${unread ? `(${unread}) ` : ""}${state.bot?.first_name ?? ""} · ${t("title")}`;
}

function renderConnection() {
  $("#connection").textContent = state.connected ? "" : t("connecting");
}

export function setUpList() {
  $("#add-person").addEventListener("click", () => addPerson());
  for (const topic of ["people", "opened", "language", "typing"]) on(topic, render);
  for (const topic of ["connection", "language"]) on(topic, renderConnection);
}
