/// <reference lib="dom" />
import { assert, assertEquals } from "@std/assert";
import { Printed } from "../../support/process/printed.ts";
import { TempFolder } from "../../support/temp_folder.ts";
import { browserTest, type Stage } from "../support/stage.ts";
import { Wire } from "../support/wire.ts";

const ROOT = new URL("../../../", import.meta.url).pathname;
/** What a server needs of the repository. */
const PARTS = ["deno.json", "main.ts", "hub.ts", "protocol.ts"]
  .concat(["hub", "protocol", "server", "static", "client", "tools", "vendor"]);

/** A server of a copy of the project, in which a file was added. */
async function serveWith(stage: Stage, path: string, text: string): Promise<URL> {
  const folder = stage.use(await TempFolder.make());
  const copy = ["-r", ...PARTS.map((part) => ROOT + part), folder.path];
  assertEquals((await new Deno.Command("cp", { args: copy }).output()).code, 0);
  await Deno.writeTextFile(folder.file(path), text);
  const server = new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-lock", "--no-check", "--allow-all", "main.ts", "start"]
      .concat(["--ephemeral", "--host", "127.0.0.1", "--port", "0"]),
    ...{ cwd: folder.path, stdin: "null", stdout: "piped", stderr: "piped" },
    env: { NO_COLOR: "1" },
  }).spawn();
  const [output, errors] = [new Printed(server.stdout), new Printed(server.stderr)];
  stage.use({
    async [Symbol.asyncDispose]() {
      server.kill("SIGKILL");
      await Promise.all([server.status, output.ended, errors.ended]);
    },
  });
  const found = await output.find(/^Hubbub is open at (http:\S+)$/m);
  assert(found?.[1], `The server ended before it was open: ${errors.text}`);
  return new URL(found[1]);
}

browserTest(
  "A language is offered and spoken once its one file is there",
  async (stage) => {
    const chinese = await Deno.readTextFile(`${ROOT}static/languages/zh.ts`);
    const file = chinese.replace('rooms: "房间"', 'rooms: "Ĉambroj"').replace("帮助", "Helpo");
    const ada = await stage.open({ at: await serveWith(stage, "static/languages/eo.ts", file) });
    await ada.enter("ada");
    await ada.window.click("#open-settings");
    await ada.sees("Esperanto", ".settings [name=language]");
    await ada.window.click(".settings [name=language] option[value=eo]");
    await ada.sees("Ĉambroj", "#rooms-title");
    await ada.says("/help");
    await ada.sees("Helpo", "dialog h2");
    assertEquals(await ada.window.evaluate(() => document.documentElement.lang), "eo");
  },
);

browserTest(
  "Who reads 中文 meets the page in it, also where the server can't be reached, and may choose Español",
  async (stage) => {
    const wire = stage.use(new Wire(stage.url));
    const ada = await stage.open({ at: new URL("about:blank") });
    await ada.window.beforeEachPage(() => {
      Object.defineProperty(navigator, "languages", { get: () => ["zh-Hans-CN", "en"] });
    });
    await ada.window.goTo(String(wire.url));
    await ada.sees("大家怎么称呼你？", "#name-dialog");
    await ada.enter("ada");
    await ada.window.evaluate(async () => {
      await navigator.serviceWorker.ready;
    });
    wire.cut();
    await ada.window.reload();
    await ada.sees("连不上 Hubbub", "h1");
    wire.mend();
    await ada.sees("房间", "#rooms-title");
    await ada.window.click("#open-settings");
    await ada.sees("Español", ".settings [name=language]");
    await ada.window.click(".settings [name=language] option[value=es]");
    await ada.sees("Salas", "#rooms-title");
    await stage.picture("spanish", ada);
  },
);
