// @ts-check
/**
 * Parts of the page that are loaded when they are wanted, and their styles.
 *
 * @module
 */

/**
 * A part that is loaded once. When that fails, as without a connection, whoever wanted it is told, and
 * it is tried again when it is wanted the next time.
 *
 * @template T
 * @param {() => Promise<T>} load
 * @returns {() => Promise<T>}
 */
export function lazy(load) {
  /** @type {Promise<T> | undefined} */
  let loading;
  return () =>
    loading ??= load().catch((error) => {
      loading = undefined;
      throw error;
    });
}

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
