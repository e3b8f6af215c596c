import { createHash } from "node:crypto";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { displayKeys } from "../../../protocol/name/display_name.ts";
import { MEMORY } from "../../../server/kv/store/database.ts";
import { keys } from "../../../server/kv/keys.ts";
import { rowValue } from "../../../server/kv/log/log_rows.ts";
import { FORMAT } from "../../../server/kv/migrations.ts";
import { pageValue } from "../../../server/kv/pages/page_value.ts";
import { type Kind, KINDS, type Stored } from "../../../server/kv/schema.ts";
import { Store } from "../../../server/kv/store.ts";
import { readStore } from "../../../tools/backup/from_store.ts";
import { isRecord } from "../../../tools/backup/record.ts";
import { Seal, valueOf } from "../../../tools/backup/seal.ts";
import { Restoration } from "../../../tools/backup/into_store.ts";
import { TempFolder } from "../../support/temp_folder.ts";
import { MODERATION_ROWS } from "./moderation_rows.ts";
import { NAME_ROWS } from "../../support/name_rows.ts";
import { runTool } from "../programs.ts";

const ADA = "guest:ada";
const BOB = "account:bob";
const DIRECT = `@ada,bob ${ADA} ${BOB}`;
const SESSION = {
  ...{ id: "s1", person: ADA, name: "Ada", guest: true },
  ...{ made: 1, seen: 2, expires: 3, program: "test/1", address: "127.0.0.1" },
};
const BLOCK = { name: "Eve", at: 5 };
const BOT = {
  ...{ id: "bot:echo", name: "Echo", owner: BOB, ownerName: "Bob", made: 1, token: "hash" },
  callback: { url: "https://bot.example/", secret: "s", base: "https://chat.example/" },
  failure: { at: 2, why: "it answered 500" },
};
const PASSKEY = {
  ...{ id: "p1", credential: "c1", host: "chat.example", algorithm: -7, key: "spki" } as const,
  ...{ counter: 3, synced: true, transports: ["usb"], name: "Key", made: 1, used: 2 },
};
const DELIVERY = {
  ...{ id: "d1", bot: "bot:echo", owner: BOB, room: "den", name: "Den", people: [] },
  ...{ seq: 1, tries: 0, due: 1 },
};
const HOOK = {
  ...{ id: "h1", name: "Alerts", person: "hook:1", room: "den", by: "Bob", made: 1 },
  ...{ secret: "hash", calls: false },
};
/** Of three bytes that are 0. */
const HASH = createHash("sha256").update(new Uint8Array(3)).digest("hex");
const FILE = {
  ...{ name: "cat.png", type: "image/png", size: 3, width: 2, height: 1, hash: HASH },
  ...{ by: ADA, at: 1, said: { room: "den", seq: 1, id: "1", n: 0 } },
};
const LISTED = {
  file: { id: "f1", url: "/files/f1/cat.png", name: "cat.png", type: "image/png", size: 3 },
  ...{ from: "ada", at: 1 },
};
const PROFILE = {
  ...{ name: "Bob", display: "Robert B.", zone: "Europe/Paris", picture: "/files/f4/picture.png" },
  status: { state: "away", text: "lunch", until: 9 },
} as const;
const PICTURE = {
  ...{ name: "picture.png", type: "image/png", size: 3, width: 2, height: 2, hash: HASH },
  ...{ by: BOB, at: 1 },
  profile: true,
} as const;
const QUIET = { from: 1320, to: 420, days: [0, 6], zone: "Europe/Berlin" };
const DEVICE = {
  ...{ person: BOB, session: "s1", name: "Bob", endpoint: "https://push.example/1" },
  ...{ p256dh: "BA", auth: "a", base: "https://chat.example/", made: 1 },
};
const CALL = { person: BOB, room: "den", name: "Den", people: [], seq: 1, tries: 0, due: 1 };
const AUDIT = { id: "1-a", at: 1, what: "signed-in", by: "bob" };

type Rows = {
  [Name in keyof Stored]: readonly (readonly [key: Deno.KvKey, value: Stored[Name]])[];
};

