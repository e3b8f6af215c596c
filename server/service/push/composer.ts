/**
 * What somebody is notified of, by what is true when it is sent: whoever may not read a room any more,
 * has read on, looks at it, has blocked the author or wants quiet gets nothing.
 *
 * @module
 */
import type { Hub } from "../../../hub.ts";
import type { Journal } from "../../../hub/log/journal.ts";
import type { Person } from "../../../hub/people/member.ts";
import type { Said } from "../../../protocol.ts";
import { isQuiet } from "../../../protocol/field/quiet_hours.ts";
import { roomCallOf } from "../../../protocol/markup.ts";
import { plainWords } from "../../../protocol/markup/plain_words.ts";
import { AuthError } from "../../auth/auth_error.ts";
import type { AuthService } from "../../auth/service.ts";
import type { Call, Device, PushStore } from "../push.ts";
import type { Preferences, PreferencesStore } from "./preferences.ts";
import type { Notification } from "./sender.ts";
import { isCalled, levelOf } from "./subscribers.ts";

/** Code points of a message that a notification shows: at most 1,200 bytes. */
const TEXT_MAX = 300;
/** The newest entries of a room that are looked at for who is called. */
const LOOKED_MAX = 50;
/** What the names of rooms begin with whose texts the server cannot read. */
const SEALED = "~";

export interface ComposerOptions {
  readonly hub: Hub;
  readonly auth: AuthService;
  readonly journal: Journal;
  readonly store: PushStore;
  readonly preferences: PreferencesStore;
  /** Whether somebody has said that they are not to be disturbed now. */
  readonly isDoNotDisturb: (person: string) => Promise<boolean>;
  /** The clock, in milliseconds since the epoch. */
  readonly now: () => number;
}

/** A notification, and the devices that it is for. */
export interface Composed {
  readonly notification: Notification;
  readonly devices: readonly Device[];
}

export class Composer {
  readonly #options: ComposerOptions;

  constructor(options: ComposerOptions) {
    this.#options = options;
  }

  /** What a call comes to; `undefined` if it comes to nothing. */
  async compose(call: Call): Promise<Composed | undefined> {
    const { preferences, isDoNotDisturb, now } = this.#options;
    const found = await this.#devicesOf(call.person);
    if (!found) return undefined;
    const { person, devices } = found;
    const chosen = await preferences.of(person.id);
    const mayBeCalled = levelOf(chosen, { key: call.room, people: call.people }) !== "nothing" &&
      !(chosen.quiet && isQuiet(chosen.quiet, now()));
    if (!mayBeCalled || !this.#mayRead(person, call)) return undefined;
    if (await isDoNotDisturb(person.id)) return undefined;
    if (this.#options.hub.reading.isInFront(person, call.name)) return undefined;
    const said = await this.#newest(call, person, chosen);
    return said && { notification: notificationOf(said, call, chosen), devices };
  }

  /** A person's devices whose sessions have not ended; those of others are forgotten. */
  async #devicesOf(id: string): Promise<{ person: Person; devices: Device[] } | undefined> {
    const { auth, store } = this.#options;
    const devices = await store.of(id);
    if (devices.length === 0) return undefined;
    const sessions = new Map((await auth.sessions.of(id)).map((session) => [session.id, session]));
    for (const device of devices) if (!sessions.has(device.session)) await store.delete(device);
    const left = devices.filter(({ session }) => sessions.has(session));
    const session = sessions.get(left[0]?.session ?? "");
    const person = session && await this.#personOf(session);
    const isAdmitted = person && (!person.guest || auth.rules.guests);
    return isAdmitted ? { person, devices: left } : undefined;
  }

  async #personOf(
    session: Parameters<AuthService["accounts"]["personOf"]>[0],
  ): Promise<Person | undefined> {
    try {
      return await this.#options.auth.accounts.personOf(session);
    } catch (error) {
      // Somebody else has claimed the name since.
      if (error instanceof AuthError) return undefined;
      throw error;
    }
  }

  #mayRead(person: Person, { room: key, name, people }: Call): boolean {
    const { hub: { permissions }, now } = this.#options;
    const asker = { person, address: undefined };
    return permissions.mayConnect(asker, now()) &&
      permissions.mayRead(asker, { key, name, people }, now());
  }

  /** The newest message that calls them and that they have not read. */
  async #newest(
    call: Call,
    person: Person,
    preferences: Preferences,
  ): Promise<Said | undefined> {
    const { hub, journal, store } = this.#options;
    const { room, people, seq } = call;
    const read = await store.readTo(person.id, room);
    const blocks = await hub.blocking.listOf(person);
    const entries = await journal.read(room, { before: Infinity, limit: LOOKED_MAX });
    const oldest = entries[0]?.seq ?? 0;
    // It may be far back in a room where very much is said.
    const older = oldest > seq ? await journal.read(room, { after: seq - 1, limit: 1 }) : [];
    const subscriber = { key: person.key, names: person.names, preferences };
    return [...older, ...entries].findLast((entry): entry is Said =>
      entry.type === "said" && entry.seq >= seq && entry.seq > read && !entry.deleted &&
      !blocks?.has(entry.from) && callsThem(entry)
    );

    function callsThem(said: Said): boolean {
      if (isCalled(subscriber, said, { key: room, people })) return true;
      const call = roomCallOf(said);
      // Who was there for an `@here` was known when it was said.
      return call === "room" || call === "here" && said.seq === seq;
    }
  }
}

function notificationOf(
  { from, text, files = [], seq, at }: Said,
  { room, name }: Call,
  { hidesTexts }: Preferences,
): Notification {
  // All that calls somebody is to come at once: the rest is not sent.
  const isUrgent = true;
  const about = { type: "message", room: name, seq, at };
  if (hidesTexts) return { text: JSON.stringify(about), subject: room, isUrgent };
  const words = name.startsWith(SEALED)
    ? ""
    : plainWords(text) || files.map(({ name }) => name).join(", ");
  const points = [...words];
  const short = points.length > TEXT_MAX ? `${points.slice(0, TEXT_MAX).join("")}…` : words;
  const whole = { ...about, from, ...(short !== "" && { text: short }) };
  return { text: JSON.stringify(whole), subject: room, isUrgent };
}
