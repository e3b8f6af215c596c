/// <reference lib="dom" />
/**
 * How well what stands on a page can be read, as WCAG 2.2 reckons it.
 *
 * @module
 */

import type { Visitor } from "./visitor.ts";

/**
 * The texts in sight that stand out too little from what is behind them, each with its contrast:
 * below 4.5, or 3 where they are large. What is disabled need not stand out.
 */
export async function faintTexts({ window }: Visitor): Promise<string[]> {
  return await window.evaluate(() => {
    const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true })!;

    /** What is seen when these lie on each other, the lowest first. */
    function luminance(colors: string[]): number {
      canvas.clearRect(0, 0, 1, 1);
      for (const color of colors) {
        canvas.fillStyle = color;
        canvas.fillRect(0, 0, 1, 1);
      }
      const [red = 0, green = 0, blue = 0] = Array.from(
        canvas.getImageData(0, 0, 1, 1).data.slice(0, 3),
        (value) =>
          value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4,
      );
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    }

    function* ancestors(element: Element | null) {
      for (; element; element = element.parentElement) yield element;
    }

    function contrastOf(element: Element): number {
      const behind = [...ancestors(element)].reverse()
        .map((one) => getComputedStyle(one).backgroundColor);
      const [one, other] = [
        luminance(behind),
        luminance([...behind, getComputedStyle(element).color]),
      ].sort((one, other) => other - one) as [number, number];
      return (one + 0.05) / (other + 0.05);
    }

    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const faint: string[] = [];
    while (walker.nextNode()) {
      const element = walker.currentNode.parentElement;
      const text = walker.currentNode.textContent?.trim() ?? "";
      if (element === null || text === "" || element.closest(":disabled, #voice")) continue;
      if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
      const { fontSize, fontWeight } = getComputedStyle(element);
      const size = parseFloat(fontSize);
      const isLarge = size >= 24 || size >= 18.66 && Number(fontWeight) >= 700;
      const contrast = contrastOf(element);
      if (contrast < (isLarge ? 3 : 4.5)) faint.push(`${text}: ${contrast.toFixed(2)}`);
    }
    return faint;
  });
}
