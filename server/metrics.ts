/**
 * Metrics: what is measured, by the names that whoever watches the server sees.
 *
 * @module
 */
import type { Counter, Histogram, LabelledCounter } from "./metrics/meters.ts";

/** What is measured, and in which way. A gauge is read when somebody looks; it may be unknown. */
export type Metric =
  & { readonly name: string; readonly help: string }
  & (
    | { readonly type: "counter"; readonly meter: Pick<Counter, "value"> }
    | { readonly type: "counter"; readonly label: string; readonly meters: LabelledCounter<string> }
    | { readonly type: "gauge"; readonly read: () => Gauged | Promise<Gauged> }
    | { readonly type: "histogram"; readonly meter: Histogram }
  );

type Gauged = number | undefined;

/** The type of the text that Prometheus reads. */
export const EXPOSITION_TYPE = "text/plain; version=0.0.4; charset=utf-8";

/** What there is to be seen of a server. */
export class Metrics {
  readonly #metrics: readonly Metric[];

  constructor(metrics: readonly Metric[]) {
    this.#metrics = metrics;
  }

  [Symbol.iterator](): Iterator<Metric> {
    return this.#metrics[Symbol.iterator]();
  }

  /** All of them, in Prometheus' text format. A gauge that is unknown now is left out. */
  async expose(): Promise<string> {
    const exposed = await Promise.all(this.#metrics.map(exposeOne));
    return exposed.join("");
  }
}

async function exposeOne(metric: Metric): Promise<string> {
  const { name, help, type } = metric;
  const samples = await Array.fromAsync(samplesOf(metric));
  if (samples.length === 0) return "";
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...samples, ""].join("\n");
}

async function* samplesOf(metric: Metric): AsyncIterable<string> {
  const { name } = metric;
  if (metric.type === "gauge") {
    const value = await metric.read();
    if (value !== undefined) yield `${name} ${value}`;
  } else if (metric.type === "histogram") {
    const { meter } = metric;
    for (const [bound, count] of meter.cumulative()) {
      yield `${name}_bucket{le="${bound === Infinity ? "+Inf" : bound}"} ${count}`;
    }
    yield `${name}_sum ${meter.sum}`;
    yield `${name}_count ${meter.count}`;
  } else if ("label" in metric) {
    for (const [label, count] of metric.meters.entries()) {
      yield `${name}{${metric.label}="${label}"} ${count}`;
    }
  } else yield `${name} ${metric.meter.value}`;
}
