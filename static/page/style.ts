/**
 * Parts of the page that are loaded when they are wanted, and their styles.
 *
 * @module
 */

/**
 * A part that is loaded once. When that fails, as without a connection, whoever wanted it is told, and
 * it is tried again when it is wanted the next time.
 */
export function lazy<T>(load: () => Promise<T>): () => Promise<T> {
  let loading: Promise<T> | undefined;
  return () =>
    loading ??= load().catch((error) => {
      loading = undefined;
      reloadIfReplaced();
      throw error;
    });
}

/**
 * Has the page loaded anew if the server has been replaced by one of another build since: it does not
 * have the parts of this one. What is written, and what is unsent, is kept.
 */
export async function reloadIfReplaced(): Promise<void> {
  try {
    const { status } = await fetch(import.meta.url, { method: "HEAD", cache: "no-store" });
    if (status === 404) dispatchEvent(new Event("replaced"));
  } catch {
    // Not connected now.
  }
}

const loaded: Map<string, Promise<void>> = new Map();

/** Resolves when a file of `style/` counts. */
export function style(name: string): Promise<void> {
  const found = loaded.get(name);
  if (found) return found;
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = new URL(`../style/${name}.css`, import.meta.url).href;
  const loading: Promise<void> = new Promise((resolve) => {
    // Without its style it is plain, and works.
    link.onload = link.onerror = () => resolve();
  });
  loaded.set(name, loading);
  document.head.append(link);
  return loading;
}
