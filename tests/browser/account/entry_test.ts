/// <reference lib="dom" />
import { assertEquals, assertMatch } from "@std/assert";
import { claim, PASSWORD } from "../../support/server/asker.ts";
import { TestClient } from "../../support/server/test_client.ts";
import { TestServer } from "../../support/server/test_server.ts";
import { browserTest } from "../support/stage.ts";

const ENTER = "\uE007";

browserTest("Someone whose name is taken is told so, and comes in under another", async (stage) => {
  const ada = await stage.enter("ada");
  const other = await stage.open();
  await other.window.type("#name-dialog input", `Ada${ENTER}`);
  await other.sees("Ada", "#name-dialog .problem");
  await stage.picture("name-taken", other);
  await other.enter("lovelace");
  await ada.sees("lovelace", "#people");
});

browserTest("Someone who picks what is not a name is told what one is", async (stage) => {
  const ada = await stage.open();
  await ada.window.type("#name-dialog input", `two words${ENTER}`);
  await ada.sees("Letters, numbers", "#name-dialog .problem");
});

browserTest("Someone who reloads the page is the same person in the same rooms", async (stage) => {
  const ada = await stage.enter("ada");
  await ada.goesTo("garden");
  await ada.says("The roses are out.");
  await ada.hears("The roses are out.");
  await ada.window.reload();
  await ada.seesRoom("garden");
  await ada.hears("The roses are out.");
  assertEquals(await ada.window.text("#you"), "ada");
  assertEquals(await ada.rooms(), ["lobby", "garden"]);
});

browserTest("Whoever opens the server's own address is where they were last", async (stage) => {
  const ada = await stage.enter("ada");
  await ada.goesTo("garden");
  await ada.says("The roses are out.");
  await ada.hears("The roses are out.");
  await ada.window.goTo("about:blank");
  await ada.window.goTo(String(ada.at));
  await ada.seesRoom("garden");
  assertEquals(await ada.window.evaluate(() => location.hash), "#garden");
  await ada.goesTo("lobby");
  await ada.window.evaluate(() => history.back());
  await ada.seesRoom("garden");
  // A room that they have left is none of theirs.
  await ada.says("/leave");
  await ada.seesRoom("lobby");
  await ada.window.goTo("about:blank");
  await ada.window.goTo(String(ada.at));
  await ada.seesRoom("lobby");
  await ada.seesNothingAt("#banner");
});

browserTest(
  "Whoever signs in with another browser is in the rooms that they know",
  async (stage) => {
    const server = stage.use(await TestServer.start());
    await claim(server, "ada");
    const signedIn = async () => {
      const ada = await stage.open({ at: server.url() });
      await ada.window.click('[data-to="sign-in"]');
      await ada.window.type("#name-dialog input", `ada${ENTER}`);
      await ada.window.type("#name-password", PASSWORD + ENTER);
      return ada;
    };
    const laptop = await signedIn();
    await laptop.seesRoom("lobby");
    await laptop.goesTo("garden");
    await laptop.says("The roses are out.");
    await laptop.hears("The roses are out.");
    await using bob = await TestClient.connect(server, "bob");
    await bob.join("cellar");
    const phone = await signedIn();
    await phone.seesRoom("lobby");
    await phone.sees("garden", "#rooms");
    assertEquals(await phone.rooms(), ["lobby", "garden"]);
  },
);

browserTest("Someone changes their name", async (stage) => {
  const ada = await stage.enter("ada");
  await ada.changesName();
  await ada.enter("byron");
  await ada.sees("byron", "#you");
});

browserTest(
  "A guest's rename says what it means, and takes all that is theirs along",
  async (stage) => {
    const ada = await stage.enter("ada");
    const bob = await stage.enter("bob");
    await ada.goesTo("garden");
    await ada.says("The roses are out.");
    await ada.hears("The roses are out.");
    const here = new URL(await ada.window.evaluate(() => location.href));
    const tab = await stage.open({ at: here });
    await tab.sees("ada", "#you");
    await bob.says("/msg ada Tea at four?");
    await ada.sees("bob", "#direct-rooms li:has([data-count='1'])");
    await bob.sees("ada", "#direct-rooms li");
    await bob.window.click("#direct-rooms a");
    await ada.types("And the ");
    await ada.window.evaluate(() => Object.assign(globalThis, { wasHere: true }));
    await ada.window.click("#open-settings");
    await ada.window.click(".person .rename");
    await ada.sees("What you said so far stays under ada", "#rename-dialog");
    await ada.window.fill("#rename-dialog input", `Bob${ENTER}`);
    await ada.sees("in use", "#rename-dialog .problem");
    assertEquals(await ada.window.text("#you"), "ada");
    await stage.picture("rename", ada);
    await ada.window.fill("#rename-dialog input", `byron${ENTER}`);
    for (const one of [ada, tab]) await one.sees("byron", "#you");
    await ada.seesRoom("garden");
    assertEquals(
      await ada.window.evaluate(() => "wasHere" in globalThis),
      true,
      "it did not reload",
    );
    assertEquals(await ada.composerText(), "And the ");
    assertEquals(await ada.rooms(), ["lobby", "garden"]);
    // What they said is theirs, under either name.
    await ada.opensMenuOf("The roses are out.");
    await ada.chooses("Edit");
    await ada.hasWritten("The roses are out.");
    await ada.rewrites("The roses are red.");
    await ada.hears("The roses are red.");
    await ada.hasWritten("And the ");
    // Whoever talks with them sees the new name, on a page that was open all the time.
    await bob.seesRoom("byron");
    await bob.sees("byron", "#direct-rooms li");
    await bob.says("Or at five?");
    await ada.window.click("#direct-rooms a");
    await ada.seesRoom("bob");
    for (const text of ["Tea at four?", "Or at five?"]) await ada.hears(text);
    await ada.says("At five.");
    await bob.hears("At five.");
    assertEquals((await bob.conversation()).at(-1), "byron: At five.");
    await stage.picture("renamed", bob);
    await ada.window.reload();
    await ada.sees("byron", "#you");
    await ada.hears("At five.");
  },
);

browserTest("A browser without WebSocket is told so, plainly", async (stage) => {
  const ada = await stage.open();
  await ada.window.beforeEachPage(() => {
    Reflect.deleteProperty(globalThis, "WebSocket");
  });
  await ada.window.reload();
  await ada.sees("has no WebSocket");
  await stage.picture("no-websocket", ada);
});

browserTest("A browser without JavaScript is told so, plainly", async (stage) => {
  const ada = await stage.open();
  await ada.window.devtools("Emulation.setScriptExecutionDisabled", { value: true });
  await ada.window.reload();
  assertMatch(await ada.window.text("noscript"), /JavaScript/);
  await stage.picture("no-javascript", ada);
});
