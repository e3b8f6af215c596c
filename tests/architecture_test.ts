import { assert, assertEquals } from "@std/assert";
import manifest from "../deno.json" with { type: "json" };
import { SourceFile, sourceFiles } from "./support/source_tree.ts";

const LINES_MAX = 300;
/** Where each file is a language. */
const LANGUAGES = ["static/languages/", "client/program/languages/"];

/** What the files of a place may import. The first place that a file is in counts. */
const ARROWS: Record<string, string[]> = {
  // Types only, which are divided by subject.
  "protocol.ts": [
    "protocol/command_types.ts",
    "protocol/entry_types.ts",
    "protocol/file_types.ts",
    "protocol/name/profile.ts",
  ],
  "protocol/": ["protocol.ts", "protocol/"],
  "hub.ts": ["protocol.ts", "protocol/", "hub/"],
  "hub/": ["protocol.ts", "protocol/", "hub/"],
  "server/": ["protocol.ts", "protocol/", "hub.ts", "hub/", "server/", "@std/", "node:"],
  "main.ts": ["hub.ts", "hub/", "server/", "deno.json"],
  "client/library.ts": ["client/connection.ts", "client/connection/", "client/library/"],
  "client/library/": [
    ...["protocol.ts", "protocol/", "client/connection.ts", "client/connection/"],
    // Files, where there are any: it is loaded for a path.
    ...["client/library/", "node:fs/promises", "client/sealed.ts", "client/sealed/"],
  ],
  "client/program.ts": ["client/", "deno.json"],
  "client/sealed/connection.ts": [
    ...["protocol.ts", "protocol/", "client/connection.ts", "client/connection/"],
    ...["client/sealed.ts", "client/sealed/"],
  ],
  "client/sealed/saying.ts": ["protocol.ts", "client/connection.ts"],
  "client/sealed/joined.ts": ["client/connection.ts"],
  "client/sealed/transfers.ts": [
    ...["protocol.ts", "client/connection.ts", "client/connection/files.ts"],
    "client/sealed/",
  ],
  "client/sealed/opened_log.ts": [
    ...["protocol.ts", "protocol/", "client/connection.ts", "client/sealed.ts", "client/sealed/"],
  ],
  "client/sealed.ts": ["protocol.ts", "protocol/", "client/sealed/"],
  "client/sealed/": ["protocol.ts", "protocol/", "client/sealed/"],
  "client/connection.ts": ["protocol.ts", "protocol/", "client/connection/"],
  "client/connection/": ["protocol.ts", "protocol/", "client/connection/"],
  "static/": [
    ...["protocol.ts", "protocol/", "client/connection.ts", "client/connection/", "static/"],
    ...["client/sealed.ts", "client/sealed/"],
  ],
  "client.ts": ["client/library.ts", "client/program.ts"],
  // What the server says is told in other languages by the page and the terminal: there is one copy.
  "client/program/languages/": ["static/languages/"],
  "client/": ["protocol.ts", "protocol/", "client/", "@std/", "node:"],
};

function isIn(path: string, place: string): boolean {
  return path === place || /[/:]$/.test(place) && path.startsWith(place);
}

/** The imports of a file that go against the arrows. */
function against({ path, imports }: SourceFile): string[] {
  const place = Object.keys(ARROWS).find((place) => isIn(path, place)) ?? "";
  const stray = (found: string[], allowed: string[] = found) =>
    found.filter((target) => !allowed.some((place) => isIn(target, place)));
  return stray(imports, ARROWS[place]).map((target) => `${path} imports ${target}`);
}

Deno.test("The arrows hold", async () => {
  const files = await sourceFiles(".ts");
  assertEquals(files.flatMap(against), []);
  for (const place of Object.keys(ARROWS)) {
    assert(files.some(({ path }) => isIn(path, place)), `no file in ${place}`);
  }
});

