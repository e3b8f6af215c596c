/**
 * The units for systemd, with places of a test in place of those that they name.
 *
 * @module
 */
import { assertEquals, assertStringIncludes } from "@std/assert";
import { soon } from "../../support/arrivals.ts";
import type { Program } from "../../support/process/program.ts";
import { TestClient } from "../../support/server/test_client.ts";
import type { Address } from "../../support/server/test_server.ts";
import type { TempFolder } from "../../support/temp_folder.ts";

export const ROOT = new URL("../../../", import.meta.url);
export const UNITS = "examples/operations/";

/** A file of ours, with places of this test in place of those that it names. */
export async function fileWith(
  path: string,
  places: Readonly<Record<string, string>>,
): Promise<string> {
  let text = (await Deno.readTextFile(new URL(path, ROOT))).replace(/ *\\\n */g, " ");
  for (const [place, here] of Object.entries(places)) {
    assertStringIncludes(text, place, `${path} does not name it any more`);
    text = text.replaceAll(place, here);
  }
  return text;
}

/** What a unit starts, and with which variables. Paths of tests have spaces, which `%20` stands for. */
export function unitOf(text: string): { args: string[]; env: Record<string, string> } {
  const [, line = ""] = /^ExecStart=\/usr\/local\/bin\/deno (.+)$/m.exec(text) ?? [];
  const variables = text.matchAll(/^Environment=(.+)$/gm).flatMap(([, all = ""]) => all.split(" "));
  return {
    args: line.split(" ").map(decodeURIComponent),
    env: Object.fromEntries(
      Iterator.from(variables).map((one) => {
        const [name = "", value = ""] = one.split("=");
        return [name, decodeURIComponent(value)];
      }),
    ),
  };
}

/** Where a server is that was started on a port. */
function addressOn(port: number): Address {
  return { url: (path = "/") => new URL(path, `http://127.0.0.1:${port}`) };
}

/** Says something on a server, stops it, and gives what it printed. */
export async function sayAndStop(server: Program, port: number): Promise<string> {
  await soon(
    Promise.race([server.output.find(/is open at/), server.errors.find(/"started"/)]),
    "a server that has started",
  );
  const address = addressOn(port);
  {
    await using ada = await TestClient.enter(address, "ada");
    ada.say("lobby", "kept");
    await ada.texts(1);
    const page = await fetch(address.url());
    assertStringIncludes(await page.text(), "<html");
  }
  server.signal("SIGTERM");
  const { code, stdout, stderr } = await server.ended();
  assertEquals(code, 0, stderr);
  return stdout + stderr;
}

/** Where the files that a unit names are in a test. */
export function places(
  folder: TempFolder,
  port: number,
): Record<"/opt/hubbub" | "/var/lib/hubbub" | "/var/cache/hubbub" | "PORT=8000", string> {
  const state = encodeURI(folder.path);
  return {
    "/opt/hubbub": encodeURI(decodeURIComponent(ROOT.pathname).replace(/\/$/, "")),
    "/var/lib/hubbub": `${state}/state`,
    "/var/cache/hubbub": `${state}/cache`,
    "PORT=8000": `PORT=${port}`,
  };
}
