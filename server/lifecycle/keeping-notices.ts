// What the public notice log says of keys, sheets and codes, in five languages. A notice of a kind that happens once in
// a round is published once, whoever does the step and however often.
import { Notice } from '../../shared/credential/notices.ts';
import type { NoticeDraft, NoticeKind } from '../../shared/credential/notices.ts';
import type { Rooms } from './rooms.ts';

const TEXTS = {
  'key-destroyed': {
    en: 'Drawing has ended. The keys that signed tokens are destroyed: nobody can make another token.',
    fr: 'Le tirage des jetons est terminé. Les clés qui les signaient sont détruites : personne ne peut plus en créer.',
    es: 'La obtención de testigos ha terminado. Las claves que los firmaban están destruidas: nadie puede crear otro.',
    pt: 'A obtenção de testemunhos terminou. As chaves que os assinavam foram destruídas: ninguém pode criar outro.',
    ar: 'انتهى سحب الرموز المميزة. أتلفت المفاتيح التي كانت توقعها، فلا يستطيع أحد إنشاء رمز آخر.',
  },
  settled: {
    en: 'The objection period is over. Sheets were rewritten in random order without keys and signatures: a receipt leads to no answers any more.',
    fr: 'Le délai d’objection est passé. Les réponses ont été réécrites en ordre aléatoire, sans clés ni signatures : un reçu ne mène plus à aucune réponse.',
    es: 'El plazo de objeción ha terminado. Las respuestas se reescribieron en orden aleatorio, sin claves ni firmas: un recibo ya no conduce a ninguna respuesta.',
    pt: 'O prazo de objeção terminou. As respostas foram reescritas em ordem aleatória, sem chaves nem assinaturas: um recibo já não conduz a nenhuma resposta.',
    ar: 'انتهت مدة الاعتراض. أعيدت كتابة الاستمارات بترتيب عشوائي دون مفاتيح أو توقيعات، فلم يعد أي إيصال يدل على إجابات.',
  },
  erased: {
    en: 'The retention day has come. Sheets and codes are erased; the certificate’s hash stands here.',
    fr: 'Le jour de conservation est atteint. Les réponses et les codes sont effacés ; l’empreinte du certificat figure ici.',
    es: 'Ha llegado el día de conservación. Las respuestas y los códigos están borrados; aquí figura la huella del certificado.',
    pt: 'Chegou o dia de conservação. As respostas e os códigos foram apagados; a impressão do certificado está aqui.',
    ar: 'حل يوم انتهاء الحفظ. محيت الاستمارات والرموز، وبصمة الشهادة مدونة هنا.',
  },
  'code-reissued': {
    en: 'A lost code was re-issued. The number so far stands here; its cap is public.',
    fr: 'Un code perdu a été réémis. Le nombre à ce jour figure ici ; son plafond est public.',
    es: 'Se ha reemitido un código perdido. Aquí figura el número hasta ahora; su límite es público.',
    pt: 'Foi reemitido um código perdido. O número até agora está aqui; o limite é público.',
    ar: 'أعيد إصدار رمز مفقود. العدد حتى الآن مدون هنا، وحده الأقصى معلن.',
  },
} as const satisfies Partial<Readonly<Record<NoticeKind, NoticeDraft['texts']>>>;
type KeepingKind = keyof typeof TEXTS;

/** The round's notices. */
export async function noticesOf(rooms: Rooms, round: string): Promise<readonly Notice[]> {
  return ((await rooms.collected.rounds.status(round))?.notices ?? []).map((text) => Notice.parse(JSON.parse(text)));
}

export const tell = (rooms: Rooms, round: string, kind: KeepingKind, details: NoticeDraft['details'] = {}): Promise<void> =>
  rooms.collector.publish(round, { kind, day: rooms.today(), texts: TEXTS[kind], details });

/** Publishes unless the log has a notice of that kind. */
export async function tellOnce(rooms: Rooms, round: string, kind: KeepingKind, details: NoticeDraft['details'] = {}): Promise<void> {
  if (!(await noticesOf(rooms, round)).some((notice) => notice.kind === kind)) await tell(rooms, round, kind, details);
}
