/**
 * What is held by nobody any more.
 *
 * @module
 */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

setFlagsFromString("--expose-gc");
const collect: () => void = runInNewContext("gc");

/** Resolves when none of these is held any more: a test that waits for what never goes never ends. */
export async function collected(refs: readonly WeakRef<object>[]): Promise<void> {
  while (refs.some((ref) => ref.deref() !== undefined)) {
    // What a turn looked at is held until its end.
    await new Promise((resolve) => setTimeout(resolve, 10));
    collect();
  }
}
