/**
 * Draws how much is said: posts a picture of it where somebody says `!chart`, and keeps the pictures of
 * others where they are mentioned to it, as `@chart keep`:
 * `deno run --allow-net --allow-write=. examples/chart.ts URL [ROOM]`.
 *
 * @module
 */
import { writeFile } from "node:fs/promises";
import process from "node:process";
import { crc32, deflateSync } from "node:zlib";
import { connect, type MessageFile } from "../client.ts";

/** Messages of one bar, and how many bars there are. */
const MESSAGES = 10;
const BARS = 24;
/** Pixels of a bar, and of the picture's height. */
const [WIDTH, HEIGHT] = [12, 120];

const [url = "http://localhost:8000", room = "lobby"] = process.argv.slice(2);
await using chat = await connect(url, { name: "chart" });
const table = await chat.join(room);
console.log(`${chat.you} listens in ${table.name}`);
const lengths: number[] = [];
for await (const message of table.messages()) {
  lengths.push(message.text.length);
  lengths.splice(0, lengths.length - MESSAGES * BARS);
  if (message.text === "!chart") {
    const chart = { data: png(bars(lengths)), name: "chart.png", alt: "How much was said" };
    await message.reply("", { files: [chart] });
  }
  if (message.text === "@chart keep") await message.reply(await kept(message.files));
}

/** Saves files under names of our own: theirs could be anything. */
async function kept(files: readonly MessageFile[]): Promise<string> {
  for (const file of files) await writeFile(`${file.id}.kept`, await file.bytes());
  return files.length === 0 ? "There is no file in your message" : `Kept ${files.length}`;
}

/** The height of each bar, in pixels. */
function bars(lengths: readonly number[]): number[] {
  const sums = Array.from({ length: BARS }, (_, bar) => {
    const part = lengths.slice(bar * MESSAGES, (bar + 1) * MESSAGES);
    return part.reduce((sum, length) => sum + length, 0);
  });
  const most = Math.max(1, ...sums);
  return sums.map((sum) => Math.round(sum * (HEIGHT - 4) / most) + 4);
}

/** A picture of two colours, with one bit for a pixel. */
function png(heights: readonly number[]): Uint8Array<ArrayBuffer> {
  const stride = heights.length * WIDTH / 8;
  const rows = new Uint8Array((stride + 1) * HEIGHT);
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 0; x < stride * 8; x++) {
      const isInk = HEIGHT - y <= (heights[Math.floor(x / WIDTH)] ?? 0) && x % WIDTH > 1;
      if (isInk) rows[y * (stride + 1) + 1 + (x >> 3)]! |= 0x80 >> (x & 7);
    }
  }
  const header = new Uint8Array([...word(stride * 8), ...word(HEIGHT), 1, 3, 0, 0, 0]);
  const colours = Uint8Array.of(250, 245, 235, 200, 90, 60);
  const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
  const parts = [
    ...[signature, chunk("IHDR", header), chunk("PLTE", colours)],
    ...[chunk("IDAT", deflateSync(rows)), chunk("IEND", new Uint8Array())],
  ];
  return new Uint8Array(parts.flatMap((part) => [...part]));
}

function chunk(kind: string, data: Uint8Array): Uint8Array {
  const body = new Uint8Array([...new TextEncoder().encode(kind), ...data]);
  return new Uint8Array([...word(data.length), ...body, ...word(crc32(body))]);
}

/** A number as four bytes. */
function word(number: number): number[] {
  return [number >>> 24, number >>> 16 & 255, number >>> 8 & 255, number & 255];
}
