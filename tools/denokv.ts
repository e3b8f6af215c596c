/**
 * Brings `denokv`, a Deno KV database that several servers share, to where the tests find it:
 * `deno task denokv`. Cargo compiles it once, which takes some minutes, into the user's folder for what
 * can be made again.
 *
 * @module
 */

/** The version that is tested with. */
export const DENOKV = "0.14.0";

/** Where it is, if it was brought; `undefined` where the environment names no folder for it. */
export function denokvFolder(env: Pick<Deno.Env, "get"> = Deno.env): string | undefined {
  const home = env.get("HOME");
  // The rule of XDG: a path that is not absolute counts as none.
  const cache = [env.get("XDG_CACHE_HOME"), home && `${home}/.cache`]
    .find((folder) => folder?.startsWith("/"));
  return cache && `${cache}/hubbub/denokv-${DENOKV}`;
}

/** The program, if it was brought. */
export function cachedDenokv(env?: Pick<Deno.Env, "get">): string | undefined {
  const folder = denokvFolder(env);
  const program = `${folder}/bin/denokv`;
  try {
    return folder !== undefined && Deno.statSync(program).isFile ? program : undefined;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

/**
 * Compiles it, unless that was done. What Cargo tells goes where ours goes.
 *
 * @throws If it can't, with what to do.
 */
export async function bringDenokv(env?: Pick<Deno.Env, "get">): Promise<string> {
  const cached = cachedDenokv(env);
  if (cached !== undefined) return cached;
  const folder = denokvFolder(env);
  if (folder === undefined) throw new Error("neither XDG_CACHE_HOME nor HOME names a folder");
  const args = ["install", "denokv", "--version", DENOKV, "--locked", "--root", folder];
  const { success, code } = await cargo(args);
  const brought = cachedDenokv(env);
  if (brought !== undefined) return brought;
  throw new Error(
    success
      ? `cargo left no program in ${folder}/bin`
      : `cargo ${args.join(" ")} ended with ${code}, as it says above`,
  );
}

async function cargo(args: readonly string[]): Promise<Deno.CommandStatus> {
  try {
    return await new Deno.Command("cargo", { args: [...args], stdin: "null" }).spawn().status;
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new Error(
      "there is no cargo on PATH: install Rust from https://rustup.rs, and try again",
      {
        cause: error,
      },
    );
  }
}

if (import.meta.main) {
  try {
    console.log(await bringDenokv());
  } catch (error) {
    console.error(`Cannot bring denokv: ${error instanceof Error ? error.message : error}`);
    Deno.exit(1);
  }
}
