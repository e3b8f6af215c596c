import { assertEquals, assertMatch } from "@std/assert";
import { connect } from "../../../client.ts";
import { TempFolder } from "../../support/temp_folder.ts";
import { Caller, chatting, DONE, textsIn } from "./caller.ts";

Deno.test("Messages are said, read, answered, changed and found by commands", async () => {
  await using here = await chatting();
  const { ada } = here;
  assertEquals(await ada.runs("say", "#lobby", "hello", "there"), DONE);
  assertEquals(await ada.feeds("two\tlines\nof \\ text\n", "say", "lobby", "-"), DONE);
  const read = await ada.runs("read", "lobby");
  const [first, second] = read.stdout.split("\n");
  assertMatch(first ?? "", /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ\t#lobby\t\d+\tada\thello there$/);
  assertEquals(second?.split("\t").at(-1), "two\\tlines\\nof \\\\ text");
  const seq = first?.split("\t")[2] ?? "";

  assertEquals(await ada.runs("reply", "lobby", seq, "hi"), DONE);
  assertEquals(await ada.runs("edit", "lobby", seq, "hello all"), DONE);
  assertEquals(await ada.runs("react", "lobby", seq, "🚀"), DONE);
  const all = await ada.runs("read", "lobby", "--all", "--json");
  const entries = all.stdout.trim().split("\n").map((line) => JSON.parse(line));
  const types = entries.map(({ type }) => type);
  assertEquals(types, ["said", "said", "said", "edited", "reacted"]);
  assertEquals([entries[0].text, entries[2].reply], ["hello all", Number(seq)]);
  const found = await ada.runs("search", "lobby", "hello", "--json");
  assertEquals(textsIn(found.stdout), ["hello all"]);
  assertEquals(await ada.runs("react", "lobby", seq, "🚀", "--off"), DONE);
  assertEquals(await ada.runs("delete", "lobby", seq), DONE);
  assertEquals((await ada.runs("search", "lobby", "hello")).stdout, "");
});

Deno.test("A guest runs one command right after the other, and is told of a name that stays taken", async () => {
  await using here = await chatting();
  const gus = new Caller({ HUBBUB_URL: here.url, HUBBUB_NAME: "gus" });
  assertEquals(await gus.runs("say", "lobby", "one"), DONE);
  assertEquals(await gus.runs("say", "lobby", "two"), DONE);
  const { stdout } = await gus.runs("read", "lobby", "--json");
  assertEquals(textsIn(stdout).slice(-2), ["one", "two"]);
  // Whoever stays has the name: that is said, and not waited for without end.
  const late = new Caller({ HUBBUB_URL: here.url, HUBBUB_NAME: "ada" });
  const { code, stderr } = await late.runs("rooms", "--timeout", "1s");
  assertEquals([code, stderr], [4, "Cannot connect: ada is in use\n"]);
});

Deno.test("A key says a message once, and each room has keys of its own", async () => {
  await using here = await chatting();
  await here.chat.join("ops");
  for (const room of ["lobby", "lobby", "ops"]) {
    assertEquals(await here.ada.runs("say", room, "deployed", "--id", "deploy 42"), DONE);
  }
  const again = await here.ada.runs("say", "lobby", "deployed", "--id=deploy 42", "--json");
  assertMatch(again.stdout, /^{"type":"stored","room":"lobby","seq":1,/);
  for (const room of ["lobby", "ops"]) {
    const { stdout } = await here.ada.runs("read", room, "--all", "--json");
    assertEquals(textsIn(stdout), ["deployed"]);
  }
});

Deno.test("Rooms are listed, who is there, and a direct room is that of the two", async () => {
  await using here = await chatting();
  await using bob = await connect(here.url, { name: "bob" });
  await bob.join("lobby");
  assertMatch((await here.ada.runs("rooms")).stdout, /^#lobby\t/m);
  const { stdout } = await here.ada.runs("who", "lobby");
  assertEquals(stdout.trim().split("\n").toSorted(), ["ada", "bob"]);
  assertEquals(await here.ada.runs("say", "@bob", "psst"), DONE);
  assertMatch((await here.ada.runs("read", "@bob")).stdout, /\t@ada,bob\t1\tada\tpsst\n$/);
});

Deno.test("A file is said with its text", async () => {
  await using here = await chatting();
  await using folder = await TempFolder.make();
  const path = folder.file("notes.txt");
  await Deno.writeTextFile(path, "notes");
  assertEquals(await here.ada.runs("say", "lobby", "mine", "--file", path), DONE);
  assertMatch((await here.ada.runs("read", "lobby")).stdout, /\tmine \[notes\.txt\]\n$/);
  const absent = await here.ada.runs("say", "lobby", "--file", folder.file("absent"));
  assertEquals(absent.code, 1);
});

Deno.test("Text that is not UTF-8, or too long, is not said, and why is told", async () => {
  await using here = await chatting();
  const bytes = new Uint8Array([0x6f, 0x6b, 10, 0xfc, 10]);
  const { code, stderr } = await here.ada.feeds(bytes, "say", "lobby");
  assertEquals([code, stderr.split(":")[0]], [2, "Line 2 is not UTF-8"]);
  const long = await here.ada.feeds("x".repeat(5_000), "say", "lobby", "-");
  assertEquals([long.code, long.stderr], [
    2,
    "A message has at most 4000 characters: send it as a file, with --file PATH\n",
  ]);
});

Deno.test("An answer has files, a key and an encoding as any message, and so has a new text", async () => {
  await using here = await chatting();
  await using folder = await TempFolder.make();
  const { ada, lobby } = here;
  const path = folder.file("plan.txt");
  await Deno.writeTextFile(path, "plan");
  const { seq } = await lobby.say("which plan?");
  const latin = new Uint8Array([0x67, 0x72, 0xfc, 0x6e]);
  for (let times = 0; times < 2; times++) {
    const args = ["reply", "lobby", `${seq}`, "-", "--encoding", "latin1", "--id", "answer"];
    assertEquals(await ada.feeds(latin, ...args), DONE);
  }
  assertEquals(await ada.runs("reply", "lobby", `${seq}`, "--file", path), DONE);
  const read = await ada.runs("read", "lobby", "--json", "--name", "nobody");
  const entries = read.stdout.trim().split("\n").map((line) => JSON.parse(line));
  assertEquals(entries.map(({ text, reply }) => [text, reply]), [
    ["which plan?", undefined],
    ["grün", seq],
    ["", seq],
  ]);
  assertEquals(entries[2].files[0].name, "plan.txt");
  const edit = ["edit", "lobby", `${seq}`, "-", "--encoding", "windows-1252"];
  assertEquals(await ada.feeds(latin, ...edit), DONE);
  const found = await ada.runs("search", "lobby", "grün", "--last", "1", "--json");
  assertEquals(textsIn(found.stdout).length, 1);
  assertEquals(textsIn((await ada.runs("search", "lobby", "grün", "--json")).stdout).length, 2);
});
