import { assertEquals } from "@std/assert";
import { ROUTES as API_ROUTES } from "../../server/api.ts";
import { SESSION_MS } from "../../server/auth/sessions.ts";
import {
  type Asking,
  claim,
  claimAdmin,
  cookieOf,
  expect,
  PASSWORD,
  signIn,
} from "../support/server/asker.ts";
import { ADMIN_ROWS } from "./api/admin/rows.ts";
import { Clock } from "../support/clock.ts";
import { RawClient } from "../support/server/raw_client.ts";
import { TestServer } from "../support/server/test_server.ts";
import { ROUTES, type Who } from "./api/route_rows.ts";

/** Where one comes without a session. */
const SIGN_IN = ["POST /api/session", "POST /api/accounts"];

/** A server on which there is everybody, and what each carries. */
class Town implements AsyncDisposable {
  readonly server: TestServer;
  readonly carried: Readonly<Record<Who, readonly string[]>>;

  private constructor(
    server: TestServer,
    carried: Readonly<Record<Who, readonly string[]>>,
  ) {
    this.server = server;
    this.carried = carried;
  }

  static async make(): Promise<Town> {
    const clock = new Clock();
    const server = await TestServer.start({ now: clock.now });
    const expired = await claimAdmin(server, "ada");
    clock.pass(SESSION_MS);
    const admin = await signIn(server, "ada", PASSWORD);
    const account = await claim(server, "bob");
    const revoked = await signIn(server, "bob", PASSWORD);
    const made = await expect(server, 201, "POST /api/bots", {
      token: account,
      body: { name: "echo" },
    });
    const gone = await expect(server, 201, "POST /api/bots", {
      token: account,
      body: { name: "gone" },
    });
    await expect(server, 204, `DELETE /api/bots/${gone.id}`, { token: account });
    const headers = { authorization: `Bearer ${revoked}` };
    await fetch(server.url("/api/session"), { method: "DELETE", headers });
    return new Town(server, {
      "nobody": [],
      "a guest": [await signIn(server, "gus")],
      "an account": [account],
      "the administrator": [admin],
      "a bot": [String(made.token)],
      "a foreign page": [admin],
      "a bad token": [
        ...[
          expired,
          revoked,
          String(gone.token),
          "",
          "x".repeat(43),
          admin.slice(0, -1),
          `${admin}A`,
        ],
        ...[admin.toUpperCase(), "__proto__", "x".repeat(4_000)],
      ],
    });
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.server[Symbol.asyncDispose]();
  }
}

/** What stands in the place of a `:name` of a path: anything, unless said. */
const PARAMS: Readonly<Record<string, string>> = { room: "lobby", seq: "1", emoji: "👍" };

