import type { ComponentType } from 'react';

/** The large parts of the editor, each of its own folder; a part that is not there yet leaves its place empty. */
const modules = import.meta.glob<Record<string, ComponentType>>(
  ['../canvas/Canvas.tsx', '../inspector/Inspector.tsx', '../problems/ProblemsList.tsx', '../timeline/Timeline.tsx', '../tree/OutlineTree.tsx'], { eager: true },
);

function Nothing(): null {
  return null;
}

function part(path: string, name: string): ComponentType {
  return modules[path]?.[name] ?? Nothing;
}

export const Canvas = part('../canvas/Canvas.tsx', 'Canvas');
export const Inspector = part('../inspector/Inspector.tsx', 'Inspector');
export const ProblemsList = part('../problems/ProblemsList.tsx', 'ProblemsList');
export const Timeline = part('../timeline/Timeline.tsx', 'Timeline');
export const OutlineTree = part('../tree/OutlineTree.tsx', 'OutlineTree');
