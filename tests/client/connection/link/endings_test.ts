import { assertEquals } from "@std/assert";
import { Close } from "../../../../protocol.ts";
import { Reader, welcomed } from "../support/reader.ts";
import { ScriptedServer } from "../support/scripted_server.ts";

Deno.test("Connection comes back after the closes that the protocol says, and after no other", async (t) => {
  const becomes: Record<keyof typeof Close, string> = {
    Normal: "closed",
    GoingAway: "waiting",
    Binary: "closed",
    Removed: "closed",
    FrameTooBig: "closed",
    InternalError: "waiting",
    TooSlow: "waiting",
    TooFast: "waiting",
    Renamed: "connecting",
  };
  for (const [name, code] of Object.entries(Close)) {
    await t.step(`${name} ${code}`, async () => {
      await using server = new ScriptedServer();
      await using ada = new Reader(server);
      const visit = await welcomed(server);
      await ada.becomes("open");
      visit.cut(code, "for the test");
      const status = await ada.sees("status");
      assertEquals(status.state, becomes[name as keyof typeof Close]);
      // Who comes back at once is told nothing.
      const told = "message" in status ? status.message : undefined;
      assertEquals(told, status.state === "connecting" ? undefined : "for the test");
    });
  }
});
