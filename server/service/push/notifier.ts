/**
 * Notifies people on their devices of what calls them.
 *
 * - At least once: a call is kept until it was sent, or has come to nothing. A restart forgets none, and
 *   a second one of the same takes the place of the first.
 * - Once for each room: what is said meanwhile is told together, and not more often than so.
 * - What waits is bounded; of what is more, nothing is kept: it is unread all the same.
 *
 * @module
 */
import type { RoomRef } from "../../../hub/permissions/permissions.ts";
import { keysOf } from "../../../hub/people/member/names.ts";
import { JournalError } from "../../../hub/log/journal.ts";
import { Tasks } from "../../../hub/tasks.ts";
import type { Said } from "../../../protocol.ts";
import { roomCallOf } from "../../../protocol/markup.ts";
import { nameKey } from "../../../protocol/name.ts";
import type { Call, Device, PushStore } from "../push.ts";
import { rest } from "../rest.ts";
import type { Service } from "../../service.ts";
import type { Composer } from "./composer.ts";
import type { Notification, Sender, Sent } from "./sender.ts";
import { levelOf, type Subscriber, type Subscribers } from "./subscribers.ts";

/** How long to wait before the next try after each that failed, in milliseconds: five tries in all. */
export const BACKOFF_MS = [10_000, 60_000, 5 * 60_000, 20 * 60_000] as const;
/** How long somebody has to see a message on the page, before their devices are told, in milliseconds. */
const DELAY_MS = 3_000;
/** How often one person's devices are told of one room at most, in milliseconds. */
const EVERY_MS = 15_000;
/** How long a try is left to whoever began it, in milliseconds: longer than it can take. */
const LEASE_MS = 60_000;
/** Calls that wait, that are remembered, and that are sent at once. */
const WAITING_MAX = 10_000;
const AT_ONCE = 32;
/** How often it is looked what is due, in milliseconds; and for what other servers left, in looks. */
const LOOK_MS = 1_000;
const ADOPT_EVERY = 60;

export interface NotifierOptions {
  readonly store: PushStore;
  readonly subscribers: Subscribers;
  readonly composer: Pick<Composer, "compose">;
  readonly sender: Pick<Sender, "send">;
  /** Whether somebody is in a room now, by the key of their name and of the room. */
  readonly isHere: (name: string, room: string) => boolean;
  /** The clock, in milliseconds since the epoch. */
  readonly now: () => number;
  readonly onError: (error: unknown) => void;
  /** See `DELAY_MS`, `EVERY_MS` and `BACKOFF_MS`. */
  readonly pace?: Partial<Pace> | undefined;
}

/** How soon and how often it is told, in milliseconds. */
export interface Pace {
  readonly delayMs: number;
  readonly everyMs: number;
  readonly backoffMs: readonly number[];
}

export class Notifier implements Service {
  readonly #options: NotifierOptions;
  readonly #pace: Pace;
  /** What waits, by person and room. */
  readonly #waiting = new Map<string, Call>();
  /** What is being sent, and what was said there meanwhile. */
  readonly #busy = new Map<string, Call | undefined>();
  /** When they were last told, the oldest first; as many as may wait. */
  readonly #told = new Map<string, number>();
  /** Until when a device is left alone, by its session, the oldest first; as many as may wait. */
  readonly #leftAlone = new Map<string, number>();
  readonly #tasks: Tasks;
  readonly #stopping = new AbortController();

  constructor(options: NotifierOptions) {
    this.#options = options;
    this.#pace = { delayMs: DELAY_MS, everyMs: EVERY_MS, backoffMs: BACKOFF_MS, ...options.pace };
    this.#tasks = new Tasks(options.onError);
  }

  /** Hears what was said in a room, once it is stored. */
  hear(room: RoomRef, said: readonly Said[]): void {
    const { subscribers, isHere } = this.#options;
    if (subscribers.size === 0) return;
    for (const message of said) {
      for (const one of subscribers.calledBy(message, room)) this.#add(one, room, message.seq);
      const call = roomCallOf(message);
      if (call === undefined || room.people?.length) continue;
      const others = [...subscribers.all()].filter((one) =>
        !keysOf(one).includes(nameKey(message.from)) &&
        levelOf(one.preferences, room) !== "nothing" &&
        (call === "room" || isHere(one.key, room.key))
      );
      if (call === "here") { for (const one of others) this.#add(one, room, message.seq); }
      else this.#keep(this.#addKnowing(others, room, message.seq));
    }
  }

  async run(): Promise<void> {
    const { signal } = this.#stopping;
    for (let looks = 0; !signal.aborted; looks++) {
      this.#keep(this.#look(looks));
      await rest(LOOK_MS, signal);
    }
    await this.#tasks.ended();
  }

  /** Stops; what is under way is broken off, and tried again at the next start. */
  stop(): void {
    this.#stopping.abort();
  }

  async #look(looks: number): Promise<void> {
    const { store, subscribers } = this.#options;
    if (looks === 0) await subscribers.load();
    for (const person of await store.changed()) await subscribers.refresh(person);
    if (looks % ADOPT_EVERY === 0) {
      for await (const call of store.calls()) {
        const key = keyOf(call);
        const isKnown = this.#waiting.has(key) || this.#busy.has(key);
        if (!isKnown && this.#waiting.size < WAITING_MAX) this.#waiting.set(key, call);
      }
    }
    this.#sendDue();
  }

  /** Calls those among some who know a room: of all it is read, some at a time, who read there. */
  async #addKnowing(some: readonly Subscriber[], room: RoomRef, seq: number): Promise<void> {
    const known = new Set(
      await this.#options.store.knowing(room.key, some.map(({ person }) => person)),
    );
    for (const one of some) if (known.has(one.person)) this.#add(one, room, seq);
  }

