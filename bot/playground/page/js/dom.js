// Building elements without innerHTML: every string becomes a text node.

const SVG = "http://www.w3.org/2000/svg";

export const $ = (selector, root = document) => root.querySelector(selector);

/** An element; `on…` keys are listeners, null/false attributes are left out, children may be nested, null or strings. */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

export function icon(name, className = "icon") {
  const svg = document.createElementNS(SVG, "svg");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `/static/img/icons.svg#${name}`);
  svg.setAttribute("class", className);
  svg.setAttribute("aria-hidden", "true");
  svg.append(use);
  return svg;
}

export function iconButton(name, label, onclick, className = "round") {
  return h("button", { type: "button", class: className, "aria-label": label, title: label, onclick }, icon(name));
}

/** The round coloured picture with the first letter of a name. */
export function avatar(name, id) {
  const letter = Array.from(String(name).trim())[0] ?? "?";
  return h("span", { class: `avatar av${Math.abs(id) % 7}`, "aria-hidden": "true" }, letter.toUpperCase());
}

/** Make `parent` hold exactly `nodes`, touching as little as possible, so that focus and scrolling survive. */
export function place(parent, nodes) {
  const wanted = new Set(nodes);
  for (const child of [...parent.childNodes]) if (!wanted.has(child)) child.remove();
  let current = parent.firstChild;
  for (const node of nodes) {
    if (node === current) current = current.nextSibling;
    else parent.insertBefore(node, current);
  }
}
