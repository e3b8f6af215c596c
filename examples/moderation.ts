/**
 * Keeps words out of a room: `deno run --allow-net --allow-env=HUBBUB_TOKEN examples/moderation.ts URL ROOM WORD…`.
 * It deletes what has one of them, which only works if it is a moderator there, and tells the author why.
 *
 * @module
 */
import process from "node:process";
import { connect, RefusedError } from "../client.ts";

const [url, room, ...words] = process.argv.slice(2);
if (url === undefined || room === undefined || words.length === 0) {
  console.error("Usage: moderation.ts URL ROOM WORD…");
  process.exit(2);
}
const unwanted = words.map((word) => word.toLowerCase());
const token = process.env.HUBBUB_TOKEN;
await using chat = await connect(url, token ? { token } : { name: "order" });
// What was said while this program was not running is looked at, too.
const watched = await chat.join(room, { since: "last-read" });
console.log(`${chat.you} watches ${watched.name}`);
for await (const message of watched.messages()) {
  const said = message.text.toLowerCase().split(/[^\p{L}\p{N}]+/u);
  const word = said.find((word) => unwanted.includes(word));
  if (word === undefined) continue;
  try {
    await message.delete();
    await chat.to(message.from).say(
      `Your message in ${room} was deleted: no "${word}" there, please.`,
    );
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    console.error(`Cannot keep ${room} free of "${word}": ${error.message}`);
  }
}