/** A store with rows of every kind. A kind that is described and not here does not compile. */
const ROWS: Rows = {
  ...MODERATION_ROWS,
  said: [[keys.said("1", "ada"), { room: "den", seq: 1 }]],
  moment: [[keys.moment("0123456789", "0123456789ab", "bob"), [["0123456789ab", "bob", "den", 2]]]],
  read: [[keys.read(ADA, "den"), { seq: 2, nth: 2 }]],
  mention: [[keys.mention("bob", "den"), { seq: 1, by: ADA }]],
  erasing: [[keys.erasing("guest:gone"), "delete"]],
  room: [
    [keys.room("den"), { name: "Den", epoch: "e", first: 1, seq: 2, said: 2, topic: "rest" }],
    [keys.room(DIRECT), {
      ...{ name: "@ada,bob", people: [ADA, BOB], epoch: "d" },
      ...{ first: 1, seq: 0, said: 0, topic: "" },
    }],
  ],
  commit: [[keys.commit(7), rowValue([{ room: "den", kept: entryOf("3", "ada", 3) }])]],
  ids: [[keys.idPart(3, "run", 0), [["~", "ada", "den", 1]]]],
  log: [[
    keys.page("den", 2),
    pageValue([entryOf("1", "ada", 1), entryOf("0123456789ab", "bob", 2)]),
  ]],
  policiesChanged: [[keys.policiesChanged, true]],
  account: [[keys.account("bob"), {
    ...{ id: BOB, name: "Bob", password: "kept", made: 1, founder: true, devices: ["x"] },
    passkeys: [PASSKEY],
    secondFactor: true,
  }]],
  passkey: [[keys.passkey(PASSKEY.id), "bob"]],
  usedChallenge: [[keys.usedChallenge("nonce"), true]],
  challengeKey: [[keys.challengeKey, "secret"]],
  signInCode: [[keys.signInCode(BOB), { hash: "hash", expires: 1 }]],
  bot: [[keys.bot(BOB, BOT.id), BOT]],
  botToken: [[keys.botToken("hash"), { owner: BOB, id: BOT.id }]],
  botsChanged: [[keys.botsChanged, true]],
  delivery: [[keys.delivery(DELIVERY.id), DELIVERY]],
  reply: [[keys.reply("hash"), { delivery: DELIVERY, expires: 1 }]],
  hook: [[keys.hook("den", HOOK.id), HOOK]],
  hookSecret: [[keys.hookSecret("hash"), { room: "den", id: HOOK.id }]],
  file: [[keys.file("f1"), FILE], [keys.file("f4"), PICTURE]],
  fileOf: [[keys.fileOf(ADA, "f1"), 3], [keys.fileOf(BOB, "f4"), 3]],
  roomFile: [[keys.roomFile("den", 1, 0), LISTED]],
  looseFile: [[keys.looseFile(1, "f2"), true]],
  goneFile: [[keys.goneFile("f3"), true]],
  storedBytes: [
    ...[ADA, BOB, ""].map((by) => [keys.storedBytes(by), 3] as const),
  ],
  blob: [[keys.blob(HASH), { key: "b1", size: 3, place: "kv" }]],
  blobUse: [[keys.blobUse(HASH, "f1"), true], [keys.blobUse(HASH, "f4"), true]],
  staged: [[keys.staged("b2"), { at: 1, place: "kv" }]],
  chunk: [[keys.chunk("b1", 0), new Uint8Array(3)]],
  waiting: [[keys.waiting("cleo"), 3]],
  founded: [[keys.founded, BOB]],
  administrator: [[keys.administrator("bob"), BOB]],
  session: [[keys.session("hash"), SESSION]],
  sessionOf: [[keys.sessionOf(ADA, "s1"), "hash"]],
  guest: [[keys.guest(3, ADA), "ada"], [keys.guest(7, "guest:gone"), ""]],
  lastNamed: [[keys.lastNamed("ada"), ADA]],
  ...NAME_ROWS,
  block: [[keys.block(BOB, "eve"), BLOCK]],
  direct: [
    [keys.direct(ADA, DIRECT), { left: { seq: 0, nth: 0 } }],
    [keys.direct(BOB, DIRECT), true],
  ],
  invite: [
    [keys.invite("hash"), { by: BOB, expires: 9 }],
    [keys.invite("hash2"), {
      ...{ by: BOB, expires: 9, name: "Bob", made: 1, left: 3, room: "den" },
    }],
  ],
  inviteOf: [[keys.inviteOf(BOB, "hash"), true], [keys.inviteOf(BOB, "hash2"), true]],
  roomInvite: [[keys.roomInvite("den", "hash2"), true]],
  audit: [[keys.audit(AUDIT.id), AUDIT]],
  reset: [[keys.reset("hash"), { person: BOB, name: "bob", password: "hash", expires: 9 }]],
  resetOf: [[keys.resetOf(BOB), "hash"]],
  formerly: [[keys.formerly("attic"), 7]],
  claimCode: [[keys.claimCode, "hash"]],
  format: [[keys.format, FORMAT]],
  unreadable: [[keys.unreadable(keys.room("attic")), { what: "ever" }]],
  owner: [[keys.owner, "import"]],
  importing: [[keys.importing, true]],
  probe: [[keys.probe, new Uint8Array(3)]],
  grown: [[keys.grown(1), "server"]],
  news: [[keys.news("rewritten", "den"), true]],
  instance: [[keys.instance("i1"), { told: 1, rooms: ["den"] }]],
  present: [[keys.present("i1", "den"), { names: ["bob"], count: 1 }]],
  held: [[keys.held("bob"), { person: BOB, on: ["i1"] }]],
  heldLike: [[keys.heldLike("bob", "bob"), true]],
  ended: [[keys.ended("s0"), true]],
  stream: [[keys.stream(BOB, "0-a"), { at: 1, logs: [["epoch", 1]] }]],
  blocksChanged: [[keys.blocksChanged(BOB), true]],
  profile: [[keys.profile(BOB), PROFILE]],
  displayed: [[keys.displayed(displayKeys(PROFILE.display)[0]), BOB]],
  profileChanged: [[keys.profileChanged(BOB), ["den"]]],
  notify: [[keys.notify(BOB), { levels: { den: "all" }, quiet: QUIET, hidesTexts: true }]],
  device: [[keys.device(BOB, "s1"), DEVICE]],
  pushKeys: [[keys.pushKeys, { publicKey: "BA", privateKey: "k" }]],
  call: [[keys.call(BOB, "den"), CALL]],
  pushChanged: [[keys.pushChanged(BOB), true]],
};

