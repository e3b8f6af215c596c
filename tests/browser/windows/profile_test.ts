/// <reference lib="dom" />
import { assertEquals } from "@std/assert";
import { claim, expect, PASSWORD } from "../../support/server/asker.ts";
import { TestClient } from "../../support/server/test_client.ts";
import { inEachWindow, type Stage } from "../support/stage.ts";
import type { Visitor } from "../support/visitor.ts";

const ENTER = "\uE007";

/** Somebody with an account and a profile, who says something in the lobby. */
async function bobTalks(stage: Stage): Promise<TestClient> {
  const server = { url: (path = "/") => new URL(path, stage.url) };
  const token = await claim(server, "bob");
  const status = { state: "away", text: "Back at two", until: Date.now() + 86_400_000 };
  const body = { display: "Bob the Builder", zone: "Asia/Tokyo", status };
  await expect(server, 200, "PUT /api/account/profile", { token, body });
  const bob = stage.use(await TestClient.connect(server, { token }));
  await bob.join("lobby");
  bob.say("lobby", "Good morning. The plans for the garden are on the table.");
  return bob;
}

/** Chooses a picture of some colours for the profile. */
async function choosesPicture({ window }: Visitor): Promise<void> {
  await window.evaluate(async () => {
    const canvas = new OffscreenCanvas(600, 400);
    const context = canvas.getContext("2d");
    if (!context) throw new Error("There is no canvas");
    context.fillStyle = "rgb(20 120 130)";
    context.fillRect(0, 0, 600, 400);
    context.fillStyle = "rgb(250 210 120)";
    context.arc(300, 180, 120, 0, 7);
    context.fill();
    const file = new File([await canvas.convertToBlob()], "me.png", { type: "image/png" });
    const files = new DataTransfer();
    files.items.add(file);
    const input = document.querySelector<HTMLInputElement>("#profile-dialog [type=file]");
    if (!input) throw new Error("There is no field for a picture");
    input.files = files.files;
    input.dispatchEvent(new Event("change"));
  });
  await window.until(() =>
    document.querySelector<HTMLImageElement>("#profile-dialog .avatar img")?.naturalWidth === 256
  );
}

inEachWindow(
  "Somebody looks at the card of another, and tells who they are and how",
  async (stage) => {
    const server = { url: (path = "/") => new URL(path, stage.url) };
    await claim(server, "ada");
    const bob = await bobTalks(stage);
    const ada = await stage.open();
    const { window } = ada;
    await window.type("#name-dialog input", `ada${ENTER}`);
    await ada.sees("is claimed", "#name-dialog .problem");
    await window.type("#name-password", `${PASSWORD}${ENTER}`);
    await ada.seesRoom("lobby");
    await ada.sees("Bob the Builder", "#entries .author");
    assertEquals(
      await window.evaluate(() => document.querySelector<HTMLElement>("#entries .author")?.title),
      "@bob",
    );
    await ada.says("Good morning, @bob!");
    await ada.hears("Good morning, @bob!");

    await window.click("#entries .author");
    await ada.sees("@bob", ".card");
    await ada.sees("away", ".card .status");
    await ada.sees("Back at two", ".card .status");
    await ada.sees("where they are", ".card .clock");
    await stage.picture("person-card", ada);
    await ada.chooses("Mention");
    await ada.hasWritten("@bob ");
    await ada.rewrites("Are you there?");

    await ada.opensSide();
    await ada.sees("Bob the Builder", "#people");
    await window.click("#people li:nth-child(2) .who");
    await ada.sees("@bob", ".card");
    await stage.picture("person-card-side", ada);
    await window.evaluate(() => document.querySelector<HTMLElement>(".card")?.hidePopover());
    await window.click("#open-settings");
    await window.click(".person .status");
    await window.click("#status-dialog label:nth-of-type(3)");
    await window.type("#status-dialog input:not([type=radio])", "Writing");
    await stage.picture("status-dialog", ada);
    await window.click("#status-dialog [type=submit]");
    await ada.seesNothingAt("#status-dialog");
    const told = await bob.until(
      (event) => event.type === "profile" && event.name === "ada",
      "ada's profile",
    );
    assertEquals("status" in told && told.status, { state: "dnd", text: "Writing" });
    await ada.opensSide();
    await window.until(() =>
      document.querySelector<HTMLElement>("#people .yours .state")?.dataset.state === "dnd"
    );

    await window.click("#open-settings");
    await window.click(".person .profile");
    await window.fill("#profile-dialog input:not([type=file])", "Bob.the.Builder");
    await choosesPicture(ada);
    await window.click("#profile-dialog [type=submit]");
    await ada.sees("is somebody else's name, or looks like it", "#profile-dialog .problem");
    await window.fill("#profile-dialog input:not([type=file])", "Ada Lovelace");
    await stage.picture("profile-dialog", ada);
    await window.click("#profile-dialog [type=submit]");
    await ada.seesNothingAt("#profile-dialog");
    await ada.sees("Ada Lovelace", "#you");
    await window.until(() =>
      Array.from(document.querySelectorAll<HTMLImageElement>("#me .avatar img, .message img"))
        .filter(({ naturalWidth }) => naturalWidth > 0).length >= 2
    );
    await stage.picture("profiles-side", ada);
    await window.evaluate(() => document.querySelector<HTMLElement>("#close-side")?.click());
    await stage.picture("profiles", ada);
    assertEquals(await ada.overflow(), { x: 0, y: 0 });
    // With the next page they are shown at once as they are.
    await window.evaluate(() => location.reload());
    await ada.sees("Ada Lovelace", "#entries .author");
  },
);
