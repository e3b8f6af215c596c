import { assertEquals } from "@std/assert";
import { connect } from "../../../client.ts";
import { soon } from "../../support/arrivals.ts";
import { ServerProcess } from "../../support/process/server_process.ts";
import { TempFolder } from "../../support/temp_folder.ts";
import { Caller } from "./caller.ts";

const LINES = 20_000;
/** At which messages the server is killed. */
const KILLED_AT = ["3000", "11000"];

/** What `jq` finds in JSON; `undefined` where it is not installed. */
async function jq(filter: string, json: string): Promise<string | undefined> {
  try {
    const process = new Deno.Command("jq", {
      args: ["-r", filter],
      stdin: "piped",
      stdout: "piped",
    }).spawn();
    const [{ stdout }] = await Promise.all([
      process.output(),
      new Blob([json]).stream().pipeTo(process.stdin),
    ]);
    return new TextDecoder().decode(stdout);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

Deno.test("20,000 lines of a pipe are said once each, in order, while the server is killed twice", async (t) => {
  await using folder = await TempFolder.make();
  const options = { store: folder.file("chat.db"), env: { LIMITS: "off" } };
  let server = await ServerProcess.open(options);
  const { port } = server;
  await using restarting = new AsyncDisposableStack();
  restarting.defer(() => server[Symbol.asyncDispose]());
  await using bob = await connect(server.url(), { name: "bob" });
  const messages = (await bob.join("lobby")).messages();
  const caller = new Caller({ HUBBUB_URL: server.url().href, HUBBUB_NAME: "seq" });
  const numbers = Array.from({ length: LINES }, (_, index) => `${index + 1}`);
  await t.step("each is heard once", async () => {
    const under = ["bash", "-c", `seq 1 ${LINES} | "$@"`, "sh"];
    await using pipe = caller.startsUnder(under, "pipe", "lobby", "--timeout", "never");
    const heard: string[] = [];
    while (heard.length < LINES) {
      const { value } = await soon(messages.next(), `a message after ${heard.at(-1)}`);
      const text = value?.text ?? "";
      heard.push(text);
      if (!KILLED_AT.includes(text)) continue;
      await server.kill();
      server = await ServerProcess.open({ ...options, port });
    }
    assertEquals(await pipe.ended(), { code: 0, stdout: "", stderr: "" });
    assertEquals(heard, numbers);
  });
  await t.step("the log that is read has the same", async () => {
    const { code, stdout, stderr } = await caller.runs("read", "lobby", "--all", "--json");
    const texts = stdout.trim().split("\n").map((line) => JSON.parse(line).text);
    assertEquals([code, stderr, texts], [0, "", numbers]);
    const found = await jq(".text", stdout);
    if (found !== undefined) assertEquals(found, `${numbers.join("\n")}\n`);
  });
});
