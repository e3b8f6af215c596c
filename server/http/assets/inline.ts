/**
 * Inlines the styles and first scripts of a page, so that it is painted after one round trip; and names
 * all modules that it needs, which come with the second.
 *
 * @module
 */
import type { InlineHashes } from "../headers.ts";
import { linksToLanguages } from "./languages.ts";
import { firstLoad, type Modules, reachable } from "./modules.ts";

const STYLE = /[ \t]*<link rel="stylesheet" href="([^"]+)">\n?/g;
const SCRIPT = /[ \t]*<script src="([^"]+)"><\/script>\n?/g;
const MODULE = /([ \t]*<script type="module" src=")([^"]+)(?=")/g;
/** What an entry imports as soon as it runs, after what it needs to run. */
const BEHIND = /[ \t]*<link rel="modulepreload" href="([^"]+)">\n?/g;
/** Names one of our scripts or styles, in another way than those above. */
const MISNAMED =
  /<(?:script|link)\b[^>]*\s(?:src|href)\s*=\s*["']?([^"'?\s>]+\.ts|style\/[^"'?\s>]+)["'\s>]/;
/** What a style and a page need only where people write them: lines, and how far in they stand. */
const STYLE_SPACE: readonly (readonly [RegExp, string])[] = [
  [/\n\s+/g, "\n"],
  [/(?<=[;{}])\n|\n(?=\})/g, ""],
];
const INDENTATION = /\n[ \t]+/g;
/** Before the modules: what a page runs first may look after them. */
const PLACE = /(?=[ \t]*<link rel="modulepreload"|[ \t]*<script type="module"|<\/head>)/;

/** A page, and the hashes by which its policy allows what is in it. */
export interface InlinedPage {
  readonly text: string;
  readonly hashes: InlineHashes;
}

export interface Parts {
  /** Styles and scripts that are no modules, by their path in the repository. */
  readonly files: ReadonlyMap<string, string>;
  readonly modules: Modules;
  /** Where modules and styles are served, as seen from the page, by their path in the repository. */
  readonly addresses: ReadonlyMap<string, string>;
  /** What answers as long as none of them has changed. */
  readonly build: string;
}

/**
 * Puts into a page the files that it would have to wait for, and names its modules.
 *
 * @param written the page, as it is in the repository
 * @param folder where the page is in the repository, with a slash behind
 * @throws {Error} If there is none of a name that the page says.
 */
export async function inline(
  written: string,
  folder: string,
  { files, modules, addresses, build }: Parts,
): Promise<InlinedPage> {
  // Where spaces count, all of them stay.
  const page = /<pre\b/.test(written) ? written : written.replaceAll(INDENTATION, "\n");
  const filesOf = (pattern: RegExp) =>
    page.matchAll(pattern).map(([, name = ""]) => {
      const text = files.get(folder + name);
      if (text === undefined) throw new Error(`Cannot make the page: there is no ${folder}${name}`);
      return text;
    }).toArray().join("");
  // Nobody looks for a line of a style in there, and the page is the first that has to come.
  const script = filesOf(SCRIPT);
  const style = STYLE_SPACE.reduce(
    (css, [space, less]) => css.replaceAll(space, less),
    filesOf(STYLE),
  );
  const inlined = new Set(page.matchAll(STYLE).map(([, name = ""]) => folder + name));
  const behind = page.matchAll(BEHIND).map(([, name = ""]) => folder + name).toArray();
  const named = page.matchAll(MODULE).map(([, , name = ""]) => folder + name)
    .filter((path) => modules.has(path)).toArray();
  // Before the scripts, of which one asks for the words of somebody's language.
  const languages = named.length > 0 ? linksToLanguages(modules, addresses) : "";
  const map = named.length > 0 ? importMap(named, { modules, addresses, build, inlined }) : "";
  const inside = (script && `<script>${script}</script>`) + (style && `<style>${style}</style>`) +
    (map && `<script type="importmap">${map}</script>`);
  const text = page.replaceAll(SCRIPT, "").replaceAll(STYLE, "").replaceAll(BEHIND, "")
    .replaceAll(MODULE, (_, tag: string, name: string) => {
      const path = folder + name;
      if (modules.has(path)) {
        return preloads([path, ...behind], modules, addresses) + tag + addresses.get(path);
      }
      // A script of the operator's is served by its own name.
      if (files.has(path)) return tag + name;
      throw new Error(`Cannot make the page: there is no ${path}`);
    })
    .replace(PLACE, () => languages + inside);
  checkNames(text);
  const hashed = script + map && { script: await hashes(script, map) };
  return { text, hashes: { ...hashed, ...(style && { style: await hash(style) }) } };
}

/** @throws {Error} If a page names one of our files so that we have not found it, and a browser would not. */
function checkNames(text: string): void {
  const [tag, name] = MISNAMED.exec(text) ?? [];
  if (tag === undefined) return;
  throw new Error(
    `Cannot make the page: ${name} is named as ${tag}, and has to be as in our own page: ` +
      '<script src="…">, <script type="module" src="…"> or <link rel="stylesheet" href="…">',
  );
}

/**
 * Where a page's modules are, and its styles: each has the hash of what is in it behind its path, so that
 * a browser asks again only for what has changed, and modules import each other by their paths.
 */
function importMap(
  entries: readonly string[],
  { modules, addresses, build, inlined }: Omit<Parts, "files"> & { inlined: ReadonlySet<string> },
): string {
  const all = reachable(entries, modules);
  // A language's tables are found by the link to it.
  const wanted = [...addresses].filter(([path]) =>
    all.has(path) || !modules.has(path) && !inlined.has(path)
  );
  const imports = wanted.map(([path, address]) => [`./${path}`, `./${address}`]);
  return JSON.stringify({ imports: { build: `./${build}`, ...Object.fromEntries(imports) } });
}

/** Names modules, and all that each imports: in the page, as proxies have little room for a `Link` header. */
function preloads(
  entries: readonly string[],
  modules: Modules,
  addresses: Parts["addresses"],
): string {
  return [...new Set(entries.flatMap((path) => firstLoad(path, modules)))]
    .map((path) => `<link rel="modulepreload" href="${addresses.get(path)}">\n`).join("");
}

/** As a policy writes them. */
async function hashes(...texts: string[]): Promise<string> {
  return (await Promise.all(texts.filter((text) => text !== "").map(hash))).join(" ");
}

async function hash(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return `'sha256-${new Uint8Array(digest).toBase64()}'`;
}
