/**
 * Small drawings, in the colour of the text beside them.
 *
 * @module
 */

const PATHS = {
  file: "M4 1.500h5.500l3 3V14.500H4zM9.500 1.500v3h3",
  text: "M4 1.500h5.500l3 3V14.500H4zM9.500 1.500v3h3M6.250 8h4M6.250 10.500h4",
  archive: "M4 1.500h8.500V14.500H4zM8.250 1.500v2M8.250 5v1.500M8.250 8v1.500M7 11h2.500v2H7z",
  audio:
    "M6 12V3.500l7-1.500v8.500M6 12a2 2 0 1 1-4 0a2 2 0 1 1 4 0M13 10.500a2 2 0 1 1-4 0a2 2 0 1 1 4 0",
  video: "M2 4h8.500v8H2zM10.500 7l3.500-2v6l-3.500-2",
  picture: "M2 3h12v10H2zM2 11l3.500-3.500L9 11l2-2l3 3M10.500 6h.01",
  copy: "M5.500 5.500h8v8h-8zM10.500 5.500v-3h-8v8h3",
  download: "M8 2v8M4.500 7L8 10.500L11.500 7M3 13.500h10",
  close: "M4 4l8 8M12 4l-8 8",
  previous: "M10 3L5 8l5 5",
  next: "M6 3l5 5l-5 5",
  larger: "M8 3v10M3 8h10",
  smaller: "M3 8h10",
  reply: "M6.500 3.500L2.500 7.500l4 4M2.500 7.500h6a5 5 0 0 1 5 5v.5",
  edit: "M10.500 3l2.500 2.500L6 12.500l-3.250.75L3.500 10zM9 4.500L11.500 7",
  play: "M5 3l8 5l-8 5z",
  pause: "M5.500 3v10M10.500 3v10",
} as const;

export type Icon = keyof typeof PATHS;

const SVG = "http://www.w3.org/2000/svg";

export function icon(name: Icon): SVGElement {
  const drawing = document.createElementNS(SVG, "svg");
  drawing.setAttribute("viewBox", "0 0 16 16");
  drawing.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", PATHS[name]);
  drawing.append(path);
  return drawing;
}

/** A button that shows what it does by a drawing, and says it. */
export function iconButton(name: Icon, label: string, onClick: () => void): HTMLButtonElement {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "quiet round";
  button.ariaLabel = button.title = label;
  button.append(icon(name));
  button.addEventListener("click", onClick);
  return button;
}
