/// <reference lib="dom" />
import { assertEquals, assertMatch } from "@std/assert";
import { claim, claimAdmin, expect, PASSWORD } from "../../support/server/asker.ts";
import { TestClient } from "../../support/server/test_client.ts";
import { TestServer } from "../../support/server/test_server.ts";
import { faintTexts } from "../support/contrast.ts";
import { browserTest, inEachWindow, type Stage } from "../support/stage.ts";
import { confirms } from "../support/visitor/hands.ts";
import type { Visitor } from "../support/visitor.ts";

const ENTER = "\uE007";
const TAB = "\uE004";
const ESCAPE = "\uE00C";

/** Ada administrates the server, and sits before its page in a room that others can't see. */
async function ownsClass(stage: Stage, server: TestServer): Promise<Visitor> {
  const ada = await stage.open({ at: server.url(`/#claim=${server.claimCode}`) });
  await ada.window.type("#set-up-dialog [autocomplete=username]", "ada");
  await ada.window.type("#set-up-dialog [type=password]", `${PASSWORD}${ENTER}`);
  await ada.seesRoom("lobby");
  const token = await claim(server, "boss");
  await using boss = await TestClient.enter(server, { token }, "class");
  await boss.ask({ type: "access", room: "class", access: "hidden" });
  await boss.ask({ type: "invite", room: "class", name: "ada" });
  return ada;
}

async function linkOf(visitor: Visitor): Promise<string> {
  return await visitor.window.evaluate(() =>
    document.querySelector<HTMLInputElement>("#invite-dialog .link input")?.value ?? ""
  );
}

/** What the QR code on a picture of the page says; `undefined` where no reader is installed. */
async function scanned(visitor: Visitor): Promise<string | undefined> {
  await visitor.window.evaluate(() => {
    document.querySelector("#invite-dialog svg")?.scrollIntoView({ block: "center" });
  });
  const path = await Deno.makeTempFile({ suffix: ".png" });
  try {
    await Deno.writeFile(path, await visitor.window.screenshot());
    const args = ["--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", path];
    const { stdout } = await new Deno.Command("zbarimg", { args, stderr: "null" }).output();
    return new TextDecoder().decode(stdout).trim();
  } catch (error) {
    if (error instanceof Deno.errors.NotFound && Deno.env.get("CI") !== "true") return undefined;
    throw error;
  } finally {
    await Deno.remove(path);
  }
}

/** Shows the QR code as large as the window, where it is read too. */
async function enlarges(visitor: Visitor, link: string): Promise<void> {
  await visitor.window.click("#invite-dialog .link .code");
  await isLarge(visitor, true);
  const share = await visitor.window.evaluate(() => {
    const width = document.querySelector(".large-code svg")?.getBoundingClientRect().width ?? 0;
    return width / Math.min(innerWidth, innerHeight);
  });
  assertEquals(share, 1);
  const read = await scanned(visitor);
  if (read !== undefined) assertEquals(read, link);
}

async function isLarge({ window }: Visitor, wanted: boolean): Promise<void> {
  await window.until((wanted: boolean) => {
    const code = document.querySelector(".large-code");
    return (code?.matches(":popover-open") ?? false) === wanted;
  }, wanted);
}

/** Presses a button of the bar of an invitation. */
async function answers(visitor: Visitor, what: string): Promise<void> {
  await visitor.window.until((wanted: string) => {
    const buttons = [...document.querySelectorAll<HTMLElement>("#invitations button")];
    const found = buttons.find(({ textContent }) => textContent === wanted);
    found?.click();
    return found !== undefined;
  }, what);
}

