import { assertEquals, assertGreaterOrEqual } from "@std/assert";
import {
  CODE_COLOUR,
  NAME_COLOURS,
  Paint,
  WRONG_COLOUR,
} from "../../../../client/terminal/view/render/paint.ts";

/** What a colour of the cube of 256 has of red, green and blue. */
const STEPS = [0, 95, 135, 175, 215, 255];
/** Little below what WCAG asks of text: nothing at all has more than 4.58 on both black and white. */
const LEAST = 3.9;

/** How light a colour of the palette of 256 is, from 0 to 1, as WCAG measures it. */
function luminance(colour: number): number {
  const index = colour - 16;
  const [red = 0, green = 0, blue = 0] = [
    Math.floor(index / 36),
    Math.floor(index / 6) % 6,
    index % 6,
  ]
    .map((step) => (STEPS[step] ?? 0) / 255)
    .map((value) => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

Deno.test("The colours of the terminal can be read on black and on white", () => {
  for (const colour of [...NAME_COLOURS, CODE_COLOUR, WRONG_COLOUR]) {
    const light = luminance(colour);
    assertGreaterOrEqual((light + 0.05) / 0.05, LEAST, `${colour} on black`);
    assertGreaterOrEqual(1.05 / (light + 0.05), LEAST, `${colour} on white`);
  }
});

Deno.test("Each terminal gets the looks that it can show", () => {
  const style = { bold: true, struck: true, colour: CODE_COLOUR };
  const drawn = (colour: boolean, weight: boolean) =>
    new Paint({ colour, weight }).paint("a", style);
  assertEquals(drawn(true, true), `\x1b[1;9;38;5;${CODE_COLOUR}ma\x1b[0m`);
  assertEquals(drawn(false, true), "\x1b[1;9ma\x1b[0m");
  assertEquals(drawn(false, false), "a");
});
