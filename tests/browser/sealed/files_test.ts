/// <reference lib="dom" />
import { assertEquals } from "@std/assert";
import { SealedRoom } from "../../../client/sealed.ts";
import { brings, hasChosen, hasSent } from "../files/support/sender.ts";
import { browserTest, inEachWindow } from "../support/stage.ts";
import type { Visitor } from "../support/visitor.ts";
import { choosesItem, presses, pressesNamed } from "../support/visitor/hands.ts";
import { until } from "../../support/until.ts";
import { Wire } from "../support/wire.ts";
import { canWrite, entersBy, makesRoom, TITLE } from "./rooms.ts";

const PICTURE = { name: "lighthouse.png", type: "image/png", width: 320, height: 200 };
const TEXT = { name: "recipe.txt", type: "text/plain", text: "flour, sugar, aubergine" };

/** Sees the picture, drawn from what was opened here, as large as it was sent. */
async function seesPicture({ window }: Visitor): Promise<void> {
  await window.until(() => {
    const image = document.querySelector<HTMLImageElement>("#entries .sealed-file .picture img");
    return image?.alt === "lighthouse.png" && image.naturalWidth === 320 &&
      image.src.startsWith("blob:");
  });
}

/** Presses what saves a file, and reads what the browser is given to save. */
async function saves({ window }: Visitor, name: string): Promise<{ name: string; text: string }> {
  await window.until(
    (name: string) => document.querySelector(`#entries button[title="Save ${name}"]`),
    name,
  );
  return await window.evaluate(async (name: string) => {
    const { promise, resolve } = Promise.withResolvers<HTMLAnchorElement>();
    // What is clicked there is in no document: so the click itself is listened to.
    HTMLAnchorElement.prototype.click = function () {
      resolve(this);
    };
    const made: Blob[] = [];
    const create = URL.createObjectURL;
    URL.createObjectURL = (blob: Blob) => (made.push(blob), create.call(URL, blob));
    document.querySelector<HTMLElement>(`#entries button[title="Save ${name}"]`)?.click();
    const link = await promise;
    URL.createObjectURL = create;
    return { name: link.download, text: await made.at(-1)?.text() ?? "" };
  }, name);
}

inEachWindow(
  "A picture and a text are sent in a private room, seen and saved there, also after a reload",
  async (stage) => {
    const ada = await stage.enter("ada");
    const link = await makesRoom(ada);
    const bob = await entersBy(stage, "bob", link);
    await brings(ada, "paste", PICTURE);
    await brings(ada, "drop", TEXT);
    await hasChosen(ada, 2);
    await ada.says("From the coast");
    await bob.hears("From the coast");
    for (const visitor of [ada, bob]) await seesPicture(visitor);
    await pressesNamed(bob, "Show recipe.txt", "#entries .text-file");
    await bob.sees(TEXT.text, "#entries .text-file pre");
    assertEquals(await saves(bob, "recipe.txt"), { name: "recipe.txt", text: TEXT.text });
    await stage.picture("private-room-files", bob);
    const { name } = await SealedRoom.of(link.hash.slice(2));
    const [said] = await hasSent(ada, 1, name);
    assertEquals(said?.files.map(({ name, type, width, alt }) => [name, type, width, alt]), [
      ["sealed", "application/octet-stream", undefined, undefined],
      ["sealed", "application/octet-stream", undefined, undefined],
    ]);
    await bob.window.reload();
    await bob.seesRoom("Private room");
    await seesPicture(bob);
    assertEquals(await saves(bob, "recipe.txt"), { name: "recipe.txt", text: TEXT.text });
    await bob.window.click("#entries .picture");
    await bob.window.until(() =>
      document.querySelector<HTMLImageElement>(".lightbox img")?.naturalWidth === 320
    );
  },
);

inEachWindow(
  "The files of a private room that were loaded are listed, opened and found by their names",
  async (stage) => {
    const ada = await stage.enter("ada");
    const link = await makesRoom(ada);
    await brings(ada, "paste", PICTURE, TEXT);
    await hasChosen(ada, 2);
    await ada.says("From the coast");
    const bob = await entersBy(stage, "bob", link);
    await seesPicture(bob);
    await presses(bob, "#room-menu");
    await choosesItem(bob, "Files of this room");
    await bob.window.until(() =>
      document.querySelector<HTMLImageElement>("#room-files .grid .picture img")?.naturalWidth ===
        320
    );
    await bob.sees("recipe.txt", "#room-files .rows");
    await bob.sees("Only files of messages that this page has loaded", "#room-files");
    await stage.picture("private-room-list-of-files", bob);
    await bob.window.fill("#room-files input", "RECIPE");
    await bob.window.until(() =>
      document.querySelectorAll("#room-files :is(.grid, .rows) li").length === 1
    );
    const href = await bob.window.evaluate(() =>
      document.querySelector<HTMLAnchorElement>("#room-files a.to-message")?.hash
    );
    assertEquals(href, `#${(await SealedRoom.of(link.hash.slice(2))).name}/1`);
    await bob.window.fill("#room-files input", "nowhere");
    await bob.sees("Nothing", "#room-files");
  },
);