Deno.test("The arrows would not hold if somebody imported against them", () => {
  const strays: [string, string][] = [
    ["protocol.ts", 'import { nameKey } from "./protocol/name.ts";'],
    ["protocol/name.ts", 'import type { Hub } from "../hub.ts";'],
    ["hub/room.ts", 'import {\n  Chat,\n  type NameReservation,\n} from "../server/chat.ts";'],
    ["hub/room.ts", 'import { Hub } from "../hub.ts";'],
    ["hub/room.ts", 'import { parseArgs } from "@std/cli/parse-args";'],
    ["hub.ts", 'export * from "./server/chat.ts";'],
    ["hub.ts", 'import "./main.ts";'],
    ["server/chat.ts", 'import "../client/connection.ts";'],
    ["server/chat.ts", 'const main = await import("../main.ts");'],
    ["static/page.ts", 'import { Hub } from "../hub.ts";'],
    ["client.ts", 'import { Hub } from "./hub.ts";'],
    ["client/terminal/view.ts", 'import { call } from "../../static/page/call.ts";'],
    ["client/connection/link.ts", 'import { plain } from "../plain_text.ts";'],
    ["static/page.ts", 'import { Terminal } from "../client/terminal.ts";'],
    ["client/flags.ts", 'import { Member } from "../hub/people/member.ts";'],
    ["main.ts", 'import { page } from "./static/page.ts";'],
    ["server/chat.ts", 'import ws from "npm:ws";'],
  ];
  for (const [path, text] of strays) {
    assertEquals(against(new SourceFile(path, text)).length, 1, `${path}: ${text}`);
  }
  const example = '/**\n * ```ts\n * import { Hub } from "../hub.ts";\n * ```\n */';
  assertEquals(against(new SourceFile("hub/room.ts", example)), []);
});

Deno.test("No file is longer than a reader's patience", async () => {
  const files = await sourceFiles(".ts", ".css", ".html", ".sh", "denow", ".ci/run");
  // A language is one file, so that to add one takes no other: data that nobody reads from end to end.
  const long = files.filter(({ path, lines }) =>
    lines > LINES_MAX && !LANGUAGES.some((place) => isIn(path, place))
  );
  assertEquals(long.map(({ path, lines }) => `${path}: ${lines}`), []);
});

/** Files of one folder at most: a thirteenth means that there are two subjects. */
const FILES_MAX = 12;
/** Folders with more of them, which still have to be divided. */
const LARGE: readonly string[] = [];
/** Where each folder stands beside a file of its name, that it explains. */
const NOUNS = ["client/", "protocol/", "server/", "static/page/"];

Deno.test("A folder has a dozen files at most, and stands beside the noun that it explains", async () => {
  const files = await sourceFiles(".ts", ".css");
  const paths = new Set(files.map(({ path }) => path));
  const folders = Map.groupBy(paths, (path) => path.slice(0, path.lastIndexOf("/")));
  const large = [...folders].filter(([folder, { length }]) =>
    length > FILES_MAX && !LARGE.includes(folder)
  );
  assertEquals(large.map(([folder, { length }]) => `${folder}: ${length}`), []);
  const alone = folders.keys().filter((folder) =>
    NOUNS.some((place) => folder.startsWith(place)) && !folder.startsWith("server/kv") &&
    !paths.has(`${folder}.ts`)
  );
  assertEquals([...alone], []);
});

/** Where files still import each other in a circle. */
const CIRCLING = ["server/kv/", "tests/"];

