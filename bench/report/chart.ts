/**
 * The figures as a picture: `deno task bench --svg FILE`.
 *
 * @module
 */
import type { Measured } from "../fanout/measure.ts";
import { median } from "../report.ts";

const WIDTH = 720;
const BAR = { height: 18, gap: 6, left: 120, most: 470 } as const;
const TITLE_HEIGHT = 34;

interface Group {
  readonly title: string;
  readonly unit: string;
  readonly bars: readonly { readonly name: string; readonly value: number }[];
}

export class Chart {
  readonly #groups: Group[] = [];

  /** Adds the medians of what servers showed, each a bar. */
  add(
    title: string,
    runs: ReadonlyMap<string, readonly Measured[]>,
    figure: (run: Measured) => number,
    unit: string,
  ): void {
    const bars = runs.entries()
      .filter(([, some]) => some.length > 0)
      .map(([name, some]) => ({ name, value: median(some.map(figure)) }))
      .toArray();
    this.#groups.push({ title, unit, bars });
  }

  get empty(): boolean {
    return this.#groups.length === 0;
  }

  toSvg(): string {
    let y = 0;
    const parts: string[] = [];
    for (const { title, unit, bars } of this.#groups) {
      parts.push(`<text class="title" x="0" y="${y + 22}">${escape(title)}</text>`);
      y += TITLE_HEIGHT;
      const most = Math.max(...bars.map(({ value }) => value));
      for (const [i, { name, value }] of bars.entries()) {
        const width = Math.max(1, value / most * BAR.most).toFixed(1);
        const middle = y + BAR.height - 5;
        parts.push(
          `<text x="${BAR.left - 8}" y="${middle}" text-anchor="end">${escape(name)}</text>`,
          `<rect class="${i === 0 ? "ours" : "theirs"}" x="${BAR.left}" y="${y}" ` +
            `width="${width}" height="${BAR.height}" rx="3"/>`,
          `<text x="${BAR.left + Number(width) + 8}" y="${middle}">${amount(value)} ${unit}</text>`,
        );
        y += BAR.height + BAR.gap;
      }
      y += BAR.gap;
    }
    return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${y}" width="${WIDTH}" ` +
      `height="${y}" role="img">\n<style>${STYLE}</style>\n${parts.join("\n")}\n</svg>\n`;
  }
}

/** Readable on white and on black, as a README may be either. */
const STYLE = "text{font:13px system-ui,sans-serif;fill:#777}.title{font-weight:600}" +
  ".ours{fill:#2f7d5b}.theirs{fill:#9aa5a0}";

function amount(value: number): string {
  return value.toLocaleString("en", { maximumSignificantDigits: 3 });
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
