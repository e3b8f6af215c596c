import { assertEquals } from "@std/assert";
import { type Method, type Route, Router } from "../../../server/http/routes.ts";
import { TestServer } from "../../support/server/test_server.ts";
import { claim } from "../../support/server/asker.ts";

/** Tells which path was meant, and what stands in the place of its names. */
function told(path: string): Route<string>[2] {
  return ({ params }, server) => Promise.resolve(Response.json({ path, params, server }));
}

function routerOf(...routes: [method: Method, path: string][]): Router<string> {
  return new Router<string>(
    routes.map(([method, path]) => [method, path, told(path)] as const),
    "ours",
  );
}

const ROOMS = routerOf(
  ["GET", "/api/rooms"],
  ["GET", "/api/rooms/:room/messages"],
  ["POST", "/api/rooms/:room/messages"],
  ["PATCH", "/api/rooms/:room/messages/:seq"],
  ["PUT", "/api/rooms/:room/messages/:seq/reactions/:emoji"],
  ["DELETE", "/api/rooms/:room/messages/:seq/reactions/:emoji"],
  ["POST", "/hooks/:secret"],
  ["POST", "/hooks/:secret/github"],
);

function ask(router: Router<string>, method: string, path: string) {
  const url = new URL(`http://localhost${path}`);
  const request = new Request(url, { method });
  return router.respond({ request, url, peer: undefined }, url.pathname);
}

async function paramsOf(method: string, path: string): Promise<unknown> {
  const response = await ask(ROOMS, method, path);
  return response && (await response.json()).params;
}

Deno.test("Router gives a handler what stands in the path, decoded, and what the server has", async () => {
  const path = "/api/rooms/%40ada%2Cbob/messages/7/reactions/%F0%9F%91%8D";
  const response = await ask(ROOMS, "PUT", path);
  assertEquals(await response?.json(), {
    path: "/api/rooms/:room/messages/:seq/reactions/:emoji",
    params: { room: "@ada,bob", seq: "7", emoji: "👍" },
    server: "ours",
  });
  assertEquals(await paramsOf("GET", "/api/rooms/@ada,bob/messages"), { room: "@ada,bob" });
  assertEquals(await paramsOf("GET", "/api/rooms/a%2Fb/messages"), { room: "a/b" });
  assertEquals(await paramsOf("GET", "/api/rooms/caf%C3%A9/messages?limit=2"), { room: "café" });
  assertEquals(await paramsOf("POST", "/hooks/abc"), { secret: "abc" });
  assertEquals(await paramsOf("POST", "/hooks/abc/github"), { secret: "abc" });
});

Deno.test("Router finds nothing behind a path that is longer, shorter or no text", () => {
  const strays = [
    ...["/", "/api", "/api/", "/api/room", "/api/rooms/", "/api/rooms/a", "/API/rooms"],
    ...["/api/rooms/a/messages/", "/api/rooms//messages", "/api/rooms/a/messages/7/reactions/"],
    ...["/api/rooms/a/messages/7/reactions/x/y", "/api/rooms/a/b/messages", "/rooms"],
    ...["/x/api/rooms", "/api//rooms", "/api/rooms/%ff/messages", "/api/rooms/%zz/messages"],
    ...["/api/rooms/%/messages", `/api/rooms/${"x".repeat(2_001)}/messages`, "/api/%72ooms"],
    ...["/hooks/", "/hooks/abc/gitlab"],
  ];
  for (const path of strays) {
    for (const method of ["GET", "POST", "OPTIONS"]) {
      assertEquals(ask(ROOMS, method, path), undefined, `${method} ${path}`);
    }
  }
});

Deno.test("Router answers another method by those that it knows on the path", async () => {
  for (
    const [method, path, allow] of [
      ["OPTIONS", "/api/rooms", "GET, HEAD"],
      ["OPTIONS", "/api/rooms/a/messages", "GET, HEAD, POST"],
      ["DELETE", "/api/rooms/a/messages", "GET, HEAD, POST"],
      ["GET", "/api/rooms/a/messages/7", "PATCH"],
      ["HEAD", "/api/rooms/a/messages/7", "PATCH"],
      ["OPTIONS", "/api/rooms/a/messages/7/reactions/x", "PUT, DELETE"],
      ["GET", "/hooks/abc", "POST"],
      ["BREW", "/hooks/abc", "POST"],
    ] as const
  ) {
    const response = await ask(ROOMS, method, path);
    const answered = [response?.status, response?.headers.get("allow")];
    assertEquals(answered, [405, allow], `${method} ${path}`);
    assertEquals((await response?.json()).error, "method");
  }
});

Deno.test("Router answers HEAD as GET, without the body, also if that has no end", async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const endless = new ReadableStream({ cancel: () => resolve() });
  const headers = { "content-type": "text/event-stream" };
  const events = () => Promise.resolve(new Response(endless, { status: 203, headers }));
  const router = new Router([["GET", "/api/events", events]], "ours");
  const response = await ask(router, "HEAD", "/api/events");
  assertEquals(response?.body, null);
  assertEquals([response?.status, response?.headers.get("content-type")], [
    203,
    "text/event-stream",
  ]);
  await promise;
});

Deno.test("Router tries only the patterns of a path's area, however many routes there are", () => {
  const areas = Array.from({ length: 40 }, (_, i) => ["GET", `/api/area${i}/:name`] as const);
  const router = routerOf(...areas.map(([method, path]): [Method, string] => [method, path]));
  const { exec } = URLPattern.prototype;
  let tried = 0;
  URLPattern.prototype.exec = function (input = {}) {
    tried++;
    return exec.call(this, input);
  };
  try {
    ask(router, "GET", "/api/area39/some");
    assertEquals(tried, 1);
    ask(router, "GET", "/api/elsewhere/some");
    ask(router, "GET", "/api/area39/some/other");
    assertEquals(tried, 1);
  } finally {
    URLPattern.prototype.exec = exec;
  }
});

Deno.test("A path that is no text is found nowhere, and a head has no body", async () => {
  await using server = await TestServer.start();
  const token = await claim(server, "ada");
  const headers = { authorization: `Bearer ${token}` };
  for (const path of ["/api/sessions/%ff", "/api/blocks/%zz", "/api/blocks/%", "/api/session/"]) {
    const response = await fetch(server.url("/") + path.slice(1), { method: "DELETE", headers });
    assertEquals([response.status, (await response.json()).error], [404, "not-found"], path);
  }
  const whole = await fetch(server.url("/api/session"), { headers });
  const head = await fetch(server.url("/api/session"), { method: "HEAD", headers });
  assertEquals([head.status, await head.text()], [200, ""]);
  assertEquals(head.headers.get("content-type"), whole.headers.get("content-type"));
  await whole.body?.cancel();
  const refused = await fetch(server.url("/api/session"), { method: "HEAD" });
  assertEquals([refused.status, await refused.text()], [401, ""]);
});