  #add({ person }: Subscriber, { key: room, name, people = [] }: RoomRef, seq: number): void {
    const { now, store } = this.#options;
    const { delayMs, everyMs } = this.#pace;
    const key = `${person} ${room}`;
    if (this.#waiting.has(key)) return;
    const due = Math.max(now() + delayMs, (this.#told.get(key) ?? -Infinity) + everyMs);
    const call = { person, room, name, people, seq, tries: 0, due };
    if (this.#busy.has(key)) return void this.#busy.set(key, this.#busy.get(key) ?? call);
    if (this.#waiting.size >= WAITING_MAX) return;
    this.#waiting.set(key, call);
    this.#keep(store.add(call).then(() => this.#sendDue()));
  }

  #sendDue(): void {
    const at = this.#options.now();
    for (const [key, call] of this.#waiting) {
      if (this.#busy.size >= AT_ONCE || this.#stopping.signal.aborted) return;
      if (call.due > at || this.#busy.has(key)) continue;
      this.#waiting.delete(key);
      this.#busy.set(key, undefined);
      this.#keep(this.#sendAndGoOn(key, call));
    }
  }

  async #sendAndGoOn(key: string, call: Call): Promise<void> {
    let kept: Call | undefined;
    try {
      kept = await this.#send(key, call);
    } finally {
      const next = this.#busy.get(key) ?? kept;
      this.#busy.delete(key);
      if (next) this.#waiting.set(key, next);
      if (next && next !== kept) this.#keep(this.#options.store.add(next).then(() => {}));
    }
    this.#sendDue();
  }

  /** Sends what a call comes to; gives the call that is kept then, if one is. */
  async #send(key: string, call: Call): Promise<Call | undefined> {
    const { store, composer, subscribers, now } = this.#options;
    const tried = { ...call, tries: call.tries + 1, due: now() + LEASE_MS };
    // Another server may have taken it.
    if (!await store.replace(call, tried)) return undefined;
    const composed = await composer.compose(call);
    if (!composed) await subscribers.refresh(call.person);
    const isLeft = ({ session }: Device) => call.left?.includes(session) ?? true;
    const devices = composed?.devices.filter(isLeft) ?? [];
    const sending = devices.map((device) => this.#sendTo(device, composed?.notification));
    const sent = await Promise.all(sending);
    // Whoever starts next begins at once.
    if (this.#stopping.signal.aborted) return void await store.replace(tried, call);
    if (devices.length > 0) note(this.#told, key, now());
    const next = this.#busy.get(key) ?? this.#againAfter(tried, devices, sent);
    this.#busy.set(key, undefined);
    if (!next) return void await store.done(tried);
    return await store.replace(tried, next) ? next : undefined;
  }

  async #sendTo(device: Device, notification: Notification | undefined): Promise<Sent> {
    const { store, sender, now, subscribers } = this.#options;
    const waitMs = (this.#leftAlone.get(device.session) ?? 0) - now();
    if (!notification || waitMs > 0) return { state: "later", why: "", waitMs };
    const sent = await sender.send(device, notification, this.#stopping.signal);
    if (this.#stopping.signal.aborted) return sent;
    if (sent.state === "gone") {
      await store.delete(device);
      await subscribers.refresh(device.person);
    } else if (sent.state !== "sent") {
      await store.noteFailure(device, { at: now(), why: sent.why });
    } else if (device.failure) await store.noteFailure(device, undefined);
    if (sent.state === "later") note(this.#leftAlone, device.session, now() + sent.waitMs);
    return sent;
  }

  /** The call for the devices that are to be tried again; `undefined` when there are none. */
  #againAfter(tried: Call, devices: readonly Device[], sent: readonly Sent[]): Call | undefined {
    const backoffMs = this.#pace.backoffMs[tried.tries - 1];
    const late = sent.flatMap((one, i) =>
      one.state === "later" ? [{ session: devices[i]!.session, waitMs: one.waitMs }] : []
    );
    if (backoffMs === undefined || late.length === 0) return undefined;
    const waitMs = Math.max(backoffMs, ...late.map((one) => one.waitMs));
    const left = late.map(({ session }) => session);
    return { ...tried, left, due: this.#options.now() + waitMs };
  }

  /** Keeps what nobody waits for. A store that fails says so itself; what is kept is tried again. */
  #keep(doing: Promise<void>): void {
    this.#tasks.keep(doing.catch((error) => {
      if (!(error instanceof JournalError)) throw error;
    }));
  }
}

/** Notes a time, as the newest; of more than may be remembered the oldest is forgotten. */
function note(times: Map<string, number>, key: string, at: number): void {
  times.delete(key);
  times.set(key, at);
  if (times.size <= WAITING_MAX) return;
  for (const oldest of times.keys().take(1)) times.delete(oldest);
}

function keyOf({ person, room }: Call): string {
  return `${person} ${room}`;
}
