/**
 * Who was found by a token a moment ago: a program that posts a hundred times a second is looked up once.
 *
 * @module
 */
import type { Person } from "../../../hub/people/member.ts";
import type { Session } from "../session_store.ts";

/** Whose a token is. */
export interface TokenOwner {
  readonly person: Person;
  readonly session: Session;
}

/**
 * How long a token is not looked up again, in milliseconds. So long is one good for that was revoked on
 * another server that shares the store: what happens here is forgotten at once.
 */
const FRESH_MS = 1000;
/** Tokens that are remembered, and looked up, at once. The oldest are forgotten first. */
const TOKENS_MAX = 10_000;

interface Entry {
  /** Whoever asks meanwhile waits for the same look-up. */
  readonly owner: Promise<TokenOwner | undefined>;
  /** When the look-up began, and until when it counts. */
  readonly from: number;
  until: number;
}

export class TokenCache {
  /** By token, the oldest first. */
  readonly #entries = new Map<string, Entry>();
  readonly #now: () => number;

  /** @param now the clock, in milliseconds since the epoch */
  constructor(now: () => number) {
    this.#now = now;
  }

  /**
   * The owner of a token, looked up unless that was done a moment ago. That there is none is not kept.
   *
   * @throws What `lookUp` throws.
   */
  async find(
    token: string,
    lookUp: (token: string) => Promise<TokenOwner | undefined>,
  ): Promise<TokenOwner | undefined> {
    const now = this.#now();
    const known = this.#entries.get(token);
    // A clock that was set back must not keep anything.
    if (known && known.from <= now && now < known.until) return await known.owner;
    const entry = { owner: lookUp(token), from: now, until: now + FRESH_MS };
    this.#add(token, entry);
    let owner: TokenOwner | undefined;
    try {
      owner = await entry.owner;
      if (owner) entry.until = Math.min(entry.until, owner.session.expires);
      return owner;
    } finally {
      if (!owner && this.#entries.get(token) === entry) this.#entries.delete(token);
    }
  }

  /** Forgets all, also what is being looked up: it may have been read before the change. */
  clear(): void {
    this.#entries.clear();
  }

  #add(token: string, entry: Entry): void {
    this.#entries.delete(token);
    for (const [oldest, { from, until }] of this.#entries) {
      const isFresh = from <= entry.from && entry.from < until;
      if (isFresh && this.#entries.size < TOKENS_MAX) break;
      this.#entries.delete(oldest);
    }
    this.#entries.set(token, entry);
  }
}
