import { parseQuantity } from '../../../shared/kubernetes/quantity.ts';
import { quantityMilliValue } from '../../../shared/kubernetes/quantity-number.ts';
import { Gauge } from '../../design/Gauge.tsx';
import { useText } from '../../i18n/use-text.ts';
import { mirror } from '../../store/cluster.ts';
import { useCardUids } from '../../store/hooks.ts';
import { ObjectLink } from '../parts/Facts.tsx';
import { Section } from '../parts/Section.tsx';
import { useSimulatedTime } from '../use-simulated-time.ts';
import type { KindView, Loose } from './kind-view.ts';
import { listAt, mapAt, numberAt, textAt } from './read.ts';
import { Table } from './Table.tsx';

const milli = (text: string | undefined): number => (text !== undefined && parseQuantity(text).ok ? quantityMilliValue(text) : 0);

/** Used of hard, resource by resource. */
function QuotaBars({ object }: { object: Loose }) {
  const { t } = useText();
  const hard = Object.entries({ ...mapAt(object, 'spec', 'hard'), ...mapAt(object, 'status', 'hard') });
  return (
    <Section title={t('inspector:kind.usedOfHard')}>
      {hard.map(([resource, limit]) => {
        const used = textAt(object, 'status', 'used', resource);
        const text = `${used ?? '–'} / ${String(limit)}`;
        return (
          <div key={resource} className="quota-row">
            <span className="quota-name mono">{resource}</span>
            <Gauge used={milli(used)} requested={0} allocatable={Math.max(milli(String(limit)), 1)} label={`${resource} ${text}`} unknown={used === undefined} />
            <span className="mono">{text}</span>
          </div>
        );
      })}
    </Section>
  );
}

function Limits({ object }: { object: Loose }) {
  const { t } = useText();
  const items = listAt(object, 'spec', 'limits');
  // A column that nobody fills would only push the others out of sight.
  const sides = (['min', 'max', 'default', 'defaultRequest', 'maxLimitRequestRatio'] as const).filter((side) => items.some((item) => Object.keys(mapAt(item, side)).length > 0));
  const rows = items.flatMap((item) => {
    const resources = [...new Set(sides.flatMap((side) => Object.keys(mapAt(item, side))))];
    return resources.map((resource) => [textAt(item, 'type'), resource, ...sides.map((side) => textAt(item, side, resource) ?? '–')]);
  });
  return (
    <Section title={t('inspector:kind.limits')}>
      <Table label={t('inspector:kind.limits')} head={['type', 'resource', ...sides]} rows={rows} />
    </Section>
  );
}

/** Healthy pods against those that must stay. */
function Budget({ object }: { object: Loose }) {
  const { t } = useText();
  const [healthy, desired, expected, allowed] = ['currentHealthy', 'desiredHealthy', 'expectedPods', 'disruptionsAllowed'].map((name) => numberAt(object, 'status', name) ?? 0) as [number, number, number, number];
  const whole = Math.max(expected, healthy, 1);
  return (
    <Section title={t('inspector:kind.budget')} aside={t('inspector:kind.allowed', { count: allowed })}>
      <div className="kind-track" role="img" aria-label={t('inspector:kind.budgetSpoken', { healthy, desired, expected })}>
        <span className="kind-part" data-family="ready" style={{ width: `${(Math.min(healthy, desired) / whole) * 100}%` }} />
        <span className="kind-part" data-family="done" style={{ width: `${(Math.max(0, healthy - desired) / whole) * 100}%` }} />
      </div>
      <p className="kind-words">{t('inspector:kind.budgetSpoken', { healthy, desired, expected })}</p>
    </Section>
  );
}

/** How many objects of each kind are in a namespace. */
function NamespaceContents({ object }: { object: Loose }) {
  const { t } = useText();
  const uids = useCardUids();
  const counts = new Map<string, number>();
  for (const uid of uids) {
    const ref = mirror.card(uid)?.ref;
    if (ref?.namespace === object.metadata.name) counts.set(ref.kind, (counts.get(ref.kind) ?? 0) + 1);
  }
  let pods = 0;
  for (const uid of mirror.pods.uids()) if (mirror.pods.row(uid)?.namespace === object.metadata.name) pods += 1;
  if (pods > 0) counts.set('Pod', pods);
  const rows = [...counts].sort(([a], [b]) => a.localeCompare(b));
  return (
    <Section title={t('inspector:kind.contents')}>
      {rows.length === 0 ? <p className="form-empty">{t('inspector:form.none')}</p> : <Table label={t('inspector:kind.contents')} head={['kind', '#']} rows={rows.map(([kind, count]) => [kind, count])} />}
    </Section>
  );
}

