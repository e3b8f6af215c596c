import { assertEquals, assertMatch } from "@std/assert";
import { claim, PASSWORD } from "../support/server/asker.ts";
import { Program } from "../support/process/program.ts";
import { ServerProcess } from "../support/process/server_process.ts";
import { TempFolder } from "../support/temp_folder.ts";
import { startServer } from "./programs.ts";
import { enters, ignore, startsClient } from "./sits_down.ts";

const WINDOWS = new URL("windows.ts", import.meta.url);

Deno.test({
  name: "Where there are no signals of Unix one chats, clears a line, and leaves by Ctrl-C",
  ignore,
  async fn() {
    await using server = await startServer();
    const way = { client: WINDOWS, allowed: ["--allow-read"] };
    await using ada = await startsClient(server.url, /── lobby · 1 here\n›/, way);
    await enters(ada, "hello from elsewhere");
    await ada.sees(/ada {2}hello from elsewhere\n── lobby/);
    await ada.types("a draft");
    await ada.presses("C-z");
    await ada.sees(/› a draft$/m);
    await ada.resizes(40);
    await ada.sees(/› a draft$/m);
    await ada.presses("C-c");
    await ada.sees(/── lobby · 1 here\n›\s*$/);
    await enters(ada, `/file ${WINDOWS.pathname.replaceAll(" ", "\\ ")}.none`);
    await ada.reads("windows.ts.none");
    await ada.presses("C-c");
    // What the terminal was is what it is again.
    await ada.sees(/code 0\n[^]*[^-]icanon[^]*[^-]echo /);
  },
});

Deno.test("Where there are no modes of files, a session is kept in APPDATA, and commands use it", async () => {
  await using folder = await TempFolder.make();
  await using server = await ServerProcess.open();
  await claim(server, "ada");
  const env = { HUBBUB_URL: server.url().href, APPDATA: folder.path, HUBBUB_PASSWORD: PASSWORD };
  const runs = async (...args: string[]) => {
    const allowed = ["--allow-net", "--allow-read", "--allow-write", "--allow-env"];
    await using program = new Program(["run", ...allowed, WINDOWS.pathname, ...args], { env });
    await program.feed("");
    return await program.ended();
  };
  const login = await runs("login", "-n", "ada");
  assertEquals([login.code, login.stderr], [0, ""]);
  const kept = await Array.fromAsync(Deno.readDir(folder.file("hubbub")), ({ name }) => name);
  assertEquals(kept.length, 1);
  assertEquals((await runs("say", "lobby", "hello")).code, 0);
  assertMatch((await runs("read", "lobby")).stdout, /\tada\thello\n$/);
  assertEquals((await runs("logout")).code, 0);
});
