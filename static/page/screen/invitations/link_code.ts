/**
 * A link as a code to be scanned.
 *
 * @module
 */

import { qrCode } from "../../../../client/connection/account/qr_code.ts";
import { isForOneMachine } from "../../../../client/connection/account/shared_link.ts";
import { invites as words } from "../../../strings/invites.ts";
import { element } from "../../document.ts";

/** Modules of white around a code. */
const QUIET = 4;
const SVG = "http://www.w3.org/2000/svg";

/** A link as a code to be scanned, if it is not too long for one; and that others can't open it, if so. */
export function codeOf(link: string): Element[] {
  const rows = qrCode(link);
  if (rows === undefined) return [];
  const size = rows.length + 2 * QUIET;
  const path = document.createElementNS(SVG, "path");
  const dark = rows.flatMap((row, y) =>
    row.flatMap((isDark, x) => isDark ? [`M${x + QUIET} ${y + QUIET}h1v1h-1z`] : [])
  );
  path.setAttribute("d", dark.join(""));
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", `0 0 ${size} ${size}`);
  svg.setAttribute("shape-rendering", "crispEdges");
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", words.code);
  svg.append(path);
  // As large as the window, it can be read across a room.
  const large = element("div", { className: "large-code", popover: "auto" }, svg.cloneNode(true));
  large.addEventListener("click", () => large.hidePopover());
  const enlarge = element("button", { type: "button", className: "code" }, svg);
  enlarge.ariaLabel = words.enlarge;
  enlarge.popoverTargetElement = large;
  const note = isForOneMachine(link) ? [element("p", { className: "note" }, words.onlyHere)] : [];
  return [...note, enlarge, large];
}