/** Goes to a route, and gives what is answered. */
async function goTo(town: Town, route: string, { headers = {}, body }: Asking): Promise<string> {
  const [method = "GET", path = "/"] = route.split(" ");
  const response = await fetch(town.server.url(filled(path)), {
    method,
    headers: { ...headers, ...(body !== undefined && { "content-type": "application/json" }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const type = response.headers.get("content-type") ?? "";
  const isStream = ["text/event-stream", "application/zip"].includes(type);
  // Which has no end, or is not for people.
  if (isStream) await response.body?.cancel();
  const text = isStream ? "" : await response.text();
  const { error } = type.startsWith("application/json") && text !== "" ? JSON.parse(text) : {};
  for (const name of ["content-security-policy", "x-content-type-options"]) {
    assertEquals(response.headers.has(name), true, `${route} has ${name}`);
  }
  assertEquals(response.headers.get("cache-control"), "no-store", route);
  return error === undefined ? String(response.status) : `${response.status} ${error}`;
}

function filled(path: string): string {
  return path.replace(/:(\w+)/g, (_, name) => PARAMS[name] ?? "unknown");
}

/** The ways to carry a token. A cookie that is no good does not keep anybody from signing in. */
function waysToCarry(
  { server }: Town,
  token: string,
): [way: string, headers: Record<string, string>][] {
  return [
    ["a header", { authorization: `Bearer ${token}` }],
    ["a cookie", { cookie: `${cookieOf(server)}=${token}` }],
    ["a subprotocol", { "sec-websocket-protocol": `chat.v1, bearer.${token}` }],
  ];
}

/**
 * Whether the next would meet what this one did: not after reading, nor after a refusal; and below
 * `/api/admin/` there is nobody here to whom anything could be done.
 */
function changesSomething(route: string, expected: string): boolean {
  if (route.startsWith("GET ") || route in ADMIN_ROWS) return false;
  return expected.startsWith("2") || SIGN_IN.includes(route);
}

Deno.test("There is a row for every route", () => {
  const routes = API_ROUTES.map(([method, path]) => `${method} ${path}`);
  assertEquals(new Set(Object.keys(ROUTES)), new Set(["GET /ws", ...routes]));
});

for (const [route, { body, ...row }] of Object.entries(ROUTES)) {
  Deno.test(`${route} lets in who may, and nobody else, however they carry their token`, async () => {
    await using everybody = await Town.make();
    for (const way of [0, 1, 2]) {
      for (const [who, expected] of Object.entries(row) as [Who, string][]) {
        // What one has done there does not concern the next.
        await using own = changesSomething(route, expected) ? await Town.make() : undefined;
        const town = own ?? everybody;
        const tokens = town.carried[who];
        const origin = who === "a foreign page" ? { origin: "https://evil.example" } : {};
        for (const token of tokens.length > 0 ? tokens : [undefined]) {
          const [how, carried] = token === undefined ? ["", {}] : waysToCarry(town, token)[way]!;
          // Nobody is kept from signing in by an old cookie. Who says a token by hand means it.
          const isStale = ["a bad token", "a bot"].includes(who) && how === "a cookie";
          // No browser has a bot's token in a cookie.
          const isBySecret =
            /^(POST \/(hooks\/|api\/(replies\/|challenges|(invites|resets)\/preview))|GET \/(files\/|api\/server$))/
              .test(
                route,
              );
          const ofBot = who === "a bot" && isStale && !isBySecret ? "401 no-session" : expected;
          const wanted = isStale && SIGN_IN.includes(route) ? "201" : ofBot;
          const name = `newcomer-${tokens.indexOf(token ?? "")}`;
          const asking = body && { ...body, ...("name" in body && { name }) };
          const headers = { ...carried, ...origin };
          assertEquals(
            await goTo(town, route, { headers, body: asking }),
            wanted,
            `${who} with ${how} ${token}`,
          );
        }
      }
    }
  });
}

Deno.test("A socket opens for whom a plain request would, and for nobody else", async () => {
  await using town = await Town.make();
  for (const [who, tokens] of Object.entries(town.carried) as [Who, string[]][]) {
    const origin = who === "a foreign page" ? { origin: "https://evil.example" } : {};
    for (const token of tokens) {
      for (const [how, carried] of waysToCarry(town, token)) {
        // Even with a name beside it that a guest could have.
        const path = who === "a bad token" ? "/ws?name=eve" : "/ws";
        using socket = await RawClient.ask(town.server, path, { ...carried, ...origin });
        const isNobody = who === "a bad token" || who === "a bot" && how === "a cookie";
        const expected = isNobody ? 401 : who === "a foreign page" ? 403 : 101;
        assertEquals(socket.status, expected, `${who} with ${how} ${token}`);
      }
    }
  }
});

Deno.test("A page of another origin reads nothing, whether its person is signed in or not", async () => {
  await using town = await Town.make();
  const [token] = town.carried["the administrator"];
  const { host } = town.server.url();
  for (const origin of ["https://evil.example", "null", "", `http://${host}.evil.example`]) {
    for (const headers of [{ origin }, { origin, cookie: `${cookieOf(town.server)}=${token}` }]) {
      for (const [route, { body }] of Object.entries(ROUTES)) {
        assertEquals(await goTo(town, route, { headers, body }), "403 foreign-origin", route);
      }
    }
  }
});

Deno.test("A route tells which methods it knows", async () => {
  await using server = await TestServer.start();
  for (const [path] of Map.groupBy(API_ROUTES, ([, path]) => path)) {
    const pathname = path.replace(/:\w+/g, "some");
    // A word may stand where others have the id of something.
    const methods = API_ROUTES.filter(([, path]) =>
      new URLPattern({ pathname: path }).test({ pathname })
    );
    const known = methods.flatMap(([method]) => method === "GET" ? ["GET", "HEAD"] : [method]);
    for (const method of ["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "PROPFIND"]) {
      if (known.includes(method)) continue;
      const response = await fetch(server.url(pathname), { method });
      const answered = [response.status, response.headers.get("allow")];
      assertEquals(answered, [405, known.join(", ")], `${method} ${path}`);
      const text = await response.text();
      if (method !== "HEAD") assertEquals(JSON.parse(text).error, "method", `${method} ${path}`);
    }
  }
});
