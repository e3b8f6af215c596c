import { assertEquals } from "@std/assert";
import { Member } from "../../../../hub/people/member.ts";
import { Online } from "../../../../hub/people/online.ts";
import { ProfileSignals } from "../../../../hub/people/online/profile_signals.ts";

function memberOf(name: string): Member {
  return new Member({ id: name, name, key: name, guest: false });
}

/** The names of those of whom somebody is told with the next frame. */
function toldOf(member: Member): string[] {
  const lines = member.take()?.split("\n") ?? [];
  return lines.map((line) => JSON.parse(line).name);
}

Deno.test("ProfileSignals tell of twenty people at once, each once, and then of the others", () => {
  const bob = memberOf("bob");
  const signals = new ProfileSignals(new Online(), new Map([["den", { members: [bob] }]]));
  const names = Array.from({ length: 30 }, (_, i) => `p${i}`);
  for (const name of [...names, ...names]) signals.add({ name, key: name }, {}, ["den", "attic"]);
  signals.flush();
  assertEquals(toldOf(bob), names.slice(0, 20));
  signals.flush();
  assertEquals(toldOf(bob), names.slice(20));
  signals.flush();
  assertEquals(toldOf(bob), []);
});

Deno.test("ProfileSignals forget who waits for longest when there are too many", () => {
  const bob = memberOf("bob");
  const signals = new ProfileSignals(new Online(), new Map([["den", { members: [bob] }]]));
  for (let i = 0; i < 1_500; i++) signals.add({ name: `p${i}`, key: `p${i}` }, {}, ["den"]);
  const told: string[] = [];
  for (let i = 0; i < 100; i++) {
    signals.flush();
    told.push(...toldOf(bob));
  }
  assertEquals([told.length, told[0]], [1_000, "p500"]);
});

Deno.test("ProfileSignals tell a socket once, however many rooms it shares, and the person's own", () => {
  const [ada, bob] = [memberOf("ada"), memberOf("bob")];
  const online = new Online();
  online.add(ada);
  const den = { members: [ada, bob] };
  const signals = new ProfileSignals(online, new Map([["den", den], ["attic", den]]));
  signals.add({ name: "ada", key: "ada" }, { display: "Ada L." }, ["den", "attic"]);
  signals.flush();
  assertEquals([toldOf(ada), toldOf(bob)], [["ada"], ["ada"]]);
});
