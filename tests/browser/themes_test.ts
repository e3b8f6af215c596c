/// <reference lib="dom" />
import { assertEquals } from "@std/assert";
import { readOverrides } from "../../server/http/assets/overrides.ts";
import { TestServer } from "../support/server/test_server.ts";
import { faintTexts } from "./support/contrast.ts";
import { inEachWindow } from "./support/stage.ts";

const THEME = new URL("../../examples/themes/contrast/", import.meta.url);

inEachWindow("A conversation can be read in an example theme", async (stage) => {
  const overrides = await readOverrides(THEME.pathname);
  const server = stage.use(await TestServer.start({ overrides }));
  const ada = await stage.open({ at: server.url() });
  const surface = await ada.window.evaluate(() =>
    getComputedStyle(document.documentElement).backgroundColor
  );
  const wanted = new TextDecoder().decode(overrides.get("static/custom.css"))
    .match(/--surface: light-dark\((oklch\([^)]*\)), (oklch\([^)]*\))\)/)?.slice(1) ?? [];
  assertEquals(wanted.map(numbers).includes(numbers(surface)), true, surface);
  await ada.enter("ada");
  await ada.says("**Tea** is ready, @ada: `kettle --off`\n> who wants some?");
  await ada.sees("who wants some?");
  await ada.opensSide();
  assertEquals(await faintTexts(ada), []);
  await stage.picture("theme-contrast", ada);
});

/** The numbers of a colour, as a browser may write them otherwise. */
function numbers(color: string): string {
  return (color.match(/[\d.]+/g) ?? []).map(Number).join(" ");
}
