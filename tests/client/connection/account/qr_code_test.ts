import { assert, assertEquals } from "@std/assert";
import { qrCode } from "../../../../client/connection/account/qr_code.ts";
import { TempFolder } from "../../../support/temp_folder.ts";

/** Pixels of a module, and modules of white around a code. */
const SCALE = 4;
const QUIET = 4;

/** A code as a picture: a portable bitmap, in which 1 is dark. */
function bitmapOf(rows: readonly (readonly boolean[])[]): string {
  const size = SCALE * (rows.length + 2 * QUIET);
  const pixels = Array.from({ length: size }, (_, y) =>
    Array.from({ length: size }, (_, x) => {
      const at = (pixel: number) => Math.floor(pixel / SCALE) - QUIET;
      return rows[at(y)]?.[at(x)] ? 1 : 0;
    }).join(" "));
  return `P1\n${size} ${size}\n${pixels.join("\n")}\n`;
}

/** Reads a code by a program that knows nothing of ours; `undefined` where it is not installed. */
async function readCode(path: string): Promise<string | undefined> {
  try {
    const { stdout } = await new Deno.Command("zbarimg", {
      args: ["--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", path],
      stderr: "null",
    }).output();
    return new TextDecoder().decode(stdout).replace(/\n$/, "");
  } catch (error) {
    if (error instanceof Deno.errors.NotFound && Deno.env.get("CI") !== "true") return undefined;
    throw error;
  }
}

Deno.test("A QR code of each size is read as what it was made of", async () => {
  await using folder = await TempFolder.make();
  const sizes = new Set<number>();
  const link = "https://chat.example/#invite=0123456789abcdefghijklmnopqrstuvwxyzABCDEFG";
  // As much as each version holds, and one more, which takes the next.
  const most = [14, 26, 42, 62, 84, 106, 122, 152, 180, 213, 251, 287, 331, 362, 412];
  const lengths = most.flatMap((length) => [length, length + 1]).slice(0, -1);
  const texts = lengths.map((length) => `${link}${"/ü-😀x".repeat(99)}`.slice(0, length));
  for (const text of [link, "a", ...texts.map((text, i) => padded(text, lengths[i]!))]) {
    const rows = qrCode(text);
    assert(rows !== undefined, text);
    assert(rows.every((row) => row.length === rows.length));
    sizes.add(rows.length);
    const path = folder.file("code.pbm");
    await Deno.writeTextFile(path, bitmapOf(rows));
    const read = await readCode(path);
    if (read !== undefined) assertEquals(read, text);
  }
  assertEquals([...sizes].sort((a, b) => a - b), most.map((_, i) => 21 + 4 * i));
});

/** A text of exactly so many bytes, whatever letters it has. */
function padded(text: string, length: number): string {
  const bytes = new TextEncoder().encode(text);
  if (bytes.length <= length) return text + "x".repeat(length - bytes.length);
  let cut = text;
  while (new TextEncoder().encode(cut).length > length) cut = [...cut].slice(0, -1).join("");
  return padded(cut, length);
}

Deno.test("A QR code has its patterns where a reader looks for them", () => {
  const rows = qrCode("hello")!;
  const finder = rows.slice(0, 7).map((row) => row.slice(0, 7).map((dark) => dark ? "#" : "."));
  assertEquals(finder.map((row) => row.join("")), [
    "#######",
    "#.....#",
    "#.###.#",
    "#.###.#",
    "#.###.#",
    "#.....#",
    "#######",
  ]);
  assertEquals([rows.length, rows[13]![8], rows[6]![8], rows[6]![9]], [21, true, true, false]);
});

Deno.test("What no QR code of ours can hold is none", () => {
  assertEquals(qrCode("x".repeat(413)), undefined);
  assert(qrCode("x".repeat(412)) !== undefined);
});
