/**
 * The page's files as they are served: pages, their worker and icons at the root, and scripts and
 * styles below a name that changes with them.
 *
 * @module
 */
import { Assets, type Introduce } from "../assets.ts";
import { FILE_HEADERS, policy, SECURITY_HEADERS } from "../headers.ts";
import { FACTS, type ServerFacts } from "../../service/server_info.ts";
import { Asset } from "./asset.ts";
import { fillJson, fillPage } from "./fill.ts";
import { listStatic, readBytes } from "./files.ts";
import { inline, type Parts } from "./inline.ts";
import { isTable, sourceOf } from "./languages.ts";
import { reachable } from "./modules.ts";
import { kindOf, NO_OVERRIDES, type Overrides } from "./overrides.ts";
import { hashOf, loadScripts, SERVICE_WORKER } from "./scripts.ts";
import { blankComments } from "./strip.ts";

const FOLDER = "static/";
const ICONS = "static/icons/";
/** What is asked for by who reads no page, and what answers. */
const FAVICON = ["/favicon.ico", "/icon-192.png"] as const;
/** Without a charset: modules and workers are read as UTF-8 whatever it says. */
const SCRIPT_TYPE = "text/javascript";
const STYLE_TYPE = "text/css; charset=utf-8";
const PAGE_TYPE = "text/html; charset=utf-8";
/** Files that are served as they are, by how their names end. */
const FILE_TYPES: Readonly<Record<string, string>> = {
  gif: "image/gif",
  ico: "image/x-icon",
  jpeg: "image/jpeg",
  jpg: "image/jpeg",
  png: "image/png",
  svg: "image/svg+xml",
  txt: "text/plain; charset=utf-8",
  webp: "image/webp",
  woff2: "font/woff2",
};
/**
 * Of 64 each: they have to tell apart what one file was, and is, which fails once in 17 million changes. A
 * page names 250 files, so that each letter is 200 bytes of the first that has to come.
 */
const HASH_LETTERS = 4;
/** What the page for when the server can't be reached runs. */
const OFFLINE = "static/offline.ts";
/** Where the service worker says which addresses that has, and of which build it is. */
const ADDRESSES = '{"build":""}';
const MANIFEST_TYPE = "application/manifest+json";

/** A browser may keep a file and asks each time: an update shows at once. */
const ASK_AGAIN = "no-cache";
/** What its name names never changes: browsers and caches between keep it and do not ask. */
const KEEP = "max-age=31536000, immutable";

type Headers = Readonly<Record<string, string>>;

/** Text files by their path in the repository, and what else there is to serve, by the path that asks. */
interface Files {
  readonly pages: Map<string, string>;
  readonly manifests: Map<string, string>;
  readonly styles: Map<string, string>;
  /** Scripts of the operator's, which are no modules of ours. */
  readonly scripts: Map<string, string>;
  readonly others: Map<string, OtherFile>;
}

interface OtherFile {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly headers: Headers;
}

/** What any server may answer with: files by their paths, and what makes those that say what it is called. */
export interface Prepared {
  readonly files: readonly (readonly [path: string, asset: Asset])[];
  readonly introduce: Introduce;
}

/**
 * Reads the page from `static/`, and what it imports from beside it. Files of a kind that we have no
 * content type for are left out.
 *
 * @param root the repository: an address that ends in a slash
 * @param facts what pages say of the server
 * @param overrides files that stand in for ours, or beside them
 * @throws {Error} If the page can't be made; see {@linkcode loadScripts}.
 */
export async function loadAssets(
  root: URL,
  facts: ServerFacts = FACTS,
  overrides: Overrides = NO_OVERRIDES,
): Promise<Assets> {
  return await assetsOf(await prepareAll(root, overrides), facts);
}

/** What a server answers with that says these facts of itself. */
export async function assetsOf(
  { files, introduce }: Prepared,
  facts: ServerFacts,
): Promise<Assets> {
  return new Assets([...files, ...await introduce(facts)], facts, introduce);
}

/** Does what takes long, and is the same whatever a server says of itself. */
export async function prepareAll(root: URL, overrides: Overrides): Promise<Prepared> {
  const [files, scripts] = await allEnded([readFiles(root, overrides), loadScripts(root)]);
  const lasting = [...scripts.modules, ...files.styles].sort();
  const hashes = await hashesOf(lasting);
  const build = `build?${await hashOf([...hashes].flat())}`;
  const addresses = new Map(
    hashes.entries().map(([path, hash]) => [path, `${path}?${hash.slice(0, HASH_LETTERS)}`]),
  );
  const parts = {
    files: new Map([...scripts.classic, ...files.scripts, ...files.styles]),
    ...{ modules: scripts.modules, addresses, build },
  };
  const served = new Map<string, Asset>();
  const add = (address: string, content: string | Uint8Array<ArrayBuffer>, headers: Headers) =>
    served.set(`/${address}`, new Asset(content, headers, address.split("?")[1]));
  const keep = { ...FILE_HEADERS, "cache-control": KEEP };
  add(build, "", { ...FILE_HEADERS, "cache-control": "no-store" });
  for (const [path, text] of scripts.modules) {
    add(addresses.get(path)!, text, { ...keep, "content-type": SCRIPT_TYPE });
  }
  for (const [path, text] of files.styles) {
    add(addresses.get(path)!, text, { ...keep, "content-type": STYLE_TYPE });
  }
  for (const [path, { bytes, headers }] of files.others) {
    served.set(path, new Asset(bytes, { ...headers, "cache-control": ASK_AGAIN }));
  }
  const worker = scripts.classic.get(SERVICE_WORKER);
  if (worker !== undefined) served.set(rootPath(SERVICE_WORKER), workerOf(worker, parts));
  const introduce = (facts: ServerFacts) =>
    Promise.all([
      ...[...files.pages].map(([path, text]) => pageOf(path, fillPage(text, facts), parts)),
      ...[...files.manifests].map(([path, text]) => manifestOf(path, fillJson(text, facts))),
    ]);
  return { files: [...served], introduce };
}

