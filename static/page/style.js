// @ts-check
/**
 * Styles for what is loaded when it is wanted.
 *
 * @module
 */

/** @type {Map<string, Promise<void>>} */
const loaded = new Map();

/**
 * Resolves when a file of `style/` counts.
 *
 * @param {string} name
 * @returns {Promise<void>}
 */
export function style(name) {
  const found = loaded.get(name);
  if (found) return found;
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = `style/${name}.css`;
  /** @type {Promise<void>} */
  const loading = new Promise((resolve) => {
    // Without its style it is plain, and works.
    link.onload = link.onerror = () => resolve();
  });
  loaded.set(name, loading);
  document.head.append(link);
  return loading;
}
