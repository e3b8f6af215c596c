import {
  assert,
  assertEquals,
  assertMatch,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import type { Assets } from "../../../../server/http/assets.ts";
import { loadAssets } from "../../../../server/http/assets/load.ts";
import { readOverrides } from "../../../../server/http/assets/overrides.ts";
import { policy, SECURITY_HEADERS } from "../../../../server/http/headers.ts";
import { FACTS } from "../../../../server/service/server_info.ts";
import { SettingError } from "../../../../server/settings.ts";

const ROOT = new URL("../../../../", import.meta.url);

/** A folder of an operator's, gone when the test is over. */
async function folderOf(
  files: Readonly<Record<string, string | Uint8Array>>,
): Promise<{ path: string } & AsyncDisposable> {
  const path = await Deno.makeTempDir({ prefix: "hubbub-static-" });
  for (const [name, content] of Object.entries(files)) {
    await Deno.mkdir(`${path}/${name.slice(0, name.lastIndexOf("/") + 1)}`, { recursive: true });
    const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
    await Deno.writeFile(`${path}/${name}`, bytes);
  }
  return { path, [Symbol.asyncDispose]: () => Deno.remove(path, { recursive: true }) };
}

/** Our page with an operator's files. */
async function assetsWith(files: Readonly<Record<string, string | Uint8Array>>): Promise<Assets> {
  await using folder = await folderOf(files);
  return await loadAssets(ROOT, FACTS, await readOverrides(folder.path));
}

async function answer(assets: Assets, path: string): Promise<Response> {
  const response = await assets.respond(new Request(new URL(path, "http://chat.example")));
  assert(response, `no file at ${path}`);
  return response;
}

Deno.test("An operator's custom.css comes after our styles on every page, and their policies allow it", async () => {
  const assets = await assetsWith({ "custom.css": ":root { --action: oklch(0.5 0.1 150) }" });
  for (const path of ["/", "/admin", "/offline.html"]) {
    const response = await answer(assets, path);
    const page = await response.text();
    const style = /<style>(.*)<\/style>/s.exec(page)?.[1] ?? "";
    assertMatch(style, /--surface: .*--action: oklch\(0\.5 0\.1 150\) \}\s*$/s, path);
    const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(style));
    const hash = `'sha256-${new Uint8Array(digest).toBase64()}'`;
    assertStringIncludes(response.headers.get("content-security-policy") ?? "", hash, path);
  }
});

Deno.test("An operator's icon stands in for ours, and files that we have not are served beside", async () => {
  const assets = await assetsWith({
    "icon.svg": "<svg><title>theirs</title></svg>",
    "fonts/body.woff2": new Uint8Array([1, 2, 3]),
    "a logo.png": new Uint8Array([4]),
  });
  const icon = await answer(assets, "/icon.svg");
  assertStringIncludes(await icon.text(), "theirs");
  // A picture that somebody is led to may have a script in it.
  assertEquals(icon.headers.get("content-security-policy"), policy());
  const font = await answer(assets, "/fonts/body.woff2");
  assertEquals(font.headers.get("content-type"), "font/woff2");
  assertEquals(await font.bytes(), new Uint8Array([1, 2, 3]));
  assertEquals(await (await answer(assets, "/a%20logo.png")).bytes(), new Uint8Array([4]));
  assertEquals((await answer(assets, "/icon-192.png")).status, 200);
});

Deno.test("An operator's page is served whole, with a script of its own or with ours", async () => {
  const page = (script: string) =>
    `<head><title>{title}</title><script type="module" src="${script}"></script></head>`;
  const own = await assetsWith({ "index.html": page("app.js"), "app.js": "export {};" });
  const text = await (await answer(own, "/")).text();
  assertEquals(
    text,
    `<head><title>Hubbub</title><script type="module" src="app.js"></script></head>`,
  );
  const script = await answer(own, "/app.js");
  assertEquals(script.headers.get("content-type"), "text/javascript");
  assertEquals(
    script.headers.get("content-security-policy"),
    SECURITY_HEADERS["content-security-policy"],
  );
  const ours = await (await answer(await assetsWith({ "index.html": page("page.ts") }), "/"))
    .text();
  assertMatch(ours, /modulepreload.*<script type="module" src="static\/page\.ts\?[\w-]{4}">/s);
  await assertRejects(
    () => assetsWith({ "index.html": page("gone.js") }),
    Error,
    "Cannot make the page: there is no static/gone.js",
  );
});

