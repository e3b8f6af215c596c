import { assertEquals, assertMatch } from "@std/assert";
import { soon } from "../../support/arrivals.ts";
import { TempFolder } from "../../support/temp_folder.ts";
import { Caller, chatting } from "./caller.ts";

const CAT = new TextEncoder().encode("a cat");

async function namesIn(folder: TempFolder): Promise<string[]> {
  return (await Array.fromAsync(Deno.readDir(folder.path), ({ name }) => name)).toSorted();
}

function saysFiles(...files: [name: string, text: string][]) {
  return { files: files.map(([name, text]) => ({ name, data: new TextEncoder().encode(text) })) };
}

Deno.test("A room's files are listed, the newest first, as text and as JSON", async () => {
  await using here = await chatting();
  const { ada, lobby } = here;
  assertEquals(await ada.runs("files", "lobby"), { code: 0, stdout: "", stderr: "" });
  await lobby.say("mine", saysFiles(["notes.txt", "notes"], ["a\tb.txt", "b"]));
  const { seq } = await lobby.say("", saysFiles(["log.txt", "later"]));
  const listed = await ada.runs("files", "#lobby");
  const lines = listed.stdout.trim().split("\n");
  assertEquals([listed.code, lines.length], [0, 3]);
  const time = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ";
  const newest = RegExp(`^${time}\t#lobby\t${seq}\tada\t5\ttext/plain\tlog\\.txt$`);
  assertMatch(lines[0] ?? "", newest);
  // One field a column, whatever a file is called.
  assertEquals(lines.map((line) => line.split("\t").length), [7, 7, 7]);
  const found = await ada.runs("files", "lobby", "notes", "--json");
  const { room, name, size, from, url } = JSON.parse(found.stdout);
  assertEquals([room, name, size, from], ["lobby", "notes.txt", 5, "ada"]);
  assertMatch(url, /^\/files\/[^/]+\/notes\.txt$/);
});

Deno.test("As many files are listed as one wants, over pages", async () => {
  await using here = await chatting();
  const named = Array.from({ length: 8 }, (_, nth): [string, string] => [`${nth}.txt`, "x"]);
  for (let n = 0; n < 27; n++) await here.lobby.say("", saysFiles(...named));
  const count = async (...options: string[]) => {
    return (await here.ada.runs("files", "lobby", ...options)).stdout.split("\n").length - 1;
  };
  assertEquals(await count(), 50);
  assertEquals(await count("--last", "3"), 3);
  assertEquals(await count("--all"), 216);
  assertEquals((await here.ada.runs("files", "lobby", "--all", "--last", "3")).code, 2);
});

Deno.test("The files of a message are saved, one by one or together, and never over others", async () => {
  await using here = await chatting();
  await using folder = await TempFolder.make();
  const { ada, lobby } = here;
  const { seq } = await lobby.say("", saysFiles(["cat.txt", "a cat"], ["cat.txt", "another"]));
  const save = (...args: string[]) => ada.runs("save", "lobby", `${seq}`, ...args);
  const saved = await save(folder.path);
  const paths = [folder.file("cat.txt"), folder.file("cat-2.txt")];
  assertEquals(saved, { code: 0, stdout: `${paths.join("\n")}\n`, stderr: "" });
  assertEquals(await Promise.all(paths.map((path) => Deno.readTextFile(path))), [
    "a cat",
    "another",
  ]);
  const one = await save(folder.file("mine.txt"), "--nth", "2", "--json");
  const { path, name, size } = JSON.parse(one.stdout);
  assertEquals([path, name, size], [folder.file("mine.txt"), "cat.txt", 7]);
  const again = await save(folder.file("mine.txt"), "--nth", "1");
  assertEquals(again.code, 1);
  assertMatch(again.stderr, /^Not saved, .*mine\.txt is there already, and was left as it is: /);
  assertEquals(await Deno.readTextFile(folder.file("mine.txt")), "another");
  assertEquals(await save("-", "--nth", "1"), { code: 0, stdout: "a cat", stderr: "" });
  assertEquals(await namesIn(folder), ["cat-2.txt", "cat.txt", "mine.txt"]);
});

