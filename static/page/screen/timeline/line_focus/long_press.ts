/**
 * A finger that stays where it is.
 *
 * @module
 */

/** As long as a phone's own menus take. */
export const HELD_MS = 450;
/** A finger that goes farther scrolls. */
const MOVED_PX = 10;
/** What a finger has an own use for. A link's menu is the browser's. */
const OTHERS = "a[href], input, audio, video, select, textarea";

/**
 * Calls back when a finger has been held on something. While it still is, that has the attribute
 * `data-held`; what opens meanwhile is not closed by the finger that goes.
 *
 * @param heldAt what is held, of what was touched
 */
export function onLongPress(
  place: HTMLElement,
  heldAt: (target: Element) => HTMLElement | undefined,
  onHeld: (held: HTMLElement) => void,
): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let frame = 0;
  let held: HTMLElement | undefined;
  /** Until the next touch, as what the browser makes of this one comes after it. */
  let wasHeld = false;
  let from = { x: 0, y: 0 };
  const end = () => {
    clearTimeout(timer);
    cancelAnimationFrame(frame);
    held?.removeAttribute("data-held");
    held = undefined;
  };
  place.addEventListener("pointerdown", ({ pointerType, isPrimary, target, clientX, clientY }) => {
    end();
    const wanted = isPrimary && pointerType === "touch" ? ownAt(target) : undefined;
    if (wanted === undefined) return;
    from = { x: clientX, y: clientY };
    const hold = () => {
      held = wanted;
      wasHeld = true;
      held.dataset.held = "";
      // Not every browser has it, nor every device.
      navigator.vibrate?.(10);
      onHeld(held);
    };
    // Where the page was busy, the finger may have gone long ago: that is told before a frame is drawn.
    timer = setTimeout(() => frame = requestAnimationFrame(hold), HELD_MS);
  });
  addEventListener("pointerdown", () => wasHeld = false, { capture: true });
  place.addEventListener("pointermove", ({ clientX, clientY }) => {
    if (held === undefined && Math.hypot(clientX - from.x, clientY - from.y) > MOVED_PX) end();
  });
  for (const type of ["pointerup", "pointercancel"]) addEventListener(type, end);
  // What the browser itself would show for it. Who can't hold, and asks for that, gets ours.
  place.addEventListener("contextmenu", (event) => {
    const isTouch = event instanceof PointerEvent && event.pointerType === "touch";
    const wanted = isTouch ? ownAt(event.target) : undefined;
    if (wanted === undefined) return;
    event.preventDefault();
    if (wasHeld) return;
    end();
    wasHeld = true;
    onHeld(wanted);
  });
  // What has opened may be below the finger by now.
  addEventListener("click", (event) => {
    if (!wasHeld || !(event instanceof PointerEvent) || event.pointerType !== "touch") return;
    event.preventDefault();
    event.stopPropagation();
  }, { capture: true });

  function ownAt(target: EventTarget | null) {
    if (!(target instanceof Element) || target.closest(OTHERS)) return undefined;
    return heldAt(target);
  }
}
