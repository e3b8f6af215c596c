/**
 * Rolls dice where somebody says `!roll 2d6`: `deno run --allow-net examples/dice.ts URL [ROOM]`.
 *
 * @module
 */
import process from "node:process";
import { connect } from "../client.ts";

/** One to a hundred dice, each with two to a thousand sides. */
const ROLL = /^!roll(?: (100|[1-9]\d?)?d(1000|[1-9]\d{0,2}))?$/;

const [url = "http://localhost:8000", room = "lobby"] = process.argv.slice(2);
await using chat = await connect(url, { name: "dice" });
const table = await chat.join(room);
console.log(`${chat.you} listens in ${table.name}`);
for await (const message of table.messages()) {
  const [roll, count = "1", sides = "6"] = ROLL.exec(message.text) ?? [];
  if (roll === undefined || message.bot) continue;
  const dice = Array.from({ length: Number(count) }, () => rolled(Number(sides)));
  const sum = dice.reduce((sum, die) => sum + die);
  await message.reply(dice.length === 1 ? `🎲 ${sum}` : `🎲 ${dice.join(" + ")} = ${sum}`);
}

function rolled(sides: number): number {
  return 1 + Math.floor(Math.random() * sides);
}
