/// <reference lib="dom" />
import { assertEquals } from "@std/assert";
import { claimAdmin, PASSWORD } from "../../support/server/asker.ts";
import { TestServer } from "../../support/server/test_server.ts";
import { browserTest } from "../support/stage.ts";
import type { Visitor } from "../support/visitor.ts";

const ENTER = "\uE007";

/** Words of what is shown that stand on more than one line, and what reaches out of the page. */
async function broken({ window }: Visitor): Promise<string[]> {
  return await window.evaluate(() => {
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const faults: string[] = [];
    for (let text = texts.nextNode(); text; text = texts.nextNode()) {
      if (!text.parentElement?.checkVisibility()) continue;
      for (const { index, 0: word } of (text.textContent ?? "").matchAll(/[\p{L}]+/gu)) {
        const range = document.createRange();
        range.setStart(text, index);
        range.setEnd(text, index + word.length);
        const { height, right } = range.getBoundingClientRect();
        const [first] = range.getClientRects();
        if (first && height > first.height + 1) faults.push(`broken: ${word}`);
        const side = text.parentElement.closest("#sections")?.getBoundingClientRect();
        if (right > (side?.right ?? innerWidth)) faults.push(`beyond its edge: ${word}`);
      }
    }
    return faults;
  });
}

browserTest(
  "The page for administrators breaks no word on a phone on its side, and counts what it lists",
  async (stage) => {
    const server = stage.use(await TestServer.start());
    await claimAdmin(server, "ada");
    const ada = await stage.open({ at: server.url() });
    const { window } = ada;
    await window.type("#name-dialog input", `ada${ENTER}`);
    await ada.sees("is claimed", "#name-dialog .problem");
    await window.type("#name-password", `${PASSWORD}${ENTER}`);
    await ada.seesRoom("lobby");
    await ada.goesTo("den");
    await ada.says("Hello");
    await ada.hears("Hello");
    await window.evaluate(() => localStorage.setItem("settings", `{"language":"es"}`));
    await window.goTo(String(server.url("/admin")).replace("127.0.0.1", ada.at.hostname));
    await ada.sees("Cuentas", "#content");
    for (const section of ["Personas", "Salas", "Denuncias", "Registro de auditoría", "Servidor"]) {
      await window.evaluate((name: string) => {
        const links = [...document.querySelectorAll<HTMLElement>("#sections a")];
        links.find(({ textContent }) => textContent?.includes(name))?.click();
      }, section);
      await ada.sees(section, "#heading");
      await window.until(() => document.querySelector("#content :is(tbody tr, dl, .note)"));
      if (section === "Salas") await ada.sees("2 entradas", "#outcome");
      await stage.picture(`admin-sideways-${section.slice(0, 5)}`, ada);
      assertEquals(await broken(ada), [], section);
    }
  },
  { window: { width: 844, height: 390, touch: true } },
);
