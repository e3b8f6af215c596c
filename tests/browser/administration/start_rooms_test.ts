/// <reference lib="dom" />
import { assertEquals } from "@std/assert";
import { PASSWORD } from "../../support/server/asker.ts";
import { TestClient } from "../../support/server/test_client.ts";
import { TestServer } from "../../support/server/test_server.ts";
import { faintTexts } from "../support/contrast.ts";
import { inEachWindow } from "../support/stage.ts";

const ENTER = "\uE007";

inEachWindow(
  "Whoever comes is in the room for announcements that an administrator has set",
  async (stage) => {
    const server = stage.use(await TestServer.start());
    const ada = await stage.open({ at: server.url(`/#claim=${server.claimCode}`) });
    const { window } = ada;
    await window.type("#set-up-dialog [autocomplete=username]", "ada");
    await window.type("#set-up-dialog [type=password]", `${PASSWORD}${ENTER}`);
    await ada.seesRoom("lobby");
    {
      await using cyd = await TestClient.enter(server, "cyd", "announcements");
      cyd.say("announcements", "School starts at eight");
      await cyd.until((event) => event.type === "said", "it to be said");
    }
    await window.evaluate(() => location.assign("/admin#server"));
    await window.type("#start-rooms", `#announcments${ENTER}`);
    await ada.sees("no room announcments");
    await window.evaluate(() => {
      document.querySelector<HTMLInputElement>("#start-rooms")!.value = "";
    });
    await window.type("#start-rooms", `#announcements${ENTER}`);
    await ada.sees("Saved.");
    await stage.picture("start-rooms", ada);
    assertEquals(await faintTexts(ada), []);
    const bob = await stage.open({ at: server.url() });
    await bob.enter("bob");
    await bob.window.until(() => {
      const names = document.querySelectorAll("#rooms .name");
      return Array.from(names, (name) => name.textContent).join() === "lobby,announcements";
    });
    await bob.opensSide();
    await stage.picture("start-rooms-newcomer", bob);
    await bob.goesTo("announcements");
    await bob.hears("School starts at eight");
  },
);
