/// <reference lib="dom" />
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import manifest from "../../deno.json" with { type: "json" };
import { oldDeno, oldDenoEnv } from "../support/process/old_deno.ts";
import { Printed } from "../support/process/printed.ts";
import { TempFolder } from "../support/temp_folder.ts";
import { browserTest, type Stage } from "./support/stage.ts";

const ROOT = new URL("../../", import.meta.url).pathname;
/** What Deno Deploy needs of the repository. */
const PARTS = [
  ...["deno.json", "deno.lock", "main.ts", "hub.ts", "protocol.ts", "client.ts"],
  ...["hub", "protocol", "server", "static", "client", "tools", "vendor"],
];

/** The repository as somebody has just fetched it. */
async function copyOfProject(stage: Stage): Promise<string> {
  const folder = stage.use(await TempFolder.make());
  const args = ["-r", ...PARTS.map((part) => ROOT + part), folder.path];
  assertEquals((await new Deno.Command("cp", { args }).output()).code, 0);
  return folder.path;
}

/** A server of that project by the old Deno, which ends with the stage. */
async function serve(stage: Stage, deno: string, cwd: string): Promise<URL> {
  const server = new Deno.Command(deno, {
    args: ["run", "--allow-all", "main.ts", "start", "--ephemeral", "--port", "0"],
    ...{ cwd, clearEnv: true, env: oldDenoEnv(), stdout: "piped", stderr: "piped" },
  }).spawn();
  const output = new Printed(server.stdout);
  const errors = new Printed(server.stderr);
  stage.use({
    async [Symbol.asyncDispose]() {
      server.kill("SIGKILL");
      await server.status;
      await Promise.all([output.ended, errors.ended]);
      assertEquals(errors.text, "");
    },
  });
  const found = await output.find(/^Hubbub is open at (http:\S+)$/m);
  assert(found?.[1], `The server ended before it was open: ${errors.text}`);
  return new URL(found[1]);
}

browserTest(
  "Deno Deploy builds the page with its old Deno, and serves it with that",
  async (stage) => {
    const [deno, cwd] = await Promise.all([oldDeno(), copyOfProject(stage)]);
    const run = async (...args: string[]) => {
      const options = { args, cwd, clearEnv: true, env: oldDenoEnv() };
      const { code, stderr } = await new Deno.Command(deno, options).output();
      return { code, errors: new TextDecoder().decode(stderr) };
    };
    const unbuilt = await run("run", "--allow-all", "main.ts", "start", "--ephemeral", "--port=0");
    assertEquals(unbuilt.code, 1);
    assertStringIncludes(unbuilt.errors, "Cannot serve the page: Deno 2.5.6 cannot strip types");

    const [command, ...words] = manifest.deploy.build.split(" ");
    assertEquals(command, "deno");
    const built = await run(...words);
    assertEquals(built.code, 0, built.errors);

    const url = await serve(stage, deno, cwd);
    url.hostname = "deploy.localhost";
    const ada = await stage.open({ at: url });
    await ada.enter("ada");
    await ada.says("Built by one, served by the other.");
    await ada.hears("Built by one, served by the other.");
  },
);
