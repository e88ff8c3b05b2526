import { ChevronDown, ChevronRight } from 'lucide-react';
import { memo, useCallback, useLayoutEffect, useRef } from 'react';
import { controlPlaneTrouble } from '../../shared/view/control-plane-trouble.ts';
import { StateMark } from '../design/StateMark.tsx';
import { formatCount } from '../i18n/format.ts';
import { useText } from '../i18n/use-text.ts';
import { useCluster, useControlPlane, useMachineNames } from '../store/hooks.ts';
import { useUi } from '../store/ui.ts';
import { namespaceKey, parseRefKey } from '../store/ref-key.ts';
import { scene, useScene, view } from './canvas-model.ts';
import { useCanvas } from './canvas-store.ts';
import { groundFrames } from './geometry/ground-frames.ts';
import { grid } from './geometry/sizes.ts';
import type { Rect } from './geometry/rect.ts';
import { elementId } from './nodes/element-id.ts';
import { VpcFrame, VpcName } from './VpcFrame.tsx';
import { useIsCut, ZoneMark } from './ZoneMark.tsx';
import './ground.css';

/** What lies beneath everything: the dotted ground, the cluster's frame, the zones' and those of namespaces. Follows the viewport imperatively. */
export const Ground = memo(function Ground() {
  const layout = useScene(
    'layout',
    useCallback(() => scene.layout, []),
  );
  const root = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const place = (): void => {
      const element = root.current;
      if (!element) return;
      const { x, y, zoom } = view.viewport;
      element.style.setProperty('--dot-size', `${grid * zoom}px`);
      element.style.backgroundPosition = `${x}px ${y}px`;
      element.dataset['dots'] = zoom < 0.4 ? 'off' : 'on';
      const frames = groundFrames(scene.layout, view.viewport);
      const [frame, ...rest] = element.children as unknown as HTMLElement[];
      if (frame) putAt(frame, frames.cluster);
      rest.forEach((item, index) => {
        const rect = [...frames.vpc, ...frames.zones, ...frames.subnets, ...frames.namespaces, ...frames.groups][index];
        if (rect) putAt(item, rect);
      });
    };
    place();
    return view.subscribe(place);
  }, [layout]);
  return (
    <div ref={root} className="ground">
      <div className="ground-cluster" data-kind="Cluster">
        <ClusterHeader width={layout.cluster.width} />
      </div>
      {layout.vpc && <VpcFrame vpc={layout.vpc.key} />}
      {layout.zones.map((zone) => (
        <ZoneFrame key={zone.name} name={zone.name} />
      ))}
      {layout.vpc?.zones.map(({ name }) => <div key={`private/${name}`} className="ground-subnet" />)}
      {layout.frames.map((frame) => (
        <NamespaceFrame key={`namespace/${frame.namespace}`} namespace={frame.namespace} isFolded={frame.isFolded} />
      ))}
      {layout.groups.map(({ key, zone }) => <GroupFrame key={`${key}/${zone}`} group={key} />)}
    </div>
  );
});

function ZoneFrame({ name }: { name: string }) {
  return <div className="ground-zone" data-kind="Zone" data-name={name} data-cut={useIsCut(name) || undefined} />;
}

/** A light frame around the cards of a namespace. Cards are not drawn in the far view, and neither is this. */
function NamespaceFrame({ namespace, isFolded }: { namespace: string; isFolded: boolean }) {
  const key = namespace === '' ? '' : namespaceKey(namespace);
  const isFar = useUi((state) => state.zoomLevel === 'far');
  const isSelected = useUi((state) => state.selection.includes(key));
  const isHovered = useUi((state) => state.hovered === key);
  const isFocused = useCanvas((state) => state.focusVisible && state.focused === key);
  return (
    <div className="ground-namespace" id={key === '' ? undefined : elementId(key)} data-kind="Namespace" data-name={namespace} data-folded={isFolded || undefined} hidden={isFar}
      data-selected={isSelected || undefined} data-hovered={isHovered || undefined} data-focused={isFocused || undefined} />
  );
}

/** The frame of a node group in one zone; its head is a document of its own. */
function GroupFrame({ group }: { group: string }) {
  const isSelected = useUi((state) => state.selection.includes(group));
  const isHovered = useUi((state) => state.hovered === group);
  const isFocused = useCanvas((state) => state.focusVisible && state.focused === group);
  return <div className="ground-group" data-frame-of={group} data-selected={isSelected || undefined} data-hovered={isHovered || undefined} data-focused={isFocused || undefined} />;
}

