// @ts-check
/**
 * Elements of index.html, found by what they are.
 *
 * @module
 */

/**
 * The first element inside `whole` that matches.
 *
 * @template {Element} T
 * @param {ParentNode} whole
 * @param {string} selector
 * @param {new () => T} type
 * @returns {T}
 * @throws {TypeError} If there is none, or it is of another type.
 */
export function part(whole, selector, type) {
  const found = whole.querySelector(selector);
  if (found instanceof type) return found;
  throw new TypeError(`Cannot find part: no ${type.name} matches "${selector}"`);
}

/**
 * A copy of the one element that a template holds.
 *
 * @param {string} id
 * @returns {HTMLElement}
 */
export function stamp(id) {
  const { content } = part(document, `template#${id}`, HTMLTemplateElement);
  return part(document.importNode(content, true), "*", HTMLElement);
}
