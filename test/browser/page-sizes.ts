// Sizes at which pages are looked at, in CSS pixels.
export const PHONE = { width: 360, height: 740 };
export const SMALLEST = { width: 320, height: 640 };
export const DESKTOP = { width: 1280, height: 900 };
/** The paper between its margins of 15 mm, at 96 dots an inch. */
export const A4 = { width: 680, height: 1010 };
