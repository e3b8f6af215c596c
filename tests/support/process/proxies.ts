/**
 * nginx and Caddy in front of a server, configured as docs/proxies.md says.
 *
 * @module
 */
import { freePort } from "./free_port.ts";
import { soon } from "../arrivals.ts";
import { certificateOf } from "./certificate.ts";
import { TempFolder } from "../temp_folder.ts";

export type Kind = "nginx" | "caddy";

/** What a missing program is mended by. */
const HOW_TO_GET = "apt-get install nginx caddy openssl";
const DOCS = await Deno.readTextFile(new URL("../../../docs/proxies.md", import.meta.url));
/** How long a proxy may take to listen. */
const PATIENCE_MS = 60_000;
/** The shortest time that a proxy waits for a silent server, in these tests. */
export const READ_TIMEOUT_S = 4;

/** Where there is no proxy its tests are ignored; in CI that would hide a hole. */
export const isIgnored = Deno.env.get("CI") !== "true" &&
  ["nginx", "caddy", "openssl"].some((name) => find(name) === undefined);

function find(name: string): string | undefined {
  const folders = [...(Deno.env.get("PATH") ?? "").split(":"), "/usr/sbin", "/usr/bin"];
  return folders.map((folder) => `${folder}/${name}`).find((path) => {
    try {
      return Deno.statSync(path).isFile;
    } catch {
      return false;
    }
  });
}

function program(name: string): string {
  const path = find(name);
  if (path === undefined) throw new Error(`Cannot start ${name}: not found, try ${HOW_TO_GET}`);
  return path;
}

/** The configuration that stands under a heading of the docs. */
function documented(heading: string, kind: Kind): string {
  const section = DOCS.split(`\n## ${heading}\n`)[1]?.split("\n## ")[0] ?? "";
  const text = new RegExp(`\`\`\`${kind}\n([^]*?)\`\`\``).exec(section)?.[1];
  if (text === undefined) throw new Error(`docs/proxies.md has no ${kind} under "${heading}"`);
  return text;
}

/** Puts one text in the place of another, which has to be there: else it is not the docs that run. */
function swap(text: string, pairs: readonly (readonly [from: string, to: string])[]): string {
  for (const [from, to] of pairs) {
    if (!text.includes(from)) throw new Error(`docs/proxies.md does not say ${from} any more`);
    text = text.replaceAll(from, to);
  }
  return text;
}

export interface ProxyOptions {
  /** Whether it is below a path that it serves the server. */
  readonly isBelow?: boolean;
}

/** A proxy that listens by https, with a certificate of its own making. */
export class FrontProxy implements AsyncDisposable {
  readonly #folder: TempFolder;
  readonly #process: Deno.ChildProcess;
  readonly #kind: Kind;
  readonly port: number;
  /** The certificate that is to be believed. */
  readonly certificate: string;
  readonly client: Deno.HttpClient;

  private constructor(
    folder: TempFolder,
    process: Deno.ChildProcess,
    kind: Kind,
    port: number,
    certificate: string,
  ) {
    this.#folder = folder;
    this.#process = process;
    this.#kind = kind;
    this.port = port;
    this.certificate = certificate;
    this.client = Deno.createHttpClient({ caCerts: [certificate] });
  }

  /** Starts one in front of a server, and waits until it listens. */
  static async start(kind: Kind, backend: URL, options: ProxyOptions = {}): Promise<FrontProxy> {
    await using starting = new AsyncDisposableStack();
    const folder = starting.use(await TempFolder.make());
    const [certificateFile] = await certificateOf("localhost", folder);
    const certificate = await Deno.readTextFile(certificateFile);
    const port = freePort();
    const write = kind === "nginx" ? nginxConfig : caddyConfig;
    await Deno.writeTextFile(configOf(folder), write(folder, port, backend, options));
    const process = new Deno.Command(program(kind), {
      args: argsOf(kind, folder, "start"),
      env: { HOME: folder.path, XDG_DATA_HOME: folder.path, XDG_CONFIG_HOME: folder.path },
      stdout: "null",
      stderr: "null",
    }).spawn();
    starting.adopt(process, end);
    await listens(port, process);
    starting.move();
    return new FrontProxy(folder, process, kind, port, certificate);
  }

  url(path = "/"): URL {
    return new URL(path, `https://localhost:${this.port}`);
  }

  /** The file with the certificate. */
  get certificateFile(): string {
    return this.#folder.file("cert.pem");
  }

  /** Asks for something. */
  async fetch(path: string, init: RequestInit = {}): Promise<Response> {
    return await fetch(this.url(path), { ...init, client: this.client, redirect: "manual" });
  }

