/**
 * Files that came with a message: pictures, players, cards. All of it is loaded with the first message
 * that has some.
 *
 * @module
 */

import { isOpenedFile, type OpenedFile } from "../../client/sealed/opened_file.ts";
import type { FileInfo, Said } from "../../protocol.ts";
import { insist, lazy, part, style } from "./document.ts";
import { makeCard } from "./showing/card.ts";
import { kindOf } from "./showing/kind.ts";
import { makeGallery, picturesIn, type Sent } from "./showing/picture.ts";
import { makeAudio, makeVideo, makeVoice } from "./showing/player.ts";
import { makeText } from "./showing/text_file.ts";
import { reachByKeyboard } from "./screen/timeline/line_focus/reach.ts";

/** What is shown in each place. */
const shown: WeakMap<Element, string> = new WeakMap();

/** The conversation that pictures are leafed through in. */
const entries = part(document, "#entries", HTMLElement);

await Promise.all([style("files/pictures"), style("files/cards")]);
reachByKeyboard();
entries.addEventListener("click", ({ target }) => {
  const picture = target instanceof Element ? target.closest<HTMLElement>("button.picture") : null;
  if (picture) openPicture(picture);
});

/** Shows files in the place for them, which has no others then. */
export function showFiles(
  place: HTMLElement,
  { files = [], from, at }: Pick<Said, "files" | "from" | "at">,
): void {
  // They stay as they are when their message is drawn again: one may be playing.
  const key = JSON.stringify(files);
  if (shown.get(place) === key) return;
  shown.set(place, key);
  const sealed = files.filter(isOpenedFile);
  const plain = files.filter((file) => !isOpenedFile(file));
  const pictures = plain.filter((file) => kindOf(file) === "picture");
  const others = plain.filter((file) => kindOf(file) !== "picture");
  place.replaceChildren(
    ...(pictures.length > 0 ? [makeGallery(pictures.map((file) => ({ file, from, at })))] : []),
    ...others.map(makeOther),
  );
  if (sealed.length > 0) showSealed(place, key, sealed.map((file) => ({ file, from, at })));
}

const opening = lazy(() => insist(() => import("./showing/sealed_file.ts")));

/** @param key of what the place is to show, which may be something else by then */
async function showSealed(
  place: HTMLElement,
  key: string,
  files: readonly { file: OpenedFile; from: string; at: number }[],
): Promise<void> {
  const { makeSealedFile } = await opening();
  if (shown.get(place) !== key) return;
  place.append(...files.map(makeSealedFile));
}

function makeOther(file: FileInfo): HTMLElement {
  const kind = kindOf(file);
  switch (kind) {
    case "video":
      return makeVideo(file);
    case "voice":
      return makeVoice(file);
    case "audio":
      return makeAudio(file);
    case "text":
      return makeText(file);
    case "picture":
    case "other":
      return makeCard(file);
    default:
      return (kind satisfies never);
  }
}

/** Opens the first picture of a message, as from its menu. */
export async function openPicturesOf({ seq }: Said): Promise<void> {
  const link = entries.querySelector(`.when[href$="/${seq}"]`);
  const picture = link?.closest("li")?.querySelector<HTMLElement>("button.picture");
  if (picture) await openPicture(picture);
}

async function openPicture(picture: HTMLElement) {
  const pictures = picturesIn(entries);
  const { openLightbox } = await import("./showing/lightbox.ts");
  const sent: Sent[] = pictures.map((one) => one.sent);
  await openLightbox(sent, pictures.findIndex(({ at }) => at === picture));
}

/** Whether any of a message's files is shown as a picture. */
export function hasPictures(files: readonly FileInfo[]): boolean {
  return files.some((file) => kindOf(file) === "picture");
}
