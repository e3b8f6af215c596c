import { assertEquals, assertMatch } from "@std/assert";
import { ServerProcess } from "../../../support/process/server_process.ts";
import { TempFolder } from "../../../support/temp_folder.ts";
import { until } from "../../../support/until.ts";
import { ignore } from "../../sits_down.ts";
import { Tmux } from "../../tmux.ts";
import { Listening, NOTE } from "./listening.ts";

Deno.test("Each message is acted on once, across stops and restarts of the program and of the server", async () => {
  await using folder = await TempFolder.make();
  const store = folder.file("chat.db");
  let server = await ServerProcess.open({ store });
  const { port } = server;
  await using stack = new AsyncDisposableStack();
  stack.defer(() => server[Symbol.asyncDispose]());
  const here = stack.use(await Listening.at(server));
  let said = 0;
  const talk = async (count: number) => {
    for (let n = 1; n < count; n++) here.lobby.say(`message ${++said}`);
    await here.lobby.say(`message ${++said}`);
  };
  for (let round = 0; round < 3; round++) {
    const program = stack.use(await here.starts(NOTE));
    await talk(10);
    // It stops while it is at it: the message that is being acted on is the last.
    await here.notes(round * 15 + 3);
    program.signal("SIGTERM");
    assertEquals((await program.ended()).code, 143);
    await talk(5);
    if (round === 1) {
      await server.kill();
      server = await ServerProcess.open({ store, port });
    }
  }
  await using _last = await here.starts(NOTE);
  await server.kill();
  server = await ServerProcess.open({ store, port });
  await talk(5);
  const notes = await here.notes(said);
  const expected = Array.from(
    { length: said },
    (_, nth) => `lobby ${nth + 1} bob message ${nth + 1}`,
  );
  assertEquals(notes, expected);
});

Deno.test("A message during which the program was killed is acted on again, and no other", async () => {
  await using server = await ServerProcess.open();
  await using here = await Listening.at(server);
  const script =
    `${NOTE}; if [ "$HUBBUB_SEQ" = 2 ] && mkdir "$LOG.once" 2>/dev/null; then exec cat "$LOG.fifo"; fi`;
  await new Deno.Command("mkfifo", { args: [`${here.log}.fifo`] }).output();
  const program = await here.starts(script);
  for (const text of ["one", "two", "three"]) await here.lobby.say(text);
  await here.notes(2);
  await until(async () => await here.kept() === 1, "the number of the first");
  const killed = program.kill();
  // What it ran outlives it, and ends when somebody writes there.
  await Deno.writeTextFile(`${here.log}.fifo`, "");
  await killed;
  await using _again = await here.starts(script);
  const notes = await here.notes(4);
  assertEquals(notes.map((note) => note.split(" ").at(-1)), ["one", "two", "two", "three"]);
});

Deno.test({
  name: "Ctrl-C waits for the program that runs, and a second one ends it, too",
  ignore,
  async fn() {
    await using server = await ServerProcess.open();
    await using here = await Listening.at(server);
    await using tmux = await Tmux.start();
    await new Deno.Command("mkfifo", { args: [`${here.log}.fifo`] }).output();
    await Deno.writeTextFile(
      `${here.log}.sh`,
      `echo "$$ $HUBBUB_SEQ" >> "$LOG"; read -r word < "$LOG.fifo"; echo "$word" >> "$LOG"`,
    );
    const client = new URL("../../../../client.ts", import.meta.url).href;
    const state = here.folder.file("state");
    await tmux.types(`export LOG="${here.log}" HUBBUB_TOKEN=${here.echo.token}; clear`);
    await tmux.presses("Enter");
    const run = `"${Deno.execPath()}" run --quiet -A ${client} on lobby --url ${here.url}`;
    const begin = async (nth: number) => {
      await tmux.types(`${run} --state "${state}" -- sh "$LOG.sh"; echo "code $? of ${nth}"`);
      await tmux.presses("Enter");
      await here.notes(2 * nth - 1);
    };
    await until(async () => /^\$$/m.test(await tmux.screen()), "the prompt");
    await Deno.writeTextFile(state, "0\n");
    await here.lobby.say("one");
    await here.lobby.say("two");
    await begin(1);
    // Each is heard before the next thing happens: two that come at once are one to the system.
    await tmux.presses("C-c");
    await tmux.reads("Waiting for what message 1 started: a second signal ends it, too");
    await Deno.writeTextFile(`${here.log}.fifo`, "done\n");
    await tmux.sees(/^code 130 of 1$/m);
    const [first = "", word] = await here.notes(2);
    assertEquals([first.split(" ")[1], word, await here.kept()], ["1", "done", 1]);
    await begin(2);
    await tmux.presses("C-c");
    await tmux.reads("Waiting for what message 2 started");
    await tmux.presses("C-c");
    await tmux.sees(/code 130 of 2$/m);
    const [, , last = ""] = await here.notes(3);
    const [pid = "", seq] = last.split(" ");
    assertEquals([seq, await here.kept()], ["2", 1]);
    // Whoever has ended may stay listed until somebody takes notice.
    const look = ["-c", `read -r stat < /proc/${pid}/stat && echo "$stat"`];
    const lives = async () => {
      const { stdout } = await new Deno.Command("sh", { args: look, stderr: "null" }).output();
      return /\) [^ZX] /.test(new TextDecoder().decode(stdout));
    };
    await until(async () => !await lives(), "the end of the program");
  },
});

Deno.test("What is missing since the last time is told", async () => {
  await using server = await ServerProcess.open();
  await using here = await Listening.at(server);
  await Deno.writeTextFile(here.folder.file("state"), "500\n");
  await here.lobby.say("of another log");
  await using program = await here.starts(NOTE);
  await until(() => program.errors.text !== "", "the sentence");
  assertEquals(program.errors.text, "Missed: the room begins anew\n");
  await here.lobby.say("goes on");
  assertMatch((await here.notes(2)).join(), /of another log,.*goes on$/);
});
