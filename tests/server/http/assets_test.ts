import { assert, assertEquals, assertMatch, assertNotEquals, assertRejects } from "@std/assert";
import { brotliDecompressSync } from "node:zlib";
import type { Assets } from "../../../server/http/assets.ts";
import { loadAssets } from "../../../server/http/assets/load.ts";
import { FILE_HEADERS, SECURITY_HEADERS } from "../../../server/http/headers.ts";
import { samplePage, SCRIPT } from "./sample_page.ts";

const ROOT = new URL("../../../", import.meta.url);

/** What the page's files answer to a request for one of them. */
async function answer(assets: Assets, path: string, init: RequestInit = {}): Promise<Response> {
  const response = await assets.respond(new Request(new URL(path, "http://chat.example"), init));
  assert(response, `no file at ${path}`);
  return response;
}

/** Where a page says that its scripts and styles are, by their paths. */
async function addresses(assets: Assets): Promise<Readonly<Record<string, string>>> {
  const page = await (await answer(assets, "/")).text();
  const [, map = '{"imports":{}}'] = /<script type="importmap">(.*?)<\/script>/s.exec(page) ?? [];
  return JSON.parse(map).imports;
}

/** The address of a script or style of a page. */
async function lasting(assets: Assets, path: string): Promise<string> {
  return ((await addresses(assets))[`./${path}`] ?? `./${path}?_-0Aa1`).slice(1);
}

/** What a browser or program says about the encodings it reads, and the tag it has. */
function says(encoding: string, etag = ""): RequestInit {
  return { headers: { "accept-encoding": encoding, ...(etag && { "if-none-match": etag }) } };
}

Deno.test("Assets answers the folder itself with index.html", async () => {
  await using root = await samplePage({ "static/index.html": "<!doctype html>" });
  const response = await answer(await loadAssets(root), "/?room=lobby");
  assertEquals(response.status, 200);
  assertEquals(response.headers.get("content-type"), "text/html; charset=utf-8");
  assertEquals(await response.text(), "<!doctype html>");
});

Deno.test("Assets has no answer for what is not a file of the page", async () => {
  await using root = await samplePage();
  const assets = await loadAssets(root);
  const strangers = [
    ...["/index.html", "/script.ts", "/static/script.ts", "/build"],
    ...["/static/script.ts?", "/static/script.ts?_-0Aa1"],
    `${await lasting(assets, "static/script.ts")}0`,
    await lasting(assets, "static/nothing.ts"),
    await lasting(assets, "static/stray.ts"),
    await lasting(assets, "static/index.html"),
    await lasting(assets, "main.ts"),
    await lasting(assets, "static/../main.ts"),
    "/deep",
    "/deep/",
    "/deep/tiny.css",
    "/notes.bak",
    "/../main.ts",
    "/%2e%2e/main.ts",
    "/..%2fmain.ts",
    "/etc/passwd",
    "/constructor",
    "/__proto__",
  ];
  for (const path of strangers) {
    const request = new Request(new URL(path, "http://chat.example"));
    assertEquals(assets.respond(request), undefined, path);
  }
});

Deno.test("Assets sends brotli or gzip to a browser, plain bytes to a program that says nothing", async () => {
  await using root = await samplePage();
  const assets = await loadAssets(root);
  const path = await lasting(assets, "static/script.ts");
  const plain = await answer(assets, path);
  assertEquals(plain.headers.get("content-encoding"), null);
  assertEquals(await plain.text(), SCRIPT);

  const br = await answer(assets, path, says("gzip, deflate, br"));
  assertEquals(br.headers.get("content-encoding"), "br");
  assertEquals(brotliDecompressSync(await br.bytes()).toString(), SCRIPT);

  const gzipped = await answer(assets, path, says("gzip, deflate"));
  assertEquals(gzipped.headers.get("content-encoding"), "gzip");
  assertEquals(gzipped.headers.get("vary"), "accept-encoding");
  const text = gzipped.body?.pipeThrough(new DecompressionStream("gzip"));
  assertEquals(await new Response(text).text(), SCRIPT);
});

Deno.test("Assets serves a script without types and comments, at the same lines", async () => {
  await using root = await samplePage({
    "static/script.ts":
      "/**\n * Why.\n */\nimport type { A } from './deep/a.ts';\nexport const a: number = 1; // so\n",
    "static/deep/tiny.css": "/* Why. */\na {\n  top: 0;\n}\n",
  });
  const assets = await loadAssets(root);
  const script = await (await answer(assets, await lasting(assets, "static/script.ts"))).text();
  assertEquals(script.trimStart(), "export const a  = 1; // so\n");
  assertEquals(script.split("\n").length, 6);
  const style = await (await answer(assets, await lasting(assets, "static/deep/tiny.css"))).text();
  assertEquals(style, "\na {\n  top: 0;\n}\n");
});

