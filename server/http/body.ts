/**
 * The bodies of requests: JSON objects, small and in time.
 *
 * @module
 */
import { freeNow } from "../limits/free_now.ts";
import { WEIGHT } from "../limits/weight.ts";
import { Refusal } from "./refused_request.ts";
import { noteWhole } from "./unread_body.ts";

/** Bytes of a body at most. */
const LENGTH_MAX = 64 * 1024;
/**
 * Pieces that a body may come in: a packet is one, and so is each chunk of one that is chunked. Reading
 * one takes 60 µs, however short it is, so a stranger who sends single bytes would stop us for seconds.
 */
const PIECES_MAX = 128;
/** How long a body may take to come, in milliseconds. */
const ARRIVAL_MS = 10_000;

/** How much of a body is read; by default as much as our own clients send. */
export interface BodyLimits {
  readonly lengthMax?: number;
  readonly piecesMax?: number;
  readonly arrivalMs?: number;
}

/** A parsed body whose fields are not checked yet. */
export class Fields {
  readonly #fields: ReadonlyMap<string, unknown>;

  constructor(fields: object) {
    this.#fields = new Map(Object.entries(fields));
  }

  /** What is there, whatever it is; `undefined` if nothing. */
  value(name: string): unknown {
    return this.#fields.get(name);
  }

  /**
   * A text that has to be there.
   *
   * @throws {Refusal} If it is missing, or no text.
   */
  text(name: string): string {
    const text = this.optionalText(name);
    if (text !== undefined) return text;
    throw malformed(`${name} is missing`);
  }

  /**
   * A text that may be left out.
   *
   * @throws {Refusal} If it is no text.
   */
  optionalText(name: string): string | undefined {
    const value = this.#fields.get(name) ?? undefined;
    if (value === undefined || typeof value === "string" && value.isWellFormed()) return value;
    throw malformed(`${name} must be a text`);
  }
}

/**
 * Reads the body of a request. That it must call itself JSON keeps out the forms of other sites, which
 * can't.
 *
 * @throws {Refusal} If it is no JSON object, or too long, or too slow.
 */
export async function readFields(request: Request, arrivalMs = ARRIVAL_MS): Promise<Fields> {
  const [type] = (request.headers.get("content-type") ?? "").split(";");
  if (type?.trim().toLowerCase() !== "application/json") {
    throw new Refusal("not-json", "Cannot read body: its content-type must be application/json");
  }
  const value = parse(await readText(request, { arrivalMs }));
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    return new Fields(value);
  }
  throw malformed("it must be a JSON object");
}

/**
 * Reads the body of a request as text.
 *
 * @throws {Refusal} If it is compressed, too long, too slow, or in too many pieces.
 */
export async function readText(request: Request, limits: BodyLimits = {}): Promise<string> {
  refuseCompressed(request);
  const { lengthMax = LENGTH_MAX, piecesMax = PIECES_MAX, arrivalMs = ARRIVAL_MS } = limits;
  const reader = request.body?.getReader();
  if (!reader) return "";
  // What is being waited for comes to an end then.
  const cancel = () => void reader.cancel().catch(() => {});
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    cancel();
  }, arrivalMs);
  const decoder = new TextDecoder();
  let text = "";
  let length = 0;
  try {
    for (let pieces = 0;; pieces++) {
      const { done, value } = await reader.read();
      if (isLate) {
        throw new Refusal("too-slow", "Cannot read body: it did not arrive in time");
      }
      if (done) {
        noteWhole(request);
        return text + decoder.decode();
      }
      length += value.length;
      if (length > lengthMax) {
        throw new Refusal("too-long", `Cannot read body: it is longer than ${lengthMax} bytes`);
      }
      if (pieces === piecesMax) throw inPieces(piecesMax);
      text += decoder.decode(value, { stream: true });
      freeNow(value);
    }
  } catch (error) {
    // The rest is not read. The sender may be gone, too.
    cancel();
    throw error instanceof Refusal ? error : malformed("it broke off");
  } finally {
    clearTimeout(timer);
  }
}

/**
 * A few bytes may unpack to gigabytes, and no tool that we know compresses so little as a message.
 *
 * @throws {Refusal} If a body is compressed.
 */
export function refuseCompressed({ headers }: Request): void {
  const encoding = headers.get("content-encoding") ?? "identity";
  if (/^\s*identity\s*$/i.test(encoding)) return;
  throw new Refusal("encoded", "Cannot read body: it has a Content-Encoding, send it uncompressed");
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw malformed("it is not JSON");
  }
}

function inPieces(most: number): Refusal {
  const message = `Cannot read body: it arrived in more than ${most} pieces`;
  return new Refusal("malformed", message, { weight: WEIGHT.pieces });
}

function malformed(why: string): Refusal {
  return new Refusal("malformed", `Cannot read body: ${why}`);
}
