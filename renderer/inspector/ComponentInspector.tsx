import { Tabs } from 'radix-ui';
import { componentRef } from '../../shared/view/component-ref.ts';
import type { ComponentView, ControlPlaneView } from '../../shared/view/control-plane.ts';
import { componentIn, hasPower, podOfComponent } from '../commands/component.ts';
import { Pill } from '../design/Pill.tsx';
import { formatCount, formatDuration } from '../i18n/format.ts';
import { useText } from '../i18n/use-text.ts';
import { mirror } from '../store/cluster.ts';
import { useControlPlane, useMachine } from '../store/hooks.ts';
import { useUi, type InspectorTab } from '../store/ui.ts';
import { CommandButtons } from './CommandButtons.tsx';
import { InspectorHeader } from './InspectorHeader.tsx';
import { Fact, Facts, ObjectLink } from './parts/Facts.tsx';
import { Section } from './parts/Section.tsx';
import { useEnlargedPanel } from '../store/use-enlarged-panel.ts';
import { WhyTab } from './why/WhyTab.tsx';
import '../control-plane/components.css';

const whyWidth = 640;

/** A component of a machine: what it is there, what it is for, what can be done to it. No object of the API: no manifest, no Events. */
export function ComponentInspector({ machine, name }: { machine: string; name: string }) {
  const { t, localize } = useText();
  const chosen = useUi((state) => state.inspectorTab);
  const tab: InspectorTab = chosen === 'why' ? 'why' : 'overview';
  useEnlargedPanel('inspector', tab === 'why' ? whyWidth : undefined);
  useMachine(machine);
  const view = useControlPlane();
  const found = componentIn(mirror, machine, name);
  return (
    <section className="inspector" aria-label={t('inspector:titleOf', { kind: name, name: machine })} data-kind="Component" data-name={name} data-machine={machine}>
      <InspectorHeader icon="Component" name={name} subtitle={t('inspector:component.on', { machine })}
        pill={found && <Pill family={found.row.family} name={'on' in found.row ? '' : found.row.state} text={localize(found.row.detail)} />} />
      {!found ? <p className="inspector-quiet">{t('inspector:gone', { kind: name, name: machine })}</p> : (
        <Tabs.Root className="inspector-tabs-root" value={tab} onValueChange={(next) => useUi.setState({ inspectorTab: next as InspectorTab })}>
          <div className="inspector-tabs">
            <Tabs.List className="inspector-tab-list" aria-label={t('inspector:tabs')}>
              <Tabs.Trigger value="overview" className="inspector-tab">{t('inspector:tab.overview')}</Tabs.Trigger>
              <Tabs.Trigger value="why" className="inspector-tab">{t('inspector:tab.why')}</Tabs.Trigger>
            </Tabs.List>
          </div>
          <Tabs.Content value="overview" className="inspector-body inspector-scroll" tabIndex={-1}>
            <Section title={t('inspector:status')} hideTitle>
              <p className="component-answer">{localize(found.row.why)}</p>
              <Facts>
                <Fact label={t('inspector:component.machine')}><ObjectLink to={{ apiVersion: 'clusterwright.dev/v1', kind: 'Machine', name: machine }} /></Fact>
                <PodFact machine={machine} name={name} />
                <Lease view={view?.components.find((one) => one.machine === machine && one.component === name)} />
                {name === 'etcd' && <Member view={view} machine={machine} />}
              </Facts>
            </Section>
            <Section title={t('inspector:component.for')}><p className="component-answer">{t(`why:component.${name}.does`)}</p></Section>
            <Section title={t('inspector:component.without')}><p className="component-answer">{t(`why:component.${name}.missing`)}</p></Section>
          </Tabs.Content>
          <Tabs.Content value="why" className="inspector-body inspector-scroll" tabIndex={-1}>
            <WhyTab target={componentRef(machine, name)} live={undefined} />
          </Tabs.Content>
        </Tabs.Root>
      )}
      {found && <footer className="inspector-footer"><div className="inspector-actions"><CommandButtons ids={['component.powerOn', 'component.stop', 'component.start', 'component.slowDisk', 'component.mendDisk', 'network.showProxyRulesOfSelection', 'showControlPlaneOfSelection']} primary={hasPower(found.machine) ? 'component.start' : 'component.powerOn'} /></div></footer>}
    </section>
  );
}

function PodFact({ machine, name }: { machine: string; name: string }) {
  const { t } = useText();
  const pod = podOfComponent(mirror, machine, name);
  return <Fact label={t('inspector:component.pod')}>{pod && <ObjectLink to={pod} />}</Fact>;
}

/** Of those that elect a leader: whether it holds the Lease, how old that is, and whether it gets through to an API server. */
function Lease({ view }: { view: ComponentView | undefined }) {
  const { t } = useText();
  if (!view) return null;
  return (
    <>
      <Fact label="Lease">
        <ObjectLink to={{ apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', namespace: 'kube-system', name: view.component }}>{t(view.holdsLease ? 'inspector:component.holds' : 'inspector:component.holdsNot')}</ObjectLink>
      </Fact>
      <Fact label={t('inspector:component.renewed')}>{view.leaseAgeMs === undefined ? undefined : t('inspector:component.ago', { time: formatDuration(view.leaseAgeMs) })}</Fact>
      <Fact label={t('inspector:component.reachesApi')}>{t(view.reachesApi ? 'inspector:component.yes' : 'inspector:component.no')}</Fact>
    </>
  );
}

function Member({ view, machine }: { view: ControlPlaneView | undefined; machine: string }) {
  const { t } = useText();
  const member = view?.etcd?.members.find((one) => one.machine === machine);
  if (!view?.etcd || !member) return null;
  const { needed, have } = view.etcd.quorum;
  return (
    <>
      <Fact label={t('inspector:component.quorum')}>{t('inspector:component.quorumOf', { have, needed, total: view.etcd.members.filter(({ voter }) => voter).length })}</Fact>
      <Fact label={t('inspector:component.log')} mono>{formatCount(member.lastIndex)}</Fact>
      <Fact label={t('inspector:component.behind')}>{view.etcd.leader === undefined || view.etcd.leader === machine ? undefined : member.lag === 0 ? t('inspector:etcd.caughtUp') : t('inspector:etcd.lag', { count: member.lag, entries: formatCount(member.lag) })}</Fact>
      <Fact label={t('inspector:component.fsync')} mono>{`${formatCount(member.fsyncMs)} ms`}</Fact>
    </>
  );
}
