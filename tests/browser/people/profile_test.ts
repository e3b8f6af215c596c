/// <reference lib="dom" />
import { assertEquals } from "@std/assert";
import { claim, expect } from "../../support/server/asker.ts";
import { TestClient } from "../../support/server/test_client.ts";
import { png } from "../../support/files/pictures.ts";
import { upload } from "../../support/server/uploads.ts";
import { browserTest, type Stage } from "../support/stage.ts";
import type { Visitor } from "../support/visitor.ts";

const [ENTER, ESCAPE, DOWN, UP] = ["\uE007", "\uE00C", "\uE015", "\uE013"];

function serverOf(stage: Stage) {
  return { url: (path = "/") => new URL(path, stage.url) };
}

/** Somebody with an account, who says something in the lobby; with their token. */
async function talks(stage: Stage, name: string, text: string) {
  const token = await claim(serverOf(stage), name);
  const person = stage.use(await TestClient.connect(serverOf(stage), { token }));
  await person.join("lobby");
  person.say("lobby", text);
  return { person, token };
}

/** What has the focus, by its text. */
async function focused({ window }: Visitor): Promise<string> {
  return await window.evaluate(() => document.activeElement?.textContent?.trim() ?? "");
}

browserTest(
  "The card of somebody is opened, gone through and left by keys alone",
  async (stage) => {
    const { token } = await talks(stage, "bob", "Good morning");
    const body = { display: "Bob B.", zone: "Asia/Tokyo" };
    await expect(serverOf(stage), 200, "PUT /api/account/profile", { token, body });
    const ada = await stage.enter("ada");
    const { window } = ada;
    await ada.sees("Bob B.", "#people");
    await window.evaluate(() => {
      document.querySelector<HTMLElement>("#people li:nth-child(2) .who")?.focus();
    });
    await window.press(ENTER);
    await ada.sees("@bob", ".card[role=dialog]");
    assertEquals(await focused(ada), "Message");
    await window.press(DOWN);
    assertEquals(await focused(ada), "Mention");
    await window.press(ESCAPE);
    await window.until(() => document.querySelector(".card") === null);
    assertEquals(
      await window.evaluate(() => document.activeElement?.closest("li")?.textContent?.trim()),
      "BBob B.",
    );
    // From a message by its menu, which Enter opens.
    await window.evaluate(() => document.querySelector<HTMLElement>("#scroller")?.focus());
    await window.press(UP);
    await window.press(ENTER);
    await ada.chooses("Profile of Bob B.");
    await ada.sees("@bob", ".card");
    await window.press(ESCAPE);
    await window.until(() => document.querySelector(".card") === null);
  },
);

browserTest("A card tells of guests and of who is blocked what there is", async (stage) => {
  await talks(stage, "bob", "Good morning");
  const gus = stage.speaker("gus");
  await gus.says("Hello");
  const ada = await stage.enter("ada");
  await ada.hears("Hello");
  const opens = async (name: string) => {
    await ada.window.until((name: string) => {
      const found = document.querySelector<HTMLElement>(`#people [data-person="${name}"]`);
      found?.closest<HTMLElement>(".who")?.click();
      return found !== null;
    }, name);
    await ada.sees(`@${name}`, ".card");
  };
  await opens("gus");
  await ada.sees("guest", ".card .badge");
  await ada.chooses("Block gus…");
  await ada.window.click("dialog .grave");
  await ada.sees("You get nothing from gus any more.", "#banner");
  await opens("gus");
  await ada.sees("blocked", ".card");
  await ada.chooses("Unblock gus");
  await opens("bob");
  await ada.chooses("Message");
  await ada.seesRoom("bob");
  // Of oneself there is what one can change; a guest has nothing to.
  await opens("ada");
  assertEquals(
    await ada.window.evaluate(() => document.querySelectorAll(".card button").length),
    0,
  );
});

browserTest(
  "What people change is shown to who sees them, in rooms, lists and titles",
  async (stage) => {
    const { person: bob, token } = await talks(stage, "bob", "Good morning");
    const ada = await stage.enter("ada");
    await ada.hears("Good morning");
    bob.send({ type: "say", to: "ada", id: "1", text: "Psst" });
    await ada.sees("bob", "#direct-rooms");
    const { id } = await upload(serverOf(stage), png({ width: 8, height: 8 }), { token });
    const body = { display: "Bob B.", picture: id, status: { state: "dnd" } };
    await expect(serverOf(stage), 200, "PUT /api/account/profile", { token, body });
    await ada.sees("Bob B.", "#entries .author");
    await ada.sees("Bob B.", "#people");
    await ada.sees("Bob B.", "#direct-rooms");
    await ada.window.until(() =>
      document.querySelector<HTMLElement>("#direct-rooms .state")?.title === "do not disturb"
    );
    await ada.says("/block bob");
    await ada.window.until(() =>
      document.querySelector("#people [data-person=bob].name")?.textContent === "bob"
    );
    await ada.says("/unblock bob");
    await ada.sees("Bob B.", "#people");
    await bob.until((event) => event.type === "profile", "his own profile");
    bob.send({ type: "say", to: "ada", id: "2", text: "Psst again" });
    await ada.sees("Bob B.", "#direct-rooms");
    await ada.window.click("#direct-rooms a");
    await ada.sees("Bob B.", "#room-name");
    const nothing = { display: null, picture: null, status: null };
    await expect(serverOf(stage), 200, "PUT /api/account/profile", { token, body: nothing });
    await ada.sees("bob", "#room-name");
    await ada.window.until(() => document.querySelector(".message .avatar img") === null);
  },
);

browserTest("Who is shown is kept for the next page, and not for who comes next", async (stage) => {
  const { token } = await talks(stage, "bob", "Good morning");
  const body = { display: "Bob B." };
  await expect(serverOf(stage), 200, "PUT /api/account/profile", { token, body });
  const ada = await stage.enter("ada");
  await ada.sees("Bob B.", "#entries .author");
  const kept = () => ada.window.evaluate(() => localStorage.getItem("faces")?.includes("Bob B."));
  assertEquals(await kept(), true);
  await ada.changesName();
  await ada.sees("What should people call you?", "#name-dialog");
  assertEquals(await kept() ?? false, false);
});
