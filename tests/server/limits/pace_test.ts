import { assert, assertEquals } from "@std/assert";
import { type Actor, AT_ONCE, Pace, type Verdict } from "../../../server/limits/pace.ts";

const EVE = { person: "eve", address: "here" };

/** What becomes of so many messages of one person, one every `everyMs`, who waits when told to. */
function talk(pace: Pace, person: string, count: number, everyMs: number): Verdict[] {
  let at = 0;
  return Array.from({ length: count }, () => {
    const verdict = pace.judge({ person, address: `of ${person}` }, 1, at);
    at += everyMs + (verdict.outcome === "dropped" ? 0 : verdict.waitMs);
    return verdict;
  });
}

/** The outcomes, each once, in the order in which they came. */
function outcomesOf(verdicts: readonly Verdict[]): string[] {
  return [...new Set(verdicts.map((verdict) => verdict.outcome))];
}

Deno.test("Somebody who says 150 things at once, or ten a second for ever, is never slowed", () => {
  assertEquals(new Set(talk(new Pace(), "ada", 150, 0)), new Set([AT_ONCE]));
  assertEquals(new Set(talk(new Pace(), "ada", 5000, 100)), new Set([AT_ONCE]));
});

Deno.test("Somebody who says thirty things a second for ever is slowed, and never refused", () => {
  const verdicts = talk(new Pace(), "ada", 5000, 1000 / 30);
  assertEquals(outcomesOf(verdicts), ["done"]);
  assert(verdicts.some((verdict) => verdict.outcome === "done" && verdict.waitMs > 0));
});

Deno.test("Somebody who floods is slowed, then refused, then disconnected", () => {
  const verdicts = talk(new Pace(), "eve", 5000, 0);
  assertEquals(outcomesOf(verdicts), ["done", "refused", "dropped"]);
  const slowed = verdicts.findIndex((verdict) => verdict.outcome === "done" && verdict.waitMs > 0);
  assert(slowed < verdicts.findIndex(({ outcome }) => outcome === "refused"));
});

/** A pace at which Eve was just refused, and how long she is to wait. */
function refused(weight: number): { pace: Pace; retryMs: number } {
  const pace = new Pace();
  while (true) {
    const verdict = pace.judge(EVE, weight, 0);
    if (verdict.outcome === "refused") return { pace, retryMs: verdict.retryMs };
    assertEquals(verdict.outcome, "done");
  }
}

Deno.test("What is refused would be taken after the time that is told, and not before", () => {
  for (const weight of [0.2, 1, 5, 60, 1000]) {
    const { pace, retryMs } = refused(weight);
    assertEquals(pace.judge(EVE, weight, retryMs).outcome, "done", `${weight}, in time`);
    const { pace: early } = refused(weight);
    assertEquals(early.judge(EVE, weight, retryMs - 1).outcome, "refused", `${weight}, too early`);
    assert(retryMs < 10_000, `${weight}: ${retryMs}`);
  }
});

Deno.test("Someone who is refused and waits as told is heard again and again", () => {
  const pace = new Pace();
  let at = 0;
  let done = 0;
  while (done < 2000) {
    const verdict = pace.judge({ person: "ada", address: "here" }, 1, at);
    if (verdict.outcome === "done") done++;
    assert(verdict.outcome !== "dropped");
    if (verdict.outcome === "refused") at += verdict.retryMs;
  }
});

Deno.test("Someone who has two things refused at once, and says both again, is heard", () => {
  const { pace, retryMs } = refused(1);
  let at = retryMs;
  for (let done = 0; done < 200; at += 30) {
    const verdicts = [pace.judge(EVE, 1, at), pace.judge(EVE, 1, at)];
    done += verdicts.filter(({ outcome }) => outcome === "done").length;
    assert(at < retryMs + 10_000);
  }
});

Deno.test("What somebody sends after what was refused is refused, too, so that it keeps its order", () => {
  const { pace, retryMs } = refused(1);
  for (let at = 0; at < retryMs; at += 10) {
    assertEquals(pace.judge(EVE, 0.2, at).outcome, "refused", `after ${at} of ${retryMs} ms`);
  }
  assertEquals(pace.judge(EVE, 0.2, retryMs).outcome, "done");
});

Deno.test("An address takes what two people do, and is no reason to let anyone go", () => {
  const pace = new Pace();
  const verdicts = Array.from({ length: 20_000 }, (_, i) => {
    return pace.judge({ person: `guest-${i % 1000}`, address: "a school" }, 1, 0);
  });
  assertEquals(verdicts.findIndex((verdict) => verdict !== AT_ONCE), 300);
  assertEquals(outcomesOf(verdicts), ["done", "refused"]);
  assertEquals(pace.judge({ person: "ada", address: "elsewhere" }, 1, 0), AT_ONCE);
});

Deno.test("Moderators of a flooding address are heard, and not more of them than a third of it", () => {
  const { pace } = refused(1);
  const moderate = (person: string) =>
    pace.judge({ person, address: EVE.address, share: "moderation" }, 2, 0);
  assertEquals(pace.judge({ person: "ada", address: EVE.address }, 1, 0).outcome, "refused");
  assertEquals(moderate("ada"), AT_ONCE);
  const others = Array.from({ length: 200 }, (_, i) => moderate(`guest-${i}`).outcome);
  assertEquals(others.indexOf("refused"), 99);
  // Who floods is refused this, too.
  assertEquals(moderate(EVE.person).outcome, "refused");
});