Deno.test("What can't be saved is told by a sentence and a code", async () => {
  await using here = await chatting();
  await using folder = await TempFolder.make();
  const { ada, lobby } = here;
  const plain = await lobby.say("no file");
  const { seq } = await lobby.say("", saysFiles(["one.txt", "1"], ["two.txt", "2"]));
  const gone = await lobby.say("", saysFiles(["gone.txt", "1"]));
  await gone.delete();
  const codeOf = async (by: Caller, ...args: string[]) => {
    const { code, stdout, stderr } = await by.runs("save", "lobby", ...args);
    assertEquals([stdout, stderr.split("\n").length], ["", 2], stderr);
    return code;
  };
  assertEquals(await codeOf(ada, `${plain.seq}`, folder.path), 1);
  assertEquals(await codeOf(ada, "999", folder.path), 1);
  assertEquals(await codeOf(ada, `${gone.seq}`, folder.path), 1);
  assertEquals(await codeOf(ada, `${seq}`, "-"), 2);
  assertEquals(await codeOf(ada, `${seq}`, folder.file("absent")), 2);
  assertEquals(await codeOf(ada, `${seq}`, folder.path, "--nth", "3"), 1);
  assertEquals(await codeOf(ada, `${seq}`, folder.path, "--nth", "none"), 2);
  assertEquals(await codeOf(ada, "first"), 2);
  assertEquals(await codeOf(ada, `${seq}`, folder.file("absent/one.txt"), "--nth", "1"), 1);
  const may = new Caller({ HUBBUB_URL: here.url, HUBBUB_TOKEN: here.chat.token ?? "" }, []);
  assertEquals(await codeOf(may, `${seq}`, folder.path, "--nth", "1"), 1);
  assertEquals(await namesIn(folder), []);
});

/** A server that has one message, with a file, whose bytes come as the test wants. */
function lyingServer(name: string, size: number, body: () => ReadableStream<Uint8Array>) {
  const file = { id: "f1", name, url: `/files/f1/x`, type: "text/plain", size };
  const entry = { type: "said", room: "lobby", seq: 1, id: "m1", from: "eve", at: 0, text: "" };
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, ({ url }) => {
    const { pathname } = new URL(url);
    if (pathname.startsWith("/files/")) return new Response(body());
    if (pathname === "/api/session") return Response.json({ name: "ada" });
    return Response.json({ entries: [{ ...entry, files: [file] }], more: false });
  });
  const url = `http://127.0.0.1:${server.addr.port}`;
  return { url, [Symbol.asyncDispose]: () => server.shutdown() };
}

Deno.test("Whatever a file is called, it is saved in the folder that was chosen", async () => {
  await using folder = await TempFolder.make();
  await Deno.mkdir(folder.file("chosen"));
  for (const name of ["../../evil.txt", "/etc/evil.txt", "..", ".bashrc", "a/../../evil.txt", ""]) {
    await using server = lyingServer(name, CAT.length, () => new Blob([CAT]).stream());
    const ada = new Caller({ HUBBUB_URL: server.url, HUBBUB_TOKEN: "token" });
    const { code, stdout } = await ada.runs("save", "lobby", "1", folder.file("chosen"));
    assertEquals(code, 0, name);
    assertMatch(stdout, /^[^\n]*\/chosen\/[^/.][^/]*\n$/);
  }
  assertEquals(await namesIn(folder), ["chosen"]);
  const saved = await Array.fromAsync(Deno.readDir(folder.file("chosen")), ({ name }) => name);
  assertEquals(saved.length, 6);
});

Deno.test("Of a file that was not saved whole nothing stays", async () => {
  await using folder = await TempFolder.make();
  // It breaks off each time, until that was long enough.
  const broken = () => new Blob([CAT]).stream();
  await using server = lyingServer("big.txt", 1_000, broken);
  const ada = new Caller({ HUBBUB_URL: server.url, HUBBUB_TOKEN: "token" });
  const cut = await ada.runs("save", "lobby", "1", folder.path, "--timeout", "1ms");
  assertEquals([cut.code, cut.stdout], [3, ""]);
  assertEquals(await namesIn(folder), []);
});

Deno.test("A signal that ends saving leaves nothing of the file", async () => {
  await using folder = await TempFolder.make();
  const { promise: isAsked, resolve: ask }: PromiseWithResolvers<void> = Promise.withResolvers();
  const endless = () =>
    new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(CAT);
        ask();
      },
    });
  await using server = lyingServer("big.txt", 1_000, endless);
  const ada = new Caller({ HUBBUB_URL: server.url, HUBBUB_TOKEN: "token" });
  await using saving = ada.starts("save", "lobby", "1", folder.path);
  await soon(isAsked, "the request");
  saving.signal("SIGTERM");
  const { code, stdout, stderr } = await saving.ended();
  assertEquals([code, stdout, stderr], [143, "", ""]);
  assertEquals(await namesIn(folder), []);
});
