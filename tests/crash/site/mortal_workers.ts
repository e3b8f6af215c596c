/**
 * Has a server lose one of its workers, whichever, each time that it gets a signal: as by a bug of ours in
 * the middle of whatever it does.
 *
 * @module
 */
import { DIE } from "../../support/server/die.ts";

/** The signal. */
export const LOSE: Deno.Signal = "SIGUSR2";

const MODULE = new URL("../../support/server/mortal_worker.ts", import.meta.url);
const running = new Set<Worker>();

class MortalWorker extends Worker {
  constructor(_module: string | URL, options?: WorkerOptions) {
    super(MODULE, options);
    running.add(this);
  }

  override terminate(): void {
    running.delete(this);
    super.terminate();
  }
}

// A test that imports the name above loses nothing.
if (Deno.mainModule.endsWith("/main.ts") && !import.meta.main) {
  globalThis.Worker = MortalWorker;
  Deno.addSignalListener(LOSE, () => {
    const one = [...running][Math.floor(Math.random() * running.size)];
    if (!one) return;
    running.delete(one);
    one.postMessage(DIE);
  });
}
