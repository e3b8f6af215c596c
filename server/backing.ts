/**
 * The storage of a chat: journal, policies, read positions, accounts, sessions.
 *
 * @module
 */
import type { Blocks } from "../hub/people/person_blocks.ts";
import type { Policies } from "../hub/permissions/policies.ts";
import type { Journal } from "../hub/log/journal.ts";
import type { ReadPositions } from "../hub/people/read_positions.ts";
import type { AccountStore } from "./auth/accounts.ts";
import type { ResetStore } from "./auth/accounts/resets.ts";
import type { PasskeyStore, SignInCodeStore } from "./auth/accounts/passkeys/passkey_store.ts";
import type { ProfileStore } from "./auth/accounts/profile_store.ts";
import type { InviteStore } from "./auth/service/invites.ts";
import type { AuditStore } from "./auth/audit.ts";
import type { GuestNameStore } from "./auth/sessions/guest_names.ts";
import type { SessionStore } from "./auth/sessions.ts";
import type { BotStore } from "./auth/bots/bot.ts";
import type { DeliveryStore } from "./auth/bots/delivery.ts";
import type { HookStore } from "./auth/bots/hook.ts";
import { type InstanceStore, LEASE_MS } from "./chat/instances.ts";
import type { DutyCycle } from "./service/duty_cycle.ts";
import type { Blobs } from "./files/blobs.ts";
import { FolderBlobs } from "./files/blobs/folder_blobs.ts";
import type { ReportStore } from "./service/reports.ts";
import type { FileStore } from "./files/file_store.ts";
import type { OwnRecords } from "./service/archive/own_records.ts";
import { TalkPace } from "./files/blobs/talk_pace.ts";
import { type Commit, KvBlobs } from "./kv/files/kv_blobs.ts";
import { KvFileStore } from "./kv/files/kv_file_store.ts";
import { KvAccountStore } from "./kv/people/account_store.ts";
import { KvResetStore } from "./kv/people/account_store/reset_store.ts";
import { KvAuditStore } from "./kv/people/audit_store.ts";
import { KvBotStore } from "./kv/people/bot_store.ts";
import { KvBlocks } from "./kv/people/blocks.ts";
import { KvDeliveryStore } from "./kv/people/delivery_store.ts";
import { KvHookStore } from "./kv/people/hook_store.ts";
import { KvProfiles } from "./kv/people/profiles.ts";
import { KvInviteStore } from "./kv/invites/invite_store.ts";
import { KvInstances } from "./kv/instances/instance_store.ts";
import { KvReports } from "./kv/moderation/report_store.ts";
import { KvPolicies } from "./kv/people/policies.ts";
import { KvPasskeyStore, KvSignInCodeStore } from "./kv/passkeys/passkey_store.ts";
import { KvPreferencesStore } from "./kv/push/preferences_store.ts";
import { KvPushStore } from "./kv/push/push_store.ts";
import type { PushStore } from "./service/push.ts";
import type { PreferencesStore } from "./service/push/preferences.ts";
import { MEMORY } from "./kv/store/database.ts";
import type { LogSize } from "./kv/pages/log_sizes.ts";
import { KvOwnRecords } from "./kv/pages/own_records.ts";
import { KvJournal } from "./kv/journal.ts";
import type { CommitMeters } from "./kv/log/commits/meters.ts";
import { KvReadPositions } from "./kv/people/read_positions.ts";
import { KvGuestNameStore } from "./kv/people/session_store/guest_name_store.ts";
import { KvSessionStore } from "./kv/people/session_store.ts";
import { KvStreamPositions, type StreamPositions } from "./kv/people/stream_positions.ts";
import { KvRemovalStore } from "./kv/people/removal_store.ts";
import type { RemovalStore } from "./service/removals/removal.ts";
import { Store, type StoreOptions } from "./kv/store.ts";

