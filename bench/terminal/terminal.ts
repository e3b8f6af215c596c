/**
 * How soon somebody can write at a terminal, and how much memory it takes that stays open.
 *
 * @module
 */
import { ServerProcess } from "../../tests/support/process/server_process.ts";
import { type Figure, report } from "../report.ts";
import { Pty } from "./pty.ts";

const RUNS = 25;
const MESSAGES = 100_000;
const BARE = new URL("bare_prompt.ts", import.meta.url).pathname;
const PROMPT = "› ";

export async function terminal(): Promise<void> {
  if (!await hasScript()) return console.log("\nTerminal: needs script, of util-linux");
  await firstPrompt();
  await growth();
}

/** One after the other, in turn, so that what slows the machine slows both. */
async function firstPrompt(): Promise<void> {
  await using server = await ServerProcess.open();
  const [bare, named, nameless]: [Start[], Start[], Start[]] = [[], [], []];
  for (let run = 0; run <= RUNS; run++) {
    const starts = [
      await startUntil(PROMPT, BARE),
      await startUntil(PROMPT, "--allow-net", "client.ts", server.url().href, "-n", `ada${run}`),
      await startUntil("Your name:", "--allow-net", "client.ts", server.url().href),
    ] as const;
    // The first compiles what the others find compiled.
    if (run === 0) continue;
    for (const [at, start] of starts.entries()) [bare, named, nameless][at]?.push(start);
  }
  for (const what of ["time", "processor"] as const) {
    const values = (starts: Start[]) => starts.map((start) => start[what]);
    const ratios = (starts: Start[]) =>
      starts.map((start, run) => start[what] / (bare[run]?.[what] ?? NaN));
    const title = what === "time" ? "time" : "processor time, which other work changes less";
    report(`Terminal: until the first prompt, ${title}`, [
      { what: "a bare deno run that prints one", values: values(bare), unit: "ms" },
      { what: "the name that is asked for", values: values(nameless), unit: "ms" },
      { what: "  of the bare one", values: ratios(nameless), unit: "×", budget: { most: 1.5 } },
      { what: "signed in by --name, to write", values: values(named), unit: "ms" },
      { what: "  of the bare one", values: ratios(named), unit: "×", budget: { most: 1.5 } },
    ]);
  }
}

/** What it took to start a program until it showed a text, in milliseconds. */
interface Start {
  readonly time: number;
  /** That of all its threads. */
  readonly processor: number;
}

async function startUntil(text: string, ...args: string[]): Promise<Start> {
  const start = performance.now();
  await using pty = new Pty(...args);
  await pty.prints(text);
  return { time: performance.now() - start, processor: await pty.processorMs() };
}

/** How much a terminal grows on which much is said. */
async function growth(): Promise<void> {
  await using server = await ServerProcess.open({ env: { LIMITS: "off" } });
  const url = server.url().href;
  await using pty = new Pty("--allow-net", "client.ts", url, "-n", "ada");
  await pty.prints(PROMPT);
  const beginMB = await pty.megabytes();
  const pipe = ["run", "--quiet", "--allow-net", "client.ts", "pipe", "lobby"];
  const numbers = Array.from({ length: MESSAGES }, (_, nth) => `message ${nth + 1}.\n`);
  const process = new Deno.Command(Deno.execPath(), {
    args: [...pipe, "--url", url, "-n", "bob", "--timeout", "never", "--quiet"],
    stdin: "piped",
  }).spawn();
  await new Blob(numbers).stream().pipeTo(process.stdin);
  await pty.prints(`message ${MESSAGES}.`);
  const grownMB = await pty.megabytes() - beginMB;
  await process.status;
  const figures: Figure[] = [
    { what: "memory at the first prompt", values: [beginMB], unit: "MB" },
    { what: "more when all is said", values: [grownMB], unit: "MB", budget: { most: 40 } },
  ];
  report(`Terminal: open for ${MESSAGES.toLocaleString("en")} messages`, figures);
}

async function hasScript(): Promise<boolean> {
  try {
    return (await new Deno.Command("script", { args: ["--version"] }).output()).success;
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    return false;
  }
}
