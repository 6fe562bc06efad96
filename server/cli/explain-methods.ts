// Formula, inputs and source of each method that a scorecard uses, for `spid explain`. The long account with the R call
// of every method is docs/statistics.md.
export const METHODS: Readonly<Record<string, readonly string[]>> = {
  'factor-score': [
    'Person: mean of the valid items on 0–100, where at least half of the applicable ones are answered',
    '  (not applicable and not shown are not applicable; do not know, prefer not to say and blank are not answered).',
    'Factor: mean over persons. SE = s/√r · √(1 − n/N): r persons with a score, n sheets received, N people in the frame',
    '  (unknown: no correction). A group of a breakdown, or a stratum of unknown size, has the correction of the whole.',
    '  Interval: t with r − 1. Source: Cochran 1977, 2.5–2.6, 2.12; half rule after Ware et al. 1993 (SF-36).',
    '  R: se <- sd(y) / sqrt(r) * sqrt(1 - n / N); mean(y) + c(-1, 1) * qt(.975, r - 1) * se; N unknown: t.test(y)$conf.int',
  ],
  favourable: [
    'Favourable share: mean over persons of each person’s share of favourable among valid answers; SE and interval as above.',
  ],
  balance: ['Balance: favourable less unfavourable, as the mean over persons of their difference (−1 to 1); t interval. R: t.test(z)'],
  silent: [
    'If the silent stood lower: score − 10 · (1 − n/codes), the score if those who were given a code and have no score stood 10 points lower.',
    '  Where strata weigh by their sizes and all their codes are known: score − 10 · (1 − Σ N_h min(1, r_h/codes_h) / ΣN_h); hidden strata count as one.',
    '  A supposition, not an estimate: the interval moves along. Source: Särndal & Lundström 2005, ch. 5.',
    '  R: m - 10 * (1 - n / codes); m - 10 * (1 - weighted.mean(pmin(1, r / codes), N))',
  ],
  deff: [
    'Design effect: V over the variance of a simple random sample of the same persons, s²(W−r)/(W r) in a finite frame, s²/r otherwise. Source: Kish 1965.',
    '  Of the weights alone (Kish): n Σw²/(Σw)²; above 3 the note weights-vary stands. R: svymean(~y, d, deff = TRUE), deff = "replace" without a frame',
    '  Both are left out where a table hides a count that weights would tell: a stratum’s size over its weight.',
  ],
  quartiles: ['Quartiles of persons’ scores: type 7 (Hyndman & Fan 1996), the inverse of the weighted distribution with weights; from 40 persons on. R: quantile(type = 7)'],
  overall: ['Overall: mean of the person’s factor scores, where at least 70 % of the factors are there; then as a factor score.'],
  'item-score': ['Item: mean over persons of the answer on 0–100 (evenly spaced, or the scale’s own scores; reversed by rank); t interval.'],
  share: ['Share: persons with the answer over persons with any valid answer; do not know counts in where knowledge is asked.'],
  experience: ['Experience: persons with a counted answer over the people it concerns who answered; never part of a score.'],
  wilson: [
    'Interval of a share of one item: (p + z²/2n ± z√(p(1−p)/n + z²/4n²)) / (1 + z²/n), z = 1.96. Source: Wilson 1927.',
    '  R: prop.test(k, n, correct = FALSE)$conf.int',
  ],
  'korn-graubard': [
    'Share under weights or strata: n* = p(1−p)/V · (t_{n−1}/t_df)², at most n; ends are beta quantiles at n*. Source: Korn & Graubard 1998.',
    '  R: svyciprop(~x, d, method = "beta", df = degf(d))',
  ],
  design: [
    'Mean under a design: Σwy/Σw; V = Σ_h (1 − n_h/N_h) n_h/(n_h−1) Σ (z − z̄_h)², z = w(y − ȳ)/Σw, zeros outside the domain; t on sheets − strata.',
    '  Clusters: z summed within each, t on clusters − strata. Source: Särndal, Swensson & Wretman 1992, ch. 5.',
    '  R: svymean(~y, svydesign(~1, strata = ~h, weights = ~w, fpc = ~N))',
  ],
  comparison: [
    'Change: difference of two independent means, t on Satterthwaite’s df, Holm over the factors; g after Hedges 1981. Five words, in this order:',
    '  too few → improved or worsened (Holm p < .05) → no clear change (90 % interval inside ±5) → not enough data to tell.',
  ],
  ranks: [
    'Ranks: Mann–Whitney with ties and Cliff’s delta (Feng & Cliff 2004) where sheets weigh the same; otherwise the difference of weighted',
    '  midranks and a weighted delta, each round under its own design (Lumley & Scott 2013). From persons alone, never from a release.',
    '  R: wilcox.test(exact = FALSE, correct = FALSE); effsize::cliff.delta; svyranktest on the stacked design',
  ],
  'two-shares': [
    'Two shares: p₂ − p₁ with Newcombe’s hybrid of two Wilson intervals (1998, method 10), or of two design intervals (Zou & Donner 2008);',
    '  χ², or Fisher’s exact test where an expected count is under 5. R: DescTools::BinomDiffCI(method = "score"), chisq.test, fisher.test',
  ],
  distribution: [
    'Distribution of an item in two rounds: Rao & Scott’s second-order F (1984); from weighted publications the first-order one, on effective',
    '  counts (Rao & Scott 1981, 1992). Benjamini & Hochberg over the items. R: svychisq(~round + item, d, statistic = "F")',
  ],
  trend: [
    'Trend: b = Σv(t−t̄)y / Σv(t−t̄)², v = 1/SE², over rounds since the last break in items or wording; lack of fit Q on k − 2 df.',
    '  Shares of counted answers: Cochran & Armitage. R: metafor::rma(y, sei = se, mods = ~time, method = "FE"), prop.trend.test',
  ],
  benchmark: [
    'Benchmark: random effects over at least five peers (REML; DerSimonian & Laird 1986 beside), Knapp–Hartung’s SE with its factor held to 1',
    '  or more, prediction by t on k − 2 df; scores shrunk by B = τ²/(τ²+SE²), SE without the frame. R: metafor::rma(test = "adhoc"), blup',
  ],
  weights: [
    'Weights fitted to the frame: one margin w* = w N_p/Σ_p w (Holt & Smith 1979), several by raking to a miss of 1e-10 (Deming & Stephan 1940).',
    '  SE: the part of each score that the margins explain is taken out first (Deville & Särndal 1992); Kish’s design effect above 3 is noted.',
    '  R: postStratify(d, ~m, counts); rake(d, margins, counts, control = list(epsilon = 1e-9, maxit = 500))',
  ],
  reliability: [
    'Alpha: k/(k−1)(1 − Σs²_j/s²_T) over persons with every item, Feldt’s F interval (Cronbach 1951; Feldt, Woodruff & Salih 1987); from 30 persons.',
    '  Item–total: correlation with the sum of the other items, below 0 a probable missing reversal. Two items: Spearman–Brown, no omega.',
    '  Omega: one factor by maximum likelihood, 100 seeded resamples (McDonald 1999). R: psych::alpha, lavaan::cfa',
  ],
  standout: ['Strongest and weakest factor: paired difference from the mean of all factors, Holm over them (in a census any difference counts); otherwise not separable. R: svycontrast'],
  drivers: [
    'Drivers: LMG shares of R² (Lindeman, Merenda & Gold 1980), 500 seeded resamples; drawn by strata and whole clusters.',
    '  Refused unless r ≥ 100 and r > 10 p, then Spearman’s correlations from 30 persons on. Associated with, never causes.',
    '  R: relaimpo::boot.relimp(type = "lmg")',
  ],
  quality: [
    'Careless answers: the longest run of one answer covers 80 % of a grid in both polarities; no spread on at least half of the factors with three',
    '  items of one scale in both polarities; pairs of answers that the form calls contradictory. Nobody is deleted: each score stands beside the score',
    '  without the flagged, announced from 2 points. Source: Johnson 2005; Curran 2016. R: rle, apply(x, 1, sd)',
  ],
  crosswise: [
    'Crosswise: π = (λ + p − 1)/(2p − 1), λ the share of the first point, p the prevalence of the harmless statement; interval from Wilson’s ends of λ,',
    '  under a design the mean of (x + p − 1)/(2p − 1). Outside 0 to 1 it is kept and flagged. Source: Yu, Tian & Tang 2008. R: prop.test(k, n, correct = FALSE)',
  ],
  anchor: ['Anchor: attentive γ = (λ′ − ½)/(½ − p′) of an item that nobody is guilty of; π = ½ + (λ − ½)/(γ(2p − 1)), 1,000 seeded resamples. Source: Atsusaka & Stevenson 2023. R: cWise::bc.est'],
  'forced-response': ['Forced response: π = (λ − p₁)/q, p₁ the chance of a forced yes, q of the truth; interval from Wilson’s ends of λ. Source: Boruch 1971.'],
  'unrelated-question': ['Unrelated question: π = (λ − (1−q)π_u)/q, q the chance of the sensitive question, π_u the other’s prevalence. Source: Greenberg et al. 1969.'],
  list: ['List experiment: mean of the treated list less mean of the control list, Welch’s SE and df, or the design’s. Source: Miller 1984; Blair & Imai 2012. R: t.test, svyttest'],
  hidden: [
    'Hidden: figures of fewer than ten persons; groups that the total would give away; answers that all, or all but one, share.',
    '  docs/decisions/0053-the-first-gate.md',
  ],
};