/** In the far view only, where there are no documents. */
function GroupName({ group }: { group: string }) {
  const isFar = useUi((state) => state.zoomLevel === 'far');
  return <div className="frame-name" data-frame="group" hidden={!isFar}><span className="frame-name-text"><span className="truncate">{parseRefKey(group)?.name}</span></span></div>;
}

/** The names of frames, above the edges that pass there. */
export const FrameNames = memo(function FrameNames() {
  const layout = useScene(
    'layout',
    useCallback(() => scene.layout, []),
  );
  const root = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const place = (): void => {
      const frames = groundFrames(scene.layout, view.viewport);
      root.current?.style.setProperty('--zoom', String(view.viewport.zoom));
      const rects = [...frames.vpc, ...frames.zones, ...frames.namespaces, ...frames.groups];
      ([...(root.current?.children ?? [])] as HTMLElement[]).forEach((item, index) => {
        const rect = rects[index];
        if (rect) putAt(item, { ...rect, height: rect.header });
      });
    };
    place();
    return view.subscribe(place);
  }, [layout]);
  return (
    <div ref={root} className="frame-names">
      {layout.vpc && <VpcName vpc={layout.vpc.key} />}
      {layout.zones.map((zone) => (
        <div key={`zone/${zone.name}`} className="frame-name" data-frame="zone">
          <span className="frame-name-text"><span className="truncate">{zone.name || '–'}</span></span>
          <ZoneMark zone={zone.name} />
          <ZoneCount count={zone.machines} />
        </div>
      ))}
      {layout.frames.map((frame) => <NamespaceName key={`namespace/${frame.namespace}`} namespace={frame.namespace} isFolded={frame.isFolded} />)}
      {layout.groups.map(({ key, zone }) => <GroupName key={`${key}/${zone}`} group={key} />)}
    </div>
  );
});

function NamespaceName({ namespace, isFolded }: { namespace: string; isFolded: boolean }) {
  const { t } = useText();
  const isFar = useUi((state) => state.zoomLevel === 'far');
  const isHovered = useUi((state) => namespace !== '' && state.hovered === namespaceKey(namespace));
  const Chevron = isFolded ? ChevronRight : ChevronDown;
  return (
    <div className="frame-name" data-frame="namespace" data-name={namespace} data-hovered={isHovered || undefined} hidden={isFar}>
      <span className="frame-name-text">
        {namespace !== '' && <Chevron size={13} aria-hidden />}
        <span className="truncate">{namespace === '' ? t('canvas:lane.cluster') : namespace}</span>
      </span>
    </div>
  );
}

function ZoneCount({ count }: { count: number }) {
  const { t } = useText();
  const isFar = useUi((state) => state.zoomLevel !== 'near');
  return isFar ? <span className="ground-count">{t('canvas:zone.machines', { count })}</span> : null;
}

function ClusterHeader({ width }: { width: number }) {
  const { t } = useText();
  const cluster = useCluster();
  const machines = useMachineNames().length;
  if (!cluster) return null;
  const { total, ready } = cluster.nodes;
  const nodes =
    machines === 0
      ? t('canvas:cluster.noMachines')
      : total > 0 && ready < total
        ? t('canvas:cluster.nodesReady', { ready, total })
        : t('canvas:cluster.nodes', { count: Math.max(total, 0) });
  return (
    <div className="ground-header">
      <b>{cluster.name}</b>
      <span className="ground-facts truncate">
        {cluster.version} · pods <span className="mono">{cluster.podCIDR}</span> · services{' '}
        <span className="mono">{cluster.serviceCIDR}</span>
      </span>
      <ApiMark />
      <span className="ground-count">
        {nodes}
        {machines > 0 && width > 300 && <> · {t('canvas:cluster.pods', { count: cluster.pods, number: formatCount(cluster.pods) })}</>}
      </span>
    </div>
  );
}

/** Beside the cluster's name while nothing can be written, be it only until a leader is elected. */
function ApiMark() {
  const { t, localize } = useText();
  const trouble = controlPlaneTrouble(useControlPlane());
  if (!trouble) return null;
  const family = trouble.passing ? 'working' : 'bad';
  return (
    <span className="ground-api" data-family={family}>
      <StateMark family={family} size={12} />
      {trouble.passing ? localize(trouble.headline) : t('canvas:cluster.apiSilent')}
    </span>
  );
}

function putAt(element: HTMLElement, rect: Rect & { header: number }): void {
  element.style.transform = `translate(${rect.x}px, ${rect.y}px)`;
  element.style.width = `${rect.width}px`;
  element.style.height = `${rect.height}px`;
  element.style.setProperty('--header', `${rect.header}px`);
  element.style.setProperty('--scale', String(Math.max(1, rect.header / 34)));
}
