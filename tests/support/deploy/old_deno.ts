/**
 * The Deno that Deno Deploy runs, fetched through npm.
 *
 * @module
 */

const VERSION = "2.5.6";
const FOLDER = new URL(`../../../.deno/${VERSION}/`, import.meta.url);

/** Whatever else a machine has on its `PATH` is not there: no Node, and no newer Deno. */
export function oldDenoEnv(): Record<string, string> {
  // A company's own certificate has to count for registries, too, as with npm.
  const certificates = { DENO_TLS_CA_STORE: Deno.env.get("DENO_TLS_CA_STORE") ?? "system,mozilla" };
  return { ...Deno.env.toObject(), ...certificates, NO_COLOR: "1", PATH: FOLDER.pathname };
}

/** Where it is, fetched if it is not there yet. */
export async function oldDeno(): Promise<string> {
  const path = new URL("deno", FOLDER).pathname;
  if (await answers(path)) return path;
  const workplace = await Deno.makeTempDir({ prefix: "hubbub-deno-" });
  try {
    const flags = ["--include=optional", "--ignore-scripts", "--no-audit", "--no-fund"];
    const { code, stderr } = await new Deno.Command("npm", {
      args: ["install", "--prefix", workplace, ...flags, `deno@${VERSION}`],
    }).output();
    if (code !== 0) throw new Error(`npm install failed: ${new TextDecoder().decode(stderr)}`);
    await Deno.mkdir(FOLDER, { recursive: true });
    // npm may bring more than one binary of which one runs here, as with glibc and musl.
    for await (const { name } of Deno.readDir(`${workplace}/node_modules/@deno`)) {
      const binary = `${workplace}/node_modules/@deno/${name}/deno`;
      await Deno.chmod(binary, 0o755);
      if (!await answers(binary)) continue;
      await Deno.copyFile(binary, path);
      return path;
    }
    throw new Error(`npm has no Deno ${VERSION} that runs on this machine`);
  } finally {
    await Deno.remove(workplace, { recursive: true });
  }
}

async function answers(binary: string): Promise<boolean> {
  try {
    const { stdout } = await new Deno.Command(binary, { args: ["--version"] }).output();
    return new TextDecoder().decode(stdout).startsWith(`deno ${VERSION}`);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