inEachWindow(
  "A moderator makes a link, and whoever scans it is let into the room, and others revoke it",
  async (stage) => {
    const server = stage.use(await TestServer.start());
    const ada = await ownsClass(stage, server);
    await ada.goesTo("class");
    await ada.picks("#room-menu", "Invite by link…");
    await ada.sees("There are none yet", "#invite-dialog");
    await stage.picture("invite-new", ada);
    await ada.window.press(ENTER);
    await ada.sees("shown only once", "#invite-dialog");
    await ada.sees("10 left", "#invite-dialog");
    assertEquals(await faintTexts(ada), []);
    await stage.picture("invite-link", ada);
    const link = await linkOf(ada);
    assertMatch(link, /#invite=[\w-]{43}$/);
    const read = await scanned(ada);
    if (read !== undefined) assertEquals(read, link);
    await enlarges(ada, link);
    await stage.picture("invite-code", ada);
    await ada.window.press(ESCAPE);
    await isLarge(ada, false);
    const copy = () => ada.window.click("#invite-dialog .link .choices button");
    assertEquals(await ada.copies(copy), link);

    const gus = await stage.open({ at: server.url(`/#${link.split("#")[1]}`) });
    await gus.sees("ada invites you to #class", "#name-dialog .welcome");
    await stage.picture("invitation-first", gus);
    assertEquals(await gus.window.evaluate(() => location.href.includes("invite")), false);
    await gus.enter("gus");
    await gus.sees("You are invited to #class", "#invitations");
    assertEquals(await faintTexts(gus), []);
    await stage.picture("invitation", gus);
    // It stays until it is answered.
    await gus.window.reload();
    await gus.sees("You are invited to #class", "#invitations");
    await answers(gus, "Join");
    await gus.seesRoom("class");
    await gus.hears("gus came in by an invitation link of ada");
    await gus.seesNothingAt("#invitations");
    await ada.window.evaluate(() => document.querySelector("dialog")?.close());
    await ada.says("/invite-link");
    await ada.sees("9 left", "#invite-dialog .sessions");
    await ada.window.click("#invite-dialog .sessions button");
    await confirms(ada, "9 left");
    await ada.sees("There are none yet", "#invite-dialog");
  },
);

browserTest(
  "Who follows a link to make an account has one, by the keyboard alone",
  async (stage) => {
    const rules = { signUp: "invite", guests: false } as const;
    const server = stage.use(await TestServer.start({ rules }));
    const token = await claimAdmin(server, "ada");
    const { invite } = await expect(server, 201, "POST /api/invites", { token });
    const bob = await stage.open({ at: server.url(`/#invite=${invite}`) });
    await bob.sees("ada invites you to Hubbub", "#invitation-dialog");
    assertEquals(await bob.window.evaluate(() => location.href.includes("invite")), false);
    assertEquals(await faintTexts(bob), []);
    await stage.picture("invite-sign-up", bob);
    await bob.window.press("b", "o", "b", TAB, ...PASSWORD, ENTER);
    await bob.seesRoom("lobby");
    assertEquals(
      await bob.window.evaluate(() => document.querySelector("#you")?.textContent),
      "bob",
    );
    assertEquals(await bob.window.evaluate(() => history.length <= 2), true);
    // It is used up; to who has an account, a later one says that there is nothing to do.
    await bob.window.goTo("about:blank");
    await bob.window.goTo(String(new URL(`/#invite=${invite}`, bob.at)));
    await bob.sees("no longer valid", "#invitation-dialog");
    await stage.picture("invite-not-good", bob);
    await bob.window.press(ENTER);
    await bob.seesRoom("lobby");
  },
);

browserTest("An invitation by name stays in the side bar until it is answered", async (stage) => {
  const server = stage.use(await TestServer.start());
  const ada = await stage.enter("ada", { at: server.url() });
  await using bob = await TestClient.enter(server, "bob", "den");
  await bob.ask({ type: "access", room: "den", access: "listed" });
  await bob.ask({ type: "invite", room: "den", name: "ada" });
  await ada.sees("You are invited to #den", "#side #invitations");
  await ada.sees("by", "#invitations .note");
  await ada.window.reload();
  await ada.sees("You are invited to #den", "#side #invitations");
  await answers(ada, "Not now");
  await ada.seesNothingAt("#invitations");
  await ada.window.reload();
  await ada.seesRoom("lobby");
  await ada.seesNothingAt("#invitations");
  await bob.ask({ type: "invite", room: "den", name: "ada" });
  await answers(ada, "Join");
  await ada.seesRoom("den");
  await ada.seesNothingAt("#invitations");
  // One that is closed meanwhile is not made anew.
  await bob.join("attic");
  await bob.ask({ type: "access", room: "attic", access: "listed" });
  await bob.ask({ type: "invite", room: "attic", name: "ada" });
  await ada.sees("You are invited to #attic", "#invitations");
  await bob.ask({ type: "close", room: "attic" });
  await answers(ada, "Join");
  await ada.sees("no room attic", "#invitations .problem");
});

browserTest(
  "Who is banned is told so in the bar, and who may not invite gets an open room's address",
  async (stage) => {
    const server = stage.use(await TestServer.start());
    const token = await claim(server, "owner");
    await using owner = await TestClient.enter(server, { token }, "den");
    const { invite } = await expect(server, 201, "POST /api/invites", {
      token,
      body: { room: "den" },
    });
    await owner.ask({ type: "ban", room: "den", name: "ada" });
    const ada = await stage.enter("ada", { at: server.url() });
    await ada.window.goTo("about:blank");
    await ada.window.goTo(String(new URL(`/#invite=${invite}`, ada.at)));
    await answers(ada, "Join");
    await ada.sees("you are banned from den", "#invitations .problem");
    await answers(ada, "Not now");
    await ada.seesNothingAt("#invitations");
    await ada.picks("#room-menu", "Invite by link…");
    await ada.sees("its address is enough", "#invite-dialog");
    assertEquals(await linkOf(ada), String(new URL("/#lobby", ada.at)));
  },
);
