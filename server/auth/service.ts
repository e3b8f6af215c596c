/**
 * The auth service: accounts, sessions, names and the audit log, shared by all routes.
 *
 * @module
 */
import { unlessJournalFails } from "../../hub/log/journal.ts";
import type { People } from "../../hub/rooms/direct.ts";
import type { Names } from "../../hub/people/member/names.ts";
import type { Person } from "../../hub/people/member.ts";
import type { Moderated } from "../../hub/permissions/moderation/moderated.ts";
import { Tasks } from "../../hub/tasks.ts";
import { nameKey } from "../../protocol/name.ts";
import type { Backing } from "../backing.ts";
import type { Bot } from "./bots/bot.ts";
import { Bots } from "./bots.ts";
import { DutyCycle } from "../service/duty_cycle.ts";
import { Limits } from "../limits.ts";
import { type Account, Accounts, claimKey, type Rules } from "./accounts.ts";
import { Audit, type AuditNote } from "./audit.ts";
import { AuthError } from "./auth_error.ts";
import { type Device, recognize } from "./accounts/devices.ts";
import { Hooks } from "./hooks.ts";
import { ClaimCode } from "./accounts/claim_code.ts";
import { Passkeys } from "./accounts/passkeys.ts";
import { SignInCodes } from "./accounts/sign_in_codes.ts";
import { Origins } from "./origins.ts";
import { GuestNames } from "./sessions/guest_names.ts";
import { Guests } from "./sessions/guests.ts";
import { Resets } from "./accounts/resets.ts";
import { Invites } from "./service/invites.ts";
import { Passwords } from "./accounts/passwords.ts";
import { noteOf } from "./service/moderation_note.ts";
import { NameReservations } from "./name_reservations.ts";
import { type AuthServiceOptions, OPEN } from "./service/options.ts";
import { watchIdentities } from "./service/identity_stores.ts";
import { TokenCache } from "./service/token_cache.ts";
import { Sessions } from "./sessions.ts";
import { isSameSecret } from "./tokens.ts";

export type { AuthServiceOptions };

/** Sessions of one account: of a script that signs in with every run, the older ones end. */
export const SESSIONS_MAX = 100;

export class AuthService implements People {
  readonly names: NameReservations;
  readonly sessions: Sessions;
  readonly guestNames: GuestNames;
  /** The names of guests who were renamed. */
  readonly renamed: Names;
  readonly accounts: Accounts;
  readonly resets: Resets;
  readonly invites: Invites;
  readonly bots: Bots;
  readonly hooks: Hooks;
  readonly claimCode: ClaimCode;
  readonly passkeys: Passkeys;
  readonly signInCodes: SignInCodes;
  readonly audit: Audit;
  readonly edge: Origins;
  readonly limits: Limits;
  readonly rules: Rules;
  /** Who was found by a token a moment ago, unless anything has changed about anybody since. */
  readonly tokens: TokenCache;
  readonly #guests: Guests;
  readonly #backing: Pick<Backing, "positions" | "blocks">;
  readonly #tasks: Tasks;
  readonly #now: () => number;

