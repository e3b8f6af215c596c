/// <reference lib="dom" />
import { assertEquals } from "@std/assert";
import { claim, PASSWORD } from "../../support/server/asker.ts";
import { TestServer } from "../../support/server/test_server.ts";
import { faintTexts } from "../support/contrast.ts";
import { inEachWindow } from "../support/stage.ts";

const ENTER = "\uE007";

inEachWindow(
  "The first screen says what the server is, and leads to one's account at once",
  async (stage) => {
    const introduction = {
      title: "Physics, class 7b",
      welcome:
        "Ask anything about the homework. Answers by Ms. Curie, mostly in the evening.\nBe kind.",
    };
    const server = stage.use(await TestServer.start({ introduction }));
    await claim(server, "ada");
    const ada = await stage.open({ at: server.url() });
    await ada.sees("Physics, class 7b", "#name-dialog h1");
    await ada.sees("Be kind.", "#name-dialog .welcome");
    assertEquals(await ada.window.evaluate(() => document.title), introduction.title);
    assertEquals(await faintTexts(ada), []);
    assertEquals(await ada.overflow(), { x: 0, y: 0 });
    await stage.picture("first-screen", ada);
    await ada.window.click('[data-to="sign-in"]');
    await stage.picture("first-screen-sign-in", ada);
    await ada.window.type("#name-dialog input", `ada${ENTER}`);
    await ada.sees("needs a password", "#name-dialog .problem");
    await ada.window.type("#name-password", PASSWORD + ENTER);
    await ada.seesRoom("lobby");
    await ada.window.until(() => document.title === "#lobby · Physics, class 7b");
  },
);
