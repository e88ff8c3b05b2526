import { lazy, Suspense, type ComponentType } from 'react';

/** A large part of the editor as a chunk of its own, so that the library shows without waiting for it. */
function part(load: () => Promise<ComponentType>): ComponentType {
  const Part = lazy(async () => ({ default: await load() }));
  return function LazyPart() {
    return <Suspense fallback={null}><Part /></Suspense>;
  };
}

export const Canvas = part(async () => (await import('../canvas/Canvas.tsx')).Canvas);
export const Inspector = part(async () => (await import('../inspector/Inspector.tsx')).Inspector);
export const ProblemsList = part(async () => (await import('../problems/ProblemsList.tsx')).ProblemsList);
export const FollowPanel = part(async () => (await import('../follow/FollowPanel.tsx')).FollowPanel);
export const ScalingPanel = part(async () => (await import('../scaling/ScalingPanel.tsx')).ScalingPanel);
export const ControlPlanePanel = part(async () => (await import('../control-plane/ControlPlanePanel.tsx')).ControlPlanePanel);
export const Timeline = part(async () => (await import('../timeline/Timeline.tsx')).Timeline);
export const OutlineTree = part(async () => (await import('../tree/OutlineTree.tsx')).OutlineTree);
