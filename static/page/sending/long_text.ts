/**
 * What becomes of a text that is longer than a message may be.
 *
 * @module
 */

import { sending as words } from "../../strings/sending.ts";
import { openDialog } from "../dialog.ts";
import { button, element } from "../document.ts";

/**
 * Offers to send it as a file.
 *
 * @param max code points of a message
 */
export async function offerAsFile(
  text: string,
  max: number,
  { asFile, asText }: { asFile: () => void; asText: () => void },
): Promise<void> {
  const close = (act: () => void) => () => {
    dialog.close();
    act();
  };
  const yes = button(words.asFile, close(asFile));
  const no = button(words.asText, close(asText), "quiet");
  const hint = element("p", {}, words.longTextHint([...text].length, max));
  const choices = element("div", { className: "choices" }, no, yes);
  const dialog = await openDialog(words.longText, hint, choices);
  yes.focus();
}
