import { assert, assertEquals, assertMatch } from "@std/assert";
import manifest from "../../../deno.json" with { type: "json" };
import { TempFolder } from "../../support/temp_folder.ts";

const ROOT = new URL("../../../", import.meta.url);

Deno.test("The line of the manual installs a program that runs anywhere", async () => {
  await using folder = await TempFolder.make();
  const manual = await Deno.readTextFile(new URL("docs/terminal.md", ROOT));
  const [line] = /^deno install [^]*? client\.ts$/m.exec(manual) ?? [];
  assert(line !== undefined, "the manual has no such line");
  const deno = Deno.execPath();
  const env = {
    // The program that is installed runs the deno of the path.
    PATH: `${deno.replace(/[^/]*$/, "")}:${Deno.env.get("PATH")}`,
    DENO_INSTALL_ROOT: folder.file("root"),
    // Not who runs the tests.
    ...{ XDG_CONFIG_HOME: folder.path, HUBBUB_NAME: "", HUBBUB_TOKEN: "" },
    NO_COLOR: "1",
  };
  const run = async (command: string, args: string[], cwd: string | URL) => {
    const { code, stdout, stderr } = await new Deno.Command(command, { args, cwd, env }).output();
    const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
    return { code, stdout: text(stdout), stderr: text(stderr) };
  };
  const installed = await run("sh", ["-c", line], ROOT);
  assertEquals(installed.code, 0, installed.stderr);
  // Packages come from JSR; where that can't be reached, from the folder that stands in for it.
  const vendor = new URL("vendor", ROOT);
  await Deno.symlink(vendor, folder.file("root/bin/.hubbub/vendor"));
  const hubbub = folder.file("root/bin/hubbub");
  assertEquals(await run(hubbub, ["--version"], folder.path), {
    code: 0,
    stdout: `hubbub/${manifest.version}\n`,
    stderr: "",
  });
  const { code, stderr } = await run(hubbub, ["rooms"], folder.path);
  assertEquals(code, 4);
  assertMatch(stderr, /^Not signed in/);
});
