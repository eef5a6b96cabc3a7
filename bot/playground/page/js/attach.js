// The paper clip: pictures, files, stickers, voice messages, locations.
import { h, icon, iconButton } from "./dom.js";
import { t } from "./i18n.js";
import { api } from "./api.js";
import { guard, openDialog, popupMenu } from "./dialogs.js";
import { emit, state } from "./state.js";
import { minutesSeconds } from "./time.js";

const STICKERS = "👍 👌 🙏 💪 🎉 🔥 ❤️ 😀 😂 😎 🤔 😅 😭 😴 🤝 🚀 🐯 🦉 🐨 🦚".split(" ");

// Latitude and longitude of some cities, one of them far from its country's own clock and one with summer time.
const CITIES = {
  city_shanghai: [31.2304, 121.4737],
  city_chengdu: [30.5728, 104.0668],
  city_urumqi: [43.8256, 87.6168],
  city_leeds: [53.8008, -1.5491],
  city_berlin: [52.52, 13.405],
  city_newyork: [40.7128, -74.006],
};

export async function sendFiles(kind, files) {
  const chatId = state.current;
  for (const file of files) {
    const sent = await guard(api.sendFile(chatId, kind, file));
    if (sent) emit("own-message", { chatId, message: sent });
  }
}

/** Pasted or dropped files: pictures go as photos, all else as documents. */
export function sendAny(files) {
  for (const file of files) sendFiles(/^image\/(png|jpe?g|webp)$/.test(file.type) ? "photo" : "document", [file]);
}

function pickFiles(kind) {
  const input = h("input", { type: "file", accept: kind === "photo" ? "image/*" : null });
  input.addEventListener("change", () => sendFiles(kind, input.files));
  input.click();
}

async function pickSticker() {
  const emoji = await openDialog({
    title: t("choose_sticker"),
    body: (close) => {
      const button = (emoji) => h("button", { type: "button", "aria-label": emoji, onclick: () => close(emoji) }, emoji);
      return h("div", { class: "stickers" }, STICKERS.map(button));
    },
    actions: [{ label: t("cancel"), value: null }],
  });
  if (emoji) emit("send", { sticker: emoji });
}

/** Ask for a place; {latitude, longitude} or null. */
export function chooseLocation() {
  const number = (name, limit) =>
    h("input", { name, type: "number", step: "any", min: -limit, max: limit, required: true, inputmode: "decimal" });
  const latitude = number("latitude", 90);
  const longitude = number("longitude", 180);
  const read = () => ({ latitude: Number(latitude.value), longitude: Number(longitude.value) });
  return openDialog({
    title: t("choose_location"),
    body: (close) =>
      h(
        "div",
        {},
        h(
          "div",
          { class: "cities" },
          Object.entries(CITIES).map(([key, [lat, lon]]) =>
            h("button", { type: "button", onclick: () => close({ latitude: lat, longitude: lon }) }, icon("pin"), t(key)),
          ),
        ),
        h(
          "div",
          { class: "fields two" },
          h("label", { class: "field" }, h("span", {}, t("latitude")), latitude),
          h("label", { class: "field" }, h("span", {}, t("longitude")), longitude),
        ),
      ),
    actions: [
      { label: t("cancel"), value: null },
      { label: t("send"), onPick: (close) => latitude.reportValidity() && longitude.reportValidity() && close(read()), kind: "primary" },
    ],
  });
}

async function sendLocation() {
  const location = await chooseLocation();
  if (location) emit("send", { location });
}

/** Count the seconds of a voice message in place of the input until it is sent or dropped. */
export function recorder(onEnd) {
  const began = performance.now();
  const elapsed = () => (performance.now() - began) / 1000;
  const counter = h("span", {}, t("recording", { time: "0:00" }));
  const tick = () => (counter.textContent = t("recording", { time: minutesSeconds(elapsed()) }));
  const timer = setInterval(tick, 250);
  const end = (voice) => {
    clearInterval(timer);
    onEnd();
    if (voice) emit("send", { voice });
  };
  return h(
    "div",
    { class: "recorder" },
    h("i", { class: "red-dot" }),
    h("span", { class: "grow" }, counter, h("small", {}, t("recording_hint"))),
    h("button", { type: "button", class: "action", onclick: () => end(null) }, t("cancel")),
    iconButton("send", t("send"), () => end(Math.max(1, Math.round(elapsed()))), "round send"),
  );
}

export function openAttachMenu(anchor) {
  popupMenu(anchor, t("attach"), [
    { label: t("photo"), icon: "photo", onPick: () => pickFiles("photo") },
    { label: t("document"), icon: "file", onPick: () => pickFiles("document") },
    { label: t("sticker"), icon: "smile", onPick: pickSticker },
    { label: t("voice"), icon: "mic", onPick: () => emit("record") },
    { label: t("location"), icon: "pin", onPick: sendLocation },
  ]);
}
