/**
 * The operator's log: one line an event. No text of a message, token or password is in it.
 *
 * @module
 */
import type { AuditNote } from "../auth/audit.ts";
import type { Failure } from "../http.ts";

/** What is told of an event, beside what it is. */
export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>;

/** For whoever reads it on a terminal, or for a program. */
export type LogFormat = "text" | "json";

export interface LogOptions {
  readonly format?: LogFormat;
  /** The clock, in milliseconds since the epoch. */
  readonly now?: () => number;
  /** Prints one line. */
  readonly print?: (line: string) => void;
}

/** What can be written as it is; anything else is quoted, so that nobody makes up a line. */
const PLAIN = /^[\p{L}\p{N}#@._:/+-]+$/u;

export class Log {
  readonly #format: LogFormat;
  readonly #now: () => number;
  readonly #print: (line: string) => void;

  constructor({ format = "text", now = Date.now, print = console.error }: LogOptions = {}) {
    this.#format = format;
    this.#now = now;
    this.#print = print;
  }

  /** Whether a program reads it. */
  get isForPrograms(): boolean {
    return this.#format === "json";
  }

  /** Tells of an event. */
  tell(event: string, fields: LogFields = {}): void {
    const time = new Date(this.#now()).toISOString();
    if (this.isForPrograms) return this.#print(JSON.stringify({ time, event, ...fields }));
    const told = Object.entries(fields).filter(([, value]) => value !== undefined)
      .map(([name, value]) => `${name}=${wordOf(String(value))}`);
    this.#print([time, event, ...told].join(" "));
  }

  /** Tells something in a sentence, as it is. */
  say(sentence: string): void {
    if (this.isForPrograms) this.tell("notice", { message: sentence });
    else this.#print(sentence);
  }

  /** Tells of a bug of ours, with all that we know. */
  fail(error: unknown): void {
    const details = error instanceof Error ? error.stack ?? error.message : String(error);
    if (this.isForPrograms) this.tell("error", { message: details });
    else this.#print(`${new Date(this.#now()).toISOString()} error ${details}`);
  }

  /** Tells of a request that failed by a bug of ours, and of that. */
  failRequest({ id, method, path, error }: Failure): void {
    this.tell("request-failed", { id, method, path: withoutSecrets(path), status: 500 });
    this.fail(error);
  }

  /** Tells of what the audit log has, without the words of whoever did it. */
  note({ what, by, about, room, address, ends, to }: AuditNote): void {
    const until = ends === undefined ? undefined : new Date(ends).toISOString();
    this.tell(what, { by, about, room, address, until, to });
  }
}

function wordOf(value: string): string {
  return PLAIN.test(value) ? value : JSON.stringify(value);
}

/** Hooks, and the addresses at which bots reply, have their secret in the path. */
function withoutSecrets(path: string): string {
  return path.replace(/(\/(?:hooks|replies)\/)[^/]+/, "$1…");
}
