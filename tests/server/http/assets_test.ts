import { assert, assertEquals, assertMatch, assertNotEquals } from "@std/assert";
import { type Assets, loadAssets, SECURITY_HEADERS } from "../../../server/http/assets.ts";

const STATIC = new URL("../../../static/", import.meta.url);
const SCRIPT = "export{words}from'the same words again and again';".repeat(50);

/** What the page's files answer to a request for one of them. */
function answer(assets: Assets, path: string, init: RequestInit = {}): Response {
  const response = assets.respond(new Request(new URL(path, "http://chat.example"), init));
  assert(response, `no file at ${path}`);
  return response;
}

/** What a browser or program says about the encodings it reads, and the tag it has. */
function says(encoding: string, etag = ""): RequestInit {
  return { headers: { "accept-encoding": encoding, ...(etag && { "if-none-match": etag }) } };
}

/** A folder with one file of each kind that matters, gone when the test is over. */
async function sampleFolder(): Promise<URL & AsyncDisposable> {
  const path = await Deno.makeTempDir({ prefix: "hubbub-assets-" });
  const folder = new URL(`file://${path}/`);
  await Deno.mkdir(new URL("deep/", folder));
  await Deno.writeTextFile(new URL("index.html", folder), "<!doctype html>");
  await Deno.writeTextFile(new URL("script.js", folder), SCRIPT);
  await Deno.writeTextFile(new URL("deep/tiny.css", folder), "a{}");
  await Deno.writeTextFile(new URL("notes.bak", folder), "not for visitors");
  return Object.assign(folder, {
    [Symbol.asyncDispose]: () => Deno.remove(path, { recursive: true }),
  });
}

Deno.test("Assets answers the folder itself with index.html", async () => {
  await using folder = await sampleFolder();
  const response = answer(await loadAssets(folder), "/?room=lobby");
  assertEquals(response.status, 200);
  assertEquals(response.headers.get("content-type"), "text/html; charset=utf-8");
  assertEquals(await response.text(), "<!doctype html>");
});

