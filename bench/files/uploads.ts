/**
 * Sends files to a server without pause, some at once, until it is ended. Its arguments are the server's
 * address, a token, and how many.
 *
 * @module
 */
import { FILE_BYTES, upload } from "./transfer.ts";

const [address = "", token = "", count = "1"] = Deno.args;
const target = { server: new URL(address), path: "/api/files?name=a.bin", token };
await Promise.all(Array.from({ length: Number(count) }, async () => {
  const bytes = new Uint8Array(FILE_BYTES);
  for (;;) {
    await upload(target, bytes);
    console.log("sent");
  }
}));
