/**
 * Deletes what is stored about guests: of those who never posted after an hour, of others after 30 days.
 *
 * @module
 */
import { nameKey } from "../../../protocol/name.ts";
import type { GuestNames } from "./guest_names.ts";
import type { Blocks } from "../../../hub/people/person_blocks.ts";
import type { ReadPositions } from "../../../hub/people/read_positions.ts";
import type { DutyCycle } from "../../service/duty_cycle.ts";
import type { InviteStore } from "../service/invites.ts";
import type { DueGuest, SessionStore } from "../session_store.ts";

/** How often expired guests are looked for, in milliseconds. */
const LOOK_EVERY_MS = 60_000;

export interface GuestsOptions {
  readonly sessions: SessionStore;
  readonly positions: ReadPositions;
  readonly blocks: Blocks;
  readonly invites: Pick<InviteStore, "deleteOf">;
  readonly guestNames: Pick<GuestNames, "forget" | "names">;
  /** The id of the owner of an account, by the name's key. */
  readonly accountOf: (key: string) => Promise<string | undefined>;
  /** Whether somebody is connected: they are not expired, whatever is stored. */
  readonly isHere: (person: string, key: string) => boolean;
  readonly now: () => number;
  /** Paces the work, so that others are served meanwhile. */
  readonly background: DutyCycle;
}

export class Guests {
  readonly #options: GuestsOptions;
  #lookedAt = -Infinity;
  #isLooking = false;

  constructor(options: GuestsOptions) {
    this.#options = options;
  }

  /** Deletes some expired guests, unless that was done a moment ago. */
  async sweep(): Promise<void> {
    const { sessions, now, background } = this.#options;
    if (this.#isLooking || now() - this.#lookedAt < LOOK_EVERY_MS) return;
    this.#isLooking = true;
    try {
      const due = await sessions.guestsDue(now());
      for (const guest of due) await background.step(() => this.#look(guest));
      // Where there were some there may be more: the next call looks again.
      if (due.length === 0) this.#lookedAt = now();
    } finally {
      this.#isLooking = false;
    }
  }

  async #look(guest: DueGuest): Promise<void> {
    const { sessions, positions, blocks, invites, accountOf, isHere, now } = this.#options;
    const { guestNames } = this.#options;
    const { person } = guest;
    const renamed = guestNames.names.of(person);
    const key = renamed ? nameKey(renamed.name) : guest.key;
    if (await accountOf(key) === person) return await sessions.cancelCheck(guest);
    const until = (await sessions.of(person)).reduce(
      (most, { expires }) => Math.max(most, expires),
      0,
    );
    if (until > now()) return await sessions.postpone(guest, until);
    if (isHere(person, key)) return await sessions.postpone(guest, now() + LOOK_EVERY_MS);
    // A later owner of the name is mentioned by it, too.
    await positions.forget({ id: person });
    for (const name of renamed?.keys ?? [key]) {
      const isLast = renamed || await sessions.lastNamed(name) === person;
      if (isLast) await positions.forget({ id: person, key: name });
    }
    await blocks.forget(person);
    await invites.deleteOf(person);
    await guestNames.forget(person);
    // Last: if we are stopped before, all of this is done again.
    await sessions.forgetGuest(guest);
  }
}
