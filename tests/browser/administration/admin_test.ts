/// <reference lib="dom" />
import { assertEquals, assertMatch } from "@std/assert";
import { ask, claim, expect, PASSWORD } from "../../support/server/asker.ts";
import { TestClient } from "../../support/server/test_client.ts";
import { TestServer } from "../../support/server/test_server.ts";
import { faintTexts } from "../support/contrast.ts";
import { browserTest, inEachWindow, type Stage } from "../support/stage.ts";
import type { Visitor } from "../support/visitor.ts";

const ENTER = "\uE007";

/** Ada administrates the server, and goes from its page to the one for administrators. */
async function administrates(stage: Stage, server: TestServer): Promise<Visitor> {
  const ada = await stage.open({ at: server.url(`/#claim=${server.claimCode}`) });
  await ada.window.type("#set-up-dialog [autocomplete=username]", "ada");
  await ada.window.type("#set-up-dialog [type=password]", `${PASSWORD}${ENTER}`);
  await ada.seesRoom("lobby");
  await ada.opensSide();
  await ada.window.click("#open-settings");
  await ada.window.click(".person .administration");
  await ada.sees("ada", "#content table");
  return ada;
}

/** Clicks on the button with a text, inside of what a selector finds. */
async function clicks({ window }: Visitor, text: string, inside: string): Promise<void> {
  await window.until(
    (wanted: string, where: string) => {
      const buttons = [...document.querySelectorAll<HTMLElement>(`${where} :is(button, a)`)];
      const found = buttons.find((one) =>
        one.textContent?.trim() === wanted || one.ariaLabel === wanted
      );
      found?.click();
      return found !== undefined;
    },
    text,
    inside,
  );
}

/** Goes to what has a text with the keyboard's focus, and presses Enter. */
async function presses(visitor: Visitor, text: string, inside: string): Promise<void> {
  await visitor.window.until(
    (wanted: string, where: string) => {
      const buttons = [...document.querySelectorAll<HTMLElement>(`${where} :is(button, a)`)];
      const found = buttons.find((one) =>
        one.textContent?.trim() === wanted || one.ariaLabel === wanted
      );
      found?.focus();
      return found !== undefined && document.activeElement === found;
    },
    text,
    inside,
  );
  await visitor.window.press(ENTER);
}

inEachWindow("An administrator suspends somebody, and finds it in the audit log", async (stage) => {
  const server = stage.use(await TestServer.start());
  const bob = await claim(server, "bob");
  const ada = await administrates(stage, server);
  assertEquals(await ada.overflow(), { x: 0, y: (await ada.overflow()).y });
  assertEquals(await faintTexts(ada), []);
  await stage.picture("admin-people", ada);
  await clicks(ada, "Manage bob", "#content");
  await ada.sees("Suspend", "#person");
  await stage.picture("admin-person", ada);
  assertEquals(await faintTexts(ada), []);
  await clicks(ada, "Suspend…", "#person");
  await ada.window.type("dialog form input", `spam${ENTER}`);
  await ada.sees("suspended until", "#content table");
  await ada.sees("Done.", "#outcome");
  assertEquals((await ask(server, "GET /api/session", { token: bob })).status, 401);
  await clicks(ada, "Audit log", "#sections");
  await ada.sees("suspended · 1 day: spam", "#content table");
  // Who goes to a section reads on there.
  assertEquals(await ada.window.evaluate(() => document.activeElement?.id), "heading");
  await stage.picture("admin-audit", ada);
  await clicks(ada, "Rooms", "#sections");
  await ada.sees("#lobby", "#content table");
  // By what their files take, too.
  await ada.window.evaluate(() => {
    const sort = document.querySelector<HTMLSelectElement>("#content .tools select")!;
    sort.value = "size";
    sort.dispatchEvent(new Event("change"));
  });
  await ada.sees("0 B", "#content table");
  await stage.picture("admin-rooms", ada);
  await clicks(ada, "Server", "#sections");
  await ada.sees("works, answers in", "#content");
  assertEquals(await faintTexts(ada), []);
  await stage.picture("admin-server", ada);
  const { x } = await ada.overflow();
  assertEquals(x, 0);
});

