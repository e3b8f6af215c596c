import { assert, assertEquals, assertThrows } from "@std/assert";
import { readSettings, SettingError } from "../../../server/settings.ts";

function read(args: string, variables: Record<string, string> = {}) {
  const env: Record<string, string> = { HOME: "/home/ada", ...variables };
  const settings = readSettings(args.split(" ").filter(Boolean), (name) => env[name]);
  assert(typeof settings === "object");
  return settings;
}

Deno.test("readSettings reads where metrics are served to everybody", () => {
  assertEquals(read("").metrics, undefined);
  const places = [
    ["127.0.0.1:9100", { host: "127.0.0.1", port: 9100 }],
    ["[::1]:0", { host: "::1", port: 0 }],
    ["monitor.lan:80", { host: "monitor.lan", port: 80 }],
  ] as const;
  for (const [text, place] of places) assertEquals(read(`--metrics ${text}`).metrics, place);
  assertEquals(read("", { METRICS: "127.0.0.1:1" }).metrics?.port, 1);
  for (
    const text of ["9100", "host", "host:x", "host:99999", "http://a:1", "a:1/metrics", "a@b:1"]
  ) {
    const { message } = assertThrows(() => read(`--metrics ${text}`), SettingError);
    assert(message.startsWith("Cannot read metrics: must be a host and a port such as"), message);
  }
});

Deno.test("readSettings reads for whom the log is", () => {
  assertEquals(read("--log json").logFormat, "json");
  assertEquals(read("", { LOG_FORMAT: "json" }).logFormat, "json");
  const { message } = assertThrows(() => read("--log xml"), SettingError);
  assertEquals(message, 'Cannot read log: must be text or json, received "xml"');
});
