import { assert, assertEquals, assertThrows } from "@std/assert";
import { LIMITS } from "../../../protocol.ts";
import { mentionsIn } from "../../../protocol/markup.ts";
import { fit } from "../../../server/commands/fit.ts";
import { readSent, UnreadableError } from "../../../server/api/incoming.ts";

const PAYLOADS = new URL("./incoming/payloads/", import.meta.url);
const JSON_TYPE = "application/json";

/** What tools send, as their documentation has it: `sent/…/NAME.json` is shown as `shown/…/NAME.txt`. */
const SENT = ["chat", "github", "tools"].flatMap((folder) =>
  [...Deno.readDirSync(new URL(`sent/${folder}/`, PAYLOADS))]
    .map(({ name }) => `${folder}/${name.slice(0, -".json".length)}`).sort()
);

function shown(body: string, type = JSON_TYPE, event?: string): string {
  return fit(readSent({ body, type, event }), { calls: false });
}

function textOf(payload: unknown): string {
  return shown(JSON.stringify(payload));
}

function rich(...elements: unknown[]): unknown {
  return { blocks: [{ type: "rich_text", elements }] };
}

function words(...elements: unknown[]): unknown {
  return { type: "rich_text_section", elements };
}

for (const name of SENT) {
  Deno.test(`What is sent as in ${name}.json is shown as in ${name}.txt, also as a form`, async () => {
    const body = await Deno.readTextFile(new URL(`sent/${name}.json`, PAYLOADS));
    const expected = await Deno.readTextFile(new URL(`shown/${name}.txt`, PAYLOADS));
    const event = /github_(.+)/.exec(name)?.[1];
    assertEquals(shown(body, JSON_TYPE, event), expected.trimEnd());
    const form = new URLSearchParams({ payload: body }).toString();
    assertEquals(
      shown(form, "application/x-www-form-urlencoded", event),
      expected.trimEnd(),
    );
  });
}

Deno.test("Plain text is shown as it is, whatever curl calls it", () => {
  for (
    const type of [
      "text/plain",
      "text/plain; charset=utf-8",
      "application/x-www-form-urlencoded",
      "",
    ]
  ) {
    assertEquals(shown("deployed *7* & <more> 100%", type), "deployed *7* & <more> 100%", type);
  }
});

Deno.test("A body that no message can be made of is refused by one line that says why", () => {
  const bodies: [body: string, type: string, event?: string][] = [
    ["", JSON_TYPE],
    [" \n", "text/plain"],
    ["{", JSON_TYPE],
    ["[]", JSON_TYPE],
    ["7", JSON_TYPE],
    ["null", JSON_TYPE],
    ['"text"', JSON_TYPE],
    ["{}", JSON_TYPE],
    ['{"text":""}', JSON_TYPE],
    ['{"text":{"toString":1}}', JSON_TYPE],
    ['{"attachments":{},"blocks":7,"embeds":"x"}', JSON_TYPE],
    ["payload=%7B", "application/x-www-form-urlencoded"],
    ["payload=7", "application/x-www-form-urlencoded"],
    ["nonsense", JSON_TYPE, "push"],
    ["[]", JSON_TYPE, "push"],
    ["[".repeat(1_000_000), JSON_TYPE],
    ['--x\r\nContent-Disposition: form-data; name="text"', "multipart/form-data; boundary=x"],
  ];
  for (const [body, type, event] of bodies) {
    const { message } = assertThrows(
      () => shown(body, type, event),
      UnreadableError,
      "Cannot read what was sent:",
      `${body} as ${type}`,
    );
    assert(!message.includes("\n"));
  }
});

Deno.test("Slack's markup becomes ours, and what stands in code stays", () => {
  const cases: [string, string][] = [
    [
      "<https://a.example/x|label> and <https://a.example/y>",
      "label (https://a.example/x) and https://a.example/y",
    ],
    ["<!here> <!channel> <!subteam^S1|@ops>", "@here @\u2060channel @\u2060ops"],
    ["<!date^1767225600^{date}|New Year>", "New Year"],
    ["<mailto:a@b.example|mail>", "mail"],
    ["*bold* 2*3*4 _italic_", "**bold** 2*3*4 _italic_"],
    ["&lt;b&gt; &amp;amp;", "<b> &amp;"],
    ["`*a* <https://a.example|b>`", "`*a* <https://a.example|b>`"],
    ["```\n*a*\n```", "```\n*a*\n```"],
    ["a <b> c < d > e", "a <b> c < d > e"],
  ];
  for (const [text, expected] of cases) assertEquals(textOf({ text }), expected);
});

Deno.test("Nobody is called by what comes from outside, unless the hook may, in whatever spelling", () => {
  const texts = [
    "@ada",
    "hello @ada!",
    "(@ada)",
    "谢谢@ada",
    "_@ada_",
    "> @ada",
    "@ada @bob @cid @dan @eve @fay @guy",
    "@here @everyone @all @admin @server @ada",
    "mail ada@b.example and @ada",
    "-@ada",
    "__@ada",
  ];
  for (const text of texts) {
    assertEquals(
      mentionsIn(fit(text, { calls: false })).filter((name) => /ada|fay/.test(name)),
      [],
      text,
    );
    assertEquals(fit(text, { calls: true }), text);
  }
  assertEquals(fit("ada@b.example `@ada`", { calls: false }), "ada@b.example `@ada`");
});

