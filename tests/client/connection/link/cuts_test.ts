import { assert, assertEquals } from "@std/assert";
import { startServer } from "../../programs.ts";
import { withChance } from "../../../support/random/random.ts";
import { Cutter } from "../support/cutter.ts";
import { Reader } from "../support/reader.ts";

const MESSAGES = 150;

Deno.test("Everybody has every message once, in one order, over a network that breaks", async () => {
  await withChance(async (random) => {
    await using server = await startServer();
    // Each connection may carry more than the one before: even a frame that is cut again and again
    // comes through in the end.
    let connections = 0;
    await using network = new Cutter(
      server.url,
      () => 1_500 + 2_000 * ++connections * random(),
    );
    await using ada = new Reader(network, { name: "ada", backoffMs: [5], random });
    await using bob = new Reader(network, { name: "bob", backoffMs: [5], random });
    await using cyd = new Reader(network, { name: "cyd", backoffMs: [5], random });
    const people = [ada, bob, cyd];
    for (const { connection } of people) connection.join("lobby");
    // Who joins late begins with the newest.
    await Promise.all(people.map((person) => person.sees("joined")));
    const said = people.flatMap(({ connection }, who) =>
      Array.from({ length: MESSAGES }, (_, i) => connection.say("lobby", `${who} says ${i}`))
    );

    const heard = await Promise.all(people.map((person) => person.texts(said.length)));
    for (const texts of heard) assertEquals(texts, heard[0]);
    for (const who of people.keys()) {
      const mine = heard[0]?.filter((text) => text.startsWith(`${who} `));
      assertEquals(mine, Array.from({ length: MESSAGES }, (_, i) => `${who} says ${i}`));
    }
    const seqs = await Promise.all(said.map(({ acknowledged }) => acknowledged));
    assertEquals(new Set(seqs).size, said.length);
    assert(network.cuts >= 9, `only ${network.cuts} cuts`);
  });
});

Deno.test("Somebody who was not told of a direct room receives all of it once, over a network that breaks", async () => {
  await withChance(async (random) => {
    await using server = await startServer();
    let connections = 0;
    await using network = new Cutter(
      server.url,
      () => 1_500 + 2_000 * ++connections * random(),
    );
    await using ada = new Reader(server, { name: "ada" });
    await using bob = new Reader(network, { name: "bob", backoffMs: [5], random });
    await bob.becomes("open");
    const said = [];
    for (let i = 0; i < 2 * MESSAGES; i++) {
      said.push(ada.connection.say({ to: "bob" }, `text ${i}`));
      // Not all at once: some are said while bob is away.
      if (i % 10 === 9) await said.at(-1)?.acknowledged;
    }
    assertEquals(await bob.texts(said.length), said.map((_, i) => `text ${i}`));
    assertEquals(await bob.connection.say("@Bob,ada", "thanks").acknowledged, said.length + 1);
    assertEquals(await bob.texts(1), ["thanks"]);
    assert(network.cuts >= 5, `only ${network.cuts} cuts`);
  });
});
