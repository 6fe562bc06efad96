// Where issuer and collector are reached: at the page's own origin, or where the deployment has put them apart. The
// page's server writes that into the page's head, once and the same for everybody; the policy lets nothing else through.

/** Services whose paths begin so; everything else is the page's own. The board is the collector's. */
const SERVICES = [['/issuer/', 'spid-issuer'], ['/collector/', 'spid-collector'], ['/board/', 'spid-collector']] as const;

const factOf = (name: string): string => (typeof document === 'undefined' ? '' : (document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content ?? ''));

/** The address of a path of the API. */
export const addressOf = (path: string): string => factOf(SERVICES.find(([start]) => path.startsWith(start))?.[1] ?? '') + path;

/** Whether the services stand apart from the page here, and then at other addresses than a manifest names. Over an onion address every name differs. */
export function contradicts(manifest: { readonly issuers: readonly { readonly at: string }[]; readonly collector: { readonly at: string } }): boolean {
  const [issuer, collector] = [factOf('spid-issuer'), factOf('spid-collector')];
  if (typeof location !== 'undefined' && location.hostname.endsWith('.onion')) return false;
  const other = (place: string, at: string | undefined): boolean => place !== '' && at !== undefined && !at.startsWith(`${place}/`);
  return other(issuer, manifest.issuers[0]?.at) || other(collector, manifest.collector.at);
}
