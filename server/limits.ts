/**
 * Limits for people and addresses.
 *
 * @module
 */
import { type Attempt, Attempts, type Guess } from "./limits/attempts.ts";
import { Count } from "./limits/count.ts";
import { type Actor, AT_ONCE, Pace, type Verdict } from "./limits/pace.ts";
import { Scores } from "./limits/score.ts";
import { WEIGHT } from "./limits/weight.ts";
import { BusyError } from "./limits/busy_error.ts";
import { LabelledCounter } from "./metrics/meters.ts";
import { ProtocolError } from "../protocol.ts";

/** How many sockets there may be at once. */
export interface SocketLimits {
  readonly total: number;
  readonly perAddress: number;
  readonly perPerson: number;
}

/**
 * An address has as many as a school or an office needs, a person as many as there are devices and tabs.
 * The total keeps idle sockets from filling a machine of 1 GB.
 */
export const SOCKETS: SocketLimits = { total: 20_000, perAddress: 128, perPerson: 16 };

/**
 * Names that may be claimed from one address: a school's classes can in a morning, and after that some
 * six an hour. Each costs half a second of a core, and a row for good.
 */
const CLAIMS = { max: 100, halfLifeMs: 12 * 60 * 60 * 1000, addressesMax: 100_000 } as const;

/**
 * How many downloads there may be at once for each socket: a browser asks for a screen full of pictures,
 * and each download that is not read keeps half a megabyte.
 */
const DOWNLOADS_PER_SOCKET = 4;

/** When to retry after too many sockets: nobody knows when one is free. */
const RETRY_MS = 10_000;

/** What limits are for, and what whoever exceeds one is told. */
const EXCEEDED = {
  rate: "too many requests at once, try again later",
  rate_of_address: "too much is sent from your network at the moment, try again in a while",
  sockets: "the server is full",
  sockets_of_address: "your address has too many connections",
  sockets_of_person: "you have too many connections",
  downloads: "too many files are being read, try again",
  attempts: "too many attempts failed, try again later",
  claims: "too many names were claimed from your address, try again later",
} as const;

type Limit = keyof typeof EXCEEDED;

/** Every rate and count, or none of them: `"off"`, for benchmarks and networks that are trusted. */
export class Limits {
  /** How often each was exceeded. */
  readonly exceeded = new LabelledCounter<Limit>(EXCEEDED);
  readonly #on: boolean;
  readonly #sockets: Count;
  readonly #byAddress: Count;
  readonly #byPerson: Count;
  readonly #downloads: Count;
  readonly #downloadsByAddress: Count;
  readonly #pace = new Pace();
  readonly #attempts = new Attempts();
  readonly #claims = new Scores(CLAIMS.halfLifeMs, CLAIMS.addressesMax);

  constructor(sockets: SocketLimits | "off" = SOCKETS) {
    this.#on = sockets !== "off";
    const { total, perAddress, perPerson } = sockets === "off" ? NO_LIMIT : sockets;
    this.#sockets = new Count(total);
    this.#byAddress = new Count(perAddress);
    this.#byPerson = new Count(perPerson);
    this.#downloads = new Count(DOWNLOADS_PER_SOCKET * perPerson);
    this.#downloadsByAddress = new Count(DOWNLOADS_PER_SOCKET * perAddress);
  }

