/**
 * A server for which no time passes: what is done there is done at once, or never.
 *
 * @module
 */
import { TestServer, type TestServerOptions } from "./test_server.ts";

/** Starts a server that never looks whether something is due. */
export async function startUnticked(options: TestServerOptions = {}): Promise<TestServer> {
  const { setInterval } = globalThis;
  Object.assign(globalThis, { setInterval: () => 0 });
  try {
    return await TestServer.start(options);
  } finally {
    globalThis.setInterval = setInterval;
  }
}