browserTest(
  "A file in a private room that was changed on its way is said to be unreadable",
  async (stage) => {
    const ada = await stage.enter("ada");
    await makesRoom(ada);
    await ada.window.evaluate(() => {
      const fetch = globalThis.fetch;
      globalThis.fetch = async (...asked) => {
        const answer = await fetch(...asked);
        if (!String(asked[0]).includes("/files/")) return answer;
        const bytes = new Uint8Array(await answer.arrayBuffer());
        bytes[20]! ^= 1;
        return new Response(bytes, { status: answer.status, headers: answer.headers });
      };
    });
    await brings(ada, "paste", PICTURE);
    await hasChosen(ada, 1);
    await ada.says("Look");
    await ada.sees("It can’t be read: it was changed on its way", "#entries .sealed-file");
  },
);

/** All that the browser's databases have, as text. */
async function keptBy({ window }: Visitor): Promise<string> {
  return await window.evaluate(async () => {
    const found: string[] = [JSON.stringify(Object.entries(localStorage))];
    for (const { name = "" } of await indexedDB.databases()) {
      const opening = indexedDB.open(name);
      await new Promise((resolve) => opening.onsuccess = resolve);
      const { result } = opening;
      for (const store of result.objectStoreNames) {
        const asking = result.transaction(store).objectStore(store).getAll();
        await new Promise((resolve) => asking.onsuccess = resolve);
        for (const each of asking.result) {
          found.push(each instanceof Blob ? `bytes ${await each.text()}` : JSON.stringify(each));
        }
      }
      result.close();
    }
    return found.join("\n");
  });
}

/** Waits until the file that was chosen is written down. */
async function keepsIt(visitor: Visitor): Promise<string> {
  let kept = "";
  const isKept = async () => /^bytes /m.test(kept = await keptBy(visitor));
  await until(isKept, "the file to be kept");
  return kept;
}

browserTest(
  "What was chosen in a private room is kept sealed alone, and is there after a reload",
  async (stage) => {
    const ada = await stage.enter("ada");
    const link = await makesRoom(ada);
    const bob = await entersBy(stage, "bob", link);
    await brings(ada, "paste", TEXT);
    await hasChosen(ada, 1);
    const kept = await keepsIt(ada);
    assertEquals(["recipe", "aubergine", "text/plain"].filter((it) => kept.includes(it)), []);
    // It did look into the databases: the room's name is there.
    assertEquals(kept.includes(TITLE), true);
    await ada.window.reload();
    await ada.seesRoom(TITLE);
    await canWrite(ada);
    await hasChosen(ada, 1);
    await ada.says("For the weekend");
    await bob.hears("For the weekend");
    assertEquals(await saves(bob, "recipe.txt"), { name: "recipe.txt", text: TEXT.text });
    await until(async () => !/^bytes /m.test(await keptBy(ada)), "what was sent to be forgotten");
  },
);

browserTest(
  "A message with a file in a private room is sent after a reload, if one was cut off",
  async (stage) => {
    const wire = stage.use(new Wire(stage.url));
    const ada = await stage.enter("ada", { at: wire.url });
    const link = await makesRoom(ada);
    const at = new URL(link.hash, stage.url);
    const bob = await entersBy(stage, "bob", at);
    await brings(ada, "paste", TEXT);
    await hasChosen(ada, 1);
    await keepsIt(ada);
    wire.cut();
    await ada.sees("Not connected", "#state");
    await ada.says("From a tunnel");
    await ada.sees("From a tunnel", "#unsent");
    await until(
      async () => /"message":.*"sealed":/.test(await keptBy(ada)),
      "the file to be known as the message's",
    );
    wire.mend();
    await ada.window.reload();
    await canWrite(ada);
    await bob.hears("From a tunnel");
    assertEquals(await saves(bob, "recipe.txt"), { name: "recipe.txt", text: TEXT.text });
    await ada.hearsThisMany(1);
  },
);

browserTest("What was chosen in a private room is forgotten with it", async (stage) => {
  const ada = await stage.enter("ada");
  await makesRoom(ada);
  await brings(ada, "paste", TEXT);
  await hasChosen(ada, 1);
  await keepsIt(ada);
  await presses(ada, "#room-menu");
  await choosesItem(ada, "Forget on this device…");
  await pressesNamed(ada, "Forget it", "dialog.extra");
  await ada.seesRoom("lobby");
  await until(async () => !/^bytes /m.test(await keptBy(ada)), "the file to be forgotten");
});
