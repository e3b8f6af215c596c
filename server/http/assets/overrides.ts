/**
 * Files of the operator's that stand in for ours, or are served beside them: a style, icons, a whole page.
 *
 * @module
 */
import { SettingError } from "../../settings/values.ts";

/** Bytes of files by their path in the repository, such as `static/icon.svg` for `icon.svg`. */
export type Overrides = ReadonlyMap<string, Uint8Array<ArrayBuffer>>;

export const NO_OVERRIDES: Overrides = new Map();

/** What all files together may take: they are held in memory, some of them twice, as they are compressed. */
const TOTAL_MAX_BYTES = 32 * 1024 * 1024;
const FILES_MAX = 1000;
const DEPTH_MAX = 8;

/** Kinds of text files, which have to be UTF-8. */
const TEXTS = ["css", "html", "js", "svg", "txt", "webmanifest"];
const BINARIES = ["gif", "ico", "jpeg", "jpg", "png", "webp", "woff2"];
const KINDS = [...TEXTS, ...BINARIES].sort().map((kind) => `.${kind}`).join(" ");

/** A script that stands in a page, which no policy of ours lets run; one that is named is fetched. */
const INLINE_SCRIPT =
  /<script(?![^>]*\ssrc\s*=)(?![^>]*\stype=["']?application\/(?:ld\+)?json)[^>]*>/i;
const HANDLER = /<[a-z][^>]*\son[a-z]+\s*=/i;
/** A style that stands in a page: those of files that it names get there with a hash that allows them. */
const INLINE_STYLE = /<style\b|<[a-z][^>]*\sstyle\s*=/i;
/** What a page, or a style, would load from elsewhere. Links to elsewhere are none of that. */
const LOADED_FROM_ELSEWHERE =
  /<(?!a\b|area\b)[a-z][^>]*\s(?:src|href)\s*=\s*["']?(?:https?:)?\/\/[^"'\s>]*/i;
const STYLED_FROM_ELSEWHERE =
  /(?:@import\s+|url\(\s*)(?:url\(\s*)?["']?((?:https?:)?\/\/[^"')\s]*)/i;

/**
 * Reads all files of a folder. Names that begin with a dot are left out.
 *
 * @throws {SettingError} If there is no such folder, or a file in it can't be served.
 */
export async function readOverrides(folder: string): Promise<Overrides> {
  const found = new Map<string, Uint8Array<ArrayBuffer>>();
  let bytes = 0;
  for await (const [path, file] of filesOf(folder)) {
    if (found.size === FILES_MAX) throw refused(folder, `it has more than ${FILES_MAX} files`);
    bytes += file.size;
    // Before it is read: it may be larger than the memory.
    if (bytes > TOTAL_MAX_BYTES) throw refused(folder, "its files are larger than 32 MiB together");
    const content = await read(folder, file.path);
    check(path, content);
    found.set(`static/${path}`, content);
  }
  return found;
}

/** Paths of the files in a folder, as addresses write them, and where each is. */
async function* filesOf(
  folder: string,
  below = "",
  depth = 0,
): AsyncGenerator<[path: string, file: { path: string; size: number }]> {
  if (depth > DEPTH_MAX) throw refused(folder, `its folders are deeper than ${DEPTH_MAX}`);
  for (const name of await namesIn(folder)) {
    const [path, file] = [below + encodeURIComponent(name), `${folder}/${name}`];
    const { isDirectory, isFile, size } = await look(folder, file);
    if (isDirectory && [...TEXTS, ...BINARIES].includes(kindOf(path))) {
      throw refused(path, "it is a folder, and its name is that of a file");
    }
    if (isDirectory) yield* filesOf(file, `${path}/`, depth + 1);
    else if (isFile) yield [path, { path: file, size }];
    else throw refused(path, "it is neither a file nor a folder");
  }
}

/** Follows links, also out of the folder: what a container or a package installs is often one. */
async function look(folder: string, file: string): Promise<Deno.FileInfo> {
  try {
    return await Deno.stat(file);
  } catch (error) {
    throw refused(folder, error instanceof Error ? error.message : String(error));
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    const entries = await Array.fromAsync(Deno.readDir(folder));
    return entries.map(({ name }) => name).filter((name) => !name.startsWith(".")).sort();
  } catch (error) {
    throw refused(folder, error instanceof Error ? error.message : String(error));
  }
}

async function read(folder: string, file: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return await Deno.readFile(file);
  } catch (error) {
    throw refused(folder, error instanceof Error ? error.message : String(error));
  }
}

/** @throws {SettingError} If browsers could do nothing with a file. */
function check(path: string, content: Uint8Array): void {
  const kind = kindOf(path);
  if (kind === "ts") {
    throw refused(
      path,
      "only our own scripts are .ts: yours may be .js, which your index.html names",
    );
  }
  if (BINARIES.includes(kind)) return;
  if (!TEXTS.includes(kind)) throw refused(path, `a file has to be one of ${KINDS}`);
  const text = textOf(path, content);
  // It is put into the page that names it.
  if (/<\/(?:script|style)/i.test(text) && ["css", "js"].includes(kind)) {
    throw refused(path, "it has </script> or </style> in it, which would end it in a page");
  }
  const [, elsewhere] = kind === "css" && STYLED_FROM_ELSEWHERE.exec(text) || [];
  if (elsewhere !== undefined) {
    throw refused(
      path,
      `it loads ${elsewhere}, and pages load nothing from other sites: put that here`,
    );
  }
  if (kind === "webmanifest") checkManifest(path, text);
  if (kind === "html") checkPage(path, text);
}

function textOf(path: string, content: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(content);
  } catch {
    throw refused(path, "it is not UTF-8");
  }
}

function checkManifest(path: string, text: string): void {
  try {
    JSON.parse(text);
  } catch (error) {
    throw refused(path, `it is not JSON: ${error instanceof Error ? error.message : error}`);
  }
}

function checkPage(path: string, text: string): void {
  if (!/<\/head>/i.test(text)) throw refused(path, "it has no </head>");
  if (INLINE_SCRIPT.test(text) || HANDLER.test(text)) {
    throw refused(
      path,
      "a script stands in it, which the page's policy does not let run: put it into a .js file and name that",
    );
  }
  if (INLINE_STYLE.test(text)) {
    throw refused(
      path,
      "a style stands in it, which the page's policy does not let count: put it into a .css file and name that",
    );
  }
  const [elsewhere] = LOADED_FROM_ELSEWHERE.exec(text) ?? [];
  if (elsewhere === undefined) return;
  throw refused(
    path,
    `it has ${elsewhere}, and pages load nothing from other sites: put that here`,
  );
}

/** How a file's name ends. */
export function kindOf(path: string): string {
  return path.slice(path.lastIndexOf(".") + 1).toLowerCase();
}

function refused(what: string, why: string): SettingError {
  return new SettingError(`Cannot use --static: ${what}: ${why}`);
}
