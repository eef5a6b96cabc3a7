// The page's own texts. What the bot says comes from the server and is never translated here.
import { $, icon } from "./dom.js";
import { emit } from "./state.js";

const KEY = "playground-language";
let tables = null;
let language = "en";

export const lang = () => language;

/** The text of `key`; `{name}` parts are filled from `values`. An unknown key is a mistake and throws. */
export function t(key, values = {}) {
  const text = tables[language][key];
  if (text === undefined) throw new Error(`no text for ${key}`);
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

/** The user's earlier choice, else the browser's language, else the server's default. */
export function preferred(fallback) {
  const stored = localStorage.getItem(KEY);
  if (stored in tables) return stored;
  const wishes = navigator.languages?.length ? navigator.languages : [navigator.language];
  const known = wishes.map((wish) => wish.slice(0, 2).toLowerCase()).find((wish) => wish in tables);
  return known ?? fallback;
}

export async function loadTexts() {
  const response = await fetch("/static/i18n.json");
  tables = await response.json();
  setLanguage(preferred("en"));
}

export function setLanguage(code) {
  language = code;
  document.documentElement.lang = code === "zh" ? "zh-Hans" : "en";
  translate(document);
}

export function toggleLanguage() {
  const other = language === "zh" ? "en" : "zh";
  localStorage.setItem(KEY, other);
  setLanguage(other);
  emit("language");
}

/** Fill in the elements of index.html that carry data-i18n, data-i18n-label or data-icon. */
function translate(root) {
  for (const element of root.querySelectorAll("[data-i18n]")) element.textContent = t(element.dataset.i18n);
  for (const element of root.querySelectorAll("[data-i18n-label]")) {
    const label = t(element.dataset.i18nLabel);
    element.setAttribute("aria-label", label);
    if (element.matches("button")) element.title = label;
  }
  for (const element of root.querySelectorAll("[data-icon]")) {
    if (!$("svg", element)) element.append(icon(element.dataset.icon));
  }
}
