import type { CardRow } from '../../../shared/view/rows.ts';
import { StateMark } from '../../design/StateMark.tsx';
import { useText } from '../../i18n/use-text.ts';

/** Kinds whose facts need the whole second line: the kind, shortened as people do, stands beside the name. */
export const abbreviations: Readonly<Record<string, string>> = {
  HorizontalPodAutoscaler: 'HPA', PodDisruptionBudget: 'PDB', PersistentVolumeClaim: 'PVC', PersistentVolume: 'PV', ResourceQuota: 'Quota', LimitRange: 'Limits',
  NetworkPolicy: 'NetPol', StorageClass: 'SC', PriorityClass: 'PC', ServiceAccount: 'SA', Service: 'Service', Ingress: 'Ingress', CronJob: 'CronJob', Job: 'Job', TrafficSource: 'Source',
};

const quietFamilies: ReadonlySet<string> = new Set(['ready', 'done', 'working', 'waiting']);

/** Kinds that nobody reaches while they are being made: that is said, though nothing is wrong. */
const awaitedKinds: ReadonlySet<string> = new Set(['Service', 'Ingress', 'LoadBalancer']);
const awaitedFamilies: ReadonlySet<string> = new Set(['working', 'waiting']);

/** Whether nothing about it needs to be seen from afar. */
export const isQuiet = ({ family, ref }: CardRow): boolean => quietFamilies.has(family) && !(awaitedKinds.has(ref.kind) && awaitedFamilies.has(family));

/** The one live fact of an object, with its kind where no tag names that. @param isShort of a load balancer without the word for what is counted */
export function CardFact({ row, isShort = false }: { row: CardRow; isShort?: boolean }) {
  const { localize, t } = useText();
  const quiet = isQuiet(row);
  const { replicas, revision } = row;
  const { balancer } = row;
  const fact = row.broken
    ? localize(row.broken)
    : balancer && isShort && balancer.total > 0
    ? `${balancer.state} ${balancer.healthy}/${balancer.total}`
    : !replicas || row.ref.kind === 'Job'
    ? localize(row.fact)
    : !quiet
      ? t('canvas:card.some', { ready: replicas.ready, desired: replicas.desired })
      : revision === undefined
        ? ''
        : t('canvas:card.revision', { revision });
  const kind = row.balancer || abbreviations[row.ref.kind] || row.broken ? '' : row.ref.kind;
  const text = [kind, fact].filter(Boolean).join(' · ');
  return (
    <span className="card-fact" data-family={quiet ? undefined : row.family} title={text}>
      {(!quiet || row.balancer) && <StateMark family={row.family} name={row.balancer?.state} size={10} />}
      <span className="truncate">{text}</span>
    </span>
  );
}