Deno.test("Assets tells with a page which scripts it needs, and not those that can wait", async () => {
  await using root = await samplePage({
    "static/script.ts": 'import { a } from "./deep/a.ts";\nawait import("./later.ts");\na;\n',
    "static/later.ts": "export {};\n",
    "static/deep/a.ts": 'export { a } from "../../protocol.ts";\n',
    "protocol.ts": 'import "./static/script.ts";\nexport const a = 1;\n',
  });
  const assets = await loadAssets(root);
  const text = await (await answer(assets, "/")).text();
  const preloads = text.matchAll(/<link rel="modulepreload" href="([^"]+)">/g);
  const now = ["static/script.ts", "static/deep/a.ts", "protocol.ts"];
  const paths = await Promise.all(now.map((path) => lasting(assets, path)));
  // As seen from the page, below whatever path that is.
  assertEquals(preloads.map(([, href]) => `/${href}`).toArray(), paths);
  assert(text.includes(`<script type="module" src="${paths[0]!.slice(1)}"></script>`));
  for (const path of [...now, "static/later.ts"]) await answer(assets, await lasting(assets, path));
});

Deno.test("Assets names what a page wants soon behind what it needs to begin, and each once", async () => {
  await using root = await samplePage({
    "static/index.html": '<head>\n<script type="module" src="script.ts"></script>\n' +
      '<link rel="modulepreload" href="soon.ts">\n</head>',
    "static/script.ts": 'import "./deep/a.ts";\nawait import("./soon.ts");\n',
    "static/soon.ts": 'import "./deep/a.ts";\nimport "./deep/b.ts";\n',
    "static/deep/a.ts": "export {};\n",
    "static/deep/b.ts": "export {};\n",
  });
  const text = await (await answer(await loadAssets(root), "/")).text();
  const preloads = text.matchAll(/<link rel="modulepreload" href="([^"?]+)\?[\w-]{4}">/g);
  const names = ["script.ts", "deep/a.ts", "soon.ts", "deep/b.ts"];
  assertEquals(preloads.map(([, path]) => path).toArray(), names.map((name) => `static/${name}`));
});

Deno.test("Assets refuses to make a page that imports what browsers can't have", async () => {
  for (const specifier of ["@std/assert", "node:fs", "../../main.ts", "https://x.example/y.ts"]) {
    await using root = await samplePage({ "static/script.ts": `import "${specifier}";\n` });
    const why = `Cannot serve static/script.ts: a browser cannot import "${specifier}"`;
    await assertRejects(() => loadAssets(root), Error, why);
  }
  await using root = await samplePage({ "static/script.ts": "export enum A { B }\n" });
  await assertRejects(() => loadAssets(root), Error, "Cannot serve static/script.ts");
});

Deno.test("Assets that can't be made leave nothing being read", async () => {
  const styles = Array.from({ length: 200 }, (_, i) => [`static/deep/${i}.css`, "a {}\n"]);
  const scripts = { "static/script.ts": 'import "node:fs";\n', "static/first.ts": "enum A {}\n" };
  const page = '<script src="first.ts"></script><script type="module" src="script.ts"></script>';
  await using root = await samplePage({
    ...Object.fromEntries(styles),
    ...scripts,
    "static/index.html": page,
  });
  // What is still under way when a test ends fails it.
  await assertRejects(() => loadAssets(root), Error, "Cannot serve static/");
});

Deno.test("Assets puts into a page what it would wait for, and allows that and no other", async () => {
  await using root = await samplePage({
    "static/index.html":
      '<head>\n<script src="first.ts"></script>\n<link rel="stylesheet" href="deep/tiny.css">\n' +
      '<link rel="stylesheet" href="more.css">\n</head>',
    "static/first.ts": "$a('$&');\n",
    "static/more.css": "b {}\n",
  });
  const response = await answer(await loadAssets(root), "/");
  const text = "<head>\n<script>$a('$&');\n</script><style>a{}b {}</style></head>";
  assertEquals(await response.text(), text);
  const policy = response.headers.get("content-security-policy") ?? "";
  const hash = async (inside: string) => {
    const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(inside));
    return `'sha256-${new Uint8Array(digest).toBase64()}'`;
  };
  assert(policy.includes(`; script-src 'self' ${await hash("$a('$&');\n")}; `), policy);
  assert(policy.includes(`; style-src 'self' ${await hash("a{}b {}")}; `), policy);
});

Deno.test("Assets heeds who refuses gzip, and leaves alone what gzip would lengthen", async () => {
  await using root = await samplePage();
  const assets = await loadAssets(root);
  const refused = await answer(assets, await lasting(assets, "static/script.ts"), says("gzip;q=0"));
  assertEquals(refused.headers.get("content-encoding"), null);
  const tiny = await answer(assets, await lasting(assets, "static/deep/tiny.css"), says("gzip"));
  assertEquals(tiny.headers.get("content-encoding"), null);
});

