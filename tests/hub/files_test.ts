import { assert, assertEquals } from "@std/assert";
import type { Said } from "../../protocol.ts";
import type { Listener } from "../support/hub/listener.ts";
import { OpenHub } from "../support/hub/open_hub.ts";
import { HeldJournal } from "../support/memory/held_journal.ts";
import { MemoryReadPositions } from "../support/memory/memory_read_positions.ts";
import { MemoryUploads } from "../support/memory/memory_uploads.ts";

/** A hub with uploads, and ada and bob in its lobby. Ada has uploaded `cat`, `dog` and `small`. */
async function openHub() {
  const journal = new HeldJournal();
  const uploads = new MemoryUploads(journal.memory);
  const positions = new MemoryReadPositions(journal.memory);
  const chat = await OpenHub.over({ journal, positions, uploads, known: new Map() });
  const [ada] = await chat.enters("ada", "lobby");
  const [bob] = await chat.enters("bob", "lobby");
  await ada.hears("online");
  uploads.add("guest:ada", "cat", { width: 20, height: 10 });
  for (const id of ["dog", "small"]) uploads.add("guest:ada", id, { width: 2, height: 1 });
  uploads.add("guest:bob", "theirs");
  const says = (who: Listener, id: string, text: string, files?: { id: string }[]) =>
    chat.asks(who, { type: "say", room: "lobby", id, text, ...(files && { files }) });
  return { chat, journal, uploads, ada, bob, says };
}

Deno.test("What is said with files has them, as its author calls them", async () => {
  const { chat, ada, bob, journal } = await openHub();
  await using _ = chat;
  const files = [{ id: "cat", name: "Tom.png", alt: "A cat", preview: "small" }, { id: "dog" }];
  chat.asks(ada, { type: "say", room: "lobby", id: "1", text: "", files });
  const told = [
    {
      ...{ id: "cat", url: "/files/cat/Tom.png", name: "Tom.png", type: "image/png", size: 4 },
      ...{ width: 20, height: 10, alt: "A cat" },
      preview: { url: "/files/small/small.png", width: 2, height: 1 },
    },
    {
      ...{ id: "dog", url: "/files/dog/dog.png", name: "dog.png", type: "image/png", size: 4 },
      ...{ width: 2, height: 1 },
    },
  ];
  for (const who of [ada, bob]) assertEquals((await who.hears("said")).files, told);
  const [[draft] = []] = [await journal.batches.next()];
  assertEquals(draft?.files, ["cat", "small", "dog"]);
});

Deno.test("Files of others, attached ones and those that never were are refused alike", async () => {
  const { chat, ada, says } = await openHub();
  await using _ = chat;
  says(ada, "1", "", [{ id: "cat" }]);
  await ada.hears("said");
  const refusals = new Set<string>();
  for (const id of ["theirs", "cat", "never"]) {
    const say = { type: "say", room: "lobby", id: "2", text: "look", files: [{ id }] } as const;
    const refusal = await chat.answers(ada, say);
    assert(refusal.type === "refused" && refusal.reason === "no-such-file");
    refusals.add(JSON.stringify({ ...refusal, ref: 0 }));
  }
  assertEquals(refusals.size, 1, [...refusals].join("\n"));
  // One of several is enough, and a preview is one, too.
  for (const files of [[{ id: "dog" }, { id: "cat" }], [{ id: "dog", preview: "theirs" }]]) {
    const say = { type: "say", room: "lobby", id: "3", text: "", files } as const;
    assertEquals(await chat.refuses(ada, say), "no-such-file");
  }
  says(ada, "4", "", [{ id: "dog" }]);
  assertEquals((await ada.hears("said")).files?.[0]?.id, "dog");
});

