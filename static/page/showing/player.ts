/**
 * Sound and video, by the browser's own player; a voice message by a small one of ours, as what was
 * recorded in a browser says nothing of its length to the browser's.
 *
 * @module
 */

import type { FileInfo } from "../../../protocol.ts";
import { showing } from "../../strings/showing.ts";
import { lengthInWords } from "../../strings/size.ts";
import { element } from "../document.ts";
import { aboutOf, downloadLink, makeCard, nameOf, tileOf } from "./card.ts";
import { icon } from "./icons.ts";
import { hrefOf } from "./kind.ts";

/** Of a video whose size nobody knows. */
const USUAL = { width: 16, height: 9 };
/** How fast one may listen, in the order of the button that changes it. */
const SPEEDS = [1, 1.5, 2];

/** What plays: of all that is on the page one at a time. */
let playing: HTMLMediaElement | undefined;

export function makeVideo(file: FileInfo): HTMLElement {
  const { width, height } = file.width && file.height ? file : USUAL;
  const video = element("video", { controls: true, preload: "metadata", playsInline: true });
  video.ariaLabel = file.alt || file.name;
  if (file.preview) video.poster = hrefOf(file.preview);
  video.style.setProperty("--width", String(file.width ?? 640));
  video.style.setProperty("--ratio", ((width ?? 16) / (height ?? 9)).toFixed(4));
  load(video, file, video);
  return element("div", { className: "video" }, video, captionOf(file));
}

export function makeAudio(file: FileInfo): HTMLElement {
  const audio = element("audio", { controls: true, preload: "metadata" });
  audio.ariaLabel = file.alt || file.name;
  const player = element(
    "div",
    { className: "audio" },
    tileOf(file),
    aboutOf(file),
    downloadLink(file),
    audio,
  );
  load(audio, file, player);
  return player;
}

/** Nothing of it is asked for before somebody listens: how long it is, the message says. */
export function makeVoice(file: FileInfo): HTMLElement {
  const { duration = 0 } = file;
  const audio = element("audio", { preload: "none" });
  const toggle = element("button", { type: "button", className: "round toggle" });
  const slider = element("input", { type: "range", min: "0", max: String(duration), step: "0.1" });
  slider.value = "0";
  slider.ariaLabel = showing.position(file.name);
  const clock = element("span", { className: "note clock" });
  const speed = element("button", { type: "button", className: "quiet speed" });
  const draw = () => {
    const label = audio.paused ? showing.play(file.name) : showing.pause(file.name);
    if (toggle.ariaLabel !== label) {
      toggle.ariaLabel = toggle.title = label;
      toggle.replaceChildren(icon(audio.paused ? "play" : "pause"));
    }
    const at = Math.min(audio.currentTime, duration);
    slider.value = String(at);
    slider.style.setProperty("--part", String(duration > 0 ? at / duration : 0));
    slider.ariaValueText = showing.positionOf(lengthInWords(at), lengthInWords(duration));
    clock.textContent = lengthInWords(at === 0 ? duration : at);
    const times = audio.playbackRate.toLocaleString(document.documentElement.lang);
    speed.textContent = `${times}×`;
    speed.ariaLabel = speed.title = showing.speed(times);
  };
  toggle.addEventListener("click", () => audio.paused ? play(audio) : audio.pause());
  slider.addEventListener("input", () => {
    audio.currentTime = Number(slider.value);
    draw();
  });
  speed.addEventListener("click", () => {
    const next = SPEEDS[(SPEEDS.indexOf(audio.playbackRate) + 1) % SPEEDS.length] ?? 1;
    // Also for when it is played again: loading sets it back to this.
    audio.defaultPlaybackRate = audio.playbackRate = next;
  });
  for (const name of ["play", "pause", "timeupdate", "seeked", "ended", "ratechange"]) {
    audio.addEventListener(name, draw);
  }
  audio.addEventListener("ended", () => audio.currentTime = 0);
  const controls = [toggle, slider, clock, speed, downloadLink(file)];
  const name = element("span", { className: "note" }, nameOf(file));
  const player = element("div", { className: "spoken", role: "group" }, audio, ...controls, name);
  player.ariaLabel = file.alt || file.name;
  load(audio, file, player);
  draw();
  return player;
}

function captionOf(file: FileInfo) {
  return element("div", { className: "caption" }, aboutOf(file), downloadLink(file));
}

/** @param whole what becomes a card if it can't be played */
function load(media: HTMLMediaElement, file: FileInfo, whole: HTMLElement) {
  media.addEventListener("play", () => {
    if (playing !== media) playing?.pause();
    playing = media;
  });
  media.addEventListener("error", () => {
    const broken = element("div", { className: "broken" }, makeCard(file, showing.unplayable));
    for (const name of ["--width", "--ratio"]) {
      broken.style.setProperty(name, whole.style.getPropertyValue(name));
    }
    if (whole === media) whole.parentElement?.replaceWith(broken);
    else whole.replaceWith(broken);
  });
  media.src = hrefOf(file);
}

async function play(audio: HTMLAudioElement) {
  try {
    await audio.play();
  } catch (error) {
    // It was stopped before it began; what can't be played at all is heard of as an error.
    console.debug(error);
  }
}
