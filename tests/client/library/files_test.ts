import { assert, assertEquals, assertInstanceOf, assertRejects } from "@std/assert";
import {
  type Chat,
  type FileToSend,
  type Progress,
  RefusedError,
} from "../../../client/library.ts";
import { openChat } from "../../../client/library/open.ts";
import { soon } from "../../support/arrivals.ts";
import { TempFolder } from "../../support/temp_folder.ts";
import { FileServer } from "../connection/support/file_server.ts";
import { joined, said, ScriptedServer, type Visit } from "../connection/support/scripted_server.ts";

const CAT = new TextEncoder().encode("a cat, as bytes");

/** Ada's program, whose socket goes to one server and whose files go to another. */
async function come(server: ScriptedServer, files: FileServer): Promise<[Chat, Visit]> {
  const request: typeof fetch = (url, init) => {
    const { pathname, search } = new URL(String(url));
    return fetch(new URL(pathname + search, files.url), init);
  };
  const seams = { backoffMs: [1], waitsMs: [0, 0], fetch: request };
  const opening = openChat(server.url, { name: "ada" }, seams);
  const visit = await server.visit();
  visit.welcome();
  return [await soon(opening, "a chat"), visit];
}

async function lobbyOf(chat: Chat, visit: Visit) {
  const joining = chat.join("lobby");
  const { ref } = await visit.hears("join");
  visit.tell({ ...joined("lobby", 0), ref });
  return await joining;
}

Deno.test("A program says files: paths, Blobs and bytes, with their names and what they show", async () => {
  await using server = new ScriptedServer();
  await using store = new FileServer();
  await using folder = await TempFolder.make();
  await Deno.writeFile(folder.file("cat one.png"), CAT);
  const [chat, visit] = await come(server, store);
  await using _ = chat;
  const lobby = await lobbyOf(chat, visit);
  const told: Progress[] = [];
  const files: FileToSend[] = [
    folder.file("cat one.png"),
    new URL(`file://${encodeURI(folder.file("cat one.png"))}`),
    new File([CAT], "two.png"),
    { data: CAT, name: "three.png", alt: "a third cat" },
    { path: folder.file("cat one.png"), name: "four.png", alt: "" },
  ];
  const saying = lobby.say("", { files, onProgress: (progress) => told.push(progress) });
  const say = await visit.hears("say");
  assertEquals(
    store.uploads.map(({ name }) => name),
    ["cat one.png", "cat one.png", "two.png", "three.png", "four.png"],
  );
  assertEquals(store.uploads.every(({ bytes, token }) => bytes === 15 && token !== null), true);
  assertEquals(say.files, [
    { id: "f1" },
    { id: "f2" },
    { id: "f3" },
    { id: "f4", alt: "a third cat" },
    { id: "f5", alt: "" },
  ]);
  const size = 5 * CAT.length;
  assertEquals(told.at(0), { name: "cat one.png", sent: 0, size });
  assertEquals(told.at(-1), { name: "four.png", sent: size, size });
  visit.tell({ type: "stored", room: "lobby", id: say.id ?? "", seq: 7 });
  // Only that it is stored is known: so it is asked for, and can't be read.
  const { ref } = await visit.hears("history");
  visit.tell({ type: "refused", ref, reason: "no-such-room", message: "" });
  const message = await saying;
  assertEquals(message.files.map(({ name }) => name).at(-1), "four.png");
  assertEquals(await message.files[3]?.bytes(), CAT);
});

Deno.test("A message with files that is sent again names the same ones, which are uploaded once", async () => {
  await using server = new ScriptedServer();
  await using store = new FileServer();
  const [chat, first] = await come(server, store);
  await using _ = chat;
  const lobby = await lobbyOf(chat, first);
  const saying = lobby.say("look", { files: [new Blob([CAT])] });
  const { id, files } = await first.hears("say");
  first.cut();
  const second = await server.visit();
  second.welcome();
  await second.letsJoin(0);
  const again = await second.hears("say");
  assertEquals([again.id, again.files, again.text], [id, files, "look"]);
  second.tell({ ...said("lobby", 1, "ada", id), text: "look" });
  assertEquals((await saying).seq, 1);
  assertEquals(store.uploads.length, 1);
});

