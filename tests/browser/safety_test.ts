/// <reference lib="dom" />
import { assertEquals } from "@std/assert";
import { browserTest } from "./support/stage.ts";

const ATTACKS = [
  "<img src=x onerror=alert(1)>",
  "<script>alert(1)</script>",
  "javascript:alert(1)",
  "\u202eright to left\u202c and back",
  "Z̸̡̛̦̼̯̪̱̣̿̾́̌̀͊a̵̧̛̰̹̖̹̺̼͛́̈́̿͝l̵̨̡̛̼̪͎̝̈́́̓͠g̶̨̛̪̱̲̈́̔̾o",
  "x".repeat(4000),
];

browserTest("An attack is text, breaks nothing, and trips no policy", async (stage) => {
  const ada = await stage.open({ width: 390, height: 844 });
  await ada.enter("ada");
  const mallory = stage.speaker("mallory");
  await mallory.says(...ATTACKS);
  await ada.hearsThisMany(ATTACKS.length);
  assertEquals(await ada.conversation(), ATTACKS.map((text) => `mallory: ${text}`));
  await stage.picture("attacks", ada);
  assertEquals(await ada.window.evaluate(() => document.documentElement.scrollWidth), 390);
  assertEquals(await stage.log(), []);
});

browserTest("A whole visit is done without one violation of the policy", async (stage) => {
  const ada = await stage.enter("ada");
  await ada.says("hello");
  await ada.hears("hello");
  await ada.window.click("#find-room");
  await ada.window.type(".finder input", "garden\uE007");
  await ada.window.click(".finder form button");
  await ada.seesRoom("garden");
  await ada.window.reload();
  await ada.seesRoom("garden");
  await ada.picks("#room-menu", "Leave this room");
  await ada.seesRoom("lobby");
  assertEquals(await stage.log(), []);

  // And it is not for want of a policy: what it forbids is forbidden, and told.
  const forbidden = await ada.window.evaluate(async () => {
    const { promise, resolve } = Promise.withResolvers<string>();
    addEventListener("securitypolicyviolation", ({ violatedDirective }) => {
      resolve(violatedDirective);
    });
    document.body.append(Object.assign(new Image(), { src: "https://elsewhere.example/spy.png" }));
    return await promise;
  });
  assertEquals(forbidden, "img-src");
  assertEquals((await stage.log()).length, 1);
});

browserTest("HTML made from a string is forbidden by the browser itself", async (stage) => {
  const ada = await stage.open();
  const outcome = await ada.window.evaluate(() => {
    try {
      document.body.insertAdjacentHTML("beforeend", "<b>bold</b>");
      return "was made";
    } catch (error) {
      return error instanceof TypeError ? "was forbidden" : String(error);
    }
  });
  assertEquals(outcome, "was forbidden");
});
