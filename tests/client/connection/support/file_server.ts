/**
 * A server that keeps files in memory, as far as a client can tell.
 *
 * @module
 */

/** What one upload was asked for with. */
export interface Asked {
  readonly name: string | null;
  readonly token: string | null;
  readonly bytes: number;
}

/** Takes and gives files, unless it is told to answer something else. */
export class FileServer implements AsyncDisposable {
  /** What the next requests are answered instead. */
  readonly answers: (() => Response | Promise<Response>)[] = [];
  /** The uploads that came whole. */
  readonly uploads: Asked[] = [];
  /** The ranges that were asked for. */
  readonly ranges: (string | null)[] = [];
  /** Whether it gives the whole file to who asks for a range. */
  knowsRanges = true;
  readonly files = new Map<string, Uint8Array<ArrayBuffer>>();
  readonly #server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen() {} },
    (request) => this.answers.shift()?.() ?? this.#answer(request),
  );

  get url(): string {
    return `http://127.0.0.1:${this.#server.addr.port}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#server.shutdown();
  }

  async #answer(request: Request): Promise<Response> {
    const { pathname, searchParams } = new URL(request.url);
    if (request.method === "POST") {
      const name = searchParams.get("name");
      let bytes;
      try {
        bytes = new Uint8Array(await request.arrayBuffer());
      } catch {
        return new Response("cut", { status: 500 });
      }
      const id = `f${this.files.size + 1}`;
      this.files.set(id, bytes);
      const token = request.headers.get("authorization");
      this.uploads.push({ name, token, bytes: bytes.length });
      const info = { id, name, url: `/files/${id}/${name}`, type: "text/plain" };
      return Response.json({ ...info, size: bytes.length }, { status: 201 });
    }
    const bytes = this.files.get(pathname.split("/")[2] ?? "");
    if (bytes === undefined) {
      return Response.json({ error: "not-found", message: "There is no such file" }, {
        status: 404,
      });
    }
    const range = request.headers.get("range");
    this.ranges.push(range);
    const [, start] = /^bytes=(\d+)-$/.exec(range ?? "") ?? [];
    if (start === undefined || !this.knowsRanges) return new Response(bytes);
    return new Response(bytes.subarray(Number(start)), { status: 206 });
  }
}
