/**
 * Passwords: slow to try, and kept so that nobody can read them.
 *
 * @module
 */
import { scrypt, type ScryptOptions, timingSafeEqual } from "node:crypto";
import { compose, TextError } from "../../../protocol/text.ts";
import { FairGate } from "../../limits/fair_gate.ts";
import { AuthError } from "../auth_error.ts";

/** What one try costs: `blocks` × 1 KiB × `cost` of memory, `rounds` times. */
export interface Effort {
  readonly cost: number;
  readonly blocks: number;
  readonly rounds: number;
}

/** 32 MiB and some tenths of a second for each try: what OWASP names where memory is dear. */
export const EFFORT: Effort = { cost: 2 ** 15, blocks: 8, rounds: 3 };
/** Code points that a password has at least, and bytes at most. */
const LENGTH = { least: 8, mostBytes: 1_024 } as const;
/** Tries at once: each is a thread, and memory. */
const AT_ONCE = 2;
/** Tries that wait for these, of one who asks and in all. When there are more, they are refused. */
const WAITING_MAX = { each: 16, all: 256 } as const;
const SALT_BYTES = 16;
const HASH_BYTES = 32;
/** The prefix of a stored password, so that other formats may follow. */
const SCHEME = "scrypt";

/** Makes a hash, off the event loop: `scrypt` of `node:crypto`, unless a test replaces it. */
export type Hash = (
  password: string,
  salt: Uint8Array,
  length: number,
  options: ScryptOptions,
  done: (error: Error | null, hash: Uint8Array) => void,
) => void;

interface Kept extends Effort {
  readonly salt: Uint8Array;
  readonly hash: Uint8Array;
}

/**
 * Checks a new password.
 *
 * @throws {AuthError} If it is too short to be one, or too long.
 */
export function readPassword(text: string): string {
  const password = composedOrWhyNot(text);
  if (password instanceof TextError) {
    const { reason, message } = password;
    if (reason === "malformed") throw AuthError.malformedPassword(`must be ${message}`);
    throw AuthError.malformedPassword(`must have at most ${LENGTH.mostBytes} bytes`);
  }
  if (!text.isWellFormed() || [...password].length < LENGTH.least) {
    throw AuthError.malformedPassword(`must have ${LENGTH.least} characters or more`);
  }
  if (isTooLong(password)) {
    throw AuthError.malformedPassword(`must have at most ${LENGTH.mostBytes} bytes`);
  }
  return password;
}

/** A password in NFC, if it is one by its length and its marks. */
function composedOrWhyNot(text: string): string | TextError {
  try {
    return compose(text, LENGTH.mostBytes);
  } catch (error) {
    if (error instanceof TextError) return error;
    throw error;
  }
}

/**
 * Hashes and compares passwords, off the event loop and few at once. `by` says who asks, such as their
 * address: they take turns, so that one who asks for many does not delay the others.
 */
export class Passwords {
  readonly #effort: Effort;
  readonly #scrypt: Hash;
  readonly #gate = new FairGate(AT_ONCE, WAITING_MAX);

  constructor(effort: Effort = EFFORT, hash: Hash = scrypt) {
    this.#effort = effort;
    this.#scrypt = hash;
  }

  /** A password as it is kept, the effort beside it. */
  async keep(password: string, by = ""): Promise<string> {
    const salt = crypto.getRandomValues(new Uint8Array(SALT_BYTES));
    const { cost, blocks, rounds } = this.#effort;
    const hash = await this.#hash(password, salt, { ...this.#effort, by });
    return [SCHEME, cost, blocks, rounds, salt.toBase64(), hash.toBase64()].join("$");
  }

  /** Whether a password is the one that is kept. Where none is kept, it takes as long to say no. */
  async isRight(password: string, kept: string | undefined, by = ""): Promise<boolean> {
    const composed = composedOrWhyNot(password);
    if (composed instanceof TextError || isTooLong(composed)) return false;
    const parsed = kept === undefined ? undefined : parse(kept);
    const salt = parsed?.salt ?? new Uint8Array(SALT_BYTES);
    const hash = await this.#hash(composed, salt, { ...parsed ?? this.#effort, by });
    return parsed !== undefined && timingSafeEqual(hash, parsed.hash);
  }

  async #hash(
    password: string,
    salt: Uint8Array,
    { cost, blocks, rounds, by }: Effort & { by: string },
  ): Promise<Uint8Array> {
    using _ = await this.#gate.enter(by);
    const options = { N: cost, r: blocks, p: rounds, maxmem: 2 * 128 * cost * blocks };
    const { promise, resolve, reject } = Promise.withResolvers<Uint8Array>();
    this.#scrypt(password, salt, HASH_BYTES, options, (error, hash) => {
      if (error) reject(error);
      else resolve(hash);
    });
    return await promise;
  }
}

function isTooLong(password: string): boolean {
  return new TextEncoder().encode(password).length > LENGTH.mostBytes;
}

function parse(kept: string): Kept {
  const [scheme, cost, blocks, rounds, salt = "", hash = ""] = kept.split("$");
  if (scheme !== SCHEME) throw new Error(`Cannot read password: kept by ${scheme}`);
  return {
    cost: Number(cost),
    blocks: Number(blocks),
    rounds: Number(rounds),
    salt: Uint8Array.fromBase64(salt),
    hash: Uint8Array.fromBase64(hash),
  };
}
