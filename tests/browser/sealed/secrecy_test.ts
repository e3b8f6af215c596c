/// <reference lib="dom" />
import { assert, assertEquals } from "@std/assert";
import { SealedRoom } from "../../../client/sealed.ts";
import { brings, hasChosen } from "../files/support/sender.ts";
import { TestServer } from "../../support/server/test_server.ts";
import { browserTest } from "../support/stage.ts";
import type { Visitor } from "../support/visitor.ts";
import { choosesItem, opensMessage, presses } from "../support/visitor/hands.ts";
import { Wire } from "../support/wire.ts";
import { Eavesdropper } from "./eavesdropper.ts";
import { canWrite, entersBy, makesRoom, TITLE } from "./rooms.ts";

const ENTER = "\uE007";
/** What is said, written and never sent, looked for, and what the room is called. */
const WORDS = ["aubergine", "bagpipe", "catapult", "doldrums", "eiderdown", "flotsam", TITLE];
/** What a file is called, and what is in it. */
const FILE = { name: "gazebo.txt", type: "text/plain", text: "hollyhocks and hornpipes" };
const OF_FILE = ["gazebo", "hollyhocks", "hornpipes"];

/** All that a page leaves where others could read it, but for its database. */
async function left({ window }: Visitor): Promise<string> {
  return await window.evaluate(async () => {
    const cached: string[] = [];
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        cached.push(request.url, await (await cache.match(request))?.text() ?? "");
      }
    }
    const registrations = await navigator.serviceWorker.getRegistrations();
    const workers = registrations.map(({ active }) => active?.scriptURL);
    const stored = [localStorage, sessionStorage].map((all) => JSON.stringify(Object.entries(all)));
    const { title, referrer, cookie } = document;
    const state = JSON.stringify(history.state);
    return [...stored, ...cached, ...workers, title, referrer, cookie, location.href, state]
      .join("\n");
  });
}

/** A find of any of these, and what is around it. */
function found(wanted: readonly string[], text: string): string[] {
  return wanted.map((word) => [word, text.indexOf(word)] as const)
    .filter(([, at]) => at >= 0).map(([word, at]) => `${word}: ${text.slice(at - 80, at + 80)}`);
}

browserTest(
  "Neither the key nor a word of a private room reaches the server, or what a browser keeps in plain",
  async (stage) => {
    const server = stage.use(await TestServer.start());
    const wire = stage.use(new Eavesdropper(server));
    const ada = await stage.enter("ada", { at: wire.url });
    // What answers when the server can't be reached has to see all of it, too.
    await ada.window.until(() => navigator.serviceWorker.controller !== null);
    const link = await makesRoom(ada);
    const secret = link.hash.slice(2);
    const bob = await entersBy(stage, "bob", link);
    await ada.says(`An ${WORDS[0]}, @bob`);
    await bob.hears("An aubergine");
    await bob.says(`A ${WORDS[1]}`);
    await opensMessage(bob, "A bagpipe");
    await choosesItem(bob, "Edit");
    await bob.rewrites(`A ${WORDS[2]}`);
    await ada.hears("A catapult");
    await presses(ada, "#room-menu");
    await choosesItem(ada, "Set the topic");
    await ada.window.fill("dialog.extra input", `${WORDS[3]}${ENTER}`);
    await bob.sees("doldrums", "#topic");
    await presses(ada, "#open-search");
    await ada.window.type("#search input", `${WORDS[0]} -${WORDS[4]}${ENTER}`);
    await ada.sees("aubergine", "#search .finds");
    await ada.types(`Some ${WORDS[5]}`);
    await bob.opensMenuOf("An aubergine");
    await bob.chooses("👍");
    await bob.sees("1", "#entries .reaction");
    await brings(bob, "drop", FILE);
    await hasChosen(bob, 1);
    await bob.says("Enclosed");
    await ada.hears("Enclosed");
    await ada.sees("gazebo.txt", "#entries .sealed-file");
    for (const visitor of [ada, bob]) {
      assertEquals(found([secret, ...WORDS, ...OF_FILE], await left(visitor)), []);
    }
    await ada.window.reload();
    await ada.seesRoom(TITLE);
    await ada.hears("An aubergine");
    assertEquals(found([secret, ...WORDS], await left(ada)), []);
    // It did hear what goes by: the room's name, which is no secret.
    assert(wire.frames > 20, String(wire.frames));
    assert(wire.all.includes((await SealedRoom.of(secret)).name));
    assert(wire.all.includes("api/files?name=sealed"));
    assertEquals(found([secret, ...WORDS, ...OF_FILE], wire.all), []);
    assertEquals(found(["text/plain", "text%2Fplain"], wire.all), []);
    // Nor does the browser lead back to the link.
    const visited = await ada.window.devtools("Page.getNavigationHistory", {});
    assertEquals(found([secret, "#!", TITLE], JSON.stringify(visited)), []);
  },
);

browserTest(
  "What is written in a private room, and what could not be sent, is there after a reload",
  async (stage) => {
    const wire = stage.use(new Wire(stage.url));
    const ada = await stage.enter("ada", { at: wire.url });
    await makesRoom(ada);
    await ada.types("Half of a secret");
    await ada.window.until(() =>
      Object.entries(localStorage).some(([key, kept]) =>
        key.startsWith("draft ada ~") && kept.includes("sealed")
      )
    );
    await ada.window.reload();
    await ada.seesRoom(TITLE);
    await ada.hasWritten("Half of a secret");
    wire.cut();
    await ada.sees("Not connected", "#state");
    await ada.rewrites("Said in a tunnel");
    await ada.sees("Said in a tunnel", "#unsent");
    await ada.window.until(() =>
      Object.entries(localStorage).some(([key, kept]) =>
        key.startsWith("unsent ada") && kept.includes('"sealed"')
      )
    );
    assertEquals(found(["tunnel", "secret"], await left(ada)), []);
    wire.mend();
    await ada.window.reload();
    await canWrite(ada);
    await ada.hears("Said in a tunnel");
    await ada.hearsThisMany(1);
  },
);
