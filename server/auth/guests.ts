/**
 * Forgets guests who are gone: who never said anything after an hour, others after 30 days.
 *
 * @module
 */
import type { Blocks } from "../../hub/people/person_blocks.ts";
import type { ReadPositions } from "../../hub/people/read_positions.ts";
import type { DutyCycle } from "../duty_cycle.ts";
import type { DueGuest, SessionStore } from "./session_store.ts";

/** How often it is looked whose time is up, in milliseconds. */
const LOOK_EVERY_MS = 60_000;

export interface GuestsOptions {
  readonly sessions: SessionStore;
  readonly positions: ReadPositions;
  readonly blocks: Blocks;
  /** The id of who has an account of a name, by the name's key. */
  readonly accountOf: (key: string) => Promise<string | undefined>;
  /** Whether somebody has a socket here: they are not gone, whatever was noted. */
  readonly isHere: (person: string, key: string) => boolean;
  readonly now: () => number;
  /** Has others served between two looks. */
  readonly background: DutyCycle;
}

export class Guests {
  readonly #options: GuestsOptions;
  #lookedAt = -Infinity;
  #isLooking = false;

  constructor(options: GuestsOptions) {
    this.#options = options;
  }

  /** Forgets some whose time is up, if it was not looked for that a moment ago. */
  async sweep(): Promise<void> {
    const { sessions, now, background } = this.#options;
    if (this.#isLooking || now() - this.#lookedAt < LOOK_EVERY_MS) return;
    this.#isLooking = true;
    try {
      const due = await sessions.guestsDue(now());
      for (const guest of due) await background.step(() => this.#look(guest));
      // Where there were some there may be more: they are looked at the next time, soon.
      if (due.length === 0) this.#lookedAt = now();
    } finally {
      this.#isLooking = false;
    }
  }

  async #look(guest: DueGuest): Promise<void> {
    const { sessions, positions, blocks, accountOf, isHere, now } = this.#options;
    const { person, key } = guest;
    if (await accountOf(key) === person) return await sessions.letBe(guest);
    const until = (await sessions.of(person)).reduce(
      (most, { expires }) => Math.max(most, expires),
      0,
    );
    if (until > now()) return await sessions.putOff(guest, until);
    if (isHere(person, key)) return await sessions.putOff(guest, now() + LOOK_EVERY_MS);
    // Who had the name since is called by it, too.
    const isLast = await sessions.lastNamed(key) === person;
    await positions.forget(isLast ? { id: person, key } : { id: person });
    await blocks.forget(person);
    // Last: if we are stopped before, all of this is done again.
    await sessions.forgetGuest(guest);
  }
}
