/// <reference lib="dom" />
import { assertEquals, assertMatch } from "@std/assert";
import { claim, expect, PASSWORD, signIn } from "../../support/server/asker.ts";
import { TestClient } from "../../support/server/test_client.ts";
import { TestServer } from "../../support/server/test_server.ts";
import { faintTexts } from "../support/contrast.ts";
import { browserTest, inEachWindow, type Stage } from "../support/stage.ts";
import type { Visitor } from "../support/visitor.ts";

const ENTER = "\uE007";
const NEW = "battery staple";

/** Ada administrates the server, and sits before its page. */
async function administrates(stage: Stage, server: TestServer): Promise<Visitor> {
  const ada = await stage.open({ at: server.url(`/#claim=${server.claimCode}`) });
  await ada.window.type("#set-up-dialog [autocomplete=username]", "ada");
  await ada.window.type("#set-up-dialog [type=password]", `${PASSWORD}${ENTER}`);
  await ada.seesRoom("lobby");
  return ada;
}

/** Opens the card of somebody in the list of people. */
async function opensCardOf(visitor: Visitor, name: string): Promise<void> {
  await visitor.opensSide();
  await visitor.sees(name, "#people");
  await visitor.window.until((wanted: string) => {
    const people = [...document.querySelectorAll<HTMLElement>("#people li")];
    const found = people.find((one) => one.querySelector(".name")?.textContent === wanted);
    found?.querySelector<HTMLElement>(".who")?.click();
    return found !== undefined;
  }, name);
  await visitor.sees(`@${name}`, ".card");
}

inEachWindow(
  "An administrator makes a link for somebody, who sets a new password with it and is in",
  async (stage) => {
    const server = stage.use(await TestServer.start());
    const ada = await administrates(stage, server);
    const token = await claim(server, "bob");
    const desk = stage.use(await TestClient.enter(server, { token }));
    await opensCardOf(ada, "bob");
    await ada.chooses("Reset password…");
    await ada.sees("signs", "#reset-offer");
    await stage.picture("reset-offer", ada);
    await ada.window.press(ENTER);
    await ada.sees("Give this to", "#reset-link");
    assertMatch((await desk.next("told")).text, /^ada made a link/);
    assertEquals(await faintTexts(ada), []);
    await stage.picture("reset-link", ada);
    const link = await ada.copies(() => ada.window.click("#reset-link .choices button"));
    const [, secret = ""] = link.split("#reset=");
    assertMatch(secret, /^[\w-]{43}$/);

    const bob = await stage.open({ at: server.url(`/#reset=${secret}`) });
    // Whoever has several names here, or none in mind, reads whose it is.
    await bob.sees("Set a new password for bob", "#reset-dialog h2");
    assertEquals(await bob.window.evaluate(() => location.href.includes("reset")), false);
    await bob.window.type("#reset-dialog [type=password]", `short${ENTER}`);
    await bob.sees("8 characters or more", "#reset-dialog .problem");
    const isMarked = () => document.activeElement?.matches("[type=password][aria-invalid=true]");
    assertEquals(await bob.window.evaluate(isMarked), true);
    await bob.window.fill("#reset-dialog [autocomplete=new-password]", NEW);
    await bob.window.click("#reset-dialog .revealer");
    await bob.window.until(
      (shown: string) =>
        document.querySelector<HTMLInputElement>("#reset-dialog [type=text]")?.value === shown,
      NEW,
    );
    assertEquals(await faintTexts(bob), []);
    await stage.picture("reset-set", bob);
    // What was wrong before is not said while it is tried again.
    await bob.window.evaluate(() => {
      const problem = document.querySelector("#reset-dialog .problem");
      problem?.closest("form")?.addEventListener("submit", () => {
        document.body.dataset.stillSaid = problem.textContent;
      });
    });
    await bob.window.press(ENTER);
    await bob.seesRoom("lobby");
    assertEquals(await bob.window.evaluate(() => document.body.dataset.stillSaid), "");
    assertEquals(
      await bob.window.evaluate(() => document.querySelector("#you")?.textContent),
      "bob",
    );
    await desk.closed;
    await expect(server, "401 no-session", "GET /api/session", { token });
    await signIn(server, "bob", NEW);
  },
);

browserTest(
  "Who follows a link that was used is told what to do, and one who has to say the passphrase signs in yet",
  async (stage) => {
    const rules = { signUp: "open", guests: true, passphrase: "mellon" } as const;
    const server = stage.use(await TestServer.start({ rules }));
    const passphrase = { body: { passphrase: "mellon" } };
    await claim(server, "bob", passphrase);
    const { secret } = await server.chat.offerReset("bob");
    const bob = await stage.open({ at: server.url(`/#reset=${secret}`) });
    await bob.window.type("#reset-dialog [autocomplete=new-password]", `${NEW}${ENTER}`);
    await bob.sees("The new password is set. You could not be signed in", "#reset-dialog .problem");
    await bob.window.type("#reset-dialog [autocomplete=off]", `mellon${ENTER}`);
    await bob.seesRoom("lobby");
    const again = await stage.open({ at: server.url(`/#reset=${secret}`) });
    await again.sees("This link is no longer valid", "#reset-dialog h2");
    await again.sees("Ask an administrator for another", "#reset-dialog");
    await again.window.press(ENTER);
    await again.seesNothingAt("#reset-dialog");
    await again.window.click("#name-dialog [data-to=sign-in]");
    await again.sees("Forgot your password? Ask an administrator", "#name-dialog");
    assertEquals(await faintTexts(again), []);
    await stage.picture("forgotten", again);
  },
);

browserTest(
  "An administrator is offered no link for a guest, who has no password",
  async (stage) => {
    const server = stage.use(await TestServer.start());
    const ada = await administrates(stage, server);
    stage.speaker("gus", server.url());
    await opensCardOf(ada, "gus");
    await ada.sees("Block gus", ".card");
    assertEquals((await ada.window.text(".card")).includes("Reset"), false);
  },
);

browserTest(
  "Who is no administrator has nothing to do with the passwords of others",
  async (stage) => {
    const server = stage.use(await TestServer.start());
    const token = await claim(server, "max");
    stage.use(await TestClient.enter(server, { token }));
    const bob = await stage.enter("bob", { at: server.url() });
    await opensCardOf(bob, "max");
    await bob.sees("Block max", ".card");
    assertEquals((await bob.window.text(".card")).includes("Reset"), false);
  },
);
