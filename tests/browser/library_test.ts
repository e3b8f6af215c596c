/// <reference lib="dom" />
import { assertEquals } from "@std/assert";
import { connect } from "../../client.ts";
import { stripTypes } from "../../server/http/assets/strip.ts";
import { soon } from "../support/arrivals.ts";
import { TestServer } from "../support/server/test_server.ts";
import { browserTest } from "./support/stage.ts";

const ROOT = new URL("../../", import.meta.url);
/** A page of somebody else's, on which a bot lives. Not every browser has `using` yet. */
const PAGE = `<!doctype html><title>Echo</title><script type="module">
import { connect } from "./client.ts";
const chat = await connect(location.origin, { name: "echo" });
const lobby = await chat.join("lobby");
document.title = chat.you + " listens in " + lobby.name;
for await (const message of lobby.messages()) {
  if (message.text === "!ping") await message.reply("pong");
  else break;
}
await chat[Symbol.asyncDispose]();
document.title = chat.status.state;
</script>`;

/** Serves the bot's page and the library beside the chat. */
async function respond(
  server: TestServer,
  request: Request,
  info: Deno.ServeHandlerInfo,
): Promise<Response> {
  const path = new URL(request.url).pathname;
  const html = { headers: { "content-type": "text/html" } };
  if (path === "/bot") return new Response(PAGE, html);
  if (!/^\/[\w/]+\.ts$/.test(path)) return await server.chat.fetch(request, info);
  const text = stripTypes(await Deno.readTextFile(new URL(`.${path}`, ROOT)));
  return new Response(text, { headers: { "content-type": "text/javascript" } });
}

browserTest("The library runs on a page of a browser", async (stage) => {
  const server = stage.use(await TestServer.start());
  const front = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen() {} },
    (request, info) => respond(server, request, info),
  );
  stage.use({ [Symbol.asyncDispose]: () => front.shutdown() });
  const { window } = await stage.open({
    at: new URL(`http://bot.localhost:${front.addr.port}/bot`),
  });
  await window.until(() => document.title === "echo listens in lobby");
  await using ada = await connect(server.url(), { name: "ada" });
  const lobby = await ada.join("lobby");
  const ping = await lobby.say("!ping");
  const { value } = await soon(lobby.messages().next(), "the answer");
  assertEquals([value?.from, value?.text, value?.replyTo], ["echo", "pong", ping.seq]);
  await lobby.say("!enough");
  await window.until(() => document.title === "closed");
});
