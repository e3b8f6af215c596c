// @ts-check
/**
 * A face for a name: its first letter on a colour that is always the same.
 *
 * @module
 */

/**
 * @param {HTMLElement} element
 * @param {string} name
 */
export function showAvatar(element, name) {
  const [first = ""] = name;
  element.textContent = first.toLocaleUpperCase();
  element.style.setProperty("--hue", String(hueOf(name)));
}

/** Steps of this size spread well over a circle. */
const GOLDEN_ANGLE = 137.508;

/** Degrees on the colour wheel. @param {string} name */
function hueOf(name) {
  let hash = 0;
  for (const letter of name.toLowerCase()) hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) >>> 0;
  return (hash * GOLDEN_ANGLE) % 360;
}
