/**
 * A recording that was not sent yet: what it looks like, how long it is, and how to listen to it.
 *
 * @module
 */

import { sending as words } from "../../../strings/sending.ts";
import { lengthInWords } from "../../../strings/size.ts";
import { element } from "../../document.ts";
import type { Attachment, Recording } from "../attachment.ts";
import { barsIn, drawBars, resample } from "./waveform.ts";

/** @returns the button that plays it, and what is to be seen beside it */
export function listenTo(
  attachment: Attachment,
  { duration, peaks }: Recording,
): { play: HTMLButtonElement; voice: HTMLElement } {
  const play = element("button", { type: "button", className: "play thumb quiet" });
  const canvas = element("canvas", { className: "waveform" });
  canvas.setAttribute("aria-hidden", "true");
  const time = element("span", { className: "note" }, lengthInWords(duration));
  const voice = element("span", { className: "voice" }, canvas, time);
  let audio: HTMLAudioElement | undefined;

  const draw = () => {
    const isPlaying = audio !== undefined && !audio.paused;
    const { name } = attachment;
    play.title = play.ariaLabel = isPlaying ? words.pause(name) : words.play(name);
    play.dataset.state = isPlaying ? "playing" : "paused";
    const at = audio?.currentTime ?? 0;
    drawBars(canvas, resample(peaks, barsIn(canvas)), at === 0 ? 1 : at / duration);
    time.textContent = lengthInWords(at === 0 ? duration : at);
    // It was removed, or sent.
    if (isPlaying && !voice.isConnected) audio?.pause();
  };
  const begin = () => {
    const url = URL.createObjectURL(attachment.file);
    const made = new Audio(url);
    made.onplay = made.onpause = made.ontimeupdate = draw;
    made.onended = () => {
      made.currentTime = 0;
      draw();
    };
    made.onemptied = made.onerror = () => URL.revokeObjectURL(url);
    return made;
  };
  play.onclick = async () => {
    audio ??= begin();
    if (!audio.paused) return audio.pause();
    try {
      await audio.play();
    } catch (error) {
      // It was paused before it began, or this browser can't play what it recorded.
      console.warn(error);
    }
  };
  // How wide it is, and in what colour, is known when it stands on the page.
  new ResizeObserver(draw).observe(canvas);
  return { play, voice };
}
