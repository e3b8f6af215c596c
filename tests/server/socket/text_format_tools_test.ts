import { assertEquals } from "@std/assert";
import { soon } from "../../support/arrivals.ts";
import { Printed } from "../../support/process/printed.ts";
import { TestClient } from "../../support/server/test_client.ts";
import { TestServer } from "../../support/server/test_server.ts";

const FOLDER = new URL("../../../.deno/wscat/", import.meta.url);
const WSCAT = new URL("node_modules/.bin/wscat", FOLDER);

/** Where wscat is, fetched through npm if it is not there yet. */
async function wscat(): Promise<string> {
  try {
    await Deno.stat(WSCAT);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    await Deno.mkdir(FOLDER, { recursive: true });
    const flags = ["--ignore-scripts", "--no-audit", "--no-fund"];
    const { code, stderr } = await new Deno.Command("npm", {
      args: ["install", "--prefix", FOLDER.pathname, ...flags, "wscat@6"],
    }).output();
    if (code !== 0) throw new Error(`npm install failed: ${new TextDecoder().decode(stderr)}`);
  }
  return WSCAT.pathname;
}

Deno.test("wscat says what is typed in a room, and shows what others say there", async () => {
  const command = await wscat();
  await using server = await TestServer.start();
  await using bob = await TestClient.enter(server, "bob");
  const url = server.url("/ws?name=ada&room=lobby&format=text");
  url.protocol = "ws:";
  const program = new Deno.Command(command, {
    args: ["--connect", url.href],
    ...{ stdin: "piped", stdout: "piped", stderr: "piped" },
  }).spawn();
  const input = program.stdin.getWriter();
  const [output, errors] = [new Printed(program.stdout), new Printed(program.stderr)];
  try {
    await bob.until((event) => event.type === "online" && event.name === "ada", "ada");
    bob.say("lobby", "hi ada");
    // What is typed before it is connected is lost.
    const heard = await soon(output.find(/bob: hi ada$/m), "what bob says");
    assertEquals(heard !== undefined, true, errors.text);
    await input.write(new TextEncoder().encode("hello *there*\n"));
    await bob.until((event) => event.type === "said" && event.text === "hello *there*", "ada");
    await soon(output.find(/ada: hello \*there\*$/m), "what ada says");
  } finally {
    program.kill("SIGKILL");
    await Promise.all([input.abort(), program.status, output.ended, errors.ended]);
  }
});
