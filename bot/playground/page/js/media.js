// Pictures, documents, stickers, voice messages, locations and contacts inside bubbles.
import { h, icon } from "./dom.js";
import { t } from "./i18n.js";
import { api } from "./api.js";
import { openDialog } from "./dialogs.js";
import { minutesSeconds } from "./time.js";

const WAVE = [5, 9, 14, 8, 16, 20, 12, 7, 15, 18, 10, 6, 13, 19, 11, 8, 16, 9, 5, 12, 17, 8, 6, 10];

function picture(message) {
  const size = message.photo.at(-1);
  const source = api.fileUrl(size.file_id);
  const label = message.caption ?? t("photo");
  const image = () => h("img", { src: source, alt: label, width: size.width, height: size.height });
  const enlarge = () =>
    openDialog({
      className: "lightbox",
      body: (close) => h("button", { type: "button", "aria-label": t("close"), onclick: () => close(null) }, image()),
    });
  return h("button", { type: "button", class: "picture", "aria-label": `${t("enlarge")}: ${label}`, onclick: enlarge }, image());
}

function bytes(count) {
  if (count === undefined) return "";
  const units = ["B", "KB", "MB"];
  const step = Math.min(2, Math.floor(Math.log(Math.max(count, 1)) / Math.log(1024)));
  return `${(count / 1024 ** step).toFixed(step ? 1 : 0)} ${units[step]}`;
}

function file(message) {
  const { document: item } = message;
  const name = item.file_name ?? "file";
  return h(
    "a",
    { class: "document", href: api.fileUrl(item.file_id), download: name, "aria-label": t("download", { name }) },
    h("span", { class: "disc" }, icon("download")),
    h("span", { class: "grow" }, h("b", {}, name), h("small", {}, bytes(item.file_size))),
  );
}

function voice({ voice: item }) {
  const bars = WAVE.map((height) => {
    const bar = h("i");
    bar.style.height = `${height}px`;
    return bar;
  });
  return h(
    "div",
    { class: "voice", role: "img", "aria-label": t("voice_message", { seconds: item.duration }) },
    h("span", { class: "disc" }, icon("play")),
    h("span", { class: "grow" }, h("span", { class: "wave" }, bars), h("small", {}, minutesSeconds(item.duration))),
  );
}

function place({ location }) {
  const [latitude, longitude] = [location.latitude.toFixed(4), location.longitude.toFixed(4)];
  return h(
    "div",
    { class: "location", role: "img", "aria-label": t("map_of", { latitude, longitude }) },
    h("span", { class: "map" }, icon("pin")),
    h("small", {}, `${latitude}, ${longitude}`),
  );
}

function contact({ contact: card }) {
  const words = h("span", { class: "grow" }, h("b", {}, card.first_name), h("small", {}, card.phone_number));
  return h("div", { class: "document" }, h("span", { class: "disc" }, icon("user-plus")), words);
}

function sticker(message) {
  const emoji = message.sticker.emoji ?? "🖼";
  return h("div", { class: "sticker", role: "img", "aria-label": `${t("sticker")} ${emoji}` }, emoji);
}

/** The node for what a message carries besides text, or null. */
export function media(message) {
  if (message.photo) return picture(message);
  if (message.document) return file(message);
  if (message.voice) return voice(message);
  if (message.location) return place(message);
  if (message.contact) return contact(message);
  if (message.sticker) return sticker(message);
  return null;
}