Deno.test("A row of every kind is one of its kind, and is where that is described", () => {
  for (const [name, kind] of Object.entries<Kind>(KINDS)) {
    const rows = Object.entries(ROWS).find(([own]) => own === name)?.[1] ?? [];
    assert(rows.length > 0, name);
    for (const [key, value] of rows) {
      assertEquals([key[0], kind.is(value)], [kind.at, true], name);
      if (name !== "unreadable") assert(!kind.is({}) && !kind.is(null), name);
    }
  }
});

Deno.test("A store with rows of every kind is the same after export and import", async () => {
  await using old = await Store.open(MEMORY, { migrate: false });
  const rows = Object.values(ROWS).flatMap<readonly [Deno.KvKey, unknown]>((some) => some);
  await old.write((kv) => {
    const atomic = kv.atomic();
    for (const [key, value] of rows) atomic.set(key, value);
    return atomic.commit();
  });
  await using young = await Store.open(MEMORY, { migrate: false });
  const restoration = await Restoration.begin(young, {
    at: 1e12,
    newEpochs: false,
    format: FORMAT,
  });
  for await (const record of readStore(old, 1e12)) {
    const line: unknown = JSON.parse(JSON.stringify(record));
    assert(isRecord(line));
    if (line.type !== "begin" && line.type !== "end") await restoration.add(line, 1000);
  }
  await restoration.finish();

  // Ids that shared a row have one each now, and what was in the log of commits is in a page.
  const expected: (readonly [Deno.KvKey, unknown])[] = [
    ...[...ROWS.moment[0]![1], ...ROWS.ids[0]![1]].map((saying) => {
      const [id, from, room, seq] = saying;
      return [keys.said(id, from), { room, seq }] as const;
    }),
    [keys.said("3", "ada"), { room: "Den", seq: 3 }],
    [keys.page("den", 3), pageValue([entryOf("3", "ada", 3)])],
    [keys.room("den"), { ...ROWS.room[0]![1], seq: 3, said: 3 }],
  ];
  for (const [name, some] of Object.entries(ROWS)) {
    const kind = Object.entries<Kind>(KINDS).find(([own]) => own === name)?.[1];
    const isMade = ["format", "owner"].includes(name);
    if (["moment", "ids", "commit"].includes(name)) continue;
    if (name === "room") expected.push(...some.slice(1));
    else if (isMade || kind && !("none" in kind.backup)) expected.push(...some);
  }
  const found = await young.list<unknown>({ prefix: [] }, {});
  const { value: blob } = await young.use((kv) => kv.get<Stored["blob"]>(keys.blob(HASH)));
  // The bytes of files have new keys.
  const text = (key: Deno.KvKey, value: unknown) =>
    `${Deno.inspect(key)} ${Deno.inspect(value)}`.replaceAll(blob!.key, "b1");
  assertEquals(
    found.map(({ key, value }) => text(key, value)).sort(),
    expected.map(([key, value]) => text(key, value)).sort(),
  );
});