Deno.test("A text that is too long is cut, and says how much is missing", () => {
  for (const letter of ["x", "👋", "e\u0301"]) {
    const text = fit(letter.repeat(5000), { calls: false });
    assert([...text].length <= LIMITS.text);
    assert(/… \(cut: 10\d\d more characters\)$/.test(text), text.slice(-60));
  }
  assertEquals([...fit("@ada ".repeat(800), { calls: false })].length <= LIMITS.text, true);
  assertEquals(fit(`e${"\u0301".repeat(500)}\0\x1b[31m`, { calls: false }).includes("\x1b"), false);
});

Deno.test("What begins again and again and never ends is read once, and cut", () => {
  const parts = [
    "*a",
    "[",
    "](http://x",
    "<a|",
    "```",
    "`",
    "<!date^",
    "@a",
    "(",
    "[a](https://b.example/(",
    "_",
  ];
  for (const part of parts) {
    // Were the work by the square of the length, this would take minutes.
    const text = part.repeat(500_000 / part.length) + "x";
    assert(/cut: \d+ more characters/.test(textOf({ text })), part);
  }
});

Deno.test("A long gap, and a text that is nearly in the blocks beside it, are looked at once", () => {
  // Were the work by the square of the length, these would take minutes, too.
  const gap = `a${" ".repeat(1_000_000)}b`;
  assert(
    /^a\s+… \(cut: \d+ more characters\)$/.test(textOf(rich(words({ type: "text", text: gap })))),
  );
  const nearly = `${"ab".repeat(60_000)}c${"ba".repeat(60_000)}`;
  const blocks = [{ type: "section", text: { type: "plain_text", text: "ab".repeat(350_000) } }];
  assert(textOf({ text: nearly, blocks }).startsWith("abab"));
  assertEquals(textOf({ text: "abab", blocks: [{ ...blocks[0], text: "abab ab" }] }), "abab ab");
});

Deno.test("What no program of Slack's or GitHub's would send is shown, and is no failure of ours", () => {
  const item = words({ type: "text", text: "far left" });
  for (const indent of [-1, -Infinity, "-7", 1e300, 0.5, {}]) {
    const list = { type: "rich_text_list", indent, elements: [item] };
    assertEquals(textOf(rich(list)).trim(), "• far left", String(indent));
  }
  const emoji = (unicode: string) => textOf(rich(words({ type: "emoji", name: "x", unicode })));
  assert(emoji("61-".repeat(200_000)).startsWith("aaa"));
  assertEquals([emoji("1f44d-1f3fd"), emoji("110000")], ["👍🏽", ":x:"]);
  for (const state of ["constructor", "__proto__", "toString"]) {
    const text = (event: string, payload: unknown) =>
      shown(JSON.stringify(payload), JSON_TYPE, event);
    const run = text("workflow_run", { workflow_run: { name: "ci", conclusion: state } }).trim();
    assertEquals(run, `somebody: **ci**: ${state.replaceAll("_", " ")}`.trim());
    const review = text("pull_request_review", { action: "new", review: { state } });
    assertEquals(review, "somebody new a review of pull request");
  }
});

Deno.test("JSON of too many parts is refused before it is parsed, and what is quoted is one part", () => {
  const why = "Cannot read what was sent: its JSON has more than 40000 parts";
  const names = Array.from({ length: 20_001 }, (_, i) => `"${i}":1`).join();
  for (const body of ["[".repeat(40_001), `{${names}}`, `{"\\"":${'{"a":'.repeat(20_000)}`]) {
    assertThrows(() => shown(body, JSON_TYPE), UnreadableError, why);
  }
  const text = `${"[{:,".repeat(900)}"\\`;
  assertEquals(textOf({ text, quoted: "[".repeat(100_000), list: Array(39_990).fill(1) }), text);
});

Deno.test("No more markup is read than a message can have, in however many parts it comes", () => {
  const text = "*bold* <https://a.example|label> ".repeat(600);
  const fields = Array.from({ length: 50 }, () => ({ title: "field", value: text }));
  const read = (payload: unknown) =>
    readSent({ body: JSON.stringify(payload), type: JSON_TYPE, event: undefined });
  for (
    const [payload, what] of [
      [{ attachments: Array.from({ length: 50 }, () => ({ text })) }, "49 more attachments"],
      [{ attachments: [{ fields }] }, "49 more fields"],
      [{ blocks: Array.from({ length: 50 }, () => ({ type: "header", text })) }, "more blocks"],
      [{ embeds: Array.from({ length: 50 }, () => ({ description: text })) }, "49 more embeds"],
    ] as const
  ) {
    const told = read(payload);
    assert(told.includes(`… and ${what}`) || /… and \d+ more blocks/.test(told), what);
    assert(told.length < 3 * text.length, `${what}: ${told.length}`);
    assert(/cut: \d+ more characters/.test(textOf(payload)), what);
  }
});

Deno.test("Lists without end are told by how many there were", () => {
  const attachments = Array.from({ length: 70 }, (_, i) => ({ text: `a${i}` }));
  assertEquals(textOf({ attachments }).endsWith("a49\n… and 20 more attachments"), true);
  let element: unknown = { type: "text", text: "deep" };
  for (let i = 0; i < 2000; i++) {
    element = { type: "rich_text_section_of_tomorrow", elements: [element] };
  }
  assertEquals(textOf({ blocks: [{ type: "rich_text", elements: [element] }] }), "…");
});
