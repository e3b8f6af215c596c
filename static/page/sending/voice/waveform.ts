/**
 * How loud a recording is, from its beginning to its end: in as many bars as there is room for.
 *
 * @module
 */

/** Levels that are kept. When there are more, each then stands for twice the time. */
const LEVELS_MAX = 512;
/** Bars that are kept of a recording that has ended. */
export const BARS = 48;

/** What is heard while it is recorded. */
export class Levels {
  #levels: number[] = [];
  /** How many samples a level stands for, and those that are not one yet. */
  #step = 1;
  #open: number[] = [];

  /** @param level from 0 to 1 */
  add(level: number): void {
    this.#open.push(level);
    if (this.#open.length < this.#step) return;
    this.#levels.push(Math.max(...this.#open));
    this.#open = [];
    if (this.#levels.length < LEVELS_MAX) return;
    this.#levels = resample(this.#levels, LEVELS_MAX / 2);
    this.#step *= 2;
  }

  /** The whole of it, in so many bars. */
  bars(count: number): number[] {
    return resample(this.#levels, count);
  }

  /** The newest, in so many bars at most. */
  newest(count: number): number[] {
    return this.#levels.slice(-count);
  }
}

/** As loud as the loudest of each part. Of less than there is room for, each is drawn wider. */
export function resample(levels: readonly number[], count: number): number[] {
  if (levels.length === 0) return Array.from({ length: count }, () => 0);
  return Array.from({ length: count }, (_, index) => {
    const from = Math.floor(index * levels.length / count);
    const to = Math.max(from + 1, Math.floor((index + 1) * levels.length / count));
    return Math.max(...levels.slice(from, to));
  });
}

/** How loud a piece of sound is, from 0 to 1, as one hears it: not in proportion to its pressure. */
export function loudness(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  return Math.min(1, Math.sqrt(Math.sqrt(sum / Math.max(1, samples.length)) * 1.4));
}

const BAR_PX = 3;
const GAP_PX = 2;

/** How many bars a canvas has room for. */
export function barsIn({ clientWidth }: HTMLCanvasElement): number {
  return Math.max(1, Math.floor((clientWidth + GAP_PX) / (BAR_PX + GAP_PX)));
}

/**
 * Draws bars in the colour of the canvas; those that come after `played`, from 0 to 1, are faint.
 */
export function drawBars(
  canvas: HTMLCanvasElement,
  bars: readonly number[],
  played: number = 1,
): void {
  const scale = devicePixelRatio || 1;
  const { clientWidth: width, clientHeight: height } = canvas;
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  const context = canvas.getContext("2d");
  if (context === null) return;
  context.scale(scale, scale);
  context.fillStyle = getComputedStyle(canvas).color;
  bars.forEach((level, index) => {
    const tall = Math.max(BAR_PX, level * height);
    context.globalAlpha = (index + 0.5) / bars.length <= played ? 1 : 0.35;
    context.beginPath();
    context.roundRect(index * (BAR_PX + GAP_PX), (height - tall) / 2, BAR_PX, tall, BAR_PX / 2);
    context.fill();
  });
}
