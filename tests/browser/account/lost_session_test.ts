/// <reference lib="dom" />
import { assertEquals, assertNotEquals } from "@std/assert";
import { ask, claim, cookieOf, PASSWORD } from "../../support/server/asker.ts";
import { TestServer } from "../../support/server/test_server.ts";
import { browserTest, type Stage } from "../support/stage.ts";
import type { Visitor } from "../support/visitor.ts";
import { Wire } from "../support/wire.ts";

const ENTER = "\uE007";

/** Ada, signed in to her account over a wire to a server that knows nobody else. */
async function signedIn(stage: Stage): Promise<{ ada: Visitor; wire: Wire; server: TestServer }> {
  const server = stage.use(await TestServer.start());
  await claim(server, "ada");
  const wire = stage.use(new Wire(server.url()));
  const ada = await stage.open({ at: wire.url });
  await ada.window.type("#name-dialog input", `ada${ENTER}`);
  await ada.sees("is claimed", "#name-dialog .problem");
  await ada.window.type("#name-password", `${PASSWORD}${ENTER}`);
  await ada.seesRoom("lobby");
  await ada.sees("Connected", "#state");
  return { ada, wire, server };
}

/** The token of the cookie that somebody has for this server, which is no other's of this host. */
async function tokenOf({ at, window }: Visitor): Promise<string> {
  const cookies = await window.cookies();
  const [cookie, ...more] = cookies.filter(({ name }) => name === cookieOf({ url: () => at }));
  assertEquals(more, []);
  return cookie?.value ?? "";
}

/** Something is said that nobody stores, and something typed that is not said. */
async function writes(ada: Visitor, wire: Wire): Promise<void> {
  wire.cut();
  await ada.sees("Not connected", "#state");
  await ada.says("Said while I was cut off");
  await ada.sees("Said while I was cut off", "#unsent");
  await ada.types("Typed and not said");
}

/** They are asked who they are, told why, and have what they wrote when they are back. */
async function isAskedAndLosesNothing(ada: Visitor, password?: string): Promise<void> {
  await ada.sees("You have been signed out", "#name-dialog .problem");
  await ada.window.type("#name-dialog input", ENTER);
  if (password !== undefined) {
    await ada.sees("is claimed", "#name-dialog .problem");
    await ada.window.type("#name-password", `${password}${ENTER}`);
  }
  await ada.seesRoom("lobby");
  await ada.hears("Said while I was cut off");
  await ada.seesNothingAt("#unsent");
  await ada.hasWritten("Typed and not said");
}

browserTest(
  "Somebody whose server restarted without a store is asked who they are",
  async (stage) => {
    const { ada, wire } = await signedIn(stage);
    await writes(ada, wire);
    wire.mend(await stage.anotherServer());
    await isAskedAndLosesNothing(ada);
  },
);

browserTest(
  "Somebody whose session ended while the page was closed is asked who they are",
  async (stage) => {
    const { ada, wire, server } = await signedIn(stage);
    const token = await tokenOf(ada);
    await writes(ada, wire);
    await ada.window.goTo("about:blank");
    assertEquals((await ask(server, "DELETE /api/session", { token })).status, 204);
    wire.mend(server.url());
    await ada.window.goTo(String(ada.at));
    await isAskedAndLosesNothing(ada, PASSWORD);
  },
);

browserTest(
  "Somebody whose session ended while the page was open is asked who they are when they reload",
  async (stage) => {
    const { ada, wire, server } = await signedIn(stage);
    await writes(ada, wire);
    const token = await tokenOf(ada);
    wire.mend(server.url());
    await ada.hears("Said while I was cut off");
    await ask(server, "DELETE /api/session", { token });
    await ada.sees("Your session ended", "#banner");
    await ada.window.reload();
    await isAskedAndLosesNothing(ada, PASSWORD);
  },
);

browserTest("Whoever clears their cookies is asked who they are", async (stage) => {
  const { ada, wire, server } = await signedIn(stage);
  await writes(ada, wire);
  await ada.window.devtools("Network.clearBrowserCookies", {});
  wire.mend(server.url());
  await isAskedAndLosesNothing(ada, PASSWORD);
});

browserTest("Whoever's cookie was overwritten is asked who they are", async (stage) => {
  const { ada, wire, server } = await signedIn(stage);
  await writes(ada, wire);
  await ada.window.devtools("Network.setCookie", {
    url: String(ada.at),
    name: cookieOf({ url: () => ada.at }),
    value: "x".repeat(43),
  });
  await ada.window.goTo("about:blank");
  wire.mend(server.url());
  await ada.window.goTo(String(ada.at));
  await isAskedAndLosesNothing(ada, PASSWORD);
});

browserTest("A guest of two tabs comes back in both, and has one cookie for it", async (stage) => {
  const wire = stage.use(new Wire(stage.url));
  const ada = await stage.enter("ada", { at: wire.url });
  const tab = await stage.open({ at: ada.at });
  await tab.seesRoom("lobby");
  const before = await tokenOf(ada);
  wire.cut();
  wire.mend(await stage.anotherServer());
  for (const visitor of [ada, tab]) {
    await visitor.sees("Connected", "#state");
    await visitor.sees("not kept any more", "#beginning");
  }
  await tab.says("Both of me are here.");
  await ada.hears("Both of me are here.");
  assertNotEquals(await tokenOf(ada), before);
  await ada.window.reload();
  await ada.hears("Both of me are here.");
  assertEquals(await ada.window.text("#you"), "ada");
});

browserTest(
  "Signing out in one tab shows in the other, which keeps the next person's cookie",
  async (stage) => {
    const ada = await stage.enter("ada");
    const tab = await stage.open({ at: ada.at });
    await tab.seesRoom("lobby");
    await ada.changesName();
    await ada.window.fill("#name-dialog input", `byron${ENTER}`);
    await ada.seesRoom("lobby");
    await tab.sees("Your session ended", "#banner");
    await ada.window.reload();
    await ada.seesRoom("lobby");
    assertEquals(await ada.window.text("#you"), "byron");
    // The other tab comes back as who is signed in here now.
    await tab.window.click("#banner button");
    await tab.sees("byron", "#you");
  },
);

browserTest(
  "A guest whose name is not kept any more is told so, and for how long one is",
  async (stage) => {
    const server = stage.use(await TestServer.start());
    const eve = await stage.open({ at: server.url() });
    await eve.sees("kept for 30 days after the last visit", "#name-dialog .for-name");
    await eve.enter("eve");
    await eve.sees("Connected", "#state");
    const token = await tokenOf(eve);
    await eve.window.goTo("about:blank");
    assertEquals((await ask(server, "DELETE /api/session", { token })).status, 204);
    await eve.window.goTo(String(eve.at));
    await eve.sees("no longer signed in as eve", "#name-dialog .problem");
    await stage.picture("guest-lost", eve);
  },
);
