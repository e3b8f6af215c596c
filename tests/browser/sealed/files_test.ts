/// <reference lib="dom" />
import { assertEquals } from "@std/assert";
import { SealedRoom } from "../../../client/sealed.ts";
import { brings, hasChosen, hasSent } from "../files/support/sender.ts";
import { browserTest, inEachWindow } from "../support/stage.ts";
import type { Visitor } from "../support/visitor.ts";
import { entersBy, makesRoom, TITLE } from "./rooms.ts";

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

/** Presses a file's row, and reads what the browser is given to save. */
async function saves({ window }: Visitor, name: string): Promise<{ name: string; text: string }> {
  await window.until(
    (name: string) =>
      [...document.querySelectorAll("#entries button.file-card")]
        .some((row) => row.textContent?.includes(name)),
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
    [...document.querySelectorAll<HTMLElement>("#entries button.file-card")]
      .find((row) => row.textContent?.includes(name))?.click();
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

browserTest(
  "What was chosen in a private room is in nothing that the browser keeps",
  async (stage) => {
    const ada = await stage.enter("ada");
    await makesRoom(ada);
    await brings(ada, "paste", TEXT);
    await hasChosen(ada, 1);
    const kept = await ada.window.evaluate(async () => {
      const names = await indexedDB.databases();
      const found: unknown[] = [];
      for (const { name = "" } of names) {
        const opening = indexedDB.open(name);
        await new Promise((resolve) => opening.onsuccess = resolve);
        const { result } = opening;
        for (const store of result.objectStoreNames) {
          const asking = result.transaction(store).objectStore(store).getAll();
          await new Promise((resolve) => asking.onsuccess = resolve);
          for (const each of asking.result) {
            found.push(each instanceof Blob ? await each.text() : JSON.stringify(each));
          }
        }
        result.close();
      }
      return [...found, JSON.stringify(Object.entries(localStorage))].join("\n");
    });
    assertEquals([kept.includes("recipe"), kept.includes("aubergine")], [false, false]);
    // It did look into the database: the room's name is there.
    assertEquals(kept.includes(TITLE), true);
  },
);
