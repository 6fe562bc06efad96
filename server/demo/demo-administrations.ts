// Two administrations that do not exist, and say so in their names in every language. Their lists and codes of conduct
// are invented as well.
import type { Texts } from '../../shared/language.ts';
import type { RoundPlan } from '../../shared/round/plan.ts';

export type DemoAdministration = {
  readonly code: string;
  readonly names: RoundPlan['names'];
  readonly lists: RoundPlan['lists'];
  /** Officials and traders by region, as the frame has them. */
  readonly regions: readonly { readonly code: string; readonly officials: number; readonly traders: number }[];
  /** How its answers lie against those of the other, in points of 0–100. */
  readonly level: number;
};

const texts = (en: string, fr: string, es: string, pt: string, ar: string): Texts => ({ en, fr, es, pt, ar });

const names = (administration: Texts): RoundPlan['names'] => ({
  administration,
  codeOfConduct: texts('Code of Conduct of 2021', 'Code de conduite de 2021', 'Código de Conducta de 2021', 'Código de Conduta de 2021', 'مدونة قواعد السلوك لعام 2021'),
  reportingLine: texts('the independent integrity line (fictional)', 'la ligne indépendante d’intégrité (fictive)', 'la línea independiente de integridad (ficticia)', 'a linha independente de integridade (fictícia)', 'خط النزاهة المستقل (وهمي)'),
  operator: texts('the survey team of this demonstration', 'l’équipe de sondage de cette démonstration', 'el equipo de encuesta de esta demostración', 'a equipa de inquérito desta demonstração', 'فريق الاستبيان في هذا العرض التوضيحي'),
});

const region = (code: string, ...words: Parameters<typeof texts>): { code: string; texts: Texts } => ({ code, texts: texts(...words) });

const REGIONS = [
  region('capital', 'Capital', 'Capitale', 'Capital', 'Capital', 'العاصمة'),
  region('seaport', 'Seaport', 'Port maritime', 'Puerto marítimo', 'Porto marítimo', 'الميناء البحري'),
  region('airport', 'Airport', 'Aéroport', 'Aeropuerto', 'Aeroporto', 'المطار'),
  region('land-border', 'Land border', 'Frontière terrestre', 'Frontera terrestre', 'Fronteira terrestre', 'الحدود البرية'),
];
const GRADES = [
  region('assistant', 'Assistant', 'Assistant', 'Asistente', 'Assistente', 'مساعد'),
  region('officer', 'Officer', 'Inspecteur', 'Oficial', 'Oficial', 'مفتش'),
  region('senior-officer', 'Senior officer', 'Inspecteur principal', 'Oficial superior', 'Oficial superior', 'مفتش أول'),
];
const TRADE_ROLES = [
  region('importer', 'Importer', 'Importateur', 'Importador', 'Importador', 'مستورد'),
  region('exporter', 'Exporter', 'Exportateur', 'Exportador', 'Exportador', 'مصدر'),
  region('broker', 'Customs broker', 'Commissionnaire en douane', 'Agente de aduanas', 'Despachante aduaneiro', 'مخلص جمركي'),
  region('carrier', 'Carrier or forwarder', 'Transporteur ou transitaire', 'Transportista', 'Transportador', 'ناقل أو وكيل شحن'),
];
const lists: RoundPlan['lists'] = { regions: REGIONS, grades: GRADES, 'trade-roles': TRADE_ROLES };

export const DEMO_ADMINISTRATIONS: readonly DemoAdministration[] = [
  {
    code: 'aldoria',
    names: names(texts('Customs of Aldoria (fictional)', 'Douane d’Aldorie (fictive)', 'Aduana de Aldoria (ficticia)', 'Alfândega da Aldória (fictícia)', 'جمارك ألدوريا (وهمية)')),
    lists,
    regions: [
      { code: 'capital', officials: 260, traders: 420 },
      { code: 'seaport', officials: 310, traders: 380 },
      { code: 'airport', officials: 120, traders: 90 },
      { code: 'land-border', officials: 170, traders: 110 },
    ],
    level: 3,
  },
  {
    code: 'norvale',
    names: names(texts('Customs of Norvale (fictional)', 'Douane de Norvale (fictive)', 'Aduana de Norvale (ficticia)', 'Alfândega de Norvale (fictícia)', 'جمارك نورفال (وهمية)')),
    lists,
    regions: [
      { code: 'capital', officials: 210, traders: 330 },
      { code: 'seaport', officials: 140, traders: 160 },
      { code: 'airport', officials: 95, traders: 70 },
      { code: 'land-border', officials: 230, traders: 190 },
    ],
    level: -4,
  },
];

export const PROGRAMME_NAMES = names(texts('Integrity programme (fictional)', 'Programme d’intégrité (fictif)', 'Programa de integridad (ficticio)', 'Programa de integridade (fictício)', 'برنامج النزاهة (وهمي)'));
