import { assertEquals, assertMatch } from "@std/assert";
import { connect } from "../../../client.ts";
import { soon } from "../../support/arrivals.ts";
import { TempFolder } from "../../support/temp_folder.ts";
import { startServer } from "../programs.ts";
import { enters, ignore, sitsDown } from "../sits_down.ts";
import type { Tmux } from "../tmux.ts";

/** Deno throws away what was typed before it listens: so an answer may have to be given again. */
async function answers(tmux: Tmux, question: string, answer: "y" | "n", so: RegExp): Promise<void> {
  await tmux.reads(question);
  do await enters(tmux, answer); while (!await tmux.shows(so, 40));
}

/** More than a socket takes at once, and not the same anywhere. */
const LOG = Uint8Array.from({ length: 300_000 }, (_, at) => at * 2_654_435_761 >>> 13);

Deno.test({
  name: "Somebody at a terminal sends files with a text, and saves those of others",
  ignore,
  async fn() {
    await using server = await startServer();
    await using folder = await TempFolder.make();
    await Deno.writeFile(folder.file("a log.bin"), LOG);
    await Deno.writeTextFile(folder.file("notes.txt"), "buy milk");
    const allowed = ["--allow-read", "--allow-write"];
    await using ada = await sitsDown(server.url, 1, allowed);
    await using bob = await connect(server.url, { name: "bob" });
    const lobby = await bob.join("lobby");
    const messages = lobby.messages();

    // One key completes it, another goes on.
    await ada.types(`/file "${folder.path}/a l`);
    await ada.presses("Tab");
    await ada.reads(`/file "${folder.file("a log.bin")}"`);
    await ada.types("what happened");
    await ada.presses("Enter");
    const { value: first } = await soon(messages.next(), "the log");
    assertEquals(first?.text, "what happened");
    assertEquals(first?.files.map(({ name, size }) => [name, size]), [["a log.bin", LOG.length]]);
    assertEquals(await first?.files[0]?.bytes(), LOG);
    await ada.sees(
      /ada {2}what happened\n {6}\[1\] a log\.bin \(application\/octet-stream, 300 kB\)/,
    );

    await enters(ada, `/file ${folder.path.replaceAll(" ", "\\ ")}/notes.txt`);
    const { value: second } = await soon(messages.next(), "the notes");
    assertEquals([second?.text, second?.files[0]?.type], ["", "text/plain"]);

    await lobby.say("look", { files: [{ data: LOG, name: "..\x1b[2Jtheirs.bin" }] });
    await ada.sees(/bob {2}look\n {6}\[3\] \S*theirs\.bin \(application\/octet-stream, 300 kB\)/);
    await enters(ada, `/save 3 '${folder.path}/mine.bin'`);
    await ada.reads(`Saved ${folder.file("mine.bin")} (300 kB)`);
    assertEquals(await Deno.readFile(folder.file("mine.bin")), LOG);
    await enters(ada, `/save 2 '${folder.path}'`);
    await ada.reads(`Saved ${folder.file("notes-2.txt")} (8 B)`);
    assertEquals(await Deno.readTextFile(folder.file("notes-2.txt")), "buy milk");

    await enters(ada, `/save 3 '${folder.path}/mine.bin'`);
    const isThere = "is there already, and was left as it is";
    await ada.reads(`Not saved, ${folder.file("mine.bin")} ${isThere}`);
    await enters(ada, `/file '${folder.path}/absent'`);
    await ada.sees(/Not sent, there is no such file/);
    await enters(ada, "/save 9");
    await ada.sees(/No file is shown as 9/);
    await ada.presses("C-d");
    await ada.sees(/^code 0$/m);
  },
});

Deno.test({
  name:
    "Deno asks somebody at a terminal whether a file may be read, and takes no key of the chat for it",
  ignore,
  async fn() {
    await using server = await startServer();
    await using folder = await TempFolder.make();
    await Deno.writeTextFile(folder.file("notes.txt"), "buy milk");
    await using ada = await sitsDown(server.url, 1, [], "");
    await enters(ada, `/file '${folder.path}/notes.txt'`);
    await answers(
      ada,
      `requests read access to "${folder.file("notes.txt")}"`,
      "y",
      /ada {2}\[1\] notes/,
    );
    await ada.sees(
      /ada {2}\[1\] notes\.txt \(text\/plain, 8 B\) \/save 1\n(.*\n)*── lobby · 1 here\n›/,
    );
    await enters(ada, `/save 1 '${folder.path}/copy.txt'`);
    await answers(ada, `requests read access to "${folder.file("copy.txt")}"`, "y", /write access/);
    await answers(ada, `requests write access to "${folder.file("copy.txt")}"`, "n", /Not saved/);
    await ada.sees(/Not saved, it may not be written: run with --allow-write/);
    await enters(ada, "still here");
    assertMatch(await ada.sees(/ada {2}still here\n──/), /› ?\n*$/);
    assertEquals((await Array.fromAsync(Deno.readDir(folder.path))).length, 1);
  },
});

Deno.test({
  name: "Somebody who leaves while a file is under way is told that it was not sent",
  ignore,
  async fn() {
    await using server = await startServer();
    await using folder = await TempFolder.make();
    // Too large to be sent while one leaves, and not on the disk.
    const large = await Deno.open(folder.file("large"), { write: true, create: true });
    await large.truncate(24 * 1024 * 1024);
    large.close();
    await using ada = await sitsDown(server.url, 1, ["--allow-read"]);
    await enters(ada, `/file '${folder.path}/large'`);
    await ada.presses("C-d");
    await ada.sees(/^code [01]$/m);
    // It may have come through, and its message, too: then that is what one is told.
    const screen = await ada.screen();
    if (/^code 0$/m.test(screen)) assertMatch(screen, /\[1\] large/);
    else assertMatch(screen, /Not sent, you left: |Not said, You left: a file$/m);
  },
});
