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
const INLINE_SCRIPT = /<script(?![^>]*\ssrc=)(?![^>]*\stype="application\/(?:ld\+)?json")[^>]*>/i;
const HANDLER = /<[a-z][^>]*\son[a-z]+\s*=/i;

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
    const content = await read(folder, file);
    bytes += content.length;
    if (bytes > TOTAL_MAX_BYTES) throw refused(folder, "its files are larger than 32 MiB together");
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
): AsyncGenerator<[path: string, file: string]> {
  if (depth > DEPTH_MAX) throw refused(folder, `its folders are deeper than ${DEPTH_MAX}`);
  for (const name of await namesIn(folder)) {
    const [path, file] = [below + encodeURIComponent(name), `${folder}/${name}`];
    // Follows links: what a container or a package installs is often one.
    const { isDirectory } = await Deno.stat(file);
    if (isDirectory) yield* filesOf(file, `${path}/`, depth + 1);
    else yield [path, file];
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
  if (!INLINE_SCRIPT.test(text) && !HANDLER.test(text)) return;
  throw refused(
    path,
    "a script stands in it, which the page's policy does not let run: put it into a .js file and name that",
  );
}

/** How a file's name ends. */
export function kindOf(path: string): string {
  return path.slice(path.lastIndexOf(".") + 1).toLowerCase();
}

function refused(what: string, why: string): SettingError {
  return new SettingError(`Cannot use --static: ${what}: ${why}`);
}
