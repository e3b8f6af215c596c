/**
 * The terminal client: `deno run --allow-net client.ts [URL] --name ada --room lobby`. For programs that
 * import it, the library for bots.
 *
 * @module
 */

export * from "./client/library.ts";

if (import.meta.main) {
  const { main } = await import("./client/program.ts");
  // At once: a server that does not answer our goodbye, or an open input, would keep us here.
  Deno.exit(await main(Deno.args));
}
