import { useCallback } from 'react';
import { refKey } from '../../../shared/kubernetes/registry.ts';
import { mirror } from '../../store/cluster.ts';
import { podKey } from '../../store/ref-key.ts';
import { useFollowedWay } from '../../store/followed-way.ts';
import { useUi } from '../../store/ui.ts';
import { scene, useScene } from '../canvas-model.ts';
import { useCanvas } from '../canvas-store.ts';
import { roundedPath } from '../geometry/edge-route.ts';
import type { Point, Rect } from '../geometry/rect.ts';
import { wayBetween } from '../geometry/way-route.ts';
import { podUidOf } from '../scene/object-rect.ts';
import { followedStops, type WayPlaces } from './followed-stops.ts';
import { laneTop } from './lane-top.ts';
import { podPlace } from './pod-place.ts';
import './followed-way.css';

/** The way of the request that is followed, as one line through its hops; how far it is walked stands out, and where it fails there is a cross. */
export function FollowedWay() {
  const way = useFollowedWay((state) => state.way);
  useScene('layout', useCallback(() => scene.layout, []));
  useUi((state) => state.zoomLevel);
  const textScale = useCanvas((state) => state.textScale);
  if (!way) return null;
  const { trace, current } = way;
  const stops = followedStops(trace, placesAt(textScale));
  const topY = Math.min(scene.machinesTop, laneTop());
  const walked: Point[] = [];
  const ahead: Point[] = [];
  let last: NonNullable<(typeof stops)[number]> | undefined;
  stops.forEach((stop, index) => {
    if (!stop) return;
    const points = last ? wayBetween(last, stop, topY) : [stop.at];
    if (index <= current) walked.push(...points);
    else ahead.push(...(ahead.length === 0 && last ? [last.at] : []), ...points);
    last = stop;
  });
  const here = stops.slice(0, current + 1).findLast((stop) => stop)?.at;
  const isFailed = trace.outcome.kind === 'Failed';
  return (
    <g className="way" data-kind="FollowedWay" data-failed={isFailed || undefined} data-current={current}>
      <path className="way-ahead" d={roundedPath(ahead)} />
      <path className="way-walked" d={roundedPath(walked)} />
      {stops.map((stop, index) => stop && <circle key={index} className="way-stop" data-walked={index <= current || undefined} cx={stop.at.x} cy={stop.at.y} r={3} />)}
      {here && <circle className="way-here" cx={here.x} cy={here.y} r={6.5} />}
      {isFailed && last && <path className="way-cross" d={`M${last.at.x - 6} ${last.at.y - 6}l12 12m0 -12l-12 12`} />}
    </g>
  );
}

function placesAt(textScale: number): WayPlaces {
  const machine = (name: string): Rect | undefined => scene.rectOf(name);
  return {
    machine,
    card: (key) => scene.layout.cards.get(key),
    network: (key) => scene.layout.vpc?.places.find((place) => place.key === key)?.rect,
    pod(namespace, name) {
      const uid = podUidOf(podKey(namespace, name));
      return uid === undefined ? undefined : podPlace(uid, textScale);
    },
    outside(service) {
      const key = service && refKey({ apiVersion: 'v1', kind: 'Service', namespace: service.namespace, name: service.name });
      const source = key === undefined ? undefined : mirror.relations.to(key).find(({ kind, from }) => kind === 'traffic' && scene.layout.cards.has(from))?.from;
      const rect = source === undefined ? undefined : scene.layout.cards.get(source);
      return rect ? { x: rect.x + rect.width, y: rect.y + 17 } : { x: scene.layout.cluster.x - 40, y: scene.layout.cluster.y + 60 };
    },
  };
}
