/**
 * The project as Deno Deploy has it: built by the line in `deno.json`, then run by an old Deno, in any
 * number of instances over one database.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import manifest from "../../../deno.json" with { type: "json" };
import { soon } from "../arrivals.ts";
import { oldDeno, oldDenoEnv } from "./old_deno.ts";
import { Printed } from "../process/printed.ts";
import { assertNoSecret } from "../secrets.ts";
import { TempFolder } from "../temp_folder.ts";
import type { Address } from "../server/test_server.ts";

const ROOT = new URL("../../../", import.meta.url).pathname;
/** What Deno Deploy needs of the repository. */
const PARTS = [
  ...["deno.json", "deno.lock", "main.ts", "hub.ts", "protocol.ts", "client.ts"],
  ...["hub", "protocol", "server", "static", "client", "tools", "vendor"],
];

/** The repository as somebody has just fetched it, not built. */
export class Deployment implements AsyncDisposable {
  readonly #folder: TempFolder;
  readonly #deno: string;

  private constructor(folder: TempFolder, deno: string) {
    this.#folder = folder;
    this.#deno = deno;
  }

  static async fetch(): Promise<Deployment> {
    await using starting = new AsyncDisposableStack();
    const folder = starting.use(await TempFolder.make());
    const args = ["-r", ...PARTS.map((part) => ROOT + part), folder.path];
    assertEquals((await new Deno.Command("cp", { args }).output()).code, 0);
    const fetched = new Deployment(folder, await oldDeno());
    starting.move();
    return fetched;
  }

  /** Runs the old Deno in it to the end. */
  async run(...args: string[]): Promise<{ code: number; errors: string }> {
    const options = { args, cwd: this.#folder.path, clearEnv: true, env: oldDenoEnv() };
    const { code, stderr } = await new Deno.Command(this.#deno, options).output();
    return { code, errors: new TextDecoder().decode(stderr) };
  }

  /** Installs and builds it, by its own lines, which a shell runs. */
  async build(): Promise<void> {
    const { install, build } = manifest.deploy;
    for (const line of [install, build]) {
      const options = { args: ["-c", line], cwd: this.#folder.path, clearEnv: true };
      const shell = new Deno.Command("/bin/sh", { ...options, env: oldDenoEnv() });
      const { code, stderr } = await shell.output();
      assertEquals(code, 0, new TextDecoder().decode(stderr));
    }
  }

  /** Takes all modules out of it of which it was built. */
  async removeSources(): Promise<void> {
    const kept = ["deno.json", "static", "out"];
    for await (const { name } of Deno.readDir(this.#folder.path)) {
      if (!kept.includes(name)) await Deno.remove(this.#folder.file(name), { recursive: true });
    }
    const remove = async (folder: string) => {
      for await (const { name, isDirectory } of Deno.readDir(folder)) {
        if (isDirectory) await remove(`${folder}/${name}`);
        else if (name.endsWith(".ts")) await Deno.remove(`${folder}/${name}`);
      }
    };
    await remove(this.#folder.file("static"));
  }

  /** Starts an instance as Deno Deploy does, with some variables: no flag, and no argument unless named. */
  async start(
    variables: Readonly<Record<string, string>> = {},
    args: readonly string[] = [],
  ): Promise<Instance> {
    return await this.#run([manifest.deploy.runtime.entrypoint, ...args], variables);
  }

  /** Starts another program in the place of ours, by its text. */
  async serve(program: string): Promise<Instance> {
    await Deno.writeTextFile(this.#folder.file("other.js"), program);
    return await this.#run(["other.js"]);
  }

  async #run(
    program: readonly string[],
    variables: Readonly<Record<string, string>> = {},
  ): Promise<Instance> {
    const process = new Deno.Command(this.#deno, {
      args: ["run", "--allow-all", ...program],
      env: { ...oldDenoEnv(), HOST: "127.0.0.1", PORT: "0", ...variables },
      ...{ cwd: this.#folder.path, clearEnv: true, stdout: "piped", stderr: "piped" },
    }).spawn();
    const instance = new Instance(process);
    await instance.isOpen();
    return instance;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#folder[Symbol.asyncDispose]();
  }
}

/** One of the processes that serve a deployment. */
export class Instance implements Address, AsyncDisposable {
  readonly #process: Deno.ChildProcess;
  readonly output: Printed;
  readonly errors: Printed;
  #address = "";
  #end: Promise<number> | undefined;

  constructor(process: Deno.ChildProcess) {
    this.#process = process;
    this.output = new Printed(process.stdout);
    this.errors = new Printed(process.stderr);
  }

  /** Waits until it listens. */
  async isOpen(): Promise<void> {
    const opening = this.output.find(/^Hubbub is open at (http:\S+)$/m);
    const [, address] = await soon(opening, "an instance") ?? [];
    if (address === undefined) {
      throw new Error(`The instance ended before it was open: ${this.errors.text}`);
    }
    this.#address = address;
  }

  url(path = "/"): URL {
    return new URL(path, this.#address);
  }

  /** Ends it as Deno Deploy does, for which it has 5 s: by SIGINT. Gives its exit code. */
  stop(): Promise<number> {
    return this.#end ??= this.#leave("SIGINT");
  }

  /** Ends it as Deno Deploy does when those are over, if it is not over yet. */
  async [Symbol.asyncDispose](): Promise<void> {
    await (this.#end ??= this.#leave("SIGKILL"));
  }

  async #leave(signal: Deno.Signal): Promise<number> {
    this.#process.kill(signal);
    const { code } = await soon(this.#process.status, "the end of an instance");
    await Promise.all([this.output.ended, this.errors.ended]);
    assertNoSecret(this.output.text + this.errors.text);
    return code;
  }
}
