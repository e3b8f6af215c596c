/// <reference lib="dom" />
import { assertEquals } from "@std/assert";
import { PASSWORD } from "../../support/server/asker.ts";
import { TestServer } from "../../support/server/test_server.ts";
import { faintTexts } from "../support/contrast.ts";
import { browserTest, inEachWindow, WINDOWS } from "../support/stage.ts";
import type { Visitor } from "../support/visitor.ts";

const ENTER = "\uE007";

/** The steps that are done, as they are marked. */
async function marks({ window }: Visitor): Promise<string[]> {
  await window.until(() => document.querySelector("#first-steps") !== null);
  return await window.evaluate(() =>
    Array.from(document.querySelectorAll("#first-steps .mark"), (mark) => mark.textContent ?? "")
  );
}

for (const name of ["wide-light", "narrow-dark"]) {
  browserTest(
    `Whoever has set up the server is told what comes next, until they put it away: ${name}`,
    async (stage) => {
      const server = stage.use(await TestServer.start());
      const at = server.url(`/#claim=${server.claimCode}`);
      const ada = await stage.open({ at, ...WINDOWS[name] });
      await ada.window.type("#set-up-dialog [autocomplete=username]", "ada");
      await ada.window.type("#set-up-dialog [type=password]", `${PASSWORD}${ENTER}`);
      await ada.seesRoom("lobby");
      assertEquals(await marks(ada), ["✓", "○", "○"]);
      assertEquals(await faintTexts(ada), []);
      assertEquals(await ada.overflow(), { x: 0, y: 0 });
      await stage.picture(`first-steps-${name}`, ada);
      await ada.window.click("#first-steps li button");
      await ada.window.until(() => document.querySelector("#invite-dialog") !== null);
      await ada.window.press("\uE00C");
      // Nobody is invited by looking at how that is done.
      assertEquals(await marks(ada), ["✓", "○", "○"]);
      await ada.window.click("#first-steps li button");
      await ada.window.click("#invite-dialog [type=submit]");
      await ada.window.until(() => document.querySelector("#invite-dialog input[readonly]"));
      await ada.window.press("\uE00C");
      assertEquals(await marks(ada), ["✓", "✓", "○"]);
      // What is done is kept; and so is that somebody wants to see no more of it.
      await ada.window.reload();
      await ada.seesRoom("lobby");
      assertEquals(await marks(ada), ["✓", "✓", "○"]);
      await ada.window.click("#first-steps > button");
      await ada.seesNothingAt("#first-steps");
      assertEquals(
        await ada.window.evaluate(() => localStorage.getItem("first steps")),
        null,
      );
    },
  );
}

inEachWindow("Whoever has set up the server names it from the list", async (stage) => {
  const server = stage.use(await TestServer.start());
  const ada = await stage.open({ at: server.url(`/#claim=${server.claimCode}`) });
  await ada.window.type("#set-up-dialog [autocomplete=username]", "ada");
  await ada.window.type("#set-up-dialog [type=password]", `${PASSWORD}${ENTER}`);
  await ada.seesRoom("lobby");
  await ada.window.click("#first-steps li:last-child button");
  await ada.window.until(() =>
    document.activeElement?.matches("#introduction-dialog input") === true
  );
  await ada.window.type("#introduction-dialog input", "x".repeat(41));
  await ada.window.click("#introduction-dialog [type=submit]");
  await ada.sees("title must be at most 40 code points", "#introduction-dialog [role=alert]");
  await ada.window.evaluate(() =>
    document.querySelector<HTMLInputElement>("dialog input")!.select()
  );
  await ada.window.type("#introduction-dialog input", "Class 7b");
  await ada.window.type("#introduction-dialog textarea", "Ask anything.");
  assertEquals(await faintTexts(ada), []);
  assertEquals(await ada.overflow(), { x: 0, y: 0 });
  await stage.picture("introduction", ada);
  await ada.window.click("#introduction-dialog [type=submit]");
  // The page comes back with it.
  await ada.window.until(() => document.title.includes("Class 7b"));
  assertEquals(await marks(ada), ["✓", "○", "✓"]);
  const bob = await stage.open({ at: server.url("/") });
  await bob.sees("Class 7b", "#server-title");
  await bob.sees("Ask anything.", "#welcome");

  // What is done stands there as done, and is no longer in the way when she comes again.
  await ada.window.click("#first-steps li button");
  await ada.window.click("#invite-dialog [type=submit]");
  await ada.window.until(() => document.querySelector("#invite-dialog input[readonly]"));
  await ada.window.press("\uE00C");
  assertEquals(await marks(ada), ["✓", "✓", "✓"]);
  await ada.window.reload();
  await ada.seesRoom("lobby");
  await ada.window.until(() => localStorage.getItem("first steps") === null);
  await ada.seesNothingAt("#first-steps");
});

browserTest(
  "Whoever sets up the server under what is no name is shown that field",
  async (stage) => {
    const server = stage.use(await TestServer.start());
    const ada = await stage.open({ at: server.url(`/#claim=${server.claimCode}`) });
    await ada.window.type("#set-up-dialog [autocomplete=username]", "Ms Frizzle");
    await ada.window.type("#set-up-dialog [type=password]", `short${ENTER}`);
    await ada.sees("Letters, numbers", "#set-up-dialog [role=alert]");
    const marked = () =>
      Array.from(
        document.querySelectorAll<HTMLInputElement>("#set-up-dialog [aria-invalid=true]"),
        ({ autocomplete }) => autocomplete,
      );
    assertEquals(await ada.window.evaluate(marked), ["username"]);
  },
);
