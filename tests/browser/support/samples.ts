/**
 * Files that tests share, made here: pictures of any size, sound of any length.
 *
 * @module
 */

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
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  header.set([8, 2, 0, 0, 0], 8); // eight bits of each colour
  const pieces = [
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    chunk("IHDR", header),
    chunk("IDAT", await deflate(rows)),
    chunk("IEND", new Uint8Array()),
  ];
  return await new Blob(pieces).bytes();
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

function chunk(name: string, data: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const made = new Uint8Array(12 + data.length);
  const view = new DataView(made.buffer);
  view.setUint32(0, data.length);
  made.set(textBytes(name), 4);
  made.set(data, 8);
  view.setUint32(8 + data.length, crc(made.subarray(4, 8 + data.length)));
  return made;
}

function crc(bytes: Uint8Array): number {
  let sum = ~0;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = sum >>> 1 ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return ~sum >>> 0;
}

async function deflate(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream("deflate"));
  return await new Response(stream).bytes();
}