Deno.test("A repeat of what was said with files is stored, and says nothing again", async () => {
  const { chat, ada } = await openHub();
  await using _ = chat;
  const say = { type: "say", room: "lobby", id: "1", text: "", files: [{ id: "cat" }] } as const;
  chat.asks(ada, say);
  const { seq } = await ada.hears("said");
  const { ref: _ref, ...stored } = await chat.answers(ada, say) as { ref?: number };
  assertEquals<unknown>(stored, { type: "stored", room: "lobby", id: "1", seq });
});

Deno.test("Two messages that name one file at once: the first has it", async () => {
  const { chat, ada, uploads } = await openHub();
  await using _ = chat;
  const second = await chat.connects("ada");
  {
    using _held = uploads.hold();
    for (const [who, id] of [[ada, "1"], [second, "2"]] as const) {
      chat.asks(who, { type: "join", room: "lobby", after: Infinity });
      await who.sees("joined");
      const say = { type: "say", room: "lobby", id, text: id, files: [{ id: "cat" }] } as const;
      chat.asks(who, say);
    }
  }
  assertEquals((await ada.sees("said")).text, "1");
  assertEquals((await second.sees("refused")).reason, "no-such-file");
});

Deno.test("What is said after files are looked up waits for them, in order, and others do not", async () => {
  const { chat, ada, bob, uploads, says } = await openHub();
  await using _ = chat;
  {
    using _held = uploads.hold();
    says(ada, "1", "picture", [{ id: "cat" }]);
    says(ada, "2", "after it");
    chat.asks(ada, { type: "topic", room: "lobby", text: "Cats" });
    says(bob, "3", "meanwhile");
    assertEquals(await bob.texts(1), ["meanwhile"]);
  }
  assertEquals(await bob.texts(2), ["picture", "after it"]);
  assertEquals((await bob.hears("topic")).text, "Cats");
});

Deno.test("Whoever lost their right while their files were looked up says nothing", async () => {
  const { chat, ada, bob, uploads } = await openHub();
  await using _ = chat;
  const [owner] = await chat.enters("owner", "den");
  chat.asks(ada, { type: "join", room: "den" });
  await ada.sees("joined");
  const say = { type: "say", room: "den", id: "1", text: "", files: [{ id: "cat" }], ref: 7 };
  {
    using _held = uploads.hold();
    chat.asks(ada, { ...say, type: "say" });
    await chat.does(owner, { type: "mute", room: "den", name: "ada", ms: 60_000 });
  }
  assertEquals((await ada.sees("refused")).reason, "muted");
  // The file is free.
  chat.asks(ada, { type: "say", room: "lobby", id: "2", text: "", files: [{ id: "cat" }] });
  assertEquals((await bob.sees("said")).files?.length, 1);
});

Deno.test("What is said of files is refused when it is too long, or they can't be looked up", async () => {
  const { chat, ada, uploads } = await openHub();
  await using _ = chat;
  const files = Array.from({ length: 10 }, (_, i) => ({ id: `f${i}`, alt: "語".repeat(500) }));
  for (const { id } of files) uploads.add("guest:ada", id, { name: `${"語".repeat(96)}.png` });
  const long = { type: "say", room: "lobby", id: "1", text: "", files } as const;
  assertEquals(await chat.refuses(ada, long), "too-long");
  uploads.failing = true;
  const say = { type: "say", room: "lobby", id: "1", text: "", files: [{ id: "cat" }] } as const;
  assertEquals(await chat.refuses(ada, say), "unavailable");
  uploads.failing = false;
  chat.asks(ada, say);
  assertEquals((await ada.hears("said")).id, "1");
});

/** The newest message of the lobby, as somebody reads it. */
async function newest(chat: OpenHub, who: Listener, count = 1): Promise<Said> {
  const range = { before: Infinity, limit: 50 };
  const answer = await chat.answers(who, { type: "history", room: "lobby", range });
  assert(answer.type === "history");
  return answer.entries.filter((entry) => entry.type === "said").at(-count)!;
}

