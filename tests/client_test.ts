import { assertEquals, assertMatch } from "@std/assert";
import manifest from "../deno.json" with { type: "json" };
import { runClient, startServer } from "./client/programs.ts";
import { Reader } from "./client/connection/support/reader.ts";

Deno.test("A script says its lines and knows that they are stored", async () => {
  await using server = await startServer();
  await using bob = new Reader(server, { name: "bob" });
  bob.connection.join("games");
  await bob.sees("joined");
  const lines = Array.from({ length: 500 }, (_, i) => `line ${i}`);
  const link = `${server.url}#games`;
  const ended = await runClient([link, "--name", "script"], lines.join("\n"));
  assertEquals(ended, { code: 0, stdout: "", stderr: "" });
  const heard = [];
  while (heard.length < lines.length) {
    const { from, text } = await bob.sees("said");
    assertEquals(from, "script");
    heard.push(text);
  }
  assertEquals(heard, lines);
});

Deno.test("A script whose name is taken learns so, with one line and code 1", async () => {
  await using server = await startServer();
  await using bob = new Reader(server, { name: "bob" });
  await bob.becomes("open");
  const { code, stdout, stderr } = await runClient([server.url, "--name", "BOB"], "hello\n");
  assertEquals([code, stdout], [1, ""]);
  assertMatch(stderr, /^.*BOB.*\n$/);
});

Deno.test("A script that says nothing need not find a server", async () => {
  assertEquals((await runClient(["http://127.0.0.1:1", "--name", "script"])).code, 0);
});

Deno.test("The client explains itself, and what it does not understand", async (t) => {
  await t.step("chat --help", async () => {
    const { code, stdout } = await runClient(["chat", "--help"]);
    assertEquals(code, 0);
    for (const flag of ["--name", "--room", "--token", "--version"]) {
      assertMatch(stdout, RegExp(flag));
    }
  });
  await t.step("--version", async () => {
    const { stdout } = await runClient(["--version"]);
    assertEquals(stdout, `hubbub/${manifest.version}\n`);
  });
  await t.step("an unknown flag", async () => {
    const { code, stdout, stderr } = await runClient(["--colour"]);
    assertEquals([code, stdout], [2, ""]);
    assertMatch(stderr, /^.*--colour.*\n$/);
  });
  await t.step("no name, and nobody to ask", async () => {
    const { code, stderr } = await runClient([]);
    assertEquals(code, 2);
    assertMatch(stderr, /^.*--name.*\n$/);
  });
});
