import { assertEquals } from "@std/assert";
import { Close } from "../../../protocol.ts";
import { DEN, den, says } from "../../support/hub/den.ts";
import { Listener } from "../../support/hub/listener.ts";
import { OpenHub } from "../../support/hub/open_hub.ts";

const MINUTE = 60_000;

Deno.test("An administrator may do all that in any room, as long as they are one", async () => {
  const { chat, ada, bob } = await den();
  await using _ = chat;
  const standing = { admin: true };
  const [root] = await chat.enters("root", "den", { standing });
  await chat.does(ada, { type: "access", ...DEN, access: "hidden" });
  await chat.does(root, { type: "kick", ...DEN, name: "ada" });
  assertEquals((await ada.sees("left")).reason, "kicked");
  assertEquals(await chat.refuses(bob, { type: "mute", ...DEN, name: "root", ms: 1 }), "forbidden");
  await chat.does(root, { type: "uninvite", ...DEN, name: "bob" });
  standing.admin = false;
  assertEquals(await chat.refuses(root, { type: "close", ...DEN }), "forbidden", "was in it");
});

Deno.test("A former administrator is removed from the hidden rooms that they joined as one", async () => {
  const { chat, ada } = await den();
  await using _ = chat;
  await chat.does(ada, { type: "access", ...DEN, access: "hidden" });
  const standing = { admin: true };
  const [root, joined] = await chat.enters("root", "den", { standing });
  assertEquals(joined.count, 3);
  standing.admin = false;
  chat.ticks();
  assertEquals((await root.sees("left")).reason, "uninvited");
  says(chat, ada, "secret");
  await ada.sees("said");
  await root.hearsNothing();
});

Deno.test("The lobby is nobody's: it stays open, and administrators moderate it", async () => {
  await using chat = await OpenHub.with();
  const [ada] = await chat.enters("ada", "lobby");
  const [root] = await chat.enters("root", "lobby", { standing: { admin: true } });
  const room = "lobby";
  assertEquals(await chat.refuses(ada, { type: "kick", room, name: "root" }), "forbidden");
  assertEquals(await chat.refuses(root, { type: "access", room, access: "hidden" }), "forbidden");
  assertEquals(await chat.refuses(root, { type: "close", room: "Lobby" }), "forbidden");
  await chat.does(root, { type: "mute", room, name: "ada", ms: 1000 });
  assertEquals(await chat.refuses(ada, { type: "typing", room }), "muted");
});

Deno.test("Nobody moderates a direct room, be they an administrator", async () => {
  await using chat = await OpenHub.with();
  const ada = await chat.connects("ada");
  const root = await chat.connects("root", undefined, { standing: { admin: true } });
  chat.asks(ada, { type: "say", to: ["root"], id: "1", text: "hello" });
  await root.hears("said");
  const own = { type: "close", room: "@ada,root" } as const;
  assertEquals(await chat.refuses(root, own), "forbidden");
  const others = { type: "who", room: "@ada,bob" } as const;
  assertEquals(await chat.refuses(root, others), "no-such-room");
});

Deno.test("An administrator bans somebody from the server, who is out at once and stays out", async () => {
  await using chat = await OpenHub.with();
  const root = await chat.connects("root", undefined, { standing: { admin: true } });
  const ada = await chat.connects("ada");
  const bobs = [await chat.connects("bob"), await chat.connects("bob")];
  const ban = { type: "ban", name: "bob", ms: MINUTE } as const;
  assertEquals(await chat.refuses(ada, ban), "forbidden");
  await chat.does(root, ban, 1000);
  for (const { member } of bobs) assertEquals(await member.dropped, Close.Removed);
  for (const bob of bobs) chat.disconnects(bob, 1001);
  assertEquals(chat.hub.permissions.mayConnect(bobs[0]!.member, 1000 + MINUTE - 1), false);
  assertEquals(chat.hub.permissions.mayConnect(bobs[0]!.member, 1000 + MINUTE), true);
  assertEquals(chat.hub.permissions.mayConnect(ada.member, 1001), true);
});

Deno.test("Nobody who is banned from the server is welcome", async () => {
  await using chat = await OpenHub.with();
  const root = await chat.connects("root", undefined, { standing: { admin: true } });
  await chat.does(root, { type: "ban", name: "bob" });
  const bob = new Listener("bob");
  chat.hub.handle({ type: "connected", member: bob.member, positions: [] });
  assertEquals(await bob.member.dropped, Close.Removed);
  await bob.hearsNothing();
});
