/**
 * Figures on the terminal.
 *
 * @module
 */

/** Something that was measured, and what it has to be. */
export interface Figure {
  readonly what: string;
  /** Of each run. */
  readonly values: readonly number[];
  readonly unit: string;
  /** Without it, the figure is told for comparison. */
  readonly budget?: { readonly least: number } | { readonly most: number };
}

/** Prints the median of each figure, the least and most of its runs, and whether it is in its budget. */
export function report(title: string, figures: readonly Figure[]): void {
  const [load = 0] = Deno.loadavg();
  console.log(`\n${title} (load of this machine ${load.toFixed(1)})`);
  for (const { what, values, unit, budget } of figures) {
    const middle = median(values);
    const range = `${amount(Math.min(...values))} to ${amount(Math.max(...values))}`;
    console.log(
      `  ${what.padEnd(34)}${amount(middle).padStart(10)} ${unit.padEnd(8)}${range.padEnd(22)}` +
        (budget ? judge(middle, budget) : ""),
    );
  }
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

/** The value that so large a part of all values does not exceed. */
export function quantile(values: readonly number[], part: number): number {
  return values.toSorted((a, b) => a - b)[Math.ceil(values.length * part) - 1] ?? NaN;
}

/** Says whether a value is within its budget. */
export function judge(value: number, budget: { least: number } | { most: number }): string {
  const isKept = "least" in budget ? value >= budget.least : value <= budget.most;
  const bound = "least" in budget
    ? `at least ${amount(budget.least)}`
    : `at most ${amount(budget.most)}`;
  return `${isKept ? "kept" : "MISSED"}: ${bound}`;
}

function amount(value: number): string {
  return value.toLocaleString("en", {
    maximumFractionDigits: value < 10 ? 2 : value < 100 ? 1 : 0,
  });
}
