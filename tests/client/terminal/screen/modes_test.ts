import { assertEquals } from "@std/assert";
import { ModeFilter } from "../../../../client/terminal/screen/modes.ts";

/** What a filter makes of chunks of keys, with a mode that takes `d` and arrows if there is one. */
async function filtered(chunks: string[], isPicking = false) {
  const actions: string[] = [];
  const taken: string[] = [];
  const filter = new ModeFilter((action) => actions.push(action));
  const take = (key: string) => {
    const isMine = key === "d" || key === "\x1b[A" || key.startsWith("select");
    if (isMine) taken.push(key);
    return isMine;
  };
  if (isPicking) filter.mode = { take };
  for (const chunk of chunks) filter.write(chunk);
  filter.end();
  let typed = "";
  for await (const text of filter) typed += text;
  return { typed, actions, taken, isPicking: filter.mode !== undefined };
}

Deno.test("Keys that do something are not typed, however the terminal sends them", async () => {
  const { typed, actions } = await filtered([
    "a\x1b[1;3Ab",
    "\x1b\x1b[Bc\x1b[5",
    "~d",
    "\x1b[Ae\x1bx",
  ]);
  assertEquals(actions, ["select older", "select newer", "older"]);
  assertEquals(typed, "abcd\x1b[Ae\x1bx");
});

Deno.test("A mode has the keys until one is not for it, which types, as do those behind it", async () => {
  const all = await filtered(["d\x1b[A\x1b[1;3Ad", "not d"], true);
  assertEquals(all, {
    typed: "not d",
    actions: [],
    taken: ["d", "\x1b[A", "select older", "d"],
    isPicking: false,
  });
});

Deno.test("What is pasted does nothing but type, and ends a mode", async () => {
  const paste = "\x1b[200~d\x1b[5~d\x1b[201~";
  for (const chunks of [[paste], [...paste]]) {
    // A lone ESC is a key: terminals send a mark at once.
    if (chunks.length > 1) chunks.splice(0, 2, "\x1b[");
    const { typed, actions, taken } = await filtered(chunks, true);
    assertEquals([typed, actions, taken], [paste, [], []]);
  }
});

Deno.test("An emoji is one key, with all that is joined to it", async () => {
  const keys = ["👍🏽", "👨‍👩‍👧‍👦", "🏳️‍🌈", "🇩🇪", "🇨🇭", "1️⃣", "❤️", "🏴󠁧󠁢󠁷󠁬󠁳󠁿", "🧑🏿‍🚀", "1", "2", "#", "中", "é"];
  const taken: string[] = [];
  const filter = new ModeFilter(() => {});
  const take = (key: string) => taken.push(key) > 0;
  filter.mode = { take };
  filter.end(keys.join(""));
  for await (const _ of filter);
  assertEquals(taken, keys);
});
