/**
 * Which modules a page consists of, found by following their imports.
 *
 * @module
 */
/** The import of a module from the start, and the one when it is wanted, in a script without types. */
const IMPORT = /^(?:import|export)\s+(?:[\w\s,{}*$]+?\sfrom\s+)?"([^"]+)"/gm;
const LATER = /\bimport\(\s*"([^"]+)"\s*\)/g;

/** Modules by their path in the repository, such as `static/page.ts`. */
export type Modules = ReadonlyMap<string, string>;

/**
 * Modules and all that they import.
 *
 * @param entries paths of modules
 * @param read the text of a module, by its path, without types
 * @throws {Error} If one imports what browsers can't have: a package, or what is outside.
 */
export async function collectModules(
  entries: Iterable<string>,
  read: (path: string) => Promise<string>,
): Promise<Map<string, string>> {
  const modules = new Map<string, string>();
  const wanted = [...entries];
  for (let path = wanted.pop(); path !== undefined; path = wanted.pop()) {
    if (modules.has(path)) continue;
    const text = await read(path);
    modules.set(path, text);
    wanted.push(...targets(path, text, IMPORT), ...targets(path, text, LATER));
  }
  return modules;
}

/** The paths of what is imported from the start by a module, and by what it imports, itself first. */
export function firstLoad(entry: string, modules: Modules): string[] {
  const found = new Set([entry]);
  // A set gives what is added while it is walked through, too.
  for (const path of found) {
    for (const target of targets(path, modules.get(path) ?? "", IMPORT)) found.add(target);
  }
  return [...found];
}

/** The paths of what is imported by modules and what they import, at whatever time. */
export function reachable(entries: readonly string[], modules: Modules): ReadonlySet<string> {
  const found = new Set(entries);
  for (const path of found) {
    const text = modules.get(path) ?? "";
    for (const target of [...targets(path, text, IMPORT), ...targets(path, text, LATER)]) {
      found.add(target);
    }
  }
  return found;
}

function targets(path: string, text: string, pattern: RegExp): string[] {
  return text.matchAll(pattern).map(([, specifier = ""]) => {
    const outside = path.split("/").length <= specifier.split("../").length - 1;
    if (!/^\.{1,2}\//.test(specifier) || outside) {
      throw new Error(`Cannot serve ${path}: a browser cannot import "${specifier}"`);
    }
    return new URL(specifier, `http://page/${path}`).pathname.slice(1);
  }).toArray();
}
