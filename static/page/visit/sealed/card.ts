/**
 * What is protected in a private room and what is not, and the number by which people know that they
 * have the same key.
 *
 * @module
 */

import type { SealedRoom } from "../../../../client/sealed.ts";
import { more } from "../../../strings/more.ts";
import { sealedWords as words } from "../../../strings/more/sealed.ts";
import { openDialog } from "../../dialog.ts";
import { button, element, style } from "../../document.ts";
import type { OwnRoom } from "./own_room.ts";

/** @param own the room; without one, this browser does not have its key */
export async function openCard(own: OwnRoom | undefined): Promise<void> {
  await style("conversation/sealed");
  const showLink = async () => {
    dialog.close();
    if (own) await (await import("./link_dialog.ts")).openLink(own);
  };
  const link = element("div", { className: "choices" }, button(more.privateLink, showLink));
  const dialog = await openDialog(
    words.cardTitle,
    facts(words.protectedTitle, words.protected, "kept"),
    facts(words.openTitle, words.open, "open"),
    ...(own ? [safetyNumber(own.key), link] : []),
  );
  dialog.id = "seal-card";
  dialog.classList.add("private-room");
}

/** To be read aloud: groups of five digits. */
export function safetyNumber({ safetyNumber }: SealedRoom): HTMLElement {
  const number = element("p", { className: "safety-number", dir: "ltr" }, safetyNumber);
  return element(
    "section",
    { className: "safety" },
    element("h3", {}, words.safety),
    number,
    element("p", { className: "note" }, words.safetyHint),
  );
}

function facts(title: string, all: readonly string[], className: string): HTMLElement {
  const items = all.map((fact) => element("li", {}, fact));
  return element(
    "section",
    {},
    element("h3", {}, title),
    element("ul", { className: `facts ${className}` }, ...items),
  );
}