  constructor(options: AuthServiceOptions) {
    const {
      backing,
      rules = OPEN,
      edge = new Origins(),
      effort,
    } = options;
    const { limits = new Limits(), now = Date.now, onError = console.error } = options;
    const keep = (task: Promise<void>) => this.keep(task);
    this.names = new NameReservations(now, { names: backing.instances?.names, keep });
    this.tokens = new TokenCache(now);
    const stores = watchIdentities(backing, () => this.tokens.clear());
    this.sessions = new Sessions(stores.sessions, now, onError);
    const passwords = new Passwords(effort);
    const { names, tokens } = this;
    this.guestNames = new GuestNames({
      store: backing.guestNames,
      reservations: names,
      tokens,
      now,
    });
    this.renamed = this.guestNames.names;
    this.accounts = new Accounts({
      ...{ store: stores.accounts, profiles: backing.profiles, passwords, rules, now },
      renamed: this.renamed,
    });
    const { accounts } = this;
    this.resets = new Resets({ store: stores.resets, accounts, passwords, now });
    this.invites = new Invites({
      ...{ store: backing.invites, now, administrators: () => stores.accounts.administrators() },
      accounts,
    });
    const named = { accounts, names: this.names, now };
    this.bots = new Bots({ store: stores.bots, ...named });
    this.hooks = new Hooks({ store: stores.hooks, ...named });
    this.passkeys = new Passkeys(stores.passkeys, now);
    this.signInCodes = new SignInCodes(backing.signInCodes, now);
    this.claimCode = new ClaimCode(stores.accounts, rules);
    this.#guests = new Guests({
      ...{ sessions: stores.sessions, positions: backing.positions, blocks: backing.blocks, now },
      guestNames: this.guestNames,
      invites: backing.invites,
      background: backing.background ?? new DutyCycle(),
      accountOf: async (key) => (await this.accounts.find(key))?.id,
      isHere: (person, key) => this.names.holder(key) === person,
    });
    this.#backing = backing;
    this.audit = new Audit(backing.audit, onError, options.onNote);
    this.edge = edge;
    this.limits = limits;
    this.rules = rules;
    this.#tasks = new Tasks(onError);
    this.#now = now;
  }

  /** The id of the person who uses a name now, has claimed it, or used it last. */
  async find(key: string): Promise<string | undefined> {
    const holder = this.names.holder(key);
    if (holder !== undefined) return holder;
    const account = await this.accounts.find(key);
    if (account && nameKey(account.name) === key) {
      // A hook only speaks: nothing can be said to it.
      return account.program === "hook" ? undefined : account.id;
    }
    return this.renamed.ownerOf(key) ?? await this.sessions.lastNamed(key);
  }

  /**
   * @param address as `Origins.addressOf` returns it
   * @throws {AuthError} If there is a passphrase, and this is not it.
   * @throws {BusyError} If too many were tried.
   */
  refuseStranger(passphrase: string | undefined, address: string): void {
    const { passphrase: wanted } = this.rules;
    if (wanted === undefined) return;
    if (passphrase !== undefined) {
      const attempt = this.limits.attempt({ address }, this.#now());
      if (isSameSecret(passphrase, wanted)) return attempt.succeeded();
    }
    const why = passphrase === undefined ? "this server has a passphrase" : "wrong passphrase";
    throw AuthError.wrongPassphrase(why);
  }

  /**
   * The account of a name, if the password is its own.
   *
   * @throws {BusyError} If too many were tried.
   */
  async prove(name: string, password: string, device: Device): Promise<Account | undefined> {
    const account = await this.accounts.find(name);
    const { address } = device;
    const known = recognize(device, account?.devices);
    const guess = { address, name: claimKey(name), ...known };
    const attempt = this.limits.attempt(guess, this.#now());
    if (!await this.accounts.isRight(account, password, known.browser ?? address)) return undefined;
    attempt.succeeded();
    return account;
  }

  /**
   * Hashes the password that somebody wants to claim a name with.
   *
   * @param address as `Origins.addressOf` returns it
   * @throws {AuthError} If the name is claimed.
   * @throws {BusyError} If too much is asked from there.
   */
  async hashNew(name: string, password: string, address: string): Promise<string> {
    this.limits.claim(address, this.#now());
    return await this.accounts.hash(name, password, address);
  }

  /**
   * Runs a request with a secret such as an invitation. An invalid one counts like a wrong password.
   *
   * @param address as `Origins.addressOf` returns it
   * @throws {BusyError} If too many were tried; or what `use` throws.
   */
  async guess<T>(address: string, use: () => Promise<T>): Promise<T> {
    const attempt = this.limits.attempt({ address }, this.#now());
    let isWrong = false;
    try {
      return await use();
    } catch (error) {
      isWrong = error instanceof AuthError && error.reason === "not-invited";
      throw error;
    } finally {
      if (!isWrong) attempt.succeeded();
    }
  }

  /**
   * Checks an administrator code, and returns it as it is printed.
   *
   * @param address as `Origins.addressOf` returns it
   * @throws {AuthError} If it is wrong.
   * @throws {BusyError} If too many were tried.
   */
  async checkCode(code: string, name: string, address: string): Promise<string> {
    const attempt = this.limits.attempt({ address }, this.#now());
    const right = await this.claimCode.check(code, name);
    attempt.succeeded();
    return right;
  }

  /** Ends a person's session, and its sockets; `false` when they have none of this id. */
  async endSession(person: string, id: string): Promise<boolean> {
    const isEnded = await this.sessions.end(person, id);
    if (isEnded) this.names.end([id]);
    return isEnded;
  }

  /** Ends the sessions of a person above the limit, the least recently used first. */
  async endUnused(person: string): Promise<void> {
    const sessions = await this.sessions.of(person);
    if (sessions.length <= SESSIONS_MAX) return;
    const byUse = sessions.sort((a, b) => b.seen - a.seen || b.made - a.made);
    for (const { id } of byUse.slice(SESSIONS_MAX)) await this.endSession(person, id);
  }

  /** Ends all sessions of a person, but one if that is given, and their sockets. */
  async endSessions(person: string, but?: string): Promise<void> {
    // A code would begin another.
    await this.signInCodes.forget(person);
    for (const { id } of await this.sessions.of(person)) {
      if (id !== but) await this.endSession(person, id);
    }
  }

  /** Deletes a bot of somebody, and what is kept of it; `undefined` if they have no such bot. */
  async deleteBot(owner: Person, id: string): Promise<Bot | undefined> {
    const bot = await this.bots.delete(owner, id);
    if (!bot) return undefined;
    await this.#backing.positions.forget({ id, key: nameKey(bot.name) });
    await this.#backing.blocks.forget(id);
    return bot;
  }

  /**
   * Ends the sockets of sessions that ended on another server or while the socket was being opened; and
   * keeps sessions with open sockets from expiring.
   */
  async look(): Promise<void> {
    this.keep(this.#guests.sweep());
    this.keep(this.sessions.noteSpoken());
    this.keep(this.guestNames.refresh());
    if (this.names.isEmpty) return;
    this.keep(this.sessions.seeAll(this.names.sessions()));
    // What could not be read now is read the next time.
    await unlessJournalFails(
      this.sessions.ended().then((ids) => {
        // Whoever sees a socket end must not get in by its token any more.
        if (ids.length > 0) this.tokens.clear();
        this.names.end(ids);
      }),
    );
  }

  /** Called with the authors of messages: what a guest leaves is then kept for longer. */
  spoke({ id, guest }: Person): void {
    if (guest) this.sessions.spoke(id);
  }

  /** Owns a promise that nobody awaits. */
  keep(task: Promise<void>): void {
    this.#tasks.keep(unlessJournalFails(task));
  }

  /** Records an event in the audit log. */
  note(note: Omit<AuditNote, "at">): void {
    this.audit.note({ at: this.#now(), ...note });
  }

  /** Records a moderation action. A ban from the server ends the person's sessions. */
  hear(moderated: Moderated): void {
    const { by, action, about } = moderated;
    const note = noteOf(moderated);
    if (by.guest) this.audit.noteOfGuest(by.id, note);
    else this.audit.note(note);
    const isFromServer = action.type === "ban" && !("room" in action) && action.ms !== 0;
    // If that fails they are banned all the same: no route admits them.
    if (isFromServer && about !== undefined) this.keep(this.endSessions(about));
  }

  /** Resolves when everything is stored. */
  async settled(): Promise<void> {
    await this.#tasks.ended();
    await this.sessions.settled();
    await this.audit.settled();
  }
}
