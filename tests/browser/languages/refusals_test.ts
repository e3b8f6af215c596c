/// <reference lib="dom" />
import { SOCKETS } from "../../../server/limits.ts";
import { ask, claim, PASSWORD } from "../../support/server/asker.ts";
import { TestServer } from "../../support/server/test_server.ts";
import { Speaker } from "../support/speaker.ts";
import { browserTest } from "../support/stage.ts";
import { Wire } from "../support/wire.ts";

const ENTER = "\uE007";
/** More than may fail from an address. */
const GUESSES = 25;
const HOUR_MS = 60 * 60_000;

/** What is said where English says what stands behind. */
const WORDS = {
  es: {
    prefer: () => void Object.defineProperty(navigator, "languages", { get: () => ["es-MX"] }),
    wrong: "Nombre o contraseña incorrectos",
    tooMany: "Demasiados intentos fallidos; prueba más tarde",
    forbidden: "En den eso solo lo pueden hacer sus moderadores",
    muted: "Un moderador te ha silenciado",
    notice: "eve silenció a ada durante 1 hora",
    kicked: "Te han sacado de #den",
    missing: "No hay ninguna sala «cellar» que puedas ver",
    cut: "Se perdió la conexión",
  },
  zh: {
    prefer: () => void Object.defineProperty(navigator, "languages", { get: () => ["zh-CN"] }),
    wrong: "名字或密码不对",
    tooMany: "失败的次数太多，请稍后再试",
    forbidden: "den 里只有版主可以这样做",
    muted: "已将你禁言",
    notice: "eve 将 ada 禁言 1小时",
    kicked: "你被移出了 #den",
    missing: "没有你能看到的房间“cellar”",
    cut: "连接断了",
  },
} as const;

for (const [tag, words] of Object.entries(WORDS)) {
  browserTest(
    `What the server refuses and tells is said in the page's language: ${tag}`,
    async (stage) => {
      const server = stage.use(await TestServer.start({ limits: SOCKETS }));
      await claim(server, "bob");
      const eve = stage.use(new Speaker(server.url(), "eve"));
      await eve.saysIn("den", "Welcome");
      const ada = await stage.open({ at: new URL("about:blank") });
      await ada.window.beforeEachPage(words.prefer);
      const wire = stage.use(new Wire(server.url()));
      await ada.window.goTo(String(wire.url));

      await ada.window.click('[data-to="sign-in"]');
      await ada.window.type("#name-dialog input", "bob");
      await ada.window.type("#name-password", `not${PASSWORD}${ENTER}`);
      await ada.sees(words.wrong, "#name-dialog .problem");
      const guess = { body: { name: "bob", password: `not${PASSWORD}` } };
      await Promise.all(
        Array.from({ length: GUESSES }, () => ask(server, "POST /api/session", guess)),
      );
      await ada.window.type("#name-password", ENTER);
      await ada.sees(words.tooMany, "#name-dialog .problem");
      await stage.picture(`refused-${tag}`, ada);

      await ada.window.click('[data-to="name"]');
      await ada.enter("ada");
      await ada.goesTo("den");
      await ada.hears("Welcome");
      await ada.says("/kick eve");
      await ada.sees(words.forbidden, "#composer-problem");
      const change = async (wanted: Parameters<typeof eve.connection.change>[0]) =>
        void await eve.connection.change(wanted).acknowledged;
      await change({ type: "mute", room: "den", name: "ada", ms: HOUR_MS });
      await ada.sees(words.muted);
      await ada.sees(words.notice, "#log, main");
      // That is told for a while: whoever looks later has missed it.
      const told = ada.sees(words.kicked, "#banner");
      await change({ type: "kick", room: "den", name: "ada" });
      await told;
      await ada.window.evaluate(() => void (location.hash = "#cellar"));
      await ada.sees(words.missing);
      wire.cut();
      await ada.sees(words.cut, "#banner");
    },
  );
}
