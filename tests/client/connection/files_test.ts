import { assert, assertEquals, assertRejects } from "@std/assert";
import { CutError, RefusedError } from "../../../client/connection.ts";
import { type Source, type TransferOptions, Transfers } from "../../../client/connection/files.ts";
import { soon } from "../../support/arrivals.ts";
import { Cutter } from "./support/cutter.ts";
import { FileServer } from "./support/file_server.ts";

/** More than sockets and streams keep by themselves. */
const BYTES = Uint8Array.from({ length: 8_000_000 }, (_, at) => at * 2_654_435_761 >>> 13);
const AT_ONCE: TransferOptions = { waitsMs: [0, 0, 0, 0, 0] };

function source(bytes = BYTES, name = "cat.png"): Source {
  return { name, size: bytes.length, open: () => new Blob([bytes]).stream() };
}

function transfersTo(url: string, options = AT_ONCE): Transfers {
  return new Transfers(url, () => "secret", options);
}

async function bytesOf(pieces: AsyncIterable<Uint8Array<ArrayBuffer>>): Promise<Uint8Array> {
  return new Uint8Array(await new Blob(await Array.fromAsync(pieces)).arrayBuffer());
}

Deno.test("Transfers upload a file as who we are, and tell how much was sent", async () => {
  await using server = new FileServer();
  const told: number[] = [];
  const transfers = transfersTo(`${server.url.replace("http", "ws")}/ws`);
  const { id, size } = await transfers.upload(source(), { onProgress: (sent) => told.push(sent) });
  assertEquals(server.uploads, [{
    name: "cat.png",
    token: "Bearer secret",
    bytes: BYTES.length,
  }]);
  assertEquals([size, server.files.get(id)], [BYTES.length, BYTES]);
  assertEquals([told[0], told.at(-1)], [0, BYTES.length]);
  assert(told.every((sent, at) => at === 0 || sent > told[at - 1]!));
});

Deno.test("Transfers begin an upload again that was cut, and it comes whole", async () => {
  await using server = new FileServer();
  let connections = 0;
  await using network = new Cutter(
    server.url,
    () => Infinity,
    () => [100, 50_000, 4_000_000][connections++] ?? Infinity,
  );
  const told: number[] = [];
  const { id } = await transfersTo(network.url).upload(source(), {
    onProgress: (sent) => told.push(sent),
  });
  assertEquals(server.files.get(id), BYTES);
  assertEquals([server.uploads.length, network.cuts], [1, 3]);
  assertEquals(told.filter((sent) => sent === 0).length, 4);
});

Deno.test("Transfers try no upload again that the server refuses, and one that it cannot take now", async () => {
  await using server = new FileServer();
  const transfers = transfersTo(server.url);
  const refusal = (status: number, error: string) => () =>
    Response.json({ error, message: `No: ${error}` }, { status });
  for (const [status, error] of [[413, "too-long"], [403, "quota"]] as const) {
    server.answers.push(refusal(status, error));
    const refused = await assertRejects(() => transfers.upload(source()), RefusedError, "No");
    assertEquals(refused.reason, error);
  }
  assertEquals(server.uploads.length, 0);
  server.answers.push(
    refusal(503, "unavailable"),
    () => new Response("Bad gateway", { status: 502 }),
  );
  await transfers.upload(source());
  assertEquals([server.uploads.length, server.answers.length], [1, 0]);
});

Deno.test("Transfers do not begin what the server would not take", async () => {
  await using server = new FileServer();
  const transfers = transfersTo(server.url);
  transfers.sizeMax = BYTES.length - 1;
  const error = await assertRejects(
    () => transfers.upload({ ...source(), open: () => Promise.reject(new Error("was opened")) }),
    RefusedError,
    "Cannot send cat.png: too large, 8000000 of at most 7999999 bytes",
  );
  assertEquals(error.reason, "too-long");
});

Deno.test("Transfers give up a server that is not there", async () => {
  const nobody = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const url = `http://127.0.0.1:${nobody.addr.port}`;
  nobody.close();
  await assertRejects(() => transfersTo(url).upload(source()), CutError, "cannot be reached");
  const read = () => bytesOf(transfersTo(url).download({ url: "/files/f1/cat.png", size: 1 }));
  await assertRejects(read, CutError, "cannot be reached");
});

Deno.test("Transfers give up an upload whose file cannot be read, or changes meanwhile", async () => {
  await using server = new FileServer();
  const transfers = transfersTo(server.url);
  const broken = () => new ReadableStream({ pull: (to) => to.error(new Error("disk is broken")) });
  await assertRejects(() => transfers.upload({ ...source(), open: broken }), Error, "is broken");
  const shorter = { ...source(), size: BYTES.length + 1 };
  await assertRejects(() => transfers.upload(shorter), Error, "changed while it was being sent");
  assertEquals(server.uploads.length, 0);
});

Deno.test("Transfers stop an upload that is not wanted any more", async () => {
  await using server = new FileServer();
  const stopping = new AbortController();
  const sending = transfersTo(server.url).upload(source(), {
    signal: stopping.signal,
    onProgress: (sent) => sent > 0 && stopping.abort(new Error("never mind")),
  });
  await assertRejects(() => soon(sending, "the end"), Error, "never mind");
  assertEquals(server.uploads.length, 0);
});

Deno.test("Transfers begin again when nothing moves", async () => {
  await using server = new FileServer();
  const stuck = Promise.withResolvers<Response>();
  server.answers.push(() => stuck.promise);
  const transfers = transfersTo(server.url, { ...AT_ONCE, stallMs: 200 });
  // Small: so all of it has left us, and only the answer is missing.
  const { id } = await transfers.upload(source(BYTES.subarray(0, 10)));
  assertEquals(server.files.get(id), BYTES.subarray(0, 10));
  stuck.resolve(new Response());
});

Deno.test("Transfers go on with a download where it was cut", async () => {
  for (const knowsRanges of [true, false]) {
    await using server = new FileServer();
    server.knowsRanges = knowsRanges;
    server.files.set("f1", BYTES);
    let connections = 0;
    await using network = new Cutter(
      server.url,
      () => [50, 300_000, 5_000_000][connections++] ?? Infinity,
    );
    const file = { url: "/files/f1/cat.png", size: BYTES.length };
    assertEquals(await bytesOf(transfersTo(network.url).download(file)), BYTES);
    assertEquals(network.cuts, 3);
    assert(server.ranges.at(-1)?.startsWith("bytes="));
  }
});

Deno.test("Transfers tell that there is no such file, and try it once", async () => {
  await using server = new FileServer();
  const reading = bytesOf(transfersTo(server.url).download({ url: "/files/f9/x", size: 1 }));
  const error = await assertRejects(() => reading, RefusedError, "There is no such file");
  assertEquals(error.reason, "no-such-file");
});

Deno.test("Transfers ask for files below the server's own address, whatever it says", () => {
  const transfers = transfersTo("https://chat.example/talk/");
  const address = (url: string) => transfers.address(url);
  assertEquals(address("/files/f1/a%20b.png"), "https://chat.example/talk/files/f1/a%20b.png");
  assertEquals(address("/talk/files/f1/a.png"), "https://chat.example/talk/files/f1/a.png");
  assertEquals(address("https://evil.example/files/f1/a"), "https://chat.example/talk/files/f1/a");
  assertEquals(address("//evil.example/steal"), "https://chat.example/talk/files/none");
});
