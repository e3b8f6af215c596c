/**
 * Draws the icons of `static/icons/` as PNG, for systems that take no SVG: `deno task icons`, after one of the
 * drawings was changed. Takes Chromium, by which it is looked at anyway.
 *
 * @module
 */

const FOLDER = new URL("../static/icons/", import.meta.url);
/** What is drawn from what, how large. An icon for iOS and one that is cut to shape have no holes. */
const ICONS = [
  ["icon.svg", "icon-192.png", 192],
  ["icon.svg", "icon-512.png", 512],
  ["icon-maskable.svg", "icon-maskable-512.png", 512],
  ["icon-maskable.svg", "apple-touch-icon.png", 180],
] as const;

/** Draws one of them, to the edge of a window of its size. */
async function draw(svg: string, png: string, size: number, browser: string): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    const page = `${folder}/page.html`;
    const image = `<img src="${new URL(svg, FOLDER)}" width="${size}" height="${size}">`;
    await Deno.writeTextFile(page, `<style>body{margin:0}img{display:block}</style>${image}`);
    const { success, stderr } = await new Deno.Command(browser, {
      args: [
        ...[
          "--headless=new",
          "--no-sandbox",
          "--disable-gpu",
          "--no-first-run",
          "--hide-scrollbars",
        ],
        ...["--default-background-color=00000000", "--force-device-scale-factor=1"],
        ...[`--user-data-dir=${folder}/profile`, `--window-size=${size},${size}`],
        ...[`--screenshot=${new URL(png, FOLDER).pathname}`, `file://${page}`],
      ],
    }).output();
    if (!success) throw new Error(`Cannot draw ${png}: ${new TextDecoder().decode(stderr)}`);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

if (import.meta.main) {
  const [browser = "chromium"] = Deno.args;
  for (const [svg, png, size] of ICONS) await draw(svg, png, size, browser);
}
