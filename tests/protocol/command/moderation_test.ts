import { assertEquals, assertThrows } from "@std/assert";
import { type Command, ProtocolError } from "../../../protocol.ts";
import { parseCommand } from "../../../protocol/command.ts";

type Fields = Record<string, unknown>;

const NO_DURATIONS = [-1, 0.5, 2 ** 53, "7", true, {}];

/** Why a command with these fields is refused. */
function reasonFor(fields: Fields): string {
  return assertThrows(() => parseCommand(JSON.stringify(fields)), ProtocolError).reason;
}

Deno.test("parseCommand refuses a moderation command with a field that is not what it must be", () => {
  const sound = { room: "den", name: "bob", ms: 1, on: true, access: "open", address: true };
  const strange: Fields[] = [
    ...["invite", "uninvite", "kick", "mute", "ban", "moderator"]
      .flatMap((type) => [{ type, name: "" }, { type, name: ["bob"] }, { type, name: undefined }]),
    ...NO_DURATIONS.map((ms) => ({ type: "mute", ms })),
    ...NO_DURATIONS.map((ms) => ({ type: "ban", ms })),
    { type: "mute", ms: undefined },
    { type: "ban", address: "yes" },
    { type: "ban", room: "" },
    { type: "moderator", on: "yes" },
    { type: "access", access: "ajar" },
    { type: "access", access: undefined },
    { type: "ban", reason: 7 },
    ...[...NO_DURATIONS, 6 * 60 * 60 * 1000 + 1, undefined].map((ms) => ({ type: "slow", ms })),
    ...["announce", "archive"].flatMap((type) => [{ type, on: "yes" }, { type, on: undefined }]),
    { type: "rename", name: "two words" },
    { type: "rename", name: "@ada,bob" },
    { type: "report", of: 0 },
    { type: "report", of: 1, reason: 7 },
  ];
  for (const fields of strange) {
    assertEquals(reasonFor({ ...sound, ...fields }), "malformed", JSON.stringify(fields));
  }
});

Deno.test("parseCommand reads how a room is set, why somebody is banned, and what is reported", () => {
  const room = "den";
  const commands: Command[] = [
    { type: "slow", ref: 1, room, ms: 30_000 },
    { type: "announce", ref: 2, room, on: true },
    { type: "archive", ref: 3, room, on: false },
    { type: "rename", ref: 4, room, name: "中文" },
    { type: "ban", ref: 5, name: "bob", ms: undefined, address: undefined, reason: "a raid" },
    { type: "report", ref: 6, room: "@ada,bob", of: 7, reason: "spam" },
  ];
  for (const command of commands) {
    assertEquals(parseCommand(JSON.stringify(command)), command);
  }
  const { reason } = assertThrows(
    () => parseCommand(JSON.stringify({ type: "report", room, of: 7, reason: "a".repeat(501) })),
    ProtocolError,
  );
  assertEquals(reason, "too-long");
});
