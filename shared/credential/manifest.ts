// The manifest: everything about a round that must not change after opening and that anybody may check.
// Its hash stands in each link; its eight words on each invitation. What may change later (a corrected page, a pause,
// an extension) goes into the public notice log instead. It holds no secret, no name and no time finer than a day.
import { z } from 'zod';
import { Day, Language, Texts } from '../language.ts';
import { MixedWays, Mode, RoundId, Selection } from '../round/plan.ts';
import { PlainCode } from '../questionnaire/codes.ts';
import { encodeBase64url } from './base64url.ts';
import { base64urlOf } from './base64url-field.ts';
import { LARGEST_BODY } from './body-length.ts';
import type { Sha256 } from './bytes.ts';
import { canonicalBytes } from './canonical-json.ts';
import type { Json } from './canonical-json.ts';
import { FRAMES } from './frame.ts';

export const MANIFEST_FORMAT = 'spid-manifest-1';

/** SubjectPublicKeyInfo of RSA-3072 with e = 65537: 422 bytes of DER whatever the modulus. */
export const ISSUER_KEY_BYTES = 422;
/** Raw uncompressed P-256 point. */
const TRANSPORT_KEY_BYTES = 65;

/** One frame of a population: an issuer key of its own, and how many codes or tokens it may have. */
export const ManifestFrame = z.strictObject({
  frame: z.enum(FRAMES),
  /** One key per issuer, in the order of `issuers`. */
  keys: z.array(base64urlOf(ISSUER_KEY_BYTES)).min(1),
  /** Codes handed out or tokens released; null where nobody can know (an open link). */
  invited: z.int().min(0).nullable(),
  /** Merkle root of the code commitments; null for frames without codes. */
  codeCommitmentsRoot: base64urlOf(32).nullable(),
});
export type ManifestFrame = z.infer<typeof ManifestFrame>;

export const ManifestQuestionnaire = z.strictObject({
  population: PlainCode,
  form: base64urlOf(32),
  adaptation: base64urlOf(32),
  selection: Selection,
  frames: z.array(ManifestFrame).min(1).max(FRAMES.length),
});
export type ManifestQuestionnaire = z.infer<typeof ManifestQuestionnaire>;

const unique = (values: readonly string[]): boolean => new Set(values).size === values.length;

export const Manifest = z
  .strictObject({
    format: z.literal(MANIFEST_FORMAT),
    round: RoundId,
    administration: PlainCode,
    /** How people know the administration; left out in manifests of before. */
    administrationName: Texts.optional(),
    questionnaires: z.array(ManifestQuestionnaire).min(1).max(9),
    /** Who signs and where. One today; a second would need a second token, so more than one is refused until then. */
    issuers: z.array(z.strictObject({ name: z.string().min(1).max(200), at: z.string().min(1).max(300) })).length(1),
    collector: z.strictObject({ at: z.string().min(1).max(300), transportKey: base64urlOf(TRANSPORT_KEY_BYTES).nullable() }),
    modes: z.array(Mode).min(1),
    /** What keeps a person from answering two ways; left out where there is one alone. */
    mixedWays: MixedWays.optional(),
    languages: z.array(Language).min(1),
    /** SHA-256 of the canonical JSON of the consent texts in all languages. */
    consent: base64urlOf(32),
    drawingEnds: Day,
    sendingEnds: Day,
    objectionEnds: Day,
    retentionDay: Day,
    twoPhase: z.boolean(),
    disclosure: z.strictObject({ threshold: z.int().min(10), rules: z.string().min(1).max(100) }),
    keepsLanguage: z.boolean(),
    /** How long answering takes, as the page tells before Start; fills {minutes} of the consent texts. */
    minutes: z.int().min(1).max(120),
    bodyLength: z.int().min(1024).max(LARGEST_BODY).multipleOf(1024),
  })
  .superRefine((manifest, context) => {
    const days = [manifest.drawingEnds, manifest.sendingEnds, manifest.objectionEnds, manifest.retentionDay];
    const refuse = (path: string, message: string): void => context.addIssue({ code: 'custom', path: [path], message });
    if (days.some((day, index) => index > 0 && day < (days[index - 1] ?? ''))) refuse('drawingEnds', 'drawing, sending, objection and retention end in this order');
    if (!unique(manifest.questionnaires.map((entry) => entry.population))) refuse('questionnaires', 'a population stands here once');
    if (manifest.questionnaires.some((entry) => !unique(entry.frames.map((frame) => frame.frame)))) refuse('questionnaires', 'a frame stands in a population once');
    const frames = manifest.questionnaires.flatMap((entry) => entry.frames);
    if (!unique(frames.flatMap((frame) => frame.keys))) refuse('questionnaires', 'every population and frame has a key of its own');
    if (frames.some((frame) => frame.keys.length !== manifest.issuers.length)) refuse('issuers', 'each frame has one key per issuer');
  });
export type Manifest = z.infer<typeof Manifest>;

/** The base64url SHA-256 of the manifest's canonical JSON: the name by which link, sheet and board know it. */
export const manifestHash = async (manifest: Manifest, sha256: Sha256): Promise<string> => encodeBase64url(await sha256(canonicalBytes(manifest as Json)));

/** One population and frame of a manifest, with its key (the first issuer's), or null where the manifest has none such. */
export function frameOf(manifest: Manifest, population: string, frame: string): { readonly questionnaire: ManifestQuestionnaire; readonly frame: ManifestFrame; readonly key: string } | null {
  const questionnaire = manifest.questionnaires.find((entry) => entry.population === population);
  const entry = questionnaire?.frames.find((candidate) => candidate.frame === frame);
  const key = entry?.keys[0];
  return questionnaire === undefined || entry === undefined || key === undefined ? null : { questionnaire, frame: entry, key };
}
