import { assertEquals } from "@std/assert";
import { Close, type CloseCode, LIMITS } from "../../../protocol.ts";
import { Inbox } from "../../../server/socket/inbox.ts";

/** An inbox that received these frames, and why it ended, each time that it said so. */
function received(...frames: unknown[]): { inbox: Inbox; ends: CloseCode[] } {
  const ends: CloseCode[] = [];
  const inbox = new Inbox((code) => ends.push(code));
  for (const frame of frames) inbox.receive(frame);
  return { inbox, ends };
}

Deno.test("Inbox gives the frames in order, those too that came before it ended", () => {
  const { inbox, ends } = received("a", "b");
  inbox.end(Close.Normal);
  assertEquals([inbox.take(), inbox.take(), inbox.take()], ["a", "b", undefined]);
  assertEquals(ends, [Close.Normal]);
});

Deno.test("Inbox tells of each frame that arrives, and of those that came before", () => {
  const { inbox } = received("a");
  const taken: (string | undefined)[] = [];
  inbox.listen(() => taken.push(inbox.take()));
  inbox.receive("b");
  assertEquals(taken, ["a", "b"]);
});

Deno.test("Inbox goes on while its frames are read", () => {
  const { inbox, ends } = received();
  for (let i = 0; i < 20_000; i++) {
    inbox.receive("x".repeat(1_000));
    inbox.take();
  }
  assertEquals(ends, []);
});

Deno.test("Inbox ends at once when too many frames wait", () => {
  const { inbox, ends } = received(...Array.from({ length: 4_096 }, () => "x"));
  assertEquals(ends, []);
  inbox.receive("one more");
  assertEquals(ends, [Close.TooFast]);
});

Deno.test("Inbox ends at once when frames that are too long in all wait", () => {
  const { inbox, ends } = received(...Array.from({ length: 16 }, () => "x".repeat(LIMITS.frame)));
  assertEquals(ends, []);
  inbox.receive("x");
  assertEquals(ends, [Close.TooFast]);
});

Deno.test("Inbox measures a frame in bytes", () => {
  for (const [character, bytes] of [["x", 1], ["é", 2], ["中", 3], ["👍", 4]] as const) {
    const longest = character.repeat(LIMITS.frame / bytes);
    const fits = longest + "x".repeat(LIMITS.frame - new TextEncoder().encode(longest).length);
    const { inbox, ends } = received(fits);
    assertEquals(ends, [], character);
    inbox.receive(`${fits}x`);
    assertEquals(ends, [Close.FrameTooBig], character);
  }
});

Deno.test("Inbox ends when something comes that is no text", () => {
  for (const frame of [new ArrayBuffer(1), new Blob(["x"]), undefined]) {
    assertEquals(received(frame).ends, [Close.Binary]);
  }
});

Deno.test("Inbox ends once, for the first reason, and takes in nothing more", () => {
  const { inbox, ends } = received(new ArrayBuffer(1), "x".repeat(LIMITS.frame + 1), "late");
  inbox.end(Close.GoingAway);
  assertEquals(ends, [Close.Binary]);
  assertEquals(inbox.take(), undefined);
});
