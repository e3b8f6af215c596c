import { assertEquals } from "@std/assert";
import { startServer } from "../../programs.ts";
import { Reader, welcomed } from "../support/reader.ts";
import { joined, said, ScriptedServer, summary } from "../support/scripted_server.ts";

Deno.test("Connection gets all of a direct room that was made while it was cut off", async () => {
  await using server = new ScriptedServer();
  await using ada = new Reader(server);
  const first = await welcomed(server);
  await ada.becomes("open");
  first.cut();
  const second = await server.visit();
  second.welcome({ rooms: [summary("@ada,bob", 2)] });
  assertEquals((await second.letsJoin(2, { room: "@ada,bob" })).after, 0);
  second.tell(said("@ada,bob", 1), said("@ada,bob", 2));
  assertEquals(await ada.seqs(2), [1, 2]);
});

Deno.test("Connection follows a direct room that was left from where it is when somebody speaks there", async () => {
  await using server = new ScriptedServer();
  await using ada = new Reader(server);
  const visit = await welcomed(server);
  visit.tell(joined("@ada,bob", 56), said("@ada,bob", 57), said("@ada,bob", 58));
  assertEquals(await ada.seqs(2), [57, 58]);
  // Nothing of it was asked for.
  ada.connection.join("lobby");
  assertEquals((await visit.letsJoin(0)).room, "lobby");
  visit.cut();
  const next = await server.visit();
  next.welcome({ rooms: [summary("@ada,bob", 60)] });
  const again = await next.letsJoin(60);
  assertEquals([again.room, again.after, again.epoch], ["@ada,bob", 58, "e1"]);
});

Deno.test("Somebody who reconnects after leaving a direct room receives what is said there then, and no more", async () => {
  await using server = await startServer();
  await using bob = new Reader(server, { name: "bob" });
  await bob.becomes("open");
  let token: string | undefined;
  {
    await using ada = new Reader(server, { name: "ada" });
    await ada.becomes("open");
    for (const text of ["one", "two", "three"]) {
      await bob.connection.say({ to: "ada" }, text).acknowledged;
    }
    assertEquals(await ada.texts(3), ["one", "two", "three"]);
    ada.connection.leave("@ada,bob");
    await ada.sees("left");
    token = ada.connection.token;
  }
  await using ada = new Reader(server, { token });
  await ada.becomes("open");
  await bob.connection.say({ to: "ada" }, "four").acknowledged;
  assertEquals((await ada.sees("joined")).head, 3);
  await bob.connection.say({ to: "ada" }, "five").acknowledged;
  assertEquals(await ada.seqs(2), [4, 5]);
});
