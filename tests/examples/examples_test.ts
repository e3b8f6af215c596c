import { assert, assertEquals, assertMatch } from "@std/assert";
import { type Chat, connect, type Message, type Room } from "../../client.ts";
import { soon } from "../support/arrivals.ts";
import { Program } from "../support/process/program.ts";
import { claimAdmin, expect } from "../support/server/asker.ts";
import { TestServer } from "../support/server/test_server.ts";
import { TempFolder } from "../support/temp_folder.ts";

const ROOT = new URL("../../", import.meta.url);

/** Starts an example with what its first lines say that it needs. */
function start(name: string, args: string[], env: Record<string, string> = {}): Program {
  const allowed = ["--allow-net", "--allow-env", "--allow-run"];
  return new Program(["run", ...allowed, `examples/${name}.ts`, ...args], { env });
}

async function enter(server: TestServer, name: string, room: string): Promise<[Chat, Room]> {
  const chat = await connect(server.url(), { name });
  return [chat, await chat.join(room)];
}

async function next(messages: AsyncIterator<Message, void>): Promise<Message> {
  const { value } = await soon(messages.next(), "a message");
  if (!value) throw new Error("There are no more messages");
  return value;
}

Deno.test("The dice roll what somebody asks for", async () => {
  await using server = await TestServer.start();
  await using dice = start("dice", [server.url().href, "table"]);
  await dice.says(/^dice listens in table$/m);
  const [chat, table] = await enter(server, "ada", "table");
  await using _ = chat;
  const messages = table.messages();
  await table.say("!roll 0d6");
  const certain = await table.say("!roll 3d2");
  const answer = await next(messages);
  assertEquals(answer.replyTo, certain.seq);
  assertMatch(answer.text, /^🎲 [12] \+ [12] \+ [12] = [3-6]$/);
  await table.say("!roll 2d6");
  assertMatch((await next(messages)).text, /^🎲 [1-6] \+ [1-6] = \d+$/);
});

Deno.test("The chart bot posts a picture of what was said", async () => {
  await using server = await TestServer.start();
  await using bot = start("chart", [server.url().href, "table"]);
  await bot.says(/^chart listens in table$/m);
  const [chat, table] = await enter(server, "ada", "table");
  await using _ = chat;
  const messages = table.messages();
  await table.say("a few words");
  const asked = await table.say("!chart");
  const { replyTo, text, files: [chart] } = await next(messages);
  assertEquals([replyTo, text], [asked.seq, ""]);
  assertEquals([chart?.name, chart?.type, chart?.alt], [
    "chart.png",
    "image/png",
    "How much was said",
  ]);
  assertEquals([chart?.width, chart?.height], [288, 120]);
});

Deno.test("The deploy notifier tells a room how it goes, in one message, and ends as the command did", async () => {
  await using server = await TestServer.start();
  const [chat, releases] = await enter(server, "ada", "releases");
  await using _ = chat;
  const commands = [
    ["true", 0, /^Deployed: `true` in [\d.]+ s$/],
    ["false", 1, /^Failed: `false` ended with 1 after/],
    ["no-such-command", 127, /^Failed: `no-such-command` ended with 127/],
  ] as const;
  for (const [command, expected, end] of commands) {
    await using notifier = start("deploy_notifier", [server.url().href, "releases", command]);
    const { code, stderr } = await notifier.ended();
    assertEquals(code, expected, stderr);
    const [newest] = await Array.fromAsync(releases.history());
    assertMatch(newest?.text ?? "", end);
  }
  const all = await Array.fromAsync(releases.history(), ({ from }) => from);
  assertEquals(all, ["deploys", "deploys", "deploys"]);
});

Deno.test("The moderation bot deletes what has an unwanted word, and tells its author", async () => {
  await using server = await TestServer.start();
  // Who creates a room owns it.
  await using bot = start("moderation", [server.url().href, "garden", "weed", "slug"]);
  await bot.says(/^order watches garden$/m);
  const [chat, garden] = await enter(server, "ada", "garden");
  await using _ = chat;
  const warnings = chat.to("order").messages();
  const warning = next(warnings);
  await garden.say("tweed is fine");
  await garden.say("A Weed!");
  assertMatch((await warning).text, /^Your message in garden was deleted: no "weed" there/);
  const kept = await Array.fromAsync(garden.history(), ({ text }) => text);
  assertEquals(kept, ["tweed is fine"]);
});

Deno.test("The GitHub bridge passes on what GitHub signed, and nothing else", async () => {
  await using server = await TestServer.start();
  const token = await claimAdmin(server, "ada");
  const body = { name: "github" };
  const made = await expect(server, 201, "POST /api/rooms/lobby/hooks", { token, body });
  const secret = "a secret of GitHub's";
  const env = { GITHUB_SECRET: secret, HUBBUB_HOOK: String(made.url) };
  await using bridge = start("github_bridge", ["0"], env);
  const [, port] = await bridge.says(/^GitHub's events are awaited on port (\d+)$/m);
  const [chat, lobby] = await enter(server, "bob", "lobby");
  await using _ = chat;

  const event = new TextEncoder().encode(JSON.stringify({ zen: "Keep it logically awesome." }));
  const send = async (signature: string): Promise<number> => {
    const headers = {
      "content-type": "application/json",
      "x-github-event": "ping",
      "x-hub-signature-256": `sha256=${signature}`,
    };
    const options = { method: "POST", headers, body: event };
    const response = await fetch(`http://127.0.0.1:${port}/`, options);
    await response.body?.cancel();
    return response.status;
  };
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const raw = new TextEncoder().encode(secret);
  const key = await crypto.subtle.importKey("raw", raw, algorithm, false, ["sign"]);
  const signature = new Uint8Array(await crypto.subtle.sign("HMAC", key, event)).toHex();
  assertEquals(await send("0".repeat(64)), 401);
  assertEquals(await send(signature), 200);
  const message = await next(lobby.messages());
  assertEquals([message.from, message.bot], ["github", true]);
  assert(message.text.length > 0);
});

Deno.test("The bot that the documents show answers as they say", async () => {
  await using folder = await TempFolder.make();
  for (const path of ["README.md", "docs/bots.md", "client/library.ts"]) {
    await using server = await TestServer.start();
    const text = (await Deno.readTextFile(new URL(path, ROOT))).replaceAll(/^ \* ?/gm, "");
    const [, code = ""] = /```ts(?: ignore)?\n(import \{ connect \}[^]*?)```/.exec(text) ?? [];
    assert(code.includes("http://localhost:8000"), `${path} shows no bot`);
    const file = folder.file("bot.ts");
    await Deno.writeTextFile(
      file,
      code.replace("./client.ts", new URL("client.ts", ROOT).href)
        .replace("http://localhost:8000", server.url().href),
    );
    const [chat, lobby] = await enter(server, "ada", "lobby");
    await using _ = chat;
    const online = (async () => {
      for await (const event of chat.events()) {
        if (event.type === "online" && event.name === "echo") return;
      }
    })();
    await using _bot = new Program(["run", "--no-config", "--allow-net", file]);
    await soon(online, "the bot");
    await lobby.say("!ping");
    assertEquals((await next(lobby.messages())).text, "pong");
  }
});
