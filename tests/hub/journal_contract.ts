/**
 * What every journal has to hold.
 *
 * @module
 */
import { assert, assertEquals, assertNotEquals } from "@std/assert";
import type { Appended, Journal } from "../../hub/journal.ts";
import type { Draft, Range } from "../../protocol.ts";

/** A journal that is empty, and what lets go of it. */
export interface OpenJournal extends AsyncDisposable {
  readonly journal: Journal;
}

/** A message on its way to a room's log. */
function draft(room: string, id: string, from = "ada"): Draft {
  return { type: "said", room, id, from, at: 1_700_000_000_000, text: `${from} says ${id}` };
}

/** `count` messages, and their ids. */
function drafts(room: string, count: number, from = "ada"): Draft[] {
  return Array.from({ length: count }, (_, i) => draft(room, `${room}-${from}-${i + 1}`, from));
}

/** The numbers that new entries were given. */
function numbers(appended: readonly Appended[]): number[] {
  return appended.map((outcome) => "entry" in outcome ? outcome.entry.seq : NaN);
}

function upTo(last: number, first = 1): number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i);
}

/** Tests a journal. `open` makes an empty one each time. */
export function journalContract(name: string, open: () => Promise<OpenJournal>): void {
  Deno.test(`${name} knows nothing of a room that nobody founded`, async () => {
    await using opened = await open();
    assertEquals(await opened.journal.head("lobby"), undefined);
    assertEquals(await Array.fromAsync(opened.journal.rooms()), []);
  });

  Deno.test(`${name} starts an empty log when a room is founded`, async () => {
    await using opened = await open();
    const head = await opened.journal.found("Lobby");
    assertEquals(head, { name: "Lobby", epoch: head.epoch, first: 1, seq: 0 });
    assertNotEquals(head.epoch, "");
    assertEquals(await opened.journal.head("lobby"), head);
  });

  Deno.test(`${name} founds a room once, under the name that came first`, async () => {
    await using opened = await open();
    const heads = await Promise.all(["Ada", "ADA", "ａｄａ"].map((n) => opened.journal.found(n)));
    await opened.journal.append("ada", [draft("Ada", "1")]);
    const [first] = heads;
    assertEquals(heads, [first, first, first]);
    assertEquals(await opened.journal.found("ada"), { ...first, seq: 1 });
  });

  Deno.test(`${name} gives each log an epoch of its own`, async () => {
    await using opened = await open();
    const heads = await Promise.all(
      ["lobby", "中文", "__proto__"].map((n) => opened.journal.found(n)),
    );
    assertEquals(new Set(heads.map(({ epoch }) => epoch)).size, 3);
  });

  Deno.test(`${name} lists the heads of all rooms`, async () => {
    await using opened = await open();
    for (const room of ["lobby", "中文", "__proto__", "constructor"]) {
      await opened.journal.found(room);
    }
    await opened.journal.append("中文", drafts("中文", 3));
    const heads = await Array.fromAsync(opened.journal.rooms());
    assertEquals(
      heads.map(({ name, seq }) => [name, seq]).sort(),
      [["__proto__", 0], ["constructor", 0], ["lobby", 0], ["中文", 3]],
    );
  });

  Deno.test(`${name} numbers what it is given from 1, without holes`, async () => {
    await using opened = await open();
    await opened.journal.found("lobby");
    const [first, ...others] = drafts("lobby", 7);
    assert(first);
    assertEquals(await opened.journal.append("lobby", [first]), [{ entry: { ...first, seq: 1 } }]);
    assertEquals(numbers(await opened.journal.append("lobby", others)), upTo(7, 2));
    assertEquals((await opened.journal.head("lobby"))?.seq, 7);
  });

  Deno.test(`${name} gives back what it was given`, async () => {
    await using opened = await open();
    await opened.journal.found("中文");
    const text = 'quotes ", lines \n, \u0000 and 👍'.repeat(50);
    const said = { ...draft("中文", " ~", "__proto__"), text };
    await opened.journal.append("中文", [said]);
    assertEquals(await opened.journal.read("中文", { after: 0, limit: 1 }), [{ ...said, seq: 1 }]);
  });

  Deno.test(`${name} keeps an append of nothing`, async () => {
    await using opened = await open();
    await opened.journal.found("lobby");
    assertEquals(await opened.journal.append("lobby", []), []);
    assertEquals((await opened.journal.head("lobby"))?.seq, 0);
  });

  Deno.test(`${name} reads a piece of a log, oldest first`, async (t) => {
    await using opened = await open();
    const { journal } = opened;
    await journal.found("lobby");
    await journal.append("lobby", drafts("lobby", 600));
    const pieces: [Range, number[]][] = [
      [{ after: 0, limit: 3 }, [1, 2, 3]],
      [{ after: 597, limit: 3 }, [598, 599, 600]],
      [{ after: 598, limit: 3 }, [599, 600]],
      [{ after: 600, limit: 3 }, []],
      [{ after: 9_000, limit: 3 }, []],
      [{ after: 0, limit: 500 }, upTo(500)],
      [{ after: 50, limit: 1_000 }, upTo(600, 51)],
      [{ before: Infinity, limit: 3 }, [598, 599, 600]],
      [{ before: 9_000, limit: 3 }, [598, 599, 600]],
      [{ before: 601, limit: 1 }, [600]],
      [{ before: 600, limit: 1 }, [599]],
      [{ before: 3, limit: 50 }, [1, 2]],
      [{ before: 1, limit: 50 }, []],
      [{ before: 0, limit: 50 }, []],
      [{ before: 550, limit: 500 }, upTo(549, 50)],
    ];
    for (const [range, seqs] of pieces) {
      await t.step(`${JSON.stringify(range)} has ${seqs.length}`, async () => {
        assertEquals((await journal.read("lobby", range)).map(({ seq }) => seq), seqs);
      });
    }
  });

  Deno.test(`${name} stores what someone says under one id once`, async () => {
    await using opened = await open();
    await opened.journal.found("lobby");
    await opened.journal.append("lobby", [draft("lobby", "a"), draft("lobby", "b")]);
    const again = await opened.journal.append("lobby", [draft("lobby", "b"), draft("lobby", "c")]);
    assertEquals(again[0], { stored: { room: "lobby", seq: 2 } });
    assertEquals(numbers(again.slice(1)), [3]);
    const log = await opened.journal.read("lobby", { after: 0, limit: 9 });
    assertEquals(log.map(({ id }) => id), ["a", "b", "c"]);
  });

  Deno.test(`${name} stores it once when it comes twice in one batch`, async () => {
    await using opened = await open();
    await opened.journal.found("lobby");
    const batch = ["a", "a", "b", "a"].map((id) => draft("lobby", id));
    const stored = { stored: { room: "lobby", seq: 1 } };
    const appended = await opened.journal.append("lobby", batch);
    assertEquals(appended.map((outcome) => "entry" in outcome ? outcome.entry.seq : outcome), [
      1,
      stored,
      2,
      stored,
    ]);
  });

  Deno.test(`${name} stores it once when it comes again in another room`, async () => {
    await using opened = await open();
    for (const room of ["lobby", "kitchen"]) await opened.journal.found(room);
    await opened.journal.append("lobby", drafts("lobby", 4));
    const again = await opened.journal.append("kitchen", [draft("kitchen", "lobby-ada-4")]);
    assertEquals(again, [{ stored: { room: "lobby", seq: 4 } }]);
    assertEquals((await opened.journal.head("kitchen"))?.seq, 0);
  });

  Deno.test(`${name} stores it once when it comes twice at once`, async () => {
    await using opened = await open();
    const rooms = ["lobby", "kitchen"];
    for (const room of rooms) await opened.journal.found(room);
    const outcomes = await Promise.all(
      upTo(10).map((i) =>
        opened.journal.append(rooms[i % 2] ?? "", [draft(rooms[i % 2] ?? "", "a")])
      ),
    );
    assertEquals(outcomes.flat().filter((outcome) => "entry" in outcome).length, 1);
    const heads = await Array.fromAsync(opened.journal.rooms());
    assertEquals(heads.reduce((sum, { seq }) => sum + seq, 0), 1);
  });

  Deno.test(`${name} lets two people use one id`, async () => {
    await using opened = await open();
    await opened.journal.found("lobby");
    const batch = ["ada", "bob"].map((from) => draft("lobby", "a", from));
    assertEquals(numbers(await opened.journal.append("lobby", batch)), [1, 2]);
  });

  Deno.test(`${name} knows someone again who is written differently`, async () => {
    await using opened = await open();
    await opened.journal.found("lobby");
    await opened.journal.append("lobby", [draft("lobby", "a", "Ada")]);
    const again = await opened.journal.append("lobby", [draft("lobby", "a", "ADA")]);
    assertEquals(again, [{ stored: { room: "lobby", seq: 1 } }]);
  });

  Deno.test(`${name} keeps a thousand appends at once apart and in order`, async () => {
    await using opened = await open();
    const rooms = ["lobby", "kitchen", "中文", "__proto__"];
    for (const room of rooms) await opened.journal.found(room);
    const appended = await Promise.all(
      upTo(1_000).map((i) => {
        const room = rooms[i % rooms.length] ?? "";
        return opened.journal.append(room, [draft(room, `${i}`), draft(room, `${i}+`)]);
      }),
    );
    for (const pair of appended) {
      const [first = NaN, second] = numbers(pair);
      assertEquals(second, first + 1);
    }
    for (const room of rooms) {
      const log = await opened.journal.read(room, { after: 0, limit: 1_000 });
      assertEquals(log.map(({ seq }) => seq), upTo(500));
      assertEquals(new Set(log.map(({ id }) => id)).size, 500);
      assert(log.every((entry) => entry.room === room));
    }
  });
}
