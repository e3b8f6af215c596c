import { assertEquals } from "@std/assert";
import { TestClient } from "../../support/server/test_client.ts";
import { TestServer } from "../../support/server/test_server.ts";

Deno.test("Whoever does not want to make a room is told the same of one that is hidden from them", async () => {
  await using server = await TestServer.start();
  await using bob = await TestClient.enter(server, "bob");
  bob.send({ type: "join", room: "den" });
  await bob.next("joined");
  bob.send({ type: "access", ref: 1, room: "den", access: "hidden" });
  await bob.next("done");
  await using ada = await TestClient.enter(server, "ada");
  for (const room of ["den", "never"]) {
    ada.send({ type: "join", ref: 7, room, make: false });
    const { reason, message } = await ada.next("refused");
    assertEquals([reason, message], ["no-such-room", `Cannot join: no room ${room}`]);
  }
  ada.send({ type: "rooms" });
  assertEquals((await ada.next("rooms")).rooms.map(({ room }) => room), ["lobby"]);
  // Two who ask at once, of whom one wants to make it: both are answered by what there is then.
  ada.send({ type: "join", ref: 8, room: "never", make: false });
  ada.send({ type: "join", ref: 9, room: "never" });
  assertEquals((await ada.next("joined")).room, "never");
  ada.send({ type: "join", ref: 10, room: "lobby", make: false });
  assertEquals((await ada.next("joined")).room, "lobby");
});
