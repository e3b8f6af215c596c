import { assertEquals, assertMatch } from "@std/assert";
import { soon } from "../../support/arrivals.ts";
import { freePort } from "../../support/process/free_port.ts";
import { findProgram } from "../../support/process/find_program.ts";
import { Program } from "../../support/process/program.ts";
import { TempFolder } from "../../support/temp_folder.ts";
import { fileWith, places, ROOT, sayAndStop, unitOf, UNITS } from "./units.ts";

Deno.test("The unit's permissions are enough for a server, and its backup for what it keeps", async () => {
  await using folder = await TempFolder.make();
  for (const name of ["state", "state-backups"]) await Deno.mkdir(folder.file(name));
  const port = freePort();
  const unit = unitOf(await fileWith(`${UNITS}hubbub.service`, places(folder, port)));
  // The code is what is tested: it need not be fetched again.
  const { DENO_DIR: _, ...env } = unit.env;
  for (const WORKERS of ["1", "2"]) {
    await using server = new Program(unit.args, { env: { ...env, WORKERS } });
    const printed = await sayAndStop(server, port);
    assertMatch(printed, /^Hubbub is open at http:\/\/127\.0\.0\.1:\d+\/$/m);
    assertEquals(printed.match(/requires \S+ access|can't reach/i), null, printed);
  }
  const { "PORT=8000": __, ...others } = places(folder, port);
  const backup = unitOf(await fileWith(`${UNITS}hubbub-backup.service`, others));
  await using tool = new Program(backup.args);
  const { code, stdout, stderr } = await tool.ended();
  assertEquals([code, stderr], [0, ""]);
  assertMatch(stdout, /^Backed up to .*-backups\/hubbub-.*: rooms: 1, entries: 1, /);
});

Deno.test("The unit without outgoing traffic reaches nobody, and the other drop-in may", async () => {
  await using folder = await TempFolder.make();
  const { "PORT=8000": _, "/var/cache/hubbub": __, ...paths } = places(folder, 0);
  const isAllowed = async (path: string, all: Readonly<Record<string, string>>) => {
    const { args } = unitOf(await fileWith(path, all));
    const flags = args.filter((arg) => /^--(allow|no-prompt)/.test(arg));
    const asked =
      'console.log((await Deno.permissions.query({name:"net",host:"192.0.2.1"})).state)';
    const file = folder.file("ask.ts");
    await Deno.writeTextFile(file, asked);
    await using program = new Program(["run", ...flags, file]);
    return (await program.ended()).stdout.trim();
  };
  assertEquals(await isAllowed(`${UNITS}hubbub.service`, places(folder, 0)), "prompt");
  assertEquals(await isAllowed(`${UNITS}hubbub-outgoing.conf`, paths), "granted");
});

Deno.test("The image's command serves what is in its volume, and its check knows whether", async () => {
  await using folder = await TempFolder.make();
  const port = freePort();
  const text = await fileWith("Dockerfile", {
    '"8000"': `"${port}"`,
    "127.0.0.1:8000": `127.0.0.1:${port}`,
  });
  const commandOf = (line: RegExp): string[] =>
    JSON.parse(line.exec(text)?.[1] ?? "[]").slice(1).map((word: string) =>
      word.replaceAll("/app", decodeURIComponent(ROOT.pathname)).replaceAll("/data", folder.path)
    );
  const [, variables = ""] = /^ENV (.+)$/m.exec(text) ?? [];
  const env = Object.fromEntries(
    variables.replaceAll("/data", encodeURI(folder.path)).split(" ").map((one) =>
      one.split("=").map(decodeURIComponent)
    ),
  );
  const check = async () => {
    await using program = new Program(commandOf(/^HEALTHCHECK .*CMD (\[.+\])$/m));
    return (await program.ended()).code;
  };
  assertEquals(await check(), 1);
  await using server = new Program(commandOf(/^CMD (\[.+\])$/m), {
    env: { ...env, HOST: "127.0.0.1" },
  });
  await soon(server.errors.find(/"started"/), "a server that has started");
  assertEquals(await check(), 0);
  const lines = (await sayAndStop(server, port)).trimEnd().split("\n").map((line) =>
    JSON.parse(line)
  );
  assertEquals(lines.map(({ event }) => event), ["started", "unclaimed", "stopping", "stopped"]);
  assertEquals((await Deno.stat(folder.file("chat.db"))).isFile, true);
});

const analyze = findProgram("systemd-analyze", "apt-get install systemd");
Deno.test({
  name: "systemd reads the units, and finds their services little exposed",
  ignore: analyze === undefined,
  async fn() {
    const folder = decodeURIComponent(new URL(UNITS, ROOT).pathname);
    const names = Array.from(Deno.readDirSync(folder), ({ name }) => name);
    const units = names.filter((name) => /\.(service|timer)$/.test(name)).map((name) =>
      folder + name
    );
    const run = async (...args: string[]) => {
      const { code, stdout, stderr } = await new Deno.Command(analyze!, { args }).output();
      return { code, text: new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr) };
    };
    const { text } = await run("verify", ...units);
    // Where Deno is, this machine need not have it.
    const complaints = text.split("\n").filter((line) =>
      line && !line.includes("/usr/local/bin/deno")
    );
    assertEquals(complaints, []);
    const offline = ["security", "--offline=true", "--threshold=20"];
    for (const unit of units.filter((name) => name.endsWith(".service"))) {
      const exposure = await run(...offline, unit);
      assertEquals(exposure.code, 0, exposure.text.split("\n").at(-2));
    }
  },
});
