/**
 * What is stored of notifications, as `schema.ts` describes all that is stored.
 *
 * @module
 */
import { arePushKeys, isCall, isDevice } from "../../service/push.ts";
import { isPreferences } from "../../service/push/preferences.ts";
import { isTrue } from "../checks.ts";
import type { Kind } from "../schema.ts";

/** How long a server may take to hear of what another did, in milliseconds. */
const HEARD_MS = 60_000;

export const PUSH_KINDS = {
  /** What calls a person, and when. */
  notify: {
    at: "notify",
    is: isPreferences,
    backup: { record: "notify", parts: ["person"], value: "preferences" },
  },
  /** A device that gets notifications, under its person and session. */
  device: {
    at: "device",
    is: isDevice,
    backup: { record: "device", parts: ["person", "session"], value: "device" },
  },
  /** The keys by which push services know this server: with others no device is reached any more. */
  pushKeys: {
    at: "pushKeys",
    is: arePushKeys,
    backup: { record: "pushKeys", parts: [], value: "keys" },
  },
  /** That somebody is to be told that something was said, under them and the room. */
  call: {
    at: "call",
    is: isCall,
    backup: { none: "it is told within minutes, or has come to nothing" },
  },
  /** That a person's devices or preferences have changed, for other servers. */
  pushChanged: {
    at: "pushChanged",
    is: isTrue,
    expireIn: HEARD_MS,
    backup: { none: "it is for servers that run" },
  },
} as const satisfies Record<string, Kind>;
