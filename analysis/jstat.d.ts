// Types for the few functions of jstat that distributions.ts calls.
// jstat 1.9.6 ships none, and DefinitelyTyped has none either (jstat issue 251).
// Declared narrowly on purpose: what is not listed here has not been checked against R.
declare module 'jstat' {
  type Quantile1 = { inv(p: number, df: number): number };
  export const jStat: {
    readonly normal: { inv(p: number, mean: number, sd: number): number };
    readonly studentt: Quantile1;
    readonly chisquare: Quantile1;
    readonly centralF: { inv(p: number, df1: number, df2: number): number };
    readonly beta: { inv(p: number, alpha: number, beta: number): number };
  };
  const bundle: { readonly jStat: typeof jStat };
  export { bundle as default };
}
