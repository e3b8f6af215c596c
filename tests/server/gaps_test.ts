import { assertEquals } from "@std/assert";
import { APPEND_MAX } from "../../hub/journal.ts";
import { type Entry, LOBBY } from "../../protocol.ts";
import { TempFolder } from "../support/temp_folder.ts";
import { TestClient } from "../support/test_client.ts";
import { TestServer } from "../support/test_server.ts";

/** One message more and less than what is read, kept or sent at once. */
const GAPS = [1, 39, 40, 41, 299, 300, 301, 4_095, 4_096, 4_097, 50_000];
/** What others say while somebody catches up. */
const MEANWHILE = 60;

/** Puts messages into the lobby's log as if they had been said, many at once. */
async function prefill({ backing: { journal } }: TestServer, count: number): Promise<void> {
  for (let said = 0; said < count;) {
    const some = Math.min(APPEND_MAX.drafts, count - said);
    const drafts = Array.from({ length: some }, (_, i) => {
      const id = `old-${String(said + i).padStart(6, "0")}`;
      const entry = {
        type: "said",
        room: LOBBY,
        id,
        from: "old",
        at: 1,
        text: `${id} 中`,
      } as const;
      return { entry, by: "guest:old" };
    });
    await journal.append(LOBBY, drafts);
    said += some;
  }
}

/** Says messages one after the other, each when the one before is there. */
async function keepTalking(bob: TestClient, count: number): Promise<void> {
  for (let i = 0; i < count; i++) {
    bob.say(LOBBY, `new ${i}`);
    await bob.until((event) => event.type === "said" && event.text === `new ${i}`, "their words");
  }
}

/** What comes up to an entry. */
async function entriesUpTo(client: TestClient, last: number): Promise<Entry[]> {
  const entries: Entry[] = [];
  while (entries.at(-1)?.seq !== last) entries.push(await client.next("said"));
  return entries;
}

for (const gap of GAPS) {
  Deno.test(`Who missed ${gap} messages gets each once and in order while others talk`, async () => {
    await using folder = await TempFolder.make();
    const store = folder.file("chat.db");
    let epoch = "";
    {
      await using server = await TestServer.start({ store });
      await prefill(server, 1 + gap);
      epoch = (await server.backing.journal.head(LOBBY))?.epoch ?? "";
    }
    await using server = await TestServer.start({ store });
    await using bob = await TestClient.enter(server, "bob");
    const talking = keepTalking(bob, MEANWHILE);
    await using ada = await TestClient.connect(server, "ada");
    const joined = await ada.join(LOBBY, { after: 1, epoch });
    assertEquals(joined.reset, undefined);
    const last = 1 + gap + MEANWHILE;
    const entries = await entriesUpTo(ada, last);
    await talking;
    assertEquals(entries.map(({ seq }) => seq), Array.from({ length: last - 1 }, (_, i) => i + 2));
    const texts = entries.map((entry) => "text" in entry ? entry.text : "");
    assertEquals(texts.slice(-MEANWHILE), Array.from({ length: MEANWHILE }, (_, i) => `new ${i}`));
    assertEquals(texts[0], "old-000001 中");
  });
}
