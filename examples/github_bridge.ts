/**
 * Passes GitHub's events on to a room's hook, but only those that GitHub signed with your secret:
 * `deno run --allow-net --allow-env=GITHUB_SECRET,HUBBUB_HOOK examples/github_bridge.ts PORT`.
 * A webhook of GitHub's can go to the hook's address itself, too; then whoever learns that address can speak.
 *
 * @module
 */

/** More than GitHub ever sends. */
const BODY_MAX = 25 * 1024 * 1024;
/** What the hook reads: the event and which one it is, so that one that is sent twice is said once. */
const HEADERS = ["content-type", "x-github-event", "x-github-delivery"];

const [port = ""] = Deno.args;
const secret = Deno.env.get("GITHUB_SECRET");
const hook = Deno.env.get("HUBBUB_HOOK");
if (!secret || !hook || !/^\d+$/.test(port)) {
  console.error("Usage: GITHUB_SECRET=… HUBBUB_HOOK=https://…/hooks/… github_bridge.ts PORT");
  Deno.exit(2);
}
const algorithm = { name: "HMAC", hash: "SHA-256" };
const bytes = new TextEncoder().encode(secret);
const key = await crypto.subtle.importKey("raw", bytes, algorithm, false, ["verify"]);

Deno.serve({ port: Number(port), onListen: tell }, async (request) => {
  if (request.method !== "POST") return new Response("POST an event here\n", { status: 405 });
  if (Number(request.headers.get("content-length") ?? Infinity) > BODY_MAX) {
    return new Response("Too long\n", { status: 413 });
  }
  const body = await request.bytes();
  if (!await isSigned(request.headers.get("x-hub-signature-256"), body)) {
    return new Response("The signature is not of this secret\n", { status: 401 });
  }
  const headers = HEADERS.flatMap((name): [string, string][] => {
    const value = request.headers.get(name);
    return value === null ? [] : [[name, value]];
  });
  const response = await fetch(`${hook}/github`, { method: "POST", headers, body });
  return new Response(await response.text(), { status: response.status });
});

function tell({ port }: Deno.NetAddr): void {
  console.log(`GitHub's events are awaited on port ${port}`);
}

async function isSigned(
  signature: string | null,
  body: Uint8Array<ArrayBuffer>,
): Promise<boolean> {
  const [, hex] = /^sha256=([0-9a-f]{64})$/.exec(signature ?? "") ?? [];
  return hex !== undefined &&
    await crypto.subtle.verify("HMAC", key, Uint8Array.fromHex(hex), body);
}
