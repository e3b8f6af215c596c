// @ts-check
/** @import { Said } from "../../protocol.ts" */
/** @import { Room } from "./room.js" */
/** @import { Choices } from "./settings.js" */

/**
 * Calls somebody who looks elsewhere: by a sound, and by a notice of their system.
 *
 * @module
 */

import { plainWords } from "./markup.js";
import { calls } from "./mention.js";
import { addressOf } from "./address.js";

/** What comes at once, as after a cut, rings once. */
const RING_EVERY_MS = 2_000;
/** How much of a message a notice shows. */
const NOTICE_UNITS = 140;
/** Two notes, a fifth apart. */
const NOTES_HZ = [659, 988];
const NOTE_S = 0.12;

let rangAt = -Infinity;

/**
 * @param {Room} room
 * @param {Said} said
 * @param {Pick<Choices, "sound" | "notices"> & { you: string }} options
 */
export async function call(room, said, { you, sound, notices }) {
  const isToYou = room.isDirect || calls(said.text, you);
  if (sound === "all" || sound === "mentions" && isToYou) ring();
  if (notices === "on" && isToYou) await notify(room, said);
}

function ring() {
  if (performance.now() - rangAt < RING_EVERY_MS) return;
  // Browsers let no page sound that nobody has touched yet.
  if (navigator.userActivation?.hasBeenActive === false) return;
  rangAt = performance.now();
  const audio = new AudioContext();
  const loudness = new GainNode(audio, { gain: 0 });
  const tone = new OscillatorNode(audio, { type: "sine" });
  tone.connect(loudness).connect(audio.destination);
  const end = audio.currentTime + NOTE_S * (NOTES_HZ.length + 1);
  NOTES_HZ.forEach((hz, index) => {
    tone.frequency.setValueAtTime(hz, audio.currentTime + index * NOTE_S);
  });
  loudness.gain.linearRampToValueAtTime(0.12, audio.currentTime + 0.02);
  loudness.gain.exponentialRampToValueAtTime(0.001, end);
  tone.onended = () => audio.close();
  tone.start();
  tone.stop(end);
}

/**
 * @param {Room} room
 * @param {Said} said
 */
async function notify(room, { from, text, seq }) {
  if (!("Notification" in globalThis) || Notification.permission !== "granted") return;
  const title = room.isDirect ? from : `${from} · ${room.label}`;
  const options = {
    body: plainWords(text).slice(0, NOTICE_UNITS),
    // Each call has a notice of its own; several tabs that tell of one message have one together.
    tag: `${room.key} ${seq}`,
    data: addressOf(room.name, seq),
    icon: "icon.svg",
  };
  try {
    const notice = new Notification(title, options);
    notice.onclick = () => {
      focus();
      location.hash = addressOf(room.name, seq);
      notice.close();
    };
  } catch {
    // On a phone only a service worker may show one.
    const worker = await navigator.serviceWorker?.ready;
    await worker?.showNotification(title, options);
  }
}
