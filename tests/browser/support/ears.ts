/// <reference lib="dom" />
/**
 * What a page sounds like, heard by a test.
 *
 * @module
 */

import { assertEquals } from "@std/assert";
import type { Visitor } from "./visitor.ts";

/** What a test hears of a page. */
export interface Ears {
  /** The notes of each sound, in Hz. */
  readonly sounds: number[][];
  /** The tags of the notices that the system has shown for the page. */
  readonly notices: string[];
  /** The page's clock, in ms: what comes at once sounds once. */
  now: number;
  /** How much later it is each time that the page looks. */
  step: number;
}

declare global {
  /** In the page, not in the test. */
  var ears: Ears;
}

/** Gives a page ears before it is opened. */
export async function listen({ window }: Visitor): Promise<void> {
  await window.beforeEachPage(() => {
    globalThis.ears = { sounds: [], notices: [], now: 0, step: 60_000 };
    const { start } = OscillatorNode.prototype;
    const { setValueAtTime } = AudioParam.prototype;
    const notes: number[] = [];
    AudioParam.prototype.setValueAtTime = function (hz, at) {
      notes.push(hz);
      return setValueAtTime.call(this, hz, at);
    };
    OscillatorNode.prototype.start = function (at) {
      ears.sounds.push(notes.splice(0));
      start.call(this, at);
    };
    const { showNotification } = ServiceWorkerRegistration.prototype;
    ServiceWorkerRegistration.prototype.showNotification = async function (title, options) {
      await showNotification.call(this, title, options);
      ears.notices.push(options?.tag ?? "");
    };
    performance.now = () => ears.now += ears.step;
  });
  await window.reload();
}

/** Waits until the page has sounded so often, no more and no less. */
export async function hasSounded({ window }: Visitor, times: number): Promise<void> {
  await window.until((count: number) => ears.sounds.length >= count, times);
  assertEquals(await window.evaluate(() => ears.sounds), Array(times).fill([659, 988]));
}
