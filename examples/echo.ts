/**
 * Answers `!ping`: `deno run --allow-net examples/echo.ts http://localhost:8000`, or with `node` or `bun`.
 *
 * @module
 */
import process from "node:process";
import { connect } from "../client.ts";

const [url = "http://localhost:8000"] = process.argv.slice(2);
await using chat = await connect(url, { name: "echo" });
const lobby = await chat.join("lobby");
console.log(`${chat.you} listens in ${lobby.name}`);
for await (const message of lobby.messages()) {
  if (message.text === "!ping") await message.reply("pong");
}
