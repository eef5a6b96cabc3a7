// The list above the input: commands while typing "/", results of the inline mode.
import { h } from "./dom.js";

const box = h("div", { id: "suggestions", role: "listbox", hidden: true });
let items = [];
let marked = -1;

export const suggestionBox = () => box;
export const suggesting = () => !box.hidden && items.length > 0;

/** Show `entries`: {node, onPick}. With none, `note` is shown alone; without both the box closes. */
export function suggest(label, entries, note = "", first = 0) {
  items = entries;
  marked = entries.length ? first : -1;
  box.setAttribute("aria-label", label);
  box.hidden = entries.length === 0 && !note;
  const option = ({ node }, index) => {
    node.setAttribute("role", "option");
    node.id = `suggestion-${index}`;
    // The input keeps the focus: it is the one that is typed into.
    node.addEventListener("pointerdown", (event) => event.preventDefault());
    node.addEventListener("click", () => pick(index));
    return node;
  };
  box.replaceChildren(...entries.map(option), ...(entries.length || !note ? [] : [h("p", { class: "suggest-note" }, note)]));
  mark();
}

export function closeSuggestions() {
  suggest("", []);
}

function pick(index) {
  const { onPick } = items[index];
  closeSuggestions();
  onPick();
}

function mark() {
  items.forEach(({ node }, index) => {
    node.setAttribute("aria-selected", String(index === marked));
    if (index === marked) node.scrollIntoView({ block: "nearest" });
  });
}

/** Arrow keys, Enter, Tab and Escape while the list is open; true when the key was used. */
export function suggestionKey(event) {
  if (event.key === "Escape" && !box.hidden) {
    closeSuggestions();
    return true;
  }
  if (!suggesting()) return false;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) {
    marked = (marked + step + items.length) % items.length;
    mark();
    return true;
  }
  if ((event.key === "Enter" || event.key === "Tab") && marked >= 0) {
    pick(marked);
    return true;
  }
  return false;
}

export const markedId = () => (suggesting() && marked >= 0 ? `suggestion-${marked}` : "");
