/**
 * A phone's keyboard. Where it lies over the page, the page makes room for it; some browsers make the page
 * smaller by themselves.
 *
 * @module
 */

/** What covers less is a bar of the browser. */
const KEYBOARD_MIN_PX = 120;

/** Keeps what is written in sight, and what is at the bottom above the keyboard. */
export function makeRoomForKeyboard(): void {
  const seen = globalThis.visualViewport;
  if (!seen) return;
  const look = () => {
    // Who looks closer sees less of the page, too.
    const covered = seen.scale > 1 ? 0 : Math.round(innerHeight - seen.height);
    const isCovered = covered >= KEYBOARD_MIN_PX;
    const { style } = document.documentElement;
    if (isCovered) style.setProperty("--covered", `${covered}px`);
    else style.removeProperty("--covered");
    // It was pushed up for what is in sight without that now.
    if (isCovered) scrollTo(0, 0);
    const { activeElement: field } = document;
    if (field?.matches(":is(dialog, .menu) :is(input, textarea)")) {
      field.scrollIntoView({ block: "nearest", behavior: "instant" });
    }
  };
  seen.addEventListener("resize", look);
}