export interface Backing extends AsyncDisposable {
  readonly journal: Journal;
  readonly positions: ReadPositions;
  readonly policies: Policies;
  readonly blocks: Blocks;
  readonly sessions: SessionStore;
  readonly guestNames: GuestNameStore;
  readonly accounts: AccountStore;
  readonly resets: ResetStore;
  readonly passkeys: PasskeyStore;
  readonly signInCodes: SignInCodeStore;
  readonly invites: InviteStore;
  readonly audit: AuditStore;
  readonly removals: RemovalStore;
  readonly bots: BotStore;
  readonly streams: StreamPositions;
  readonly hooks: HookStore;
  readonly deliveries: DeliveryStore;
  readonly preferences: PreferencesStore;
  readonly push: PushStore;
  readonly reports: ReportStore;
  readonly files: FileStore;
  /** What is one person's, for them to take away. */
  readonly own: OwnRecords;
  readonly profiles: ProfileStore;
  /** Where servers that share the store tell of themselves; nothing where there is one server. */
  readonly instances: InstanceStore | undefined;
  /** Where bytes of files are, the place for new ones first. */
  readonly blobs: readonly [Blobs, ...Blobs[]];
  /** Shares the time for background work among all of it; by default each has its own. */
  readonly background?: DutyCycle | undefined;
  /** How long retention rests between two passes over all rooms, in milliseconds; a minute by default. */
  readonly retainEveryMs?: number | undefined;
  /** What is counted of commits. */
  readonly commits: CommitMeters;
  /** What is wrong with it, in words; `undefined` when it works. */
  trouble(): Promise<string | undefined>;
  /** How many bytes the log of a room takes, without its files. */
  logSize(room: string): Promise<LogSize>;
  /** How many bytes it takes, without files in a folder; `undefined` where nobody can tell. */
  bytes(): Promise<number | undefined>;
}

export interface BackingOptions extends StoreOptions {
  /** The folder for bytes of files, unless they are kept with the rest. */
  folder?: string | undefined;
}

/** How long retention rests in memory, in milliseconds: what is kept longer takes place there. */
const MEMORY_RETAIN_MS = 5000;

/**
 * Keeps everything in a Deno KV database, named as `Store.open` takes it. With `MEMORY` it is a new
 * one, which is forgotten when it is closed.
 *
 * @throws {StoreError} If it can't be opened.
 */
export async function kvBacking(
  place: string | undefined,
  { folder, ...options }: BackingOptions = {},
): Promise<Backing> {
  const store = await Store.open(place, { lock: true, ...options });
  const journal = new KvJournal(store);
  const backing = backingOver(store, journal, await openFolder(folder, store, paceOf(journal)));
  return {
    ...backing,
    retainEveryMs: place === MEMORY ? MEMORY_RETAIN_MS : undefined,
    async [Symbol.asyncDispose]() {
      await backing[Symbol.asyncDispose]();
      await store[Symbol.asyncDispose]();
    },
  };
}

/** Keeps everything in a store, which the caller closes; the bytes of new files in a folder, if given. */
export function backingOver(
  store: Store,
  journal: KvJournal = new KvJournal(store),
  folder?: Blobs,
): Backing {
  const { background } = journal;
  const preferences = new KvPreferencesStore(store);
  const commit: Commit = (fill) => background.commit(fill);
  const ours = new KvBlobs(store, commit, paceOf(journal));
  const blobs = folder ? [folder, ours] as const : [ours] as const;
  const files = new KvFileStore(store, commit, blobs);
  return {
    journal,
    background,
    positions: new KvReadPositions(store, journal, preferences),
    preferences,
    push: new KvPushStore(store),
    policies: new KvPolicies(store, (atomic) => journal.tellOthers(atomic)),
    blocks: new KvBlocks(store),
    sessions: new KvSessionStore(store),
    guestNames: new KvGuestNameStore(store),
    accounts: new KvAccountStore(store),
    resets: new KvResetStore(store),
    passkeys: new KvPasskeyStore(store),
    signInCodes: new KvSignInCodeStore(store),
    invites: new KvInviteStore(store),
    audit: new KvAuditStore(store),
    removals: new KvRemovalStore(store),
    bots: new KvBotStore(store),
    streams: new KvStreamPositions(store),
    hooks: new KvHookStore(store),
    deliveries: new KvDeliveryStore(store),
    files,
    own: new KvOwnRecords(store, journal.reader, files),
    reports: new KvReports(store, journal),
    profiles: new KvProfiles(store),
    instances: store.shared
      ? new KvInstances(store, { leaseMs: LEASE_MS, now: () => performance.now() })
      : undefined,
    blobs,
    commits: journal.meters,
    trouble: () => store.trouble(),
    logSize: (room) => journal.sizes.of(room),
    bytes: () => store.bytes(),
    [Symbol.asyncDispose]: () => journal.stop(),
  };
}

function paceOf({ background }: KvJournal): TalkPace {
  return new TalkPace(() => background.isTalk);
}

/** @throws If it can't be used. Then the store is closed. */
async function openFolder(
  path: string | undefined,
  store: Store,
  pace: TalkPace,
): Promise<FolderBlobs | undefined> {
  if (!path) return undefined;
  try {
    return await FolderBlobs.open(path, { pace });
  } catch (error) {
    await store[Symbol.asyncDispose]();
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`Cannot use the folder of files ${path}: ${why}`, { cause: error });
  }
}
