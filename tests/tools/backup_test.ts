import { assert, assertEquals, assertMatch } from "@std/assert";
import { kvBacking } from "../../server/backing.ts";
import { claimAdmin, expect, PASSWORD, signIn } from "../support/server/asker.ts";
import type { EventOf } from "../support/hub/listener.ts";
import { saying, timedId, upTo } from "../support/hub/log.ts";
import { ServerProcess } from "../support/process/server_process.ts";
import { TempFolder } from "../support/temp_folder.ts";
import { TestClient } from "../support/server/test_client.ts";
import { backUp, runTool } from "./programs.ts";

Deno.test("Everybody finds everything again on a server that was made from a backup", async () => {
  await using folder = await TempFolder.make();
  await using old = await openServer(folder.file("old.db"));
  const people = await liveALittle(old);
  const before = await accountOf(old, people);

  const backup = await backUp(folder.file("old.db"));
  await restore(folder.file("new.db"), backup);
  await using young = await openServer(folder.file("new.db"));

  assertEquals(await accountOf(young, people), before);
  await signIn(young, "cleo", PASSWORD);
  const { admin } = await expect(young, 200, "GET /api/session", { token: people.cleo });
  assertEquals(admin, true);
  const { entries } = await expect(young, 200, "GET /api/audit", { token: people.cleo });
  assertEquals((entries as { what: string }[]).map(({ what }) => what), ["signed-in", "claimed"]);
  assert(!new TextDecoder().decode(backup).includes("secret"), "a deleted text is in the backup");
  await using bob = await TestClient.connect(young, { token: people.bob });
  const { seq, id } = people.saidByBob;
  bob.send({ type: "join", room: "lobby" }, { type: "say", room: "lobby", id, text: "again" });
  const stored = await bob.next("stored");
  assertEquals([stored.room, stored.id, stored.seq], ["lobby", id, seq]);
  bob.send({ type: "edit", room: "lobby", of: seq, text: "still mine" });
  assertEquals((await bob.next("edited")).text, "still mine");
});

Deno.test("Who is not yet out of all logs still is to be, after a backup is restored", async () => {
  await using folder = await TempFolder.make();
  {
    await using backing = await kvBacking(folder.file("old.db"));
    const { journal } = backing;
    for (const room of ["attic", "lobby"]) {
      await journal.createRoom(room, room);
      await journal.append(room, [saying(room, `in the ${room}`)]);
    }
    for await (const _ of journal.anonymize("guest:ada", "delete")) break;
  }
  await restore(folder.file("new.db"), await backUp(folder.file("old.db")));
  await using backing = await kvBacking(folder.file("new.db"));
  assertEquals(await backing.journal.erasing(), [["guest:ada", "delete"]]);
});

Deno.test("Ids are remembered in a backup, although the log does not have their messages any more", async () => {
  await using folder = await TempFolder.make();
  const drafts = upTo(80).map((i) => saying("lobby", i % 10 ? timedId(i) : `${i}`));
  {
    await using backing = await kvBacking(folder.file("old.db"));
    await backing.journal.createRoom("lobby", "lobby");
    await backing.journal.append("lobby", drafts);
    await backing.journal.trim("lobby", 80);
  }
  await restore(folder.file("new.db"), await backUp(folder.file("old.db")));
  await using backing = await kvBacking(folder.file("new.db"));
  const again = await backing.journal.append("lobby", drafts);
  assertEquals(again, upTo(80).map((seq) => ({ stored: { room: "lobby", seq } })));
});

Deno.test("A backup that is taken while people talk has all up to a moment, and nothing twice", async () => {
  await using folder = await TempFolder.make();
  await fill(folder.file("old.db"), 4000);
  await using old = await openServer(folder.file("old.db"));
  await using ada = await TestClient.enter(old, "ada");
  const { epoch } = await ada.join("lobby", { after: 4000 });
  ada.say("lobby", "before the backup");
  const before = await ada.next("said");
  let done = false;
  const talking = talk(ada, () => done);

  const backup = await backUp(folder.file("old.db"));
  done = true;
  const during = await talking;
  ada.say("lobby", "after the backup");
  const said = [before, ...during, await ada.next("said")];
  await restore(folder.file("new.db"), backup);

  await using young = await openServer(folder.file("new.db"));
  await using again = await TestClient.connect(young, { token: ada.welcome.token! });
  const joined = await again.join("lobby", { after: 4000, epoch });
  assertEquals(joined.reset, undefined);
  const kept = said.filter(({ seq }) => seq <= joined.head);
  assert(kept.length > 0 && kept.length < said.length, `${kept.length} of ${said.length}`);
  assertEquals(await again.entries(kept.length), kept);
  for (const { id } of said) again.say("lobby", "again", id);
  for (const { id, seq } of kept) {
    const stored = await again.next("stored");
    assertEquals([stored.id, stored.seq], [id, seq]);
  }
  const rest = await again.entries(said.length - kept.length);
  assertEquals(
    rest.map(({ id, seq }) => [id, seq]),
    said.slice(kept.length).map(({ id, seq }) => [id, seq]),
  );
});

