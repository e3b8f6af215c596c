import { assertEquals } from "@std/assert";
import { JournalError } from "../../../hub/log/journal.ts";
import { OpenRoom } from "../../support/hub/open_room.ts";

Deno.test("Room shows what of a batch was stored, and tells those whose words were not", async () => {
  await using lobby = await OpenRoom.with();
  const [ada, bob] = await lobby.people("ada", "bob");
  const { journal } = lobby;
  const append = journal.append.bind(journal);
  journal.append = async (room, [first, ...rest]) => [
    ...await append(room, [first!]),
    ...rest.map(() => ({ failed: new JournalError("Cannot reach the store") })),
  ];
  lobby.says(ada, "kept");
  lobby.says(bob, "lost", { ref: 7 });
  const { ref, id, reason } = await bob.hears("refused");
  assertEquals([ref, id, reason], [7, "lost", "unavailable"]);
  for (const who of [ada, bob]) assertEquals(await who.texts(1), ["kept"]);
  assertEquals([lobby.room.head, lobby.room.unsure], [1, true]);
});
