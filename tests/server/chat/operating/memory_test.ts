import { assertLess } from "@std/assert";
import { ServerProcess } from "../../../support/process/server_process.ts";

/** What a server that has started may have, in bytes. It was 520 MB when all was compressed at once. */
const MOST = 250e6;

Deno.test("A server that has started has little memory", async () => {
  await using server = await ServerProcess.open({ flags: ["start", "--metrics", "127.0.0.1:0"] });
  const [, address = ""] = await server.says(/^Metrics are at (\S+)$/m);
  const metrics = await (await fetch(address)).text();
  const [, bytes] = /^hubbub_resident_memory_bytes (\d+)$/m.exec(metrics) ?? [];
  assertLess(Number(bytes), MOST);
});
