// Reads a QR code from the pixels that a browser painted, with a reader that shares nothing with what drew it.
import jsqr from 'jsqr';
import type { Locator } from 'playwright-core';

type Pixels = { readonly width: number; readonly height: number; readonly base64: string };

/** Runs in an empty page: a PNG as RGBA. */
async function pixelsOf(png: string): Promise<Pixels> {
  const bitmap = await createImageBitmap(await (await fetch(`data:image/png;base64,${png}`)).blob());
  const { width, height } = bitmap;
  const context = new OffscreenCanvas(width, height).getContext('2d');
  if (context === null) throw new Error('no canvas');
  context.drawImage(bitmap, 0, 0);
  const bytes = context.getImageData(0, 0, width, height).data;
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return { width, height, base64: btoa(text) };
}

/** The text of the QR code that this element shows. Throws where none can be read. */
export async function readQr(element: Locator): Promise<string> {
  const png = await element.screenshot();
  const context = await element.page().context().browser()?.newContext();
  if (context === undefined) throw new Error('no browser');
  const page = await context.newPage();
  const { width, height, base64 } = await page.evaluate(pixelsOf, png.toString('base64'));
  await context.close();
  // A CommonJS module whose types know it as an ES module.
  const read = (jsqr as unknown as { default?: typeof jsqr }).default ?? jsqr;
  const found = (read as unknown as (data: Uint8ClampedArray, width: number, height: number) => { data: string } | null)(new Uint8ClampedArray(Buffer.from(base64, 'base64')), width, height);
  if (found === null) throw new Error('no QR code can be read');
  return found.data;
}