browserTest(
  "An administrator changes what the server is called, and who invites, but for what a flag says",
  async (stage) => {
    const server = stage.use(await TestServer.start({ introduction: { welcome: "By a flag." } }));
    const ada = await administrates(stage, server);
    await clicks(ada, "Server", "#sections");
    await ada.sees("Set by --welcome", "#content .settings");
    const welcome = await ada.window.evaluate(() => {
      const { disabled, value } = document.querySelector<HTMLTextAreaElement>(
        ".settings textarea",
      )!;
      return { disabled, value };
    });
    assertEquals(welcome, { disabled: true, value: "By a flag." });
    await ada.window.evaluate(() => {
      const choices = document.querySelectorAll<HTMLSelectElement>(".settings select");
      choices[1]!.value = "accounts";
    });
    await ada.window.type("#content .settings input", `Class 7b${ENTER}`);
    await ada.sees("Saved.", "#outcome");
    await ada.sees("Class 7b", "#server");
    const { title, welcome: said } = (await ask(server, "GET /api/server")).body ?? {};
    assertEquals([title, said], ["Class 7b", "By a flag."]);
    assertEquals(await faintTexts(ada), []);
    await stage.picture("admin-settings", ada);
    // Whoever has an account makes a link from then on.
    const body = { name: "bob", password: PASSWORD };
    await expect(server, 201, "POST /api/accounts", { body });
    const bob = await stage.open({ at: server.url("/") });
    await bob.window.click('[data-to="sign-in"]');
    await bob.window.type("#name-dialog [autocomplete~=username]", "bob");
    await bob.window.type("#name-dialog [type=password]", `${PASSWORD}${ENTER}`);
    await bob.seesRoom("lobby");
    await bob.window.click("#open-settings");
    await bob.window.click(".person .account");
    await bob.sees("Invite somebody", "#account-dialog");
    await clicks(bob, "Invite somebody", "#account-dialog");
    await clicks(bob, "Make a link", "#invite-dialog");
    await bob.sees("shown only once", "#invite-dialog");
  },
);

browserTest(
  "The page for administrators tells nobody else anything but whom it is for",
  async (stage) => {
    const server = stage.use(await TestServer.start());
    const page = await stage.open({ at: server.url("/admin") });
    await page.sees("This page is for administrators", "#problem");
    const links = await page.window.evaluate(() =>
      document.querySelectorAll("#sections a, table").length
    );
    assertEquals(links, 0);
  },
);

browserTest("Nobody but an administrator has a link to that page", async (stage) => {
  const server = stage.use(await TestServer.start());
  const bob = await stage.open({ at: server.url("/") });
  await bob.enter("bob");
  await bob.window.click("#open-settings");
  await bob.sees("Create an account", "dialog");
  const links = await bob.window.evaluate(() =>
    document.querySelectorAll(".administration").length
  );
  assertEquals(links, 0);
});

browserTest(
  "By keyboard, an administrator closes a room, opens it again, and deletes what a spammer said",
  async (stage) => {
    const server = stage.use(await TestServer.start());
    const eve = stage.use(await TestClient.connect(server, { token: await claim(server, "eve") }));
    await eve.join("den");
    eve.say("den", "buy now");
    await eve.next("said");
    const ada = await administrates(stage, server);
    await presses(ada, "Rooms", "#sections");
    await ada.sees("#den", "#content table");
    await presses(ada, "Close room #den", "#content");
    await ada.sees("Close #den for everybody?", "dialog");
    await presses(ada, "Close room", "dialog");
    await ada.sees("#den", "#content section:last-child");
    assertEquals((await eve.next("left")).reason, "closed");
    await presses(ada, "Open again #den", "#content");
    await ada.sees("Done.", "#outcome");
    await ada.sees("Nothing here.", "#content section:last-child");
    await eve.join("den");
    await presses(ada, "People", "#sections");
    await presses(ada, "Manage eve", "#content");
    await presses(ada, "Delete what they said…", "#person");
    await ada.sees("1 message in rooms", "#removal");
    await ada.sees("buy now", "#removal");
    await stage.picture("admin-removal", ada);
    await presses(ada, "Delete all of it", "#removal");
    await eve.next("deleted");
    await presses(ada, "Server", "#sections");
    await ada.sees("eve: 1 deleted", "#content");
  },
);

