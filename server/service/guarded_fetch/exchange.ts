/**
 * One request of HTTP/1.1 and its answer, over a connection that is open already. `fetch` connects to
 * where a name leads, and what makes it connect elsewhere makes it leave out TLS.
 *
 * @module
 */

/** Bytes of an answer at most, its headers included. */
const ANSWER_MAX = 64 * 1024;
const HEAD_END = "\r\n\r\n";

/** A connection, by TLS or without. */
export interface Connection {
  read(into: Uint8Array): Promise<number | null>;
  write(bytes: Uint8Array): Promise<number>;
}

export interface Answered {
  readonly status: number;
  /** The `Content-Type`. */
  readonly type: string;
  readonly text: string;
  /** The `Retry-After`. */
  readonly retryAfter?: string | undefined;
}

/** What came back is no answer, or too long. */
export class AnswerError extends Error {
  override readonly name = "AnswerError";
}

/** Posts a text, and gives what is answered. The connection is good for nothing else then. */
export async function exchange(
  connection: Connection,
  url: URL,
  body: string | Uint8Array,
  headers: Readonly<Record<string, string>>,
): Promise<Answered> {
  const bytes = typeof body === "string" ? new TextEncoder().encode(body) : body;
  const fields = Object.entries({
    ...headers,
    "host": url.host,
    "accept": "*/*",
    "content-length": String(bytes.length),
    "connection": "close",
  });
  const lines = [
    `POST ${url.pathname}${url.search} HTTP/1.1`,
    ...fields.map(([name, value]) => `${name}: ${value}`),
  ];
  const head = new TextEncoder().encode(lines.join("\r\n") + HEAD_END);
  await writeAll(connection, Uint8Array.from([...head, ...bytes]));
  return await readAnswer(connection);
}

async function writeAll(connection: Connection, bytes: Uint8Array): Promise<void> {
  for (let written = 0; written < bytes.length;) {
    written += await connection.write(bytes.subarray(written));
  }
}

/** Reads until the answer is whole, or the other side has nothing more to say. */
async function readAnswer(connection: Connection): Promise<Answered> {
  const buffer = new Uint8Array(ANSWER_MAX);
  let length = 0;
  while (true) {
    if (length === buffer.length) throw new AnswerError("its answer is too long");
    const read = await connection.read(buffer.subarray(length));
    length += read ?? 0;
    // One letter a byte, so that what is counted are bytes.
    const answer = answerIn(
      new TextDecoder("latin1").decode(buffer.subarray(0, length)),
      read === null,
    );
    if (answer) return answer;
    if (read === null) throw new AnswerError("its answer broke off");
  }
}

/** The answer, if it is whole; `undefined` if more has to come. */
function answerIn(received: string, isEnd: boolean): Answered | undefined {
  const headEnd = received.indexOf(HEAD_END);
  if (headEnd < 0) return undefined;
  const [first = "", ...lines] = received.slice(0, headEnd).split("\r\n");
  const status = Number(/^HTTP\/1\.[01] ([1-5]\d\d)(?: |$)/.exec(first)?.[1]);
  if (!status) throw new AnswerError("its answer is not HTTP");
  const rest = received.slice(headEnd + HEAD_END.length);
  // What goes before the answer, such as 100.
  if (status < 200) return answerIn(rest, isEnd);
  const fields = new Map(lines.map((line) => {
    const [name = "", ...value] = line.split(":");
    return [name.trim().toLowerCase(), value.join(":").trim()];
  }));
  const body = bodyIn(rest, fields, status, isEnd);
  if (body === undefined) return undefined;
  const bytes = Uint8Array.from(body, (letter) => letter.charCodeAt(0));
  const [type = "", retryAfter] = ["content-type", "retry-after"].map((name) => fields.get(name));
  return { status, type, text: new TextDecoder().decode(bytes), retryAfter };
}

function bodyIn(
  rest: string,
  fields: ReadonlyMap<string, string>,
  status: number,
  isEnd: boolean,
): string | undefined {
  if (status === 204 || status === 304) return "";
  if (/(^|,)\s*chunked\s*$/i.test(fields.get("transfer-encoding") ?? "")) return unchunked(rest);
  const length = fields.get("content-length");
  if (length === undefined) return isEnd ? rest : undefined;
  if (!/^\d+$/.test(length)) throw new AnswerError("its answer is not HTTP");
  if (Number(length) > ANSWER_MAX) throw new AnswerError("its answer is too long");
  return rest.length >= Number(length) ? rest.slice(0, Number(length)) : undefined;
}

/** What is in chunks, if the last of them is there. */
function unchunked(rest: string): string | undefined {
  let body = "";
  for (let at = 0;;) {
    const lineEnd = rest.indexOf("\r\n", at);
    if (lineEnd < 0) return undefined;
    const [, digits] = /^([0-9a-f]{1,8})\s*(?:;.*)?$/i.exec(rest.slice(at, lineEnd)) ?? [];
    if (digits === undefined) throw new AnswerError("its answer is not HTTP");
    const size = parseInt(digits, 16);
    if (size === 0) return body;
    const start = lineEnd + 2;
    if (rest.length < start + size + 2) return undefined;
    body += rest.slice(start, start + size);
    at = start + size + 2;
  }
}
