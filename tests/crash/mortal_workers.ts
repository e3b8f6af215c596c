/**
 * Has a server lose one of its workers, whichever, each time that it gets a signal: its thread is gone
 * in the middle of whatever it does.
 *
 * @module
 */

/** The signal. */
export const LOSE: Deno.Signal = "SIGUSR2";
/** Why a worker is said to have ended then. */
export const LOST = "lost";

const running = new Set<Worker>();

class MortalWorker extends Worker {
  constructor(module: string | URL, options?: WorkerOptions) {
    super(module, options);
    running.add(this);
  }

  override terminate(): void {
    running.delete(this);
    super.terminate();
  }
}

// A test that imports the names above loses nothing.
if (Deno.mainModule.endsWith("/main.ts") && !import.meta.main) {
  globalThis.Worker = MortalWorker;
  Deno.addSignalListener(LOSE, () => {
    const one = [...running][Math.floor(Math.random() * running.size)];
    one?.terminate();
    one?.dispatchEvent(new ErrorEvent("error", { message: LOST, cancelable: true }));
  });
}