Deno.test("Whoever has an account goes on at a flooding address, one of them no more than half of that", () => {
  const { pace } = refused(1);
  const asks = (account: string, person = account) =>
    pace.judge({ ...(person && { person }), account, address: EVE.address }, 1, 0).outcome;
  const verdict = pace.judge({ person: "bob", address: EVE.address }, 1, 0);
  assert(verdict.outcome === "refused");
  assertEquals(verdict.whose, "address");
  const outcomes = Array.from({ length: 101 }, () => asks("ada"));
  assertEquals(outcomes.indexOf("refused"), 100);
  // Before it is known who asks, what they have left is the same.
  assertEquals([asks("ada", ""), asks("cyd", ""), asks("cyd")], ["refused", "done", "done"]);
  const others = Array.from({ length: 200 }, (_, i) => asks(`account-${i}`));
  assertEquals(others.indexOf("refused"), 98);
});

Deno.test("Whoever floods is told that it is they, account or not, and has no other share", () => {
  const pace = new Pace();
  const eve = { person: "eve", account: "eve", address: "here" };
  const verdicts = Array.from({ length: 700 }, () => pace.judge(eve, 1, 0));
  const wrong = verdicts.find(({ outcome }) => outcome === "refused");
  assert(wrong?.outcome === "refused");
  assertEquals(wrong.whose, "own");
  assertEquals(verdicts.filter(({ outcome }) => outcome === "done").length, 600);
});

Deno.test("An address of disconnected flooders is refused for seconds, and for longer after many", () => {
  const closedMs = (people: number) => {
    const { pace } = refused(1);
    for (let i = 0; i < people; i++) pace.penalize({ person: `eve-${i}`, address: "here" }, 0);
    const verdict = pace.judge({ address: "here" }, 1, 0);
    assert(verdict.outcome === "refused");
    assertEquals(pace.judge({ address: "here" }, 1, verdict.retryMs).outcome, "done");
    assertEquals(pace.judge({ person: "ada", address: "elsewhere" }, 1, 0).outcome, "done");
    return verdict.retryMs;
  };
  const [none, one, many] = [closedMs(0), closedMs(1), closedMs(16)];
  assert(none < 2_000 && one > 3_000 && many > 15_000 && many < 60_000, `${[none, one, many]}`);
});

Deno.test("What somebody sends after what was refused is refused, also where many others were refused", () => {
  const pace = new Pace();
  const refuse = (address: string, at: number): Verdict => {
    while (true) {
      const verdict = pace.judge({ address }, 100, at);
      if (verdict.outcome === "refused") return verdict;
    }
  };
  for (let i = 0; i < 100_000; i++) refuse(`address ${i}`, 0);
  const verdict = refuse("eve's", 0);
  assert(verdict.outcome === "refused");
  // What is light would be taken by its weight alone.
  assertEquals(pace.judge({ address: "eve's" }, 0.1, verdict.retryMs - 1).outcome, "refused");
  assertEquals(pace.judge({ address: "eve's" }, 0.1, verdict.retryMs).outcome, "done");
});

Deno.test("The heaviest action is refused at every level that is used up, and accepted within a minute", () => {
  const address = "here";
  const cases: [level: number, actor: Actor, isFlooded?: boolean][] = [
    [600, { person: "eve", address }],
    [300, { kind: "bot", person: "bot", address }],
    [120, { kind: "hook", person: "hook", address }],
    [600, { address }],
    [200, { address, share: "moderation" }],
    [100, { account: "eve", address }, true],
  ];
  for (const [level, actor, isFlooded] of cases) {
    for (const weight of [89.999, 90, 95, 100]) {
      const pace = new Pace();
      const judge = (amount: number, at: number) => {
        // Guests go on, so that what accounts have beside them is all that is left.
        for (let i = 0; i < 700 && isFlooded; i++) pace.judge({ address }, 1, at);
        return pace.judge(actor, amount, at);
      };
      const named = `${level}, ${weight}`;
      for (let i = 0; i < level; i++) assertEquals(judge(1, 0).outcome, "done", named);
      let at = 0;
      for (
        let verdict = judge(weight, at);
        verdict.outcome !== "done";
        verdict = judge(weight, at)
      ) {
        assert(verdict.outcome === "refused" && verdict.retryMs > 0, named);
        at += verdict.retryMs;
      }
      assert(at > 1_000 && at < 60_000, `${named}: ${at}`);
    }
  }
});

Deno.test("Somebody who is refused for what they did themselves closes no share to others", () => {
  const address = "here";
  const talk = new Pace();
  for (let i = 0; i < 300; i++) talk.judge({ kind: "bot", person: "bot", address }, 1, 0);
  for (let i = 0; i < 250; i++) talk.judge({ person: "ada", address }, 1, 0);
  const bot = talk.judge({ kind: "bot", person: "bot", address }, 100, 0);
  assert(bot.outcome === "refused");
  assertEquals([bot.whose, talk.judge({ person: "ada", address }, 1, 0).outcome], ["own", "done"]);

  const { pace } = refused(1);
  const asks = (account: string, weight: number) =>
    pace.judge({ account, address: EVE.address }, weight, 0).outcome;
  for (let i = 0; i < 100; i++) assertEquals(asks("eve", 1), "done");
  for (let i = 0; i < 20; i++) assertEquals(asks("ada", 1), "done");
  assertEquals(asks("eve", 100), "refused");
  assertEquals(asks("ada", 1), "done");
});
