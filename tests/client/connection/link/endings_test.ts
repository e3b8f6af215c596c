import { assertEquals } from "@std/assert";
import { Close } from "../../../../protocol.ts";
import { Reader, welcomed } from "../support/reader.ts";
import { ScriptedServer } from "../support/scripted_server.ts";

Deno.test("Connection comes back after the closes that the protocol says, and after no other", async (t) => {
  const comesBack: Record<keyof typeof Close, boolean> = {
    Normal: false,
    GoingAway: true,
    Binary: false,
    Removed: false,
    FrameTooBig: false,
    InternalError: true,
    TooSlow: true,
    TooFast: true,
  };
  for (const [name, code] of Object.entries(Close)) {
    await t.step(`${name} ${code}`, async () => {
      await using server = new ScriptedServer();
      await using ada = new Reader(server);
      const visit = await welcomed(server);
      await ada.becomes("open");
      visit.cut(code, "for the test");
      const status = await ada.sees("status");
      assertEquals(status.state, comesBack[name as keyof typeof Close] ? "waiting" : "closed");
      assertEquals("message" in status && status.message, "for the test");
    });
  }
});
