/**
 * A registry on this machine, with what `deno publish` would publish of the project.
 *
 * @module
 */
import manifest from "../../../deno.json" with { type: "json" };

const ROOT = new URL("../../../", import.meta.url);
/** An import of a package, as our code has it. */
const PACKAGE = /(?<=^(?:import|export)\b[^"';]*? from )"(@std\/\w+)(\/[\w-]+)?"/gm;

/** What `deno publish --dry-run` tells. */
export interface Publication {
  readonly code: number;
  /** What it would publish, by paths from the root. */
  readonly paths: readonly string[];
  readonly told: string;
}

export async function publication(): Promise<Publication> {
  const args = ["publish", "--dry-run", "--allow-dirty"];
  const options = { args, cwd: ROOT, env: { NO_COLOR: "1" } };
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), options).output();
  const told = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes)).join("");
  const found = told.matchAll(/^ +(file:\S+) \([\d.]+\w+\)$/gm);
  const paths = found.map(([, file = ""]) => file.slice(ROOT.href.length)).toArray();
  return { code, paths, told };
}

/** Serves the published files as they are, but for their imports of packages, which it serves too. */
export class Registry implements AsyncDisposable {
  readonly #paths: ReadonlySet<string>;
  /** What was asked for and is not there. */
  readonly missed: string[] = [];
  readonly #server: Deno.HttpServer<Deno.NetAddr>;

  constructor(paths: readonly string[]) {
    this.#paths = new Set(paths);
    this.#server = Deno.serve(
      { hostname: "127.0.0.1", port: 0, onListen() {} },
      (request) => this.#respond(new URL(request.url).pathname),
    );
  }

  url(path: string): string {
    return `http://127.0.0.1:${this.#server.addr.port}${path}`;
  }

  /** Where the project's modules are. */
  get root(): string {
    return this.url(`/${manifest.name}/${manifest.version}/`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#server.shutdown();
  }

  async #respond(path: string): Promise<Response> {
    const [, ours] = path.split(`/${manifest.name}/${manifest.version}/`);
    if (path.startsWith("/@std/")) {
      const bytes = await Deno.readFile(new URL(`vendor/jsr.io${path}`, ROOT));
      return new Response(bytes, { headers: { "content-type": "text/javascript" } });
    }
    if (ours === undefined || !this.#paths.has(ours)) {
      this.missed.push(path);
      return new Response(null, { status: 404 });
    }
    const file = new URL(ours, ROOT);
    if (!ours.endsWith(".ts")) {
      return new Response(await Deno.readFile(file), { headers: type(ours) });
    }
    const text = (await Deno.readTextFile(file)).replaceAll(PACKAGE, (_, name, entry = "") => {
      return JSON.stringify(this.#packageUrl(name, entry));
    });
    return new Response(text, { headers: { "content-type": "text/typescript" } });
  }

  /** `deno publish` writes `jsr:@std/http@1.1.0/etag`; here that is an address, too. */
  #packageUrl(name: string, entry: string): string {
    const imports: Record<string, string> = manifest.imports;
    const [, version = ""] = imports[name]?.split(/(?<=\w)@/) ?? [];
    const meta = new URL(`vendor/jsr.io/${name}/${version}_meta.json`, ROOT);
    const { exports } = JSON.parse(Deno.readTextFileSync(meta));
    return this.url(`/${name}/${version}/${exports[`.${entry}`].slice("./".length)}`);
  }
}

function type(path: string): Record<string, string> {
  return path.endsWith(".json") ? { "content-type": "application/json" } : {};
}
