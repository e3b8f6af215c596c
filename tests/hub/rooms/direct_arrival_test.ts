import { assertEquals } from "@std/assert";
import { Listener } from "../../support/listener.ts";
import { OpenHub } from "../../support/open_hub.ts";

Deno.test("Who comes hears what was said to them since their rooms were looked at", async () => {
  await using chat = await OpenHub.with();
  const [ada, bob] = [await chat.connects("ada"), await chat.connects("bob")];
  chat.asks(ada, { type: "say", to: ["bob"], id: "m1", text: "before" });
  await bob.hears("said");
  chat.disconnects(ada);
  const again = new Listener("ada");
  const positions = await chat.ground.positions.of(again.member.person);
  chat.asks(bob, { type: "say", to: ["ada"], id: "m2", text: "meanwhile" });
  await bob.hears("said");
  chat.hub.handle({ type: "connected", member: again.member, positions });
  await again.hears("welcome");
  assertEquals(await again.texts(1), ["meanwhile"]);
});
