import { Trash2 } from 'lucide-react';
import { Fragment } from 'react';
import type { LoadBalancerTarget } from '../../shared/view/load-balancer.ts';
import { isProvided } from '../../shared/view/provided.ts';
import type { ObjectRef } from '../../shared/kubernetes/registry.ts';
import type { CardRow } from '../../shared/view/rows.ts';
import type { StateFamily } from '../../shared/view/states.ts';
import { runCommand } from '../commands/run.ts';
import { IconButton } from '../design/IconButton.tsx';
import { Pill } from '../design/Pill.tsx';
import { StateMark } from '../design/StateMark.tsx';
import { formatDuration } from '../i18n/format.ts';
import { useText } from '../i18n/use-text.ts';
import { useCard, useCardUids, useClock } from '../store/hooks.ts';
import { mirror } from '../store/cluster.ts';
import { machineKey, refKey } from '../store/ref-key.ts';
import { ObjectCost } from './cloud/ObjectCost.tsx';
import { CommandButtons } from './CommandButtons.tsx';
import { goToKey } from './go-to.ts';
import { InspectorHeader } from './InspectorHeader.tsx';
import { Fact, Facts, ObjectLink } from './parts/Facts.tsx';
import { Section } from './parts/Section.tsx';
import { TrafficNow } from './traffic/TrafficNow.tsx';

const targetFamilies: Readonly<Record<LoadBalancerTarget['state'], StateFamily>> = { initial: 'working', healthy: 'ready', unhealthy: 'bad', draining: 'leaving' };

/** A load balancer: what it is, where it is reached, whom it sends to and why not to the others. The API has no object for it, so there is no YAML of it. */
export function BalancerInspector({ target }: { target: ObjectRef }) {
  const { t, localize } = useText();
  const key = refKey(target);
  const uids = useCardUids();
  const row = useCard(uids.find((uid) => { const ref = mirror.card(uid)?.ref; return ref && isProvided(ref) && refKey(ref) === key; }) ?? '');
  const subtitle = row?.balancer ? t('inspector:balancer.of', { type: t(`inspector:balancer.type.${row.balancer.type ?? 'none'}`), kind: row.balancer.subject.kind }) : target.kind;
  return (
    <section className="inspector" aria-label={t('inspector:titleOf', { kind: target.kind, name: target.name })} data-kind={target.kind} data-name={target.name}>
      <InspectorHeader icon={target.kind} name={target.name} subtitle={subtitle} pill={row?.balancer && <Pill family={row.family} name={row.balancer.state} text={row.balancer.state} />} />
      {row?.balancer === undefined ? <p className="inspector-quiet">{t('inspector:gone', { kind: target.kind, name: target.name })}</p> : (
        <>
          <div className="inspector-body inspector-scroll inspector-cluster" role="region" aria-label={t('inspector:tab.overview')} tabIndex={0}>
            {row.balancer.why && <p className="inspector-note"><StateMark family={row.family} size={14} />{localize(row.balancer.why)}</p>}
            <BalancerFacts balancer={row.balancer} />
            <Targets balancer={row.balancer} />
            <TrafficNow of={row.balancer.subject} />
            <ObjectCost target={row.balancer.subject} />
          </div>
          <footer className="inspector-footer">
            <div className="inspector-actions"><CommandButtons ids={['balancer.goToSubject', 'balancer.showCalls']} /></div>
            <div className="inspector-icons">
              <IconButton label={t('commands:balancer.deleteSubject', { kind: row.balancer.subject.kind, name: target.name })} icon={<Trash2 size={15} />} side="top" onClick={() => runCommand('balancer.deleteSubject')} />
            </div>
          </footer>
        </>
      )}
    </section>
  );
}

type Balancer = NonNullable<CardRow['balancer']>;

function BalancerFacts({ balancer: { subject, alsoFor = [], dnsName, addresses, scheme, listeners, healthCheck, state, activeAtMs } }: { balancer: Balancer }) {
  const { t } = useText();
  const { nowMs } = useClock();
  const leftMs = state === 'Provisioning' && activeAtMs !== undefined ? activeAtMs - nowMs : 0;
  return (
    <Section title={t('inspector:balancer.facts')} hideTitle>
      <Facts>
        <Fact label={t('inspector:balancer.for')}><ObjectLink to={subject}>{`${subject.kind} ${subject.name}`}</ObjectLink>{alsoFor.map((other) => <Fragment key={refKey(other)}>, <ObjectLink to={other} /></Fragment>)}</Fact>
        {leftMs > 0 && <Fact label={t('inspector:balancer.activeIn')} mono>{formatDuration(leftMs)}</Fact>}
        <Fact label="hostname" mono>{dnsName}</Fact>
        <Fact label="ip" mono>{addresses.map(({ ip, zone }) => (zone === undefined ? ip : `${ip} (${zone})`)).join(', ')}</Fact>
        {dnsName === undefined && addresses.length === 0 && <Fact label={t('inspector:balancer.address')}>{t('canvas:balancer.noAddress')}</Fact>}
        <Fact label="scheme" mono>{scheme}</Fact>
        <Fact label={t('inspector:balancer.listeners')} mono>{listeners.map(({ protocol, port }) => `${protocol} ${port}`).join(', ')}</Fact>
        {healthCheck && (
          <Fact label={t('inspector:balancer.healthCheck')}>
            {t('inspector:balancer.checks', { protocol: healthCheck.protocol, port: `${healthCheck.port}${healthCheck.path ?? ''}`, seconds: healthCheck.intervalSeconds, healthy: healthCheck.healthy, unhealthy: healthCheck.unhealthy })}
          </Fact>
        )}
      </Facts>
    </Section>
  );
}

/** The machines to which it sends, as its health checks see them. */
function Targets({ balancer: { targets, healthy, total } }: { balancer: Balancer }) {
  const { t } = useText();
  return (
    <Section title={t('inspector:balancer.targets')} aside={total > 0 ? t('inspector:balancer.healthy', { healthy, total }) : undefined}>
      {targets.length === 0 && <p className="form-empty">{t('inspector:balancer.noTargets')}</p>}
      <ul className="kind-lines" aria-label={t('inspector:balancer.targets')}>
        {targets.map(({ machine, zone, state, trouble, reason, description, address, pod, targetGroup }, index) => (
          <li key={index} className="kind-line" data-target={machine} data-state={state}>
            <StateMark family={targetFamilies[state]} size={14} />
            <span className="kind-line-text">
              {pod && <ObjectLink to={pod} />}
              <button type="button" className="object-link" onClick={() => goToKey(machineKey(machine))}>{machine}</button>
              <span className="kind-aside">{[address, zone, state].filter(Boolean).join(' · ')}</span>
              {targetGroup && targets.some((other) => other.targetGroup !== targetGroup) && <span className="balancer-reason mono">{targetGroup}</span>}
              {(trouble ?? reason) && <span className="balancer-reason">{trouble ? t(`inspector:balancer.reason.${trouble}`) : description}{reason && <> · <span className="mono">{reason}</span></>}</span>}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
