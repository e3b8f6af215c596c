/**
 * The parts of a server that the handlers of its routes use.
 *
 * @module
 */
import type { Hub } from "../../hub.ts";
import type { Journal } from "../../hub/log/journal.ts";
import type { Authenticator } from "../auth.ts";
import type { AuthService } from "../auth/service.ts";
import type { Profiles } from "../auth/accounts/profiles.ts";
import type { DeliveryStore } from "../auth/bots/delivery.ts";
import type { CountedLogs } from "../chat/counted_logs.ts";
import type { Commands } from "../commands.ts";
import type { Files } from "../files.ts";
import type { Metrics } from "../metrics.ts";
import type { HookHosts } from "../service/guarded_fetch.ts";
import type { Courier } from "../service/deliveries/courier.ts";
import type { ServerInfo } from "../service/server_info.ts";
import type { Archives } from "../service/archive.ts";
import type { ReportStore } from "../service/reports.ts";
import type { Erasing } from "../service/erasing.ts";
import type { Removals } from "../service/removals.ts";
import type { Push } from "../service/push/push_service.ts";
import type { Streams } from "./events/streams.ts";

/** What administrators are told of the process. */
export interface ServerState {
  /** `NAME/VERSION`. */
  readonly server: string;
  /** When it was started, in milliseconds since the epoch. */
  readonly startedAt: number;
  readonly journal: Pick<Journal, "head">;
  /** Why the store does not work, in words; `undefined` when it does. */
  readonly trouble: () => Promise<string | undefined>;
  /** What rooms take of it, as it was counted last. */
  readonly logs: CountedLogs;
}

/** What handlers need. */
export interface Api {
  readonly auth: AuthService;
  readonly authenticator: Authenticator;
  readonly hub: Hub;
  /** Executes what people ask of the hub. */
  readonly commands: Commands;
  readonly streams: Streams;
  /** The process, and what it stores in. */
  readonly state: ServerState;
  /** What is measured. */
  readonly metrics: Metrics;
  readonly erasing: Erasing;
  readonly removals: Removals;
  readonly courier: Courier;
  readonly deliveries: DeliveryStore;
  readonly reports: ReportStore;
  readonly files: Files;
  readonly push: Push;
  readonly archives: Archives;
  readonly profiles: Profiles;
  /** What the server says about itself. */
  readonly info: ServerInfo;
  /** Hosts to which bots may have their messages sent, though they are not public. */
  readonly hookHosts: HookHosts;
  /** Where others in the network find a page that is at a name of this machine alone, if they do. */
  readonly networkUrl: (page: URL) => URL | undefined;
  /** The clock, in milliseconds since the epoch. */
  readonly now: () => number;
}
