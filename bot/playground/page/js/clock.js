// The clock in the chat's header and its menu of jumps.
import { h } from "./dom.js";
import { t } from "./i18n.js";
import { api } from "./api.js";
import { guard, openDialog, popupMenu, toast } from "./dialogs.js";
import { on, state } from "./state.js";
import { clockDay, clockTime, fromWall, nowMs, setClock, span, wallTime, zone } from "./time.js";

const faces = h("span", { class: "clock-time" });
const day = h("span", { class: "clock-day" });
const button = h("button", { type: "button", id: "clock", "aria-haspopup": "menu", onclick: openClockMenu }, h("span", {}, faces, day));

function tick() {
  const now = nowMs();
  const text = `${clockTime(now)} ${clockDay(now)}`;
  if (button.dataset.shown === text) return;
  button.dataset.shown = text;
  faces.textContent = clockTime(now);
  day.textContent = clockDay(now);
  button.setAttribute("aria-label", t("clock_label", { time: text }));
  button.title = state.clock.ahead > 59 ? t("clock_ahead", { span: span(state.clock.ahead) }) : t("clock_real");
  button.classList.toggle("ahead", state.clock.ahead > 59);
}

async function jump(target) {
  const clock = await guard(api.jump(target));
  if (!clock) return;
  setClock(clock);
  tick();
  toast(t("jumped", { time: `${clockDay(nowMs())} ${clockTime(nowMs())}` }));
}

async function jumpToChosen() {
  const input = h("input", { type: "datetime-local", id: "jump-time", value: wallTime(nowMs() + 3_600_000), min: wallTime(nowMs()) });
  const chosen = await openDialog({
    title: t("jump_to"),
    body: h(
      "div",
      { class: "fields" },
      h("label", { class: "field" }, h("span", {}, t("clock")), input),
      h("p", { class: "dialog-text small" }, t("jump_note", { zone: zone() })),
    ),
    actions: [
      { label: t("cancel"), value: null },
      { label: t("jump"), onPick: (close) => input.value && close(input.value), kind: "primary" },
    ],
  });
  if (chosen) await jump({ to: new Date(fromWall(chosen)).toISOString() });
}

function openClockMenu() {
  const ahead = state.clock.ahead > 59 ? t("clock_ahead", { span: span(state.clock.ahead) }) : t("clock_real");
  const head = h("p", { class: "menu-note" }, h("b", {}, t("clock_title")), h("small", {}, ahead));
  popupMenu(
    button,
    t("clock_title"),
    [
      { label: t("jump_10"), icon: "forward", onPick: () => jump({ minutes: 10 }) },
      { label: t("jump_60"), icon: "forward", onPick: () => jump({ minutes: 60 }) },
      { label: t("jump_morning"), hint: zone(), icon: "sun", onPick: () => jump({ morning: zone() }) },
      { label: t("jump_tomorrow"), icon: "calendar", onPick: () => jump({ minutes: 1440 }) },
      { label: t("jump_custom"), icon: "clock", onPick: jumpToChosen },
    ],
    head,
  );
}

/** The clock's button; one for the whole page. */
export const clockButton = () => button;

export function setUpClock() {
  setInterval(tick, 1000);
  for (const topic of ["clock", "language", "opened"]) {
    on(topic, () => {
      delete button.dataset.shown;
      tick();
    });
  }
}
