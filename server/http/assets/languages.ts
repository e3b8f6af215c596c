/**
 * The languages of the page besides English: each is one file of `static/languages/`. Each table in it
 * is served as a module of its own, so that the first words come without those that are wanted later.
 *
 * @module
 */
import { encodeText } from "./fill.ts";
import type { Modules } from "./modules.ts";

/** A file that is a language, named by its tag. */
const FILE = /^static\/languages\/[a-z]{2,3}(?:-[A-Za-z\d]+)*\.ts$/;
/** A table where it is served. */
const TABLE = /^(static\/languages\/[^/]+)\/\w+\.ts$/;
/** The words of a page whose scripts did not come: they stand in it. */
const NOT_LOADED = /^(static\/languages\/([^/]+)\/)notLoaded\.ts$/;
/** Where a table begins; it ends where the next does. */
const BEGINNING = /^(?=export const )/m;
const NAME = /^export const (\w+)/;

export function isLanguage(path: string): boolean {
  return FILE.test(path);
}

/** Whether a module is one of a language, which pages import by its name. */
export function isTable(path: string): boolean {
  return TABLE.test(path);
}

/** The file that a module was made from. */
export function sourceOf(path: string): string {
  return path.replace(TABLE, "$1.ts");
}

/**
 * The modules of a language, by their paths: each with its table in the lines where the file has it, and
 * what stands before all tables, as they may call it.
 *
 * @param text the file without types
 * @throws {Error} If it imports something: then each table would.
 */
export function splitLanguage(path: string, text: string): Map<string, string> {
  const [head = "", ...tables] = text.split(BEGINNING);
  if (/^import\b/m.test(head)) {
    throw new Error(`Cannot serve ${path}: a language imports types only`);
  }
  const modules = new Map<string, string>();
  let line = linesIn(head);
  for (const table of tables) {
    const [, name = ""] = NAME.exec(table) ?? [];
    const skipped = "\n".repeat(line - linesIn(head));
    modules.set(path.replace(/\.ts$/, `/${name}.ts`), head + skipped + table);
    line += linesIn(table);
  }
  return modules;
}

function linesIn(text: string) {
  return text.split("\n").length - 1;
}

/** Says in a page which languages there are, where their tables are, and what it says without its scripts. */
export function linksToLanguages(
  modules: Modules,
  addresses: ReadonlyMap<string, string>,
): string {
  return [...modules].toSorted(([one], [other]) => one < other ? -1 : 1)
    .map(([path, text]) => {
      const [, folder, tag] = NOT_LOADED.exec(path) ?? [];
      const [, words = '""'] = /("(?:[^"\\]|\\.)*")/.exec(text) ?? [];
      return tag === undefined
        ? ""
        : `<link rel="language" hreflang="${tag}" href="${folder}?${
          hashIn(addresses.get(path))
        }" ` +
          `title="${encodeText(JSON.parse(words))}">`;
    }).join("");
}

/** What stands behind an address: the same for all tables of a language, as they are one file. */
function hashIn(address = "") {
  return address.slice(address.indexOf("?") + 1);
}
