/// <reference lib="dom" />
import { assertEquals } from "@std/assert";
import { ask, PASSWORD } from "../support/asker.ts";
import { browserTest } from "./stage.ts";

const ENTER = "\uE007";

browserTest("Someone claims their name, and comes in with it in another browser", async (stage) => {
  const ada = await stage.enter("ada");
  await ada.window.click("#open-settings");
  await ada.window.click(".person .claim");
  await ada.window.type("#claim-dialog [type=password]", `short${ENTER}`);
  await ada.sees("8 characters or more", "#claim-dialog .problem");
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
  assertEquals([cookie?.name, cookie?.httpOnly], ["session", true]);
  const server = { url: (path = "/") => new URL(path, stage.url) };
  await ask(server, "DELETE /api/session", { token: cookie?.value });
  await ada.sees("Your session ended", "#banner");
  await ada.window.click("#banner button");
  await ada.enter("ada");
});
