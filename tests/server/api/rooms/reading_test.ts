import { assertEquals } from "@std/assert";
import { expect, signIn } from "../../../support/server/asker.ts";
import { TestClient } from "../../../support/server/test_client.ts";
import { TestServer } from "../../../support/server/test_server.ts";

Deno.test("Over HTTP what was said is read from a time on, by a date or in milliseconds", async () => {
  await using server = await TestServer.start();
  const token = await signIn(server, "ada");
  const path = "/api/rooms/lobby/messages";
  for (const text of ["1", "2"]) {
    await expect(server, 201, `POST ${path}`, { token, body: { text } });
  }
  const seqs = async (at: string | number) => {
    const { entries } = await expect(server, 200, `GET ${path}?at=${at}`, { token });
    return (entries as { seq: number }[]).map(({ seq }) => seq);
  };
  for (const at of [0, "2001-01-01", "2001-01-01T10:00%2B01:00"]) {
    assertEquals(await seqs(at), [1, 2]);
  }
  for (const at of ["2100-01-01", 4102444800000]) assertEquals(await seqs(at), []);
  for (const query of ["at=yesterday", "at=2026-13-40", "at=1&after=1"]) {
    await expect(server, "400 malformed", `GET ${path}?${query}`, { token });
  }
});

Deno.test("Over HTTP what was said is marked as read up to a message, and as unread from one on", async () => {
  await using server = await TestServer.start();
  await using bob = await TestClient.enter(server, "bob");
  for (const text of ["1", "2", "3"]) bob.say("lobby", text);
  await bob.texts(3);
  const token = await signIn(server, "ada");
  await using ada = await TestClient.connect(server, { token });
  const counts = async (body: object) => {
    await expect(server, 204, "PUT /api/rooms/lobby/read", { token, body });
    const { seq } = await ada.next("read");
    const answered = await ada.ask({ type: "rooms" });
    const [room] = answered.type === "rooms" ? answered.rooms : [];
    return [seq, room?.read, room?.unread, room?.back];
  };
  assertEquals(await counts({ seq: 3 }), [3, 3, 0, undefined]);
  assertEquals(await counts({ unread: 2 }), [1, 1, 2, 3]);
  for (const body of [{}, { seq: 1, unread: 1 }, { unread: 0 }]) {
    await expect(server, "400 malformed", "PUT /api/rooms/lobby/read", { token, body });
  }
});
