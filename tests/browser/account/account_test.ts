/// <reference lib="dom" />
import { assertEquals } from "@std/assert";
import { ask, claim, claimAdmin, PASSWORD, signIn } from "../../support/server/asker.ts";
import { TestServer } from "../../support/server/test_server.ts";
import { browserTest, type Stage, WINDOWS } from "../support/stage.ts";
import { confirms } from "../support/visitor/hands.ts";
import type { Visitor } from "../support/visitor.ts";
import type { WindowOptions } from "../support/window.ts";

const ENTER = "\uE007";
const NEW = "battery staple";

/** Somebody comes in with their password. */
async function signsIn(
  stage: Stage,
  server: TestServer,
  name: string,
  options: WindowOptions = {},
): Promise<Visitor> {
  const visitor = await stage.open({ ...options, at: server.url() });
  await visitor.window.type("#name-dialog input", `${name}${ENTER}`);
  await visitor.sees("is claimed", "#name-dialog .problem");
  await visitor.window.type("#name-password", `${PASSWORD}${ENTER}`);
  await visitor.seesRoom("lobby");
  return visitor;
}

/** Opens their account; on a phone the way to it is in the drawer. */
async function opensAccount({ window }: Visitor): Promise<void> {
  await window.evaluate(() => document.querySelector<HTMLElement>("#open-settings")?.click());
  await window.click(".person .account");
}

/** Presses what is called so, in the dialog on top. */
async function presses({ window }: Visitor, name: string): Promise<void> {
  await window.until((wanted: string) => {
    const buttons = [...document.querySelectorAll<HTMLElement>("dialog:last-of-type button")];
    const found = buttons.find(({ textContent }) => textContent === wanted);
    found?.click();
    return found !== undefined;
  }, name);
}

/** What the field is called that is marked as refused, and selected. */
async function refusedField(visitor: Visitor): Promise<string | null | undefined> {
  return await visitor.window.evaluate(() => {
    const field = document.activeElement;
    return field?.matches("[aria-invalid=true]")
      ? field.ariaLabel ?? field.closest("label")?.innerText.replaceAll("\n", " ")
      : undefined;
  });
}

browserTest("Someone claims their name, and comes in with it in another browser", async (stage) => {
  const ada = await stage.enter("ada");
  await ada.window.click("#open-settings");
  await ada.window.click(".person .claim");
  await ada.window.type("#claim-dialog [type=password]", `short${ENTER}`);
  await ada.sees("8 characters or more", "#claim-dialog .problem");
  assertEquals(await refusedField(ada), "Password (8 characters or more)");
  await stage.picture("claim", ada);
  await ada.window.type("#claim-dialog [type=password]", `${PASSWORD}${ENTER}`);
  await ada.seesNothingAt("#claim-dialog");
  await ada.window.click("#open-settings");
  await ada.sees("Sign out", ".person");
  await ada.window.click(".extra .close");
  await ada.says("Mine now.");
  await ada.hears("Mine now.");

  const phone = await stage.open({ width: 390, height: 844 });
  await phone.window.type("#name-dialog input", `Ada${ENTER}`);
  await phone.sees("is claimed", "#name-dialog .problem");
  await stage.picture("password", phone);
  await phone.window.type("#name-password", `${PASSWORD}${ENTER}`);
  await phone.seesRoom("lobby");
  await phone.hears("Mine now.");
  const you = await phone.window.evaluate(() => document.querySelector("#you")?.textContent);
  assertEquals(you, "ada");
  await phone.window.reload();
  await phone.seesRoom("lobby");
});

browserTest("Someone whose session is ended elsewhere is asked who they are", async (stage) => {
  const ada = await stage.enter("ada");
  const [cookie] = await ada.window.cookies();
  assertEquals([cookie?.name, cookie?.httpOnly], [`hubbub-${stage.url.port}`, true]);
  const server = { url: (path = "/") => new URL(path, stage.url) };
  await ask(server, "DELETE /api/session", { token: cookie?.value });
  await ada.sees("Your session ended", "#banner");
  await ada.window.click("#banner button");
  await ada.enter("ada");
});

