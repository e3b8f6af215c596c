import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { SCALE_MAX, Zoom } from "../../../../../static/page/showing/lightbox/zoom.ts";

function zoomOf(): Zoom {
  const zoom = new Zoom();
  zoom.measure({ width: 1000, height: 800 }, { width: 1000, height: 500 });
  return zoom;
}

Deno.test("Zoom keeps what is looked at where it is, nearer and farther", () => {
  const zoom = zoomOf();
  const at = { x: 200, y: 0 };
  /** What of the picture stands there. */
  const seen = () => (at.x - zoom.x) / zoom.scale;
  const before = seen();
  zoom.by(2, at);
  zoom.by(2, at);
  assertAlmostEquals(seen(), before);
  zoom.by(1 / 2, at);
  assertAlmostEquals(seen(), before);
});

Deno.test("Zoom is never farther away than the whole, nor nearer than is of use", () => {
  const zoom = zoomOf();
  zoom.by(1 / 3);
  assert(zoom.isWhole);
  zoom.by(1000);
  assertEquals(zoom.scale, SCALE_MAX);
  zoom.by(0);
  assertEquals([zoom.scale, zoom.x, zoom.y], [1, 0, 0]);
});

Deno.test("Zoom moves no farther than there is more to be seen, and tells if it did", () => {
  const zoom = zoomOf();
  assertEquals(zoom.move(100, 100), false);
  zoom.by(2);
  assertEquals(zoom.move(400, 0), true);
  assertEquals(zoom.move(400, 0), true);
  assertEquals([zoom.x, zoom.y], [500, 0]);
  assertEquals(zoom.move(400, 0), false);
  // Twice as high it is 1000, of which 800 are in sight.
  zoom.move(0, -1000);
  assertEquals(zoom.y, -100);
});

Deno.test("Zoom has the picture in sight when the window becomes another", () => {
  const zoom = zoomOf();
  zoom.by(2);
  zoom.move(500, 0);
  zoom.measure({ width: 3000, height: 2000 }, { width: 1000, height: 500 });
  assertEquals([zoom.x, zoom.y], [0, 0]);
});
