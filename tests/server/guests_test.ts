import { assertEquals, assertMatch, assertNotEquals } from "@std/assert";
import { Guests } from "../../server/guests.ts";
import { KvGuestBook } from "../../server/kv_guest_book.ts";
import { StoreFile } from "../support/store_file.ts";
import { TestClient } from "../support/test_client.ts";
import { TestServer } from "../support/test_server.ts";

Deno.test("A guest's token brings them back to a server that was started again", async () => {
  await using file = await StoreFile.make();
  let welcome: TestClient["welcome"];
  {
    await using server = await TestServer.start({ store: file.path });
    await using ada = await TestClient.connect(server, "Ada");
    welcome = ada.welcome;
  }
  await using server = await TestServer.start({ store: file.path });
  await using ada = await TestClient.connect(server, { token: welcome.token! });
  assertEquals([ada.name, ada.welcome.guest, ada.welcome.token], ["Ada", true, welcome.token]);
});

Deno.test("Who reads the store can't come in: it has no guest's token", async () => {
  await using file = await StoreFile.make();
  const tokens: string[] = [];
  {
    await using server = await TestServer.start({ store: file.path });
    for (const name of ["ada", "bob"]) {
      await using guest = await TestClient.enter(server, name);
      guest.say("lobby", "hello");
      await guest.texts(1);
      tokens.push(guest.welcome.token!);
    }
  }
  const dump = await file.dump();
  assertMatch(dump, /"bob"/);
  for (const token of tokens) assertEquals(dump.includes(token), false);
});

Deno.test("Two guests of one name, one after the other, are two", async () => {
  await using file = await StoreFile.make();
  const guests = new Guests(new KvGuestBook(file.store), (error) => {
    throw error;
  });
  const first = guests.welcome("Ada");
  const second = guests.welcome("ADA");
  assertEquals(first.key, second.key);
  assertNotEquals(first.id, second.id);
  assertNotEquals(first.token, second.token);
  assertEquals(await guests.byToken(first.token!), first);
  assertEquals(await guests.byToken(second.token!), second);
  using _seat = guests.seat(first, true);
  assertEquals(guests.seat(second, true), undefined, "the name is taken");
  assertEquals(await guests.find("ada"), first.id);
  await guests.ended();
});
