/**
 * How `deno task start` sets the runtime up, so that what is measured is what people start.
 *
 * @module
 */
import manifest from "../../deno.json" with { type: "json" };

/** Flags for V8. */
export const RUNTIME: readonly string[] = manifest.tasks.start.command.split(" ")
  .filter((flag) => flag.startsWith("--v8-flags="));
