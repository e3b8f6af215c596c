/// <reference lib="dom" />
import { assertEquals } from "@std/assert";
import { claim, PASSWORD } from "../../support/server/asker.ts";
import { TestServer } from "../../support/server/test_server.ts";
import { browserTest } from "../support/stage.ts";
import type { Visitor } from "../support/visitor.ts";
import { DIALOGS } from "./small/dialogs.ts";

const [ENTER, ESCAPE, SHIFT, UP] = ["\uE007", "\uE00C", "\uE008", "\uE013"];
const TOPIC = "Plans of all who are here, " + "and of others ".repeat(10);

/** Phones: the smallest, a usual one, and that on its side, which has rooms beside the conversation. */
const PHONES = {
  small: { width: 320, height: 568, touch: true },
  upright: { width: 390, height: 844, touch: true },
  sideways: { width: 844, height: 390, touch: true },
  "small-sideways": { width: 667, height: 375, touch: true },
};

for (const [label, window] of Object.entries(PHONES)) {
  browserTest(
    `A phone shows each dialog and menu from its top, and all of it: ${label}`,
    async (stage) => {
      const server = stage.use(await TestServer.start());
      await claim(server, "ada");
      const ada = await stage.open({ at: server.url() });
      const faults: string[] = [];
      const looksAt = async (name: string, dialog: string) => {
        await ada.window.until(() => document.getAnimations().length === 0);
        await stage.picture(`dialog-${name.replaceAll(/\W+/g, "-")}`, ada);
        faults.push(...(await faultsOf(ada, dialog)).map((fault) => `${name}: ${fault}`));
      };
      await ada.sees("What should people call you?", "#name-dialog");
      await looksAt("name", "#name-dialog");
      await ada.window.type("#name-dialog input", `ada${ENTER}`);
      await ada.sees("is claimed", "#name-dialog .problem");
      await ada.window.type("#name-password", `${PASSWORD}${ENTER}`);
      await ada.seesRoom("lobby");
      await ada.goesTo("den");
      await ada.says("Hello");
      await ada.hears("Hello");
      await ada.opensMenuOf("Hello");
      await ada.chooses("Pin for everybody here");
      await stage.speaker("eve", server.url()).saysIn("den", "Buy this");
      await ada.hears("Buy this");
      await ada.says(`/topic ${TOPIC}`);
      await ada.sees("Plans of all", "#topic");

      for (const { name, opens, dialog, shows } of DIALOGS) {
        await opens(ada);
        await ada.sees(shows, dialog);
        await looksAt(name, dialog);
        await closes(ada);
      }
      assertEquals(faults, []);
    },
    { label, window },
  );
}

browserTest(
  "What is offered while one writes stays in the window of a phone on its side",
  async (stage) => {
    const ada = await stage.enter("ada");
    // How it will look takes some of the room, and comes once the page is idle.
    await ada.window.until(() => document.querySelector("#writing-preview"));
    await ada.types("# Plans");
    await ada.window.press(SHIFT + ENTER);
    await ada.types(":smi");
    await ada.sees(":smiley:", "#completion");
    const isInSight = () =>
      ada.window.until(() => {
        const list = document.querySelector("#completion")!.getBoundingClientRect();
        const current = document.querySelector("#completion [aria-selected=true]")!
          .getBoundingClientRect();
        return list.top >= 0 && current.top >= list.top && current.bottom <= list.bottom;
      });
    await isInSight();
    await stage.picture("completion-sideways", ada);
    await ada.window.press(UP); // from the first to the last
    await isInSight();
  },
  { window: PHONES["small-sideways"] },
);

/** Puts away what is open in front of the page. */
async function closes({ window }: Visitor): Promise<void> {
  await window.press(ESCAPE);
  await window.until(() => {
    for (const dialog of document.querySelectorAll<HTMLDialogElement>("dialog[open]")) {
      dialog.close();
    }
    for (const menu of document.querySelectorAll<HTMLElement>(".menu:popover-open")) {
      menu.hidePopover();
    }
    return document.querySelector("dialog[open], .menu") === null;
  });
}

/** What of an open dialog can't be seen where it begins, or is brought into the window by no scrolling. */
async function faultsOf({ window }: Visitor, where: string): Promise<string[]> {
  return await window.evaluate((selector: string) => {
    const box = [...document.querySelectorAll<HTMLElement>(selector)].at(-1)!;
    const nameOf = ({ ariaLabel, textContent, tagName }: Element) =>
      `${tagName} ${ariaLabel ?? textContent}`.slice(0, 60);
    const isOutside = (one: Element) => {
      const { top, bottom, left, right } = one.getBoundingClientRect();
      // As far as a browser's rounding lets it.
      return top < -1 || bottom > innerHeight + 1 || left < -1 || right > innerWidth + 1;
    };
    const shown = (wanted: string) =>
      [...box.querySelectorAll<HTMLElement>(wanted)].filter((one) => one.checkVisibility());
    const faults: string[] = [];
    if (isOutside(box)) {
      const { top, bottom } = box.getBoundingClientRect();
      faults.push(`it reaches out of the window, from ${top} to ${bottom}`);
    }
    const [heading] = shown("h1, h2, .about, header");
    if (heading && isOutside(heading)) faults.push("its heading is out of sight");
    if (box.scrollTop > 0) faults.push(`it is scrolled to ${box.scrollTop}`);
    const { activeElement: focus } = document;
    if (!focus || !box.contains(focus)) faults.push("the focus is elsewhere");
    else if (focus !== box && isOutside(focus)) {
      faults.push(`unseen has the focus: ${nameOf(focus)}`);
    }
    for (const one of [box, ...shown("*")]) {
      const { overflowX } = getComputedStyle(one);
      const isCut = one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 0;
      if (isCut && /auto|scroll/.test(overflowX)) {
        faults.push(`it is scrolled sideways: ${nameOf(one)}`);
      }
    }
    for (const one of shown("button, input, select, textarea, a, h2, h3, p, li, dd, label")) {
      one.scrollIntoView({ block: "nearest", behavior: "instant" });
      const { left, right, height } = one.getBoundingClientRect();
      const edges = box.getBoundingClientRect();
      if (left < edges.left - 1 || right > edges.right + 1) {
        faults.push(`it is cut: ${nameOf(one)}`);
      }
      if (height < innerHeight && isOutside(one)) faults.push(`it is out of reach: ${nameOf(one)}`);
      if (one.matches("button:not(.round)") && one.scrollWidth > one.clientWidth + 1) {
        faults.push(`its words do not fit: ${nameOf(one)}`);
      }
    }
    return faults;
  }, where);
}
