/**
 * Runs in a server before its own program, and tells for how long the server's event loop stood
 * still at most: on standard output, each time that the process gets SIGUSR2.
 *
 * @module
 */
const LOOK_MS = 5;

let last = performance.now();
let longest = 0;
let told = 0;
Deno.unrefTimer(setInterval(() => {
  const now = performance.now();
  longest = Math.max(longest, now - last - LOOK_MS);
  last = now;
}, LOOK_MS));
Deno.addSignalListener("SIGUSR2", () => {
  console.log(`stall ${++told}: ${longest} ms`);
  longest = 0;
});
