/**
 * The servers that are measured beside each other, each as a process on a core of its own.
 *
 * @module
 */
import { pathToFileURL } from "node:url";
import { RUNTIME } from "../support/runtime.ts";
import { tempFolder } from "../support/temp_folder.ts";

const ROOT = new URL("../../", import.meta.url);
/** What a bench fetches and builds, which git ignores. */
const WORKPLACE = new URL(".deno/bench/", ROOT);
const VERSIONS = { bun: "bun@1.3.2", ws: "ws@8.18.3" } as const;
/** Where Debian's Go packages are. */
const GO_PATH = "/usr/share/gocode";
/** Cores: one for the server, one for the crowd. */
export const CORE = { server: "0", crowd: "1" } as const;

/** A server that can be started. */
export interface Contender {
  readonly name: string;
  /** Said by each member at first, if anything. */
  readonly hello: string | null;
  /**
   * How it is started, with a folder for what it keeps; `undefined` when what it needs is not on
   * this machine.
   */
  command(folder: string): Promise<string[] | undefined>;
}

/** A server that listens. */
export interface Running extends AsyncDisposable {
  readonly pid: number;
  readonly port: number;
}

/** `ROOM` is where a member talks. */
const JOIN = JSON.stringify({ type: "join", room: "ROOM" });

export const hubbub: Contender = hubbubIn("hubbub", ROOT);

/** Hubbub whose connections are held by workers. */
export function withWorkers(count: number): Contender {
  return hubbubIn(`${count} workers`, ROOT, ["--workers", String(count)]);
}

/** Hubbub as it was, in the folder of another checkout that `HUBBUB_BEFORE` names. */
export const before: Contender | undefined = beforeIn(Deno.env.get("HUBBUB_BEFORE"));

export const bare: Contender = {
  name: "bare loop",
  hello: null,
  command: () => Promise.resolve([Deno.execPath(), "run", "-A", file("bench/peers/bare.ts")]),
};

export const bun: Contender = {
  name: "bun publish",
  hello: null,
  async command() {
    const folder = await fetched();
    if (!folder) return undefined;
    return [`${folder}/node_modules/.bin/bun`, "run", file("bench/peers/bun.js")];
  },
};

export const nodeWs: Contender = {
  name: "node ws",
  hello: null,
  async command() {
    const folder = await fetched();
    if (!folder) return undefined;
    // Node looks for packages beside the program.
    await Deno.copyFile(file("bench/peers/node_ws.mjs"), `${folder}/node_ws.mjs`);
    return ["node", `${folder}/node_ws.mjs`];
  },
};

export const gorilla: Contender = {
  name: "gorilla chat",
  hello: null,
  async command() {
    try {
      return [await built("gorilla", file("bench/peers/gorilla"))];
    } catch {
      // A machine without Go, or without the package, measures the others.
      return undefined;
    }
  },
};

/** Starts a contender; `undefined` when what it needs is not on this machine. */
export async function start(contender: Contender): Promise<Running | undefined> {
  const folder = await tempFolder();
  const command = await contender.command(folder.path);
  if (!command) {
    await folder[Symbol.asyncDispose]();
    return undefined;
  }
  const [program, ...args] = await pinned(CORE.server, command);
  const process = new Deno.Command(program!, { args, stdout: "piped", stderr: "inherit" }).spawn();
  const output = process.stdout.pipeThrough(new TextDecoderStream()).getReader();
  const port = await portIn(output);
  return {
    pid: process.pid,
    port,
    async [Symbol.asyncDispose]() {
      process.kill("SIGTERM");
      await process.status;
      await output.cancel();
      await folder[Symbol.asyncDispose]();
    },
  };
}

/**
 * Builds a program in Go, and gives the path of its binary.
 *
 * @throws {Error} If there is no Go toolchain, or not the packages that it needs.
 */
export async function built(name: string, folder: string): Promise<string> {
  await Deno.mkdir(WORKPLACE, { recursive: true });
  const binary = new URL(name, WORKPLACE).pathname;
  const env = { GOPATH: GO_PATH, GO111MODULE: "off" };
  if (await succeeds(["go", "build", "-o", binary, "."], folder, env)) return binary;
  throw new Error(
    `Cannot build ${name}: install Go and Debian's golang-github-gorilla-websocket-dev`,
  );
}

/** A command on one core, where the machine can do that. */
export async function pinned(core: string, command: string[]): Promise<string[]> {
  return await succeeds(["taskset", "-c", core, "true"])
    ? ["taskset", "-c", core, ...command]
    : command;
}

async function portIn(output: ReadableStreamDefaultReader<string>): Promise<number> {
  for (let text = "";;) {
    const { done, value } = await output.read();
    if (done) throw new Error(`Cannot start server: it ended, after saying ${text}`);
    text += value;
    const port = /open at http:\/\/[^:]+:(\d+)/.exec(text)?.[1];
    if (port) return Number(port);
  }
}

/** Where npm put the programs that only benches need; `undefined` without npm. */
async function fetched(): Promise<string | undefined> {
  await Deno.mkdir(WORKPLACE, { recursive: true });
  const folder = WORKPLACE.pathname.replace(/\/$/, "");
  const packages = Object.values(VERSIONS);
  const install = ["npm", "install", "--silent", "--prefix", folder, "--no-audit", ...packages];
  return await succeeds(install) ? folder : undefined;
}

async function succeeds(
  [program, ...args]: string[],
  cwd?: string,
  env: Record<string, string> = {},
): Promise<boolean> {
  try {
    const options = { args, env, stdout: "null", stderr: "null", ...(cwd && { cwd }) } as const;
    return (await new Deno.Command(program!, options).output()).success;
  } catch {
    return false;
  }
}

function hubbubIn(name: string, root: URL, more: readonly string[] = []): Contender {
  return {
    name,
    hello: JOIN,
    command: (folder) => {
      const where = ["--host", "127.0.0.1", "--port", "0", "--store", `${folder}/chat.db`];
      const flags = ["-A", ...RUNTIME, new URL("main.ts", root).pathname];
      return Promise.resolve([
        ...[Deno.execPath(), "run", ...flags],
        ...["start", ...where, "--limits", "off", ...more],
      ]);
    },
  };
}

function beforeIn(folder: string | undefined): Contender | undefined {
  return folder === undefined ? undefined : hubbubIn("before", pathToFileURL(`${folder}/`));
}

function file(path: string): string {
  return new URL(path, ROOT).pathname;
}
