/**
 * Devices that get notifications, the keys that sign these, and notifications on their way.
 *
 * @module
 */
import { isObject, isPosition } from "../../protocol/field.ts";

/** Where the notifications of one device go, as its browser said. It ends with the session. */
export interface Device {
  /** The id of the person, and of the session. */
  readonly person: string;
  readonly session: string;
  /** What the person is called. */
  readonly name: string;
  /** Where the push service of the browser takes what is for it. */
  readonly endpoint: string;
  /** The browser's public key, and the secret that it shares with us, in base64url. */
  readonly p256dh: string;
  readonly auth: string;
  /** Our address as the browser has it, by which the push service may reach the operator. */
  readonly base: string;
  readonly made: number;
  /** When it could last not be reached, in milliseconds since the epoch, and why. */
  readonly failure?: { readonly at: number; readonly why: string };
}

/** The pair of keys by which push services know this server. */
export interface PushKeys {
  /** A point of P-256, uncompressed, in base64url: what browsers subscribe with. */
  readonly publicKey: string;
  /** The secret number, in base64url. */
  readonly privateKey: string;
}

/** That somebody is to be told that something was said in a room, from a message on. */
export interface Call {
  readonly person: string;
  /** The key of the room, and its name. */
  readonly room: string;
  readonly name: string;
  /** Ids of the people of a direct room; none of any other. */
  readonly people: readonly string[];
  readonly seq: number;
  readonly tries: number;
  /** When it is to be tried next, in milliseconds since the epoch. */
  readonly due: number;
  /** The sessions of the devices that still have to be told; absent until it was tried. */
  readonly left?: readonly string[];
}

/** Keeps devices, keys and calls. Any method may reject when the storage fails. */
export interface PushStore {
  /** The keys of this server; those given, if there are none yet. */
  keys(made: PushKeys): Promise<PushKeys>;
  /** All devices. */
  all(): AsyncIterable<Device>;
  /** Those of a person. */
  of(person: string): Promise<Device[]>;
  /** Keeps a device, in the place of an older one of its session. */
  keep(device: Device): Promise<void>;
  /** Deletes a device; `false` if there is none. */
  delete(device: Pick<Device, "person" | "session">): Promise<boolean>;
  /** Notes why a device could not be reached, unless it is another by now. */
  noteFailure(device: Device, failure: Device["failure"]): Promise<void>;
  /** Ids of people whose devices or preferences changed since this was last asked, elsewhere. */
  changed(): Promise<string[]>;
  /** Who among people has read in a room, by its key. */
  knowing(room: string, people: readonly string[]): Promise<string[]>;
  /** The number of the newest entry that a person has read in a room; 0 when none. */
  readTo(person: string, room: string): Promise<number>;
  /** All calls. */
  calls(): AsyncIterable<Call>;
  /** Keeps a call, unless one of the same person and room is kept: then `false`. */
  add(call: Call): Promise<boolean>;
  /** Puts a call in the place of one, unless that has changed; `false` if it has. */
  replace(call: Call, by: Call): Promise<boolean>;
  /** Deletes a call, unless it has changed. */
  done(call: Call): Promise<void>;
}

/** Whether a value is a device. */
export function isDevice(value: unknown): value is Device {
  if (!isObject(value)) return false;
  const { person, session, name, endpoint, p256dh, auth, base, made, failure } = value;
  return [person, session, name, endpoint, p256dh, auth, base].every(isText) && isPosition(made) &&
    (failure === undefined || isObject(failure) && isPosition(failure.at) && isText(failure.why));
}

/** Whether a value is a pair of keys. */
export function arePushKeys(value: unknown): value is PushKeys {
  return isObject(value) && isText(value.publicKey) && isText(value.privateKey);
}

/** Whether a value is a call. */
export function isCall(value: unknown): value is Call {
  if (!isObject(value)) return false;
  const { person, room, name, people, seq, tries, due, left } = value;
  return [person, room, name].every(isText) && [seq, tries, due].every(isPosition) &&
    areTexts(people) && (left === undefined || areTexts(left));
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function areTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every(isText);
}
