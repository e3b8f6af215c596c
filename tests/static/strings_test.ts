/// <reference lib="dom" />
import { assertEquals } from "@std/assert";
import { languageOf, strings } from "../../static/strings.ts";
import { sourceFiles } from "../support/source_tree.ts";

const { admin } = await import("../../static/strings/admin.ts");
const { audit } = await import("../../static/strings/admin/audit.ts");
const { more } = await import("../../static/strings/more.ts");
const { firstSteps } = await import("../../static/strings/more/first_steps.ts");
const { invites } = await import("../../static/strings/invites.ts");
const { notify } = await import("../../static/strings/calling/notify.ts");
const { profileWords } = await import("../../static/strings/profile.ts");
const { showing } = await import("../../static/strings/showing.ts");
const { sealedWords } = await import("../../static/strings/more/sealed.ts");
const { ownData } = await import("../../static/strings/own_data.ts");
const { reset } = await import("../../static/strings/reset.ts");
const { sending } = await import("../../static/strings/sending.ts");

Deno.test("Each word about sending files is used, and no other is asked for", async () => {
  const files = (await sourceFiles(".ts")).filter(({ path }) =>
    /^static\/page\/sending\b/.test(path)
  );
  const used = files.flatMap(({ text }) =>
    [...text.matchAll(/\bwords\.(\w+)/g)].map(([, name = ""]) => name)
  );
  assertEquals(new Set(used), new Set(Object.keys(sending)));
});

Deno.test("Each word of the page for administrators is used, and no other is asked for", async () => {
  const files = (await sourceFiles(".ts")).filter(({ path }) => /^static\/admin\b/.test(path));
  const used = files.flatMap(({ text }) =>
    [...text.matchAll(/\bwords\.(\w+)/g)].map(([, name = ""]) => name)
  );
  // Lists and kinds of access are called by their own names.
  const named = ["accounts", "bots", "guests", "waiting", "open", "listed", "hidden"];
  assertEquals(new Set([...used, ...named]), new Set(Object.keys(admin)));
});

