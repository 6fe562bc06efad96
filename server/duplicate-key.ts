// Whether a store refused a document because one with its key is there: the one refusal that stores act on.
// By shape, not by class, since the driver's errors may come from another copy of it.

const DUPLICATE_KEY = 11000;

/** True for MongoDB's error 11000 (DuplicateKey). */
export const isDuplicateKey = (error: unknown): boolean => typeof error === 'object' && error !== null && 'code' in error && error.code === DUPLICATE_KEY;
