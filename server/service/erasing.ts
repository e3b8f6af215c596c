/**
 * Erases people who have deleted their account from their messages, in the background.
 *
 * @module
 */
import { type ErasureMode, type Journal, JournalError } from "../../hub/log/journal.ts";
import type { Reader, ReadPositions } from "../../hub/people/read_positions.ts";
import type { Blocks } from "../../hub/people/person_blocks.ts";
import type { ProfileStore } from "../auth/accounts/profile_store.ts";
import { Tasks } from "../../hub/tasks.ts";
import type { GuestNames } from "../auth/sessions/guest_names.ts";
import type { InviteStore } from "../auth/service/invites.ts";
import type { ReportStore } from "./reports.ts";
import { rest } from "./rest.ts";
import type { Service } from "../service.ts";

/** How long to wait, in milliseconds, until it is tried again after the store has failed; then the last. */
const RETRY_MS = [1_000, 5_000, 30_000, 60_000] as const;

export interface ErasingOptions {
  readonly journal: Journal;
  readonly positions: ReadPositions;
  readonly blocks: Blocks;
  readonly profiles: Pick<ProfileStore, "forget">;
  readonly invites: Pick<InviteStore, "deleteOf">;
  readonly guestNames: Pick<GuestNames, "forget">;
  readonly reports: Pick<ReportStore, "forget">;
  /** Called with each room whose log has changed. */
  readonly onRevised: (room: string) => Promise<unknown>;
  readonly onError: (error: unknown) => void;
  /** Waits so many milliseconds, unless that is aborted. */
  readonly sleep?: (ms: number, signal: AbortSignal) => Promise<void>;
}

/**
 * - An erasure is stored before its request is answered.
 * - It continues after the store has failed, and at the next start after the process has ended.
 */
export class Erasing implements Service {
  readonly #options: ErasingOptions;
  readonly #tasks: Tasks;
  readonly #stopping = new AbortController();
  readonly #stopped = Promise.withResolvers<void>();

  constructor(options: ErasingOptions) {
    this.#options = options;
    this.#tasks = new Tasks(options.onError);
  }

  /** Starts the erasure of a person. Resolves when it is stored that it is due. */
  async begin(person: Reader, mode: ErasureMode): Promise<void> {
    await this.#options.journal.beginErasing(person.id, mode);
    this.#tasks.keep(this.#erase(person, mode));
  }

  /** Continues the erasures that were not finished when the process ended. */
  async resume(): Promise<void> {
    for (const [id, mode] of await this.#options.journal.erasing()) {
      // Their name may be another's by now, whose the mentions are then.
      this.#tasks.keep(this.#erase({ id, key: "" }, mode));
    }
  }

  async run(): Promise<void> {
    await this.#stopped.promise;
    await this.#tasks.ended();
  }

  /** Stops between two steps. The rest continues at the next start. */
  stop(): void {
    this.#stopping.abort();
    this.#stopped.resolve();
  }

  async #erase(person: Reader, mode: ErasureMode): Promise<void> {
    const { journal, positions, blocks, invites, profiles, reports, guestNames } = this.#options;
    const { onRevised, sleep = rest } = this.#options;
    const { signal } = this.#stopping;
    for (let failures = 0; !signal.aborted; failures++) {
      try {
        await Promise.all([
          positions.forget(person),
          blocks.forget(person.id),
          invites.deleteOf(person.id),
          profiles.forget(person.id),
          reports.forget(person.id, mode),
          guestNames.forget(person.id),
        ]);
        for await (const room of journal.anonymize(person.id, mode, signal)) await onRevised(room);
        return;
      } catch (error) {
        // A failing store reports its failure itself.
        if (!(error instanceof JournalError)) throw error;
        await sleep(RETRY_MS[Math.min(failures, RETRY_MS.length - 1)]!, signal);
      }
    }
  }
}
