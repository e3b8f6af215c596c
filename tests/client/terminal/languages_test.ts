import { assert, assertEquals } from "@std/assert";
import { startServer } from "../programs.ts";
import { enters, ignore, meet, startsClient } from "../sits_down.ts";

/** Words of English that no other language has. */
const ENGLISH = /\b(?:the|and|of|you|your|is|are|with|this|that|for|not|was|they)\b/i;
/** The row that the shell was told, and what stands there in any language. */
const LITERAL = /^.*client\.ts.*$|\/[\w-]+|--[\w-]+/gm;

function assertNoEnglish(text: string): void {
  const left = text.replaceAll(LITERAL, "").split("\n").filter((line) => ENGLISH.test(line));
  assertEquals(left, []);
}

Deno.test({
  name: "Whoever speaks 中文 reads no English, and goes on in Español once they ask for it",
  ignore,
  async fn() {
    await using meeting = await meet("lobby", {
      flags: "--lang zh",
      seen: /── lobby · 2 人在场\n›/,
    });
    const { ada, bob } = meeting;
    await ada.sees(/欢迎，ada。\/help 列出所有命令/);
    bob.connection.say("lobby", "早");
    await ada.sees(/bob {2}早\n/);
    for (
      const [line, seen] of [
        ["/nonsense", /没有 \/nonsense 这个命令/],
        ["/join nowhere", /\/make nowhere 会新建它[^]*没有房间 nowhere/],
        ["/edit", /改成什么？\/edit TEXT/],
        ["/mute bob", /请写 \/mute BOB 10m/],
        ["/mute bob 10m", /lobby 里只有版主可以/],
        ["/whois bob", /@bob：?.*访客/],
        ["/who", /lobby 里有 2 人：/],
        ["/topic 天气", /ada 设置了话题：天气/],
        ["/react 👍", /ada 用 👍 回应了“早”/],
        ["/search 没有的词", /什么都没有找到/],
        ["/help keys", /Ctrl-C {10}清除这一行/],
      ] as const
    ) {
      await enters(ada, line);
      await ada.sees(seen);
    }
    assertNoEnglish(await ada.scrollback());
    await enters(ada, "/language es");
    await ada.sees(/Ahora se habla español; --lang es[^]*── lobby · 2 aquí\n›/);
    bob.connection.close();
    await ada.sees(/bob se ha ido\n/);
    await enters(ada, "/language klingon");
    await ada.sees(/¿Qué idioma\? \/language en\|es\|zh/);
  },
});

Deno.test({
  name:
    "A language that was chosen is kept where that may be written, and is not spoken in LC_ALL=C",
  ignore,
  async fn() {
    await using server = await startServer();
    const home = await Deno.makeTempDir();
    try {
      const start = (name: string, variables: string, seen: RegExp) =>
        startsClient(server.url, seen, {
          name,
          env: `XDG_CONFIG_HOME=${home} ${variables}`,
          allowed: ["--allow-env", `--allow-read=${home}`, `--allow-write=${home}`],
        });
      {
        await using ada = await start("ada", "LC_ALL=zh_CN.UTF-8", /── lobby · 1 人在场\n›/);
        await enters(ada, "/language es");
        await ada.sees(/Ahora se habla español, y la próxima vez también/);
      }
      {
        await using ada = await start("bea", "LC_ALL=zh_CN.UTF-8", /── lobby · \d aquí\n›/);
        assert((await ada.screen()).includes("Hola, bea"));
      }
      await using ada = await start("cyd", "LC_ALL=C", /── lobby · \d here\n›/);
      assert((await ada.screen()).includes("Welcome, cyd"));
      const { mode } = await Deno.stat(`${home}/hubbub/settings.json`);
      assertEquals((mode ?? 0) & 0o077, 0);
    } finally {
      await Deno.remove(home, { recursive: true });
    }
  },
});
