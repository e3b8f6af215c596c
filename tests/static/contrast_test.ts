import { assert, assertEquals } from "@std/assert";
import { LOOKS } from "../../protocol/name.ts";

const ROOT = new URL("../../", import.meta.url);
const COLORS = await Deno.readTextFile(new URL("static/style/colors.css", ROOT));

/** What WCAG 2.2 AA asks of text, and of what is not text. */
const TEXT = 4.5;
const SHAPE = 3;

/** What stands on what, by its use. */
const PAIRS: [front: string, back: string, least: number][] = [
  ...["surface", "surface-side", "surface-hover"].flatMap((back) =>
    [["text", back, TEXT], ["text-soft", back, TEXT]] as [string, string, number][]
  ),
  ["text-faint", "surface", TEXT],
  ["text-faint", "surface-side", TEXT],
  ["action-text", "action", TEXT],
  ["action-text", "action-hover", TEXT],
  ["current-text", "current", TEXT],
  ["current-text", "surface", TEXT],
  ["text", "current", TEXT],
  ["text-faint", "current", TEXT],
  ["news-text", "news", TEXT],
  ["problem", "surface", TEXT],
  ["problem", "problem-surface", TEXT],
  ["waiting", "waiting-surface", TEXT],
  ["waiting", "surface", TEXT],
  ["surface", "problem", TEXT],
  ["surface", "text", TEXT],
  ["action", "surface", SHAPE],
  ["action", "surface-side", SHAPE],
  ["news", "surface-side", SHAPE],
  ["light-on", "surface-side", SHAPE],
];

type Scheme = "light" | "dark";

for (const scheme of ["light", "dark"] as const) {
  Deno.test(`What is to be read stands out enough: ${scheme}`, () => {
    assertEquals(weakPairs(COLORS, scheme), []);
  });
  Deno.test(`What is to be read stands out enough with each example theme: ${scheme}`, async () => {
    const themes = await Array.fromAsync(Deno.readDir(new URL("examples/themes/", ROOT)));
    assertEquals(themes.length, 2);
    for (const { name } of themes) {
      const css = await Deno.readTextFile(new URL(`examples/themes/${name}/custom.css`, ROOT));
      assertEquals(weakPairs(COLORS + css, scheme), [], name);
    }
  });
}

Deno.test("Each colour of code stands out enough from what is behind code, in light and dark", async () => {
  const css = await Deno.readTextFile(new URL("static/style/parts/text/markup.css", ROOT));
  const names = css.matchAll(/^ {2}--(code-\w+):/gm).map(([, name = ""]) => name).toArray();
  assertEquals(names.length, 6);
  const weak = (["light", "dark"] as const).flatMap((scheme) => {
    const back = luminance(COLORS, "surface-side", scheme);
    return names.filter((name) => contrast(luminance(css, name, scheme), back) < TEXT);
  });
  assertEquals(weak, []);
});

Deno.test("The letter on each person's look stands out enough, in light and dark", async () => {
  const css = await Deno.readTextFile(new URL("static/style/base.css", ROOT));
  const rules = css.matchAll(/^\.avatar(\[data-tone="deep"\])? \{([^}]*)\}/gm).toArray();
  assertEquals(rules.length, 2);
  const weak: string[] = [];
  for (let look = 0; look < LOOKS; look++) {
    const hue = Math.floor(look / 2) * 360 / (LOOKS / 2);
    const [, tone, rule = ""] = rules[look % 2] ?? [];
    for (const scheme of ["light", "dark"] as const) {
      const [back, front] = ["background", "color"].map((name) => {
        const value = new RegExp(`^ {2}${name}: (.*);$`, "m").exec(rule)?.[1];
        return lightness((value ?? "").replaceAll("var(--hue)", String(hue)), scheme);
      });
      const ratio = contrast(front ?? 0, back ?? 0);
      if (ratio < TEXT) weak.push(`${hue} ${tone ?? ""} ${scheme}: ${ratio.toFixed(2)}`);
    }
  }
  assertEquals(weak, []);
});

Deno.test("Themes may rely on exactly the custom properties that are documented", async () => {
  const [, uses = ""] = COLORS.split("/* Second layer");
  const names = uses.matchAll(/^ {2}--([\w-]+):/gm).map(([, name]) => name).toArray();
  const docs = await Deno.readTextFile(new URL("docs/themes.md", ROOT));
  assertEquals(
    docs.matchAll(/^\| `--([\w-]+)`/gm).map(([, name]) => name).toArray().sort(),
    names.sort(),
  );
});

/** What does not stand out enough from what is behind it. A later value of a variable counts. */
function weakPairs(css: string, scheme: Scheme): string[] {
  return PAIRS.map(([front, back, least]) => {
    const ratio = contrast(luminance(css, front, scheme), luminance(css, back, scheme));
    return { what: `${front} on ${back}: ${ratio.toFixed(2)}`, isEnough: ratio >= least };
  }).filter(({ isEnough }) => !isEnough).map(({ what }) => what);
}

function contrast(one: number, other: number): number {
  return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
}

/** How light a colour of a use is, from 0 to 1, as WCAG measures it. */
function luminance(css: string, use: string, scheme: Scheme): number {
  const named = /^var\(--(.*)\)$/.exec(variable(css, use))?.[1];
  return lightness(variable(css, named ?? use), scheme);
}

/** How light a colour is that may be another in the dark. */
function lightness(value: string, scheme: Scheme): number {
  const [light = "", dark = light] = value.match(/oklch\([^)]*\)/g) ?? [];
  const numbers = (scheme === "light" ? light : dark).match(/[\d.]+/g)?.map(Number);
  assert(numbers && numbers.length === 3, `Cannot read a colour: ${value}`);
  const [red, green, blue] = toLinear(numbers[0]!, numbers[1]!, numbers[2]!);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function variable(css: string, name: string): string {
  const value = css.matchAll(new RegExp(`--${name}: ([^;]+);`, "g")).toArray().at(-1)?.[1];
  assert(value !== undefined, `there is no --${name}`);
  return value;
}

/** Linear sRGB of an OKLCH colour, by the matrices of its specification. */
function toLinear(l: number, c: number, h: number): [number, number, number] {
  const [a, b] = [c * Math.cos(h * Math.PI / 180), c * Math.sin(h * Math.PI / 180)];
  const long = (l + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const medium = (l - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const short = (l - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const clamp = (value: number) => Math.min(1, Math.max(0, value));
  return [
    clamp(4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short),
    clamp(-1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short),
    clamp(-0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short),
  ];
}