Deno.test("A backup of version 1, and calls that do not say whose they are, can still be read", async () => {
  await using folder = await TempFolder.make();
  const seal = new Seal();
  const lines = [
    { type: "begin", format: "hubbub-backup", version: 1, at: 1 },
    { type: "mention", name: "bob", room: "den", seq: 3 },
    { type: "account", claim: "bob", account: ROWS.account[0]![1] },
    { type: "founded", id: BOB },
    { type: "end", counts: { rooms: 0, entries: 0, accounts: 1, sessions: 0, lines: 4 } },
  ].map((record) => seal.close(record));
  const path = folder.file("new.db");

  const { stderr } = await runTool("import", ["--store", path], await new Blob(lines).bytes());

  assertEquals(stderr, "");
  await using store = await Store.open(path, { migrate: false });
  const wanted = [keys.mention("bob", "den"), keys.founded, keys.account("bob")];
  const found = await store.getMany<unknown>(wanted);
  assertEquals(found.map(({ value }) => value), [{ seq: 3, by: "" }, BOB, ROWS.account[0]![1]]);
});

Deno.test("An export leaves out rows that can't be read, says how many, and can be restored", async () => {
  await using folder = await TempFolder.make();
  const path = folder.file("old.db");
  {
    await using store = await Store.open(path);
    await store.write((kv) =>
      kv.atomic().set(keys.read(ADA, "den"), 7).set(keys.session("hash"), { id: 1 })
        .set(keys.block(BOB, "eve"), BLOCK).commit()
    );
  }

  const { stdout, stderr } = await runTool("export", ["--store", path]);
  const backup = new TextEncoder().encode(stdout);

  assertStringIncludes(stderr, "2 rows");
  assertEquals(stderr.trimEnd().split("\n").length, 1);
  const types = stdout.trimEnd().split("\n").map((line) => {
    const record = valueOf(new TextEncoder().encode(line));
    return isRecord(record) ? record.type : undefined;
  });
  assertEquals(types, ["begin", "block", "end"]);
  const restored = await runTool("import", ["--store", folder.file("new.db")], backup);
  assertEquals(restored.stderr, "");
});

Deno.test("Restoration restores bots in any number, however long their callbacks' addresses are", async () => {
  await using store = await Store.open(MEMORY, { migrate: false });
  const restoration = await Restoration.begin(store, { at: 1, newEpochs: false, format: FORMAT });
  const url = `https://bot.example/${"a".repeat(1980)}`;
  const ids = Array.from({ length: 500 }, (_, i) => `bot:${String(i).padStart(3, "0")}`);
  for (const id of ids) {
    const bot = { ...BOT, id, callback: { ...BOT.callback, url } };
    const record = { type: "bot", owner: BOB, id, bot } as const;
    await restoration.add(record, JSON.stringify(record).length);
  }
  await restoration.finish();
  const kept = await store.list({ prefix: keys.bots(BOB) }, { limit: 1000 });
  assertEquals(kept.map(({ value }) => KINDS.bot.is(value) && value.id), ids);
});

function entryOf(id: string, from: string, seq: number) {
  const entry = { type: "said", room: "Den", id, from, at: 1, text: `text ${seq}`, seq } as const;
  return { entry, by: `guest:${from}`, nth: seq };
}
