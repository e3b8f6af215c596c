/**
 * A voice message: recorded while the button is held, or between two presses of it, and then among
 * the files of the message that somebody writes.
 *
 * @module
 */

import { sending as words } from "../../strings/sending.ts";
import { lengthInWords } from "../../strings/size.ts";
import { element, part } from "../document.ts";
import type { Recording } from "./attachment.ts";
import { Recorder, RecordingError } from "./voice/recorder.ts";
import { barsIn, drawBars } from "./voice/waveform.ts";

/** Whoever holds the button for less than this wants to press it again to finish. */
const HELD_MS = 400;
/** How often a picture that moves is drawn for those who want little of that. */
const CALM_MS = 1_000;

export interface VoiceOptions {
  onRecorded: (file: Blob, recording: Recording) => void;
  /** Called when it ends; resolves when it is recorded. */
  onEnding: (recorded: Promise<void>) => void;
  onProblem: (sentence: string) => void;
  announce: (sentence: string) => void;
}

export class Voice {
  readonly #options: VoiceOptions;
  readonly #form = part(document, "#composer", HTMLFormElement);
  readonly #button = part(document, "#record", HTMLButtonElement);
  readonly #label = this.#button.title;
  readonly #canvas = element("canvas", { className: "waveform" });
  readonly #time = element("span", { className: "note" }, lengthInWords(0));
  readonly #bar: HTMLElement;
  readonly #closing = new AbortController();
  #recorder: Recorder | undefined;
  #isAsking = false;
  #drawnAt = 0;

  constructor(options: VoiceOptions) {
    this.#options = options;
    this.#canvas.setAttribute("aria-hidden", "true");
    this.#time.setAttribute("aria-hidden", "true");
    const discard = element("button", { type: "button", className: "quiet round" }, "✕");
    discard.title = discard.ariaLabel = words.discardRecording;
    discard.onclick = () => this.discard();
    const light = element("i", { className: "light" });
    this.#bar = element("div", { id: "recording", role: "group", hidden: true });
    this.#bar.ariaLabel = words.recording;
    this.#bar.append(discard, light, this.#canvas, this.#time);
    this.#button.before(this.#bar);
    const { signal } = this.#closing;
    this.#button.addEventListener("contextmenu", (event) => event.preventDefault(), { signal });
    this.#form.addEventListener("keydown", ({ key }) => {
      if (key === "Escape" && this.#recorder) this.discard();
    }, { signal });
  }

  get isRecording(): boolean {
    return this.#recorder !== undefined;
  }

  /** Is there no more, and records nothing. */
  close(): void {
    this.discard();
    this.#closing.abort();
    this.#bar.remove();
  }

  /**
   * The button is pressed: begins, or finishes.
   *
   * @param options.heldSince when a finger or a mouse came down on it, by `performance.now()`
   */
  async press({ heldSince, bytesMax }: { heldSince?: number; bytesMax: number }): Promise<void> {
    if (this.#recorder) return await this.finish();
    if (this.#isAsking) return;
    if (heldSince !== undefined) this.#finishOnRelease(heldSince);
    this.#isAsking = true;
    try {
      this.#recorder = await Recorder.begin({
        bytesMax,
        onLevel: () => this.#draw(),
        onFull: () => this.#fill(),
      });
      this.#show();
    } catch (error) {
      if (!(error instanceof RecordingError)) throw error;
      this.#options.onProblem(error.message);
    } finally {
      this.#isAsking = false;
    }
  }

  async finish(): Promise<void> {
    const recorder = this.#recorder;
    this.#recorder = undefined;
    if (recorder === undefined) return;
    this.#show();
    const recorded = this.#end(recorder);
    this.#options.onEnding(recorded);
    await recorded;
  }

  async #end(recorder: Recorder): Promise<void> {
    const { file, recording } = await recorder.end();
    this.#options.announce(words.recordingEnds(lengthInWords(recording.duration)));
    this.#options.onRecorded(file, recording);
  }

  discard(): void {
    if (this.#recorder === undefined) return;
    this.#recorder.discard();
    this.#recorder = undefined;
    this.#show();
    this.#options.announce(words.recordingGone);
    part(document, "#composer textarea", HTMLTextAreaElement).focus();
  }

  #finishOnRelease(heldSince: number) {
    const release = ({ timeStamp }: Event) => {
      removeEventListener("pointerup", release);
      removeEventListener("pointercancel", release);
      // While the browser asks whether it may, nobody can hold the button.
      if (this.#recorder && timeStamp - heldSince >= HELD_MS) this.finish();
    };
    addEventListener("pointerup", release);
    addEventListener("pointercancel", release);
  }

  #fill() {
    this.#options.onProblem(words.recordingFull);
    this.finish();
  }

  #show() {
    const isOn = this.#recorder !== undefined;
    this.#bar.hidden = !isOn;
    this.#form.classList.toggle("recording", isOn);
    this.#button.title = this.#button.ariaLabel = isOn ? words.stopRecording : this.#label;
    this.#drawnAt = 0;
    if (!isOn) return;
    // Where what had the focus is hidden now.
    this.#button.focus();
    this.#options.announce(words.recordingBegins);
    this.#draw();
  }

  #draw() {
    const { seconds = 0, levels } = this.#recorder ?? {};
    const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    if (levels === undefined || isCalm && performance.now() - this.#drawnAt < CALM_MS) return;
    this.#drawnAt = performance.now();
    this.#time.textContent = lengthInWords(seconds);
    drawBars(this.#canvas, levels.newest(barsIn(this.#canvas)));
  }
}
