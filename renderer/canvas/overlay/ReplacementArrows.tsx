import { useCallback, useEffect } from 'react';
import { usePod } from '../../store/hooks.ts';
import { scene, useScene } from '../canvas-model.ts';
import { between, podToPod, roundedPath } from '../geometry/edge-route.ts';
import { podUidOf } from '../scene/object-rect.ts';
import { forgetReplacement, useReplacements } from './replacements.ts';
import type { Replacement } from './replacements.ts';

/** Pods are immutable: from each replaced pod an arrow to the one in its place. */
export function ReplacementArrows() {
  const list = useReplacements((state) => state.list);
  return list.map((replacement) => <Arrow key={`${replacement.from} ${replacement.to}`} replacement={replacement} />);
}

function Arrow({ replacement }: { replacement: Replacement }) {
  const layout = useScene('layout', useCallback(() => scene.layout, []));
  const from = podUidOf(replacement.from) ?? '';
  const to = podUidOf(replacement.to) ?? '';
  const old = usePod(from);
  const next = usePod(to);
  useScene(`body/${old?.node ?? ''}`, useCallback(() => scene.bodyOf(old?.node ?? ''), [old?.node]));
  useScene(`body/${next?.node ?? ''}`, useCallback(() => scene.bodyOf(next?.node ?? ''), [next?.node]));
  useScene('tray', useCallback(() => scene.tray, []));
  useEffect(() => {
    // Both were there and the old one is gone: the replacement is complete. A timer covers one that never came.
    const timer = setTimeout(() => { if (!old) forgetReplacement(replacement); }, old ? 600_000 : 1_500);
    return () => clearTimeout(timer);
  }, [old, replacement]);
  const start = scene.podRect(from);
  const end = scene.podRect(to);
  if (!old || !next || !start || !end || !layout) return null;
  const oldMachine = scene.rectOf(old.node);
  const nextMachine = next.node === '' ? undefined : scene.rectOf(next.node);
  const points = oldMachine ? podToPod(start, oldMachine, end, nextMachine, scene.machinesTop) : between(start, end);
  return <path className="edge-replacement" data-kind="ReplacementArrow" d={roundedPath(points)} markerEnd="url(#replacement-head)" />;
}
