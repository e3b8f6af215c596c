/**
 * The least that shows a prompt.
 *
 * @module
 */
await Deno.stdout.write(new TextEncoder().encode("› "));
for await (const _ of Deno.stdin.readable);