Deno.test("Who has seen more than the backup starts anew when the logs get new epochs", async () => {
  await using folder = await TempFolder.make();
  await fill(folder.file("old.db"), 10);
  await using old = await openServer(folder.file("old.db"));
  const backup = await backUp(folder.file("old.db"));
  await using ada = await TestClient.enter(old, "ada");
  const { epoch, head } = await ada.join("lobby");
  assertEquals(head, 10);

  await restore(folder.file("new.db"), backup, "--new-epochs");

  await using young = await openServer(folder.file("new.db"));
  await using again = await TestClient.connect(young, "ada");
  const joined = await again.join("lobby", { after: head, epoch });
  assertEquals([joined.reset, joined.head], [true, 10]);
  assertEquals((await again.entries(10)).map(({ seq }) => seq), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
});

Deno.test("A backup of a backup is the same", async () => {
  await using folder = await TempFolder.make();
  {
    await using server = await openServer(folder.file("old.db"));
    await liveALittle(server);
  }
  const backup = await backUp(folder.file("old.db"));

  await restore(folder.file("new.db"), backup);

  assertEquals(records(await backUp(folder.file("new.db"))), records(backup));
});

/** Who was there, by their tokens. */
interface People {
  readonly ada: string;
  readonly bob: string;
  readonly cleo: string;
  readonly saidByBob: { seq: number; id: string };
}

/** Does a little of everything that is kept. */
async function liveALittle(server: ServerProcess): Promise<People> {
  const cleo = await claimAdmin(server, "cleo");
  await using ada = await TestClient.enter(server, "Ada");
  await using bob = await TestClient.enter(server, "bob");
  const room = "lobby";
  for (const text of ["one", "secret", "three", "hello @bob 你好 😀"]) ada.say(room, text);
  await ada.entries(4);
  bob.say(room, "hi");
  const saidByBob = await bob.until(
    (event): event is EventOf<"said"> => event.type === "said" && event.from === "bob",
    "what bob said",
  );
  ada.send({ type: "delete", room, of: 2 }, { type: "edit", room, of: 3, text: "drei" });
  ada.send({ type: "topic", room, text: "everything" });
  bob.send({ type: "react", room, of: 1, emoji: "👍", on: true });
  bob.send({ type: "read", room, seq: 3 });
  ada.send({ type: "say", to: "bob", id: "psst", text: "only @bob may know" });
  assertMatch(
    (await bob.until((event) => "room" in event && event.room === "@ada,bob", "a whisper")).type,
    /said/,
  );
  ada.send({ type: "join", room: "Café" }, {
    type: "say",
    room: "Café",
    id: "c",
    text: "à la carte",
  });
  await ada.until((event) => event.type === "said" && event.room === "Café", "what was said there");
  await bob.ask({ type: "rooms" });
  return { ada: ada.welcome.token!, bob: bob.welcome.token!, cleo, saidByBob };
}

/** What people find who come back. */
async function accountOf(server: ServerProcess, { ada, bob }: People): Promise<unknown[]> {
  const account: unknown[] = [];
  for (const token of [ada, bob]) {
    await using person = await TestClient.connect(server, { token });
    const { you, rooms } = person.welcome;
    // Who else is there is not kept.
    const known = rooms.map((room) => ({ ...room, count: 0 }));
    account.push(you, known.sort((a, b) => a.room < b.room ? -1 : 1));
    for (const room of ["lobby", "@ada,bob", "Café"]) {
      account.push(await person.ask({ type: "history", room }));
      account.push({ ...await person.ask({ type: "join", room }), count: 0, members: [] });
    }
  }
  return account;
}

/** Says one thing after the other, some at a time, until it is enough; and waits for all of it. */
async function talk(client: TestClient, isEnough: () => boolean): Promise<EventOf<"said">[]> {
  const said: EventOf<"said">[] = [];
  for (let i = 0; i < 20; i++) client.say("lobby", `word ${i}`);
  for (let waiting = 20; waiting > 0; waiting--) {
    said.push(await client.next("said"));
    if (isEnough()) continue;
    client.say("lobby", `word ${said.length}`);
    waiting++;
  }
  return said;
}

/** Fills the lobby of a store. */
async function fill(store: string, count: number): Promise<void> {
  await using backing = await kvBacking(store);
  await backing.journal.createRoom("lobby", "lobby");
  const by = "guest:filler";
  for (let done = 0; done < count;) {
    const some = Array.from({ length: Math.min(80, count - done) }, () => {
      const id = `fill-${String(done++).padStart(8, "0")}`;
      return {
        entry: { type: "said", room: "lobby", id, from: "filler", at: 1, text: id },
        by,
      } as const;
    });
    await backing.journal.append("lobby", some);
  }
}

async function openServer(store: string): Promise<ServerProcess> {
  return await ServerProcess.open({ store });
}

async function restore(
  store: string,
  backup: Uint8Array<ArrayBuffer>,
  ...flags: string[]
): Promise<void> {
  const { code, stderr } = await runTool("import", ["--store", store, ...flags], backup);
  assertEquals({ code, stderr }, { code: 0, stderr: "" });
}

/** What a backup says, but for when it was made. */
function records(backup: Uint8Array): string[] {
  const [, ...lines] = new TextDecoder().decode(backup).trimEnd().split("\n");
  return lines.map((line) => line.replace(/"sum":"\w+",/, ""));
}
