import { assertEquals } from "@std/assert";
import { Listener } from "../../support/hub/listener.ts";
import { OpenHub } from "../../support/hub/open_hub.ts";

Deno.test("A new connection receives what was said since its rooms were read", async () => {
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

for (const strangers of [20, 40]) {
  Deno.test(`A new connection follows the rooms of its list, and not those of ${strangers} strangers`, async () => {
    await using chat = await OpenHub.with();
    const [ada, bob] = [await chat.connects("ada"), await chat.connects("bob")];
    chat.asks(ada, { type: "say", to: ["bob"], id: "m1", text: "hello" });
    await bob.hears("said");
    chat.disconnects(ada);
    const again = new Listener("ada");
    const positions = await chat.ground.positions.of(again.member.person);
    const mob = [];
    for (let i = 0; i < strangers; i++) {
      const stranger = await chat.connects(`stranger-${i}`);
      chat.asks(stranger, { type: "say", to: ["ada"], id: "m", text: "hello" });
      await stranger.hears("said");
      mob.push(stranger);
    }
    chat.hub.handle({ type: "connected", member: again.member, positions });
    await again.hears("welcome");
    assertEquals([...again.member.cursors.values()].map(({ log }) => log.name), ["@ada,bob"]);
    // What is said there from now on comes all the same, and so does what is done besides.
    chat.asks(mob[0]!, { type: "say", to: ["ada"], id: "m2", text: "again" });
    const { room, text, seq } = await again.hears("said");
    assertEquals([room, text, seq], ["@ada,stranger-0", "again", 2]);
    chat.asks(mob[1]!, { type: "edit", room: "@ada,stranger-1", of: 1, text: "changed" });
    assertEquals((await again.hears("edited")).room, "@ada,stranger-1");
    assertEquals(again.member.cursors.size, 3);
  });
}
