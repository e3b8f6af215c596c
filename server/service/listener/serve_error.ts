/**
 * What a listener does with errors of its handler.
 *
 * @module
 */

/** Why an answer breaks off. */
export class CutError extends Error {
  override name = "CutError";
}

/** What `Deno.serve` is to do with an error: an answer that breaks off is none of ours. */
export function onServeError(error: unknown): Response {
  if (!(error instanceof CutError)) console.error(error);
  return new Response("Internal server error\n", { status: 500 });
}
