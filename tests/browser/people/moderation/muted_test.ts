/// <reference lib="dom" />
import { assertEquals } from "@std/assert";
import { faintTexts } from "../../support/contrast.ts";
import { inEachWindow } from "../../support/stage.ts";

const HOUR_MS = 60 * 60_000;

inEachWindow(
  "Whoever is muted is told until when and why, and whoever is banned sees the hidden room no more",
  async (stage) => {
    const ada = stage.speaker("ada");
    await ada.saysIn("den", "Welcome");
    const bob = await stage.open();
    const { window } = bob;
    // They do not see it later only because rooms are looked for now and then.
    await window.beforeEachPage(() => {
      const { setInterval } = globalThis;
      Object.assign(globalThis, {
        setInterval: (act: () => void, ms: number) => ms >= 10_000 ? 0 : setInterval(act, ms),
      });
    });
    await window.reload();
    await bob.enter("bob");
    await bob.goesTo("den");
    await bob.hears("Welcome");
    const mute = { type: "mute", room: "den", name: "bob" } as const;
    const change = async (wanted: Parameters<typeof ada.connection.change>[0]) =>
      void await ada.connection.change(wanted).acknowledged;

    await bob.types("But I");
    await change({ ...mute, ms: HOUR_MS, reason: "Shouting at people" });
    await bob.sees("A moderator has muted you here until", "#muted[role=status]");
    await bob.sees("Reason: Shouting at people", "#muted");
    // What they write is theirs, and nobody is told that they do.
    await bob.types(" did not");
    await bob.seesNothingAt("#banner");
    assertEquals(await faintTexts(bob), []);
    assertEquals(await bob.overflow(), { x: 0, y: 0 });
    await stage.picture("muted", bob);
    await window.reload();
    await bob.seesRoom("den");
    await bob.sees("A moderator has muted you here until", "#muted");
    await change({ ...mute, ms: 0 });
    await bob.seesNothingAt("#muted");
    await bob.hasWritten("But I did not");

    await change({ type: "invite", room: "den", name: "bob" });
    await change({ type: "access", room: "den", access: "hidden" });
    await window.until(() => document.querySelector("#room-header .hash.locked"));
    const told = bob.sees("You were banned from #den", "#banner");
    await change({ type: "ban", room: "den", name: "bob" });
    await told;
    await bob.seesRoom("lobby");
    await bob.opensSide();
    await window.until(() =>
      [...document.querySelectorAll("#side li .name")].every(({ textContent }) =>
        textContent !== "den"
      )
    );
  },
);
