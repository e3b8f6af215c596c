/**
 * Files that may be taken for two: each tries to run `document.title = "ran"`, and to leave a mark.
 *
 * @module
 */
import { big, box, chunk, join, little, riffChunk } from "./parts.ts";
import { png } from "./pictures.ts";

/** What must not be done. */
const ACT = 'globalThis.document&&(document.title="ran");globalThis.ran=1;';
const HTML = `<!doctype html><script>${ACT}</script><img src=x onerror='${ACT}'>`;
const SVG = `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9" onload='${ACT}'>` +
  `<script>${ACT}</script><foreignObject><iframe xmlns="http://www.w3.org/1999/xhtml" ` +
  `srcdoc="&lt;script&gt;parent.document.title='ran'&lt;/script&gt;"/></foreignObject></svg>`;

export interface Polyglot {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** What it is. */
  readonly type: string;
}

/** A GIF of one frame that is a script, too: its width begins a comment, which its pixels end. */
function gifScript(): Uint8Array<ArrayBuffer> {
  const code = `*/=1;${ACT}//`;
  return join(
    "GIF89a/*",
    [1, 0, 0, 0, 0],
    [0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0x80, 0, 0, 0, 255, 255, 255, 2],
    [code.length],
    code,
    [0, 0x3b],
  );
}

/** A sound that is a script, too. */
function wavScript(): Uint8Array<ArrayBuffer> {
  const code = `*/=1;${ACT}//`;
  const format = [1, 0, 1, 0, ...little(4, 8000), ...little(4, 8000), 1, 0, 8, 0];
  return join("RIFF=/*x", "WAVE", riffChunk("fmt ", format), riffChunk("data", code));
}

const text = (text: string) => new TextEncoder().encode(text);

export const POLYGLOTS: readonly Polyglot[] = [
  { name: "picture.gif", bytes: gifScript(), type: "image/gif" },
  { name: "short.gif", bytes: text(`GIF89a=1;${ACT}`), type: "application/octet-stream" },
  { name: "sound.js", bytes: wavScript(), type: "audio/wav" },
  {
    name: "page.html",
    bytes: join(png().subarray(0, 33), chunk("tEXt", `a\0${HTML}`), png().subarray(33)),
    type: "image/png",
  },
  {
    name: "pixels.html",
    bytes: join(png().subarray(0, -12), chunk("IDAT", HTML), png().subarray(-12)),
    type: "image/png",
  },
  {
    name: "film.html",
    bytes: join(box("ftyp", "isom", big(4, 0)), HTML),
    type: "application/octet-stream",
  },
  { name: "drawing.svg", bytes: text(SVG), type: "image/svg+xml" },
  { name: "drawing.png", bytes: text(`<?xml version="1.0"?>${SVG}`), type: "image/svg+xml" },
  { name: "page.png", bytes: text(HTML), type: "text/plain" },
  { name: "script.js", bytes: text(ACT), type: "text/plain" },
  {
    name: "page.xhtml",
    bytes: text(`<html xmlns="http://www.w3.org/1999/xhtml"><script>${ACT}</script></html>`),
    type: "text/plain",
  },
  { name: "document.html", bytes: text(`%PDF-1.4\n${HTML}`), type: "application/pdf" },
  { name: "archive.html", bytes: text(`PK\x03\x04${HTML}`), type: "application/zip" },
];
