/**
 * Notifications of devices, put together: for the chat, which runs it, and for the routes.
 *
 * @module
 */
import type { Hub } from "../../../hub.ts";
import { isDirect } from "../../../protocol/name.ts";
import type { Profiles } from "../../auth/accounts/profiles.ts";
import type { AuthService } from "../../auth/service.ts";
import type { Backing } from "../../backing.ts";
import type { HookHosts } from "../guarded_fetch.ts";
import type { Device, PushKeys, PushStore } from "../push.ts";
import { Composer } from "./composer.ts";
import { newPushKeys } from "./keys.ts";
import { Notifier, type Pace } from "./notifier.ts";
import { type PreferencesStore, USUAL } from "./preferences.ts";
import { Sender, type Sent, TIMEOUT_MS } from "./sender.ts";
import { Subscribers } from "./subscribers.ts";

export interface PushOptions {
  readonly backing: Backing;
  readonly hub: Hub;
  readonly auth: AuthService;
  readonly profiles: Pick<Profiles, "isDoNotDisturb">;
  /** Hosts that notifications may go to though they are not public, or not by https. */
  readonly hookHosts: HookHosts;
  readonly pace?: Partial<Pace> | undefined;
  /** The clock, in milliseconds since the epoch. */
  readonly now: () => number;
  readonly onError: (error: unknown) => void;
}

/** Whose a device is to be. */
export type DeviceOwner = Pick<Device, "person" | "session" | "name">;

export class Push {
  readonly store: PushStore;
  readonly preferences: PreferencesStore;
  readonly subscribers: Subscribers;
  readonly notifier: Notifier;
  readonly #sender: Sender;
  #keys: Promise<PushKeys> | undefined;

  constructor(options: PushOptions) {
    const { backing, hub, auth, profiles, hookHosts, pace, now, onError } = options;
    const store = this.store = backing.push;
    const preferences = this.preferences = backing.preferences;
    const subscribers = this.subscribers = new Subscribers({
      store,
      preferences,
      renamed: auth.renamed,
    });
    const sender = this.#sender = new Sender({
      fetchOptions: { hosts: hookHosts, timeoutMs: TIMEOUT_MS },
      keys: () => this.keys(),
      now,
    });
    this.notifier = new Notifier({
      ...{ store, subscribers, sender, now, onError, pace },
      composer: new Composer({
        ...{ hub, auth, journal: backing.journal, store, preferences, now },
        isDoNotDisturb: (person) => profiles.isDoNotDisturb(person),
      }),
      isHere: (name, room) => hub.reading.isIn(name, room),
    });
    // It is stored all the same, and counts from the next time that something of theirs is read.
    preferences.onChange((person) => subscribers.refresh(person).catch(onError));
  }

  /** The keys of this server, which are made the first time that they are asked for. */
  async keys(): Promise<PushKeys> {
    this.#keys ??= newPushKeys().then((made) => this.store.keys(made));
    try {
      return await this.#keys;
    } catch (error) {
      // The next who asks tries again.
      this.#keys = undefined;
      throw error;
    }
  }

  /** Keeps a device, from now on. */
  async keep(device: Device): Promise<void> {
    await this.store.keep(device);
    await this.subscribers.refresh(device.person);
  }

  /** Forgets a device; `false` if there is none. */
  async forget(person: string, session: string): Promise<boolean> {
    const isForgotten = await this.store.delete({ person, session });
    await this.subscribers.refresh(person);
    return isForgotten;
  }

  /** Gives a session's device to another session, of the same person or of who they are from now on. */
  async move(
    { person, session }: Pick<Device, "person" | "session">,
    to: DeviceOwner,
  ): Promise<void> {
    const { store, subscribers } = this;
    const device = (await store.of(person)).find((one) => one.session === session);
    if (!device) return;
    // Before it is gone: who is stopped between has it twice at most, and only until the session ends.
    await store.keep({ ...device, ...to });
    await store.delete({ person, session });
    for (const one of new Set([person, to.person])) await subscribers.refresh(one);
  }

  /** Has a person notified of what another has chosen, but for direct rooms, which are not theirs. */
  async bringPreferences(from: string, to: string): Promise<void> {
    const known = await this.preferences.of(from);
    if (known === USUAL) return;
    const levels = Object.entries(known.levels).filter(([room]) => !isDirect(room));
    await this.preferences.change(to, () => ({ ...known, levels: Object.fromEntries(levels) }));
  }

  /** Sends something to see whether a device is reached. */
  async test(device: Device): Promise<Sent> {
    const notification = {
      text: JSON.stringify({ type: "test" }),
      subject: "",
      isUrgent: true,
    };
    const sent = await this.#sender.send(device, notification, AbortSignal.timeout(TIMEOUT_MS));
    if (sent.state === "gone") await this.forget(device.person, device.session);
    return sent;
  }
}
