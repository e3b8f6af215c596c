/// <reference lib="dom" />
/**
 * Takes the README's pictures anew, of a conversation as people have it: `deno task pictures`.
 *
 * @module
 */
import { Driver } from "../browser/support/webdriver.ts";
import { Visitor } from "../browser/support/visitor.ts";
import type { Window } from "../browser/support/window.ts";
import { TestServer } from "../support/server/test_server.ts";
import { Clock, Person } from "./people.ts";

const DOCS = new URL("../../docs/", import.meta.url);
const RIDGE = new URL("ridge.svg", import.meta.url);
const PAGE = { width: 1280, height: 1020 };
const PHONE = { width: 390, height: 844, dark: true, touch: true };
const ROOMS = ["cooking", "hikes", "music", "garden"];
const CODE = `Kilometres of a track, for the curious:
\`\`\`ts
const km = points
  .map(({ lat, lon }, i) => distance(points[i - 1], lat, lon))
  .reduce((sum, leg) => sum + leg, 0); // 14.2 so far
\`\`\``;

await using driver = await Driver.start();
const clock = new Clock();
await using server = await TestServer.start({ now: clock.now });
await using people = new AsyncDisposableStack();
const enter = async (name: string, ...rooms: string[]) =>
  people.use(await Person.enter(server.url(), name, rooms));

const [bob, grace, liat, yu] = [
  await enter("bob", ...ROOMS),
  await enter("grace", ...ROOMS),
  await enter("ליאת", "hikes"),
  await enter("余", "music"),
];
const page = await open(PAGE);
await page.enter("ada");
for (const room of ROOMS) await page.goesTo(room);
await page.goesTo("lobby");
await talk(await ridge());
clock.setRight();
await page.says("With pleasure. Who brings the tea on Saturday?");
await page.hears("Who brings the tea");
await write("page.png", page);
await using phone = await open(PHONE);
await phone.enter("mia");
await phone.hears("Who brings the tea");
await write("phone.png", phone);

async function open(options: object): Promise<Visitor & AsyncDisposable> {
  const window = people.use(await driver.open(options));
  const url = server.url();
  url.hostname = `visitor${Object.keys(options).length}.localhost`;
  await window.goTo(url.href);
  return Object.assign(new Visitor(window, url), {
    [Symbol.asyncDispose]: () => window[Symbol.asyncDispose](),
  });
}

async function talk(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  await grace.names("Walks, music and who cooks");
  const code = await bob.says(CODE);
  await liat.reacts(code, "👏");
  await yu.reacts(code, "👏");
  clock.pass(6);
  const list = await grace.says(
    "For the next walk we still need\n1. the hut, for six\n2. ~~a map~~\n3. somebody who can read it",
  );
  clock.pass(4);
  await yu.says("我来订小屋，六个人对吧？ 🏔️", { reply: list });
  clock.pass(2);
  await liat.says("אני מביאה את המפה, וגם מצפן 🧭");
  clock.pass(11);
  const alt = "A ridge at sunset, with two walkers on it";
  const shared = await bob.says("**Saturday's ridge**, just before we lost the path:", {
    picture: { name: "ridge.png", bytes, alt },
  });
  for (const who of [grace, liat, yu]) await who.reacts(shared, "🎉");
  for (const who of [grace, yu]) await who.reacts(shared, "🥾");
  clock.pass(5);
  await grace.says("That light! @ada, may we have it on the front page?", { reply: shared });
  await bob.says("Bread is out of the oven.", { room: "cooking" });
  await grace.says("@ada the hut is free on the 14th", { room: "hikes" });
  await grace.says("I asked for six beds", { room: "hikes" });
  await grace.saysTo("ada", "Tea at four?");
}

/** The picture that is shared, drawn by the browser. */
async function ridge(): Promise<Uint8Array<ArrayBuffer>> {
  await using view = await driver.open({ width: 720, height: 300 });
  await view.goTo(RIDGE.href);
  return await view.screenshot();
}

async function write(name: string, { window }: { window: Window }): Promise<void> {
  // What draws lists, code, pictures and what is answered comes after the words.
  const drawn = ["ol li", "pre code *", "button.picture img", ".answered[href]"];
  await window.until(
    (wanted: string[]) => wanted.every((part) => document.querySelector(`#entries ${part}`)),
    drawn,
  );
  await window.until(() =>
    document.fonts.status === "loaded" &&
    Array.from(document.images).every(({ complete, naturalWidth }) =>
      complete && naturalWidth > 0
    ) &&
    document.querySelector("#typing")?.textContent === ""
  );
  await window.evaluate(() => {
    const scroller = document.querySelector("#scroller");
    scroller?.scrollTo({ top: scroller.scrollHeight });
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    for (const animation of document.getAnimations()) animation.finish();
  });
  await Deno.writeFile(new URL(name, DOCS), await window.screenshot());
}