Deno.test("No file imports itself, by way of others", async () => {
  const files = (await sourceFiles(".ts"))
    .filter(({ path }) => !CIRCLING.some((place) => isIn(path, place)))
    // What the page loads when it is wanted comes after who wants it.
    .map(({ path, text }) =>
      isIn(path, "static/")
        ? new SourceFile(path, text.replaceAll(/\bimport\(/g, "load("))
        : new SourceFile(path, text)
    );
  assertEquals(circlesOf(new Map(files.map(({ path, imports }) => [path, imports]))), []);
  const circle = { "a.ts": ["b.ts", "c.ts"], "b.ts": [], "c.ts": ["d.ts"], "d.ts": ["a.ts"] };
  assertEquals(circlesOf(new Map(Object.entries(circle))), ["a.ts", "c.ts", "d.ts"]);
});

/** The files that are part of a circle, or only between circles. */
function circlesOf(imports: ReadonlyMap<string, readonly string[]>): string[] {
  let left = [...imports.keys()];
  for (let before = Infinity; left.length < before;) {
    before = left.length;
    const among = new Set(left);
    // Who imports none of the others, and whom none of them imports, is in no circle.
    const imported = new Set(left.flatMap((path) => imports.get(path)!));
    left = left.filter((path) =>
      imported.has(path) && imports.get(path)!.some((target) => among.has(target))
    );
  }
  return left;
}

Deno.test("The hub never waits, and knows neither clock nor chance", async () => {
  const files = await sourceFiles(".ts");
  const inner = files.filter(({ path }) =>
    ["hub.ts", "hub/", "protocol.ts", "protocol/"].some((place) => isIn(path, place))
  );
  const outside =
    /\b(Deno|console|performance|crypto|localStorage)\.\w|\b(Date\.now|Math\.random|set(Timeout|Interval|Immediate)|fetch)\(/;
  // What an option is by default; whoever calls gives another.
  const told = /= console\.error\b|now = \(\) => performance\.now\(\)/g;
  const stray = inner.filter(({ code }) => outside.test(code.replace(told, "")));
  assertEquals(stray.map(({ path }) => path), []);
  const hub = files.find(({ path }) => path === "hub.ts")?.code ?? "";
  assert(hub.includes("\n  handle(event: HubEvent): void {"), "handle is synchronous");
});

Deno.test("Nothing is of a type that nobody knows, and no error is hushed", async () => {
  const unknown = /(?<!\.)\bany\b/;
  const hushed = /@ts-(ignore|nocheck|expect-error)\b/;
  const found = (await sourceFiles(".ts")).filter(({ code, text }) =>
    unknown.test(code) || hushed.test(text)
  );
  assertEquals(found.map(({ path }) => path), []);
});

Deno.test("Every module of @std that has types of ours is imported by somebody", async () => {
  const imports = new Set((await sourceFiles(".ts")).flatMap((file) => file.imports));
  const typed = (await sourceFiles(".d.ts")).filter(({ path }) =>
    path.startsWith("tools/std_types/")
  );
  const unused = typed.filter(({ path }) => !imports.has(specifierOf(path)));
  assertEquals(unused.map(({ path }) => path), []);
  assert(typed.length > 0);
});

/** What is imported to have the module whose types a file declares. */
function specifierOf(path: string): string {
  const name = path.replace("tools/std_types/", "").replace(/(\/mod)?\.d\.ts$/, "");
  return `@std/${name.replaceAll("_", "-")}`;
}

Deno.test("Nobody writes what the platform has: a sleep, or a sum over bytes", async () => {
  const own =
    /new Promise\(\(resolve\) => set(Timeout|Immediate)\(resolve|0xedb88320|\b(btoa|atob)\(/;
  const product = (await sourceFiles(".ts")).filter(({ path }) =>
    ["main.ts", "hub.ts", "hub/", "server/", "tools/"].some((place) => isIn(path, place))
  );
  assertEquals(product.filter(({ code }) => own.test(code)).map(({ path }) => path), []);
});

Deno.test("Nothing comes from npm", async () => {
  const imports = (await sourceFiles(".ts")).flatMap((file) => file.imports);
  const specifiers = [...imports, ...Object.values(manifest.imports)];
  assertEquals(specifiers.filter((specifier) => specifier.startsWith("npm:")), []);
});

Deno.test("An error never changes after it is made", async () => {
  const changing = /\b(error|refusal|failure)\??\.\w+ \??\??=[^=>]/;
  const product = (await sourceFiles(".ts")).filter(({ path }) => !isIn(path, "tests/"));
  assertEquals(product.filter(({ code }) => changing.test(code)).map(({ path }) => path), []);
  const fields = product.flatMap(({ path, code }) =>
    code.matchAll(/class (\w+) extends \w*Error\b[^]*?\n}/g).flatMap(([text, name]) =>
      text.split("\n").filter((line) => /^ {2}(override )?\w+(: .*| = .*)?;$/.test(line))
        .filter((line) => !/^ {2}override name = "";$/.test(line))
        .map((line) => `${path}: ${name} ${line.trim()}`)
    ).toArray()
  );
  assertEquals(fields, []);
});

Deno.test("Only the write pump sends to a socket", async () => {
  const server = (await sourceFiles(".ts")).filter(({ path }) =>
    ["main.ts", "hub.ts", "hub/", "server/"].some((place) => isIn(path, place))
  );
  const senders = server.filter(({ code }) => /\bsocket\??\.send\(/i.test(code));
  const paths = [
    // A worker's end, which sends what the write pump has sent in the owner.
    "server/service/listener/workers/front_socket.ts",
    "server/socket/write_pump.ts",
  ];
  assertEquals(senders.map(({ path }) => path).toSorted(), paths);
  for (const { code } of senders) assertEquals(code.match(/\.send\(frame\)/g)?.length, 1);
});

Deno.test("The page is never made from strings of HTML", async () => {
  const scripts = (await sourceFiles(".ts", ".html")).filter(({ path }) => isIn(path, "static/"));
  const makers =
    /\b(innerHTML|outerHTML|insertAdjacentHTML|setHTMLUnsafe|parseFromString)\b|document\.write/;
  assertEquals(scripts.filter(({ text }) => makers.test(text)).map(({ path }) => path), []);
});
