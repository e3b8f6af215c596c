/**
 * From a request to a socket.
 *
 * @module
 */
import { notAWebSocket, speaks, SUBPROTOCOL } from "../auth.ts";

/**
 * Upgrades a request, of a peer that is given up when it answers no ping for so many seconds.
 *
 * @throws {Refusal} If it asks for no WebSocket.
 */
export function upgrade(request: Request, idleTimeout: number): Deno.WebSocketUpgrade {
  try {
    return Deno.upgradeWebSocket(request, {
      idleTimeout,
      ...(speaks(request) && { protocol: SUBPROTOCOL }),
    });
  } catch {
    throw notAWebSocket();
  }
}
