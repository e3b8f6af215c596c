import { assert, assertEquals, assertThrows } from "@std/assert";
import { readSettings, SettingError, type Settings, USAGE } from "../../server/settings.ts";

/** What flags, and variables that are set, ask for. */
function ask(args: string, variables: Record<string, string> = {}) {
  return readSettings(args.split(" ").filter(Boolean), (name) => variables[name]);
}

/** Settings from flags, and from variables that are set. */
function read(args: string, variables?: Record<string, string>): Settings {
  const settings = ask(args, variables);
  assert(typeof settings === "object");
  return settings;
}

Deno.test("readSettings has a default for everything", () => {
  const { host, port, ephemeral } = read("");
  assertEquals([host, port, ephemeral], ["0.0.0.0", 8000, false]);
});

Deno.test("readSettings reads flags", () => {
  for (const args of ["--host a --port 0 --ephemeral", "--ephemeral --port=0 --host=a"]) {
    assertEquals(read(args), { ...read(""), host: "a", port: 0, ephemeral: true });
  }
});

Deno.test("readSettings takes what deno task puts in front of the flags", () => {
  assertEquals(read("start --port 1"), read("--port 1"));
});

Deno.test("readSettings reads variables, which count less than flags", () => {
  const variables = { HOST: "::1", PORT: "1", EPHEMERAL: "1" };
  assertEquals(read("", variables), read("--host ::1 --port 1 --ephemeral"));
  assertEquals(read("--port 2", variables), read("--host ::1 --port 2 --ephemeral"));
});

Deno.test("readSettings knows a switch that is set to off", () => {
  for (const off of ["", "0", "false", "no", "OFF"]) {
    assertEquals(read("", { EPHEMERAL: off }), read(""));
  }
  for (const on of ["1", "true", "Yes", "on"]) {
    assertEquals(read("", { EPHEMERAL: on }), read("--ephemeral"));
  }
});

Deno.test("readSettings knows who asks for help or the version", () => {
  assertEquals(ask("--help --port 1"), "help");
  assertEquals(ask("--version"), "version");
});

Deno.test("readSettings refuses what it does not know, in one line", () => {
  const mistakes: [string, Record<string, string>, string][] = [
    ["--prot 1", {}, "Cannot read flags: unknown --prot, see --help"],
    ["-x", {}, "Cannot read flags: unknown -x, see --help"],
    ["lobby", {}, "Cannot read flags: unknown lobby, see --help"],
    ["--port", {}, 'Cannot read port: must be 0 to 65535, received ""'],
    ["--port x", {}, 'Cannot read port: must be 0 to 65535, received "x"'],
    ["--port 65536", {}, 'Cannot read port: must be 0 to 65535, received "65536"'],
    ["--port=-1", {}, 'Cannot read port: must be 0 to 65535, received "-1"'],
    ["", { PORT: "1e3" }, 'Cannot read port: must be 0 to 65535, received "1e3"'],
    ["", { EPHEMERAL: "maybe" }, 'Cannot read EPHEMERAL: must be 1 or 0, received "maybe"'],
  ];
  for (const [args, variables, message] of mistakes) {
    assertEquals(assertThrows(() => read(args, variables), SettingError).message, message);
  }
});

Deno.test("USAGE names each flag", () => {
  for (const flag of ["--host", "--port", "--ephemeral", "--help", "--version"]) {
    assertEquals(USAGE.includes(`  ${flag} `), true, flag);
  }
});