/** A timestamp in the clock's time. */
function Clock({ timestamp }: { timestamp: string | undefined }) {
  return <>{useSimulatedTime().clockOf(timestamp)}</>;
}

export const policyViews: Readonly<Record<string, KindView>> = {
  PodDisruptionBudget: {
    facts: (object) => [
      { label: 'minAvailable', value: textAt(object, 'spec', 'minAvailable') },
      { label: 'maxUnavailable', value: textAt(object, 'spec', 'maxUnavailable') },
      { label: 'disruptedPods', value: Object.keys(mapAt(object, 'status', 'disruptedPods')).join(', ') },
    ],
    Panel: Budget,
    form: [{ path: ['spec'], type: 'PodDisruptionBudgetSpec', primary: ['minAvailable', 'maxUnavailable', 'selector', 'unhealthyPodEvictionPolicy'] }],
  },
  PriorityClass: {
    facts: (object) => [
      { label: 'value', value: textAt(object, 'value') },
      { label: 'globalDefault', value: textAt(object, 'globalDefault') },
      { label: 'preemptionPolicy', value: textAt(object, 'preemptionPolicy') },
      { label: 'description', value: textAt(object, 'description'), isText: true },
    ],
    form: [{ path: [], type: 'PriorityClass', primary: ['value', 'globalDefault', 'preemptionPolicy', 'description'], without: ['metadata', 'apiVersion', 'kind'] }],
  },
  ResourceQuota: { Panel: QuotaBars, form: [{ path: ['spec'], type: 'ResourceQuotaSpec', primary: ['hard', 'scopes', 'scopeSelector'] }] },
  LimitRange: { Panel: Limits, form: [{ path: ['spec'], type: 'LimitRangeSpec', primary: ['limits'] }] },
  Namespace: { facts: (object) => [{ label: 'phase', value: textAt(object, 'status', 'phase') }, { label: 'finalizers', value: textAt(object, 'spec', 'finalizers') }], Panel: NamespaceContents },
  ServiceAccount: {
    facts: (object) => [
      { label: 'automountServiceAccountToken', value: textAt(object, 'automountServiceAccountToken') },
      { label: 'imagePullSecrets', value: listAt(object, 'imagePullSecrets').map((secret) => textAt(secret, 'name')).join(', ') },
    ],
    form: [{ path: [], type: 'ServiceAccount', primary: ['automountServiceAccountToken', 'imagePullSecrets'], without: ['metadata', 'secrets', 'apiVersion', 'kind'] }],
  },
  Lease: {
    facts: (object) => [
      { label: 'holderIdentity', value: textAt(object, 'spec', 'holderIdentity') },
      { label: 'renewTime', value: <Clock timestamp={textAt(object, 'spec', 'renewTime')} /> },
      { label: 'leaseDurationSeconds', value: textAt(object, 'spec', 'leaseDurationSeconds') },
      { label: 'leaseTransitions', value: textAt(object, 'spec', 'leaseTransitions') },
    ],
  },
  Event: {
    facts: (object) => {
      const kind = textAt(object, 'involvedObject', 'kind') ?? '';
      const namespace = textAt(object, 'involvedObject', 'namespace');
      const name = textAt(object, 'involvedObject', 'name') ?? '';
      const to = { apiVersion: textAt(object, 'involvedObject', 'apiVersion') ?? 'v1', kind, name, ...(namespace === undefined ? {} : { namespace }) };
      return [
        { label: 'involvedObject', value: <ObjectLink to={to}>{kind} {name}</ObjectLink> },
        { label: 'type', value: textAt(object, 'type') },
        { label: 'reason', value: textAt(object, 'reason') },
        { label: 'message', value: textAt(object, 'message'), isText: true },
        { label: 'count', value: textAt(object, 'count') },
        { label: 'lastTimestamp', value: <Clock timestamp={textAt(object, 'lastTimestamp')} /> },
        { label: 'source', value: textAt(object, 'source', 'component') },
      ];
    },
  },
};
