// The session cookie. Its path keeps it away from respondent routes: a coordinator who looks at the respondent page
// sends nothing with it. That is why its prefix is __Secure- and not __Host-, which would force the path / (ADR 0060).
export type CookieRules = { readonly https: boolean };

const nameOf = ({ https }: CookieRules): string => (https ? '__Secure-spid-desk' : 'spid-desk');
const attributes = ({ https }: CookieRules): string => `Path=/desk; HttpOnly; SameSite=Strict${https ? '; Secure' : ''}`;

/** Lives as long as the browser window; the server ends it earlier. */
export const setCookie = (rules: CookieRules, secret: string): string => `${nameOf(rules)}=${secret}; ${attributes(rules)}`;
export const clearCookie = (rules: CookieRules): string => `${nameOf(rules)}=; Max-Age=0; ${attributes(rules)}`;

/** The session secret in a Cookie header, or null. */
export function readCookie(rules: CookieRules, header: string | undefined): string | null {
  for (const part of (header ?? '').split(';')) {
    const [name, value] = part.trim().split('=');
    if (name === nameOf(rules) && value !== undefined && /^[A-Za-z0-9_-]{43}$/.test(value)) return value;
  }
  return null;
}
