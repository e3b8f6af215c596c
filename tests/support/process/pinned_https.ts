/**
 * Posts by https to a server on this machine under names that lead to it only here. It runs by itself,
 * as tests may not connect to other names.
 *
 * @module
 */
import { FetchError, guardedPost } from "../../../server/service/guarded_fetch.ts";

const [certificateFile = "", keyFile = ""] = Deno.args;
const cert = await Deno.readTextFile(certificateFile);
const key = await Deno.readTextFile(keyFile);
await using server = Deno.serve(
  { hostname: "127.0.0.1", port: 0, cert, key, onListen() {} },
  (request) => new Response(`hello ${new URL(request.url).hostname}`),
);
const { port } = server.addr;

async function post(name: string, hosts: ReadonlySet<string>): Promise<string> {
  const options = {
    ...{ hosts, timeoutMs: 5_000, caCerts: [cert] },
    resolve: () => Promise.resolve(["127.0.0.1"]),
  };
  try {
    const posting = { body: "{}", headers: {} };
    const { status, text } = await guardedPost(
      new URL(`https://${name}:${port}/`),
      posting,
      options,
    );
    return `${status} ${text}`;
  } catch (error) {
    if (error instanceof FetchError) return "refused";
    throw error;
  }
}

const named = new Set(["chat.example", "other.example"]);
console.log(`chat.example: ${await post("chat.example", named)}`);
// The certificate is of another name.
console.log(`other.example: ${await post("other.example", named)}`);
console.log(`a name that leads to this machine: ${await post("chat.example", new Set())}`);
