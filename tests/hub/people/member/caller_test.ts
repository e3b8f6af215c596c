import { assertEquals, assertRejects } from "@std/assert";
import { Caller, type Outcome } from "../../../../hub/people/member/caller.ts";
import { ProtocolError } from "../../../../protocol.ts";
import { nameKey } from "../../../../protocol/name.ts";
import { summary } from "../../../support/hub/log.ts";
import { type Command, type HeldHub, OpenHub } from "../../../support/hub/open_hub.ts";

/** Somebody without a socket asks for something. */
function calls(chat: HeldHub, name: string, command: Command): Promise<Outcome> {
  const person = { id: `id of ${name}`, name, key: nameKey(name), guest: true };
  const member = new Caller(person);
  chat.hub.handle({ type: "commanded", member, command, at: 1 });
  return member.outcome;
}

Deno.test("Who has no socket is answered with what their message became, once it is stored", async () => {
  await using chat = await OpenHub.with();
  const [ada] = await chat.enters("ada", "lobby");
  const said = await calls(chat, "bob", { type: "say", room: "lobby", id: "1", text: "hello" });
  assertEquals(said, {
    type: "said",
    room: "lobby",
    seq: 1,
    id: "1",
    from: "bob",
    at: 1,
    text: "hello",
  });
  assertEquals(await ada.texts(1), ["hello"]);
  const again = await calls(chat, "bob", { type: "say", room: "lobby", id: "1", text: "hello" });
  assertEquals(again, { type: "stored", ref: undefined, id: "1", room: "lobby", seq: 1 });
});

Deno.test("Who has no socket joins nothing, and is seen by nobody", async () => {
  await using chat = await OpenHub.with();
  const [ada] = await chat.enters("ada", "lobby");
  await calls(chat, "bob", { type: "say", room: "lobby", id: "1", text: "hello" });
  await ada.texts(1);
  const who = await calls(chat, "bob", { type: "who", room: "lobby" });
  assertEquals("members" in who && who.members, ["ada"]);
  await ada.hearsNothing();
  await assertRejects(() => calls(chat, "bob", { type: "typing", room: "lobby" }), ProtocolError);
});

Deno.test("Who has no socket is refused as on one, and makes no room", async () => {
  await using chat = await OpenHub.with();
  for (
    const command of [
      { type: "say", room: "cellar", id: "1", text: "hello" },
      { type: "history", room: "cellar", range: { after: 0, limit: 1 } },
      { type: "edit", room: "lobby", of: 1, text: "hello" },
    ] as const
  ) {
    await assertRejects(() => calls(chat, "bob", command), ProtocolError, "Cannot ");
  }
});

Deno.test("Who speaks without a socket has read what was said before", async () => {
  await using chat = await OpenHub.with("attic");
  const [ada] = await chat.enters("ada", "attic");
  const says = async (text: string) => {
    chat.asks(ada, { type: "say", room: "attic", id: text, text });
    await ada.texts(1);
  };
  await says("1");
  await calls(chat, "bob", { type: "say", room: "attic", id: "2", text: "2" });
  await ada.texts(1);
  await says("3");
  // What the tick notes is noted when this is answered.
  chat.ticks();
  await calls(chat, "bob", { type: "rooms" });
  const told = await calls(chat, "bob", { type: "rooms" });
  const [attic] = "rooms" in told ? told.rooms : [];
  assertEquals(attic, summary("attic", { head: 3, count: 1, read: 2, unread: 1 }));
});
