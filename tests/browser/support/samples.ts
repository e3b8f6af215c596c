/**
 * Files that tests share, made here: pictures of any size, sound of any length.
 *
 * @module
 */

import { big, chunk, join } from "../../support/files/parts.ts";

/** A PNG whose pixels are what `colorAt` says, as red, green and blue. */
export async function png(
  width: number,
  height: number,
  colorAt: (x: number, y: number) => readonly [number, number, number] = (x, y) => [
    (x * 255 / width) | 0,
    (y * 255 / height) | 0,
    160,
  ],
): Promise<Uint8Array<ArrayBuffer>> {
  const rows = new Uint8Array(height * (1 + 3 * width));
  for (let y = 0, at = 0; y < height; y++) {
    at++; // how the row is filtered: not at all
    for (let x = 0; x < width; x++, at += 3) rows.set(colorAt(x, y), at);
  }
  // Eight bits of each colour.
  const header = chunk("IHDR", big(4, width), big(4, height), [8, 2, 0, 0, 0]);
  const pixels = chunk("IDAT", await deflate(rows));
  return join([0x89], "PNG\r\n", [0x1a, 0x0a], header, pixels, chunk("IEND"));
}

/** A film of 40 seconds, 64 by 48 pixels, one of which is the same as the other. */
const FILM = Uint8Array.fromBase64([
  "AAAAHGZ0eXBpc29tAAACAGlzb21pc28ybXA0MQAAAAhmcmVlAAADOG1kYXSCSYNCAAPwAvYAOCQcGEIAADBgAAB8qf//",
  "6/jP//WCD///tWmWDJnuGIYAQJKcAElAAANgAABUcIYAQJKcAErAAANgAABUcIYAQJKcAEnAAANgAABUcIYAQJKcAEig",
  "AANgAABUcIJJg0IAA/AC9gA4JBwYQgAAMGAAAHyp///r+M//9YIP//+1aZYMme4YhgBAkpwAR4AAA2AAAFRwhgBAkpwA",
  "RuAAA2AAAFRwhgBAkpwARkAAA2AAAFRwhgBAkpwARcAAA2AAAFRwgkmDQgAD8AL2ADgkHBhCAAAwYAAAfKn//+v4z//1",
  "gg///7VplgyZ7hiGAECSnABFQAADYAAAVHCGAECSnABE4AADYAAAVHCGAECSnABEYAADYAAAVHCGAECSnABEAAADYAAA",
  "VHCCSYNCAAPwAvYAOCQcGEAAADBgAAB8qf//+OjP//ohB///4TzLBkz3DACGAECSnABDoAADYAAAVHCGAECSnABDQAAD",
  "YAAAVHCGAECSnABDAAADYAAAVHCGAECSnABCwAADYAAAVHCCSYNCAAPwAvYAOCQcGCwAADBgAAATv//5sLAAI////8hQ",
  "P////93V7ACGAECSnABCgAADYAAAVHCGAECSnABCQAADYAAAVHCGAECSnABCAAADYAAAVHCGAECSnABB4AADYAAAVHCC",
  "SYNCAAPwAvYAOCQcGB4AADBgAAATv//7ipwABH////uIef////9WRWAAhgBAkpwAQcAAA2AAAFRwhgBAkpwAQYAAA2AA",
  "AFRwhgBAkpwAQWAAA2AAAFRwhgBAkpwAQSAAA2AAAFRwgkmDQgAD8AL2ADgkHBgSAAAwYAAAE7///N0gAAj////5wAf/",
  "///9f1/oAIYAQJKcAEEAAANgAABUcIYAQJKcAEDgAANgAABUcIYAQJKcAEDgAANgAABUcIYAQJKcAEDAAANgAABUcIJJ",
  "g0IAA/AC9gA4JBwYDAAAMGAAABO///1WmIABH////2DwP/////JCIACGAECSnABAoAADYAAAVHCGAECSnABAoAADYAAA",
  "VHCGAECSnABAgAADYAAAVHCGAECSnABAYAADYAAAVHAAAAOqbW9vdgAAAGxtdmhkAAAAAAAAAAAAAAAAAAAD6AAAnEAA",
  "AQAAAQAAAAAAAAAAAAAAAAEAAAAAAAAAAAAAAAAAAAABAAAAAAAAAAAAAAAAAABAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
  "AAAAAAAAAAAAAgAAAvl0cmFrAAAAXHRraGQAAAADAAAAAAAAAAAAAAABAAAAAAAAnEAAAAAAAAAAAAAAAAAAAAAAAAEA",
  "AAAAAAAAAAAAAAAAAAABAAAAAAAAAAAAAAAAAABAAAAAAEAAAAAwAAAAAAAkZWR0cwAAABxlbHN0AAAAAAAAAAEAAJxA",
  "AAAAAAABAAAAAAJxbWRpYQAAACBtZGhkAAAAAAAAAAAAAAAAAABAAAAKAABVxAAAAAAALWhkbHIAAAAAAAAAAHZpZGUA",
  "AAAAAAAAAAAAAABWaWRlb0hhbmRsZXIAAAACHG1pbmYAAAAUdm1oZAAAAAEAAAAAAAAAAAAAACRkaW5mAAAAHGRyZWYA",
  "AAAAAAAAAQAAAAx1cmwgAAAAAQAAAdxzdGJsAAAAqHN0c2QAAAAAAAAAAQAAAJh2cDA5AAAAAAAAAAEAAAAAAAAAAAAA",
  "AAAAAAAAAEAAMABIAAAASAAAAAAAAAABD0xhdmMgbGlidnB4LXZwOQAAAAAAAAAAAAAAAAAAAAAAGP//AAAAFHZwY0MB",
  "AAAAAAqCAgICAAAAAAAKZmllbAEAAAAAEHBhc3AAAAABAAAAAQAAABRidHJ0AAAAAAAAB9AAAACjAAAAGHN0dHMAAAAA",
  "AAAAAQAAACgAAEAAAAAAMHN0c3MAAAAAAAAACAAAAAEAAAAGAAAACwAAABAAAAAVAAAAGgAAAB8AAAAkAAAAHHN0c2MA",
  "AAAAAAAAAQAAAAEAAAAoAAAAAQAAALRzdHN6AAAAAAAAAAAAAAAoAAAAKQAAAA8AAAAPAAAADwAAAA8AAAApAAAADwAA",
  "AA8AAAAPAAAADwAAACkAAAAPAAAADwAAAA8AAAAPAAAAKgAAAA8AAAAPAAAADwAAAA8AAAAqAAAADwAAAA8AAAAPAAAA",
  "DwAAACsAAAAPAAAADwAAAA8AAAAPAAAAKwAAAA8AAAAPAAAADwAAAA8AAAArAAAADwAAAA8AAAAPAAAADwAAABRzdGNv",
  "AAAAAAAAAAEAAAAsAAAAPXVkdGEAAAA1bWV0YQAAAAAAAAAhaGRscgAAAAAAAAAAbWRpcmFwcGwAAAAAAAAAAAAAAAAI",
  "aWxzdA==",
].join(""));