  /** A socket, with headers as no browser lets a page set. */
  socket(path: string, headers: Record<string, string> = {}): WebSocket {
    const url = this.url(path);
    url.protocol = "wss:";
    // What Deno's takes besides a browser's is not known where the types are a browser's.
    return Reflect.construct(WebSocket, [url, { headers, client: this.client }]);
  }

  /** Has it read its configuration again, as an operator does. */
  async reload(): Promise<void> {
    const { code, stderr } = await new Deno.Command(program(this.#kind), {
      args: argsOf(this.#kind, this.#folder, "reload"),
      stdout: "null",
      stderr: "piped",
    }).output();
    if (code !== 0) throw new Error(`Cannot reload: ${new TextDecoder().decode(stderr)}`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.client.close();
    await end(this.#process);
    await this.#folder[Symbol.asyncDispose]();
  }
}

function configOf(folder: TempFolder): string {
  return folder.file("proxy.conf");
}

function argsOf(kind: Kind, folder: TempFolder, verb: "start" | "reload"): string[] {
  const config = configOf(folder);
  if (kind === "nginx") {
    const signal = verb === "reload" ? ["-s", "reload"] : ["-g", "daemon off;"];
    return ["-p", folder.path, "-e", folder.file("error.log"), "-c", config, ...signal];
  }
  return [verb === "reload" ? "reload" : "run", "--adapter", "caddyfile", "--config", config];
}

function nginxConfig(
  folder: TempFolder,
  port: number,
  { host }: URL,
  { isBelow = false }: ProxyOptions,
): string {
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
    .map((name) => `${name}_temp_path ${quoted(folder, name)};`).join("\n");
  const whole = documented("nginx", "nginx");
  // The other place is one in the same server.
  const text = isBelow
    ? whole.replace(/^ {2}location \/ \{[^]*?^ {2}\}/m, () => documented("Below a path", "nginx"))
    : whole;
  const own = swap(text, [
    ["listen 443 ", `listen 127.0.0.1:${port} `],
    ["listen 80;", `listen 127.0.0.1:${freePort()};`],
    ["chat.example;", "localhost;"],
    ["/etc/ssl/chat.example.pem", quoted(folder, "cert.pem")],
    ["/etc/ssl/chat.example.key", quoted(folder, "key.pem")],
    ["http://127.0.0.1:8000;", `http://${host};`],
    ["proxy_read_timeout 120s;", `proxy_read_timeout ${READ_TIMEOUT_S}s;`],
  ]);
  // Its workers have to reach the folder, where they run as somebody else than we.
  return `user root;\npid ${quoted(folder, "nginx.pid")};\nworker_processes 1;\nevents {}\n` +
    `http {\naccess_log off;\n${temporary}\n${own}\n}\n`;
}

function caddyConfig(
  folder: TempFolder,
  port: number,
  { host }: URL,
  { isBelow = false }: ProxyOptions,
): string {
  const [text, name] = isBelow
    ? [documented("Below a path", "caddy"), "example.org {"]
    : [documented("Caddy", "caddy"), "chat.example {"];
  const tls = `tls ${quoted(folder, "cert.pem")} ${quoted(folder, "key.pem")}`;
  const own = swap(text, [
    [name, `https://localhost:${port} {\n  bind 127.0.0.1\n  ${tls}`],
    ["reverse_proxy 127.0.0.1:8000", `reverse_proxy ${host}`],
  ]);
  const timeouts = `timeouts {\n read_header ${READ_TIMEOUT_S}s\n idle ${READ_TIMEOUT_S}s\n }`;
  return `{\n auto_https disable_redirects\n admin localhost:${freePort()}\n` +
    ` servers {\n ${timeouts}\n }\n}\n${own}`;
}

/** A file as configurations name it. */
function quoted(folder: TempFolder, name: string): string {
  return `"${folder.file(name)}"`;
}

/** Waits until somebody listens at a port. */
async function listens(port: number, process: Deno.ChildProcess): Promise<void> {
  let hasEnded = false;
  process.status.then(() => hasEnded = true);
  const start = performance.now();
  while (!hasEnded && performance.now() - start < PATIENCE_MS) {
    try {
      (await Deno.connect({ hostname: "127.0.0.1", port })).close();
      return;
    } catch (error) {
      if (!(error instanceof Deno.errors.ConnectionRefused)) throw error;
    }
  }
  throw new Error(`Waited in vain for a proxy to listen${hasEnded ? ": it has ended" : ""}`);
}

async function end(process: Deno.ChildProcess): Promise<void> {
  try {
    process.kill("SIGTERM");
  } catch (error) {
    // It has ended by itself.
    if (!(error instanceof TypeError)) throw error;
  }
  await soon(process.status, "the end of a proxy");
}
