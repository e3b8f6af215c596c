import { assertEquals, assertMatch } from "@std/assert";
import { connect, type Message } from "../../../client.ts";
import { ProgressBar } from "../../../client/progress_bar.ts";
import { soon } from "../../support/arrivals.ts";
import { TempFolder } from "../../support/temp_folder.ts";
import { runClient, startServer } from "../programs.ts";

async function firstOf(messages: AsyncIterator<Message>): Promise<Message> {
  const { value } = await soon(messages.next(), "the message");
  return value;
}

Deno.test("--file sends files as one message, and the program ends when it is stored", async () => {
  await using server = await startServer();
  await using folder = await TempFolder.make();
  await Deno.writeTextFile(folder.file("one.txt"), "one");
  await Deno.writeTextFile(folder.file("two.txt"), "two");
  await using bob = await connect(server.url, { name: "bob" });
  const messages = (await bob.join("games")).messages();
  const files = ["one.txt", "two.txt"].map((name) => ["--file", folder.file(name)]).flat();
  const said = [server.url, "--name", "ada", "--room", "games", ...files, "--text", "my notes"];
  // What else comes by standard input is for others.
  const { code, stdout, stderr } = await runClient(said, "not for the room", {}, ["--allow-read"]);
  assertEquals([code, stdout, stderr], [0, "", ""]);
  const message = await firstOf(messages);
  assertEquals([message.from, message.text], ["ada", "my notes"]);
  assertEquals(message.files.map(({ name }) => name), ["one.txt", "two.txt"]);
  assertEquals(new TextDecoder().decode(await message.files[1]?.bytes()), "two");
});

Deno.test("--file sends to somebody alone, too", async () => {
  await using server = await startServer();
  await using folder = await TempFolder.make();
  await Deno.writeTextFile(folder.file("one.txt"), "one");
  await using bob = await connect(server.url, { name: "bob" });
  const messages = bob.to("ada").messages();
  const reading = firstOf(messages);
  const said = [server.url, "--name", "ada", "--room", "@bob", "--file", folder.file("one.txt")];
  const { code } = await runClient(said, "", {}, ["--allow-read"]);
  assertEquals([code, (await reading).files[0]?.name], [0, "one.txt"]);
});

Deno.test("--file says why a file was not sent, and ends with 1", async () => {
  await using server = await startServer();
  await using folder = await TempFolder.make();
  const path = folder.file("absent");
  const said = [server.url, "--name", "ada", "--file", path];
  const absent = await runClient(said, "", {}, ["--allow-read"]);
  assertEquals([absent.code, absent.stderr], [1, `Not sent, there is no such file: ${path}\n`]);
  const forbidden = await runClient(said, "", {}, ["--no-prompt"]);
  assertEquals(forbidden.code, 1);
  assertMatch(
    forbidden.stderr,
    /^Not sent, it may not be read: run with --allow-read: .*absent\n$/,
  );
  const unreachable = await runClient(["localhost:1", "--name", "ada", "--file=x", "--nope"]);
  assertEquals(unreachable.code, 2);
});

Deno.test("A bar shows how far files are, on a terminal only, and nothing of it stays", () => {
  const written: string[] = [];
  const bar = new ProgressBar({ isTerminal: true, write: (text) => written.push(text) });
  const name = "a\x1b[2Jcat.png";
  bar.show({ name, sent: 0, size: 2_000_000 });
  bar.show({ name, sent: 1_000_000, size: 2_000_000 });
  bar.show({ name, sent: 1_000_001, size: 2_000_000 });
  bar.show({ name, sent: 2_000_000, size: 2_000_000 });
  bar.clear();
  assertEquals(written.map((text) => text.replace("\r\x1b[K", "")), [
    "[--------------------]   0 % of 2.0 MB  a␛[2Jcat.png",
    "[##########----------]  50 % of 2.0 MB  a␛[2Jcat.png",
    "[####################] 100 % of 2.0 MB  a␛[2Jcat.png",
    "",
  ]);
  const log = new ProgressBar({ isTerminal: false, write: () => written.push("!") });
  log.show({ name, sent: 1, size: 2 });
  log.clear();
  assertEquals(written.length, 4);
});