Deno.test("Assets gives each encoding a strong tag of its own, and knows it again", async () => {
  await using root = await samplePage();
  const assets = await loadAssets(root);
  const path = await lasting(assets, "static/script.ts");
  const plain = (await answer(assets, path)).headers.get("etag") ?? "";
  const gzipped = (await answer(assets, path, says("gzip"))).headers.get("etag") ?? "";
  assertMatch(plain, /^"[^"]+"$/);
  assertMatch(gzipped, /^"[^"]+"$/);
  assertNotEquals(plain, gzipped);

  const known = await answer(assets, path, says("gzip", `"other", W/${gzipped}`));
  assertEquals([known.status, known.body], [304, null]);
  assertEquals(known.headers.get("etag"), gzipped);
  assertEquals(known.headers.get("content-length"), null);
  assertEquals((await answer(assets, path, says("gzip", plain))).status, 200);
});

Deno.test("Scripts and styles are kept for good, and only what changes is found elsewhere", async () => {
  await using root = await samplePage();
  const assets = await loadAssets(root);
  const [script, style] = ["static/script.ts", "static/deep/tiny.css"];
  for (const path of [script, style]) {
    const { headers } = await answer(assets, await lasting(assets, path));
    assertEquals(headers.get("cache-control"), "max-age=31536000, immutable");
  }
  for (const path of ["/", "/icon.svg"]) {
    assertEquals((await answer(assets, path)).headers.get("cache-control"), "no-cache");
  }
  assertEquals(await addresses(await loadAssets(root)), await addresses(assets));
  await Deno.writeTextFile(new URL(style, root), "a{top:0}");
  const changed = await loadAssets(root);
  assertEquals(await lasting(changed, script), await lasting(assets, script));
  assertNotEquals(await lasting(changed, style), await lasting(assets, style));
  // What a page of before asks for is gone, or what it was.
  const request = new Request(`http://chat.example${await lasting(assets, style)}`);
  assertEquals(changed.respond(request), undefined);
  await answer(changed, await lasting(assets, script));
});

Deno.test("A page learns that another build is served, whatever changed", async () => {
  const build = async (assets: Assets) => (await addresses(assets)).build?.slice(1) ?? "";
  for (const file of ["static/script.ts", "static/deep/tiny.css"]) {
    await using root = await samplePage();
    const assets = await loadAssets(root);
    const response = await answer(assets, await build(assets), { method: "HEAD" });
    assertEquals([response.status, response.headers.get("cache-control")], [200, "no-store"]);
    await Deno.writeTextFile(new URL(file, root), "\n");
    const changed = await loadAssets(root);
    const request = new Request(`http://chat.example${await build(assets)}`);
    assertEquals(changed.respond(request), undefined, file);
    await answer(changed, await build(changed));
  }
});

Deno.test("Assets refuses to be written to", async () => {
  await using root = await samplePage();
  const assets = await loadAssets(root);
  for (const method of ["POST", "PUT", "DELETE", "OPTIONS"]) {
    const response = await answer(assets, await lasting(assets, "static/script.ts"), { method });
    assertEquals(response.status, 405, method);
    assertEquals(response.headers.get("allow"), "GET, HEAD");
  }
});

Deno.test("Assets sends the security headers with a page, and with a script only what it needs", async () => {
  await using root = await samplePage({ "static/service_worker.ts": "self;\n" });
  const assets = await loadAssets(root);
  const path = await lasting(assets, "static/script.ts");
  const pages = await Promise.all([
    answer(assets, "/"),
    answer(assets, "/", { method: "HEAD" }),
    answer(assets, "/", { method: "POST" }),
    answer(assets, "/service_worker.ts"),
  ]);
  assertEquals(pages.map((response) => response.status), [200, 200, 405, 200]);
  for (const { headers } of pages) {
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) {
      // But for what says where its modules are.
      assertEquals(headers.get(name)?.replace(/ 'sha256-[^']+'/, ""), value);
    }
  }
  const script = await answer(assets, path, says("gzip"));
  const known = await answer(assets, path, says("gzip", script.headers.get("etag") ?? ""));
  assertEquals([script.status, known.status], [200, 304]);
  for (const { headers } of [script, known]) {
    assertEquals(
      [...headers.keys()].filter((name) => name !== "content-length").toSorted(),
      [
        ...Object.keys(FILE_HEADERS),
        ...["cache-control", "content-encoding", "content-type", "etag", "vary"],
      ].toSorted(),
    );
  }
});

Deno.test("A real server answers HEAD as GET without the bytes, and compresses once", async () => {
  const assets = await loadAssets(ROOT);
  await using server = Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen: () => {} },
    (request) => assets.respond(request) ?? new Response("no such file", { status: 404 }),
  );
  const page = `http://127.0.0.1:${server.addr.port}/`;
  const head = await fetch(page, { method: "HEAD", ...says("identity") });
  const got = await fetch(page, says("identity"));
  const bytes = await got.bytes();
  assertEquals(head.headers.get("content-length"), String(bytes.length));
  assertEquals(head.headers.get("etag"), got.headers.get("etag"));
  assertEquals(await head.text(), "");

  const gzipped = await fetch(page, says("gzip"));
  assertEquals(await gzipped.bytes(), bytes);
});
