// Polls: quizzes with one or several right answers, and ordinary polls.
import { h, icon } from "./dom.js";
import { t } from "./i18n.js";
import { api } from "./api.js";
import { guard } from "./dialogs.js";
import { richText } from "./richtext.js";

const chosen = new Map(); // message key → Set of options ticked but not yet sent
const folded = new Set(); // message keys whose explanation was folded away

const keyOf = (message) => `${message.chat.id}/${message.message_id}`;

async function vote(message, optionIds, box) {
  box.classList.add("busy");
  const sent = await guard(api.vote(message.chat.id, message.message_id, optionIds));
  if (sent) chosen.delete(keyOf(message));
  else box.classList.remove("busy");
}

function subtitle(poll) {
  if (poll.is_closed) return t("poll_final");
  const anonymous = poll.is_anonymous ? "_anonymous" : "";
  const kind = t(poll.type === "quiz" ? `poll_quiz${anonymous}` : anonymous ? "poll_anonymous" : "poll");
  return poll.allows_multiple_answers ? `${kind} · ${t("poll_multiple")}` : kind;
}

function openOption(message, option, index, box) {
  const multiple = message.poll.allows_multiple_answers;
  const key = keyOf(message);
  if (!chosen.has(key)) chosen.set(key, new Set());
  const ticked = chosen.get(key);
  const choose = (event) => {
    if (!multiple) {
      vote(message, [index], box());
      return;
    }
    if (event.target.checked) ticked.add(index);
    else ticked.delete(index);
    box().querySelector(".vote").disabled = ticked.size === 0;
  };
  const input = h("input", {
    type: multiple ? "checkbox" : "radio",
    name: `poll-${key}`,
    checked: ticked.has(index),
    onchange: choose,
  });
  return h("label", { class: "poll-option" }, input, h("span", { dir: "auto" }, option.text));
}

function mark(message, index) {
  const right = message.correct_option_ids ?? message.poll.correct_option_ids;
  const mine = (message.my_answer ?? []).includes(index);
  if (message.poll.type !== "quiz" || !right) return mine ? ["chosen", "check", t("mark_chosen")] : null;
  if (right.includes(index)) return ["right", "check", t("mark_right")];
  return mine ? ["wrong", "close", t("mark_wrong")] : null;
}

function resultOption(message, option, index) {
  const total = message.poll.total_voter_count;
  const share = total > 0 ? Math.round((option.voter_count / total) * 100) : 0;
  const sign = mark(message, index);
  const mine = (message.my_answer ?? []).includes(index);
  const bar = h("span", { class: "poll-bar" });
  bar.style.width = `${Math.max(share, 1)}%`;
  return h(
    "li",
    { class: `poll-result ${sign?.[0] ?? ""} ${mine ? "mine" : ""}` },
    h("span", { class: "poll-share" }, `${share}%`),
    h("span", { class: "poll-text", dir: "auto" }, option.text),
    h("span", { class: "poll-track" }, sign && h("span", { class: "poll-mark", role: "img", "aria-label": sign[2] }, icon(sign[1])), bar),
  );
}

function verdict(message) {
  const right = message.correct_option_ids ?? message.poll.correct_option_ids;
  const mine = message.my_answer;
  if (message.poll.type !== "quiz" || !right || !mine?.length) return null;
  const good = mine.length === right.length && mine.every((index) => right.includes(index));
  return h("p", { class: `verdict ${good ? "good" : "bad"}` }, t(good ? "answer_right" : "answer_wrong"));
}

function explanation(message) {
  if (!message.explanation_html) return [null, null];
  const key = keyOf(message);
  const bubble = h("div", { class: "explanation", role: "note" }, h("b", {}, t("explanation")), richText(message.explanation_html));
  bubble.hidden = folded.has(key);
  const flip = (event) => {
    bubble.hidden = !bubble.hidden;
    event.currentTarget.setAttribute("aria-expanded", String(!bubble.hidden));
    if (bubble.hidden) folded.add(key);
    else folded.delete(key);
  };
  const label = t("explanation");
  const attributes = { class: "bulb", "aria-label": label, title: label, "aria-expanded": String(!bubble.hidden) };
  return [bubble, h("button", { type: "button", ...attributes, onclick: flip }, "💡")];
}

function optionList(message, showResults, box) {
  const { options, question } = message.poll;
  if (showResults) {
    return h("ul", { class: "poll-options" }, options.map((option, index) => resultOption(message, option, index)));
  }
  const list = options.map((option, index) => openOption(message, option, index, box));
  return h("div", { class: "poll-options", role: "group", "aria-label": question }, list);
}

function voteButton(message, box) {
  const ticked = () => [...(chosen.get(keyOf(message)) ?? [])].sort((a, b) => a - b);
  const onclick = () => vote(message, ticked(), box());
  return h("button", { type: "button", class: "vote", disabled: ticked().length === 0, onclick }, t("vote"));
}

/** The inside of a poll's bubble. */
export function pollBody(message) {
  const { poll } = message;
  const showResults = poll.is_closed || Boolean(message.my_answer?.length);
  const box = () => node;
  const [bubble, bulb] = showResults ? explanation(message) : [null, null];
  const count = poll.total_voter_count ? t("votes", { count: poll.total_voter_count }) : t("votes_none");
  const node = h(
    "div",
    { class: "poll" },
    h("p", { class: "poll-question", dir: "auto" }, poll.question),
    h("p", { class: "poll-kind" }, subtitle(poll), bulb),
    optionList(message, showResults, box),
    verdict(message),
    bubble,
    !showResults && poll.allows_multiple_answers ? voteButton(message, box) : h("p", { class: "poll-count" }, count),
  );
  return node;
}
