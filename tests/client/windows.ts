/**
 * The client as it runs on Windows, as far as another system can play that: it believes to be there, and
 * what Deno does not have there throws.
 *
 * @module
 */

/** What Windows tells a program by. How a window's size is told there is a matter of `node:process`. */
const SIGNALS = ["SIGINT", "SIGBREAK", "SIGHUP", "SIGWINCH"];

function replace(target: object, name: string, value: unknown): void {
  Object.defineProperty(target, name, { value });
}

replace(Deno, "build", { ...Deno.build, os: "windows" });
for (const name of ["addSignalListener", "removeSignalListener"] as const) {
  const real = Deno[name];
  replace(Deno, name, (signal: Deno.Signal, handler: () => void) => {
    if (!SIGNALS.includes(signal)) throw new TypeError(`Windows has no ${signal}`);
    if (signal !== "SIGBREAK") real(signal, handler);
  });
}
const setRaw = Deno.stdin.setRaw.bind(Deno.stdin);
replace(Deno.stdin, "setRaw", (mode: boolean, options?: Deno.SetRawOptions) => {
  if (options?.cbreak) throw new TypeError("cbreak is not supported on Windows");
  setRaw(mode, options);
});
for (const name of ["chmod", "umask"] as const) {
  replace(Deno, name, () => {
    throw new Deno.errors.NotSupported(`Windows has no ${name}`);
  });
}

// Only now: some look at once where they are.
const { main } = await import("../../client/program.ts");
Deno.exit(await main(Deno.args));
