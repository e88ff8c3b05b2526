import { useEffect } from 'react';
import { refKey, type ObjectRef } from '../../../shared/kubernetes/registry.ts';
import { request } from '../../ipc/client.ts';
import { yamlDrafts, type YamlDraft } from './drafts.ts';

const afterMs = 250;

/**
 * Checks a draft while it is typed: a quarter second after the last key the control plane says what is wrong, without applying anything.
 */
export function useYamlCheck(ref: ObjectRef, draft: YamlDraft | undefined): void {
  const text = draft?.text;
  const key = refKey(ref);
  useEffect(() => {
    if (text === undefined) return undefined;
    const timer = setTimeout(() => {
      void request('object.checkYaml', { ref, yaml: text }).then((answer) => {
        if (answer.ok) yamlDrafts.setProblems(ref, text, answer.value.problems);
      });
    }, afterMs);
    return () => clearTimeout(timer);
    // `key` says all about `ref` that matters.
  }, [key, text]);
}
