/**
 * What of a chat is measured, and how it is called.
 *
 * @module
 */
import type { Hub } from "../../hub.ts";
import type { Streams } from "../api/events/streams.ts";
import type { AuthService } from "../auth/service.ts";
import type { Backing } from "../backing.ts";
import type { RequestMeters } from "../http/answer/meters.ts";
import { type Metric, Metrics } from "../metrics.ts";
import type { EventLoopDelay } from "../metrics/event_loop.ts";
import type { WorkerMeters } from "../metrics/worker_meters.ts";
import type { SocketMeters } from "../socket/meters.ts";

export interface Measured {
  readonly hub: Hub;
  readonly auth: AuthService;
  readonly streams: Streams;
  readonly backing: Pick<Backing, "commits" | "bytes" | "trouble">;
  readonly sockets: SocketMeters;
  readonly requests: RequestMeters;
  readonly eventLoop: EventLoopDelay;
  readonly workers: WorkerMeters;
  /** When the server was started, in milliseconds since the epoch. */
  readonly startedAt: number;
}

/** All that is measured. `docs/operations.md` says what each is good for. */
export function metricsOf(measured: Measured): Metrics {
  return new Metrics([
    ...ofPeople(measured),
    ...ofMessages(measured),
    ...ofRefusals(measured),
    ...ofProcess(measured),
  ]);
}

function ofPeople({ hub, auth, streams, sockets }: Measured): Metric[] {
  return [
    {
      name: "hubbub_sockets",
      help: "Open WebSockets.",
      type: "gauge",
      read: () => sockets.open,
    },
    {
      name: "hubbub_event_streams",
      help: "Open event streams.",
      type: "gauge",
      read: () => streams.size,
    },
    {
      name: "hubbub_people",
      help: "People who are connected, each once.",
      type: "gauge",
      read: () => new Set(Iterator.from(auth.names.sessions()).map(({ person }) => person)).size,
    },
    {
      name: "hubbub_rooms",
      help: "Rooms, direct ones included.",
      type: "gauge",
      read: () => hub.directory.size,
    },
  ];
}

function ofMessages({ hub, sockets, backing: { commits } }: Measured): Metric[] {
  return [
    {
      name: "hubbub_messages_total",
      help: "Messages that were stored.",
      type: "counter",
      meter: commits.messages,
    },
    {
      name: "hubbub_deliveries_total",
      help: "Entries of rooms that were handed on, counted for each connection.",
      type: "counter",
      meter: {
        get value() {
          return hub.fanOut.delivered;
        },
      },
    },
    {
      name: "hubbub_frames_received_total",
      help: "WebSocket frames that came in.",
      type: "counter",
      meter: sockets.received,
    },
    {
      name: "hubbub_frames_sent_total",
      help: "WebSocket frames that were sent.",
      type: "counter",
      meter: sockets.sent,
    },
    {
      name: "hubbub_commit_seconds",
      help: "How long commits of entries took.",
      type: "histogram",
      meter: commits.seconds,
    },
    {
      name: "hubbub_commit_entries",
      help: "How many entries commits had.",
      type: "histogram",
      meter: commits.entries,
    },
    {
      name: "hubbub_journal_retries_total",
      help: "Commits that were tried again because another server was first.",
      type: "counter",
      meter: commits.retries,
    },
  ];
}

function ofRefusals({ auth, sockets, requests }: Measured): Metric[] {
  return [
    {
      name: "hubbub_http_responses_total",
      help: "Answers to HTTP requests, by the class of their status.",
      type: "counter",
      label: "status",
      meters: requests.answered,
    },
    {
      name: "hubbub_http_refusals_total",
      help: "HTTP requests that were refused.",
      type: "counter",
      label: "reason",
      meters: requests.refused,
    },
    {
      name: "hubbub_refusals_total",
      help: "Commands over WebSockets that were refused.",
      type: "counter",
      label: "reason",
      meters: sockets.refused,
    },
    {
      name: "hubbub_limits_exceeded_total",
      help: "How often limits were exceeded.",
      type: "counter",
      label: "limit",
      meters: auth.limits.exceeded,
    },
    {
      name: "hubbub_disconnects_total",
      help: "WebSockets that ended: TooSlow and TooFast were evicted, Removed lost their right.",
      type: "counter",
      label: "reason",
      meters: sockets.ended,
    },
  ];
}

function ofProcess({ backing, eventLoop, workers, startedAt }: Measured): Metric[] {
  return [
    {
      name: "hubbub_workers",
      help: "Workers that listen; 0 where this process holds its connections by itself.",
      type: "gauge",
      read: () => workers.listening,
    },
    {
      name: "hubbub_workers_replaced_total",
      help: "Workers that ended, and were replaced.",
      type: "counter",
      meter: workers.replaced,
    },
    {
      name: "hubbub_event_loop_delay_seconds",
      help: "How late the event loop was, looked at twice a second.",
      type: "histogram",
      meter: eventLoop.seconds,
    },
    {
      name: "hubbub_heap_bytes",
      help: "Bytes of the heap in use.",
      type: "gauge",
      read: () => Deno.memoryUsage().heapUsed,
    },
    {
      name: "hubbub_resident_memory_bytes",
      help: "Bytes of memory that the process has.",
      type: "gauge",
      read: () => Deno.memoryUsage().rss,
    },
    {
      name: "hubbub_store_bytes",
      help: "Bytes of the store's file.",
      type: "gauge",
      read: () => backing.bytes(),
    },
    {
      name: "hubbub_store_up",
      help: "Whether the store works.",
      type: "gauge",
      read: async () => await backing.trouble() === undefined ? 1 : 0,
    },
    {
      name: "hubbub_start_time_seconds",
      help: "When the server was started, in seconds since 1970.",
      type: "gauge",
      read: () => startedAt / 1000,
    },
  ];
}
