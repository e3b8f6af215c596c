import { assertEquals } from "@std/assert";
import { readiness } from "../../../server/http/health.ts";
import { kvBacking } from "../../../server/backing.ts";
import { MEMORY } from "../../../server/kv/store/database.ts";
import { expect } from "../../support/server/asker.ts";
import { TestServer } from "../../support/server/test_server.ts";

async function told(response: Response): Promise<unknown[]> {
  return [response.status, await response.json()];
}

Deno.test("GET /healthz and /readyz answer 503 with the reason while the store fails", async () => {
  const backing = await kvBacking(MEMORY);
  let trouble: string | undefined = undefined;
  backing.trouble = () => Promise.resolve(trouble);
  await using server = await TestServer.start({ backing });
  assertEquals(await expect(server, 200, "GET /healthz"), { status: "ok" });
  assertEquals(await expect(server, 200, "GET /readyz"), { status: "ready" });
  trouble = "the disk is full";
  for (const path of ["/healthz", "/readyz"]) {
    const failing = [503, { status: "failing", reason: trouble }];
    assertEquals(await told(await fetch(server.url(path))), failing);
  }
});

Deno.test("GET /readyz answers 503 to a server that starts, or stops", async () => {
  assertEquals(await told(readiness("starting")), [503, { status: "starting" }]);
  const server = await TestServer.start();
  const asks = () => server.chat.fetch(new Request(server.url("/readyz")));
  assertEquals((await asks()).status, 200);
  const stopping = server[Symbol.asyncDispose]();
  assertEquals(await told(await asks()), [503, { status: "draining" }]);
  await stopping;
});
