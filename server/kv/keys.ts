/**
 * Where everything is in the store. Nothing else makes keys.
 *
 * @module
 */
import type { News } from "../../hub/log/journal.ts";

/** What keys begin with. What is under each, `schema.ts` says. */
export type KeyName =
  | ("room" | "log" | "said" | "moment" | "read" | "direct" | "mention" | "formerly")
  | ("block" | "blocksChanged" | "policy" | "policiesChanged" | "erasing")
  | ("session" | "sessionOf" | "ended" | "lastNamed" | "guest")
  | ("guestNames" | "keptName" | "namesChanged")
  | ("report" | "reportOpen" | "reportOf" | "reportsMade")
  | ("bot" | "botToken" | "botsChanged" | "hook" | "hookSecret" | "delivery" | "reply")
  | ("account" | "waiting" | "founded" | "administrator" | "claimCode" | "audit")
  | ("reset" | "resetOf")
  | ("passkey" | "usedChallenge" | "challengeKey" | "signInCode")
  | ("invite" | "inviteOf" | "roomInvite")
  | ("commit" | "ids" | "owner")
  | ("file" | "fileOf" | "roomFile" | "looseFile" | "goneFile" | "storedBytes")
  | ("blob" | "blobUse" | "staged" | "chunk")
  | ("stream" | "removal")
  | ("profile" | "displayed" | "profileChanged")
  | ("notify" | "device" | "pushKeys" | "call" | "pushChanged")
  | ("instance" | "present" | "held" | "heldLike")
  | ("grown" | "news" | "importing" | "probe" | "format" | "unreadable");

type Key = readonly [KeyName, ...Deno.KvKeyPart[]];

