/// <reference lib="dom" />
import { assertEquals } from "@std/assert";
import { claim, PASSWORD, signIn } from "../../support/server/asker.ts";
import { TestServer } from "../../support/server/test_server.ts";
import { VirtualAuthenticator } from "./authenticator.ts";
import { browserTest, inEachWindow, type Stage } from "../support/stage.ts";
import type { Visitor } from "../support/visitor.ts";

/** Each has a name for this machine of their own, so that they share no cookies. */
let holders = 0;

const ENTER = "\uE007";

/** Opens the account's dialog; on a phone the way to it is in the drawer. */
async function opensAccount({ window }: Visitor): Promise<void> {
  await window.evaluate(() => document.querySelector<HTMLElement>("#open-settings")?.click());
  await window.click(".person .account");
  await window.until(() => document.querySelector(".passkeys .person button") !== null);
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

async function leaves({ window }: Visitor): Promise<void> {
  await window.evaluate(() => {
    for (const dialog of document.querySelectorAll<HTMLDialogElement>("dialog.extra")) {
      dialog.close();
    }
    document.querySelector<HTMLElement>("#open-settings")?.click();
  });
  await window.click(".person .leave");
  await window.until(() => document.querySelector("#name-dialog[open]") !== null);
}

async function isIn(visitor: Visitor, name: string): Promise<void> {
  await visitor.seesRoom("lobby");
  // On a phone it is in the drawer.
  await visitor.window.until(
    (wanted: string) => document.querySelector("#you")?.textContent === wanted,
    name,
  );
}

/** Comes in by a password, where a name is asked for. */
async function entersPassword(visitor: Visitor, name: string): Promise<void> {
  await toSignIn(visitor);
  await visitor.window.fill("#name-dialog input", name);
  await visitor.window.fill("#name-password", `${PASSWORD}${ENTER}`);
  await isIn(visitor, name);
}

async function toSignIn({ window }: Visitor): Promise<void> {
  await window.evaluate(() =>
    document.querySelector<HTMLElement>("[data-mode='name'] [data-to='sign-in']")?.click()
  );
}

/**
 * Somebody opens the page of a server. The virtual authenticator would pick what is offered where names
 * are, at once: so only a browser that can offer it there does, which is said.
 */
async function opens(stage: Stage, server: TestServer, { offers = false } = {}): Promise<Visitor> {
  const visitor = await stage.open({ at: new URL("about:blank") });
  if (!offers) {
    await visitor.window.beforeEachPage(() => {
      PublicKeyCredential.isConditionalMediationAvailable = () => Promise.resolve(false);
    });
  }
  const url = server.url();
  url.hostname = `holder${++holders}.localhost`;
  await visitor.window.goTo(String(url));
  await visitor.window.until(() => document.querySelector("#name-dialog[open]") !== null);
  return visitor;
}

/** Somebody is signed in by their password, with an authenticator at hand. */
async function signsIn(
  stage: Stage,
  server: TestServer,
  name: string,
  options?: { offers?: boolean },
): Promise<Visitor> {
  const visitor = await opens(stage, server, options);
  await entersPassword(visitor, name);
  return visitor;
}

/** Goes to where somebody signs in to their account, and presses the button. */
async function pressesPasskey(visitor: Visitor): Promise<void> {
  await toSignIn(visitor);
  await visitor.window.until(() =>
    document.querySelector<HTMLElement>("#by-passkey:not([hidden])")?.checkVisibility()
  );
  await visitor.window.click("#by-passkey");
}

async function adds(visitor: Visitor, name: string): Promise<void> {
  await presses(visitor, "Add a passkey");
  await visitor.window.fill("#add-passkey-dialog input", name);
  await visitor.window.type("#add-passkey-dialog [type=password]", `${PASSWORD}${ENTER}`);
  await visitor.seesNothingAt("#add-passkey-dialog");
  await visitor.sees(name, ".passkey-list");
}

inEachWindow("Someone adds a passkey, and signs in by it without their name", async (stage) => {
  const server = stage.use(await TestServer.start());
  await claim(server, "ada");
  const ada = await signsIn(stage, server, "ada");
  const key = await VirtualAuthenticator.at(ada.window);
  await opensAccount(ada);
  await stage.picture("passkeys-none", ada);
  await presses(ada, "Add a passkey");
  await stage.picture("passkeys-add", ada);
  await ada.window.type("#add-passkey-dialog [type=password]", `not mine${ENTER}`);
  await ada.sees("wrong password", "#add-passkey-dialog .problem");
  await ada.window.fill("#add-passkey-dialog input", "my phone");
  await ada.window.fill("#add-passkey-dialog [type=password]", `${PASSWORD}${ENTER}`);
  await ada.seesNothingAt("#add-passkey-dialog");
  await ada.sees("my phone", ".passkey-list");
  await ada.sees("The passkey is added", ".passkeys");
  assertEquals((await key.credentials()).length, 1);
  await stage.picture("passkeys", ada);
  assertEquals((await ada.overflow()).x, 0);

  await leaves(ada);
  await ada.window.click("[data-to='sign-in']");
  await ada.window.until(() => document.querySelector("#by-passkey:not([hidden])") !== null);
  await stage.picture("passkeys-entrance", ada);
  await pressesPasskey(ada);
  await isIn(ada, "ada");
});

browserTest("Someone is offered their passkey where names are", async (stage) => {
  const server = stage.use(await TestServer.start());
  await claim(server, "ada");
  const ada = await signsIn(stage, server, "ada", { offers: true });
  await VirtualAuthenticator.at(ada.window);
  await opensAccount(ada);
  await adds(ada, "my phone");
  await leaves(ada);
  // The virtual authenticator picks what a person would pick in the list of names.
  await ada.window.click("[data-to='sign-in']");
  await isIn(ada, "ada");
});

browserTest(
  "Someone cancels, and is told what can be the matter, and comes in otherwise",
  async (stage) => {
    const server = stage.use(await TestServer.start());
    await claim(server, "ada");
    const ada = await opens(stage, server);
    const key = await VirtualAuthenticator.at(ada.window);
    await pressesPasskey(ada);
    await ada.sees("cancelled, or there is none", "#name-dialog .problem");
    await stage.picture("passkeys-cancelled", ada);
    await entersPassword(ada, "ada");
    await opensAccount(ada);
    await adds(ada, "my phone");
    // The wrong finger.
    await key.verifies(false);
    await leaves(ada);
    await pressesPasskey(ada);
    await ada.sees("cancelled, or there is none", "#name-dialog .problem");
    await key.verifies(true);
    await pressesPasskey(ada);
    await isIn(ada, "ada");
  },
);

browserTest(
  "A password alone is not enough for someone who says so, until a passkey is asked for, too",
  async (stage) => {
    const server = stage.use(await TestServer.start());
    await claim(server, "ada");
    const ada = await signsIn(stage, server, "ada");
    await VirtualAuthenticator.at(ada.window);
    await opensAccount(ada);
    await adds(ada, "my phone");
    await presses(ada, "Ask for a passkey beside the password");
    await stage.picture("second-factor", ada);
    await ada.window.type("#second-factor-dialog [type=password]", `${PASSWORD}${ENTER}`);
    await ada.sees("Your password alone is not enough now", ".passkeys");
    const eve = await opens(stage, server);
    await VirtualAuthenticator.at(eve.window);
    await toSignIn(eve);
    await eve.window.fill("#name-dialog input", "ada");
    await eve.window.fill("#name-password", `${PASSWORD}${ENTER}`);
    await eve.sees("needs a passkey beside its password. No passkey", "#name-dialog .problem");
    await stage.picture("second-factor-missing", eve);
    await leaves(ada);
    await entersPassword(ada, "ada");
    // By now it is said by the passkey who somebody is.
    await opensAccount(ada);
    await presses(ada, "Let the password be enough");
    await ada.sees("Your browser asks for your passkey", "#second-factor-dialog");
    await ada.window.click("#second-factor-dialog [type=submit]");
    await ada.sees("Your password alone is enough now", ".passkeys");
  },
);

browserTest(
  "Someone does without a password, gets into a terminal by a code, and keeps the last way in",
  async (stage) => {
    const server = stage.use(await TestServer.start());
    await claim(server, "ada");
    const ada = await signsIn(stage, server, "ada");
    await VirtualAuthenticator.at(ada.window);
    await opensAccount(ada);
    await adds(ada, "my phone");
    await presses(ada, "Remove the password");
    await stage.picture("drop-password", ada);
    await presses(ada, "Use a passkey instead");
    await ada.window.click("#drop-password-dialog [type=submit]");
    await ada.sees("The password is removed", ".passkeys");
    await ada.window.click(".passkey-list [aria-label='Remove my phone']");
    await ada.window.click("dialog:last-of-type .grave");
    await ada.sees("it is your only way in", ".passkeys");
    await presses(ada, "A code to sign in elsewhere");
    await ada.window.until(() =>
      document.querySelector("#sign-in-code-dialog input.code") !== null
    );
    await stage.picture("sign-in-code", ada);
    const code = await ada.window.evaluate(() =>
      document.querySelector<HTMLInputElement>("#sign-in-code-dialog input.code")?.value ?? ""
    );
    await signIn(server, "ada", code);
  },
);

browserTest(
  "Someone renames and removes a passkey in one tab, and another tab stays signed in",
  async (stage) => {
    const server = stage.use(await TestServer.start());
    await claim(server, "ada");
    const ada = await signsIn(stage, server, "ada");
    const key = await VirtualAuthenticator.at(ada.window);
    await opensAccount(ada);
    await adds(ada, "my phone");
    const [credential] = await key.credentials();
    const here = new URL(await ada.window.evaluate(() => location.href));
    const other = await stage.open({ at: here });
    const otherKey = await VirtualAuthenticator.at(other.window);
    await otherKey.receive(credential!);
    await other.seesRoom("lobby");
    await ada.window.click(".passkey-list [aria-label='Rename my phone']");
    await ada.window.fill("dialog:last-of-type input", `the old phone${ENTER}`);
    await ada.sees("the old phone", ".passkey-list");
    await ada.window.click(".passkey-list [aria-label='Remove the old phone']");
    await ada.window.click("dialog:last-of-type .grave");
    await ada.sees("You have none", ".passkey-list");
    await other.says("still here");
    await other.hears("still here");
    await leaves(other);
    // It is offered where names are, and picked at once.
    await other.window.click("[data-to='sign-in']");
    await other.sees("none of ours, or was removed", "#name-dialog .problem");
  },
);

browserTest("A guest claims their name by a passkey", async (stage) => {
  const ada = await stage.enter("ada");
  await VirtualAuthenticator.at(ada.window);
  await ada.window.click("#open-settings");
  await ada.window.click(".person .claim");
  await presses(ada, "Use a passkey instead of a password");
  await stage.picture("claim-by-passkey", ada);
  await ada.window.click("#claim-dialog [type=submit]");
  await ada.seesNothingAt("#claim-dialog");
  await opensAccount(ada);
  await ada.sees("Chrome, Linux", ".passkey-list");
  await leaves(ada);
  await toSignIn(ada);
  await isIn(ada, "ada");
});

browserTest(
  "At an address that is a number the page says why it has no passkeys",
  async (stage) => {
    const server = stage.use(await TestServer.start());
    await claim(server, "ada");
    const ada = await stage.open({ at: new URL("about:blank") });
    await ada.window.goTo(String(server.url()));
    await entersPassword(ada, "ada");
    await opensAccount(ada);
    await ada.sees("the address of this page is a number", ".passkeys");
    await stage.picture("passkeys-number", ada);
  },
);