browserTest("An administrator sees who is here, and who of them is a guest", async (stage) => {
  const server = stage.use(await TestServer.start());
  const bob = await claim(server, "bob");
  stage.use(await TestClient.connect(server, { token: bob }));
  stage.use(await TestClient.enter(server, "gus"));
  const ada = await administrates(stage, server);
  await ada.window.evaluate(() => {
    const kind = document.querySelector<HTMLSelectElement>("#content select")!;
    kind.value = "here";
    kind.dispatchEvent(new Event("change"));
  });
  await ada.sees("gus", "#content table");
  const rows = await ada.window.evaluate(() =>
    Array.from(
      document.querySelectorAll("#content tbody tr"),
      (row) => Array.from(row.querySelectorAll("td"), (cell) => cell.innerText).slice(0, 2).join(),
    )
  );
  // Ada's own socket may just have ended.
  assertEquals(rows.filter((row) => !row.startsWith("ada")), ["bob,member", "gus,guest"]);
  await stage.picture("admin-here", ada);
});

browserTest("Sign-ups that wait are counted at the side, and approved", async (stage) => {
  const rules = { signUp: "approve", guests: true } as const;
  const server = stage.use(await TestServer.start({ rules }));
  const body = { name: "bob", password: PASSWORD };
  const bob = await stage.open({ at: server.url("/") });
  await bob.window.click('[data-to="sign-in"]');
  await bob.window.click('[data-to="sign-up"]');
  await bob.window.type("#name-dialog [autocomplete~=username]", "bob");
  await bob.window.type("#name-dialog [type=password]", `${PASSWORD}${ENTER}`);
  await bob.sees("waits for an administrator", "#name-dialog");
  const ada = await administrates(stage, server);
  await ada.sees("1", "#sections .count");
  await ada.window.evaluate(() => {
    const kind = document.querySelector<HTMLSelectElement>("#content select")!;
    kind.value = "waiting";
    kind.dispatchEvent(new Event("change"));
  });
  await clicks(ada, "Approve bob", "#content");
  await ada.window.until(() => document.querySelector("#sections .count") === null);
  const { body: signedIn } = await ask(server, "POST /api/session", { body });
  assertMatch(String(signedIn?.name), /bob/);
});

browserTest(
  "A reported message is shown with its reason, and deleted from there",
  async (stage) => {
    const server = stage.use(await TestServer.start());
    const eve = stage.use(await TestClient.connect(server, { token: await claim(server, "eve") }));
    const bob = stage.use(await TestClient.connect(server, { token: await claim(server, "bob") }));
    await eve.join("lobby");
    await bob.join("lobby");
    eve.say("lobby", "buy now");
    const { seq } = await bob.next("said");
    const report = { type: "report", room: "lobby", of: seq, reason: "spam" };
    assertEquals((await bob.ask(report)).type, "done");
    const ada = await administrates(stage, server);
    await clicks(ada, "Reports", "#sections");
    await ada.sees("buy now", "#content table");
    await ada.sees("spam", "#content table");
    await clicks(ada, "What to do with the message from eve", "#content");
    await stage.picture("admin-report", ada);
    await clicks(ada, "Delete the message", "#report");
    await ada.sees("eve · buy now", "dialog > blockquote");
    await clicks(ada, "Delete the message", "dialog .choices");
    await bob.next("deleted");
    await ada.sees("Nothing here.", "#content");
  },
);

browserTest(
  "An administrator at the server itself gets a link that leads others there, too",
  async (stage) => {
    const interfaces = () => [{ name: "eth0", address: "192.0.2.7", family: "IPv4" as const }];
    const server = stage.use(await TestServer.start({ interfaces }));
    await claim(server, "bob");
    const ada = await administrates(stage, server);
    await clicks(ada, "Manage bob", "#content");
    await clicks(ada, "Reset password…", "#person");
    await clicks(ada, "Make the link", "dialog");
    await ada.window.until(() =>
      document.querySelector<HTMLInputElement>("dialog input[readonly]")?.value
        .startsWith("http://192.0.2.7:") === true
    );
  },
);

browserTest("An administrator invites people where invitations are listed", async (stage) => {
  const server = stage.use(await TestServer.start());
  const ada = await administrates(stage, server);
  await clicks(ada, "Invitations", "#sections");
  await ada.sees("Nothing here", "#content");
  await clicks(ada, "Invite people…", "#content");
  await clicks(ada, "Make a link", "#invite-dialog");
  await ada.sees("10", "#content table");
  await stage.picture("admin-invite", ada);
  await ada.window.click("#invite-dialog .close");
  await clicks(ada, "Revoke", "#content");
  await ada.sees("the server · Made by: ada", "dialog > blockquote");
  await clicks(ada, "Revoke", "dialog");
  await ada.sees("Nothing here", "#content");
});
