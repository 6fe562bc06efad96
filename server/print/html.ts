// The little HTML that printed sheets need: escaping, a whole document with its style, and a QR as inline SVG.
// A printed file loads nothing from anywhere: it is opened on the coordinator's machine, perhaps with the network on.
import { readFileSync } from 'node:fs';
import qrcode from 'qrcode-generator';

const NAMED: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

export const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => NAMED[character] ?? character);

/** A text element in its own language and direction. */
export const spoken = (tag: string, words: { readonly language: string; readonly direction: string }, html: string, className = ''): string =>
  `<${tag} lang="${words.language}" dir="${words.direction}"${className === '' ? '' : ` class="${className}"`}>${html}</${tag}>`;

/** A whole page; `style` is the name of a style sheet beside this file. */
export function htmlDocument(title: string, style: string, language: string, direction: string, body: string): string {
  const css = readFileSync(new URL(style, import.meta.url), 'utf8');
  return `<!doctype html>
<html lang="${language}" dir="${direction}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="referrer" content="no-referrer">
<title>${escaped(title)}</title>
<style>
${css}</style>
</head>
<body>
${body}
</body>
</html>
`;
}

/** A QR of medium error correction as SVG, four quiet modules around it (ISO/IEC 18004). */
export function qrSvg(text: string): string {
  const code = qrcode(0, 'M');
  code.addData(text, 'Byte');
  code.make();
  const modules = code.getModuleCount();
  const rows = Array.from({ length: modules }, (_, row) => Array.from({ length: modules }, (_each, column) => (code.isDark(row, column) ? `M${String(column + 4)} ${String(row + 4)}h1v1h-1z` : '')).join(''));
  const size = String(modules + 8);
  return `<svg class="qr" viewBox="0 0 ${size} ${size}" role="img" aria-label="QR" shape-rendering="crispEdges"><rect width="${size}" height="${size}" fill="#fff"/><path d="${rows.join('')}"/></svg>`;
}
