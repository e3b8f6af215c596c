/**
 * How near a picture is looked at, and which part of it: reckoned from what fingers, the wheel and
 * keys do. It touches no element, so that it can be tested without a browser.
 *
 * @module
 */

/** The most that is of use. */
export const SCALE_MAX = 8;

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export class Zoom {
  scale = 1;
  /** How far its middle is from the middle of the window. */
  x = 0;
  y = 0;
  #window: Size = { width: 1, height: 1 };
  #picture: Size = { width: 1, height: 1 };

  get isWhole(): boolean {
    return this.scale === 1;
  }

  /** @param picture as large as it is at a scale of 1 */
  measure(window: Size, picture: Size): void {
    this.#window = window;
    this.#picture = picture;
    this.#keepInSight();
  }

  reset(): void {
    this.scale = 1;
    this.x = this.y = 0;
  }

  /**
   * Looks nearer, or from farther away.
   *
   * @param at what stays where it is, from the middle of the window
   */
  by(factor: number, at: Point = { x: 0, y: 0 }): void {
    const scale = Math.min(SCALE_MAX, Math.max(1, this.scale * factor));
    const grown = scale / this.scale;
    this.x = at.x - (at.x - this.x) * grown;
    this.y = at.y - (at.y - this.y) * grown;
    this.scale = scale;
    this.#keepInSight();
  }

  /** @returns whether there was more of it to be seen there */
  move(dx: number, dy: number): boolean {
    const { x, y } = this;
    this.x += dx;
    this.y += dy;
    this.#keepInSight();
    return this.x !== x || this.y !== y;
  }

  /** Nobody pushes a picture out of the window. */
  #keepInSight() {
    const far = (picture: number, window: number) =>
      Math.max(0, (picture * this.scale - window) / 2);
    const x = far(this.#picture.width, this.#window.width);
    const y = far(this.#picture.height, this.#window.height);
    // Never -0: what did not move is the same.
    this.x = Math.min(x, Math.max(-x, this.x)) || 0;
    this.y = Math.min(y, Math.max(-y, this.y)) || 0;
  }
}
