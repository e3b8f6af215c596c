import { assertEquals, assertThrows } from "@std/assert";
import { ProtocolError } from "../../protocol.ts";
import { parseCommand } from "../../protocol/command.ts";

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
  ];
  for (const fields of strange) {
    assertEquals(reasonFor({ ...sound, ...fields }), "malformed", JSON.stringify(fields));
  }
});
