import { assert, assertEquals } from "@std/assert";
import { ROUTES } from "../../../../server/api.ts";
import { ask, claim, signIn } from "../../../support/server/asker.ts";
import { TestClient } from "../../../support/server/test_client.ts";
import { TestServer } from "../../../support/server/test_server.ts";
import { ROUTES as ROWS } from "../route_rows.ts";

/** What stands in the place of the other parts of a path. */
const PARAMS: Readonly<Record<string, string>> = { seq: "1", emoji: "👍", id: "unknown" };
/** Where a room is named elsewhere than in the path. */
const BESIDES = [
  ["GET /api/invites?room=ROOM", undefined],
  ["POST /api/invites", { room: "ROOM" }],
  ["GET /api/rooms/ROOM/search?q=word", undefined],
  ["GET /api/people/ada?room=ROOM", undefined],
] as const;

/** All that can be asked of a room over HTTP, and what is sent with it. */
function asked(): (readonly [string, Record<string, unknown> | undefined])[] {
  const paths = ROUTES.filter(([, path]) => path.includes(":room") && !path.includes("/admin/"));
  const rows = paths.map(([method, path]) => {
    const row = `${method} ${path}`;
    const filled = row.replace(
      /:(\w+)/g,
      (_, name) => name === "room" ? "ROOM" : PARAMS[name] ?? "x",
    );
    return [filled, ROWS[row]?.body] as const;
  });
  return [...rows, ...BESIDES];
}

Deno.test("Over HTTP a hidden room is answered as one that never was, whatever is asked of it", async () => {
  await using server = await TestServer.start();
  const token = await claim(server, "ada");
  await using ada = await TestClient.enter(server, { token }, "vault");
  ada.say("vault", "a word");
  await ada.next("said");
  await ada.ask({ type: "access", room: "vault", access: "hidden" });
  const routes = asked();
  assert(routes.length > 12);
  for (const who of [await signIn(server, "gus"), await claim(server, "bob")]) {
    for (const [what, body] of routes) {
      const answers = [];
      for (const room of ["vault", "attic"]) {
        const sent = body && JSON.parse(JSON.stringify(body).replaceAll("ROOM", room));
        const { status, body: told } = await ask(server, what.replace("ROOM", room), {
          token: who,
          body: sent,
        });
        answers.push(`${status} ${JSON.stringify(told)}`.replaceAll(room, "ROOM"));
      }
      assertEquals(answers[0], answers[1], what);
    }
  }
});
