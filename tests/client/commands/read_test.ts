import { assert, assertEquals } from "@std/assert";
import { connect } from "../../../client.ts";
import { ServerProcess } from "../../support/process/server_process.ts";
import { TempFolder } from "../../support/temp_folder.ts";
import { Caller, chatting, textsIn } from "./caller.ts";

Deno.test("A room is read from where one wants it", async () => {
  await using here = await chatting();
  for (let n = 1; n <= 420; n++) here.lobby.say(`line ${n}`);
  await here.lobby.say("end");
  const texts = async (...options: string[]) => {
    const { code, stdout } = await here.ada.runs("read", "lobby", "--json", ...options);
    assertEquals(code, 0);
    return textsIn(stdout);
  };
  assertEquals(await texts("--last", "2"), ["line 420", "end"]);
  assertEquals((await texts()).length, 50);
  const all = await texts("--all");
  assertEquals([all.length, all[0], all.at(-1)], [421, "line 1", "end"]);
  assertEquals(await texts("--after", "419"), ["line 420", "end"]);
  assertEquals((await texts("--since", "1h")).length, 421);
  assertEquals(await texts("--since", "2999-01-01"), []);
});

Deno.test("Whoever stops reading ends a command without a word", async () => {
  await using here = await chatting();
  for (let n = 1; n <= 300; n++) here.lobby.say("x".repeat(1000));
  await here.lobby.say("end");
  const run = `"$@" | head -n 1 >/dev/null; echo "\${PIPESTATUS[0]}"`;
  await using program = here.ada.startsUnder(
    ["bash", "-c", run, "sh"],
    ...["read", "lobby", "--all"],
  );
  const { stdout, stderr } = await program.ended();
  assertEquals([stdout, stderr], ["141\n", ""]);
});

Deno.test("A room is followed through two restarts of the server, each message once", async () => {
  await using folder = await TempFolder.make();
  const store = folder.file("chat.db");
  let server = await ServerProcess.open({ store });
  const { port } = server;
  await using restarting = new AsyncDisposableStack();
  restarting.defer(() => server[Symbol.asyncDispose]());
  await using chat = await connect(server.url(), { name: "ada" });
  const lobby = await chat.join("lobby");
  await lobby.say("0");
  const ada = new Caller({ HUBBUB_URL: server.url().href, HUBBUB_TOKEN: chat.token ?? "" });
  await using reader = ada.starts("read", "lobby", "--all", "--follow", "--json");
  await reader.says(/"text":"0"/);
  for (let round = 1; round <= 2; round++) {
    for (let n = 0; n < 30; n++) lobby.say(`${round * 100 + n}`);
    await server.kill();
    server = await ServerProcess.open({ store, port });
    await lobby.say(`${round * 100 + 30}`);
  }
  await reader.says(/"text":"230"/);
  const expected = [
    0,
    ...[1, 2].flatMap((round) => {
      return Array.from({ length: 31 }, (_, n) => round * 100 + n);
    }),
  ];
  assertEquals(textsIn(reader.output.text), expected.map(String));
  assert(!reader.output.text.includes('"gap"'));
});

Deno.test("Whoever follows a room that begins anew is told so, and goes on", async () => {
  let server = await ServerProcess.open();
  const { port } = server;
  await using restarting = new AsyncDisposableStack();
  restarting.defer(() => server[Symbol.asyncDispose]());
  const url = server.url().href;
  await using bob = await connect(url, { name: "bob" });
  const lobby = await bob.join("lobby");
  await lobby.say("before");
  const ada = new Caller({ HUBBUB_URL: url, HUBBUB_NAME: "ada" });
  await using reader = ada.starts("read", "lobby", "--all", "--follow", "--json");
  await reader.says(/"text":"before"/);
  await server.kill();
  server = await ServerProcess.open({ port });
  await lobby.say("after");
  await reader.says(/"type":"gap","room":"lobby","after":1,"before":1}\n.*"text":"after"/);
});
