// @ts-check
/**
 * Elements for what is loaded when it is wanted, and so has no template in index.html.
 *
 * @module
 */

/**
 * An element with these properties, and these inside it. Strings are text, whatever is in them.
 *
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name
 * @param {Partial<HTMLElementTagNameMap[Name]> & { role?: string }} properties
 * @param {(Node | string)[]} inside
 * @returns {HTMLElementTagNameMap[Name]}
 */
export function element(name, properties, ...inside) {
  const made = document.createElement(name);
  Object.assign(made, properties);
  made.append(...inside);
  return made;
}

/**
 * A button that says what it does.
 *
 * @param {string} text
 * @param {() => void} onClick
 * @param {string} [className]
 */
export function button(text, onClick, className = "") {
  return element("button", { type: "button", className, onclick: onClick }, text);
}
