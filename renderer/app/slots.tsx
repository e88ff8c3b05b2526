import { lazy, Suspense, type ComponentType } from 'react';

/** The large parts of the editor, each a chunk of its own, so that the library shows without waiting for them. */
const modules = import.meta.glob<Record<string, ComponentType>>([
  '../canvas/Canvas.tsx', '../inspector/Inspector.tsx', '../problems/ProblemsList.tsx', '../timeline/Timeline.tsx', '../tree/OutlineTree.tsx',
]);

function part(path: string, name: string): ComponentType {
  const load = modules[path];
  if (load === undefined) return () => null;
  const Part = lazy(async () => ({ default: (await load())[name] as ComponentType }));
  return function LazyPart() {
    return <Suspense fallback={null}><Part /></Suspense>;
  };
}

export const Canvas = part('../canvas/Canvas.tsx', 'Canvas');
export const Inspector = part('../inspector/Inspector.tsx', 'Inspector');
export const ProblemsList = part('../problems/ProblemsList.tsx', 'ProblemsList');
export const Timeline = part('../timeline/Timeline.tsx', 'Timeline');
export const OutlineTree = part('../tree/OutlineTree.tsx', 'OutlineTree');
