/**
 * The hours in which somebody wants no notifications: whether, from when until when, on which days.
 *
 * @module
 */
import type { QuietHours } from "../../../../protocol/field/quiet_hours.ts";
import { notify } from "../../../strings/calling/notify.ts";
import { element } from "../../document.ts";

/** What is there when somebody begins to choose: the night, every day. */
const NIGHT = { from: 22 * 60, to: 7 * 60, days: [0, 1, 2, 3, 4, 5, 6] };
/** Monday first, as most calendars have it. */
const WEEK = [1, 2, 3, 4, 5, 6, 0];
/** A Sunday, by which days are named. */
const SUNDAY_MS = Date.UTC(2026, 0, 4, 12);
const DAY_MS = 24 * 60 * 60_000;

/** @param onChange called with what is chosen; `null` if nothing is to be quiet */
export function quietFields(
  quiet: QuietHours | undefined,
  onChange: (chosen: QuietHours | null) => void,
): HTMLElement[] {
  const { from, to, days } = quiet ?? NIGHT;
  const isOn = element("input", { type: "checkbox", name: "quiet", checked: quiet !== undefined });
  const [start, end] = [timeField(from, notify.quietFrom), timeField(to, notify.quietTo)];
  const boxes = WEEK.map((day) => dayField(day, days.includes(day)));
  const details = element(
    "fieldset",
    { className: "quiet-hours" },
    element("legend", {}, notify.quietHours),
    element("span", { className: "times" }, start, ` ${notify.quietUntil} `, end),
    element("span", { className: "days" }, ...boxes.map(({ label }) => label)),
  );
  const tell = () => {
    details.hidden = !isOn.checked;
    const chosen = boxes.filter(({ box }) => box.checked).map(({ day }) => day);
    const [from, to] = [minuteOf(start), minuteOf(end)];
    if (!isOn.checked || chosen.length === 0) return onChange(null);
    if (from === undefined || to === undefined) return;
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    onChange({ from, to, days: chosen, zone });
  };
  details.hidden = quiet === undefined;
  for (const field of [isOn, start, end, ...boxes.map(({ box }) => box)]) {
    field.addEventListener("change", tell);
  }
  const label = element("label", {}, element("span", {}, notify.quiet), isOn);
  return [label, details];
}

function timeField(minute: number, label: string): HTMLInputElement {
  const two = (part: number) => String(part).padStart(2, "0");
  const value = `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
  const input = element("input", { type: "time", value });
  input.ariaLabel = label;
  return input;
}

function minuteOf({ value }: HTMLInputElement): number | undefined {
  const [, hour, minute] = /^(\d\d):(\d\d)/.exec(value) ?? [];
  return hour === undefined ? undefined : Number(hour) * 60 + Number(minute);
}

function dayField(day: number, checked: boolean) {
  const { lang } = document.documentElement;
  const name = (weekday: "short" | "long") =>
    new Intl.DateTimeFormat(lang, { weekday, timeZone: "UTC" }).format(SUNDAY_MS + day * DAY_MS);
  const box = element("input", { type: "checkbox", checked });
  box.ariaLabel = name("long");
  return { day, box, label: element("label", {}, box, name("short")) };
}
