// The bot's commands: the menu button and the list while typing "/".
import { h } from "./dom.js";
import { t } from "./i18n.js";
import { closeSuggestions, suggest } from "./suggest.js";
import { emit } from "./state.js";

function entry({ command, description }) {
  return {
    node: h("button", { type: "button", tabindex: -1, class: "command" }, h("b", {}, `/${command}`), h("span", {}, description)),
    onPick: () => emit("send-text", `/${command}`),
  };
}

/** Offer the commands that begin as the input does; true when the input is the start of a command. */
export function suggestCommands(chat, text) {
  const typed = /^\/(\w*)$/.exec(text);
  if (!typed) return false;
  const fitting = chat.commands.filter(({ command }) => command.startsWith(typed[1].toLowerCase()));
  suggest(t("commands"), fitting.map(entry));
  return true;
}

export function toggleCommandMenu(chat, open) {
  if (open) suggest(t("commands"), chat.commands.map(entry));
  else closeSuggestions();
}
