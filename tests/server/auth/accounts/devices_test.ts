import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { SOCKETS } from "../../../../server/limits.ts";
import { ask, expect, PASSWORD } from "../../../support/server/asker.ts";
import { TestServer } from "../../../support/server/test_server.ts";

const HOME = "192.0.2.1";
const AWAY = "198.51.100.77";
const FURTHER = "198.51.100.78";
const WRONG = "wrong wrong";
const GUESSERS = ["203.0.113.1", "203.0.113.2", "203.0.113.3"];

async function signInFrom(
  server: TestServer,
  from: string,
  password: string,
  headers: Record<string, string> = {},
): Promise<{ status: number; device: string | undefined }> {
  const body = { name: "ada", password };
  const answered = await ask(server, `POST /api/session?from=${from}`, { body, headers });
  const device = answered.headers.getSetCookie().map((line) => line.split(";")[0]!)
    .find((pair) => pair.split("=")[0]!.endsWith("-device"));
  return { status: answered.status, device };
}

/** Guesses at a name from some addresses until it is locked. */
async function lockOut(server: TestServer): Promise<void> {
  for (let i = 0; i < 54; i++) await signInFrom(server, GUESSERS[i % 3]!, WRONG);
  assertEquals((await signInFrom(server, AWAY, PASSWORD)).status, 429);
}

async function serverWithAda(): Promise<TestServer> {
  const server = await TestServer.start({ limits: SOCKETS });
  await expect(server, 201, `POST /api/accounts?from=${HOME}`, {
    body: { name: "ada", password: PASSWORD },
  });
  return server;
}

Deno.test("Guesses from elsewhere do not lock out an owner at an address that they signed in from", async () => {
  await using server = await serverWithAda();
  await lockOut(server);
  assertEquals((await signInFrom(server, HOME, PASSWORD)).status, 201);
});

Deno.test("Guesses from elsewhere do not lock out a browser that signed in, wherever it is now", async () => {
  await using server = await serverWithAda();
  const { status, device } = await signInFrom(server, HOME, PASSWORD);
  assertEquals(status, 201);
  assert(device, "a cookie that positions the browser");
  await lockOut(server);
  const phone = { cookie: device };
  assertEquals((await signInFrom(server, AWAY, PASSWORD, phone)).status, 201);
  const forged = device.replace(/=.{5}/, "=AAAAA");
  assertNotEquals(forged, device);
  assertEquals((await signInFrom(server, FURTHER, PASSWORD, { cookie: forged })).status, 429);
});

Deno.test("A browser that is known has its own guesses counted", async () => {
  await using server = await serverWithAda();
  const { device: cookie = "" } = await signInFrom(server, HOME, PASSWORD);
  const statuses: number[] = [];
  for (let i = 0; i < 25; i++) {
    statuses.push((await signInFrom(server, AWAY, WRONG, { cookie })).status);
  }
  assertEquals([statuses[0], statuses.at(-1)], [401, 429]);
});

Deno.test("A guest's sign-in positions no browser", async () => {
  await using server = await TestServer.start();
  const answered = await ask(server, "POST /api/session", { body: { name: "bob" } });
  assertEquals(answered.headers.getSetCookie().length, 1);
});

Deno.test("Whoever is signed in may prove their password, however many others guess at it", async () => {
  await using server = await serverWithAda();
  const body = { name: "ada", password: PASSWORD };
  const { token } = await expect(server, 201, `POST /api/session?from=${HOME}`, { body });
  await lockOut(server);
  const change = { password: PASSWORD, new: "battery staple" };
  await expect(server, 204, `PUT /api/account/password?from=${AWAY}`, {
    token: String(token),
    body: change,
  });
});

Deno.test("An address claims a hundred names, and then has to wait, and no other has", async () => {
  let now = 1_000_000;
  // Time passes, so that no other limit is in the way.
  await using server = await TestServer.start({ limits: SOCKETS, now: () => now });
  const claimFrom = (from: string, name: string) => {
    now += 1_000;
    return ask(server, `POST /api/accounts?from=${from}`, { body: { name, password: PASSWORD } });
  };
  for (let i = 0; i < 100; i++) assertEquals((await claimFrom(HOME, `name${i}`)).status, 201);
  const refused = await claimFrom(HOME, "one-more");
  assertEquals([refused.status, refused.body?.error], [429, "too-many"]);
  assert(Number(refused.headers.get("retry-after")) > 60);
  assertEquals((await claimFrom(AWAY, "elsewhere")).status, 201);
});

Deno.test("Many claims from one address keep nobody elsewhere from signing in", async () => {
  await using server = await serverWithAda();
  const served: string[] = [];
  const note = async (who: string, answer: Promise<{ status: number }>) => {
    const { status } = await answer;
    served.push(who);
    return status;
  };
  const flood = Array.from({ length: 72 }, (_, i) =>
    note(
      "flood",
      ask(server, `POST /api/accounts?from=${GUESSERS[0]}`, {
        body: { name: `flood${i}`, password: PASSWORD },
      }),
    ));
  assertEquals(await note("ada", signInFrom(server, HOME, PASSWORD)), 201);
  const statuses = await Promise.all(flood);
  // Of those some are made at once, some wait, and the rest is refused.
  assert(statuses.every((status) => [201, 429, 503].includes(status)), String(statuses));
});
