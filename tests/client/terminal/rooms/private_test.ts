import { assert, assertEquals } from "@std/assert";
import { connect } from "../../../../client.ts";
import { parseLink, SealedRoom } from "../../../../client/sealed.ts";
import { readInput } from "../../../../client/terminal/commands.ts";
import { startServer } from "../../programs.ts";
import { enters, ignore, sitsDownAs, startsClient } from "../../sits_down.ts";
import { TempFolder } from "../../../support/temp_folder.ts";
import { until } from "../../../support/until.ts";

const SECRET = "AAECAwQFBgcICQoLDA0ODw";

Deno.test("A link that is joined is a private room's, and other rooms are joined by name", () => {
  const link = `https://chat.example/#!${SECRET}`;
  assertEquals(readInput(`/join ${link}`, "lobby"), { type: "enter", link });
  assertEquals(readInput(`/join #!${SECRET}`, undefined), { type: "enter", link: `#!${SECRET}` });
  assertEquals(readInput("/join #ops", "lobby"), { type: "join", room: "ops" });
  assertEquals(readInput("/private", "lobby"), { type: "private", what: "make", room: "lobby" });
  assertEquals(readInput("/private link", "den"), { type: "private", what: "link", room: "den" });
  assertEquals(readInput("/forget", "den"), { type: "forget", room: "den" });
  assertEquals(readInput("/private whatever", "den").type, "mistake");
  // No server is told a link, whatever it is written behind.
  const escaped = link.replace("!", "%21");
  assertEquals(readInput(`/join ${escaped}`, "lobby"), { type: "enter", link: escaped });
  for (const command of ["/make", "/leave", "/who", "/names", "/pins", "/goto", "/invite-link"]) {
    for (const text of [link, `#!${SECRET}`, escaped]) {
      assertEquals(readInput(`${command} ${text}`, "lobby").type, "mistake", command);
    }
  }
  assertEquals(readInput(`/goto ${link}/5`, "lobby").type, "mistake");
});

Deno.test({
  name: "Two people at terminals and a program talk in a private room, by its link",
  ignore,
  async fn() {
    await using folder = await TempFolder.make();
    await using started = new AsyncDisposableStack();
    const { url } = started.use(await startServer());
    const home = `XDG_CONFIG_HOME='${folder.file("config")}'`;
    const allowed = ["--allow-read", "--allow-write", "--allow-env"];
    const ada = started.use(await sitsDownAs("ada", url, { allowed, env: home }));
    await enters(ada, "/private");
    await ada.sees(/🔒~\S{6}.* · 1 here/);
    const shown = await ada.sees(/#![\w-]{22}/);
    const { secret } = parseLink(/#![\w-]{22}/.exec(shown)![0])!;
    const room = await SealedRoom.of(secret);
    const bob = started.use(
      await startsClient(`'${room.link(url)}'`, /🔒~\S{6}.* · 2 here/, { name: "bob" }),
    );
    await enters(bob, "the eagle has landed");
    await ada.sees(/bob {2}the eagle has landed/);
    const program = started.use(await connect(url, { name: "robot" }));
    const den = await program.join(`#!${secret}`);
    await den.say("beep");
    for (const one of [ada, bob]) await one.sees(/robot {2}beep/);
    await enters(ada, "/topic Nests");
    await bob.sees(/ada set the topic: Nests/);
    await ada.pastes(`/topic ${"nest ".repeat(900)}`);
    await ada.presses("Enter");
    await ada.sees(/Not changed, it must have \S/);
    await enters(ada, "roger");
    for (const one of [ada, bob]) await one.sees(/ada {2}roger\n/);
    await enters(ada, "/edit roger that");
    await bob.sees(/ada changed: roger that/);
    // Here, where it can be read: the server is asked for the log, and not for words.
    await enters(ada, "/search EAGLE from:bob");
    await ada.sees(/#\d+ [\d-]+ \d\d:\d\d .*bob {2}the eagle has landed\n\/goto \d+ shows/);
    await enters(ada, "/search roger");
    await ada.sees(/#\d+ .*ada {2}roger that\n\/goto/);
    await enters(ada, "/search nothing of this");
    await ada.sees(/Nothing was found\n── /);
    await enters(ada, "/search after:yesterday");
    await ada.reads("Cannot search: after: takes a date such as 2026-11-30");
    const [first, , third] = (await Array.fromAsync(den.history())).toReversed();
    assertEquals([first?.text, third?.text], ["the eagle has landed", "roger that"]);
    await Deno.writeTextFile(folder.file("eggs.txt"), "three eggs");
    await enters(ada, `/file '${folder.file("eggs.txt")}' in the nest`);
    await ada.sees(/in the nest\n {6}\[1\] eggs\.txt \(text\/plain, 10 B/);
    const [sent] = await Array.fromAsync(den.history());
    assertEquals(await new Response(sent?.files[0]?.stream()).text(), "three eggs");
    const chick = new TextEncoder().encode("a chick");
    await den.say("hatched", { files: [{ name: "chick.txt", data: chick }] });
    await ada.sees(/hatched\n {6}\[2\] chick\.txt/);
    await enters(ada, `/save 2 '${folder.file("saved.txt")}'`);
    await ada.reads(`Saved ${folder.file("saved.txt")} (`);
    assertEquals(await Deno.readTextFile(folder.file("saved.txt")), "a chick");
    // It is kept for the next time, for nobody else to read, until it is forgotten.
    const kept = await keptIn(folder.file("config/hubbub"));
    assertEquals(kept.text, `#!${secret}\n`);
    assertEquals(kept.mode & 0o777, 0o600);
    await enters(ada, "/forget");
    await ada.sees(/is forgotten here/);
    await until(
      async () => (await keptIn(folder.file("config/hubbub"))).text === "",
      "the link to be forgotten",
    );
  },
});

Deno.test({
  name: "What does not open at a terminal is shown as that, and not as what somebody said",
  ignore,
  async fn() {
    await using started = new AsyncDisposableStack();
    const { url } = started.use(await startServer());
    const room = await SealedRoom.of(SECRET);
    const ada = started.use(
      await startsClient(`'${room.link(url)}'`, /🔒~\S{6}.* · 1 here/, { name: "ada" }),
    );
    const eve = started.use(await connect(url, { name: "eve" }));
    const body = {
      id: "1",
      sealed: await room.seal({ text: "trust me" }, { from: "bob", id: "1" }),
    };
    const answer = await fetch(new URL(`/api/rooms/${room.name}/messages`, url), {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${eve.token}` },
      body: JSON.stringify(body),
    });
    assertEquals(answer.status, 201);
    await answer.body?.cancel();
    const screen = await ada.sees(/eve {2}\[can't be read: it was changed on its way/);
    assert(!screen.includes("trust me"));
  },
});

async function keptIn(folder: string): Promise<{ text: string; mode: number }> {
  for await (const { name } of Deno.readDir(folder)) {
    if (!name.endsWith(".rooms.json")) continue;
    const path = `${folder}/${name}`;
    const [text, { mode }] = await Promise.all([Deno.readTextFile(path), Deno.stat(path)]);
    return { text, mode: mode ?? 0 };
  }
  return { text: "", mode: 0 };
}
