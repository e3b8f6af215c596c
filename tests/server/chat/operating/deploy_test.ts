import { assertEquals } from "@std/assert";
import { newPushKeys, textOf } from "../../../../server/service/push/keys.ts";
import { soon } from "../../../support/arrivals.ts";
import { DENOKV, Denokv, DENOKV_ENV } from "../../../support/process/denokv.ts";
import { freePort } from "../../../support/process/free_port.ts";
import { claim, expect } from "../../../support/server/asker.ts";
import { Deployment, type Instance } from "../../../support/deploy/deployment.ts";
import { TestClient } from "../../../support/server/test_client.ts";
import { decrypted } from "../../service/push/push_service.ts";
import { until } from "../../../support/until.ts";

if (DENOKV === undefined) {
  console.log("What Deno Deploy does is not tested: deno task denokv brings a database for that");
}

const SCRIPT_TYPE = "text/javascript";

/** What is there for each test: the project, built, and an app's database. */
interface Deployed extends AsyncDisposable {
  readonly deployment: Deployment;
  /** Starts an instance as Deno Deploy does. */
  start(variables?: Record<string, string>): Promise<Instance>;
}

async function deploy(): Promise<Deployed> {
  await using starting = new AsyncDisposableStack();
  const deployment = starting.use(await Deployment.fetch());
  await deployment.build();
  const database = starting.use(await Denokv.start());
  // The app's own: where no path is named, the runtime takes this one.
  const assigned = { DENO_KV_DEFAULT_PATH: database.url, ...DENOKV_ENV };
  const owned = starting.move();
  return {
    deployment,
    start: (variables = {}) =>
      deployment.start({ DENO_DEPLOYMENT_ID: "one", LIMITS: "off", ...assigned, ...variables }),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

function deployTest(name: string, fn: (deployed: Deployed) => Promise<void>): void {
  Deno.test({
    name,
    ignore: DENOKV === undefined,
    async fn() {
      await using deployed = await deploy();
      await fn(deployed);
    },
  });
}

deployTest(
  "Instances on Deno Deploy share a database, and one that is stopped loses nothing",
  async (deployed) => {
    await using first = await deployed.start();
    await using second = await deployed.start();
    await using ada = await TestClient.enter(first, "ada");
    await using bob = await TestClient.enter(second, "bob");
    ada.say("lobby", "from one");
    assertEquals(await bob.texts(1), ["from one"]);
    bob.say("lobby", "from the other");
    assertEquals(await ada.texts(2), ["from one", "from the other"]);
    // What is under way when it is told to stop.
    for (let i = 0; i < 20; i++) ada.say("lobby", `last ${i}`);
    const heard = await ada.texts(1);
    const code = first.stop();
    assertEquals(await ada.closed, 1001);
    assertEquals(await code, 0);
    for await (const event of ada.rest()) if (event.type === "said") heard.push(event.text);
    await using reader = await TestClient.connect(second, "reader");
    await reader.join("lobby", { after: 2 });
    assertEquals(await reader.texts(heard.length), heard, "what ada was told is there, in order");
  },
);

deployTest(
  "An instance on Deno Deploy that is stopped for idling has the next one tell bots",
  async (deployed) => {
    const port = freePort();
    const variables = { HOOK_HOSTS: "127.0.0.1" };
    {
      await using instance = await deployed.start(variables);
      const token = await claim(instance, "ada");
      const body = { name: "echo", url: `http://127.0.0.1:${port}/bot` };
      await expect(instance, 201, "POST /api/bots", { token, body });
      await using bob = await TestClient.enter(instance, "bob");
      bob.say("lobby", "@echo are you there?");
      await bob.texts(1);
      const hasFailed = async () =>
        JSON.stringify(await expect(instance, 200, "GET /api/bots", { token })).includes("failure");
      await until(hasFailed, "a bot that could not be told");
      assertEquals(await instance.stop(), 0);
    }
    const { promise: told, resolve } = Promise.withResolvers<string>();
    await using _bot = Deno.serve(
      { hostname: "127.0.0.1", port, onListen() {} },
      async (request) => {
        resolve(await request.text());
        return new Response("ok");
      },
    );
    await using next = await deployed.start(variables);
    // Somebody's request is what wakes it.
    await expect(next, 200, "GET /healthz");
    assertEquals(
      JSON.parse(await soon(told, "a bot that is told")).event.text,
      "@echo are you there?",
    );
  },
);

deployTest(
  "An instance on Deno Deploy that is stopped for idling has the next one notify people",
  async (deployed) => {
    const port = freePort();
    const variables = { HOOK_HOSTS: "127.0.0.1" };
    const auth = textOf(crypto.getRandomValues(new Uint8Array(16)));
    const keys = { ...await newPushKeys(), auth };
    {
      await using instance = await deployed.start(variables);
      const token = await claim(instance, "ada");
      const endpoint = `http://127.0.0.1:${port}/ada`;
      const body = { endpoint, keys: { p256dh: keys.publicKey, auth } };
      await expect(instance, 204, "POST /api/push", { token, body });
      await using bob = await TestClient.enter(instance, "bob");
      bob.say("lobby", "@ada, are you there?");
      // Her browser's service is told a few seconds later, in case that she reads it.
      await bob.texts(1);
      assertEquals(await instance.stop(), 0);
    }
    const { promise: told, resolve } = Promise.withResolvers<Uint8Array<ArrayBuffer>>();
    await using _service = Deno.serve(
      { hostname: "127.0.0.1", port, onListen() {} },
      async (request) => {
        resolve(await request.bytes());
        return new Response(null, { status: 201 });
      },
    );
    await using next = await deployed.start(variables);
    await expect(next, 200, "GET /healthz");
    const text = await decrypted(await soon(told, "a notification"), keys);
    assertEquals(JSON.parse(text).text, "@ada, are you there?");
  },
);

deployTest(
  "An instance on Deno Deploy that is stopped for idling has the next one forget",
  async (deployed) => {
    const said = Array.from({ length: 30 }, (_, i) => `message ${i}`);
    {
      await using instance = await deployed.start();
      await using ada = await TestClient.enter(instance, "ada");
      for (const text of said) ada.say("lobby", text);
      await ada.texts(said.length);
      assertEquals(await instance.stop(), 0);
    }
    await using next = await deployed.start({ RETAIN_MESSAGES: "5" });
    await using bob = await TestClient.enter(next, "bob");
    const first = said.length - 4;
    const isTrimmed = async () => (await bob.join("lobby")).first === first;
    await until(isTrimmed, "a log that begins later");
    await bob.join("lobby", { after: first - 1 });
    assertEquals(await bob.texts(5), said.slice(-5));
  },
);

deployTest(
  "An instance on Deno Deploy that is stopped closes hundreds of sockets, and is done with that",
  async (deployed) => {
    await using instance = await deployed.start({ LOG_FORMAT: "json" });
    const people = await Promise.all(
      Array.from({ length: 500 }, (_, i) => TestClient.connect(instance, `guest-${i}`)),
    );
    const code = instance.stop();
    const closes = await Promise.all(people.map(({ closed }) => closed));
    assertEquals(closes, people.map(() => 1001));
    assertEquals(await code, 0);
    // Who is not done in time ends without a word.
    const lines = instance.errors.text.split("\n").filter((line) => line.startsWith("{"));
    const events = lines.map((line) => JSON.parse(line).event);
    assertEquals(events.slice(-2), ["stopping", "stopped"]);
  },
);

deployTest(
  "An instance on Deno Deploy starts from one file, and the page from another",
  async (deployed) => {
    // Each module that a cold start loads is one more that somebody waits for.
    await deployed.deployment.removeSources();
    await using instance = await deployed.start();
    const page = await (await fetch(instance.url())).text();
    const [, module = ""] = /<script type="module" src="([^"]+)"/.exec(page) ?? [];
    const script = await fetch(instance.url(`/${module}`));
    assertEquals([script.status, script.headers.get("content-type")], [200, SCRIPT_TYPE]);
    await script.body?.cancel();
    await using ada = await TestClient.enter(instance, "ada");
    ada.say("lobby", "hello");
    assertEquals(await ada.texts(1), ["hello"]);
    assertEquals(await instance.stop(), 0);
  },
);
