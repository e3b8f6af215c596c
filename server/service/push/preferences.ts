/**
 * What calls a person, and when: kept for them on the server, for all their devices.
 *
 * @module
 */
import { isObject } from "../../../protocol/field.ts";
import { isQuietHours, type QuietHours } from "../../../protocol/field/quiet_hours.ts";
import type { NotifyLevel } from "../../../protocol.ts";

/** As somebody has chosen. */
export interface Preferences {
  /** What calls them in rooms, by their keys, where they chose something else than is usual. */
  readonly levels: Readonly<Record<string, NotifyLevel>>;
  /** When they want no notifications. */
  readonly quiet?: QuietHours;
  /** Set if a notification is not to show what was said. */
  readonly hidesTexts?: true;
}

/** Whoever chose nothing. */
export const USUAL: Preferences = { levels: {} };

/** Rooms that somebody may choose something for, and how long all may be, in characters of JSON. */
export const LEVELS_MAX = 500;
export const LEVELS_MAX_LENGTH = 40_000;

/** Keeps preferences, by the id of the person. Any method may reject when the storage fails. */
export interface PreferencesStore {
  of(person: string): Promise<Preferences>;
  /** Changes them to what `change` gives, which may be called several times; and gives these. */
  change(person: string, change: (known: Preferences) => Preferences): Promise<Preferences>;
  /** Has a listener called with whoever's preferences are changed here, before the change is done. */
  onChange(listener: (person: string) => Promise<void>): void;
}

/** These preferences with what calls somebody in a room; `undefined` if there are too many. */
export function withLevel(
  preferences: Preferences,
  room: string,
  level: NotifyLevel | undefined,
): Preferences | undefined {
  const { [room]: _, ...others } = preferences.levels;
  const levels = level === undefined ? others : { ...others, [room]: level };
  const isFull = level !== undefined && (Object.keys(levels).length > LEVELS_MAX ||
    JSON.stringify(levels).length > LEVELS_MAX_LENGTH);
  return isFull ? undefined : { ...preferences, levels };
}

/** Whether a value is preferences. */
export function isPreferences(value: unknown): value is Preferences {
  if (!isObject(value) || !isObject(value.levels)) return false;
  const { levels, quiet, hidesTexts } = value;
  return Object.values(levels).every(isLevel) && (quiet === undefined || isQuietHours(quiet)) &&
    (hidesTexts === undefined || hidesTexts === true);
}

function isLevel(value: unknown): boolean {
  return value === "all" || value === "mentions" || value === "nothing";
}
