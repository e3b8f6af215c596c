import { assertEquals, assertRejects } from "@std/assert";

Object.assign(globalThis, {
  document: { baseURI: "https://chat.example/", documentElement: { lang: "en" } },
});
const { READ_BYTES, readStart } = await import("../../../../static/page/showing/text_file.ts");

const FILE = { id: "1", url: "/files/1/a.txt", name: "a.txt", type: "text/plain", size: 1 };

function answers(response: Response): typeof fetch {
  return () => Promise.resolve(response);
}

Deno.test("readStart asks for the first 64 KiB of a text", async () => {
  let asked: string | null = null;
  const text = await readStart(FILE, (_url, init) => {
    asked = new Headers(init?.headers).get("range");
    return Promise.resolve(new Response("hello", { status: 206 }));
  });
  assertEquals([text, asked], ["hello", "bytes=0-65535"]);
});

Deno.test("readStart takes no more than that, if the server sends everything", async () => {
  let sent = 0;
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull(controller) {
      sent += 1_000;
      controller.enqueue(new Uint8Array(1_000).fill(97));
    },
  });
  const text = await readStart(FILE, answers(new Response(body)));
  assertEquals(text.length, READ_BYTES);
  assertEquals(sent < 2 * READ_BYTES, true);
});

Deno.test("readStart leaves out a letter that was cut, and puts together what came in two", async () => {
  const bytes = new TextEncoder().encode("aé€");
  const body = ReadableStream.from([bytes.slice(0, 2), bytes.slice(2, 5)]);
  assertEquals(await readStart(FILE, answers(new Response(body))), "aé");
});

Deno.test("readStart reads nothing from an empty file", async () => {
  assertEquals(await readStart(FILE, answers(new Response(null, { status: 416 }))), "");
});

Deno.test("readStart rejects when the file is gone, or can't be read now", async () => {
  await assertRejects(() => readStart(FILE, answers(new Response(null, { status: 404 }))));
  await assertRejects(() => readStart(FILE, answers(new Response(null, { status: 503 }))));
});
