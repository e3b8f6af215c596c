/**
 * Pixels as sixels: six rows at once, one colour after the other.
 *
 * @module
 */

import type { Pixels } from "./png.ts";

/** Steps of red, green and blue: 216 colours, which each terminal has that draws sixels. */
const STEPS = 6;
/** How opaque a pixel must be to be drawn: behind others one sees the terminal's background. */
const OPAQUE = 128;
const NONE = 255;
/** Repeats that are shorter to count than to write. */
const COUNTED_MIN = 4;

/** Draws pixels, as large as they are to be. */
export function sixel(
  pixels: Pixels,
  { width, height }: { width: number; height: number },
): string {
  const colours = reduce(shrink(pixels, width, height), width, height);
  const palette = [...new Set(colours)].filter((colour) => colour !== NONE).map(definition);
  const bands = [];
  for (let y = 0; y < height; y += 6) bands.push(band(colours, { width, height, y }));
  return `\x1bP0;1;0q"1;1;${width};${height}${palette.join("")}${bands.join("-")}\x1b\\`;
}

/** Each pixel is the mean of those in whose place it stands. */
function shrink({ width: from, height: rows, data }: Pixels, width: number, height: number) {
  const shrunk = new Float32Array(width * height * 4);
  for (let y = 0; y < height; y++) {
    const [top, bottom] = [y * rows / height | 0, Math.max((y + 1) * rows / height | 0, 1)];
    for (let x = 0; x < width; x++) {
      const [left, right] = [x * from / width | 0, Math.max((x + 1) * from / width | 0, 1)];
      const count = (bottom - top) * (right - left);
      for (let row = top; row < bottom; row++) {
        for (let at = (row * from + left) * 4; at < (row * from + right) * 4; at++) {
          const to = (y * width + x) * 4 + at % 4;
          shrunk[to] = (shrunk[to] ?? 0) + (data[at] ?? 0) / count;
        }
      }
    }
  }
  return shrunk;
}

/** The nearest of our colours for each pixel; how far that is off is made good by its neighbours. */
function reduce(pixels: Float32Array, width: number, height: number): Uint8Array {
  const colours = new Uint8Array(width * height);
  const spread = (x: number, y: number, channel: number, error: number) => {
    if (x < 0 || x >= width || y >= height) return;
    const at = (y * width + x) * 4 + channel;
    pixels[at] = (pixels[at] ?? 0) + error;
  };
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = y * width + x;
      if ((pixels[at * 4 + 3] ?? 0) < OPAQUE) {
        colours[at] = NONE;
        continue;
      }
      let colour = 0;
      for (let channel = 0; channel < 3; channel++) {
        const wanted = pixels[at * 4 + channel] ?? 0;
        const step = Math.min(STEPS - 1, Math.max(0, Math.round(wanted * (STEPS - 1) / 255)));
        const error = wanted - step * 255 / (STEPS - 1);
        colour = colour * STEPS + step;
        spread(x + 1, y, channel, error * 7 / 16);
        spread(x - 1, y + 1, channel, error * 3 / 16);
        spread(x, y + 1, channel, error * 5 / 16);
        spread(x + 1, y + 1, channel, error / 16);
      }
      colours[at] = colour;
    }
  }
  return colours;
}

function definition(colour: number): string {
  const steps = [
    Math.floor(colour / STEPS ** 2),
    Math.floor(colour / STEPS) % STEPS,
    colour % STEPS,
  ];
  return `#${colour};2;${steps.map((step) => Math.round(step * 100 / (STEPS - 1))).join(";")}`;
}

/** Six rows: for each colour that is in them, where it is. */
function band(
  colours: Uint8Array,
  { width, height, y }: { width: number; height: number; y: number },
): string {
  const rows = Math.min(6, height - y);
  const used = new Set(colours.subarray(y * width, (y + rows) * width));
  used.delete(NONE);
  return [...used].map((colour) => {
    let line = "";
    let [last, count] = ["", 0];
    for (let x = 0; x <= width; x++) {
      let bits = 0;
      for (let row = 0; row < rows && x < width; row++) {
        if (colours[(y + row) * width + x] === colour) bits |= 1 << row;
      }
      const sign = x < width ? String.fromCharCode(63 + bits) : "";
      if (sign === last) {
        count++;
        continue;
      }
      line += count < COUNTED_MIN ? last.repeat(count) : `!${count}${last}`;
      [last, count] = [sign, 1];
    }
    return `#${colour}${line}`;
  }).join("$");
}
