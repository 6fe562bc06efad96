// The help of `spid score`, apart from its code so that both stay readable. docs/formats.md says the same at length.
export const SCORE_HELP = `spid score --questionnaire DIR --answers FILE.csv [options]

Scores the answers in a CSV by the questionnaire in a folder (questionnaire.json, scoring.json, locales/) and prints the
scorecard. Nothing is sent anywhere. Groups under the threshold are hidden, as in a release. Columns are named by item codes;
four more are known: stratum, weight (0: in no figure), psu (cluster), language. spid explain F07 tells how a figure is made.

  spid score --questionnaire surveys/cips/1/officials --answers answers.csv --frame frame.csv --format csv > scorecard.csv

  --format json|csv        what is printed (json)
  --frame FILE.csv         stratum,size,issued: people per stratum, and codes given out; psus: its clusters, if drawn
  --size N                 people in the population; otherwise the sum of the frame, otherwise unknown
  --stratum-item CODE      the item whose answer is the stratum, instead of a column stratum
  --breakdown CODE,…       single-choice items to divide the population by
  --selection KIND         everybody, random, sites, associations, open-link (open-link): only the first two have a
                           margin of error
  --estimation simple|design   design weighs each stratum to its size; a weight column always uses it
  --weights FILE.csv       margin,category,size: fits weights to margins of the frame, one by post-stratification, several by
                           raking; a margin is an item code or stratum. Intervals know of the fit
  --unstated KIND          persons who do not state a margin: own-category (they stand for their own share) or dropped (they
                           are in no figure, and still sheets of their stratum); otherwise they are an error
  --trim auto|X            caps fitted weights at median + 6 IQR, or at X times the mean weight, and fits again
  --details                reliability, quartiles, standout factors, signs of careless answers, list experiments, and
                           drivers where the questionnaire declares an outcome
  --drivers CODE           what goes with an ordinal item, as shares of its variance; from 100 complete persons on, rank
                           correlations from 30 on
  --previous [TIME=]FILE   an earlier round to compare with: the JSON that this command or a release gives, or the CSV
                           of its answers to the same questionnaire. Given several times the last round is compared with,
                           and from three rounds on there are lines through all (spid trend --help)
  --previous-frame FILE.csv, --previous-weights FILE.csv
                           the earlier round's own frame and margins, once for each CSV of --previous, in their order;
                           needed where --frame or --weights weights these answers
  --at TIME                when these answers were given (2026, 2026-03 or 2026-03-31), where earlier rounds have times
  --adaptation FILE.json   lists that the questionnaire leaves open; without it their items are left out
  --threshold N            smallest group shown, 10 or more (10)

Exit codes: 0 done, 2 a word makes no sense, 3 a file is not as it should be. Forms of files and output: docs/formats.md.`;
