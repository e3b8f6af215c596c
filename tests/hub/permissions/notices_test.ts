import { assertEquals } from "@std/assert";
import { noticeOf } from "../../../hub/permissions/notices.ts";
import type { ModerationAction } from "../../../protocol.ts";

Deno.test("A notice says in words who did what to whom", () => {
  const about = { room: "den", name: "bob" };
  const words = (action: ModerationAction) => noticeOf(action, "bob", "ada");
  assertEquals(
    words({ type: "mute", ...about, ms: 600_000 }),
    "bob was muted by ada for 10 minutes",
  );
  assertEquals(words({ type: "ban", ...about }), "bob was banned by ada");
  assertEquals(words({ type: "ban", ...about, ms: 86_400_000 }), "bob was banned by ada for 1 day");
  assertEquals(words({ type: "ban", ...about, ms: 0 }), "bob was unbanned by ada");
  assertEquals(words({ type: "ban", ...about, reason: "a raid" }), "bob was banned by ada");
  assertEquals(
    words({ type: "slow", room: "den", ms: 30_000 }),
    "Slow mode was set by ada: one message of each person in 30 seconds",
  );
  assertEquals(words({ type: "slow", room: "den", ms: 0 }), "Slow mode was ended by ada");
  assertEquals(
    words({ type: "rename", room: "den", name: "cave" }),
    "The room was renamed to cave by ada",
  );
  assertEquals(words({ type: "moderator", ...about, on: true }), "bob was made a moderator by ada");
});
