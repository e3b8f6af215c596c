/**
 * A menu beside what it is about; on a phone, at the bottom of the screen.
 *
 * @module
 */

import { element, style } from "./document.ts";
import { giveCaretBack } from "./document/caret.ts";

/** How far from the edges of the window. */
const MARGIN_PX = 8;

export type MenuItem = {
  text: string;
  act: () => void;
  kind?: "emoji" | "grave";
  label?: string;
  /** What waits there, which shows once it is known; empty for nothing. */
  mark?: Promise<string>;
};

/** How many titles were shown so far. */
let titles = 0;

/**
 * Opens a menu. It closes when something is picked, and with Escape or a click beside it; the focus
 * goes back to where it was.
 *
 * @param title what is read above it, where the items alone do not say whom or what they are about
 */
export async function openMenu(
  at: Element,
  label: string,
  groups: readonly MenuItem[][],
  title?: string | HTMLElement,
): Promise<void> {
  await style("menu");
  const menu = element("div", { className: "menu", role: "menu", popover: "auto", tabIndex: -1 });
  menu.ariaLabel = label;
  if (title !== undefined) addTitle(menu, title);
  fill(menu, groups, "menuitem");
  openBeside(menu, at, "end");
}

function addTitle(menu: HTMLElement, title: string | HTMLElement) {
  const isText = typeof title === "string";
  const shown = isText ? element("p", { dir: "auto" }, title) : title;
  shown.ariaHidden = "true";
  // A name is heard already, in the label.
  if (!isText) {
    shown.id = `menu-title-${++titles}`;
    menu.setAttribute("aria-describedby", shown.id);
  }
  menu.append(shown);
}

/** Puts groups of buttons into a popover, or into a part of one. Each closes it, and does what it says. */
export function fill(
  part: HTMLElement,
  groups: readonly (readonly MenuItem[])[],
  role: "menuitem" | undefined,
  menu: HTMLElement = part,
): void {
  for (const items of groups) {
    const buttons = items.map((item) => itemButton(item, menu, role));
    if (buttons.length > 0) part.append(element("div", { role: "group" }, ...buttons));
  }
}

/**
 * Opens a popover beside what it is about, with the arrow keys from button to button.
 *
 * @param edge which of its edges stands where that of the other does
 */
export function openBeside(menu: HTMLElement, at: Element, edge: "start" | "end"): void {
  const came = document.activeElement;
  menu.addEventListener("keydown", (event) => {
    if (moveFocus(menu, event.key)) event.preventDefault();
  });
  menu.addEventListener("toggle", (event) => {
    if (event.newState !== "closed") return;
    const isInside = menu.contains(document.activeElement) ||
      document.activeElement === document.body;
    menu.remove();
    if (isInside && came instanceof HTMLElement) came.focus({ preventScroll: true });
    giveCaretBack();
  });
  // Whoever goes from landmark to landmark finds it in that of what it is about.
  const landmark = at.closest("main, nav, aside, dialog");
  // The list of people that it opened from may be closed by now, on a phone.
  const host = landmark?.closest("[inert]") ? document.body : landmark ?? document.body;
  host.append(menu);
  if (at.matches("[data-held]")) stayUnderFinger(menu);
  menu.showPopover();
  place(menu, at, edge);
  // A finger needs no first item, nor a ring around it.
  if (matchMedia("(hover: none)").matches) menu.focus();
  else menu.querySelector("button")?.focus();
}

/** A popover is closed by a finger that goes from elsewhere: this one came while that was down. */
function stayUnderFinger(menu: HTMLElement) {
  menu.popover = "manual";
  const controller = new AbortController();
  const release = () => {
    controller.abort();
    if (!menu.isConnected) return;
    menu.popover = "auto";
    menu.showPopover();
    menu.focus();
  };
  for (const type of ["pointerup", "pointercancel"]) {
    // Browsers close what is open when they have told everybody.
    addEventListener(type, () => setTimeout(release), { signal: controller.signal });
  }
}

function itemButton(
  { text, act, kind, label, mark }: MenuItem,
  menu: HTMLElement,
  role?: "menuitem",
) {
  const button = element("button", { type: "button" }, text);
  if (role) Object.assign(button, { role, tabIndex: -1 });
  button.className = `quiet ${kind ?? ""}`;
  if (label !== undefined) button.ariaLabel = label;
  mark?.then((waiting) => {
    if (waiting !== "") button.dataset.mark = waiting;
  });
  button.addEventListener("click", () => {
    menu.hidePopover();
    act();
  });
  return button;
}

/** @returns whether it means something here */
function moveFocus(menu: HTMLElement, key: string): boolean {
  // These move the cursor in what is written, or change what is chosen.
  const isField = document.activeElement?.matches("input, select");
  if (isField && key !== "ArrowDown" && key !== "ArrowUp") return false;
  const buttons = [...menu.querySelectorAll("button")];
  const now = buttons.findIndex((button) => button === document.activeElement);
  const next = nextOf(buttons, now, key);
  // In a card one goes on by it, as in any dialog.
  if (key === "Tab" && menu.role === "menu") menu.hidePopover();
  next?.focus();
  return next !== undefined;
}

function nextOf(buttons: HTMLElement[], now: number, key: string): HTMLElement | undefined {
  switch (key) {
    case "ArrowRight":
      return buttons.at((now + 1) % buttons.length);
    case "ArrowLeft":
      return buttons.at(now - 1);
    case "Home":
      return buttons[0];
    case "End":
      return buttons.at(-1);
    case "ArrowDown":
      return nearest(buttons, now, 1) ?? buttons[0];
    case "ArrowUp":
      return nearest(buttons, now, -1) ?? buttons.at(-1);
  }
}

/** The button above or below one that is nearest to it. */
function nearest(buttons: HTMLElement[], now: number, direction: 1 | -1) {
  const { offsetTop = 0, offsetLeft = 0 } = buttons[now] ?? {};
  const far = (button: HTMLElement) =>
    1000 * Math.abs(button.offsetTop - offsetTop) + Math.abs(button.offsetLeft - offsetLeft);
  return buttons.filter((button) => (button.offsetTop - offsetTop) * direction > 1)
    .sort((one, other) => far(one) - far(other))[0];
}

function place(menu: HTMLElement, at: Element, edge: "start" | "end") {
  const target = at.getBoundingClientRect();
  const { width, height } = menu.getBoundingClientRect();
  const fits = target.bottom + height + MARGIN_PX < innerHeight;
  const top = fits ? target.bottom + 4 : Math.max(MARGIN_PX, target.top - height - 4);
  const wanted = edge === "start" ? target.left : target.right - width;
  const left = Math.min(Math.max(MARGIN_PX, wanted), innerWidth - width - MARGIN_PX);
  menu.style.setProperty("--top", `${top}px`);
  menu.style.setProperty("--left", `${left}px`);
}
