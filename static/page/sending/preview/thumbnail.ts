/**
 * A file at a glance: a picture small, anything else by what kind it is.
 *
 * @module
 */

import type { Attachment } from "../attachment.ts";
import { lengthInWords } from "../../../strings/size.ts";
import { element } from "../../document.ts";

/** Letters of a file's ending that are shown. */
const KIND_MAX = 4;

/** As in `PDF`; what it is can be heard from its name. */
export function kindOf(name: string): string {
  const [, ending] = /\.([\p{L}\p{N}]+)$/u.exec(name) ?? [];
  return ending !== undefined && ending.length <= KIND_MAX + 1
    ? ending.slice(0, KIND_MAX).toLocaleUpperCase()
    : "···";
}

export function thumbnail(attachment: Attachment): HTMLElement {
  const thumb = element("span", { className: "thumb" });
  thumb.setAttribute("aria-hidden", "true");
  if (attachment.isPicture) showPicture(thumb, attachment);
  else showKind(thumb, attachment);
  return thumb;
}

async function showPicture(thumb: HTMLElement, attachment: Attachment): Promise<void> {
  const preview = await attachment.preview;
  const url = URL.createObjectURL(preview?.blob ?? attachment.file);
  const picture = element("img", { alt: "" });
  picture.onload = () => URL.revokeObjectURL(url);
  picture.onerror = () => {
    // The browser does not know this kind of picture.
    URL.revokeObjectURL(url);
    showKind(thumb, attachment);
  };
  picture.src = url;
  thumb.replaceChildren(picture);
}

function showKind(thumb: HTMLElement, { name, recording }: Attachment): void {
  thumb.classList.add("kind");
  thumb.textContent = recording ? lengthInWords(recording.duration) : kindOf(name);
}
