/**
 * What a page needs besides itself. A browser that is told with the page has it one round trip
 * later, instead of finding each script in the one before.
 *
 * @module
 */

/** Imports that are there from the start, in a script as it is served. Those in `import()` are not. */
const IMPORT = /(?:^|[;}])(?:import|export)\b[^;"']*from"(\.[^"]+)"/g;
const MODULE = /<script type="module" src="([^"]+)"/g;

/**
 * The `Link` header of a page: its scripts, and all that they import.
 *
 * @param files the text of each file, by its path
 * @param base what stands before all paths in a browser's address bar, up to a slash
 */
export function preloads(
  path: string,
  files: ReadonlyMap<string, string>,
  base: string,
): string | undefined {
  const found = new Set<string>();
  const follow = (from: string, pattern: RegExp) => {
    for (const [, to = ""] of files.get(from)?.matchAll(pattern) ?? []) {
      const { pathname } = new URL(to, `http://page${from}`);
      if (found.has(pathname) || !files.has(pathname)) continue;
      found.add(pathname);
      follow(pathname, IMPORT);
    }
  };
  follow(path, MODULE);
  const links = [...found].map((script) => `<${base}${script.slice(1)}>; rel=modulepreload`);
  return links.length > 0 ? links.join(", ") : undefined;
}
