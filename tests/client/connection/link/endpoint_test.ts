import { assertEquals, assertRejects } from "@std/assert";
import { CutError } from "../../../../client/connection.ts";
import { Session } from "../../../../client/connection/endpoint.ts";
import { Arrivals } from "../../../support/arrivals.ts";
import { TestServer } from "../../../support/server/test_server.ts";
import { Reader, welcomed } from "../support/reader.ts";
import { ScriptedServer } from "../support/scripted_server.ts";

Deno.test("Connection ends with the reason when it is refused for good", async (t) => {
  const refusals = {
    400: "bad-name",
    401: "bad-session",
    403: "foreign-origin",
    409: "name-taken",
  };
  for (const [status, error] of Object.entries(refusals)) {
    await t.step(`${status} ${error}`, async () => {
      await using server = new ScriptedServer();
      server.refusal = { status: Number(status), error, message: `Refused: ${error}` };
      await using ada = new Reader(server);
      const { acknowledged } = ada.connection.say("lobby", "hello?");
      const { reason, message } = await ada.becomes("closed");
      assertEquals([reason, message], [error, `Refused: ${error}`]);
      await assertRejects(() => acknowledged, CutError);
      assertEquals(ada.connection.state, "closed");
    });
  }
});

Deno.test("Connection retries after a refusal by a proxy, which is not the server's", async () => {
  await using proxy = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen() {} },
    () => new Response("<h1>Please sign in to the hotel</h1>", { status: 403 }),
  );
  const url = `http://127.0.0.1:${proxy.addr.port}`;
  await using ada = new Reader({ url });
  assertEquals((await ada.becomes("waiting")).reason, "unreachable");
});

Deno.test("Connection waits for its name when its own old socket may still hold it", async () => {
  await using server = new ScriptedServer();
  await using ada = new Reader(server);
  const visit = await welcomed(server);
  await ada.becomes("open");
  server.refusal = { status: 409, error: "name-taken", message: "ada is here already" };
  visit.cut();
  await ada.becomes("waiting");
  assertEquals((await ada.becomes("waiting")).reason, "name-taken");
  server.refusal = undefined;
  await server.visit();
});

Deno.test("Connection comes back as the same guest: with its name and the token it was given", async () => {
  await using server = new ScriptedServer();
  await using ada = new Reader(server);
  const first = await server.visit();
  assertEquals([first.name, first.protocols], ["ada", "chat.v1"]);
  first.welcome({ you: "Ada", token: "t1" });
  await ada.becomes("open");
  assertEquals([ada.connection.you, ada.connection.token], ["Ada", "t1"]);
  first.cut();
  const second = await server.visit();
  assertEquals([second.name, second.protocols], ["Ada", "chat.v1, bearer.t1"]);
});

Deno.test("Connection comes back by name when the server forgot its token", async () => {
  await using server = new ScriptedServer();
  await using ada = new Reader(server);
  const first = await welcomed(server);
  await ada.becomes("open");
  server.refusal = { status: 401, error: "bad-session", message: "No such session" };
  first.cut();
  const why = await server.questions.next();
  assertEquals(why.headers.get("authorization"), "Bearer secret");
  server.refusal = undefined;
  const second = await server.visit();
  assertEquals([second.name, second.protocols], ["ada", "chat.v1"]);
});

Deno.test("Connection tries again when a new session that it asks for never comes", async () => {
  await using server = new ScriptedServer();
  const asked = new Arrivals<string>("a request");
  const fetch: typeof globalThis.fetch = (url, init) => {
    if (init?.method !== "POST") return globalThis.fetch(url, init);
    asked.push(String(url));
    return new Promise(() => {});
  };
  await using ada = new Reader(server, { byCookie: true, answerMs: 50, fetch });
  const visit = await welcomed(server);
  await ada.becomes("open");
  server.refusal = { status: 401, error: "no-session", message: "Your session ended" };
  visit.cut();
  assertEquals(await asked.next(), `${server.url}/api/session`);
  assertEquals((await ada.becomes("waiting")).reason, "restarting");
  assertEquals((await ada.becomes("waiting")).reason, "unreachable");
  server.refusal = undefined;
  await welcomed(server);
  await ada.becomes("open");
});

Deno.test("Connection of an account does not become a guest when its session ends", async () => {
  await using server = new ScriptedServer();
  await using ada = new Reader(server, { name: undefined, token: "t0" });
  const visit = await server.visit();
  visit.welcome({ guest: false, token: "t0" });
  await ada.becomes("open");
  server.refusal = { status: 401, error: "bad-session", message: "Your session ended" };
  visit.cut();
  assertEquals((await ada.becomes("closed")).reason, "bad-session");
});

Deno.test("Connection and Session find a server below a path, with its slash and without", async () => {
  const publicUrl = new URL("http://chat.lan/chat/");
  await using server = await TestServer.start({ publicUrl });
  for (const path of ["/chat", "/chat/", "/chat/ws", "/"]) {
    const url = String(server.url(path));
    const { name, token } = await new Session(url).signIn({ name: "ada" });
    await using ada = new Reader({ url }, { name: undefined, token });
    await ada.becomes("open");
    assertEquals([name, ada.connection.you], ["ada", "ada"]);
    await new Session(url, { token }).signOut();
    await ada.becomes("closed");
    await server.freed("ada");
  }
});