Deno.test("A program reads the files of a message, whole and as a stream", async () => {
  await using server = new ScriptedServer();
  await using store = new FileServer();
  store.files.set("f1", CAT);
  const [chat, visit] = await come(server, store);
  await using _ = chat;
  const lobby = await lobbyOf(chat, visit);
  const type = "image/png";
  const cat = { id: "f1", url: "/files/f1/cat.png", name: "cat.png", type, size: CAT.length };
  const gone = { ...cat, id: "f2", url: "/files/f2/cat.png" };
  const shown = { width: 4, height: 3, alt: "a cat" };
  visit.tell({ ...said("lobby", 1), text: "", files: [{ ...cat, ...shown }, gone] });
  const { value } = await lobby.messages().next();
  const [file, other] = value?.files ?? [];
  assert(file && other);
  assertEquals([file.name, file.type, file.size], ["cat.png", type, CAT.length]);
  assertEquals([file.width, file.height, file.alt], [4, 3, "a cat"]);
  assertEquals(file.url, `${server.url}/files/f1/cat.png`);
  assertEquals(await file.bytes(), CAT);
  assertEquals(await new Response(file.stream()).bytes(), CAT);
  const error = await assertRejects(() => other.bytes(), RefusedError, "There is no such file");
  assertEquals(error.asked, { type: "file", id: "f2", name: "cat.png" });
  const stopped = AbortSignal.abort(new Error("never mind"));
  await assertRejects(() => file.bytes({ signal: stopped }), Error, "never mind");
});

Deno.test("A program that gives up while it sends a file says nothing", async () => {
  await using server = new ScriptedServer();
  await using store = new FileServer();
  const [chat, visit] = await come(server, store);
  await using _ = chat;
  const lobby = await lobbyOf(chat, visit);
  const stopping = new AbortController();
  const large = lobby.say("large", {
    files: [new Blob([new Uint8Array(8_000_000)])],
    signal: stopping.signal,
    onProgress: ({ sent }) => sent > 0 && stopping.abort(new Error("never mind")),
  });
  await assertRejects(() => large, Error, "never mind");
  const saying = lobby.say("small");
  const { id, text } = await visit.hears("say");
  assertEquals([text, store.uploads.length], ["small", 0]);
  visit.tell(said("lobby", 1, "ada", id));
  await saying;
});

Deno.test("A program that names what is no file, or too many, uploads nothing", async () => {
  await using server = new ScriptedServer();
  await using store = new FileServer();
  await using folder = await TempFolder.make();
  const [chat, visit] = await come(server, store);
  await using _ = chat;
  const lobby = await lobbyOf(chat, visit);
  const blob = new Blob([CAT]);
  const absent = lobby.say("", { files: [blob, folder.file("absent")] });
  const error = await assertRejects(() => absent);
  assertInstanceOf(error, Error);
  assertEquals("code" in error && error.code, "ENOENT");
  await assertRejects(() => lobby.say("", { files: [folder.path] }), TypeError, "it is no file");
  const many = lobby.say("", { files: Array.from({ length: 11 }, () => blob) });
  await assertRejects(() => many, RefusedError, "at most 10 files, received 11");
  assertEquals(store.uploads.length, 0);
});

Deno.test("A program's file that the server does not want is refused as what it was to be said with", async () => {
  await using server = new ScriptedServer();
  await using store = new FileServer();
  store.answers.push(() => Response.json({ error: "quota", message: "Full" }, { status: 403 }));
  const [chat, visit] = await come(server, store);
  await using _ = chat;
  const lobby = await lobbyOf(chat, visit);
  const saying = lobby.say("look", { files: [new Blob([CAT])] });
  const error = await assertRejects(() => saying, RefusedError, "Full");
  assertEquals([error.reason, error.asked.type, error.asked.text], ["quota", "say", "look"]);
});
