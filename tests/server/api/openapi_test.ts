import { assert, assertEquals } from "@std/assert";
import { ROUTES } from "../../../server/api.ts";
import { openApi } from "../../../server/api/openapi.ts";
import { OPERATIONS } from "../../../server/api/openapi/operations.ts";
import { SCHEMAS } from "../../../server/api/openapi/schemas.ts";
import { ask, expect, signIn } from "../../support/server/asker.ts";
import { TestServer } from "../../support/server/test_server.ts";

Deno.test("The OpenAPI description has every route, and no other", () => {
  const routes = ROUTES.map(([method, path]) => `${method} ${path}`);
  assertEquals(new Set(Object.keys(OPERATIONS)), new Set(routes));
});

Deno.test("The OpenAPI description is served, names what it refers to, and has no name twice", async () => {
  await using server = await TestServer.start();
  const served = await expect(server, 200, "GET /openapi.json");
  assertEquals(served, JSON.parse(JSON.stringify(openApi())));
  assertEquals(served.openapi, "3.1.0");
  const text = JSON.stringify(served);
  const named = text.matchAll(/"#\/components\/schemas\/(\w+)"/g).map(([, name]) => name);
  for (const name of named) assert(name! in SCHEMAS, name);
  const ids = text.matchAll(/"operationId":"(\w+)"/g).map(([, id]) => id).toArray();
  assertEquals(ids.length, ROUTES.length);
  assertEquals(new Set(ids).size, ids.length);
  assertEquals((await ask(server, "POST /openapi.json", { body: {} })).status, 405);
});

Deno.test("What is answered has the fields that the OpenAPI description requires", async () => {
  await using server = await TestServer.start();
  const token = await signIn(server, "ada");
  const say = { token, body: { text: "hello", id: "a-1" } };
  const path = "/api/rooms/lobby/messages";
  const has = (answered: object, schema: unknown) => {
    const { required } = schema as { required: string[] };
    assertEquals(required.filter((name) => !(name in answered)), []);
  };
  has(await expect(server, 201, `POST ${path}`, say), SCHEMAS.Message);
  has(await expect(server, 200, `POST ${path}`, say), SCHEMAS.Stored);
  has(await expect(server, 200, `PATCH ${path}/1`, { token, body: { text: "x" } }), SCHEMAS.Edited);
  has(await expect(server, "404 not-found", `DELETE ${path}/9`, { token }), SCHEMAS.Error);
  const { rooms } = await expect(server, 200, "GET /api/rooms", { token });
  has((rooms as object[])[0]!, SCHEMAS.Room);
  const { sessions } = await expect(server, 200, "GET /api/sessions", { token });
  has((sessions as object[])[0]!, SCHEMAS.Session);
});
