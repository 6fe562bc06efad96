// The errors that go to the client, with MongoDB's numbers and names.
// Why: the driver and mongoose decide by `code`, and an honest engine says "not supported" in the words of the original.
// Surprise: messages name fields and operators, never a value of a document. Codes that MongoDB's error_codes.yml does
// not name are called `Location<code>` there, and so here.
import type { Document } from 'bson';

const codeNames = {
  2: 'BadValue',
  9: 'FailedToParse',
  14: 'TypeMismatch',
  20: 'IllegalOperation',
  26: 'NamespaceNotFound',
  27: 'IndexNotFound',
  28: 'PathNotViable',
  40: 'ConflictingUpdateOperators',
  43: 'CursorNotFound',
  48: 'NamespaceExists',
  50: 'MaxTimeMSExpired',
  52: 'DollarPrefixedFieldName',
  53: 'InvalidIdField',
  59: 'CommandNotFound',
  66: 'ImmutableField',
  67: 'CannotCreateIndex',
  72: 'InvalidOptions',
  73: 'InvalidNamespace',
  85: 'IndexOptionsConflict',
  86: 'IndexKeySpecsConflict',
  91: 'ShutdownInProgress',
  100: 'UnsatisfiableWriteConcern',
  115: 'CommandNotSupported',
  168: 'InvalidPipelineOperator',
  263: 'OperationNotSupportedInTransaction',
  292: 'QueryExceededMemoryLimitNoDiskUseAllowed',
  8000: 'AtlasError',
  10334: 'BSONObjectTooLarge',
  11000: 'DuplicateKey',
  14031: 'OutOfDiskSpace',
  17280: 'KeyTooLong',
  40323: 'Location40323',
  40324: 'Location40324',
  40352: 'Location40352',
  40414: 'IDLFailedToParse',
  40415: 'IDLUnknownField',
  40573: 'Location40573',
} as const;

export type ErrorCode = keyof typeof codeNames | 1;

/** A refusal that the client sees: `code` and `codeName` as MongoDB has them, `details` merged into the reply. */
export class CommandError extends Error {
  readonly code: ErrorCode;
  readonly details: Document;

  constructor(code: ErrorCode, message: string, details: Document = {}) {
    super(message);
    this.code = code;
    this.details = details;
  }
}

/** @returns the name that MongoDB gives to `code` (`InternalError` for 1). */
export const codeNameOf = (code: ErrorCode): string => (code === 1 ? 'InternalError' : codeNames[code]);

/** Turns what a command threw into a reply document; anything unforeseen becomes a bare InternalError without values. */
export function errorReply(thrown: unknown): Document {
  if (thrown instanceof CommandError) {
    return { ok: 0, errmsg: thrown.message, code: thrown.code, codeName: codeNameOf(thrown.code), ...thrown.details };
  }
  return { ok: 0, errmsg: 'the embedded engine failed on this command', code: 1, codeName: 'InternalError' };
}

/** As `errorReply`, in the shape of one entry of `writeErrors`. */
export function writeError(thrown: unknown, index: number): Document {
  if (thrown instanceof CommandError) return { index, code: thrown.code, errmsg: thrown.message, ...thrown.details };
  return { index, code: 1, errmsg: 'the embedded engine failed on this write' };
}
