import { assertEquals } from "@std/assert";
import { claimAdmin } from "../../../support/server/asker.ts";
import { cleaned, described, SAMPLES } from "../../../support/files/inspecting.ts";
import { join } from "../../../support/files/parts.ts";
import { below, withChance } from "../../../support/random/random.ts";
import { TestServer } from "../../../support/server/test_server.ts";

/** Bytes that come in pieces, cut where chance has it. */
function inPieces(bytes: Uint8Array, random: () => number): ReadableStream<Uint8Array> {
  const cuts = Array.from({ length: 3 }, () => below(bytes.length, random));
  const ends = [...cuts.sort((one, other) => one - other), bytes.length];
  return ReadableStream.from(ends.map((end, i) => bytes.slice(ends[i - 1] ?? 0, end)));
}

Deno.test("Nobody can read of a picture or a film what was personal in it when it was uploaded", async () => {
  await using server = await TestServer.start();
  const authorization = `Bearer ${await claimAdmin(server, "ada")}`;
  await withChance(async (random) => {
    for (const [name, make] of SAMPLES) {
      const bytes = join(make(true));
      const response = await fetch(server.url("/api/files?name=holiday.txt"), {
        method: "POST",
        headers: { authorization },
        body: inPieces(bytes, random),
      });
      const { id: _, url, name: called, size, ...rest } = await response.json();
      assertEquals([response.status, called], [201, "holiday.txt"], name);
      assertEquals(rest, described(bytes), name);
      const read = await fetch(new URL(url, server.url()), { headers: { authorization } });
      const stored = await read.bytes();
      assertEquals(stored, cleaned(bytes), name);
      assertEquals(size, stored.length, name);
    }
  });
});
