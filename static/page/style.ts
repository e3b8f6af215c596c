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
      throw error;
    });
}

const loaded: Map<string, Promise<void>> = new Map();

/** Resolves when a file of `style/` counts. */
export function style(name: string): Promise<void> {
  const found = loaded.get(name);
  if (found) return found;
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = `style/${name}.css`;
  const loading: Promise<void> = new Promise((resolve) => {
    // Without its style it is plain, and works.
    link.onload = link.onerror = () => resolve();
  });
  loaded.set(name, loading);
  document.head.append(link);
  return loading;
}
