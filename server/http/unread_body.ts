/**
 * Bodies that nobody reads to their end. The runtime goes on to take whatever comes of them, after any
 * answer and whatever `Connection` says in it: only an answer that breaks off ends the connection.
 *
 * @module
 */
import { CutError } from "../service/listener/serve_error.ts";
import { Refusal } from "./refused_request.ts";

/** Bytes that a body may say it has, whoever reads it: so much is taken and forgotten. */
export const DECLARED_MAX = 1024 * 1024;
/** Methods without a body. */
const BODILESS: ReadonlySet<string> = new Set(["GET", "HEAD"]);
/** Answers of which HTTP says that they have no body, so that they can't break off. */
const EMPTY = 204;

/** Requests whose bodies were read to their end. */
const whole = new WeakSet<Request>();
/** Requests whose bodies have an end that the runtime may wait for, though they are long. */
const ending = new WeakSet<Request>();

/** Notes that a body was read to its end. */
export function noteWhole(request: Request): void {
  whole.add(request);
}

/** Notes that a body, which is as long as it says, may be taken and forgotten, however long it is. */
export function noteEnding(request: Request): void {
  ending.add(request);
}

/** A request's body, which is noted when it was read to its end; an empty one if it has none. */
export function wholeBody(request: Request): ReadableStream<Uint8Array> {
  let reader: ReadableStreamDefaultReader<Uint8Array> | undefined;
  let isCancelled = false;
  return new ReadableStream({
    async pull(controller) {
      // Not before: the runtime takes a body by itself that nobody has begun to read.
      reader ??= request.body?.getReader();
      const { done, value } = await reader?.read() ?? { done: true };
      // What is cancelled while it is waited for looks as if it were done.
      if (isCancelled) return;
      if (value) return controller.enqueue(value);
      if (done) noteWhole(request);
      controller.close();
    },
    cancel(reason) {
      isCancelled = true;
      return reader?.cancel(reason);
    },
  }, { highWaterMark: 0 });
}

/**
 * Makes sure that a body can have an end that we wait for.
 *
 * @throws {Refusal} If it is said to be longer than any that we read, or has no length where nobody sends one.
 */
export function refuseEndless({ method, headers }: Request, lengthMax = DECLARED_MAX): void {
  if (Number(headers.get("content-length") ?? 0) > lengthMax) {
    throw new Refusal("too-long", `Cannot read body: it is longer than ${lengthMax} bytes`);
  }
  if (BODILESS.has(method) && headers.has("transfer-encoding")) {
    throw new Refusal("malformed", `Cannot read body: ${method} requests must not have one`);
  }
}

/** The answer to a request; it ends the connection where what is left of the body may be endless. */
export function cutUnread(request: Request, response: Response): Response {
  const { headers } = request;
  if (whole.has(request)) return response;
  const isLong = Number(headers.get("content-length") ?? 0) > DECLARED_MAX;
  const isEndless = headers.has("transfer-encoding");
  return isEndless || isLong && !ending.has(request) ? cut(response) : response;
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
