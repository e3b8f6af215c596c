import { assert, assertEquals, assertMatch, assertNotEquals } from "@std/assert";
import { newSecret, SealedRoom } from "../../../../client/sealed.ts";
import { idOf } from "../../../../client/commands/say.ts";
import { COMMANDS, takesRoom } from "../../../../client/commands/spec.ts";
import { TempFolder } from "../../../support/temp_folder.ts";
import { expect } from "../../../support/server/asker.ts";
import { Caller, chatting, DONE, textsIn } from "../caller.ts";

/** What an outsider to the room must find nowhere. */
const WORDS = ["aubergine", "bagpipe", "catapult", "gazebo"];

Deno.test("Every command that takes a room takes a private one by a file that has its link", async () => {
  await using here = await chatting();
  await using folder = await TempFolder.make();
  const room = await SealedRoom.of(newSecret());
  const key = ["--room-key-file", folder.file("key")];
  await Deno.writeTextFile(folder.file("key"), `${room.link(here.url)}\n`, { mode: 0o600 });
  await Deno.writeTextFile(folder.file("gazebo.txt"), "hollyhocks");
  const den = await here.chat.join(`#!${room.secret}`);
  const runs = async (...args: string[]) => {
    const ended = await here.ada.runs(...args, ...key);
    assertEquals([ended.code, ended.stderr], [0, ""], args.join(" "));
    return ended.stdout;
  };
  assertEquals(await runs("say", ".", "aubergine", "--file", folder.file("gazebo.txt")), "");
  const piped = await here.ada.feeds("bagpipe\n", "pipe", ...key);
  assertEquals(piped, DONE);
  assertEquals(textsIn(await runs("read", "--json")), ["aubergine", "bagpipe"]);
  assertMatch(await runs("files", ".", "GAZ"), /\t1\tada\t10\ttext\/plain\tgazebo\.txt\n$/);
  assertEquals(await runs("files", ".", "nowhere"), "");
  assertEquals(await runs("edit", ".", "1", "catapult"), "");
  const found = await runs("search", ".", "catapult from:ada -bagpipe", "--json");
  assertEquals(textsIn(found), ["catapult"]);
  assertEquals(await runs("search", ".", "aubergine"), "");
  // What an edit says of the files is what it was.
  await runs("save", ".", "1", folder.file("saved.txt"));
  assertEquals(await Deno.readTextFile(folder.file("saved.txt")), "hollyhocks");
  await runs("react", ".", "2", "👍");
  await runs("reply", ".", "2", "bagpipe again");
  assertEquals(await runs("who"), "ada\n");
  await runs("delete", ".", "2");
  const texts = await Array.fromAsync(den.history(), ({ text }) => text);
  assertEquals(texts, ["bagpipe again", "catapult"]);
  const told = JSON.stringify(
    await expect(here.server, 200, `GET /api/rooms/${room.name}/messages`, {
      token: String(here.chat.token),
    }),
  );
  assertEquals(WORDS.filter((word) => told.includes(word)), []);
});

Deno.test("A link in a file is not used where others can read it, where there is none, or in no room's place", async () => {
  await using folder = await TempFolder.make();
  const secret = newSecret();
  const ada = new Caller({ HUBBUB_URL: "http://127.0.0.1:1", HUBBUB_NAME: "ada" });
  const files: Record<string, [text: string, mode: number]> = {
    open: [`#!${secret}`, 0o644],
    other: ["a shopping list", 0o600],
    closed: [`#!${secret}`, 0o600],
  };
  for (const [name, [text, mode]] of Object.entries(files)) {
    await Deno.writeTextFile(folder.file(name), text, { mode });
    await Deno.chmod(folder.file(name), mode);
  }
  const cases: [sentence: RegExp, file: string, ...args: string[]][] = [
    [/as others can read it: chmod 600 it/, "open", "say", ".", "hello"],
    [/There is no link of a private room in/, "other", "say", ".", "hello"],
    [/can't be read: No such file/, "missing", "say", ".", "hello"],
    [/names the room, so ROOM is a dot/, "closed", "say", "hello", "world"],
    [/names the room, so ROOM is a dot/, "closed", "search", "-", "hello"],
  ];
  for (const [sentence, file, ...args] of cases) {
    const { code, stderr } = await ada.runs(...args, "--room-key-file", folder.file(file));
    assertMatch(stderr, sentence);
    assertEquals(code, 2);
    assert(!stderr.includes(secret) && !stderr.includes("shopping"), stderr);
  }
  // The chat reads it by the same rules, before it asks anybody who they are.
  for (const [sentence, file] of cases.slice(0, 3)) {
    const { code, stderr } = await ada.feeds("hello\n", "--room-key-file", folder.file(file));
    assertMatch(stderr, sentence);
    assertEquals(code, 2);
  }
});

Deno.test("A link in a file that leads to another server is not followed to this one", async () => {
  await using here = await chatting();
  await using folder = await TempFolder.make();
  const link = (await SealedRoom.of(newSecret())).link("https://elsewhere.example");
  await Deno.writeTextFile(folder.file("key"), link, { mode: 0o600 });
  const key = ["--room-key-file", folder.file("key")];
  for (const args of [["say", ".", "hello", ...key], key]) {
    const { code, stderr } = await here.ada.feeds("hello\n", ...args);
    assertMatch(stderr, /leads to elsewhere\.example/);
    assert(code !== 0 && !stderr.includes(link.slice(-22)));
  }
});

Deno.test("Lines of a pipe are said in the private room of a file", async () => {
  await using here = await chatting();
  await using folder = await TempFolder.make();
  const { secret } = await SealedRoom.of(newSecret());
  await Deno.writeTextFile(folder.file("key"), `#!${secret}`, { mode: 0o600 });
  const den = await here.chat.join(`#!${secret}`);
  const said = await here.ada.feeds("aubergine\n", "--room-key-file", folder.file("key"));
  assertEquals(said.code, 0, said.stderr);
  assertEquals(await Array.fromAsync(den.history(), ({ text }) => text), ["aubergine"]);
});

Deno.test("The help of each command that takes a room tells of the file", async () => {
  const ada = new Caller({});
  for (const spec of COMMANDS.filter(({ name }) => ["say", "search", "login"].includes(name))) {
    const { stdout } = await ada.runs(spec.name, "--help");
    assertEquals(stdout.includes("--room-key-file PATH"), takesRoom(spec));
  }
});

Deno.test("By the id of a message in a private room nobody without its link tries what it was made of", async () => {
  const sealed = await SealedRoom.of(newSecret());
  const place = { room: sealed.name, sealed };
  const id = await idOf(place, "deploy-42");
  assertEquals(await idOf({ room: sealed.name, sealed }, "deploy-42"), id);
  assertNotEquals(await idOf({ room: sealed.name }, "deploy-42"), id);
  assertNotEquals(await idOf(place, "deploy-43"), id);
});