/** The hash of what each is in, which is in its address: of a table, of the whole language. */
async function hashesOf(
  lasting: readonly (readonly [path: string, text: string])[],
): Promise<ReadonlyMap<string, string>> {
  const sources = [...Map.groupBy(lasting, ([path]) => sourceOf(path)).values()];
  const found = await Promise.all(sources.map(async (parts) => {
    const hash = await hashOf(parts.map(([, text]) => text));
    return parts.map(([path]) => [path, hash] as const);
  }));
  return new Map(found.flat());
}

async function readFiles(root: URL, overrides: Overrides): Promise<Files> {
  const files: Files = {
    ...{ pages: new Map(), manifests: new Map(), styles: new Map() },
    ...{ scripts: new Map(), others: new Map() },
  };
  for (const path of await listStatic(root)) {
    if (overrides.has(path) || !isServed(path)) continue;
    addFile(files, path, await readBytes(new URL(path, root)));
  }
  // What indents our pages is nothing that anybody sees, and comes before all else.
  for (const [path, page] of files.pages) files.pages.set(path, page.replaceAll(/\n\s+/g, "\n"));
  for (const [path, bytes] of overrides) addOverride(files, path, bytes);
  const [wanted, icon] = [FAVICON[0], files.others.get(FAVICON[1])];
  if (icon !== undefined && !files.others.has(wanted)) files.others.set(wanted, icon);
  return files;
}

function isServed(path: string): boolean {
  const kind = kindOf(path);
  return ["html", "webmanifest", "css"].includes(kind) || FILE_TYPES[kind] !== undefined;
}

/** @param headers what comes with a file that is served as it is */
function addFile(
  files: Files,
  path: string,
  bytes: Uint8Array<ArrayBuffer>,
  headers: Headers = FILE_HEADERS,
): void {
  const kind = kindOf(path);
  const text = () => new TextDecoder().decode(bytes);
  if (kind === "html") files.pages.set(path, text());
  else if (kind === "webmanifest") files.manifests.set(path, text());
  else if (kind === "css") files.styles.set(path, blankComments(text()));
  else {
    const type = FILE_TYPES[kind] ?? SCRIPT_TYPE;
    files.others.set(rootPath(path), { bytes, headers: { ...headers, "content-type": type } });
  }
}

/**
 * Adds a file of the operator's. A browser may be led to show it by itself, so it has a policy of its
 * own. Its style and script are found by their names, too: who wrote the page says which they are.
 */
function addOverride(files: Files, path: string, bytes: Uint8Array<ArrayBuffer>): void {
  addFile(files, path, bytes, SECURITY_HEADERS);
  const kind = kindOf(path);
  if (kind === "js") files.scripts.set(path, new TextDecoder().decode(bytes));
  if (kind !== "css") return;
  const headers = { ...SECURITY_HEADERS, "content-type": STYLE_TYPE };
  files.others.set(rootPath(path), { bytes, headers });
}

/**
 * The path that asks for a file of `static/`. `index.html` answers for its folder, `admin.html` by its name;
 * icons are at the root, where browsers and phones look for them.
 */
function rootPath(path: string): string {
  return path.replace(ICONS, FOLDER).replace(FOLDER, "/").replace(
    /(?<=\/)index\.html$|(?<=\/admin)\.html$/,
    "",
  );
}

async function pageOf(path: string, page: string, parts: Parts): Promise<[string, Asset]> {
  const folder = path.slice(0, path.lastIndexOf("/") + 1);
  const { text, hashes } = await inline(page, folder, parts);
  const asset = new Asset(text, {
    ...SECURITY_HEADERS,
    "cache-control": ASK_AGAIN,
    "content-type": PAGE_TYPE,
    "content-security-policy": policy(hashes),
  });
  return [rootPath(path), asset];
}

function manifestOf(path: string, text: string): [string, Asset] {
  const headers = { "cache-control": ASK_AGAIN, "content-type": MANIFEST_TYPE };
  return [rootPath(path), new Asset(text, { ...FILE_HEADERS, ...headers })];
}

/** It runs by itself, under the policy that comes with it. */
function workerOf(text: string, { modules, addresses, build }: Parts): Asset {
  const all = reachable([OFFLINE], modules);
  const kept = Object.fromEntries(
    [...addresses].filter(([path]) => all.has(path) || isTable(path)),
  );
  const filled = text.replace(ADDRESSES, () => JSON.stringify({ build, ...kept }));
  const headers = { "cache-control": ASK_AGAIN, "content-type": SCRIPT_TYPE };
  return new Asset(filled, { ...SECURITY_HEADERS, ...headers });
}

/** As `Promise.all`, but whoever is told that one of them failed finds none still under way. */
async function allEnded<const T extends readonly Promise<unknown>[]>(
  promises: T,
): Promise<{ -readonly [Place in keyof T]: Awaited<T[Place]> }> {
  await Promise.allSettled(promises);
  return await Promise.all(promises);
}
