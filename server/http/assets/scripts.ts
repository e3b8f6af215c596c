/**
 * The page's scripts as browsers run them: prepared by `deno task build`, or else made at start.
 *
 * @module
 */
import { isBundled } from "../../chat/program.ts";
import { isLanguage, sourceOf, splitLanguage } from "./languages.ts";
import { collectModules, type Modules } from "./modules.ts";
import { listStatic, readText } from "./files.ts";
import { canStrip, stripTypes } from "./strip.ts";

const ROOT_FOLDER = "static/";
const PAGE = /^static\/[^/]+\.html$/;
const MODULE = /<script type="module" src="([^"]+)"/g;
const CLASSIC = /<script src="([^"]+)"/g;
/** What browsers ask for by this name, next to the page: its address is its scope. */
export const SERVICE_WORKER = "static/service_worker.ts";

/** Where `deno task build` leaves what it made. */
export const BUILD = "out/page.json";

/** Scripts without types, by their path in the repository. */
export interface Scripts {
  readonly modules: Modules;
  /** What pages run before their modules, and the service worker. They import nothing. */
  readonly classic: Modules;
}

interface Build extends Scripts {
  /** The hash of the sources of which it was made. */
  readonly sources: string;
}

/**
 * The scripts of the pages in `static/`.
 *
 * @param root the repository
 * @throws {Error} If this runtime strips no types, and there is no build of these sources.
 */
export async function loadScripts(root: URL, strips = canStrip): Promise<Scripts> {
  const build = await readBuild(root);
  // A bundle was made of the same sources at the same time, and may be without them.
  if (build && isBundled) return build;
  if (build && build.sources === await hashSources(root, await pathsOf(build, root))) return build;
  if (strips) return await stripScripts(root);
  const why = build ? `${BUILD} was made of other sources` : `there is no ${BUILD}`;
  throw new Error(
    `Cannot serve the page: Deno ${Deno.version.deno} cannot strip types, and ${why}; ` +
      "run `deno task build` with Deno 2.8.2 or newer",
  );
}

/** Strips the scripts of the pages in `static/`, and leaves them for servers to come. */
export async function writeBuild(root: URL): Promise<Scripts> {
  const scripts = await stripScripts(root);
  const text = JSON.stringify({
    sources: await hashSources(root, await pathsOf(scripts, root)),
    modules: Object.fromEntries(scripts.modules),
    classic: Object.fromEntries(scripts.classic),
  });
  const file = new URL(BUILD, root);
  await Deno.mkdir(new URL(".", file), { recursive: true });
  // Whole or not at all: a server may be starting.
  const temporary = new URL(`${BUILD}.new`, root);
  await Deno.writeTextFile(temporary, text);
  await Deno.rename(temporary, file);
  return scripts;
}

async function stripScripts(root: URL): Promise<Scripts> {
  const read = async (path: string) => {
    const source = await readText(new URL(path, root));
    try {
      return stripTypes(source);
    } catch (cause) {
      throw new Error(`Cannot serve ${path}: it has more TypeScript than types`, { cause });
    }
  };
  const [entries, classic] = [new Set<string>(), new Set<string>()];
  for (const path of await listStatic(root)) {
    if (path === SERVICE_WORKER) classic.add(SERVICE_WORKER);
    if (!PAGE.test(path)) continue;
    const page = await readText(new URL(path, root));
    for (const [, src = ""] of page.matchAll(MODULE)) entries.add(ROOT_FOLDER + src);
    for (const [, src = ""] of page.matchAll(CLASSIC)) classic.add(ROOT_FOLDER + src);
  }
  const modules = await collectModules(entries, read);
  for (const path of (await listStatic(root)).filter(isLanguage)) {
    for (const [table, text] of splitLanguage(path, await read(path))) modules.set(table, text);
  }
  const texts = new Map<string, string>();
  for (const path of classic) texts.set(path, await read(path));
  return { modules, classic: texts };
}

/** The files that scripts were made from, and languages that may have been added since. */
async function pathsOf({ modules, classic }: Scripts, root: URL): Promise<string[]> {
  const languages = (await listStatic(root)).filter(isLanguage);
  const sources = [...modules.keys(), ...classic.keys()].map(sourceOf);
  return [...new Set([...sources, ...languages])].sort();
}

/** The hash of files; `undefined` if one of them is gone. */
async function hashSources(root: URL, paths: readonly string[]): Promise<string | undefined> {
  try {
    const reading = paths.map((path) => readText(new URL(path, root)));
    await Promise.allSettled(reading);
    const sources = await Promise.all(reading);
    return await hashOf(paths.flatMap((path, i) => [path, sources[i]!]));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

/** A short hash of texts, in letters that may stand in an address. */
export async function hashOf(texts: readonly string[]): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify(texts));
  const digest = await crypto.subtle.digest("SHA-256", bytes);
  return new Uint8Array(digest, 0, 9).toBase64({ alphabet: "base64url" });
}

async function readBuild(root: URL): Promise<Build | undefined> {
  let text;
  try {
    text = await readText(new URL(BUILD, root));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
  return parseBuild(text);
}

/** A build as it was written; `undefined` when it is none, as after the format has changed. */
function parseBuild(text: string): Build | undefined {
  let build: unknown;
  try {
    build = JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
  const fields = fieldsOf(build);
  const sources = fields?.get("sources");
  const [modules, classic] = [textsOf(fields?.get("modules")), textsOf(fields?.get("classic"))];
  if (typeof sources !== "string" || !modules || !classic) return undefined;
  return { sources, modules, classic };
}

function fieldsOf(value: unknown): Map<string, unknown> | undefined {
  return typeof value === "object" && value !== null ? new Map(Object.entries(value)) : undefined;
}

function textsOf(value: unknown): Map<string, string> | undefined {
  const fields = fieldsOf(value);
  if (fields === undefined) return undefined;
  const texts = new Map<string, string>();
  for (const [path, text] of fields) {
    if (typeof text !== "string") return undefined;
    texts.set(path, text);
  }
  return texts;
}
