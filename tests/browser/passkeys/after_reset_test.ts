/// <reference lib="dom" />
import { assertEquals } from "@std/assert";
import { claim, expect, PASSWORD, signIn } from "../../support/server/asker.ts";
import { TestServer } from "../../support/server/test_server.ts";
import { faintTexts } from "../support/contrast.ts";
import { inEachWindow } from "../support/stage.ts";
import { VirtualAuthenticator } from "./authenticator.ts";

const ENTER = "\uE007";
const NEW = "battery staple";

inEachWindow(
  "Whoever sets a new password is told that their passkeys end with it, and adds one again",
  async (stage) => {
    const server = stage.use(await TestServer.start());
    await claim(server, "ada");
    const ada = await stage.open({ at: server.url() });
    const { window } = ada;
    const key = await VirtualAuthenticator.at(window);
    await window.evaluate(() =>
      document.querySelector<HTMLElement>("[data-mode='name'] [data-to='sign-in']")?.click()
    );
    await window.fill("#name-dialog input", "ada");
    await window.fill("#name-password", `${PASSWORD}${ENTER}`);
    await ada.seesRoom("lobby");
    await window.evaluate(() => document.querySelector<HTMLElement>("#open-settings")?.click());
    await window.click(".person .account");
    await window.click(".passkeys .add-passkey");
    await window.type("#add-passkey-dialog [type=password]", `${PASSWORD}${ENTER}`);
    await ada.sees("The passkey is added", ".passkeys");

    const { secret } = await server.chat.offerReset("ada");
    await window.goTo("about:blank");
    await window.goTo(String(new URL(`/#reset=${secret}`, ada.at)));
    await ada.sees("Your passkey will be removed, too", "#reset-dialog");
    await window.type("#reset-dialog [autocomplete=new-password]", `${NEW}${ENTER}`);
    await ada.sees("The passkey that you had was removed", "#offer-passkey-dialog");
    assertEquals(await faintTexts(ada), []);
    await stage.picture("passkey-after-reset", ada);
    const token = await signIn(server, "ada", NEW);
    const passkeys = async () =>
      (await expect(server, 200, "GET /api/passkeys", { token })).passkeys;
    assertEquals(await passkeys(), []);
    await window.click("#offer-passkey-dialog [type=submit]");
    await ada.seesRoom("lobby");
    await ada.seesNothingAt("#offer-passkey-dialog");
    assertEquals((await passkeys() as unknown[]).length, 1);
    assertEquals((await key.credentials()).length, 1);
  },
);
