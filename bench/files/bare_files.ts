/**
 * The least that takes a file over HTTP and gives it back: into Deno KV by the same chunks, as many to a
 * commit, or into a file that is synced. Its arguments are a database and a folder.
 *
 * @module
 */
const CHUNK_BYTES = 60 * 1024;
const COMMIT_CHUNKS = 8;
const READ_CHUNKS = 10;

const [place = "", folder = ""] = Deno.args;
const kv = await Deno.openKv(place);

/** Writes a body as chunks, and gives how many there are. */
async function writeChunks(id: string, body: ReadableStream<Uint8Array>): Promise<number> {
  let count = 0;
  let chunks: Uint8Array[] = [];
  let filled = CHUNK_BYTES;
  const commit = async () => {
    const atomic = kv.atomic();
    for (const chunk of chunks) atomic.set(["chunk", id, count++], chunk);
    await atomic.commit();
    chunks = [];
  };
  for await (const piece of body) {
    for (let at = 0; at < piece.length;) {
      if (filled === CHUNK_BYTES) {
        if (chunks.length === COMMIT_CHUNKS) await commit();
        chunks.push(new Uint8Array(CHUNK_BYTES));
        filled = 0;
      }
      const some = piece.subarray(at, at + CHUNK_BYTES - filled);
      chunks.at(-1)!.set(some, filled);
      filled += some.length;
      at += some.length;
    }
  }
  chunks.push(chunks.pop()!.subarray(0, filled));
  await commit();
  return count;
}

async function* readChunks(id: string): AsyncGenerator<Uint8Array> {
  for (let n = 0;; n += READ_CHUNKS) {
    const wanted = Array.from({ length: READ_CHUNKS }, (_, i) => ["chunk", id, n + i]);
    for (const { value } of await kv.getMany<Uint8Array[]>(wanted)) {
      if (!value) return;
      yield value;
    }
  }
}

async function writeFile(path: string, body: ReadableStream<Uint8Array>): Promise<void> {
  using file = await Deno.open(path, { write: true, create: true });
  for await (const piece of body) {
    for (let at = 0; at < piece.length;) at += await file.write(piece.subarray(at));
  }
  await file.sync();
}

Deno.serve({
  hostname: "127.0.0.1",
  port: 0,
  onListen: ({ port }) => console.log(`Hubbub is open at http://127.0.0.1:${port}/`),
}, async ({ method, url, body }) => {
  const [, kind = "", id = ""] = new URL(url).pathname.split("/");
  if (method === "POST") {
    const made = crypto.randomUUID();
    if (kind === "kv") await writeChunks(made, body!);
    else await writeFile(`${folder}/${made}`, body!);
    return Response.json({ url: `/${kind}/${made}` }, { status: 201 });
  }
  if (kind === "kv") return new Response(ReadableStream.from(readChunks(id)));
  return new Response((await Deno.open(`${folder}/${id}`)).readable);
});