for (const [name, options] of Object.entries(WINDOWS)) {
  browserTest(`Someone looks after their account: ${name}`, async (stage) => {
    const server = stage.use(await TestServer.start());
    await claimAdmin(server, "ada");
    const lost = await signsIn(stage, server, "ada", { width: 390, height: 844 });
    const ada = await signsIn(stage, server, "ada", options);
    const token = await signIn(server, "ada", PASSWORD);
    await opensAccount(ada);
    await ada.sees("you are an administrator of this server", "#account-dialog");
    await ada.sees("Deno", ".sessions");
    await ada.sees("Chrome, Linux", ".sessions");
    await stage.picture(`account-${name}`, ada);
    const sessions = () =>
      ada.window.evaluate(() => document.querySelectorAll(".sessions li").length);
    const before = await sessions();
    // The first is the one that came last, by a program.
    await ada.window.click(".sessions li button");
    await confirms(ada, "Deno");
    await ada.window.until(
      (count: number) => document.querySelectorAll(".sessions li").length === count - 1,
      before,
    );
    assertEquals((await ask(server, "GET /api/session", { token })).status, 401);

    await presses(ada, "Change password");
    await ada.window.type("#password-dialog [autocomplete=current-password]", "not mine");
    await ada.window.type("#password-dialog [autocomplete=new-password]", `${NEW}${ENTER}`);
    await ada.sees("wrong password", "#password-dialog .problem");
    await stage.picture(`password-change-${name}`, ada);
    const old = "#password-dialog [autocomplete=current-password]";
    await ada.window.type(old, `${PASSWORD}${ENTER}`);
    await ada.sees("The password is changed", "#account-dialog");
    await lost.sees("Your session ended", "#banner");
    await ada.window.until(() => document.querySelectorAll(".sessions li").length === 1);
    assertEquals((await ada.overflow()).x, 0);
    await signIn(server, "ada", NEW);
  });
}

browserTest("Someone deletes their account, and what they said if they want", async (stage) => {
  const server = stage.use(await TestServer.start());
  await claim(server, "eve");
  await claim(server, "ada");
  const eve = await signsIn(stage, server, "eve");
  const ada = await signsIn(stage, server, "ada");
  await ada.says("Forget me");
  await eve.hears("Forget me");
  await eve.says("I stay");
  await eve.hears("I stay");
  await opensAccount(ada);
  await presses(ada, "Delete the account");
  await ada.window.click("#deletion-dialog [value=delete]");
  await ada.window.type("#deletion-dialog [type=password]", `wrong password${ENTER}`);
  await ada.sees("wrong password", "#deletion-dialog .problem");
  await stage.picture("account-deletion", ada);
  await ada.window.type("#deletion-dialog [type=password]", `${PASSWORD}${ENTER}`);
  await ada.window.until(() => document.querySelector<HTMLDialogElement>("#name-dialog")?.open);
  assertEquals((await ask(server, "POST /api/session", { body: { name: "ada" } })).status, 201);
  await eve.window.reload();
  await eve.hears("I stay");
  assertEquals(await eve.conversation(), ["former member: Deleted", "eve: I stay"]);
});

browserTest("Whoever is invited claims the name that they have", async (stage) => {
  const server = stage.use(
    await TestServer.start({ rules: { signUp: "invite", guests: true } }),
  );
  await claimAdmin(server, "ada");
  const ada = await signsIn(stage, server, "ada");
  await opensAccount(ada);
  await presses(ada, "Invite somebody");
  await ada.sees("can make an account", "#invite-dialog");
  // The list comes later, and moves the button.
  await ada.sees("There are none yet", "#invite-dialog");
  await ada.window.click("#invite-dialog .new-link button");
  await ada.sees("shown only once", "#invite-dialog");
  await stage.picture("invite", ada);
  const link = await ada.window.evaluate(() =>
    document.querySelector<HTMLInputElement>("#invite-dialog .link input")?.value
  );
  const [, invite] = link?.split("#invite=") ?? [];

  const bob = await stage.enter("bob", { at: server.url() });
  await bob.window.click("#open-settings");
  await bob.window.click(".person .claim");
  await bob.window.type("#claim-dialog [type=password]", `${PASSWORD}${ENTER}`);
  await bob.sees("an invitation is required", "#claim-dialog .problem");
  await stage.picture("claim-invite", bob);
  await bob.window.type("#claim-invite", `${invite}${ENTER}`);
  await bob.seesNothingAt("#claim-dialog");
  await bob.window.click("#open-settings");
  await bob.sees("Your account", ".person");
  await bob.window.click(".person .account");
  await bob.sees("Delete the account", "#account-dialog");
  const isOffered = await bob.window.evaluate(() =>
    document.querySelector("#account-dialog")?.textContent?.includes("Invite somebody")
  );
  assertEquals(isOffered, false);
});

