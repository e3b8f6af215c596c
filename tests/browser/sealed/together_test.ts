/// <reference lib="dom" />
import { assert, assertEquals } from "@std/assert";
import { connect } from "../../../client.ts";
import { SealedRoom } from "../../../client/sealed.ts";
import { found, planted, storedIn } from "../../client/sealed/planted.ts";
import { enters, ignore, startsClient } from "../../client/sits_down.ts";
import type { Tmux } from "../../client/tmux.ts";
import { ServerProcess } from "../../support/process/server_process.ts";
import { Wiretap } from "../../support/server/wiretap.ts";
import { TempFolder } from "../../support/temp_folder.ts";
import { backUp } from "../../tools/programs.ts";
import { brings, hasChosen } from "../files/support/sender.ts";
import { browserTest, isIgnored } from "../support/stage.ts";
import type { Visitor } from "../support/visitor.ts";
import { choosesItem, opensMessage, presses } from "../support/visitor/hands.ts";
import { canWrite, entersBy, makesRoom } from "./rooms.ts";

const ENTER = "\uE007";
/** Words of a message: so many that it is heard of each. */
const AT_ONCE = 10;

/** What is said, and everything else that has words in a private room. */
class Words {
  readonly all = planted(200);
  #next = 0;

  take(count: number): string[] {
    const words = this.all.slice(this.#next, this.#next += count);
    assertEquals(words.length, count);
    return words;
  }

  get left(): number {
    return this.all.length - this.#next;
  }
}

/** One says so many messages on their page, and another one hears the last word of each. */
async function talks(one: Visitor, other: Visitor, words: Words, messages: number): Promise<void> {
  for (let message = 0; message < messages; message++) {
    const said = words.take(AT_ONCE);
    await one.says(said.join(" "));
    await other.hears(said.at(-1)!);
  }
}

/** Both change what they said, set a topic, send a file, look for something, and leave a draft. */
async function doesTheRest(ada: Visitor, bob: Visitor, words: Words): Promise<void> {
  const [before = "", after = "", topic = ""] = words.take(3);
  await bob.says(before);
  await opensMessage(bob, before);
  await choosesItem(bob, "Edit");
  await bob.rewrites(after);
  await ada.hears(after);
  await bob.opensMenuOf(after);
  await bob.chooses("👍");
  await presses(ada, "#room-menu");
  await choosesItem(ada, "Set the topic");
  await ada.window.fill("dialog.extra input", topic + ENTER);
  await bob.sees(topic, "#topic");
  const [name = "", looked = "", draft = ""] = words.take(3);
  await brings(ada, "drop", {
    ...{ name: `${name}.txt`, type: "text/plain" },
    text: words.take(AT_ONCE).join(" "),
  });
  await hasChosen(ada, 1);
  await ada.says("Enclosed");
  await bob.sees(`${name}.txt`, "#entries .sealed-file");
  await presses(ada, "#open-search");
  await ada.window.type("#search input", `${after} -${looked}${ENTER}`);
  await ada.sees(after, "#search .finds");
  await ada.types(draft);
}

/** The same of somebody at a terminal. */
async function talksAt(tmux: Tmux, ada: Visitor, words: Words, folder: TempFolder): Promise<void> {
  const [before = "", after = "", topic = "", name = ""] = words.take(4);
  const path = folder.file(`${name}.txt`);
  await Deno.writeTextFile(path, words.take(AT_ONCE).join(" "));
  await enters(tmux, before);
  // Only what the terminal shows is edited.
  await tmux.sees(RegExp(`cyd {2}${before}`));
  await ada.hears(before);
  await enters(tmux, `/edit ${after}`);
  await ada.hears(after);
  await enters(tmux, `/topic ${topic}`);
  await ada.sees(topic, "#topic");
  await enters(tmux, `/file '${path}' ${words.take(1)[0]}`);
  await ada.sees(`${name}.txt`, "#entries .sealed-file");
  while (words.left > 0) {
    const said = words.take(Math.min(5, words.left));
    await enters(tmux, said.join(" "));
    await ada.hears(said.at(-1)!);
  }
}

/** Two pages and a terminal talk. Gives the secret of their room. */
async function talkOf(
  words: Words,
  tap: Wiretap,
  { open, folder }: {
    open: { ada: Visitor; bob: (link: URL) => Promise<Visitor> };
    folder: TempFolder;
  },
): Promise<string> {
  const { ada } = open;
  // What answers when the server can't be reached is heard, too.
  await ada.window.until(() => navigator.serviceWorker.controller !== null);
  const link = await makesRoom(ada, words.take(1)[0]);
  const bob = await open.bob(link);
  const { secret } = await SealedRoom.of(link.hash.slice(2));
  const at = `'${tap.url().href}#!${secret}'`;
  const way = { name: "cyd", allowed: ["--allow-read"] };
  await using tmux = await startsClient(at, /🔒~\S{6}.* · 3 here/, way);
  await talks(ada, bob, words, 5);
  await talks(bob, ada, words, 5);
  await doesTheRest(ada, bob, words);
  await talksAt(tmux, ada, words, folder);
  // All of it is brought back, as much of it by the service worker as there is.
  await bob.window.reload();
  await canWrite(bob);
  await bob.hears(words.all.at(-1)!);
  await bob.sees(".txt", "#entries .sealed-file");
  return secret;
}

browserTest(
  "Two pages and a terminal talk in a private room, and of 200 words nobody else has one",
  async (stage) => {
    if (ignore || isIgnored) return;
    await using folder = await TempFolder.make();
    await using files = await TempFolder.make();
    const store = folder.file("chat.db");
    const words = new Words();
    const control = planted(1);
    await using server = await ServerProcess.open({ store });
    let tapped: Wiretap;
    let secret: string;
    {
      await using tap = new Wiretap(server);
      await using eve = await connect(tap.url(), { name: "eve" });
      await (await eve.join("lobby")).say(control[0]!);
      const ada = await stage.enter("ada", { at: tap.url() });
      const bob = (link: URL) => entersBy(stage, "bob", link);
      secret = await talkOf(words, tap, { open: { ada, bob }, folder: files });
      tapped = tap;
    }
    assertEquals(words.left, 0);
    const heard = tapped.heard.join("\n");
    const exported = new TextDecoder("latin1").decode(await backUp(store));
    // With what is not in the store's own file yet.
    const running = await storedIn(folder);
    server.signal("SIGTERM");
    const { stdout, stderr } = await server.ended();
    const stored = running + await storedIn(folder);
    const places = { heard, exported, stored };
    const { name } = await SealedRoom.of(secret);
    for (const [place, text] of Object.entries({ ...places, log: stdout + stderr })) {
      assertEquals(found([...words.all, secret], text), [], place);
      // What is plain is found where it has to be, so that finding nothing means something.
      if (place !== "log") assertEquals(found([...control, name], text), [...control, name], place);
    }
    // Pages, their service worker, which alone asks for what is shown offline, and a terminal asked for
    // things, and nobody with a fragment.
    const asked = tapped.asked.join("\n");
    for (const wanted of ["offline.html", "/ws", "api/files?name=sealed"]) {
      assert(asked.includes(wanted), `${wanted} in ${asked}`);
    }
    assertEquals(/#|%23|!|%21/.exec(asked), null);
  },
);
