import { assertEquals } from "@std/assert";
import { StatusBar } from "../../../../client/terminal/view/status_bar.ts";
import { byMinute, dayFormat } from "../../../../client/terminal/view/dates.ts";
import { Here } from "../../../../client/terminal/rooms/here.ts";

Deno.test("How things are is made when it is drawn, however much has happened, for the columns of then", () => {
  const here = new Here();
  here.joined({ room: "lobby", count: 2, members: ["ada", "bob"] });
  let below = (): string[] => [];
  const canvas = {
    columns: 100,
    print() {},
    showBelow: (lines: () => string[]) => void (below = lines),
    callOut() {},
  };
  using bar = new StatusBar(canvas, (line) => line);
  bar.take({ type: "status", state: "open" });
  let made = 0;
  const situation = () => {
    made++;
    return { room: "lobby", label: "#lobby", isReturn: true, here, others: [] };
  };
  for (let nth = 0; nth < 100; nth++) bar.draw(situation);
  assertEquals(made, 0);
  here.came("lobby", "eve");
  assertEquals(below(), ["── lobby · 3 here"]);
  canvas.columns = 10;
  assertEquals(below(), ["── lobby…"]);
  assertEquals(made, 2);
});

Deno.test("A day is written once a minute, and another one when it begins", () => {
  let written = 0;
  const day = dayFormat({ timeZone: "UTC" });
  const counted = { format: (at: number) => (written++, day.format(at)) };
  const write = byMinute(() => counted);
  const end = Date.UTC(2026, 10, 30, 23, 59, 0);
  const days = [end, end + 1, end + 59_999, end + 60_000, end].map(write);
  assertEquals(days, ["2026-11-30", "2026-11-30", "2026-11-30", "2026-12-01", "2026-11-30"]);
  assertEquals(written, 3);
});
