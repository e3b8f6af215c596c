/**
 * What fingers, a mouse and its wheel do to a picture: two fingers zoom, one moves what is near, or
 * swipes to the next; a double tap goes near, and away again.
 *
 * @module
 */

import type { Point, Zoom } from "./zoom.ts";

export interface GestureActions {
  /** The picture stands elsewhere, or is as near as `zoom` says. */
  onMove: () => void;
  /** A finger takes the whole picture along; both are 0 at the end. */
  onDrag: (dx: number, dy: number) => void;
  onSwipe: (to: "next" | "previous" | "away") => void;
  /** Somebody has clicked beside the picture. */
  onBeside: () => void;
}

/** A finger that went so far wants the next picture. */
const SWIPE_PX = 60;
/** Or wants out, if it went down, or up. */
const AWAY_PX = 110;
/** A finger trembles by this much. */
const STILL_PX = 8;
const DOUBLE_MS = 350;
const NEAR = 2.5;

export class Gestures {
  #stage;
  #zoom;
  #actions;
  #fingers: Map<number, Point> = new Map();
  #start: Point | undefined;
  /** Whether two fingers were down since the last time that none was. */
  #wasPinch = false;
  #tappedAt = -Infinity;

  constructor(stage: HTMLElement, zoom: Zoom, actions: GestureActions) {
    this.#stage = stage;
    this.#zoom = zoom;
    this.#actions = actions;
    stage.addEventListener("pointerdown", (event) => this.#down(event));
    stage.addEventListener("pointermove", (event) => this.#move(event));
    stage.addEventListener("pointerup", (event) => this.#up(event));
    stage.addEventListener("pointercancel", (event) => this.#cancel(event));
    stage.addEventListener("wheel", (event) => this.#wheel(event), { passive: false });
  }

  #down(event: PointerEvent) {
    if (event.button !== 0) return;
    this.#stage.setPointerCapture(event.pointerId);
    this.#fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    this.#wasPinch = this.#fingers.size > 1;
    this.#start = { x: event.clientX, y: event.clientY };
    if (this.#wasPinch) this.#actions.onDrag(0, 0);
  }

  #move(event: PointerEvent) {
    const before = this.#fingers.get(event.pointerId);
    if (before === undefined) return;
    const now = { x: event.clientX, y: event.clientY };
    const other = this.#fingers.entries().find(([id]) => id !== event.pointerId)?.[1];
    this.#fingers.set(event.pointerId, now);
    if (other) return this.#pinch(before, now, other);
    if (this.#wasPinch) return;
    if (!this.#zoom.isWhole) {
      this.#zoom.move(now.x - before.x, now.y - before.y);
      return this.#actions.onMove();
    }
    const { x, y } = this.#start ?? now;
    if (event.pointerType !== "mouse") this.#actions.onDrag(now.x - x, now.y - y);
  }

  #pinch(before: Point, now: Point, other: Point) {
    const factor = distance(now, other) / Math.max(1, distance(before, other));
    const middle = { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 };
    this.#zoom.by(factor, this.#fromMiddle(middle));
    this.#zoom.move((now.x - before.x) / 2, (now.y - before.y) / 2);
    this.#actions.onMove();
  }

  #up(event: PointerEvent) {
    if (!this.#fingers.delete(event.pointerId) || this.#fingers.size > 0) return;
    const { x, y } = this.#start ?? { x: event.clientX, y: event.clientY };
    const [dx, dy] = [event.clientX - x, event.clientY - y];
    if (this.#wasPinch) return;
    if (Math.hypot(dx, dy) < STILL_PX) return this.#tap(event);
    if (event.pointerType === "mouse" || !this.#zoom.isWhole) return;
    this.#actions.onDrag(0, 0);
    if (Math.abs(dx) > SWIPE_PX && Math.abs(dx) > Math.abs(dy)) {
      this.#actions.onSwipe(dx < 0 ? "next" : "previous");
    } else if (Math.abs(dy) > AWAY_PX) this.#actions.onSwipe("away");
  }

  #cancel({ pointerId }: PointerEvent) {
    if (this.#fingers.delete(pointerId)) this.#actions.onDrag(0, 0);
  }

  #tap(event: PointerEvent) {
    const on = document.elementFromPoint(event.clientX, event.clientY);
    if (!(on instanceof HTMLImageElement)) {
      if (this.#zoom.isWhole) this.#actions.onBeside();
      return;
    }
    const isDouble = event.timeStamp - this.#tappedAt < DOUBLE_MS;
    this.#tappedAt = isDouble ? -Infinity : event.timeStamp;
    if (!isDouble) return;
    if (this.#zoom.isWhole) {
      this.#zoom.by(NEAR, this.#fromMiddle({ x: event.clientX, y: event.clientY }));
    } else this.#zoom.reset();
    this.#actions.onMove();
  }

  #wheel(event: WheelEvent) {
    event.preventDefault();
    const lines = event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? 1 : 40;
    const factor = Math.exp(-event.deltaY * lines / (event.ctrlKey ? 100 : 400));
    this.#zoom.by(factor, this.#fromMiddle({ x: event.clientX, y: event.clientY }));
    this.#actions.onMove();
  }

  #fromMiddle({ x, y }: Point): Point {
    const { left, top, width, height } = this.#stage.getBoundingClientRect();
    return { x: x - left - width / 2, y: y - top - height / 2 };
  }
}

function distance(one: Point, other: Point) {
  return Math.hypot(one.x - other.x, one.y - other.y);
}
