import { assert, assertEquals } from "@std/assert";
import { connect } from "../../../client.ts";
import { soon } from "../../support/arrivals.ts";
import { Printed } from "../../support/process/printed.ts";
import { otherRuntimes } from "../../support/process/runtimes.ts";
import { TempFolder } from "../../support/temp_folder.ts";
import { TestServer } from "../../support/server/test_server.ts";
import { Cutter } from "../connection/support/cutter.ts";

const ROOT = new URL("../../../", import.meta.url);
const PINGS = 20;

/** Somebody asks the echo bot again and again, while its network breaks. */
async function pingPong(command: string, args: string[]): Promise<void> {
  await using server = await TestServer.start();
  let connections = 0;
  // Each connection may carry more than the one before: in the end all comes through.
  await using network = new Cutter(server.url().href, () => 2_000 + 1_000 * connections++);
  const bot = new Deno.Command(command, {
    args: [...args, "examples/echo.ts", network.url],
    ...{ cwd: ROOT, stdin: "null", stdout: "piped", stderr: "piped", env: { NO_COLOR: "1" } },
  }).spawn();
  const [output, errors] = [new Printed(bot.stdout), new Printed(bot.stderr)];
  try {
    const found = await soon(output.find(/^echo listens in lobby$/m), "the bot");
    assert(found, `The bot ended before it listened: ${errors.text}`);
    await using ada = await connect(server.url(), { name: "ada" });
    const lobby = await ada.join("lobby");
    const pings = await Promise.all(Array.from({ length: PINGS }, () => lobby.say("!ping")));
    const answered: (number | undefined)[] = [];
    const reading = (async () => {
      for await (const { text, replyTo } of lobby.messages()) {
        assertEquals(text, "pong");
        if (answered.push(replyTo) === PINGS) return;
      }
    })();
    await soon(reading, "all answers");
    assertEquals(answered, pings.map(({ seq }) => seq));
    assert(network.cuts > 0, "the network never broke");
  } finally {
    bot.kill("SIGKILL");
    await Promise.all([bot.status, output.ended, errors.ended]);
  }
}

/** Somebody sends a bot a file, and gets it back twice. */
async function fileBack(command: string, args: string[]): Promise<void> {
  await using server = await TestServer.start();
  await using folder = await TempFolder.make();
  const url = server.url().href;
  const bot = new Deno.Command(command, {
    args: [...args, "tests/client/library/file_echo.ts", url, folder.file("a file.bin")],
    ...{ cwd: ROOT, stdin: "null", stdout: "piped", stderr: "piped", env: { NO_COLOR: "1" } },
  }).spawn();
  const [output, errors] = [new Printed(bot.stdout), new Printed(bot.stderr)];
  try {
    const found = await soon(output.find(/^echo listens in lobby$/m), "the bot");
    assert(found, `The bot ended before it listened: ${errors.text}`);
    await using ada = await connect(url, { name: "ada" });
    const lobby = await ada.join("lobby");
    const data = Uint8Array.from({ length: 1_000_000 }, (_, at) => at * 2_654_435_761 >>> 13);
    await lobby.say("", { files: [{ data, name: "mine.bin" }] });
    const ended = errors.ended.then(() => {
      throw new Error(`The bot ended: ${errors.text}`);
    });
    // At the end it is we who end it.
    ended.catch(() => {});
    const { value } = await soon(Promise.race([lobby.messages().next(), ended]), "the file");
    const files = value?.files ?? [];
    assertEquals(files.map(({ name }) => name), ["a file.bin", "mine.bin"]);
    for (const file of files) assertEquals(await file.bytes(), data);
  } finally {
    bot.kill("SIGKILL");
    await Promise.all([bot.status, output.ended, errors.ended]);
  }
}

Deno.test("A bot reads and sends files in Deno", async () => {
  const allowed = ["--allow-net", "--allow-read", "--allow-write"];
  await fileBack(Deno.execPath(), ["run", "--quiet", "--no-prompt", ...allowed]);
});

Deno.test("A bot reads and sends files in Node 24", async () => {
  const { node } = await otherRuntimes();
  await fileBack(node, []);
});

Deno.test("A bot reads and sends files in Bun", async () => {
  const { bun } = await otherRuntimes();
  await fileBack(bun, ["run"]);
});

Deno.test("The echo bot answers each message once and in order in Deno", async () => {
  await pingPong(Deno.execPath(), ["run", "--quiet", "--no-prompt", "--allow-net"]);
});

Deno.test("The echo bot answers each message once and in order in Node 24", async () => {
  const { node } = await otherRuntimes();
  await pingPong(node, []);
});

Deno.test("The echo bot answers each message once and in order in Bun", async () => {
  const { bun } = await otherRuntimes();
  await pingPong(bun, ["run"]);
});
