/**
 * Records somebody's voice, and how loud it is.
 *
 * @module
 */

import { sending as words } from "../../../strings/sending.ts";
import type { Recording } from "../attachment.ts";
import { BARS, Levels, loudness } from "./waveform.ts";
import { withDuration } from "./webm_duration.ts";

/** What can be recorded, the best first: what all browsers play comes where the first is not known. */
const TYPES = ["audio/webm;codecs=opus", "audio/mp4", "audio/ogg;codecs=opus"];
/** How often it is looked how loud it is. */
const LEVEL_EVERY_MS = 60;
/** How often what was recorded is handed over. */
const PIECE_MS = 1_000;
/** Enough for speech. */
const BITS_PER_SECOND = 48_000;

/** Why nothing can be recorded: a sentence for people. */
export class RecordingError extends Error {
  override name = "RecordingError";
}

export class Recorder {
  readonly levels: Levels = new Levels();
  readonly #stream: MediaStream;
  readonly #recorder: MediaRecorder;
  readonly #context: AudioContext;
  readonly #timer: ReturnType<typeof setInterval>;
  readonly #pieces: Blob[] = [];
  readonly #began = performance.now();
  readonly #onLevel: () => void;
  readonly #onFull: () => void;
  readonly #bytesMax: number;

  private constructor(
    stream: MediaStream,
    { bytesMax, onLevel, onFull }: RecorderOptions,
  ) {
    this.#stream = stream;
    this.#bytesMax = bytesMax;
    this.#onLevel = onLevel;
    this.#onFull = onFull;
    const mimeType = TYPES.find((type) => MediaRecorder.isTypeSupported(type));
    this.#recorder = new MediaRecorder(stream, {
      audioBitsPerSecond: BITS_PER_SECOND,
      ...(mimeType !== undefined && { mimeType }),
    });
    this.#recorder.ondataavailable = ({ data }) => this.#take(data);
    this.#recorder.start(PIECE_MS);
    this.#context = new AudioContext();
    const analyser = this.#context.createAnalyser();
    this.#context.createMediaStreamSource(stream).connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    this.#timer = setInterval(() => {
      analyser.getFloatTimeDomainData(samples);
      this.levels.add(loudness(samples));
      this.#onLevel();
    }, LEVEL_EVERY_MS);
  }

  /**
   * Asks for the microphone, and records.
   *
   * @throws {RecordingError} If that is not possible here.
   */
  static async begin(options: RecorderOptions): Promise<Recorder> {
    // Where a page came without https there are no devices.
    if (!isSecureContext) throw new RecordingError(words.needsHttps);
    if (navigator.mediaDevices === undefined || !("MediaRecorder" in globalThis)) {
      throw new RecordingError(words.cannotRecord);
    }
    const stream = await microphone();
    try {
      return new Recorder(stream, options);
    } catch (cause) {
      for (const track of stream.getTracks()) track.stop();
      throw new RecordingError(words.cannotRecord, { cause });
    }
  }

  get seconds(): number {
    return (performance.now() - this.#began) / 1_000;
  }

  /** Ends it. */
  async end(): Promise<{ file: Blob; recording: Recording }> {
    const duration = this.seconds;
    const { promise, resolve } = Promise.withResolvers<void>();
    if (this.#recorder.state === "inactive") resolve();
    this.#recorder.onstop = () => resolve();
    this.discard();
    await promise;
    const type = this.#recorder.mimeType.replace(/;.*/, "");
    const file = await withDuration(new Blob(this.#pieces, { type }), duration);
    return { file, recording: { duration, peaks: this.levels.bars(BARS) } };
  }

  /** Ends it, and lets go of the microphone. */
  discard(): void {
    clearInterval(this.#timer);
    if (this.#recorder.state !== "inactive") this.#recorder.stop();
    for (const track of this.#stream.getTracks()) track.stop();
    if (this.#context.state !== "closed") this.#context.close();
  }

  #take(data: Blob) {
    this.#pieces.push(data);
    const bytes = this.#pieces.reduce((sum, { size }) => sum + size, 0);
    // One more piece still fits.
    if (bytes + 2 * data.size > this.#bytesMax) this.#onFull();
  }
}

export interface RecorderOptions {
  /** How large the file may become. */
  bytesMax: number;
  /** Called when there is more to see. */
  onLevel: () => void;
  /** Called when there is no room for more. */
  onFull: () => void;
}

async function microphone(): Promise<MediaStream> {
  try {
    return await navigator.mediaDevices.getUserMedia({ audio: true });
  } catch (cause) {
    const { name } = cause instanceof DOMException ? cause : { name: "" };
    throw new RecordingError(sentenceFor(name), { cause });
  }
}

function sentenceFor(name: string): string {
  switch (name) {
    case "NotFoundError":
    case "OverconstrainedError":
      return words.noMicrophone;
    case "NotAllowedError":
    case "SecurityError":
      return words.microphoneForbidden;
    default:
      return words.microphoneBusy;
  }
}
