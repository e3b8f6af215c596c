/**
 * Brings `@std` to where its registry, JSR, can't be reached: fills `vendor/`, where Deno looks
 * first, with the same code from npm. Runs in the project's folder, and imports nothing, because it
 * comes before there is anything to import.
 *
 * @module
 */

/** An npm package that holds `@std` as JavaScript. */
export interface Source {
  name: string;
  version: string;
  /** As npm writes it: `sha512-` and base64. */
  integrity: string;
}

/** A package of `@std` as deno.json imports it. */
interface Pin {
  name: string;
  version: string;
}

/** Holds the versions that deno.json pins. They go up together. */
const DENO_STD: Source = {
  name: "deno-std",
  version: "1.4.0",
  integrity: "sha512-" +
    "7c0Y6tyn0Sx0NKiaAeGtDwrpG+C7VFcOStVcYXPnjAuIEonxzVV+n6s8iuFjg6keqzxo/zrPbR/J9EY9BLNsRA==",
};

/** What a package imports of others. No import may leave its folder, so each has its own copy. */
const COMPANIONS: Record<string, string[]> = {
  assert: ["internal"],
  cli: ["internal"],
  http: ["encoding"],
};

/** The types of the modules that can be imported: deno-std has none, so we wrote them. */
const TYPES = "tools/std_types";
const WORKPLACE = "vendor/std.filling";
const PROBE_TIMEOUT_MS = 1500;

/**
 * Fills `vendor/`, unless that is done or Deno can do it from JSR. May be interrupted, and may run
 * twice at once: the second waits for the first.
 */
export async function bringStd(source = DENO_STD): Promise<void> {
  const jsr = new URL(Deno.env.get("JSR_URL") ?? "https://jsr.io");
  const std = `vendor/${vendorFolder(jsr)}/@std`;
  const pins = pinsIn(await Deno.readTextFile("deno.json"));
  const stamp = await stampOf(source, pins);
  if (await isFilled(std, stamp, pins)) return;

  await Deno.mkdir("vendor", { recursive: true });
  using lock = await Deno.create("vendor/std.lock");
  await lock.lock(true);
  if (await isFilled(std, stamp, pins)) return;
  // What may be there is ours, and old. Deno must not take it for JSR's.
  if (await isReachable(jsr)) return await removeIfThere(std);

  // On a terminal only, in a line that is erased when it is done: what is started then says more.
  const say = (text: string) => {
    if (Deno.stderr.isTerminal()) Deno.stderr.writeSync(new TextEncoder().encode(text));
  };
  say(`Filling vendor/ with @std from npm, as ${jsr.host} can't be reached`);
  try {
    await fill(std, stamp, pins, source);
  } finally {
    say("\r\x1b[K");
  }
}

/** Unfinished work is in the work folder, so that a killed process leaves nothing half done elsewhere. */
async function fill(std: string, stamp: string, pins: Pin[], source: Source): Promise<void> {
  await removeIfThere(WORKPLACE);
  await Deno.mkdir(WORKPLACE);
  try {
    const tarball = await pack(source);
    await checkIntegrity(tarball, source);
    for (const pin of pins) await layOut(pin, tarball);
    await Deno.writeTextFile(`${WORKPLACE}/@std/stamp`, stamp);
    await Deno.mkdir(`${std}/..`, { recursive: true });
    await Deno.rename(std, `${WORKPLACE}/old`).catch(unlessMissing);
    await Deno.rename(`${WORKPLACE}/@std`, std);
  } finally {
    await removeIfThere(WORKPLACE);
  }
}

/** Where in `vendor/` Deno keeps what comes from a registry. */
function vendorFolder({ protocol, host }: URL): string {
  return (protocol === "https:" ? "" : "http_") + host.replace(":", "_");
}

function pinsIn(denoJson: string): Pin[] {
  const imports = denoJson.matchAll(/"jsr:@std\/([\w-]+)@([\d.]+)"/g);
  return imports.map(([, name = "", version = ""]) => ({ name, version })).toArray();
}

/** Changes with all that a filled folder is made from. */
async function stampOf(source: Source, pins: Pin[]): Promise<string> {
  const made: unknown[] = [source, COMPANIONS, pins];
  for (const { name } of pins) made.push(await typesOf(name));
  const encoded = new TextEncoder().encode(JSON.stringify(made));
  return new Uint8Array(await crypto.subtle.digest("SHA-256", encoded)).toHex();
}

