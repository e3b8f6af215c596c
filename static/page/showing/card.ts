/**
 * A file that is not shown itself: its name, what it is and how large, to be downloaded.
 *
 * @module
 */

import type { FileInfo } from "../../../protocol.ts";
import { showing } from "../../strings/showing.ts";
import { element } from "../document.ts";
import { type Icon, icon } from "./icons.ts";
import { endingOf, hrefOf, noteOf } from "./kind.ts";

/** @param note what to say of it besides, as why it is not shown */
export function makeCard(file: FileInfo, note?: string): HTMLElement {
  const card = element(
    "a",
    { className: "file-card", href: hrefOf(file), download: file.name },
    tileOf(file),
    aboutOf(file, note),
    element("span", { className: "go" }, icon("download")),
  );
  card.title = showing.download(file.name);
  return card;
}

/** Its name, and what it is like. */
export function aboutOf(file: FileInfo, note: string = ""): HTMLElement {
  return element(
    "span",
    { className: "about" },
    nameOf(file),
    element("span", { className: "note" }, [noteOf(file), note].filter(Boolean).join(" · ")),
  );
}

export function nameOf({ name }: FileInfo): HTMLElement {
  return element("bdi", { className: "file-name", title: name }, name);
}

/** A tile with a drawing of what it is, or the end of its name where that tells more. */
export function tileOf(file: FileInfo): HTMLElement {
  const drawing = drawingOf(file);
  const tile = element("span", { className: "tile" });
  tile.ariaHidden = "true";
  const ending = endingOf(file);
  if (drawing === "file" && ending !== "") tile.append(ending);
  else tile.append(icon(drawing));
  return tile;
}

function drawingOf({ type }: FileInfo): Icon {
  const [kind = ""] = type.split("/");
  if (kind === "audio" || kind === "video") return kind;
  if (kind === "image") return "picture";
  if (/\/(?:zip|gzip|x-(?:tar|7z-compressed|xz|bzip2))$/.test(type)) return "archive";
  return kind === "text" && type !== "text/html" ? "text" : "file";
}

/** A link that downloads it, shown by a drawing. */
export function downloadLink(file: FileInfo): HTMLAnchorElement {
  const label = showing.download(file.name);
  const link = element(
    "a",
    { className: "download", href: hrefOf(file), download: file.name, title: label },
    icon("download"),
  );
  link.ariaLabel = label;
  return link;
}
