import { useEffect, useState } from 'react';
import { machineStates, podStates, type StateFamily } from '../../shared/view/states.ts';
import { StateMark } from '../design/StateMark.tsx';
import { formatCount } from '../i18n/format.ts';
import { useText } from '../i18n/use-text.ts';
import { mirror } from '../store/cluster.ts';
import { useCluster, useControlPlane } from '../store/hooks.ts';
import { countCluster, type ClusterCounts } from './cluster-counts.ts';
import { ImageProfiles } from './ImageProfiles.tsx';
import { InspectorHeader } from './InspectorHeader.tsx';
import { CapacityRow } from './overview/Capacity.tsx';
import { bytesPair, coresPair } from './overview/resource-pair.ts';
import { ClusterCost } from './cloud/ClusterCost.tsx';
import { ProviderChoice } from './cloud/ProviderChoice.tsx';
import { Fact, Facts } from './parts/Facts.tsx';
import { Section } from './parts/Section.tsx';
import './cluster-overview.css';

const intervalMs = 250;

/** Counts over the whole cluster, at most four times a second. */
function useCounts(): ClusterCounts {
  const [counts, setCounts] = useState(() => countCluster(mirror));
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const take = (): void => {
      timer = undefined;
      setCounts(countCluster(mirror));
    };
    take();
    const stop = mirror.onFlush(() => {
      timer ??= setTimeout(take, intervalMs);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, []);
  return counts;
}

/** The cluster, when nothing is selected: pods and machines by state, and how much of it is asked for. */
export function ClusterOverview() {
  const { t } = useText();
  const cluster = useCluster();
  const hasAnswered = useControlPlane()?.api.answered ?? true;
  const counts = useCounts();
  if (cluster === undefined) return null;
  const subtitle = [
    t('inspector:cluster.kind'),
    cluster.version,
    counts.zones > 1 ? t('inspector:cluster.zones', { count: counts.zones }) : '',
  ]
    .filter((part) => part !== '')
    .join(' · ');
  return (
    <section className="inspector" aria-label={t('inspector:cluster.title', { name: cluster.name })}>
      <InspectorHeader icon="Cluster" name={cluster.name} subtitle={subtitle} />
      <div className="inspector-body inspector-scroll inspector-cluster" role="region" aria-label={t('inspector:tab.overview')} tabIndex={0}>
        {counts.machineCount === 0 && counts.podCount === 0 && mirror.cardUids().length === 0 && <p className="inspector-quiet">{t('inspector:cluster.empty')}</p>}
        {counts.podCount > 0 && (
          <Section title="Pods" aside={formatCount(counts.podCount)}>
            <ul className="counts">
              {counts.pods.map(({ code, count }) => {
                const state = podStates[code];
                return (
                  state && (
                    <CountRow key={state.name} family={state.family} name={state.name} count={count} share={count / counts.podCount} />
                  )
                );
              })}
            </ul>
          </Section>
        )}
        {counts.machineCount > 0 && (
          <Section title={t('inspector:cluster.machines')} aside={formatCount(counts.machineCount)}>
            <ul className="counts">
              {counts.machines.map(({ state, count }) => {
                const family = machineStates.find((candidate) => candidate.name === state)?.family ?? 'unknown';
                return <CountRow key={state} family={family} name={state} count={count} />;
              })}
            </ul>
          </Section>
        )}
        {counts.cpuMilli.allocatable > 0 && (
          <Section title={t('inspector:cluster.requested')}>
            <div className="capacity">
              <CapacityRow name={t('inspector:cpu')} gauge={counts.cpuMilli} pair={coresPair} isSilent={false} />
              <CapacityRow name={t('inspector:memory')} gauge={counts.memoryBytes} pair={bytesPair} isSilent={false} />
            </div>
          </Section>
        )}
        <ProviderChoice provider={cluster.provider} />
        <ClusterCost />
        <ImageProfiles />
        <Section title={t('inspector:cluster.network')}>
          <Facts>
            <Fact label={t('inspector:cluster.podCIDR')} mono>
              {cluster.podCIDR}
            </Fact>
            <Fact label={t('inspector:cluster.serviceCIDR')} mono>
              {cluster.serviceCIDR}
            </Fact>
            <Fact label={t('inspector:cluster.controlPlane')}>{t(`inspector:cluster.controlPlane.${cluster.controlPlane}`)}</Fact>
            <Fact label="API">{t(cluster.apiReachable ? 'inspector:cluster.apiUp' : hasAnswered ? 'inspector:cluster.apiDown' : 'inspector:cluster.apiNotYet')}</Fact>
          </Facts>
        </Section>
      </div>
    </section>
  );
}

function CountRow({ family, name, count, share }: { family: StateFamily; name: string; count: number; share?: number }) {
  return (
    <li className="count-row" data-family={family}>
      <StateMark family={family} name={name} size={14} />
      <span className="count-name">{name}</span>
      {share !== undefined && (
        <span className="count-track" aria-hidden>
          <span className="count-bar" style={{ width: `${Math.max(share * 100, 2)}%` }} />
        </span>
      )}
      <span className="count-number mono">{formatCount(count)}</span>
    </li>
  );
}
