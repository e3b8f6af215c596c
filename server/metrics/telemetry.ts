/**
 * Reports what is measured through OpenTelemetry.
 *
 * @module
 */
import type { LabelledCounter } from "./meters.ts";
import type { Metric, Metrics } from "../metrics.ts";

/** What is used of OpenTelemetry's `MeterProvider`, such as `Deno.telemetry.meterProvider`. */
export interface MeterProvider {
  getMeter(name: string): Meter;
}

interface Meter {
  createObservableCounter(name: string, options: Described): Observable;
  createObservableGauge(name: string, options: Described): Observable;
  createHistogram(name: string, options: Described): { record(value: number): void };
}

interface Described {
  readonly description: string;
}

interface Observable {
  addCallback(callback: (result: Result) => void | Promise<void>): void;
}

interface Result {
  observe(value: number, attributes?: Readonly<Record<string, string>>): void;
}

/** Reports metrics by their names from now on, whenever they are collected. */
export function reportTo(provider: MeterProvider, metrics: Metrics): void {
  const meter = provider.getMeter("hubbub");
  for (const metric of metrics) report(meter, metric);
}

function report(meter: Meter, metric: Metric): void {
  const { name, help: description } = metric;
  switch (metric.type) {
    case "histogram": {
      const histogram = meter.createHistogram(name, { description });
      return metric.meter.listen((value) => histogram.record(value));
    }
    case "gauge":
      return meter.createObservableGauge(name, { description }).addCallback(async (result) => {
        const value = await metric.read();
        if (value !== undefined) result.observe(value);
      });
    case "counter":
      return meter.createObservableCounter(name, { description }).addCallback((result) => {
        if ("label" in metric) observeAll(result, metric.label, metric.meters);
        else result.observe(metric.meter.value);
      });
    default:
      metric satisfies never;
  }
}

function observeAll(result: Result, label: string, meters: LabelledCounter<string>): void {
  for (const [value, count] of meters.entries()) result.observe(count, { [label]: value });
}