/**
 * That film, with so much in its middle that a browser has to ask for the end of it by itself: there
 * it says where each picture is.
 */
export function film(padding = 8_000_000): Uint8Array<ArrayBuffer> {
  const [start, rest] = [FILM.slice(0, 28), FILM.slice(28)];
  const table = find(rest, "stco");
  const view = new DataView(rest.buffer);
  // Behind its name and version: how many places, and the places.
  for (let n = 0; n < view.getUint32(table + 8); n++) {
    const at = table + 12 + 4 * n;
    view.setUint32(at, view.getUint32(at) + padding);
  }
  return join(start, big(4, padding), "free", new Uint8Array(padding - 8), rest);
}

function find(bytes: Uint8Array, name: string): number {
  const wanted = textBytes(name);
  return bytes.findIndex((_, at) => wanted.every((byte, n) => bytes[at + n] === byte));
}

/** A WAV of a tone, as long as said, in one channel of 16 bits. */
export function wav(seconds: number, rate = 8_000): Uint8Array<ArrayBuffer> {
  const samples = seconds * rate;
  const bytes = new Uint8Array(44 + 2 * samples);
  const view = new DataView(bytes.buffer);
  const write = (at: number, text: string) => bytes.set(new TextEncoder().encode(text), at);
  write(0, "RIFF");
  view.setUint32(4, bytes.length - 8, true);
  write(8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, rate, true);
  view.setUint32(28, 2 * rate, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  write(36, "data");
  view.setUint32(40, 2 * samples, true);
  for (let n = 0; n < samples; n++) view.setInt16(44 + 2 * n, 3_000 * Math.sin(n / 5), true);
  return bytes;
}

export function textBytes(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

async function deflate(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream("deflate"));
  return await new Response(stream).bytes();
}
