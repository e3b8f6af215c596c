/**
 * Bodies that nobody reads to their end. The runtime goes on to take whatever comes of them, after any
 * answer and whatever `Connection` says in it: only an answer that breaks off ends the connection.
 *
 * @module
 */
import { Refusal } from "./refused_request.ts";

/** Bytes that a body may say it has, whoever reads it: so much is taken and forgotten. */
const DECLARED_MAX = 1024 * 1024;
/** Methods without a body. */
const BODILESS: ReadonlySet<string> = new Set(["GET", "HEAD"]);
/** Answers of which HTTP says that they have no body, so that they can't break off. */
const EMPTY = 204;

/** Requests whose bodies were read to their end. */
const whole = new WeakSet<Request>();

/** Why an answer breaks off. */
export class CutError extends Error {
  override name = "CutError";
}

/** Notes that a body was read to its end. */
export function noteWhole(request: Request): void {
  whole.add(request);
}

/**
 * Makes sure that a body can have an end that we wait for.
 *
 * @throws {Refusal} If it is said to be longer than any that we read, or has no length where nobody sends one.
 */
export function refuseEndless({ method, headers }: Request): void {
  if (Number(headers.get("content-length") ?? 0) > DECLARED_MAX) {
    throw new Refusal("too-long", `Cannot read body: it is longer than ${DECLARED_MAX} bytes`);
  }
  if (BODILESS.has(method) && headers.has("transfer-encoding")) {
    throw new Refusal("malformed", `Cannot read body: ${method} requests must not have one`);
  }
}

/** The answer to a request; it ends the connection where what is left of the body may be endless. */
export function cutUnread(request: Request, response: Response): Response {
  const { headers } = request;
  const isLong = Number(headers.get("content-length") ?? 0) > DECLARED_MAX;
  const isUnread = headers.has("transfer-encoding") && !whole.has(request);
  return isLong || isUnread ? cut(response) : response;
}

function cut({ body, status, headers }: Response): Response {
  const left = new Headers(headers);
  // With its whole length it would be an answer as any other.
  left.delete("content-length");
  left.set("connection", "close");
  const broken = ReadableStream.from(untilCut(body));
  return new Response(broken, { status: status === EMPTY ? 200 : status, headers: left });
}

async function* untilCut(body: Response["body"]): AsyncGenerator<Uint8Array> {
  if (body) yield* body;
  throw new CutError("The rest of the body is not read");
}

/** What `Deno.serve` is to do with an error: an answer that breaks off is none of ours. */
export function onServeError(error: unknown): Response {
  if (!(error instanceof CutError)) console.error(error);
  return new Response("Internal server error\n", { status: 500 });
}
