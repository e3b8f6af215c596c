import { assert, assertEquals } from "@std/assert";
import { coded, SENTENCES } from "../../../protocol/text/sentences.ts";
import { sourceFiles } from "../../support/source_tree.ts";

Deno.test("Each sentence is known by its words, with what stands in it", () => {
  for (const [code, sentence] of Object.entries(SENTENCES)) {
    const params: Record<string, string | number> = {};
    const said = sentence.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
      params[name] = name.endsWith("ms") ? 300_000 : `<${name}> is here`;
      return name.endsWith("ms") ? "5 minutes" : String(params[name]);
    });
    const expected = Object.keys(params).length === 0 ? { code } : { code, params };
    assertEquals(coded(`Cannot do this: ${said}`), expected);
    assertEquals(coded(said), expected);
  }
});

Deno.test("A length of time in a sentence is told in milliseconds, and of no other is anything known", () => {
  const muted = "Cannot say: you are muted in den for 1 hour";
  assertEquals(coded(muted), { code: "muted-for", params: { room: "den", ms: 3_600_000 } });
  assertEquals(coded("Cannot read name: must be a name, received 7"), {});
  assertEquals(coded("you are muted in den for ever"), {
    code: "muted-in",
    params: { room: "den for ever" },
  });
  assertEquals(coded(""), {});
  const long = `Cannot say: you are banned from ${"x ".repeat(50_000)}for`;
  assertEquals(coded(long).code, "banned-from");
});

Deno.test("Each notice of what moderators do has a code", async () => {
  const text = await Deno.readTextFile(
    new URL("../../../hub/permissions/notices.ts", import.meta.url),
  );
  const notices = [
    ...text.matchAll(/(?:return|\? |: |access: )\s*`([^`]+ by [^`]*|[^`]* of \$[^`]*)`/g),
  ]
    .map(([, notice = ""]) => notice);
  assert(notices.length > 15, String(notices.length));
  for (const notice of notices) {
    // A length may be there, or not.
    for (const length of [" for 5 minutes", ""]) {
      const said = notice.replace(/\$\{action\.ms \?[^}]*\}[^}]*\}/, length)
        .replaceAll(/\$\{inWords[^}]*\}/g, "5 minutes").replaceAll(/\$\{[^}]*\}/g, "somebody");
      assert(coded(said).code?.startsWith("notice-"), said);
    }
  }
});

/** What only programs are told: fields that cannot be read, and requests that no page of ours makes. */
const FOR_PROGRAMS =
  /\bmust (?:be|have)\b|is missing|is empty|is malformed|it is (?:a form|longer)|can't be read|has (?:a Content-Encoding|at most \$\{SOUGHT)|did not arrive|arrived in|a cookie only|a page of|is not called|X-GitHub-Event|no text in it|operator's port|the key is not|q has at most|cursor is none|send your data|takes a socket|may be null|already running|no token and no name|give at least|bot (?:has|can't|goes)|not for bots|is not a WebSocket|requests must not|address was used|whoever made this hook|choose another id|name at least|name to be at|was deleted meanwhile|unknown type|is unknown/;
/** Sentences whose words are put together: what the scan sees of them, and what is said. */
const PUT_TOGETHER: readonly (readonly [seen: string, said: string, code: string])[] = [
  ["in 5 minutes only 5 minutes may", "in den only its owner may", "owner-only"],
  ["in 5 minutes only 5 minutes may", "in den only its moderators may", "moderators-only"],
  ["here only 5 minutes may", "here only who has an account may", "rooms-accounts"],
  ["here only 5 minutes may", "here only administrators may", "rooms-administrators"],
  ["only 5 minutes may", "only people with an account may", "invite-accounts"],
  ["only 5 minutes may", "only administrators may", "invite-administrators"],
  ["a room has at most 5 minutes 5 minutes", "a room has at most 500 mutes", "mutes-full"],
  ["your account is suspended5 minutes: 5 minutes", "your account is suspended: No", "suspended"],
  [
    "your account is suspended5 minutes: 5 minutes",
    "your account is suspended until 2 May: No",
    "suspended-until",
  ],
  ["5 minutes of this name", "nobody has an account of this name", "no-account-of-name"],
  ["nobody has an account", "nobody has an account of this name", "no-account-of-name"],
  ["5 minutes has no password", "a bot has no password of this name", "program-has-no-password"],
  [
    "5 minutes and 5 minutes KiB",
    "it must be PNG, JPEG or WebP, at most 512 × 512 pixels and 256 KiB",
    "picture-size",
  ],
  [
    "an administrator's is reset by whoever runs the server, with deno task admin reset ",
    "an administrator's is reset by whoever runs the server, with deno task admin reset ada",
    "administrator-reset",
  ],
];

/** Where a sentence for people begins: the errors that become refusals. */
const MADE =
  /\b(?:forbidden|cannot|wrongPassword|nameTaken|heldBack|wrongPassphrase|notInvited|noSession|wrongCode|quota|tooMany|FileError|ProtocolError|Refusal|AuthError|noSuch|noSuchPicture)\(([^]*?)\);|const why = ([^;]*);/g;
const TEXT = /"((?:[^"\\]|\\.)*)"|`((?:[^`\\]|\\.)*)`/g;

Deno.test("Each sentence of the server for people has a code, by which clients say it in their language", async () => {
  const files = (await sourceFiles(".ts")).filter(({ path }) =>
    /^(?:hub|server\/(?:api|auth|files|limits))[/.]/.test(path)
  );
  const unknown: string[] = [];
  let found = 0;
  for (const { path, text } of files) {
    for (const [, made, why] of text.matchAll(MADE)) {
      const inside = made ?? why ?? "";
      // A sentence may be put together from texts on several lines.
      const joined = inside.replaceAll(/["`]\s*\+\s*["`]/g, "");
      for (const [, plain, template] of joined.matchAll(TEXT)) {
        const sentence = (plain ?? template ?? "").replaceAll(/\$\{[^}]*\}/g, "5 minutes");
        // What has no space is a code or an action; where all is put in, that is looked at by itself.
        const own = sentence.replace(/^Cannot [^:]*:/, "").replaceAll("5 minutes", "");
        if (!/ .* /.test(own.trim()) && !/^5 minutes is not? \w+$/.test(sentence)) continue;
        found++;
        if (PUT_TOGETHER.some(([seen]) => sentence.endsWith(seen))) continue;
        if (coded(sentence).code === undefined && !FOR_PROGRAMS.test(sentence)) {
          unknown.push(`${path}: ${sentence}`);
        }
      }
    }
  }
  assert(found > 60, String(found));
  for (const [, said, code] of PUT_TOGETHER) assertEquals(coded(said).code, code);
  assertEquals(unknown, []);
});
