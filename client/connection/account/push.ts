/**
 * The devices of somebody that are notified, and when. All of it rejects with a SignInError when it was
 * not done.
 *
 * @module
 */
import type { QuietHours } from "../../../protocol/field/quiet_hours.ts";
import type { Session } from "../endpoint.ts";

/** A device that is notified: its session, what that called itself, and why it failed, if it did. */
export interface NotifiedDevice {
  id: string;
  program: string;
  made: number;
  seen: number;
  current: boolean;
  failure?: { at: number; why: string };
}

/** What notifies somebody; `key` is what a browser subscribes with. */
export interface PushState {
  key: string;
  texts: boolean;
  quiet?: QuietHours;
  devices: NotifiedDevice[];
}

export class PushDevices {
  #session;
  /** Resolves when what was changed before is done, or has failed. */
  #changed: Promise<unknown> = Promise.resolve();

  /** @param session of whoever asks */
  constructor(session: Session) {
    this.#session = session;
  }

  state(): Promise<PushState> {
    return this.#session.ask("GET", "push");
  }

  /** Has this session's device notified, by what its browser was given. */
  async add(subscription: object): Promise<void> {
    await this.#session.ask("POST", "push", subscription);
  }

  /** Has a session's device notified no more; without an id, this one's. */
  async remove(id?: string): Promise<void> {
    const path = id === undefined ? "push" : `push/devices/${encodeURIComponent(id)}`;
    await this.#session.ask("DELETE", path);
  }

  /** Sends this session's device a notification. */
  async test(): Promise<void> {
    await this.#session.ask("POST", "push/test");
  }

  /**
   * Changes whether texts are shown, and when it is quiet: `null` for never. One change after the other:
   * requests that are under way together may overtake each other, and the last choice is to stay.
   */
  async change(chosen: { texts?: boolean; quiet?: QuietHours | null }): Promise<void> {
    const change = this.#changed.then(() => this.#session.ask("PUT", "push", chosen));
    this.#changed = change.catch(() => {});
    await change;
  }
}
