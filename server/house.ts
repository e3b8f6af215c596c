/**
 * Who may be here, who is, and what is noted of it: what all doors share.
 *
 * @module
 */
import type { People } from "../hub/direct.ts";
import { nameKey } from "../protocol/name.ts";
import { Accounts, type Rules } from "./accounts.ts";
import { Audit, type AuditNote } from "./audit.ts";
import type { Backing } from "./backing.ts";
import { Edge } from "./edge.ts";
import { type Effort, Passwords } from "./password.ts";
import { Refusal } from "./refusal.ts";
import { Seats } from "./seats.ts";
import { Sessions } from "./sessions.ts";
import { StoreError } from "./store.ts";
import { isSameSecret } from "./token.ts";

/** What becomes of what somebody said whose account is deleted. */
export type Fate = "keep" | "delete";

/** Anybody may come in and claim a name. */
export const OPEN: Rules = { signUp: "open", guests: true };

export interface HouseOptions {
  readonly backing: Backing;
  readonly rules?: Rules | undefined;
  readonly edge?: Edge | undefined;
  /** What a try of a password costs. */
  readonly effort?: Effort | undefined;
  /** The clock, in milliseconds since the epoch. */
  readonly now?: (() => number) | undefined;
  readonly onError?: ((error: unknown) => void) | undefined;
  /** Takes a person, by their id, out of what they said. Yields the rooms in which it has. */
  readonly disown?: ((person: string, fate: Fate) => AsyncIterable<string>) | undefined;
}

export class House implements People {
  readonly seats = new Seats();
  readonly sessions: Sessions;
  readonly accounts: Accounts;
  readonly audit: Audit;
  readonly edge: Edge;
  readonly rules: Rules;
  readonly #now: () => number;
  readonly #disown: HouseOptions["disown"];

  constructor(options: HouseOptions) {
    const { backing, rules = OPEN, edge = new Edge(), effort, disown } = options;
    const { now = Date.now, onError = console.error } = options;
    this.sessions = new Sessions(backing.sessions, now, onError);
    this.accounts = new Accounts({
      book: backing.accounts,
      passwords: new Passwords(effort),
      rules,
      now,
    });
    this.audit = new Audit(backing.audit, onError);
    this.edge = edge;
    this.rules = rules;
    this.#now = now;
    this.#disown = disown;
  }

  /** The id of who has a name now, has claimed it, or had it last. */
  async find(key: string): Promise<string | undefined> {
    const holder = this.seats.holder(key);
    if (holder !== undefined) return holder;
    const account = await this.accounts.find(key);
    if (account && nameKey(account.name) === key) return account.id;
    return await this.sessions.lastNamed(key);
  }

  /** @throws {Refusal} If there is a passphrase, and this is not it. */
  async refuseStranger(passphrase: string | undefined): Promise<void> {
    const { passphrase: wanted } = this.rules;
    if (wanted === undefined) return;
    if (passphrase !== undefined && await isSameSecret(passphrase, wanted)) return;
    const why = passphrase === undefined ? "this server has a passphrase" : "wrong passphrase";
    throw new Refusal("bad-passphrase", `Cannot come in: ${why}`);
  }

  /** Ends a person's session, and its sockets; `false` when they have none of this id. */
  async endSession(person: string, id: string): Promise<boolean> {
    const isEnded = await this.sessions.end(person, id);
    if (isEnded) this.seats.end([id]);
    return isEnded;
  }

  /** Ends all sessions of a person, but one if that is given, and their sockets. */
  async endSessions(person: string, but?: string): Promise<void> {
    for (const { id } of await this.sessions.of(person)) {
      if (id !== but) await this.endSession(person, id);
    }
  }

  /** Ends the sockets of sessions that ended elsewhere, or while somebody was coming in with one. */
  async look(): Promise<void> {
    if (this.seats.isEmpty) return;
    try {
      this.seats.end(await this.sessions.ended());
    } catch (error) {
      // The store tells itself what is wrong with it, and we look again.
      if (!(error instanceof StoreError)) throw error;
    }
  }

  /** Takes a person, by their id, out of what they said. */
  async disown(person: string, fate: Fate): Promise<void> {
    for await (const _ of this.#disown?.(person, fate) ?? []);
  }

  /** Notes what somebody did. */
  note(note: Omit<AuditNote, "at">): void {
    this.audit.note({ at: this.#now(), ...note });
  }

  /** Resolves when all that is to be kept is. */
  async settled(): Promise<void> {
    await this.sessions.settled();
    await this.audit.settled();
  }
}
