/**
 * How what is being written will look, above where one writes: while there is something in it that is
 * more than words. It is for eyes alone, as who hears the page hears what they write.
 *
 * @module
 */
import { type Block, type Inline, parseMarkup } from "../../../../protocol/markup.ts";
import { showMarkup } from "../../screen/timeline/message.ts";
import { element, part, style } from "../../document.ts";

/** Longer texts are not drawn for each letter. */
const UNITS_MAX = 4_000;

/** @returns to be called when something may stand there that nobody has typed */
export function previewWriting(): () => void {
  const text = part(document, "#composer textarea", HTMLTextAreaElement);
  const preview = element("div", { id: "writing-preview", className: "text", dir: "auto" });
  Object.assign(preview, { inert: true, hidden: true, ariaHidden: "true" });
  part(document, "#composer", HTMLElement).before(preview);
  let shown = "";
  const look = () => {
    const { value } = text;
    if (value === shown) return;
    shown = value;
    const isMore = value.length <= UNITS_MAX && !value.startsWith("/") && hasMarks(value);
    if (isMore) {
      style("conversation/preview");
      showMarkup(preview, value, "");
    }
    preview.hidden = !isMore;
    // What is written last is what one looks at.
    preview.scrollTop = preview.scrollHeight;
  };
  text.addEventListener("input", look);
  look();
  return look;
}

/** Whether a text will not look as it is written. */
function hasMarks(text: string): boolean {
  return parseMarkup(text).some(isMarked);
}

function isMarked(block: Block): boolean {
  return block.type !== "paragraph" || block.inside.some(isMarkedPiece);
}

function isMarkedPiece(piece: Inline): boolean {
  if (piece.type === "link") return piece.isNamed;
  return piece.type !== "text" && piece.type !== "mention";
}
