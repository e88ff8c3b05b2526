import { create } from 'zustand';
import { refKey, type ObjectRef } from '../../../shared/kubernetes/registry.ts';
import type { TopologyProblem } from '../../../shared/topology/types.ts';

/** YAML that was edited and not applied yet. Kept while other objects are looked at. */
export interface YamlDraft {
  text: string;
  /** The manifest when the editing began, to notice that it has changed meanwhile. */
  base: string;
  problems: readonly TopologyProblem[];
  hasErrors: boolean;
}

const useDrafts = create<{ byKey: Readonly<Record<string, YamlDraft>> }>()(() => ({ byKey: {} }));

export function useYamlDraft(ref: ObjectRef): YamlDraft | undefined {
  return useDrafts((state) => state.byKey[refKey(ref)]);
}

export const yamlDrafts = {
  get(ref: ObjectRef): YamlDraft | undefined {
    return useDrafts.getState().byKey[refKey(ref)];
  },
  /** Takes a changed text; a text equal to its base is no draft. Problems stay until they are checked again. */
  edit(ref: ObjectRef, text: string, base: string): void {
    if (text === base) return yamlDrafts.drop(ref);
    const key = refKey(ref);
    useDrafts.setState(({ byKey }) => {
      const before = byKey[key];
      return {
        byKey: {
          ...byKey,
          [key]: { text, base: before?.base ?? base, problems: before?.problems ?? [], hasErrors: before?.hasErrors ?? false },
        },
      };
    });
  },
  /** What is wrong with this text; ignored when the text has changed since. */
  setProblems(ref: ObjectRef, text: string, problems: readonly TopologyProblem[]): void {
    const key = refKey(ref);
    useDrafts.setState(({ byKey }) => {
      const draft = byKey[key];
      if (draft === undefined || draft.text !== text) return { byKey };
      return { byKey: { ...byKey, [key]: { ...draft, problems, hasErrors: problems.some((problem) => problem.severity === 'error') } } };
    });
  },
  drop(ref: ObjectRef): void {
    const key = refKey(ref);
    useDrafts.setState(({ byKey }) => {
      if (byKey[key] === undefined) return { byKey };
      const { [key]: _, ...rest } = byKey;
      return { byKey: rest };
    });
  },
};