Deno.test("Assets has no answer for what is not a file of the page", async () => {
  await using folder = await sampleFolder();
  const assets = await loadAssets(folder);
  const strangers = [
    "/index.html",
    "/nothing.js",
    "/deep",
    "/deep/",
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

Deno.test("Assets sends gzip to a browser, plain bytes to a program that says nothing", async () => {
  await using folder = await sampleFolder();
  const assets = await loadAssets(folder);
  const plain = answer(assets, "/script.js");
  assertEquals(plain.headers.get("content-encoding"), null);
  assertEquals(await plain.text(), SCRIPT);

  const gzipped = answer(assets, "/script.js", says("gzip, deflate, br"));
  assertEquals(gzipped.headers.get("content-encoding"), "gzip");
  assertEquals(gzipped.headers.get("vary"), "accept-encoding");
  const text = gzipped.body?.pipeThrough(new DecompressionStream("gzip"));
  assertEquals(await new Response(text).text(), SCRIPT);
});

Deno.test("Assets keeps what only our readers need to ourselves", async () => {
  await using folder = await sampleFolder();
  await Deno.writeTextFile(new URL("script.js", folder), "// Why.\nexport const a = 1;\n");
  await Deno.writeTextFile(new URL("deep/tiny.css", folder), "/* Why. */\na {\n  top: 0;\n}\n");
  await Deno.writeTextFile(new URL("index.html", folder), "<p>\n  Hello\n</p>\n");
  const assets = await loadAssets(folder);
  assertEquals(await answer(assets, "/script.js").text(), "export let a=1;");
  assertEquals(await answer(assets, "/deep/tiny.css").text(), "a{top:0}");
  assertEquals(await answer(assets, "/").text(), "<p>\nHello\n</p>\n");
});

Deno.test("Assets tells with a page which scripts it needs, and not those that can wait", async () => {
  await using folder = await sampleFolder();
  const page = '<script type="module" src="script.js"></script>';
  const script = 'import { a } from "../deep/a.js";\nimport("../later.js");\n';
  await Deno.writeTextFile(new URL("index.html", folder), page);
  await Deno.writeTextFile(new URL("script.js", folder), script);
  await Deno.writeTextFile(new URL("later.js", folder), "export {};\n");
  await Deno.writeTextFile(new URL("deep/a.js", folder), 'export { a } from "../../b.js";\n');
  await Deno.writeTextFile(
    new URL("b.js", folder),
    'import "../script.js";\nexport const a = 1;\n',
  );
  const { headers } = answer(await loadAssets(folder), "/");
  const links = ["/script.js", "/deep/a.js", "/b.js"].map((path) => `<${path}>; rel=modulepreload`);
  assertEquals(headers.get("link"), links.join(", "));
});

Deno.test("Assets puts into a page what it would wait for, and allows that and no other", async () => {
  await using folder = await sampleFolder();
  const page =
    '<head>\n<script src="script.js"></script>\n<link rel="stylesheet" href="deep/tiny.css">\n' +
    '<link rel="stylesheet" href="/more.css">\n<script type="module" src="script.js"></script>\n</head>';
  await Deno.writeTextFile(new URL("index.html", folder), page);
  await Deno.writeTextFile(new URL("script.js", folder), "$a('$&');\n");
  await Deno.writeTextFile(new URL("more.css", folder), "b {}\n");
  const response = answer(await loadAssets(folder), "/");
  const text = '<head>\n<script type="module" src="script.js"></script>\n' +
    "<script>$a('$&');</script><style>a{}b{}</style></head>";
  assertEquals(await response.text(), text);
  const policy = response.headers.get("content-security-policy") ?? "";
  const hash = async (inside: string) => {
    const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(inside));
    return `'sha256-${new Uint8Array(digest).toBase64()}'`;
  };
  assert(policy.includes(`; script-src 'self' ${await hash("$a('$&');")}; `), policy);
  assert(policy.includes(`; style-src 'self' ${await hash("a{}b{}")}; `), policy);
});

Deno.test("Assets heeds who refuses gzip, and leaves alone what gzip would lengthen", async () => {
  await using folder = await sampleFolder();
  const assets = await loadAssets(folder);
  const refused = answer(assets, "/script.js", says("gzip;q=0, br"));
  assertEquals(refused.headers.get("content-encoding"), null);
  const tiny = answer(assets, "/deep/tiny.css", says("gzip"));
  assertEquals(tiny.headers.get("content-encoding"), null);
});

Deno.test("Assets gives each encoding a strong tag of its own, and knows it again", async () => {
  await using folder = await sampleFolder();
  const assets = await loadAssets(folder);
  const plain = answer(assets, "/script.js").headers.get("etag") ?? "";
  const gzipped = answer(assets, "/script.js", says("gzip")).headers.get("etag") ?? "";
  assertMatch(plain, /^"[^"]+"$/);
  assertMatch(gzipped, /^"[^"]+"$/);
  assertNotEquals(plain, gzipped);

  const known = answer(assets, "/script.js", says("gzip", `"other", W/${gzipped}`));
  assertEquals(known.status, 304);
  assertEquals(known.body, null);
  assertEquals(known.headers.get("etag"), gzipped);
  assertEquals(known.headers.get("content-length"), null);
  assertEquals(answer(assets, "/script.js", says("gzip", plain)).status, 200);
});

Deno.test("Assets refuses to be written to", async () => {
  await using folder = await sampleFolder();
  const assets = await loadAssets(folder);
  for (const method of ["POST", "PUT", "DELETE", "OPTIONS"]) {
    const response = answer(assets, "/script.js", { method });
    assertEquals(response.status, 405, method);
    assertEquals(response.headers.get("allow"), "GET, HEAD");
  }
});

Deno.test("Assets sends the security headers with every answer", async () => {
  await using folder = await sampleFolder();
  const assets = await loadAssets(folder);
  const etag = answer(assets, "/script.js", says("gzip")).headers.get("etag") ?? "";
  const answers = [
    answer(assets, "/"),
    answer(assets, "/script.js", says("gzip")),
    answer(assets, "/script.js", says("gzip", etag)),
    answer(assets, "/script.js", { method: "HEAD" }),
    answer(assets, "/script.js", { method: "POST" }),
  ];
  assertEquals(answers.map((response) => response.status), [200, 200, 304, 200, 405]);
  for (const { headers } of answers) {
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) {
      assertEquals(headers.get(name), value);
    }
  }
});

Deno.test("A real server answers HEAD as GET without the bytes, and compresses once", async () => {
  const assets = await loadAssets(STATIC);
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
