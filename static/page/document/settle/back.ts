/**
 * A phone's Back, which closes what lies over the conversation before it leaves that.
 *
 * @module
 */
import { part } from "../../document.ts";

declare global {
  /** What the browser closes when somebody goes back, or presses Escape. Not every browser has it. */
  var CloseWatcher: (new () => { onclose: (() => void) | null; destroy(): void }) | undefined;
}

/** Lets Back close the side bar where it lies over the conversation. Dialogs do so by themselves. */
export function closeSideByBack(): void {
  if (globalThis.CloseWatcher === undefined) return;
  const Watcher = globalThis.CloseWatcher;
  const close = part(document, "#close-side", HTMLButtonElement);
  let watcher: InstanceType<typeof Watcher> | undefined;
  const observer = new MutationObserver(() => {
    watcher?.destroy();
    watcher = document.body.dataset.drawer === "open" ? new Watcher() : undefined;
    if (watcher) watcher.onclose = () => close.click();
  });
  observer.observe(document.body, { attributeFilter: ["data-drawer"] });
}
