// Dialogs about people: adding one, choosing one.
import { $, avatar, h } from "./dom.js";
import { t, lang } from "./i18n.js";
import { api } from "./api.js";
import { guard, openDialog } from "./dialogs.js";
import { emit, fullName, state } from "./state.js";

export const roleName = (person) => t(`role_${person.role ?? "other"}`);

/** A list of the people; the promise gives the chosen person or null. A new one may be added on the way. */
export async function choosePerson(title, hint) {
  const row = (person, close) =>
    h(
      "button",
      { type: "button", class: "person-choice", onclick: () => close(person) },
      avatar(person.first_name, person.id),
      h("span", { class: "grow" }, h("b", {}, fullName(person)), h("small", {}, roleName(person))),
    );
  const choice = await openDialog({
    title,
    body: (close) =>
      h(
        "div",
        { class: "choices" },
        h("p", { class: "dialog-text" }, hint),
        state.people.map((person) => row(person, close)),
      ),
    actions: [
      { label: t("add_person"), value: "add" },
      { label: t("cancel"), value: null },
    ],
  });
  return choice === "add" ? addPerson({ open: false }) : choice;
}

const field = (label, control) => h("label", { class: "field" }, h("span", {}, label), control);

const select = (name, options, chosen) =>
  h("select", { name }, options.map(([value, label]) => h("option", { value, selected: value === chosen }, label)));

function form(close) {
  const submit = async (event) => {
    event.preventDefault();
    const data = Object.fromEntries(new FormData(event.target));
    data.first_name = data.first_name.trim();
    $(".problem", event.target).textContent = data.first_name ? "" : t("person_name_missing");
    const person = data.first_name && (await guard(api.addPerson(data)));
    if (person) close(person);
  };
  return h(
    "form",
    { class: "fields", id: "person-form", novalidate: true, onsubmit: submit },
    field(t("person_name"), h("input", { name: "first_name", maxlength: 64, autocomplete: "off", autofocus: true })),
    h("p", { class: "problem", role: "alert" }),
    field(
      t("person_language"),
      select("language_code", [["zh-hans", t("language_zh")], ["en", t("language_en")]], lang() === "zh" ? "zh-hans" : "en"),
    ),
    field(t("person_role"), select("role", ["rep", "manager", "other"].map((role) => [role, t(`role_${role}`)]), "rep")),
  );
}

/** Ask for name, language and role, and add the person; null when dismissed. */
export async function addPerson({ open = true } = {}) {
  const person = await openDialog({
    title: t("add_person"),
    body: form,
    actions: [
      { label: t("cancel"), value: null },
      { label: t("add"), onPick: () => $("#person-form").requestSubmit(), kind: "primary" },
    ],
  });
  if (!person) return null;
  if (!state.people.some((known) => known.id === person.id)) state.people.push(person);
  emit("people");
  if (open) emit("open", person.chat_id);
  return person;
}
