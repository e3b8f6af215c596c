/**
 * Makes a picture of a person: the middle of another one, square and small.
 *
 * @module
 */

/** Pixels on each side: enough for what is shown largest, on a screen with two for each. */
const SIDE_PX = 256;
const QUALITY = 0.85;

/** @throws If the browser can't show it. */
export async function squareOf(file: Blob): Promise<Blob> {
  const image = await createImageBitmap(file);
  const { width, height } = image;
  const cut = Math.min(width, height);
  const side = Math.min(SIDE_PX, cut);
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = side;
  const context = canvas.getContext("2d");
  if (!context) throw new Error("Cannot draw picture: there is no canvas");
  context.imageSmoothingQuality = "high";
  context.drawImage(image, (width - cut) / 2, (height - cut) / 2, cut, cut, 0, 0, side, side);
  image.close();
  const { promise, resolve, reject } = Promise.withResolvers<Blob>();
  canvas.toBlob(
    (blob) => blob ? resolve(blob) : reject(new Error("Cannot draw picture: it is too large")),
    "image/webp",
    QUALITY,
  );
  return await promise;
}
