import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { Asset } from "../../../../server/http/assets/asset.ts";

const TEXT = "again and again ".repeat(50);

Deno.test("Asset is compressed when somebody asks for it so, once, however many ask", async () => {
  const asset = new Asset(TEXT, { "content-type": "text/plain" }, "aB-1");
  const asked = await Promise.all(Array.from({ length: 10 }, () => asset.in("br")));
  assertEquals(new Set([...asked, await asset.in("br")]).size, 1);
  const [{ body, headers }] = asked as [typeof asked[number]];
  assertEquals(brotliDecompressSync(body).toString(), TEXT);
  assertEquals(headers, {
    "content-type": "text/plain",
    "content-encoding": "br",
    "content-length": String(body.length),
    "etag": '"aB-1.br"',
    "vary": "accept-encoding",
  });
  const gzipped = await asset.in("gzip");
  assertEquals(gunzipSync(gzipped.body).toString(), TEXT);
  assertEquals(gzipped.headers["etag"], '"aB-1.gzip"');
});

Deno.test("Asset is the same in every encoding that makes it no shorter", async () => {
  const asset = new Asset(new Uint8Array([1, 2, 3]), {});
  const plain = await asset.in("plain");
  assertEquals(await asset.in("br"), plain);
  assertEquals(await asset.in("gzip"), plain);
  assertEquals(plain.headers["content-encoding"], undefined);
});

Deno.test("Asset has a tag of what is in it, unless its address has one", async () => {
  const [one, other] = ["one", "other"].map((text) => new Asset(text, {}));
  assert(one && other);
  const tag = async (asset: Asset) => (await asset.in("plain")).headers["etag"];
  assertNotEquals(await tag(one), await tag(other));
  assertEquals(await tag(one), await tag(new Asset("one", {})));
});

Deno.test("Assets are compressed a few at a time, and all of them in the end", async () => {
  const assets = Array.from({ length: 50 }, (_, i) => new Asset(TEXT + i, {}));
  const compressed = await Promise.all(assets.map((asset) => asset.in("gzip")));
  const texts = compressed.map(({ body }) => gunzipSync(body).toString());
  assertEquals(texts, assets.map((_, i) => TEXT + i));
});
