import { useCallback } from 'react';
import { refKey } from '../../../shared/kubernetes/registry.ts';
import type { EndpointState, MachineWays, ServiceWays as Ways } from '../../../shared/view/service-ways.ts';
import { useText } from '../../i18n/use-text.ts';
import { useUi } from '../../store/ui.ts';
import { scene, useScene } from '../canvas-model.ts';
import { useCanvas } from '../canvas-store.ts';
import { cardToPort, portToPod, roundedPath } from '../geometry/edge-route.ts';
import type { Point, Rect } from '../geometry/rect.ts';
import { right } from '../geometry/rect.ts';
import { podPlace, podsTopOn } from './pod-place.ts';

/** Ways of one Service keep apart from those of another, of a pod behind several. */
const apart = 3;
const states: readonly EndpointState[] = ['Ready', 'Terminating', 'NotReady'];

/** From a Service's card to the kube-proxy of each machine with endpoints, and from there to the pods: through the port at the machine's left, not through its wall. */
export function ServiceWays({ ways }: { ways: readonly Ways[] }) {
  useScene('layout', useCallback(() => scene.layout, []));
  useUi((state) => state.zoomLevel);
  const textScale = useCanvas((state) => state.textScale);
  const laneRight = Math.max(...scene.cards.map(({ rect }) => right(rect)));
  return ways.flatMap(({ service, machines }, order) => {
    const card = scene.layout.cards.get(refKey(service));
    if (!card) return [];
    return machines.map((way) => <MachineWay key={`${refKey(service)} ${way.machine}`} way={way} service={service.name} card={card} gutterX={laneRight + 9 + (order % 4) * apart} textScale={textScale} />);
  });
}

function MachineWay({ way: { machine, proxy, pods }, service, card, gutterX, textScale }: { way: MachineWays; service: string; card: Rect; gutterX: number; textScale: number }) {
  const { t } = useText();
  useScene(`body/${machine}`, useCallback(() => scene.bodyOf(machine), [machine]));
  const rect = scene.rectOf(machine);
  if (!rect) return null;
  const trunk = cardToPort(card, rect, gutterX, scene.machinesTop);
  const port = trunk.at(-1) as Point;
  const podsTop = podsTopOn(machine, textScale);
  const ends = pods.flatMap(({ uid, state }) => { const place = podPlace(uid, textScale); return place ? [{ state, points: portToPod(port, rect, place.rect, podsTop) }] : []; });
  return (
    <g className="edge-way" data-kind="ServiceWay" data-name={machine} data-service={service} data-proxy={proxy}>
      <title>{t(`canvas:way.${proxy}`, { service, machine })}</title>
      <path className="edge-way-line" d={roundedPath(trunk)} />
      {states.map((state) => {
        const of = ends.filter((end) => end.state === state);
        return of.length > 0 && <path key={state} className="edge-way-line" data-state={state} d={of.map(({ points }) => roundedPath(points)).join('')} />;
      })}
      <circle className="edge-way-port" cx={port.x} cy={port.y} r={3.2} />
      {ends.map(({ state, points }, index) => {
        const end = points.at(-1) as Point;
        return state === 'NotReady' ? <path key={index} className="edge-way-cross" d={`M${end.x - 8} ${end.y - 3}l6 6m0 -6l-6 6`} />
          : <path key={index} className="edge-way-end" d={`M${end.x - 5} ${end.y - 3}l5 3l-5 3z`} />;
      })}
    </g>
  );
}
