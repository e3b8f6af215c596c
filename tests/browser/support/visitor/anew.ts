/// <reference lib="dom" />
/**
 * A browser that has nothing of the page yet.
 *
 * @module
 */
import type { Stage } from "../stage.ts";
import type { Visitor } from "../visitor.ts";
import type { WindowOptions } from "../window.ts";

/** Somebody opens the page in a browser that has nothing of it, and keeps none of it in a worker. */
export async function openAnew(
  stage: Stage,
  at: URL,
  { isNeverIdle = false, ...options }: WindowOptions & { isNeverIdle?: boolean } = {},
): Promise<Visitor> {
  const visitor = await stage.open({ ...options, at: new URL("about:blank") });
  if (isNeverIdle) await visitor.window.beforeEachPage(neverIdle);
  await visitor.window.beforeEachPage(() => {
    Reflect.deleteProperty(Navigator.prototype, "serviceWorker");
  });
  await visitor.window.devtools("Network.clearBrowserCache", {});
  await visitor.window.goTo(String(at));
  return visitor;
}

/** In the page: what waits for a second or more, until there is time for it, never comes. */
function neverIdle(): void {
  const real = globalThis.setTimeout;
  const soon = (act: () => void, ms = 0) => ms < 1_000 ? real(act, ms) : 0;
  Object.assign(globalThis, { setTimeout: soon });
}