Deno.test("What can't be served from an operator's folder is said in a sentence", async () => {
  const cases: [files: Record<string, string | Uint8Array>, why: string][] = [
    [{ "page.ts": "" }, "page.ts: only our own scripts are .ts"],
    [{ "notes.doc": "" }, "notes.doc: a file has to be one of .css"],
    [{ "custom.css": new Uint8Array([0xff]) }, "custom.css: it is not UTF-8"],
    [{ "custom.css": "a{}</style><script>" }, "custom.css: it has </script> or </style> in it"],
    [{ "hubbub.webmanifest": "{" }, "hubbub.webmanifest: it is not JSON"],
    [{ "index.html": "<body>" }, "index.html: it has no </head>"],
    [{ "index.html": "</head><script>1</script>" }, "index.html: a script stands in it"],
    [{ "index.html": "</head><b onclick='1'>" }, "index.html: a script stands in it"],
    [{ "index.html": "</head><style>a{}</style>" }, "index.html: a style stands in it"],
    [{ "index.html": "</head><b style='color:red'>" }, "index.html: a style stands in it"],
    [
      { "index.html": "</head><script src=//cdn.example/x.js></script>" },
      "index.html: it has <script src=//cdn.example/x.js, and pages load nothing from other sites",
    ],
    [
      { "about.html": '</head><img src="https://x.example/a.png">' },
      "about.html: it has <img src=",
    ],
    [
      { "custom.css": '@import url("https://x.example/a.css");' },
      "it loads https://x.example/a.css",
    ],
    [{ "custom.css": "a{background:url(//x.example/a.png)}" }, "it loads //x.example/a.png"],
    [{ "custom.css/a.png": "" }, "custom.css: it is a folder, and its name is that of a file"],
    [{ "big.png": new Uint8Array(33 << 20) }, "its files are larger than 32 MiB"],
  ];
  for (const [files, why] of cases) {
    await using folder = await folderOf(files);
    await assertRejects(() => readOverrides(folder.path), SettingError, why);
  }
  await assertRejects(
    () => readOverrides("/no/such/folder"),
    SettingError,
    "/no/such/folder: No such",
  );
});

Deno.test("What is named in another way than our page has it is said, not left out of the page", async () => {
  for (
    const tag of [
      '<script src="page.ts" type="module"></script>',
      "<script src='theme.ts'></script>",
      '<link href="style/base.css" rel="stylesheet">',
    ]
  ) {
    const why = "has to be as in our own page";
    await assertRejects(() => assetsWith({ "index.html": `<head>${tag}</head>` }), Error, why);
  }
  // Links to elsewhere are no files of the page.
  await assetsWith({
    "index.html": '<head></head><a href="https://x.example/style/a.css">x</a><img src="a.png">',
  });
});

Deno.test("What can't be read of an operator's folder, and what is no file, is said in a sentence", async () => {
  await using folder = await folderOf({ "custom.css": "a{}" });
  await Deno.symlink("/no/such/file", `${folder.path}/icon.svg`);
  await assertRejects(() => readOverrides(folder.path), SettingError, "No such file");
  await Deno.remove(`${folder.path}/icon.svg`);
  // Nobody would ever write into it.
  await new Deno.Command("mkfifo", { args: [`${folder.path}/icon.svg`] }).output();
  await assertRejects(
    () => readOverrides(folder.path),
    SettingError,
    "neither a file nor a folder",
  );
  await Deno.remove(`${folder.path}/icon.svg`);
  const huge = await Deno.open(`${folder.path}/a.png`, { create: true, write: true });
  await huge.truncate(2 ** 40);
  huge.close();
  await assertRejects(() => readOverrides(folder.path), SettingError, "larger than 32 MiB");
});

Deno.test("Hidden files of an operator's folder are left out, and links are followed", async () => {
  await using folder = await folderOf({
    ".git/config": "x",
    ".env": "SECRET=1",
    "real.css": "a{}",
  });
  await Deno.symlink("real.css", `${folder.path}/custom.css`);
  const overrides = await readOverrides(folder.path);
  assertEquals([...overrides.keys()].sort(), ["static/custom.css", "static/real.css"]);
  await Deno.symlink(".", `${folder.path}/loop`);
  await assertRejects(() => readOverrides(folder.path), SettingError, "deeper than 8");
});