  /** Judges an action by its weight, and counts it. `at` is in milliseconds. */
  judge(actor: Actor, weight: number, at: number): Verdict {
    if (!this.#on) return AT_ONCE;
    const verdict = this.#pace.judge(actor, weight, at);
    if (verdict.outcome !== "done") this.exceeded.add(rateOf(verdict));
    return verdict;
  }

  /** Counts that somebody was disconnected for flooding. `at` is in milliseconds. */
  penalize(actor: Actor, at: number): void {
    if (this.#on) this.#pace.penalize(actor, at);
  }

  /**
   * Judges a request over plain HTTP, which is never slowed: it is served, or refused. `action` is what
   * it asks for.
   *
   * @throws {BusyError} If it is too much.
   */
  ask(actor: Actor, at: number, weight: number = WEIGHT.lookup, action = "answer"): void {
    const verdict = this.judge(actor, weight, at);
    if (verdict.outcome === "done") return;
    const retryMs = verdict.outcome === "refused" ? verdict.retryMs : RETRY_MS;
    throw BusyError.tooMany(action, EXCEEDED[rateOf(verdict)], retryMs);
  }

  /**
   * Judges work that turned out to be larger than expected; returns the refusal, or `undefined` if it is
   * allowed.
   */
  refusal(actor: Actor, weight: number, at: number): ProtocolError | undefined {
    const verdict = this.judge(actor, weight, at);
    if (verdict.outcome === "done") return undefined;
    if (verdict.outcome === "refused") return tooFast(verdict.retryMs, verdict.whose);
    return tooFast(RETRY_MS);
  }

  /**
   * Counts one more socket of an address, until `coming` is disposed of.
   *
   * @param account the id of the account that comes, where that is known already
   * @throws {BusyError} If there are too many, or too many came lately.
   */
  enter(
    coming: DisposableStack,
    { address, account }: Pick<Actor, "address" | "account">,
    at: number,
  ): void {
    this.ask({ address, ...(account && { account }) }, at, WEIGHT.arrival, "connect");
    if (!coming.use(this.#sockets.take(""))) throw this.#refuse("sockets", "connect");
    if (!coming.use(this.#byAddress.take(address))) {
      throw this.#refuse("sockets_of_address", "connect");
    }
  }

  /**
   * Counts one more socket of a person, until it is disposed of.
   *
   * @throws {BusyError} If they have too many.
   */
  addSocketOf(person: string): Disposable {
    const slot = this.#byPerson.take(person);
    if (slot) return slot;
    throw this.#refuse("sockets_of_person", "connect");
  }

  /**
   * Counts one more download of a person, from an address, until `download` is disposed of.
   *
   * @throws {BusyError} If there are too many.
   */
  addDownload(download: DisposableStack, person: string, address: string): void {
    const isFree = download.use(this.#downloads.take(person)) &&
      download.use(this.#downloadsByAddress.take(address));
    if (!isFree) throw this.#refuse("downloads", "read file");
  }

  /**
   * Lets somebody try a password or a passphrase.
   *
   * @throws {BusyError} If too many failed lately.
   */
  attempt(guess: Guess, at: number): Attempt {
    const retryMs = this.#on ? this.#attempts.retryMs(guess, at) : 0;
    if (retryMs > 0) throw this.#refuse("attempts", "sign in", retryMs);
    return this.#attempts.begin(guess, at);
  }

  /**
   * Lets somebody have a name that is kept for them: an account's, which costs a password's hashing, or
   * that of a guest who is renamed.
   *
   * @throws {BusyError} If too many names were claimed from an address lately.
   */
  claim(address: string, at: number, action = "claim name"): void {
    if (!this.#on) return;
    const retryMs = this.#claims.msUntil(address, CLAIMS.max - 1, at);
    if (retryMs > 0) throw this.#refuse("claims", action, retryMs);
    this.#claims.add(address, 1, at);
  }

  /** Counts that a limit was exceeded, and makes the error for it. */
  #refuse(limit: Limit, action: string, retryMs: number = RETRY_MS): BusyError {
    this.exceeded.add(limit);
    return BusyError.tooMany(action, EXCEEDED[limit], retryMs);
  }
}

const NO_LIMIT: SocketLimits = { total: Infinity, perAddress: Infinity, perPerson: Infinity };

/** Which limit was exceeded: that of whoever asks, or the one that their address has together. */
function rateOf(verdict: Verdict): "rate" | "rate_of_address" {
  return verdict.outcome === "refused" && verdict.whose === "address" ? "rate_of_address" : "rate";
}

/** The refusal of a command that exceeds a limit, and when to retry. */
export function tooFast(retryMs: number, whose: "own" | "address" = "own"): ProtocolError {
  const why = whose === "own" ? "you send too fast, slow down" : EXCEEDED.rate_of_address;
  return new ProtocolError("too-fast", `Cannot keep up: ${why}`, retryMs);
}
