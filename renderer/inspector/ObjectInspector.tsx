import { Tabs } from 'radix-ui';
import type { ObjectRef } from '../../shared/kubernetes/registry.ts';
import type { Machine } from '../../shared/kubernetes/types/machine.ts';
import type { Node } from '../../shared/kubernetes/types/node.ts';
import { Pill } from '../design/Pill.tsx';
import { useText } from '../i18n/use-text.ts';
import { useUi, type InspectorTab } from '../store/ui.ts';
import { EventsTab } from './EventsTab.tsx';
import { ObjectCost } from './cloud/ObjectCost.tsx';
import { EditingContext } from './form/editing.ts';
import { useObjectForm } from './form/use-object-form.ts';
import { InspectorHeader } from './InspectorHeader.tsx';
import { machineIcon } from './machine-icon.ts';
import { ObjectFooter } from './ObjectFooter.tsx';
import { Overview } from './overview/Overview.tsx';
import { Relations } from './overview/Relations.tsx';
import { ReadOnlyNote, readOnlyReason } from './ReadOnlyNote.tsx';
import { RefusedBar, StagedBar } from './StagedBar.tsx';
import { StatePill } from './StatePill.tsx';
import { useObject } from './use-object.ts';
import { useObjectEvents } from './use-object-events.ts';
import { useEnlargedPanel } from '../store/use-enlarged-panel.ts';
import { WhyTab } from './why/WhyTab.tsx';
import { useYamlDraft } from './yaml/drafts.ts';
import { YamlTab } from './yaml/YamlTab.tsx';

/** Width in px at which a tab is readable. */
const wantedWidth: Partial<Record<InspectorTab, number>> = { yaml: 480, why: 640 };
const nodeOf = (name: string): ObjectRef => ({ apiVersion: 'v1', kind: 'Node', name });

/** One object. A machine shows its Machine and its Node as one. */
export function ObjectInspector({ target }: { target: ObjectRef }) {
  const { t } = useText();
  const tab = useUi((state) => state.inspectorTab);
  useEnlargedPanel('inspector', wantedWidth[tab]);
  const isMachine = target.kind === 'Machine';
  const object = useObject(target);
  const node = useObject(isMachine ? nodeOf(target.name) : undefined);
  const events = useObjectEvents(isMachine ? [target, nodeOf(target.name)] : [target]);
  const yaml = useYamlDraft(target);
  const reason = object === undefined ? undefined : readOnlyReason(object);
  const form = useObjectForm(object ?? { ref: target, state: 'loading' }, reason !== undefined);
  if (object === undefined || object.state === 'loading')
    return (
      <Frame target={target}>
        <p className="inspector-quiet">{t('inspector:loading')}</p>
      </Frame>
    );
  if (object.state === 'gone')
    return (
      <Frame target={target}>
        <p className="inspector-quiet">{t('inspector:gone', { kind: target.kind, name: target.name })}</p>
      </Frame>
    );

  const notApplied = yaml?.hasErrors === true;
  return (
    <section
      className="inspector"
      aria-label={t('inspector:titleOf', { kind: target.kind, name: target.name })}
      data-kind={target.kind}
      data-name={target.name}
    >
      <InspectorHeader
        icon={isMachine ? machineIcon((object.live as Machine | undefined)?.spec.roles ?? []) : target.kind}
        name={target.name}
        subtitle={
          isMachine
            ? t('inspector:machineAndNode')
            : target.namespace === undefined
              ? target.kind
              : t('inspector:kindIn', { kind: target.kind, namespace: target.namespace })
        }
        pill={
          notApplied ? (
            <Pill family="attention" name="NotApplied" text={t('inspector:notApplied')} />
          ) : (
            <StatePill object={object.live} kind={target.kind} name={target.name} />
          )
        }
      />
      <Tabs.Root
        className="inspector-tabs-root"
        value={tab}
        onValueChange={(next) => useUi.setState({ inspectorTab: next as InspectorTab })}
      >
        <div className="inspector-tabs">
          <Tabs.List className="inspector-tab-list" aria-label={t('inspector:tabs')}>
            <Tabs.Trigger value="overview" className="inspector-tab">
              {t('inspector:tab.overview')}
            </Tabs.Trigger>
            <Tabs.Trigger value="yaml" className="inspector-tab">
              YAML
              {yaml !== undefined && (
                <span className="inspector-dot" data-family={notApplied ? 'bad' : 'attention'} title={t('inspector:yaml.unsaved')}>
                  <span className="visually-hidden">{t('inspector:yaml.unsaved')}</span>
                </span>
              )}
            </Tabs.Trigger>
            <Tabs.Trigger value="events" className="inspector-tab">
              {t('inspector:tab.events')}
              {events.length > 0 && <span className="inspector-count">{events.length}</span>}
            </Tabs.Trigger>
            <Tabs.Trigger value="why" className="inspector-tab">
              {t('inspector:tab.why')}
            </Tabs.Trigger>
          </Tabs.List>
          {notApplied && <span className="inspector-aside truncate">{t('inspector:yaml.formShowsLast')}</span>}
        </div>
        <Tabs.Content value="overview" className="inspector-body inspector-scroll" tabIndex={-1}>
          {reason && <ReadOnlyNote reason={reason} />}
          <EditingContext.Provider value={form}>
            <Overview object={object} node={node?.live as Node | undefined} />
            <ObjectCost target={target} />
            <Relations target={target} />
          </EditingContext.Provider>
        </Tabs.Content>
        <Tabs.Content value="yaml" className="inspector-body" tabIndex={-1}>
          <YamlTab object={object} second={isMachine ? node : undefined} />
        </Tabs.Content>
        <Tabs.Content value="events" className="inspector-body inspector-scroll" tabIndex={0}>
          <EventsTab events={events} />
        </Tabs.Content>
        <Tabs.Content value="why" className="inspector-body inspector-scroll" tabIndex={-1}>
          <WhyTab target={target} live={object.live} />
        </Tabs.Content>
      </Tabs.Root>
      {tab === 'overview' && form.staged.length > 0 && <StagedBar form={form} name={target.name} />}
      {tab === 'overview' && form.refusals !== undefined && <RefusedBar refusals={form.refusals} onDiscard={form.discard} />}
      {tab === 'overview' && form.staged.length === 0 && form.refusals === undefined && <ObjectFooter object={object} />}
    </section>
  );
}

function Frame({ target, children }: { target: ObjectRef; children: React.ReactNode }) {
  const { t } = useText();
  const subtitle = target.namespace === undefined ? target.kind : t('inspector:kindIn', { kind: target.kind, namespace: target.namespace });
  return (
    <section className="inspector">
      <InspectorHeader icon={target.kind} name={target.name} subtitle={subtitle} />
      {children}
    </section>
  );
}
