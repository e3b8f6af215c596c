/**
 * Notifies somebody who looks elsewhere: by a sound, and by a notification of their system. One of
 * several tabs does it, and none where somebody sees the message in one of them.
 *
 * @module
 */

import type { Said } from "../../protocol.ts";
import type { Session } from "../../client/connection/endpoint.ts";
import { callsYou, originOf } from "./call/calls.ts";
import { isQuietNow } from "./call/quiet.ts";
import type { Room } from "./chat/room.ts";
import { notify } from "../strings/calling/notify.ts";
import { strings } from "../strings.ts";
import { type Choices, seals } from "./browser_storage.ts";
import { addressOf } from "./document.ts";
import { install } from "./document/install.ts";
import { inWords } from "./screen/timeline/message/in_words.ts";
import { isInFront } from "./call/tab.ts";
import { claim, claimMoment } from "./call/tab_claims.ts";

/** Messages that arrive together, as after a cut, play one sound. */
const RING_EVERY_MS = 2_000;
/** How much of a message a notification shows. */
const NOTICE_UNITS = 140;
/** Two notes, a fifth apart. */
const NOTES_HZ = [659, 988];
const NOTE_S = 0.12;

let rangAt = -Infinity;

export async function call(
  room: Room,
  said: Said,
  { you, sound, notices, session }: Pick<Choices, "sound" | "notices"> & {
    you: string;
    session: Session;
  },
): Promise<void> {
  if (isInFront(room.key) || await isQuietNow(session)) return;
  const isToYou = callsYou(room, said, you);
  const message = `${room.key} ${said.seq} ${said.id}`;
  const isLoud = sound === "all" || sound === "mentions" && isToYou;
  if (isLoud && canRing() && isPause() && await claim(`sound ${message}`)) await ring();
  if (notices === "on" && isToYou && canNotify() && await claim(`notice ${message}`)) {
    await showNotice(room, said);
  }
}

/** Browsers allow no sound before somebody has touched the page: another tab may be allowed. */
function canRing() {
  return navigator.userActivation?.hasBeenActive !== false;
}

function canNotify() {
  return "Notification" in globalThis && Notification.permission === "granted";
}

/** Decided when the message arrives, also when another tab turns out to play the sound. */
function isPause() {
  const now = performance.now();
  if (now - rangAt < RING_EVERY_MS) return false;
  rangAt = now;
  return true;
}

async function ring() {
  if (!await claimMoment("ring", RING_EVERY_MS)) return;
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
 * Shown by the service worker where there is one: that handles a click when the page is closed.
 */
async function showNotice(room: Room, said: Said) {
  const { seq } = said;
  // A system shows and keeps notifications where others may read them.
  const isTold = !room.isSealed || seals.get(room.key)?.tells;
  const title = isTold ? originOf(room, said) : strings.privateRoom;
  const address = addressOf(room.name, seq);
  const options = {
    body: isTold ? inWords(said).slice(0, NOTICE_UNITS) : notify.somethingSaid,
    // Each message has a notification of its own; one that is shown twice is still one.
    tag: `${room.key} ${seq}`,
    data: address,
    // Android takes no SVG.
    icon: "icon-192.png",
  };
  const worker = await install();
  if (worker) return await worker.showNotification(title, options);
  const notice = new Notification(title, options);
  notice.onclick = () => {
    focus();
    location.hash = address;
    notice.close();
  };
}
