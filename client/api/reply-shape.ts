// The least that a reply must be before a page takes it: an object with the members that were asked for. No schema, since
// schemas are no part of the respondent page (its size); what matters in a reply is checked by hashes and signatures.

/** Takes a reply with these members; anything else is a fault of the server and throws a TypeError. */
export const shaped =
  <Value>(...names: readonly string[]) =>
  (body: unknown): Value => {
    if (typeof body !== 'object' || body === null || !names.every((name) => name in body)) throw new TypeError('not the reply that was asked for');
    return body as Value;
  };
