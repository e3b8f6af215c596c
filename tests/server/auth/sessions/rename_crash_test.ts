import { assertEquals } from "@std/assert";
import { ServerProcess } from "../../../support/process/server_process.ts";
import { ask, expect, signIn } from "../../../support/server/asker.ts";
import { TempFolder } from "../../../support/temp_folder.ts";

Deno.test("A server that is killed as it renames guests has each under one name after it, and nobody under two", async () => {
  await using folder = await TempFolder.make();
  const options = { store: folder.file("chat.db") };
  const tokens: string[] = [];
  const done = new Set<number>();
  {
    await using server = await ServerProcess.open(options);
    for (let i = 0; i < 20; i++) tokens.push(await signIn(server, `before-${i}`));
    const half = Promise.withResolvers<void>();
    const renames = tokens.map(async (token, i) => {
      const body = { name: `after-${i}` };
      await expect(server, 200, "PUT /api/session/name", { token, body });
      done.add(i);
      if (done.size === 5) half.resolve();
    });
    const settled = Promise.allSettled(renames);
    await half.promise;
    await server.kill();
    await settled;
  }
  await using server = await ServerProcess.open(options);
  for (const [i, token] of tokens.entries()) {
    const { status, body } = await ask(server, "GET /api/session", { token });
    // Nobody waits for a guest's session to be stored but who renames them.
    if (status === 401 && !done.has(i)) continue;
    assertEquals(status, 200);
    const name = body?.name;
    // What was answered is so; of the others, each was renamed, or not.
    const isRenamed = done.has(i) || name === `after-${i}`;
    assertEquals(name, `${isRenamed ? "after" : "before"}-${i}`);
    if (!isRenamed) continue;
    for (const taken of [`before-${i}`, `after-${i}`]) {
      await expect(server, "409 name-taken", "POST /api/session", { body: { name: taken } });
    }
  }
});