Deno.test("Each event that the audit log may have is told in words, and no other", async () => {
  const files = (await sourceFiles(".ts")).filter(({ path }) => path.startsWith("server/"));
  const text = files.map(({ text }) => text).join("\n");
  const noted = text.matchAll(/\b(?:note\(|what: (?:\w+ \? )?)"([a-z-]+)"(?: : "([a-z-]+)")?/g)
    .flatMap(([, one = "", other = one]) => [one, other]).toArray();
  // What commands are called, and what is put together.
  const actions = ["invite", "uninvite", "kick", "mute", "ban", "moderator", "access", "slow"]
    .concat(["announce", "archive", "rename", "close"]);
  const made = ["report-resolved", "report-dismissed", "sign-up-approved", "sign-up-refused"];
  assertEquals(new Set([...noted, ...actions, ...made]), new Set(Object.keys(audit)));
});

Deno.test("Each word about forgotten passwords is used, and no other is asked for", async () => {
  const files = (await sourceFiles(".ts")).filter(({ path }) =>
    /^static\/page\/.*\/reset_/.test(path)
  );
  const used = files.flatMap(({ text }) =>
    [...text.matchAll(/\bwords\.(\w+)/g)].map(([, name = ""]) => name)
  );
  assertEquals(new Set(used), new Set(Object.keys(reset)));
});

Deno.test("Each word about invitations is used, and no other is asked for", async () => {
  const files = (await sourceFiles(".ts")).filter(({ path }) =>
    /^static\/page\/screen\/invitations/.test(path)
  );
  const used = files.flatMap(({ text }) =>
    [...text.matchAll(/\bwords\.(\w+)/g)].map(([, name = ""]) => name)
  );
  // The room's menu says one, and a command another.
  assertEquals(new Set([...used, "menu", "onlyModerators"]), new Set(Object.keys(invites)));
});

Deno.test("Each word about one's own data is used, and no other is asked for", async () => {
  const files = (await sourceFiles(".ts")).filter(({ path }) => path.endsWith("/own_data.ts"));
  const used = files.filter(({ path }) => path.startsWith("static/page/")).flatMap(({ text }) =>
    [...text.matchAll(/\bwords\.(\w+)/g)].map(([, name = ""]) => name)
  );
  assertEquals(new Set(used), new Set(Object.keys(ownData)));
});

Deno.test("Each word of the first steps is used, and no other is asked for", async () => {
  const files = (await sourceFiles(".ts")).filter(({ path }) =>
    path.endsWith("/first_steps.ts") || path.includes("/first_steps/")
  );
  const used = files.filter(({ path }) => path.startsWith("static/page/")).flatMap(({ text }) =>
    [...text.matchAll(/\bwords\.(\w+)/g)].map(([, name = ""]) => name)
  );
  assertEquals(new Set(used), new Set(Object.keys(firstSteps)));
});

Deno.test("Each word about private rooms is used, and no other is asked for", async () => {
  const files = (await sourceFiles(".ts")).filter(({ path }) =>
    path.startsWith("static/page/visit/sealed/")
  );
  const used = files.flatMap(({ text }) =>
    [...text.matchAll(/\bwords\.(\w+)/g)].map(([, name = ""]) => name)
  );
  assertEquals(new Set(used), new Set(Object.keys(sealedWords)));
});

Deno.test("Each word is used, and no other is asked for", async () => {
  const files = (await sourceFiles(".ts", ".html"))
    .filter(({ path }) => path.startsWith("static/") && !path.startsWith("static/strings/"));
  const text = files.map(({ text }) => text).join("\n");
  const inPage = text.matchAll(/data-(?:text|label)="(\w+)"/g).map(([, name = ""]) => name)
    .toArray();
  const used = (table: string) =>
    text.matchAll(new RegExp(`(?<![#\\w])${table}\\.(?!ts\\b)(\\w+)`, "g")).map(([, name = ""]) =>
      name
    )
      .toArray();
  assertEquals(new Set([...used("strings"), ...inPage]), new Set(Object.keys(strings)));
  assertEquals(new Set(used("showing")), new Set(Object.keys(showing)));
  const roles = ["moderator", "owner", "administrator"];
  assertEquals(
    new Set([...used("profileWords"), ...roles]),
    new Set(Object.keys(profileWords)),
  );
  const levels = ["all", "mentions", "nothing"];
  assertEquals(new Set([...used("notify"), ...levels]), new Set(Object.keys(notify)));
  // Settings are called by their own names.
  const named =
    /^(colors|language|sound|notices|enter\w*|asSystem|light|dark|off|on|forMentions|forAll)$/;
  assertEquals(
    new Set(used("more")),
    new Set(Object.keys(more).filter((name) => !named.test(name))),
  );
});

Deno.test("The page says nothing that is not in the table", async () => {
  const pages = (await sourceFiles(".html")).filter(({ path }) => path.startsWith("static/"));
  for (const { path, text } of pages) {
    const body = text.slice(text.indexOf("<body")).replace(/<noscript>[^]*<\/noscript>/, "");
    const said = body.replaceAll(/<[^>]*>/g, "")
      // What the server writes there.
      .replaceAll(/\{(title|welcome)\}/g, "").replaceAll(/[\s#✕]/g, "");
    assertEquals(said, "", path);
  }
});

Deno.test("The page speaks the first of somebody's languages that it knows", () => {
  const spoken = ["en", "es", "zh", "zh-TW"];
  assertEquals(languageOf(["zh-Hans-CN", "en"], spoken), "zh");
  assertEquals(languageOf(["de-AT", "zh-TW"], spoken), "zh-TW");
  assertEquals(languageOf(["fr", "en-GB", "zh"], spoken), "en");
  assertEquals(languageOf(["es-419", "es", "en"], spoken), "es");
  assertEquals(languageOf(["es", "zh-CN"], spoken), "es", "what was chosen comes first");
  assertEquals(languageOf(["system", "zh-CN"], spoken), "zh", "nothing was chosen");
  assertEquals(languageOf(["gone", "fr"], spoken), "en", "what was chosen is not there any more");
  assertEquals(languageOf([], spoken), "en");
});
