/**
 * A colour profile.
 *
 * @module
 */
import { big, join, type Part } from "./parts.ts";

const WHITE = [0.9642, 1, 0.8249];
/** The primaries of sRGB, red and blue changed for each other: whoever loses it shows other colours. */
const PRIMARIES = { rXYZ: [0.1431, 0.0606, 0.7141], gXYZ: [0.3851, 0.7169, 0.0971] } as const;
const BLUE = [0.4361, 0.2225, 0.0139];

/** A small profile of a display. */
export function profile(): Uint8Array<ArrayBuffer> {
  const text = (text: string) => join("desc", big(4, 0), big(4, text.length + 1), text, "\0");
  const curve = join("curv", big(4, 0), big(4, 1), [2, 51]);
  const tags: Record<string, Part> = {
    desc: join(text("Colours"), new Uint8Array(78)),
    cprt: join("text", big(4, 0), "free\0"),
    wtpt: xyz(WHITE),
    rXYZ: xyz(PRIMARIES.rXYZ),
    gXYZ: xyz(PRIMARIES.gXYZ),
    bXYZ: xyz(BLUE),
    ...{ rTRC: curve, gTRC: curve, bTRC: curve },
  };
  const padded = Object.values(tags).map((tag) => join(tag, new Uint8Array(-tag.length & 3)));
  let at = 128 + 4 + 12 * padded.length;
  const list = Object.entries(tags).map(([name, tag], i) => {
    const entry = join(name, big(4, at), big(4, tag.length));
    at += padded[i]?.length ?? 0;
    return entry;
  });
  const head = join(
    ...[big(4, at), "none", [2, 0x10, 0, 0], "mntrRGB XYZ ", big(2, 2026), big(10, 1), "acsp"],
    ...[new Uint8Array(28), xyz(WHITE).subarray(8), new Uint8Array(48)],
  );
  return join(head, big(4, list.length), ...list, ...padded);
}

function xyz(numbers: readonly number[]): Uint8Array {
  return join("XYZ ", big(4, 0), ...numbers.map((number) => big(4, Math.round(number * 65_536))));
}
