/**
 * What the doctor found.
 *
 * @module
 */

/** How it is: well, to be looked at, or a reason why the server does not work. */
export type Verdict = "ok" | "look" | "fail";

export interface Finding {
  readonly verdict: Verdict;
  /** What was looked at. */
  readonly what: string;
  /** What was found, and what to do about it. */
  readonly says: string;
}

/** Findings about one thing. */
export class Examined {
  readonly #what: string;

  constructor(what: string) {
    this.#what = what;
  }

  ok(says: string): Finding {
    return { verdict: "ok", what: this.#what, says };
  }

  look(says: string): Finding {
    return { verdict: "look", what: this.#what, says };
  }

  fail(says: string): Finding {
    return { verdict: "fail", what: this.#what, says };
  }
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
