// Security headers of every reply. Respondent pages may load from their own origin and nothing else, and speak to it and
// to issuer and collector where these stand apart: a frightened officer's browser must speak to no third party, and a
// foreign script must find no place to stand.
import helmet from 'helmet';
import type { RequestHandler } from 'express';

const self = ["'self'"];
const none = ["'none'"];

/** For the one surface that may be installed: its own worker and its own manifest beside what the policy allows. */
export const installableHeaders: RequestHandler = (_request, response, next) => {
  const policy = String(response.getHeader('Content-Security-Policy') ?? '');
  response.setHeader('Content-Security-Policy', policy.replace("worker-src 'none'", "worker-src 'self'").replace("manifest-src 'none'", "manifest-src 'self'"));
  next();
};

/** Strict policy for pages and replies alike. Recordings are decoded from memory, which no policy governs, and letters are the device's own: neither media nor fonts are loaded. `https` adds HSTS, which only means something there; `services`: origins that pages may speak to beside their own. */
export const securityHeaders = (https: boolean, services: readonly string[] = []): RequestHandler =>
  helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: none, scriptSrc: self, styleSrc: self, connectSrc: [...self, ...services], imgSrc: self,
        fontSrc: none, mediaSrc: none, manifestSrc: none, workerSrc: none, objectSrc: none, baseUri: none, formAction: none, frameAncestors: none,
      },
    },
    referrerPolicy: { policy: 'no-referrer' },
    strictTransportSecurity: https ? { maxAge: 31_536_000 } : false,
    xFrameOptions: { action: 'deny' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    xPoweredBy: false,
  });

/** For pages and replies that must not stay on a shared computer. */
export const NO_STORE = 'no-store';
/** For replies whose address holds their hash. */
export const FOR_EVER = 'public, max-age=31536000, immutable';
