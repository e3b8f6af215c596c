/**
 * Ports for programs that can't choose one themselves.
 *
 * @module
 */

/** A port that was free a moment ago. */
export function freePort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return listener.addr.port;
}
