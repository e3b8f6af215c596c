/// <reference lib="dom" />
import { assertEquals } from "@std/assert";
import { addressOf, spotOf } from "../../../static/page/document.ts";

Deno.test("An address names a room, or a message in it, and is read back as such", () => {
  for (const spot of [{ room: "lobby" }, { room: "@ada,余", seq: 12 }, { room: "a-b_c", seq: 1 }]) {
    assertEquals(spotOf(addressOf(spot.room, spot.seq)), spot);
  }
});

Deno.test("An address that names nothing, or nothing that there is, leads somewhere", () => {
  assertEquals(spotOf(""), { room: "lobby" });
  assertEquals(spotOf("#"), { room: "lobby" });
  assertEquals(spotOf("#/12"), { room: "lobby", seq: 12 });
  assertEquals(spotOf("#%zz"), { room: "lobby" });
  assertEquals(spotOf("#garden/0"), { room: "garden/0" });
  assertEquals(spotOf("#garden/99999999999999999999"), { room: "garden/99999999999999999999" });
});
