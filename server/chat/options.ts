/**
 * What a chat is opened with.
 *
 * @module
 */
import type { RoomLimits } from "../../hub/rooms/room_quota.ts";
import type { Log } from "./log.ts";
import type { Interfaces } from "../api/accounts/network_url.ts";
import type { Rules } from "../auth/accounts.ts";
import type { OriginsOptions } from "../auth/origins.ts";
import type { AuthServiceOptions } from "../auth/service.ts";
import type { Backing } from "../backing.ts";
import type { FileLimits, Pace } from "../files/limits.ts";
import type { Overrides } from "../http/assets/overrides.ts";
import type { SocketLimits } from "../limits.ts";
import type { HookHosts } from "../service/guarded_fetch.ts";
import type { Pace as PushPace } from "../service/push/notifier.ts";
import type { Retention } from "../settings.ts";
import type { Introduction } from "../settings/introduction.ts";
import type { WorkerMeters } from "../metrics/worker_meters.ts";
import type { SessionOptions } from "../socket.ts";

export interface ChatOptions extends SessionOptions, OriginsOptions {
  backing: Backing;
  /** Where the operator is told what happens; unless given, nowhere. */
  log?: Log;
  /** Who may connect, and how. */
  rules?: Rules;
  /** What the operator calls the server, and says to whoever comes, whatever is stored. */
  introduction?: Introduction;
  /** Files that stand in for those of the page, or beside them. */
  overrides?: Overrides | undefined;
  /** What a try of a password costs. */
  effort?: AuthServiceOptions["effort"];
  /** How much of each room is kept; all of it by default. */
  retain?: Retention;
  /** How many sockets there may be; `"off"` turns limits of rates off, too. */
  limits?: SocketLimits | "off";
  /** How many rooms there may be. */
  rooms?: RoomLimits;
  /** Hosts to which a bot's messages may be sent though they are not public. */
  hookHosts?: HookHosts;
  /** How long to wait after each try to reach a bot that failed, in milliseconds. */
  hookBackoffMs?: readonly number[];
  /** What is counted of the threads that hold its connections, where there are some. */
  workerMeters?: WorkerMeters;
  /** Where it listens; on all of this machine's addresses unless said. */
  host?: string | undefined;
  /** This machine's addresses. */
  interfaces?: () => Interfaces;
  /** How soon and how often devices are notified, in milliseconds. */
  pushPace?: Partial<PushPace>;
  /** How large files may be, and how many bytes are kept of them. */
  files?: FileLimits;
  /** How an upload has to come. */
  filePace?: Pace;
  /** The server's name: `NAME/VERSION`. */
  server: string;
  /** How long an event stream is silent before a comment shows that it is there, in milliseconds. */
  heartbeatMs?: number;
  /** Seconds after which the runtime gives up a peer that answers no ping. */
  idleTimeoutS?: number;
}
