/// <reference lib="dom" />
import { assertEquals } from "@std/assert";

// The table asks the page which language it speaks.
Object.assign(globalThis, { document: { documentElement: { lang: "en" } } });
const { inWords } = await import("../../../static/admin/audit_words.ts");

Deno.test("An event of the audit log is told with how long it holds, what became of it, and why", () => {
  const at = 1_000;
  const event = (what: string, more = {}) => inWords({ what, at, ...more });
  assertEquals(event("signed-in"), "signed in");
  const hour = { to: true, ends: at + 3_600_000, reason: "spam" };
  assertEquals(event("mute", hour), "muted · 1 hour: spam");
  assertEquals(event("mute", { to: false, ends: at }), "ended the mute");
  assertEquals(event("ban", { to: true, ends: at + 5_400_000 }), "banned · 90 minutes");
  assertEquals(event("ban", { to: true, ends: at + 1_500 }), "banned · 2 seconds");
  assertEquals(event("suspended", { ends: at + 86_399_996 }), "suspended · 1 day");
  assertEquals(event("suspended", { ends: at + 4_000_000 }), "suspended · 67 minutes");
  assertEquals(event("ban"), "banned");
  assertEquals(event("slow", { to: 30_000 }), "slowed down to a message in 30 s");
  assertEquals(event("slow", { to: 0 }), "ended slow mode");
  assertEquals(event("access", { to: "hidden" }), "made the room hidden, by invitation");
  assertEquals(event("access", { to: "open" }), "made the room open to everybody");
  assertEquals(event("access", { to: "of-a-newer-server" }), "made the room of-a-newer-server");
  assertEquals(event("archive", { to: false }), "opened the room again");
  assertEquals(event("rename", { to: "$& {}" }), "renamed the room to $& {}");
  assertEquals(event("constructor"), "constructor");
  assertEquals(event("of-a-newer-server"), "of-a-newer-server");
});
