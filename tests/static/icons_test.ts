import { assert, assertEquals } from "@std/assert";
import { FACTS } from "../../server/service/server_info.ts";
import { loadAssets } from "../../server/http/assets/load.ts";

const ROOT = new URL("../../", import.meta.url);
/** Where a PNG says how wide and how high it is. */
const SIZE_AT = 16;

interface Icon {
  readonly src: string;
  readonly sizes: string;
  readonly type: string;
  readonly purpose?: string;
}

Deno.test("The manifest's icons are there, of the size and type that it says", async () => {
  const assets = await loadAssets(ROOT);
  const ask = async (path: string) => {
    const response = await assets.respond(new Request(new URL(path, "http://chat.example/")));
    assert(response, path);
    return response;
  };
  const { icons }: { icons: Icon[] } = await (await ask("/hubbub.webmanifest")).json();
  const page = await (await ask("/")).text();
  const [, apple = ""] = /<link rel="apple-touch-icon" href="([^"]+)">/.exec(page) ?? [];
  const all = [...icons, { src: apple, sizes: "180x180", type: "image/png" }];
  for (const { src, sizes, type } of all) {
    const response = await ask(`/${src}`);
    assertEquals(response.headers.get("content-type"), type, src);
    assert(response.headers.has("etag"), src);
    if (type !== "image/png") continue;
    const view = new DataView(await response.arrayBuffer());
    const [width, height] = [view.getUint32(SIZE_AT), view.getUint32(SIZE_AT + 4)];
    assertEquals(`${width}x${height}`, sizes, src);
  }
  const needed = ["192x192", "512x512", "512x512 maskable"];
  const had = icons.map(({ sizes, purpose }) => [sizes, purpose].filter(Boolean).join(" "));
  assertEquals(needed.filter((size) => !had.includes(size)), []);
});

Deno.test("Icons are where browsers and phones look for them that read no page", async () => {
  const own = new Map([["static/icon-192.png", new Uint8Array([1])]]);
  for (const overrides of [undefined, own]) {
    const assets = await loadAssets(ROOT, FACTS, overrides);
    const ask = async (path: string) => {
      const response = await assets.respond(new Request(new URL(path, "http://chat.example/")));
      assert(response, path);
      return [response.headers.get("content-type"), await response.bytes()];
    };
    assertEquals(await ask("/favicon.ico"), await ask("/icon-192.png"));
    const [type] = await ask("/apple-touch-icon.png");
    assertEquals(type, "image/png");
  }
  assertEquals(
    (await loadAssets(ROOT, FACTS, own)).respond(
      new Request("http://chat.example/icons/icon-192.png"),
    ),
    undefined,
  );
});
