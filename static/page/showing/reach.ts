/**
 * How what is in a message is reached by keyboard. The conversation is one stop on the way through the
 * page; from the message that has the focus, Tab goes on to its files.
 *
 * @module
 */

const CONTROLS = ".files :is(button, a, input, video, audio, pre)";

export function reachByKeyboard(entries: HTMLElement): void {
  let reached: Element | undefined;
  entries.addEventListener("focusin", ({ target }) => {
    const line = target instanceof Element ? target.closest("#entries > li") : null;
    if (line === null || line === reached) return;
    if (reached) setTabIndex(reached, -1);
    setTabIndex(line, 0);
    reached = line;
  });
  entries.addEventListener("focusout", ({ relatedTarget }) => {
    if (!reached || relatedTarget instanceof Node && entries.contains(relatedTarget)) return;
    setTabIndex(reached, -1);
    reached = undefined;
  });
  entries.addEventListener("keydown", (event) => {
    const { key, target } = event;
    if (!(target instanceof HTMLElement) || !target.closest(".files")) return;
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (key === "Escape") target.closest<HTMLElement>("#entries > li")?.focus();
    else if (key === "ArrowLeft" || key === "ArrowRight") {
      if (!leafThrough(target, key === "ArrowRight" ? 1 : -1)) return;
    } else return;
    event.preventDefault();
    event.stopPropagation();
  });
}

/** What was drawn since a line has the focus is reached, too. */
export function hideFromTab(files: Element): void {
  const line = files.closest("li");
  setTabIndex(files.parentElement ?? files, line?.contains(document.activeElement) ? 0 : -1);
}

function setTabIndex(line: Element, tabIndex: number) {
  for (const control of line.querySelectorAll<HTMLElement>(CONTROLS)) control.tabIndex = tabIndex;
}

/** In a gallery the arrows go from picture to picture. */
function leafThrough(target: HTMLElement, step: number): boolean {
  if (!target.matches(".gallery .picture")) return false;
  const pictures = [...target.parentElement?.querySelectorAll<HTMLElement>(".picture") ?? []];
  pictures[pictures.indexOf(target) + step]?.focus();
  return true;
}