browserTest("Where guests are off a newcomer makes an account before entering", async (stage) => {
  const rules = { signUp: "invite", guests: false, passphrase: "mellon" } as const;
  const server = stage.use(await TestServer.start({ rules }));
  const token = await claimAdmin(server, "ada", { body: { passphrase: "mellon" } });
  const { body } = await ask(server, "POST /api/invites", { token });
  const bob = await stage.open({ at: server.url(), ...WINDOWS["narrow-dark"] });
  // What the server asks for is asked at once: nobody has to be refused first.
  await presses(bob, "New here? Create an account");
  await bob.window.type("#name-dialog input", "bob");
  await bob.window.type("#passphrase", "mellon");
  await bob.window.type("#name-password", `short${ENTER}`);
  await bob.sees("Cannot accept password", "#name-dialog .problem");
  assertEquals(await refusedField(bob), "Password 8 characters or more");
  await bob.window.fill("#name-password", `${PASSWORD}${ENTER}`);
  await bob.sees("an invitation is required", "#name-dialog .problem");
  assertEquals(await refusedField(bob), "Invitation");
  await bob.window.type("#invite", String(body?.invite));
  await stage.picture("sign-up", bob);
  await bob.window.press(ENTER);
  await bob.seesRoom("lobby");
  await bob.window.reload();
  await bob.seesRoom("lobby");
  assertEquals(await bob.window.evaluate(() => document.querySelector("#you")?.textContent), "bob");
});

browserTest("A page that is open for days keeps its cookie", async (stage) => {
  const ada = await stage.open();
  await ada.window.beforeEachPage(() => {
    const wait = globalThis.setInterval;
    // A day is over at once.
    const hurry = (act: () => void, ms: number) => wait(act, ms === 86_400_000 ? 100 : ms);
    Object.assign(globalThis, { setInterval: hurry });
  });
  await ada.window.reload();
  await ada.enter("ada");
  await ada.window.until(() =>
    performance.getEntriesByType("resource").filter(({ name }) => name.endsWith("/api/session"))
      .length >= 3
  );
});

browserTest(
  "Somebody who opens the link of a new server sets it up, and the link works only once",
  async (stage) => {
    const server = stage.use(await TestServer.start());
    const ada = await stage.open({ at: server.url(`/#claim=${server.claimCode}`) });
    await ada.sees("You are setting up this server", "#set-up-dialog");
    const hash = await ada.window.evaluate(() => location.hash);
    assertEquals(hash, "");
    await ada.window.type("#set-up-dialog [autocomplete=username]", "ada");
    await ada.window.type("#set-up-dialog [type=password]", `${PASSWORD}${ENTER}`);
    await ada.seesRoom("lobby");
    await opensAccount(ada);
    await ada.sees("you are an administrator of this server", "#account-dialog");
    const late = await stage.open({ at: server.url(`/#claim=${server.claimCode}`) });
    await late.window.type("#set-up-dialog [autocomplete=username]", "eve");
    await late.window.type("#set-up-dialog [type=password]", `${PASSWORD}${ENTER}`);
    await late.sees("already used", "#set-up-dialog .problem");
    await late.window.click("#set-up-dialog .choices button");
    await late.enter("eve");
  },
);