/** The modules of a package that can be imported, with their types. */
async function typesOf(name: string): Promise<[module: string, types: string][]> {
  const modules: [string, string][] = [];
  for await (const file of Deno.readDir(`${TYPES}/${name}`)) {
    const types = await Deno.readTextFile(`${TYPES}/${name}/${file.name}`);
    modules.push([file.name.replace(".d.ts", ""), types]);
  }
  return modules.sort();
}

/** Whether we filled it as we would now, or Deno has begun to fill it, and will go on by itself. */
async function isFilled(std: string, stamp: string, pins: Pin[]): Promise<boolean> {
  const found = await readIfThere(`${std}/stamp`);
  if (found !== undefined) return found === stamp;
  for (const { name, version } of pins) {
    if (await readIfThere(`${std}/${name}/${version}_meta.json`) !== undefined) return true;
  }
  return false;
}

/** Whether JSR itself answers, and not a proxy that stands in its way. */
async function isReachable(jsr: URL): Promise<boolean> {
  try {
    const url = new URL("@std/assert/meta.json", jsr);
    const response = await fetch(url, { signal: AbortSignal.timeout(PROBE_TIMEOUT_MS) });
    return (await response.text()).includes('"scope"') && response.ok;
  } catch {
    return false; // No network, no such host, no answer in time: all the same here.
  }
}

/** Downloads through npm, because it knows the registry, the proxy and the cache that work here. */
async function pack({ name, version }: Source): Promise<string> {
  const target = ["--pack-destination", WORKPLACE, "--loglevel=error"];
  await run("npm", ["pack", `${name}@${version}`, ...target]);
  return `${WORKPLACE}/${name}-${version}.tgz`;
}

async function checkIntegrity(tarball: string, { name, integrity }: Source): Promise<void> {
  const digest = await crypto.subtle.digest("SHA-512", await Deno.readFile(tarball));
  const found = `sha512-${new Uint8Array(digest).toBase64()}`;
  if (found !== integrity) throw new Error(`${name} must be ${integrity}, received ${found}`);
}

/** Lays a package out as Deno does when it vendors from JSR. */
async function layOut({ name, version }: Pin, tarball: string): Promise<void> {
  const home = `${WORKPLACE}/@std/${name}`;
  const wanted = [name, ...COMPANIONS[name] ?? []].map((folder) => `package/${folder}`);
  await Deno.mkdir(`${home}/${version}`, { recursive: true });
  await run("tar", [
    "-xzf",
    tarball,
    "-C",
    `${home}/${version}`,
    "--strip-components=1",
    ...wanted,
  ]);

  const exports: Record<string, string> = {};
  for (const [module, types] of await typesOf(name)) {
    const path = `${home}/${version}/${name}/${module}`;
    const code = await Deno.readTextFile(`${path}.js`);
    await Deno.writeTextFile(`${path}.js`, `/* @ts-self-types="./${module}.d.ts" */\n${code}`);
    await Deno.writeTextFile(`${path}.d.ts`, types);
    const subpath = module === "mod" ? "." : `./${module.replaceAll("_", "-")}`;
    exports[subpath] = `./${name}/${module}.js`;
  }
  const meta = { scope: "std", name, latest: version, versions: { [version]: {} } };
  const versionMeta = { manifest: {}, exports };
  await Deno.writeTextFile(`${home}/meta.json`, JSON.stringify(meta));
  await Deno.writeTextFile(`${home}/${version}_meta.json`, JSON.stringify(versionMeta));
}

async function run(program: string, args: string[]): Promise<void> {
  const { success, stderr } = await new Deno.Command(program, { args, stdin: "null" }).output();
  if (success) return;
  throw new Error(`${program} ${args[0]} failed: ${new TextDecoder().decode(stderr).trim()}`);
}

function readIfThere(path: string): Promise<string | void> {
  return Deno.readTextFile(path).catch(unlessMissing);
}

function removeIfThere(path: string): Promise<void> {
  return Deno.remove(path, { recursive: true }).catch(unlessMissing);
}

function unlessMissing(error: unknown): void {
  if (!(error instanceof Deno.errors.NotFound)) throw error;
}

if (import.meta.main) {
  try {
    await bringStd();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    console.error(`Cannot fill vendor/: ${reason}`);
    Deno.exit(1);
  }
}