export const keys = {
  rooms: ["room"],
  room: (room: string) => ["room", room],
  log: (room: string) => ["log", room],
  page: (room: string, last: number) => ["log", room, last],
  allSaid: ["said"],
  /** The id comes first: ids grow with time, so what is written together is kept together. */
  said: (id: string, from: string) => ["said", id, from],
  /** Where ids begin that are not less. */
  saidFrom: (id: string) => ["said", id],
  allMoments: ["moment"],
  /** Given a whole id: where those of later moments begin. */
  ofMoment: (moment: string) => ["moment", moment],
  moment: (moment: string, id: string, from: string) => ["moment", moment, id, from],
  allReads: ["read"],
  reads: (person: string) => ["read", person],
  read: (person: string, room: string) => ["read", person, room],
  allDirects: ["direct"],
  directs: (person: string) => ["direct", person],
  direct: (person: string, room: string) => ["direct", person, room],
  mentions: (name: string) => ["mention", name],
  mention: (name: string, room: string) => ["mention", name, room],
  allBlocks: ["block"],
  blocks: (person: string) => ["block", person],
  block: (person: string, name: string) => ["block", person, name],
  allBlocksChanged: ["blocksChanged"],
  blocksChanged: (person: string) => ["blocksChanged", person],
  profiles: ["profile"],
  profile: (person: string) => ["profile", person],
  displayed: (display: string) => ["displayed", display],
  profilesChanged: ["profileChanged"],
  profileChanged: (person: string) => ["profileChanged", person],
  formerly: (name: string) => ["formerly", name],
  /** Where a server writes that it has written, for the others to watch. */
  grown: (place: number) => ["grown", place],
  instances: ["instance"],
  instance: (id: string) => ["instance", id],
  presentOn: (instance: string) => ["present", instance],
  present: (instance: string, room: string) => ["present", instance, room],
  held: (name: string) => ["held", name],
  heldLikes: (claim: string) => ["heldLike", claim],
  heldLike: (claim: string, name: string) => ["heldLike", claim, name],
  allNews: ["news"],
  news: (news: News, room: string) => ["news", news, room],
  allPolicies: ["policy"],
  policy: (room: string) => ["policy", room],
  policyPiece: (room: string, piece: number) => ["policy", room, piece],
  policiesChanged: ["policiesChanged"],
  allErasing: ["erasing"],
  erasing: (person: string) => ["erasing", person],
  commits: ["commit"],
  /** A row of the log of commits. They are numbered in their order. */
  commit: (n: number) => ["commit", n],
  allIds: ["ids"],
  idsOf: (part: number) => ["ids", part],
  idPart: (part: number, run: string, row: number) => ["ids", part, run, row],
  owner: ["owner"],
  importing: ["importing"],
  /** Written to see whether the store can be written to. */
  probe: ["probe"],
  sessions: ["session"],
  session: (tokenHash: string) => ["session", tokenHash],
  sessionsOf: (person: string) => ["sessionOf", person],
  sessionOf: (person: string, id: string) => ["sessionOf", person, id],
  streams: (person: string) => ["stream", person],
  stream: (person: string, id: string) => ["stream", person, id],
  allEnded: ["ended"],
  ended: (session: string) => ["ended", session],
  lastNamed: (name: string) => ["lastNamed", name],
  allGuestNames: ["guestNames"],
  guestNames: (person: string) => ["guestNames", person],
  keptName: (name: string) => ["keptName", name],
  allNamesChanged: ["namesChanged"],
  namesChanged: (person: string) => ["namesChanged", person],
  guests: ["guest"],
  guest: (at: number, person: string) => ["guest", at, person],
  /** What was under a key and could not be read, before it was made anew. */
  unreadable: (key: Deno.KvKey) => ["unreadable", ...key],
  accounts: ["account"],
  account: (claim: string) => ["account", claim],
  removals: ["removal"],
  removal: (id: string) => ["removal", id],
  allWaiting: ["waiting"],
  waiting: (claim: string) => ["waiting", claim],
  allBots: ["bot"],
  bots: (owner: string) => ["bot", owner],
  bot: (owner: string, id: string) => ["bot", owner, id],
  botToken: (hash: string) => ["botToken", hash],
  botsChanged: ["botsChanged"],
  hooks: (room: string) => ["hook", room],
  hook: (room: string, id: string) => ["hook", room, id],
  hookSecret: (hash: string) => ["hookSecret", hash],
  deliveries: ["delivery"],
  delivery: (id: string) => ["delivery", id],
  replies: ["reply"],
  reply: (hash: string) => ["reply", hash],
  allReports: ["report"],
  /** Ids grow with time. */
  report: (id: string) => ["report", id],
  allReportsOpen: ["reportOpen"],
  reportsOpenIn: (room: string) => ["reportOpen", room],
  reportOpen: (room: string, id: string) => ["reportOpen", room, id],
  reportsOf: (person: string) => ["reportOf", person],
  reportOf: (person: string, message: string) => ["reportOf", person, message],
  reportsMade: (person: string, day: number) => ["reportsMade", person, day],
  founded: ["founded"],
  administrators: ["administrator"],
  administrator: (claim: string) => ["administrator", claim],
  claimCode: ["claimCode"],
  passkey: (id: string) => ["passkey", id],
  usedChallenge: (nonce: string) => ["usedChallenge", nonce],
  challengeKey: ["challengeKey"],
  signInCode: (person: string) => ["signInCode", person],
  format: ["format"],
  invites: ["invite"],
  invite: (hash: string) => ["invite", hash],
  reset: (hash: string) => ["reset", hash],
  resetOf: (person: string) => ["resetOf", person],
  invitesOf: (person: string) => ["inviteOf", person],
  inviteOf: (person: string, hash: string) => ["inviteOf", person, hash],
  roomInvites: (room: string) => ["roomInvite", room],
  roomInvite: (room: string, hash: string) => ["roomInvite", room, hash],
  files: ["file"],
  file: (id: string) => ["file", id],
  filesOf: (person: string) => ["fileOf", person],
  fileOf: (person: string, id: string) => ["fileOf", person, id],
  allRoomFiles: ["roomFile"],
  roomFiles: (room: string) => ["roomFile", room],
  /** Where the files of messages from one on begin. */
  roomFilesFrom: (room: string, seq: number) => ["roomFile", room, seq],
  roomFile: (room: string, seq: number, n: number) => ["roomFile", room, seq, n],
  looseFiles: ["looseFile"],
  looseFilesFrom: (at: number) => ["looseFile", at],
  looseFile: (at: number, id: string) => ["looseFile", at, id],
  goneFiles: ["goneFile"],
  goneFile: (id: string) => ["goneFile", id],
  allStoredBytes: ["storedBytes"],
  /** What a person's files have together; with `""`, all blobs. */
  storedBytes: (person: string) => ["storedBytes", person],
  blobs: ["blob"],
  blob: (hash: string) => ["blob", hash],
  blobUses: (hash: string) => ["blobUse", hash],
  blobUse: (hash: string, id: string) => ["blobUse", hash, id],
  allStaged: ["staged"],
  staged: (key: string) => ["staged", key],
  chunks: (key: string) => ["chunk", key],
  chunk: (key: string, n: number) => ["chunk", key, n],
  notify: (person: string) => ["notify", person],
  allDevices: ["device"],
  devices: (person: string) => ["device", person],
  device: (person: string, session: string) => ["device", person, session],
  pushKeys: ["pushKeys"],
  allCalls: ["call"],
  calls: (person: string) => ["call", person],
  call: (person: string, room: string) => ["call", person, room],
  allPushChanged: ["pushChanged"],
  pushChanged: (person: string) => ["pushChanged", person],
  allAudit: ["audit"],
  /** Ids grow with time. */
  audit: (id: string) => ["audit", id],
} as const satisfies Record<string, Key | ((...parts: never[]) => Key)>;
