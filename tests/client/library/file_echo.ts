/**
 * A bot that sends back each file, once by its path and once as it was read, in whatever runtime.
 *
 * @module
 */
import { writeFile } from "node:fs/promises";
import process from "node:process";
import { connect } from "../../../client.ts";

const [url = "", path = ""] = process.argv.slice(2);
await using chat = await connect(url, { name: "echo" });
const lobby = await chat.join("lobby");
console.log(`${chat.you} listens in ${lobby.name}`);
for await (const message of lobby.messages()) {
  for (const file of message.files) {
    await writeFile(path, await file.bytes());
    const pieces: Uint8Array<ArrayBuffer>[] = [];
    const reader = file.stream().getReader();
    for (let read; !(read = await reader.read()).done;) pieces.push(read.value);
    await message.reply("", { files: [path, { data: new Blob(pieces), name: file.name }] });
  }
}
