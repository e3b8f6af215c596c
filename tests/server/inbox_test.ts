import { assertEquals } from "@std/assert";
import { Close, LIMITS } from "../../protocol.ts";
import { Inbox } from "../../server/inbox.ts";
import { isPending } from "../support/pending.ts";

/** An inbox that received these frames. */
function received(...frames: unknown[]): Inbox {
  const inbox = new Inbox();
  for (const frame of frames) inbox.receive(frame);
  return inbox;
}

Deno.test("Inbox gives the frames in order, until the socket has ended", async () => {
  const inbox = received("a", "b");
  inbox.end(Close.Normal);
  assertEquals(await Array.fromAsync(inbox), ["a", "b"]);
  assertEquals(await inbox.ended, Close.Normal);
});

Deno.test("Inbox goes on while its frames are read", async () => {
  const inbox = new Inbox();
  const reader = inbox[Symbol.asyncIterator]();
  for (let i = 0; i < 20_000; i++) {
    inbox.receive("x".repeat(1_000));
    await reader.next();
  }
  assertEquals(await isPending(inbox.ended), true);
});

Deno.test("Inbox ends at once when too many frames wait", async () => {
  const inbox = received(...Array.from({ length: 4_096 }, () => "x"));
  assertEquals(await isPending(inbox.ended), true);
  inbox.receive("one more");
  assertEquals(await inbox.ended, Close.TooFast);
});

Deno.test("Inbox ends at once when frames that are too long in all wait", async () => {
  const inbox = received(...Array.from({ length: 16 }, () => "x".repeat(LIMITS.frame)));
  assertEquals(await isPending(inbox.ended), true);
  inbox.receive("x");
  assertEquals(await inbox.ended, Close.TooFast);
});

Deno.test("Inbox measures a frame in bytes", async () => {
  for (const [character, bytes] of [["x", 1], ["é", 2], ["中", 3], ["👍", 4]] as const) {
    const longest = character.repeat(LIMITS.frame / bytes);
    const fits = longest + "x".repeat(LIMITS.frame - new TextEncoder().encode(longest).length);
    const inbox = received(fits);
    assertEquals(await isPending(inbox.ended), true, character);
    inbox.receive(`${fits}x`);
    assertEquals(await inbox.ended, Close.FrameTooBig, character);
  }
});

Deno.test("Inbox ends when something comes that is no text", async () => {
  for (const frame of [new ArrayBuffer(1), new Blob(["x"]), undefined]) {
    assertEquals(await received(frame).ended, Close.Binary);
  }
});

Deno.test("Inbox ends once, for the first reason, and takes in nothing more", async () => {
  const inbox = received(new ArrayBuffer(1), "x".repeat(LIMITS.frame + 1), "late");
  inbox.end(Close.GoingAway);
  assertEquals(await inbox.ended, Close.Binary);
  assertEquals(await Array.fromAsync(inbox), []);
});
