/**
 * A short list for whoever has just set up the server, above the composer, until they put it away or come
 * again when all of it is done. The browser in which they did so keeps what of it is done.
 *
 * @module
 */

import type { Session } from "../../../client/connection/endpoint.ts";
import { nameKey } from "../../../protocol/name.ts";
import { strings } from "../../strings.ts";
import { firstSteps as words } from "../../strings/more/first_steps.ts";
import { FIRST_STEPS, keep, recall } from "../browser_storage.ts";
import { button, element, part, style } from "../document.ts";
import type { ExtrasVisit } from "../extras.ts";
import { openIntroduction, UNNAMED } from "./first_steps/introduction.ts";

interface Step {
  readonly text: string;
  readonly isDone: boolean;
  /** How it is done, while it is not. */
  readonly how: (Node | string)[];
}

/**
 * Shows the list to whom it is for, unless they have put it away.
 *
 * @param openInvites opens what makes links for people to come by, and says when one is made
 */
export async function showFirstSteps(
  visit: Pick<ExtrasVisit, "chat" | "attempt">,
  session: Session,
  openInvites: (onMade: () => void) => void,
): Promise<void> {
  const { you } = visit.chat;
  const { name, hasInvited } = (recall(FIRST_STEPS) ?? {}) as Record<string, unknown>;
  if (typeof name !== "string" || nameKey(name) !== nameKey(you)) return;
  // All is done since the last visit: the list was seen so, and would only take room.
  if (hasInvited === true && strings.appName !== UNNAMED) return keep(FIRST_STEPS, undefined);
  await style("people/first_steps");
  const invite = () =>
    openInvites(() => {
      keep(FIRST_STEPS, { name, hasInvited: true });
      show();
    });
  const nameIt = () => visit.attempt(() => openIntroduction(session));
  const section = element("section", { id: "first-steps" });
  section.setAttribute("aria-labelledby", "first-steps-title");
  const putAway = () => {
    keep(FIRST_STEPS, undefined);
    section.remove();
    part(document, "#composer textarea", HTMLTextAreaElement).focus();
  };
  const show = () => {
    const { hasInvited: isInvited } = (recall(FIRST_STEPS) ?? {}) as Record<string, unknown>;
    section.replaceChildren(
      element("h2", { id: "first-steps-title" }, words.title),
      element("ol", {}, ...steps(isInvited === true, invite, nameIt).map(lineOf)),
      button(words.close, putAway, "quiet"),
    );
  };
  keep(FIRST_STEPS, { name, hasInvited: hasInvited === true });
  show();
  document.querySelector("#first-steps")?.remove();
  part(document, "#foot", HTMLElement).prepend(section);
}

function steps(isInvited: boolean, invite: () => void, nameIt: () => void): Step[] {
  const name = button(words.nameButton, nameIt);
  name.ariaHasPopup = "dialog";
  return [
    { text: words.setUp, isDone: true, how: [] },
    { text: words.invite, isDone: isInvited, how: [button(words.inviteButton, invite)] },
    { text: words.name, isDone: strings.appName !== UNNAMED, how: [name] },
  ];
}

function lineOf({ text, isDone, how }: Step): HTMLElement {
  const mark = element("span", { className: "mark", role: "img" }, isDone ? "✓" : "○");
  mark.ariaLabel = isDone ? words.isDone : "";
  mark.ariaHidden = String(!isDone);
  return element("li", { className: isDone ? "done" : "" }, mark, text, ...(isDone ? [] : how));
}