Deno.test("An edit keeps a message's files, and may leave no text beside them", async () => {
  const { chat, ada, says } = await openHub();
  await using _ = chat;
  says(ada, "1", "look", [{ id: "cat" }]);
  const { seq } = await ada.hears("said");
  chat.asks(ada, { type: "edit", room: "lobby", of: seq, text: "" });
  await ada.hears("edited");
  const { text, files } = await newest(chat, ada);
  assertEquals([text, files?.[0]?.id], ["", "cat"]);
  says(ada, "2", "words alone");
  const { seq: of } = await ada.hears("said");
  const edit = { type: "edit", room: "lobby", of, text: "" } as const;
  assertEquals(await chat.refuses(ada, edit), "malformed");
});

Deno.test("A deleted message has no files", async () => {
  const { chat, ada, says, journal } = await openHub();
  await using _ = chat;
  says(ada, "1", "look", [{ id: "cat" }]);
  const { seq } = await ada.hears("said");
  chat.asks(ada, { type: "delete", room: "lobby", of: seq });
  await ada.hears("deleted");
  const said = await newest(chat, ada);
  assertEquals([said.deleted, "files" in said], [true, false]);
  const kept = journal.memory.kept("lobby", seq)?.entry;
  assert(kept && !("files" in kept), "the stored message has none either");
});

Deno.test("A blocked author's files are not shown, live or later", async () => {
  const { chat, ada, bob, says } = await openHub();
  await using _ = chat;
  await chat.does(bob, { type: "block", name: "ada" });
  says(ada, "1", "look", [{ id: "cat" }]);
  const live = await bob.hears("said");
  assertEquals([live.blocked, "files" in live], [true, false]);
  assertEquals("files" in await newest(chat, bob), false);
  await chat.does(bob, { type: "unblock", name: "ada" });
  assertEquals((await newest(chat, bob)).files?.[0]?.id, "cat");
});

Deno.test("A search finds a message by the names and descriptions of its files", async () => {
  const { chat, ada } = await openHub();
  await using _ = chat;
  const files = [{ id: "cat", name: "Straße.png", alt: "A sleeping cat" }];
  chat.asks(ada, { type: "say", room: "lobby", id: "1", text: "look", files });
  await ada.hears("said");
  for (const [q, count] of [["strasse", 1], ["look sleep", 1], ["image/png", 0], ["dog", 0]]) {
    const search = { type: "search", room: "lobby", q: String(q), before: Infinity, limit: 9 };
    const found = await chat.answers(ada, { ...search, type: "search" });
    assert(found.type === "found");
    assertEquals(found.entries.length, count, String(q));
  }
});

Deno.test("A name in what is told of a file calls nobody", async () => {
  const { chat, ada, bob } = await openHub();
  await using _ = chat;
  const files = [{ id: "cat", name: "@bob.png", alt: "@bob" }];
  chat.asks(ada, { type: "say", room: "lobby", id: "1", text: "", files });
  await bob.hears("said");
  const answer = await chat.answers(bob, { type: "rooms" });
  assert(answer.type === "rooms");
  const [{ unread, mentions } = {}] = answer.rooms;
  assertEquals([unread, mentions], [1, 0]);
});

Deno.test("Files are said in a direct room, which nobody has to have joined", async () => {
  const { chat, ada, bob } = await openHub();
  await using _ = chat;
  chat.asks(ada, { type: "say", to: ["bob"], id: "1", text: "", files: [{ id: "cat" }] });
  for (const who of [ada, bob]) {
    const { room, files } = await who.sees("said");
    assertEquals([room, files?.[0]?.id], ["@ada,bob", "cat"]);
  }
});

Deno.test("Where nobody can upload anything, who names a file is refused", async () => {
  await using chat = await OpenHub.with();
  const [ada] = await chat.enters("ada", "lobby");
  const say = { type: "say", room: "lobby", id: "1", text: "", files: [{ id: "cat" }] } as const;
  assertEquals(await chat.refuses(ada, say), "no-such-file");
});
