import { assertEquals, assertMatch } from "@std/assert";
import { Reader } from "../static/reader.ts";
import { startServer } from "./programs.ts";
import { hasTmux, Tmux } from "./tmux.ts";

const CLIENT = new URL("../../client.ts", import.meta.url);
const ignore = !await hasTmux();

/** Ada at a terminal, in the lobby. */
async function sitsDown(url: string): Promise<Tmux> {
  const tmux = await Tmux.start();
  const run = `"${Deno.execPath()}" run --quiet --no-prompt --allow-net ${CLIENT.href}`;
  await tmux.types(`clear; ${run} ${url} --name ada; echo "code $?"; stty -a`);
  await tmux.presses("Enter");
  await tmux.sees(/── lobby · 1 here\n›/);
  return tmux;
}

Deno.test({
  name: "What ada types at a terminal stays whole below what bob says meanwhile",
  ignore,
  async fn() {
    await using server = await startServer();
    await using ada = await sitsDown(server.url);
    await using bob = new Reader(server, { name: "bob" });
    bob.connection.join("lobby");
    await bob.sees("joined");

    await ada.types("I was about to say");
    assertEquals((await bob.sees("typing")).from, "ada");
    await bob.connection.say("lobby", "listen, everybody").acknowledged;
    await ada.sees(/bob {2}listen, everybody\n(.*\n)*── lobby · 2 here.*\n› I was about to say$/m);

    // In the middle of what is typed, and where it is longer than a row.
    await ada.presses("Left", "Left", "Left");
    await ada.types(`${"x".repeat(100)} `);
    await bob.connection.say("lobby", "are you there?").acknowledged;
    await ada.sees(/are you there\?\n(.*\n)*› I was about to x+\nx+ say$/m);
    await ada.presses("Enter");
    const said = await ada.sees(/\d\d:\d\d ada {2}I was about to x+\nx+ say\n── lobby · 2 here\n›/);
    assertEquals(said.match(/I was about/g)?.length, 1);
    assertMatch(said, /listen, everybody\n\d\d:\d\d bob {2}are you there\?\n\d\d:\d\d ada/);
  },
});

Deno.test({
  name: "Several pasted lines are one message, and commands and names are completed",
  ignore,
  async fn() {
    await using server = await startServer();
    await using ada = await sitsDown(server.url);
    await ada.pastes("one\ntwo\nthree");
    await ada.sees(/› one⏎two⏎three$/m);
    await ada.presses("Enter");
    await ada.sees(/ada {2}one\n {6}two\n {6}three\n──/);
    await ada.types("/jo");
    await ada.presses("Tab");
    await ada.sees(/› \/join $|› \/join\s*$/m);
    await ada.types("games");
    await ada.presses("Enter");
    await ada.sees(/In games, 1: ada\n── games · 1 here\n›/);
  },
});

Deno.test({
  name: "Ctrl-D says goodbye and gives the terminal back as it was",
  ignore,
  async fn() {
    await using server = await startServer();
    await using ada = await sitsDown(server.url);
    await using bob = new Reader(server, { name: "bob" });
    bob.connection.join("lobby");
    await bob.sees("joined");
    await ada.presses("C-d");
    const screen = await ada.sees(/code \d+\n(.*\n)+\$/);
    assertMatch(screen, /code 0\n/);
    assertMatch(screen, /[^-]icanon/);
    assertMatch(screen, /[^-]echo /);
    assertEquals((await bob.sees("offline")).name, "ada");
  },
});

Deno.test({
  name: "Ctrl-C clears what is typed, and leaves when nothing is",
  ignore,
  async fn() {
    await using server = await startServer();
    await using ada = await sitsDown(server.url);
    await ada.types("never mind");
    await ada.sees(/› never mind/);
    await ada.presses("C-c");
    await ada.sees(/›\s*$/);
    await ada.presses("C-c");
    await ada.sees(/code 0\n/);
  },
});

Deno.test({
  name: "/quit takes the prompt and itself off the screen, and leaves what was said on it",
  ignore,
  async fn() {
    await using server = await startServer();
    await using ada = await sitsDown(server.url);
    await ada.types("so long");
    await ada.presses("Enter");
    await ada.sees(/ada {2}so long\n──/);
    await ada.types("/quit");
    await ada.presses("Enter");
    const screen = await ada.sees(/code \d/);
    assertMatch(screen, /In lobby, 1: ada\n\d\d:\d\d ada {2}so long\ncode 0\n/);
  },
});
