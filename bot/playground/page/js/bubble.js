// One message: bubble, keyboard, reactions, its menu.
import { h, icon, iconButton } from "./dom.js";
import { t } from "./i18n.js";
import { api } from "./api.js";
import { closeMenu, copyText, guard, popupMenu } from "./dialogs.js";
import { inlineKeyboard } from "./keyboard.js";
import { media } from "./media.js";
import { pollBody } from "./poll.js";
import { isEmojiOnly, plainText, richText } from "./richtext.js";
import { emit, state } from "./state.js";
import { clockTime } from "./time.js";

const ACTIVE = "a, button, input, label, [role=button], .poll";
const QUICK = ["👍", "👎", "❤", "🔥", "🎉", "😁", "🤔"];

function stamp(message) {
  const ticks = message.mine && [
    h("span", { class: "tick one", role: "img", "aria-label": t("sent") }, icon("check")),
    h("span", { class: "tick two", role: "img", "aria-label": t("read") }, icon("checks")),
  ];
  return h(
    "span",
    { class: "stamp" },
    message.edit_date && h("span", {}, t("edited")),
    h("time", { datetime: new Date(message.date * 1000).toISOString() }, clockTime(message.date * 1000)),
    ticks,
  );
}

/** The reactions on a message, equal ones put together, as [{emoji, mine, count}]. */
function reactionsOf(message) {
  const found = new Map();
  for (const { emoji, mine } of message.reactions ?? []) {
    const entry = found.get(emoji) ?? { emoji, mine: false, count: 0 };
    found.set(emoji, { emoji, mine: entry.mine || mine, count: entry.count + 1 });
  }
  return [...found.values()];
}

const react = (message, emoji) => guard(api.react(message.chat.id, message.message_id, emoji));

function reactionRow(message) {
  const list = reactionsOf(message);
  if (list.length === 0) return null;
  const chip = ({ emoji, mine, count }) =>
    h(
      "button",
      {
        type: "button",
        class: mine ? "reaction mine" : "reaction",
        "aria-pressed": String(mine),
        "aria-label": t(mine ? "unreact" : "react", { emoji }),
        onclick: () => react(message, mine ? null : emoji),
      },
      emoji,
      count > 1 && h("small", {}, String(count)),
    );
  return h("div", { class: "reactions", role: "group", "aria-label": t("reactions") }, list.map(chip));
}

export const canEdit = (message) => message.mine && typeof message.text === "string" && !message.via_bot;

const canRetract = ({ poll, my_answer: mine }) => poll?.allows_revoting && !poll.is_closed && mine?.length > 0;

function openMessageMenu(message, anchor) {
  const mine = reactionsOf(message).find((reaction) => reaction.mine)?.emoji;
  const pick = (emoji) => () => {
    closeMenu();
    react(message, emoji === mine ? null : emoji);
  };
  const quick = QUICK.map((emoji) => {
    const label = t(emoji === mine ? "unreact" : "react", { emoji });
    const className = emoji === mine ? "picked" : null;
    return h("button", { type: "button", role: "menuitem", class: className, "aria-label": label, onclick: pick(emoji) }, emoji);
  });
  const items = [{ label: t("copy_text"), icon: "copy", onPick: () => copyText(plainText(message)) }];
  if (canEdit(message)) items.unshift({ label: t("edit"), icon: "edit", onPick: () => emit("edit", message) });
  if (canRetract(message)) {
    items.push({ label: t("retract"), icon: "restart", onPick: () => guard(api.vote(message.chat.id, message.message_id, [])) });
  }
  popupMenu(anchor, t("message_menu"), plainText(message) ? items : [], h("div", { class: "quick" }, quick));
}

function quoted(message) {
  const original = message.reply_to_message;
  if (!original) return null;
  const name = original.from?.is_bot ? state.bot.first_name : original.from?.first_name;
  return h("div", { class: "quoted", "aria-label": t("reply_to") }, h("b", {}, name), h("span", {}, plainText(original)));
}

function bubbleBody(message) {
  if (message.poll) return [pollBody(message)];
  const extra = media(message);
  const text = message.html ? richText(message.html) : null;
  if (!extra && !text) return [h("div", { class: "text" }, h("i", {}, t("unsupported")))];
  return message.show_caption_above_media ? [text, extra] : [extra, text];
}

function shape(message) {
  if (message.sticker || isEmojiOnly(message)) return "bare";
  if (message.photo) return message.html ? "with-picture" : "only-picture";
  return "";
}

/** The list item of a message. Sender and time are for screen readers and tests in data attributes, too. */
export function bubbleItem(message) {
  const via = message.via_bot && h("small", { class: "via" }, `via @${message.via_bot.username}`);
  const body = bubbleBody(message);
  const bubble = h("div", { class: `bubble ${shape(message)}` }, via, quoted(message), body);
  // The time stands in the text's last line where there is room, as in Telegram.
  const apart = message.poll || message.show_caption_above_media || shape(message) === "bare";
  const lastText = apart ? null : bubble.querySelector(":scope > .text");
  const reactions = reactionRow(message);
  const end = stamp(message);
  if (reactions) bubble.append(reactions);
  (reactions ?? lastText ?? bubble).append(end);
  const more = iconButton("more", t("message_menu"), (event) => openMessageMenu(message, event.currentTarget), "round tiny message-menu");
  return h(
    "li",
    {
      class: `message ${message.mine ? "mine" : "theirs"}`,
      "data-message": message.message_id,
      "data-kind": message.poll ? "poll" : message.photo ? "photo" : message.document ? "document" : "text",
      "aria-label": message.mine ? message.from?.first_name : state.bot.first_name,
      oncontextmenu: (event) => {
        if (event.target.closest("a") || !getSelection().isCollapsed) return;
        event.preventDefault();
        openMessageMenu(message, { x: event.clientX, y: event.clientY });
      },
      // A finger has no hover: a tap on the bubble opens its menu, as in Telegram.
      onclick: (event) => {
        if (!matchMedia("(hover: none)").matches || !event.target.closest(".bubble") || event.target.closest(ACTIVE)) return;
        openMessageMenu(message, { x: event.clientX, y: event.clientY });
      },
      ondblclick: (event) => canEdit(message) && event.target.closest(".bubble") && emit("edit", message),
    },
    h("div", { class: "block" }, h("div", { class: "bubble-row" }, bubble, more), inlineKeyboard(message)),
  );
}
